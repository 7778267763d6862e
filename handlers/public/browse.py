"""Browsing: the list, one finding by its code, its full text and its progress."""

from collections.abc import Callable
from functools import partial

from telegram import Update

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
    await answer(update, replies.view(reply, index.record, Role.CITIZEN, context.zone))


async def show_status(update: Update, context: Context) -> None:
    """Sends how many findings stand where."""
    index = await context.index()
    await answer(update, overviews.status_list(index.record))


async def turn_page(update: Update, context: Context) -> None:
    """Shows a page of the list in place of what was there."""
    index = await context.index()
    page = read_number(tapped(update).data or "")
    await replace(update, overviews.findings_list(index.record, page))


async def show_finding(shown: Shown, update: Update, context: Context) -> None:
    """Shows a side of a finding in place of what was there; a button of an earlier notice is stale."""
    index = await context.index()
    finding = tapped_finding(update, index.record)
    found = answers.show(finding.code, index) if finding else None
    if found is None:
        await end_tap(update, public.STALE_BUTTON)
        return
    await replace(update, shown(found, index, context))


def _card(found: Answer, index: Index, context: Context) -> View:
    return cards.card(found, index.record, context.zone)


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
    sides = ((Press.CARD, _card), (Press.FULL, _full_text), (Press.NEWS, _progress))
    for press, shown in sides:
        application.add_handler(Tapped(press, partial(show_finding, shown)))
