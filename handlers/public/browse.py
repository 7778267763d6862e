"""Browsing: the lists, one finding by its code, its full text and its progress."""

from collections.abc import Callable
from functools import partial

from telegram import Update

from db import notices, questions
from handlers.context import App, Context
from handlers.found import found_at, tapped_finding
from handlers.homes import home_notices, newest_here, told
from handlers.incoming import Said, Tapped, incoming, pressed
from handlers.remembering import change_subject, remember, remember_list
from handlers.replying import card_view, names_of, reply_view
from handlers.showing import answer, end_tap, replace, say
from handlers.views import cards, contents, overviews
from handlers.views.callback_data import Press, read_finding, read_number, read_page
from handlers.views.stops import Kind, Stop
from handlers.views.texts import commands, public
from handlers.views.view import View, together
from knowledge.asking import answers
from knowledge.asking.alone import alone
from knowledge.asking.reply import Answer, Choices, Miss, NotFound, Overview
from knowledge.codes import find_codes
from knowledge.record import Located, Record

Shown = Callable[[Located, Context, Stop | None], View]


async def show_list(update: Update, context: Context) -> None:
    """Sends the table of contents of the newest notice here, or the category whose code followed the
    command."""
    record = await newest_here(update, context)
    named = next(iter(find_codes(context.argument)), None)
    if named is None:
        change_subject(update, context)
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
    home = await home_notices(update, context, index)
    found = answers.answer(context.argument, index, home=home)
    await answer(update, await reply_view(found, update, context))


async def show_status(update: Update, context: Context) -> None:
    """Sends how many findings of the newest notice here stand where."""
    change_subject(update, context)
    view = contents.status_list(await newest_here(update, context))
    await answer(update, together([view, *await told(update, context)]))


async def turn_page(update: Update, context: Context) -> None:
    """Shows a page of the newest notice's table of contents in place of what was there."""
    page = read_number(pressed(update))
    change_subject(update, context)
    await replace(update, contents.table(await newest_here(update, context), page))


async def show_notices(update: Update, context: Context) -> None:
    """Shows a page of the notices in force, each with the way to its table."""
    page = max(read_number(pressed(update)), 0)
    shown, count = await context.db(notices.page, page, contents.NOTICES_A_PAGE)
    if shown:
        await replace(update, contents.notices(shown, count, page))
    else:
        await end_tap(update, public.STALE_BUTTON)


async def show_page(update: Update, context: Context) -> None:
    """Shows a page of a list in place of what was there; one of a notice not in force any more is stale."""
    notice_id, stop = read_page(pressed(update))
    record = await context.record(notice_id)
    view = await _page(stop, record, update, context) if record else None
    if view is None:
        await end_tap(update, public.STALE_BUTTON)
    else:
        remember_list(update, context, view.listed)
        await replace(update, view)


async def _page(stop: Stop, record: Record, update: Update, context: Context) -> View | None:
    if stop.kind is Kind.QUESTION:
        return await _topic(stop, record, update, context)
    if stop.kind is Kind.CHOICES:
        return await _choices(stop, record, context)
    return contents.at(stop, record)


async def _topic(stop: Stop, record: Record, update: Update, context: Context) -> View | None:
    """What a question about a topic listed; only who asked may see it again."""
    key = context.services.key_of(incoming(update).person_id)
    question = await context.db(questions.asked, stop.asked, key) if stop.asked else None
    index = await context.index()
    home = await home_notices(update, context, index)
    reply = answers.answer(question.text, index, home=home) if question else None
    if not isinstance(reply, Overview) or not reply.topic or reply.notice_id != record.notice_id:
        return None
    return contents.on_topic(reply, record, stop.asked, stop.number)


async def _choices(stop: Stop, record: Record, context: Context) -> View | None:
    """The choices that a card was chosen from, whichever notices they are of."""
    located = [await found_at(context, *place) for place in stop.places(record.notice_id)]
    found = [one for one in located if one is not None]
    if not found:
        return None
    ids = tuple(one.notice_id for one in found)
    reply = Choices(tuple(one.finding for one in found), stop.number, ids)
    return cards.choices(reply, record, await names_of(reply, context))


async def show_card(update: Update, context: Context) -> None:
    """Shows the card of a finding in place of what was there."""
    if found := await _tapped(update, context):
        back = read_finding(pressed(update)).back
        await replace(update, await card_view(_alone(found), found.record, update, context, back))


async def show_side(shown: Shown, update: Update, context: Context) -> None:
    """Shows another side of a finding in place of what was there."""
    if found := await _tapped(update, context):
        back = read_finding(pressed(update)).back
        remember(update, context, alone(found.finding, found.notice_id))
        await replace(update, shown(found, context, back))


async def _tapped(update: Update, context: Context) -> Located | None:
    """The finding of the button; that its notice is not in force any more is said."""
    found = await tapped_finding(update, context)
    if found is None:
        await end_tap(update, public.STALE_BUTTON)
    return found


def _alone(found: Located) -> Answer:
    return alone(found.finding, found.notice_id)


def _full_text(found: Located, _: Context, back: Stop | None) -> View:
    return cards.full_text(found.finding, found.record, back)


def _progress(found: Located, context: Context, back: Stop | None) -> View:
    return cards.progress(found.finding, found.record, context.zone, back)


def _is_code(argument: str) -> bool:
    return bool(find_codes(argument))


def register(application: App) -> None:
    application.add_handler(Said(commands.LIST, show_list))
    application.add_handler(Said(commands.ITEM, show_item))
    application.add_handler(Said(commands.START, show_item, only_if=_is_code))
    application.add_handler(Said(commands.STATUS, show_status))
    application.add_handler(Tapped(Press.LIST, turn_page))
    application.add_handler(Tapped(Press.NOTICES, show_notices))
    application.add_handler(Tapped(Press.PAGE, show_page))
    application.add_handler(Tapped(Press.CARD, show_card))
    for press, shown in ((Press.FULL, _full_text), (Press.NEWS, _progress)):
        application.add_handler(Tapped(press, partial(show_side, shown)))
