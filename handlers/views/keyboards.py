"""What keyboards are made of."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.views import naming
from handlers.views.callback_data import Press, for_finding, on_finding, to_stop, with_number
from handlers.views.stops import Kind, Stop
from handlers.views.texts import public
from knowledge.model import NoticeName
from knowledge.record import Located, Record
from knowledge.text import shorten

CODES_A_ROW, _NAMED_A_ROW = 4, 2
CHOICE_LENGTH = 28
MOST_BUTTONS = 100
Markup = InlineKeyboardMarkup
_BESIDES = 4  # that may stand with a list of codes


def button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data)


def list_button(record: Record | None = None) -> InlineKeyboardButton:
    """To the newest notice's table; from a record that is one of several, to its own."""
    if record is not None and record.is_one_of_several:
        return button(public.LIST, to_stop(record.notice_id, Stop(Kind.TABLE)))
    return button(public.LIST, with_number(Press.LIST, 0))


def to_list() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[list_button()]])


def to_private(link: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(public.OPEN_PRIVATE, url=link)]])


def by_code(
    press: Press, notice_id: int, codes: Sequence[str], *last: InlineKeyboardButton
) -> InlineKeyboardMarkup:
    """Codes of a notice, four in a row, for what a press does with each."""
    return in_rows([button(code, on_finding(press, notice_id, code)) for code in codes], *last)


def by_notice(
    press: Press, places: Sequence[tuple[NoticeName, str]], *last: InlineKeyboardButton
) -> InlineKeyboardMarkup:
    """The same for codes of several notices, each with its notice."""
    if len({name.id for name, _ in places}) <= 1:
        return in_rows([button(code, on_finding(press, name.id, code)) for name, code in places], *last)
    buttons = [
        button(naming.code_label(code, name), on_finding(press, name.id, code)) for name, code in places
    ]
    return in_rows(buttons, *last, a_row=_NAMED_A_ROW)


def by_code_for(
    press: Press, number: int, findings: Sequence[Located], *last: InlineKeyboardButton
) -> InlineKeyboardMarkup:
    """The same for a draft or a question, which may be of one of the findings."""
    is_mixed = len({one.notice_id for one in findings}) > 1
    buttons = [
        button(
            naming.code_label(one.code, one.record.name if is_mixed else None),
            for_finding(press, number, one.notice_id, one.code),
        )
        for one in findings
    ]
    return in_rows(buttons, *last, a_row=_NAMED_A_ROW if is_mixed else CODES_A_ROW)


def in_rows(
    buttons: Sequence[InlineKeyboardButton], *last: InlineKeyboardButton, a_row: int = CODES_A_ROW
) -> InlineKeyboardMarkup:
    """Some in a row, as many as there may be at all, and the last below them."""
    shown = [*buttons[: MOST_BUTTONS - _BESIDES]]
    rows = [shown[i : i + a_row] for i in range(0, len(shown), a_row)]
    return InlineKeyboardMarkup([*rows, [*last]] if last else rows)


def by_title(press: Press, number: int, findings: Sequence[Located]) -> InlineKeyboardMarkup:
    """One finding a row."""
    return InlineKeyboardMarkup(
        [
            [
                button(
                    shorten(f"{one.code} {one.finding.title}", CHOICE_LENGTH),
                    for_finding(press, number, one.notice_id, one.code),
                )
            ]
            for one in findings
        ]
    )


def above(first: Markup | None, second: Markup) -> Markup:
    """Both, one above the other."""
    return InlineKeyboardMarkup([*first.inline_keyboard, *second.inline_keyboard]) if first else second
