"""Keyboards for supervisors: the digest, close-outs, a register that came back."""

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from handlers.views.callback_data import Press, number_of_span, on_finding, with_number, with_numbers
from handlers.views.keyboards import button, by_notice, in_rows
from handlers.views.naming import name_beside
from handlers.views.texts import public, supervisors
from knowledge.model import NoticeName, Town
from knowledge.progress.mornings import Span
from knowledge.record import Record

_TOWNS_A_ROW = 2


def digest(places: Sequence[tuple[NoticeName, str]], waiting: int, opinions: int) -> InlineKeyboardMarkup:
    """What waits for a decision; the cards it speaks of, each opened below; the chart, the register, and on
    which days it comes."""
    return _digest(by_notice(Press.OPEN, places), waiting, opinions)


def county_digest(towns: Sequence[Town], span: Span, waiting: int, opinions: int) -> InlineKeyboardMarkup:
    """The same of several towns: the worst of them have their own digest of these days below."""
    days = number_of_span(span)
    opened = [button(one.name, with_numbers(Press.TOWN_DIGEST, one.id, days)) for one in towns]
    return _digest(in_rows(opened, a_row=_TOWNS_A_ROW), waiting, opinions)


def _digest(opened: InlineKeyboardMarkup, waiting: int, opinions: int) -> InlineKeyboardMarkup:
    queues = (
        (supervisors.REVIEW, Press.PENDING, waiting),
        (supervisors.ANSWER, Press.BACKLOG, opinions),
    )
    queued = [
        button(word.format(count=count), with_number(press, 0)) for word, press, count in queues if count
    ]
    besides = (
        (supervisors.SEE_CHART, Press.CHART),
        (supervisors.REGISTER, Press.REGISTER),
        (supervisors.MORNINGS, Press.MORNINGS),
    )
    rows = [queued, *opened.inline_keyboard] if queued else [*opened.inline_keyboard]
    return InlineKeyboardMarkup([*rows, [button(word, with_number(press, 0)) for word, press in besides]])


def other_registers(record: Record) -> InlineKeyboardMarkup | None:
    """Under a register, where there are several notices: those of the same town, and the way to all."""
    if not record.is_one_of_several:
        return None
    same = [one for one in record.beside if one.town_id == record.town_id]
    row = [button(name_beside(one, record.name), with_number(Press.REGISTER, one.id)) for one in same]
    is_all = len(same) == record.in_force - 1
    more = [] if is_all else [button(public.OTHER_NOTICES, with_number(Press.REGISTERS, 0))]
    return InlineKeyboardMarkup([some for some in (row, more) if some])


def mornings() -> InlineKeyboardMarkup:
    """On which days the digest comes."""
    words = [*supervisors.DAYS.values()]
    return InlineKeyboardMarkup(
        [[button(word, with_number(Press.MORNINGS, number)) for number, word in enumerate(words, start=1)]]
    )


def review(notice_id: int, code: str) -> InlineKeyboardMarkup:
    """Under a proposed close-out."""
    decide = (
        (supervisors.VERIFY, Press.VERIFY),
        (supervisors.RETURN, Press.RETURN),
        (supervisors.LATER, Press.LATER),
    )
    look = ((supervisors.EVIDENCE, Press.FILES), (public.CARD, Press.OPEN))
    return InlineKeyboardMarkup(
        [[button(word, on_finding(press, notice_id, code)) for word, press in row] for row in (decide, look)]
    )


def next_review(notice_id: int, code: str) -> InlineKeyboardMarkup:
    """Under a decision: the close-out that waits after it."""
    return InlineKeyboardMarkup([[button(supervisors.NEXT, on_finding(Press.LATER, notice_id, code))]])


def closed(notice_id: int, code: str) -> InlineKeyboardMarkup:
    """Under a finding that is closed."""
    words = ((supervisors.REOPEN, Press.REOPEN), (public.CARD, Press.CARD))
    return InlineKeyboardMarkup([[button(word, on_finding(press, notice_id, code)) for word, press in words]])


def register_offer(offer_id: int) -> InlineKeyboardMarkup:
    words = ((supervisors.IMPORT, Press.IMPORT), (supervisors.DO_NOT_IMPORT, Press.DROP))
    return InlineKeyboardMarkup([[button(word, with_number(press, offer_id)) for word, press in words]])
