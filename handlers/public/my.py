"""What is a person's own, for them alone: what they follow and the way they are told, and their opinions."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import MessageHandler, filters

from db import follows, notices, opinions
from handlers.access import only_in_private
from handlers.context import App, Context
from handlers.homes import told
from handlers.incoming import MEANT_FOR_US, Said, Saying, Tapped, incoming, pressed
from handlers.showing import answer, replace
from handlers.views import follows as views
from handlers.views import opinions as opinion_views
from handlers.views.callback_data import Press, read_number, read_numbers
from handlers.views.texts import commands
from handlers.views.texts import public as texts
from handlers.views.view import View, together
from knowledge.model import Following, NoticeName
from knowledge.progress.following import asks_which, gives_up_all
from knowledge.progress.opinions import asks_after


@only_in_private
async def show_my(update: Update, context: Context) -> None:
    """Sends all of it."""
    await answer(update, await _my(update, context))


@only_in_private
async def show_to_release(update: Update, context: Context) -> None:
    """The same for who wishes to follow nothing any more: each goes by a tap."""
    await answer(update, together([View((texts.TAP_TO_RELEASE,)), await _my(update, context)]))


@only_in_private
async def turn_page(update: Update, context: Context) -> None:
    """Shows another page in place of what was there."""
    await replace(update, await _my(update, context, read_number(pressed(update))))


@only_in_private
async def drop(update: Update, context: Context) -> None:
    """Follows one thing no more, and shows what is left."""
    follow_id, page = read_numbers(pressed(update))
    await context.db(follows.drop, incoming(update).person_id, follow_id)
    await replace(update, await _my(update, context, page))


@only_in_private
async def choose_way(update: Update, context: Context) -> None:
    """Has the person told once an evening, or at once."""
    evening = read_number(pressed(update)) == 1
    await context.db(follows.tell, incoming(update).person_id, evening)
    await replace(update, await _my(update, context))


async def _my(update: Update, context: Context, page: int = 0) -> View:
    return together([await part(update, context, page) for part in _PARTS])


async def _follows(update: Update, context: Context, page: int) -> View:
    following = await context.db(follows.of_person, incoming(update).person_id)
    return views.mine(following, max(page, 0), await _names(following, context))


async def _names(following: Following, context: Context) -> dict[int, NoticeName]:
    """What the notices are called that have what is followed, where there are those of several towns."""
    if not (await context.index()).notices.are_of_several:
        return {}
    return await context.db(notices.named, [one.notice_id for one in following.follows])


async def _opinions(update: Update, context: Context, _: int) -> View:
    return opinion_views.mine(await context.db(opinions.of, incoming(update).person_id))


async def _town(update: Update, context: Context, _: int) -> View:
    return together(await told(update, context))


_PARTS: tuple[Callable[[Update, Context, int], Coroutine[Any, Any, View]], ...] = (_follows, _opinions, _town)


def register(application: App) -> None:
    application.add_handler(Said(commands.MY, show_my))
    spoken = filters.TEXT & filters.UpdateType.MESSAGE & MEANT_FOR_US
    for asks in (asks_which, asks_after):
        application.add_handler(MessageHandler(spoken & Saying(asks), show_my))
    application.add_handler(MessageHandler(spoken & Saying(gives_up_all), show_to_release))
    for press, handler in ((Press.MY, turn_page), (Press.RELEASE, drop), (Press.WAY, choose_way)):
        application.add_handler(Tapped(press, handler))
