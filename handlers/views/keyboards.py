"""What keyboards are made of."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.views.callback_data import Press, with_code, with_number
from handlers.views.texts import public
from knowledge.model import Finding
from knowledge.text import shorten

CODES_A_ROW = 4
CHOICE_LENGTH = 28
MOST_BUTTONS = 100
Markup = InlineKeyboardMarkup
_BESIDES = 4  # that may stand with a list of codes


def button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data)


def list_button() -> InlineKeyboardButton:
    return button(public.LIST, with_number(Press.LIST, 0))


def to_list() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[list_button()]])


def to_private(link: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(public.OPEN_PRIVATE, url=link)]])


def by_code(
    press: Press, number: int, codes: Sequence[str], *last: InlineKeyboardButton
) -> InlineKeyboardMarkup:
    """Codes, four in a row, for what a press does with each; ``number`` is the notice, or what is placed."""
    buttons = [button(code, with_code(press, number, code)) for code in codes[: MOST_BUTTONS - _BESIDES]]
    rows = [buttons[i : i + CODES_A_ROW] for i in range(0, len(buttons), CODES_A_ROW)]
    return InlineKeyboardMarkup([*rows, [*last]] if last else rows)


def by_title(press: Press, number: int, findings: Sequence[Finding]) -> InlineKeyboardMarkup:
    """One finding a row."""
    return InlineKeyboardMarkup(
        [
            [
                button(
                    shorten(f"{finding.code} {finding.title}", CHOICE_LENGTH),
                    with_code(press, number, finding.code),
                )
            ]
            for finding in findings
        ]
    )


def above(first: Markup | None, second: Markup) -> Markup:
    """Both, one above the other."""
    return InlineKeyboardMarkup([*first.inline_keyboard, *second.inline_keyboard]) if first else second
