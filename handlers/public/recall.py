"""Taking an opinion back: asked for in whatever words, done by a tap on the one that is meant."""

from functools import partial

from telegram import Update
from telegram.ext import ApplicationHandlerStop, filters

from db import erasing, opinions
from db.dialogs import AFTER_AN_OPINION, Wanted
from handlers.awaiting import stop_waiting
from handlers.context import App, Context
from handlers.dropping import with_files
from handlers.incoming import Saying, Tapped, incoming, message_of, pressed
from handlers.looking import look_up
from handlers.screens import only_tap
from handlers.showing import answer, end_tap, replace, say_aside
from handlers.turns import Turn, in_turn
from handlers.views import opinions as views
from handlers.views.callback_data import Press, read_number
from handlers.views.html import escape
from handlers.views.texts import commands, office
from handlers.views.texts import opinions as texts
from handlers.views.view import View
from knowledge.progress.opinions import OPEN, TICKET, takes_back

# Other words that are waited for are those words.
_OF_OPINION = (None, Wanted.OPINION, *AFTER_AN_OPINION)


async def offer(update: Update, context: Context) -> None:
    """Asks which one is to be taken back, of those that are named, if any is; the only one that this is asked
    of already goes. Everything else goes on its way."""
    who, waiting = incoming(update), (await look_up(update, context)).waiting
    wanted = waiting.wanted if waiting and waiting.wanted is not Wanted.OFFERED else None
    if wanted not in _OF_OPINION:
        return
    known = await context.db(opinions.of, who.person_id)
    unfinished = [one for one in known if one.standing in OPEN]
    if not takes_back(who.text, wanted in AFTER_AN_OPINION or (wanted is None and bool(unfinished))):
        return
    if not unfinished and (await look_up(update, context)).role in commands.PROGRESS.shown_to:
        await say_aside(update, office.TO_UNDO)  # what they publish is progress
        raise ApplicationHandlerStop
    await stop_waiting(update, context)
    named = TICKET.findall(who.text)
    meant = [one for one in unfinished if one.number in named] if named else unfinished
    tap = only_tap(message_of(update), context.services.screens.last(who.chat_id), Press.RECALL)
    if tap is not None and (not named or read_number(tap.data or "") in [one.id for one in meant]):
        await take_back(Update(update.update_id, callback_query=tap), context)
    else:
        await answer(update, views.to_take_back(meant))
    raise ApplicationHandlerStop


async def take_back(update: Update, context: Context) -> None:
    """Erases the one that was tapped."""
    who, opinion_id = incoming(update), read_number(pressed(update))
    known = await context.db(opinions.own, opinion_id, who.person_id)
    erase = partial(context.db, erasing.take_back, opinion_id, who.person_id, context.now())
    if known is None:
        await end_tap(update, texts.GONE)
    elif await with_files(update, context, erase):
        await replace(update, View((escape(texts.TAKEN_BACK.format(number=known.number)),)))
    else:
        await end_tap(update, texts.TOO_LATE_TO_TAKE_BACK.format(number=known.number))


def register(application: App) -> None:
    application.add_handler(Tapped(Press.RECALL, take_back))
    # 撤回 and 不提了 alone ask for it, too, of who has an opinion that is open.
    may_ask = Saying(partial(takes_back, is_after_one=True))
    in_turn(application, Turn.RECALL, filters.TEXT & may_ask, offer)
