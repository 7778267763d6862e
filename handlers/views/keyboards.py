"""Keyboards."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.views.callback_data import Press, on_finding, with_number
from handlers.views.texts import admin, public, staff
from knowledge.model import Finding, Person, Record
from knowledge.text import shorten

_CODES_A_ROW = 4
_CHOICE_LENGTH = 28
_MOST_BUTTONS = 100


def _button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data)


def _list_button() -> InlineKeyboardButton:
    return _button(public.LIST, with_number(Press.LIST, 0))


def card(record: Record, code: str) -> InlineKeyboardMarkup:
    """Under a card: the rest of the finding, its neighbours, the list."""
    first = [
        _button(public.FULL, on_finding(Press.FULL, record.notice_id, code)),
        _button(public.NEWS, on_finding(Press.NEWS, record.notice_id, code)),
    ]
    return InlineKeyboardMarkup([first, _neighbours(record, code), [_list_button()]])


def detail(record: Record, code: str) -> InlineKeyboardMarkup:
    """Under the full text and under the progress: the way back to the card."""
    back = _button(public.BACK_TO_CARD, on_finding(Press.CARD, record.notice_id, code))
    return InlineKeyboardMarkup([[back, _list_button()]])


def _neighbours(record: Record, code: str) -> list[InlineKeyboardButton]:
    before, after = record.neighbours(code)
    found = ((public.PREVIOUS, before), (public.NEXT, after))
    return [_button(word, on_finding(Press.CARD, record.notice_id, to)) for word, to in found if to]


def codes(record: Record, findings: Sequence[Finding], page: int, pages: int) -> InlineKeyboardMarkup:
    """The codes of one page of the list, and the pages beside it."""
    buttons = [
        _button(finding.code, on_finding(Press.CARD, record.notice_id, finding.code)) for finding in findings
    ]
    rows = [buttons[i : i + _CODES_A_ROW] for i in range(0, len(buttons), _CODES_A_ROW)]
    turns = ((public.PREVIOUS_PAGE, page - 1), (public.NEXT_PAGE, page + 1))
    turning = [_button(word, with_number(Press.LIST, to)) for word, to in turns if 0 <= to < pages]
    return InlineKeyboardMarkup([*rows, turning] if turning else rows)


def choices(record: Record, findings: Sequence[Finding], more: bool) -> InlineKeyboardMarkup:
    """One finding a row; then 都不是, and 目录 where there are more than fit."""
    rows = [
        [
            _button(
                shorten(f"{finding.code} {finding.title}", _CHOICE_LENGTH),
                on_finding(Press.CARD, record.notice_id, finding.code),
            )
        ]
        for finding in findings
    ]
    last = [_button(public.NONE_OF_THESE, with_number(Press.NONE, 0))]
    return InlineKeyboardMarkup([*rows, [*last, _list_button()] if more else last])


def to_list() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[_list_button()]])


def revoke(person_id: int) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[_button(admin.REVOKE, with_number(Press.REVOKE, person_id))]])


def people(everyone: Sequence[Person]) -> InlineKeyboardMarkup:
    """One person a row; Telegram shows a hundred buttons at most."""
    rows = [
        [
            _button(
                f"{admin.REVOKE} {shorten(person.name, _CHOICE_LENGTH)}", with_number(Press.REVOKE, person.id)
            )
        ]
        for person in everyone[:_MOST_BUTTONS]
    ]
    return InlineKeyboardMarkup(rows)


def offer(offer_id: int) -> InlineKeyboardMarkup:
    words = ((admin.TAKE, Press.TAKE), (admin.LEAVE, Press.LEAVE))
    return InlineKeyboardMarkup([[_button(word, with_number(press, offer_id)) for word, press in words]])


def preview(draft_id: int) -> InlineKeyboardMarkup:
    words = (
        (staff.PUBLISH, Press.PUBLISH),
        (staff.REWORD, Press.REWORD),
        (staff.CANCEL, Press.CANCEL),
    )
    return InlineKeyboardMarkup([[_button(word, with_number(press, draft_id)) for word, press in words]])
