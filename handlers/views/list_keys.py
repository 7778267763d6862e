"""Keyboards under the lists."""

from collections.abc import Mapping, Sequence
from functools import partial

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.views.callback_data import Press, on_finding, to_stop, with_number
from handlers.views.naming import name_beside, short_name
from handlers.views.paging import turning
from handlers.views.stops import Kind, Stop
from handlers.views.texts import public as texts
from knowledge.asking.contents import Group
from knowledge.model import Finding, NoticeName
from knowledge.record import Record

_A_ROW = 4
Button = InlineKeyboardButton


def table(notice_id: int, groups: Sequence[Group], page: int, pages: int) -> InlineKeyboardMarkup:
    """The codes of one page of groups; one that is a single finding leads to its card."""
    here = Stop(Kind.TABLE, page)
    buttons = [
        Button(group.code, callback_data=to_stop(notice_id, Stop(Kind.GROUP, keys=(group.code,))))
        if len(group.findings) > 1
        else _to_card(notice_id, group.findings[0], here)
        for group in groups
    ]
    return _keyboard(buttons, _turning(notice_id, here, pages))


def findings(
    notice_id: int, shown: Sequence[Finding], stop: Stop | None, pages: int, *last: Button
) -> InlineKeyboardMarkup:
    """The codes of one page of findings, whose cards lead back to ``stop``, and the pages beside it."""
    buttons = [_to_card(notice_id, finding, stop) for finding in shown]
    return _keyboard(buttons, _turning(notice_id, stop, pages) if stop else [], [*last])


def standing(record: Record, counts: Mapping[tuple[str, ...], str]) -> InlineKeyboardMarkup:
    """One status a row, by its number, then the table."""
    rows = [
        [Button(label, callback_data=to_stop(record.notice_id, Stop(Kind.STANDING, keys=keys)))]
        for keys, label in counts.items()
    ]
    return InlineKeyboardMarkup([*rows, [to_table(record)]])


def others(record: Record, kind: Kind = Kind.TABLE) -> list[list[Button]]:
    """The same of the newest other notices, those of the same town; and the way to all of them."""
    if not record.is_one_of_several:
        return []
    same = [one for one in record.beside if one.town_id == record.town_id]
    row = [Button(name_beside(one, record.name), callback_data=to_stop(one.id, Stop(kind))) for one in same]
    is_all = len(same) == record.in_force - 1
    more = [] if is_all else [Button(texts.OTHER_NOTICES, callback_data=with_number(Press.NOTICES, 0))]
    return [some for some in (row, more) if some]


def notices(shown: Sequence[NoticeName], press: Press, page: int, pages: int) -> InlineKeyboardMarkup:
    """A notice a row, each to its table, or for REGISTERS to its register; and the pages beside this one."""

    def leads_to(one: NoticeName) -> str:
        is_register = press is Press.REGISTERS
        return with_number(Press.REGISTER, one.id) if is_register else to_stop(one.id, Stop(Kind.TABLE))

    rows = [[Button(short_name(one), callback_data=leads_to(one))] for one in shown]
    turns = turning(page, pages, partial(with_number, press))
    return InlineKeyboardMarkup([*rows, turns] if turns else rows)


def to_table(record: Record, page: int = 0) -> Button:
    """To a page of the table, of the newest notice or, where there are several, of this one."""
    here = to_stop(record.notice_id, Stop(Kind.TABLE, page))
    return Button(
        texts.LIST, callback_data=here if record.is_one_of_several else with_number(Press.LIST, page)
    )


def to_standing(notice_id: int) -> Button:
    return Button(texts.STANDING, callback_data=to_stop(notice_id, Stop(Kind.STANDING)))


def _to_card(notice_id: int, finding: Finding, back: Stop | None) -> Button:
    return Button(finding.code, callback_data=on_finding(Press.CARD, notice_id, finding.code, back))


def _turning(notice_id: int, here: Stop, pages: int) -> list[Button]:
    return turning(here.number, pages, lambda to: to_stop(notice_id, here.at(to)))


def _keyboard(buttons: Sequence[Button], *below: list[Button]) -> InlineKeyboardMarkup:
    rows = [[*buttons[at : at + _A_ROW]] for at in range(0, len(buttons), _A_ROW)]
    return InlineKeyboardMarkup([*rows, *(row for row in below if row)])
