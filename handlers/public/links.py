"""Deep links: to a town, a notice, a category, a finding."""

from telegram import Update

from db import notices, towns
from handlers.context import App, Context
from handlers.found import found_at
from handlers.homes import home_notices, newest_here, settle_in, told
from handlers.incoming import Said, incoming
from handlers.replying import card_view, reply_view
from handlers.showing import answer
from handlers.views import contents, overviews
from handlers.views.html import escape
from handlers.views.texts import commands, public
from handlers.views.view import View, together
from knowledge.asking import answers
from knowledge.asking.alone import alone
from knowledge.asking.reply import NotFound
from knowledge.links import Link, To, is_meant_as_link, read_link
from knowledge.record import Record


async def follow_link(update: Update, context: Context) -> None:
    """Shows what a link leads to; for one that leads nowhere any more, says so and welcomes."""
    link = read_link(context.argument)
    view = await _led_to(link, update, context) if link else None
    if view is None:
        gone = View((escape(public.LINK_GONE),))
        view = together([gone, overviews.welcome(await newest_here(update, context))])
    elif link is not None and link.to is To.TOWN:
        view = together([view, *await _at_home(link, update, context)])
    await answer(update, view)


async def _at_home(link: Link, update: Update, context: Context) -> list[View]:
    """Who comes by a town's own link, from a wall in it, is from there: that is kept, and said."""
    town = await context.db(towns.of_any_notice, link.notice_id or 0)
    if town is None or not incoming(update).private:
        return []
    await settle_in(update, context, town.id)
    return await told(update, context)


async def _led_to(link: Link, update: Update, context: Context) -> View | None:
    if link.to is To.FINDING:
        return await _finding(link, update, context)
    record = await _record(link, update, context)
    if record is None:
        return None
    return contents.category(record, link.code) if link.code else contents.table(record)


async def _finding(link: Link, update: Update, context: Context) -> View | None:
    """The card of a finding, under whatever code it stands now; a code of no notice may be one of several."""
    if link.notice_id is None:
        index = await context.index()
        home = await home_notices(update, context, index)
        reply = answers.answer(link.code or "", index, home=home)
        return None if isinstance(reply, NotFound) else await reply_view(reply, update, context)
    found = await found_at(context, link.notice_id, link.code)
    if found is None and (place := await context.db(notices.place_now, link.notice_id, link.code or "")):
        found = await found_at(context, *place)
    if found is None:
        return None
    return await card_view(alone(found.finding, found.notice_id), found.record, update, context)


async def _record(link: Link, update: Update, context: Context) -> Record | None:
    """That of the notice itself while it is in force, and else of the town's newest."""
    if link.notice_id is None:
        return await newest_here(update, context)
    if link.to is not To.TOWN and (record := await context.record(link.notice_id)):
        return record
    newest = await context.db(notices.newest_of_town, link.notice_id)
    return await context.record(newest) if newest else None


def register(application: App) -> None:
    application.add_handler(Said(commands.START, follow_link, only_if=is_meant_as_link))
