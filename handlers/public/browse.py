"""Browsing: the list, one finding by its code, its full text and its progress."""

from collections.abc import Callable
from functools import partial

from telegram import Update

from handlers.besides import beside
from handlers.context import App, Context
from handlers.incoming import Said, Tapped, tapped, tapped_finding
from handlers.showing import answer, end_tap, replace, say
from handlers.views import cards, overviews, replies
from handlers.views.callback_data import Press, read_number
from handlers.views.texts import commands, public
from handlers.views.view import View
from knowledge.asking import answers
from knowledge.asking.answers import Answer
from knowledge.asking.index import Index
from knowledge.codes import find_codes
from knowledge.model import Role

Shown = Callable[[Answer, Index, Context], View]


async def show_list(update: Update, context: Context) -> None:
    """Sends the list of all findings."""
    index = await context.index()
    await answer(update, overviews.findings_list(index.record))


async def show_item(update: Update, context: Context) -> None:
    """Sends the card of the finding whose code, or whose words, followed the command."""
    index = await context.index()
    if not context.argument:
        await say(update, public.ITEM_WITHOUT_CODE.format(code=index.codes[0]))
        return
    reply = answers.answer(context.argument, index)
    besides = await beside(update, context, reply, index.record)
    await answer(update, replies.view(reply, index.record, Role.CITIZEN, context.zone, besides))


async def show_status(update: Update, context: Context) -> None:
    """Sends how many findings stand where."""
    index = await context.index()
    await answer(update, overviews.status_list(index.record))


async def turn_page(update: Update, context: Context) -> None:
    """Shows a page of the list in place of what was there."""
    index = await context.index()
    page = read_number(tapped(update).data or "")
    await replace(update, overviews.findings_list(index.record, page))


async def show_card(update: Update, context: Context) -> None:
    """Shows the card of a finding in place of what was there."""
    index = await context.index()
    if found := await _tapped_answer(update, index):
        besides = await beside(update, context, found, index.record)
        await replace(update, cards.card(found, index.record, context.zone, besides))


async def show_side(shown: Shown, update: Update, context: Context) -> None:
    """Shows another side of a finding in place of what was there."""
    index = await context.index()
    if found := await _tapped_answer(update, index):
        await replace(update, shown(found, index, context))


async def _tapped_answer(update: Update, index: Index) -> Answer | None:
    """The finding of the button; that it is of an earlier notice is said."""
    finding = tapped_finding(update, index.record)
    found = answers.show(finding.code, index) if finding else None
    if found is None:
        await end_tap(update, public.STALE_BUTTON)
    return found


def _full_text(found: Answer, index: Index, context: Context) -> View:
    return cards.full_text(found.finding, index.record)


def _progress(found: Answer, index: Index, context: Context) -> View:
    return cards.progress(found.finding, index.record, context.zone)


def _is_code(argument: str) -> bool:
    return bool(find_codes(argument))


def register(application: App) -> None:
    application.add_handler(Said(commands.LIST, show_list))
    application.add_handler(Said(commands.ITEM, show_item))
    application.add_handler(Said(commands.START, show_item, only_if=_is_code))
    application.add_handler(Said(commands.STATUS, show_status))
    application.add_handler(Tapped(Press.LIST, turn_page))
    application.add_handler(Tapped(Press.CARD, show_card))
    for press, shown in ((Press.FULL, _full_text), (Press.NEWS, _progress)):
        application.add_handler(Tapped(press, partial(show_side, shown)))
