"""The town that comes first in a chat, and those to choose from."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.views.callback_data import Press, with_number
from handlers.views.html import escape
from handlers.views.keyboards import button, in_rows
from handlers.views.paging import page_line, page_of, turning
from handlers.views.texts import towns as texts
from handlers.views.view import View
from knowledge.model import Town
from knowledge.text import shorten

_A_PAGE, _A_ROW, _NAME = 20, 2, 20


def present(town: Town | None, count: int) -> View:
    """Which one it is, of so many."""
    form = texts.TOWN_HERE if town else texts.NO_TOWN_HERE
    said = form.format(town=town.name if town else "", count=count)
    return View((escape(said),), to_change())


def to_change() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button(texts.CHANGE_TOWN, _page(0))]])


def choices(town: Town | None, towns: Sequence[Town], page: int = 0) -> View:
    """Which one it is, and a page of those there are; beyond the end is the last page."""
    if len(towns) == 1:
        return View((escape(texts.ONE_TOWN.format(town=towns[0].name)),))
    here, page, pages = page_of(towns, _A_PAGE, page)
    head = texts.TOWN_NOW.format(town=town.name) if town else texts.NO_TOWN_NOW
    blocks = [head, texts.WHICH_TOWN, *page_line(page, pages)]
    every = button(texts.ALL_TOWNS, with_number(Press.TOWN, 0))
    rows = _buttons(here, *turning(page, pages, _page), every)
    return View(tuple(map(escape, blocks)), rows)


def offered(towns: Sequence[Town]) -> View:
    """Who has chosen none may choose one at once."""
    return View((escape(texts.NO_TOWN_HERE.format(count=len(towns))),), choices(None, towns).keyboard)


def several(towns: Sequence[Town]) -> View:
    """More than one is called so."""
    return View((texts.SEVERAL_TOWNS,), _buttons(towns[:_A_PAGE]))


def unknown(name: str, towns: Sequence[Town]) -> View:
    """None is called so; where there is but one, there is nothing to choose."""
    short = shorten(name.strip(), _NAME)
    if len(towns) == 1:
        return View((escape(texts.ONLY_TOWN.format(name=short, town=towns[0].name)),))
    return View((escape(texts.UNKNOWN_TOWN.format(name=short)),), choices(None, towns).keyboard)


def chosen(town: Town | None) -> View:
    said = texts.TOWN_CHOSEN.format(town=town.name) if town else texts.ALL_TOWNS_CHOSEN
    return View((escape(said),))


def from_elsewhere(view: View, town: Town | None) -> View:
    """What is shown is not of the town that comes first here."""
    if town is None:
        return view
    return View((escape(texts.FROM_ELSEWHERE.format(town=town.name)), *view.blocks), view.keyboard)


def _buttons(towns: Sequence[Town], *last: InlineKeyboardButton) -> InlineKeyboardMarkup:
    shown = [button(one.name, with_number(Press.TOWN, one.id)) for one in towns]
    return in_rows(shown, *last, a_row=_A_ROW)


def _page(number: int) -> str:
    return with_number(Press.TOWNS, number)
