"""Notices from the phone: a file that an admin sends is read, shown, and taken or left; which there are."""

from functools import partial

from telegram import Update
from telegram.ext import MessageHandler, filters

from db import loading, notices, offers, records
from handlers.access import only_who_may
from handlers.attachments import attached, fetched
from handlers.context import App, Context
from handlers.incoming import Said, Tapped, incoming, pressed
from handlers.showing import answer, end_tap, replace, say
from handlers.views import notices as views
from handlers.views.callback_data import Press, read_number
from handlers.views.html import escape
from handlers.views.texts import admin as texts
from handlers.views.texts import commands, public
from handlers.views.view import View
from knowledge.model import Person
from knowledge.progress.permissions import Action
from knowledge.reading.documents import refused_unread
from knowledge.reading.formats import Unreadable
from knowledge.reading.parser import read_notice

_REFUSALS = {
    offers.Refused.GONE: texts.OFFER_GONE,
    offers.Refused.LOADED: texts.ALREADY_TAKEN,
    offers.Refused.CANCELLED: texts.ALREADY_LEFT,
    offers.Refused.OVERTAKEN: texts.OVERTAKEN,
    offers.Refused.NOT_ALLOWED: texts.NOT_ADMIN,
}


@only_who_may(Action.MANAGE_NOTICES)
async def show_notices(update: Update, context: Context, person: Person) -> None:
    """Sends which notices there are, and how to have another."""
    await answer(update, views.all_notices(await context.db(notices.stored, person.town_id), context.zone))


@only_who_may(Action.MANAGE_NOTICES, refusal=public.NOT_PICTURE)
async def offer(update: Update, context: Context, person: Person) -> None:
    """Shows how the file was understood; fetches only what may be a notice."""
    file = attached(update)
    name = file.file_name or ""
    if reason := refused_unread(name, file.file_size or 0):
        await answer(update, views.unreadable(name, reason))
        return
    if (data := await fetched(file)) is None:
        await say(update, texts.CANNOT_FETCH)
        return
    try:
        reading = await context.in_thread(partial(read_notice, data))
    except Unreadable as failure:
        await answer(update, views.unreadable(name, failure.reason))
        return
    found = await context.db(loading.outlook, reading.notice)
    record = await context.db(records.record, found.compared) if found.compared else None
    offer_id = await context.db(offers.offer, update.update_id, reading.notice, person.id, context.now())
    await answer(update, views.offer(reading, record, found, offer_id, context.today()))


async def take(update: Update, context: Context) -> None:
    """Puts the notice in force, once; who may is decided where it is stored."""
    admin_id, offer_id = incoming(update).person_id, read_number(pressed(update))
    taken = await context.db(offers.take, update.update_id, offer_id, admin_id, context.now())
    if isinstance(taken, offers.Refused):
        await end_tap(update, _REFUSALS[taken])
    else:
        said = texts.TAKEN.format(title=taken.title, count=len(taken.findings))
        await replace(update, View((escape(said),)))


async def leave(update: Update, context: Context) -> None:
    """Gives the offer up."""
    admin_id, offer_id = incoming(update).person_id, read_number(pressed(update))
    refused = await context.db(offers.leave, offer_id, admin_id, context.now())
    if refused is not None:
        await end_tap(update, _REFUSALS[refused])
    else:
        await replace(update, View((texts.NOT_TAKEN,)))


def register(application: App) -> None:
    application.add_handler(Said(commands.NOTICES, show_notices))
    application.add_handler(Tapped(Press.TAKE, take))
    application.add_handler(Tapped(Press.LEAVE, leave))
    sent = filters.Document.ALL & filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    application.add_handler(MessageHandler(sent, offer))
