"""A long list, a page at a time."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from telegram import InlineKeyboardButton

from handlers.views.keyboards import button
from handlers.views.texts import public as texts

T = TypeVar("T")


def pages_of(count: int, a_page: int) -> int:
    return max(-(-count // a_page), 1)


def page_of(many: Sequence[T], a_page: int, page: int) -> tuple[Sequence[T], int, int]:
    """What is on the page, its number, and how many pages there are; beyond the end is the last page."""
    pages = pages_of(len(many), a_page)
    page = min(max(page, 0), pages - 1)
    return many[page * a_page : (page + 1) * a_page], page, pages


def page_line(page: int, pages: int) -> list[str]:
    return [texts.LIST_PAGE.format(page=page + 1, pages=pages)] if pages > 1 else []


def turning(page: int, pages: int, data: Callable[[int], str]) -> list[InlineKeyboardButton]:
    """The ways to the pages beside this one; ``data`` is the button's for a page."""
    turns = ((texts.PREVIOUS_PAGE, page - 1), (texts.NEXT_PAGE, page + 1))
    return [button(word, data(to)) for word, to in turns if 0 <= to < pages]
