"""Browsing: the lists, one finding by its code, its full text and its progress."""

from collections.abc import Callable
from functools import partial

from telegram import Update

from db import questions
from handlers.context import App, Context
from handlers.incoming import Said, Tapped, incoming, tapped, tapped_finding
from handlers.remembering import remember
from handlers.replying import card_view, reply_view
from handlers.showing import answer, end_tap, replace, say
from handlers.views import cards, contents, overviews
from handlers.views.callback_data import Press, read_finding, read_number, read_page
from handlers.views.stops import Kind, Stop
from handlers.views.texts import commands, public
from handlers.views.view import View
from knowledge.asking import answers
from knowledge.asking.answers import Answer, Miss, NotFound, Overview
from knowledge.asking.index import Index
from knowledge.codes import find_codes, linked
from knowledge.model import Record

Shown = Callable[[Answer, Record, Context, Stop | None], View]


async def show_list(update: Update, context: Context) -> None:
    """Sends the table of contents, or the category whose code followed the command."""
    record = (await context.index()).record
    named = next(iter(find_codes(context.argument)), None)
    if named is None:
        await answer(update, contents.table(record))
        return
    unknown = NotFound(Miss.UNKNOWN_CODE, named)
    await answer(update, contents.category(record, named) or overviews.not_found(unknown, record))


async def show_item(update: Update, context: Context) -> None:
    """Sends the card of the finding whose code, or whose words, followed the command."""
    index = await context.index()
    if not context.argument:
        await say(update, public.ITEM_WITHOUT_CODE.format(code=index.codes[0]))
        return
    asked = linked(context.argument) or context.argument
    await answer(update, await reply_view(answers.answer(asked, index), index.record, update, context))


async def show_status(update: Update, context: Context) -> None:
    """Sends how many findings stand where."""
    await answer(update, contents.status_list((await context.index()).record))


async def turn_page(update: Update, context: Context) -> None:
    """Shows a page of the table of contents in place of what was there."""
    page = read_number(tapped(update).data or "")
    await replace(update, contents.table((await context.index()).record, page))


async def show_page(update: Update, context: Context) -> None:
    """Shows a page of a list in place of what was there; one of an earlier notice is stale."""
    index = await context.index()
    notice_id, stop = read_page(tapped(update).data or "")
    is_topic = stop.kind is Kind.QUESTION
    view = await _topic(stop, index, update, context) if is_topic else contents.at(stop, index.record)
    if view is None or notice_id != index.record.notice_id:
        await end_tap(update, public.STALE_BUTTON)
    else:
        await replace(update, view)


async def _topic(stop: Stop, index: Index, update: Update, context: Context) -> View | None:
    """What a question about a topic listed; only who asked may see it again."""
    key = context.services.key_of(incoming(update).person_id)
    question = await context.db(questions.asked, stop.asked, key) if stop.asked else None
    reply = answers.answer(question.text, index) if question else None
    if not isinstance(reply, Overview) or not reply.topic:
        return None
    return contents.on_topic(reply, index.record, stop.asked, stop.number)


async def show_card(update: Update, context: Context) -> None:
    """Shows the card of a finding in place of what was there."""
    index = await context.index()
    if found := await _tapped_answer(update, index):
        back = read_finding(tapped(update).data or "").back
        await replace(update, await card_view(found, index.record, update, context, back))


async def show_side(shown: Shown, update: Update, context: Context) -> None:
    """Shows another side of a finding in place of what was there."""
    index = await context.index()
    if found := await _tapped_answer(update, index):
        back = read_finding(tapped(update).data or "").back
        remember(update, context, found)
        await replace(update, shown(found, index.record, context, back))


async def _tapped_answer(update: Update, index: Index) -> Answer | None:
    """The finding of the button; that it is of an earlier notice is said."""
    finding = tapped_finding(update, index.record)
    found = answers.show(finding.code, index) if finding else None
    if found is None:
        await end_tap(update, public.STALE_BUTTON)
    return found


def _full_text(found: Answer, record: Record, _: Context, back: Stop | None) -> View:
    return cards.full_text(found.finding, record, back)


def _progress(found: Answer, record: Record, context: Context, back: Stop | None) -> View:
    return cards.progress(found.finding, record, context.zone, back)


def _is_code(argument: str) -> bool:
    return bool(find_codes(argument)) or linked(argument) is not None


def register(application: App) -> None:
    application.add_handler(Said(commands.LIST, show_list))
    application.add_handler(Said(commands.ITEM, show_item))
    application.add_handler(Said(commands.START, show_item, only_if=_is_code))
    application.add_handler(Said(commands.STATUS, show_status))
    application.add_handler(Tapped(Press.LIST, turn_page))
    application.add_handler(Tapped(Press.PAGE, show_page))
    application.add_handler(Tapped(Press.CARD, show_card))
    for press, shown in ((Press.FULL, _full_text), (Press.NEWS, _progress)):
        application.add_handler(Tapped(press, partial(show_side, shown)))
