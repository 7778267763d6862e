"""Words that the bot waits for: whatever asked for them takes them, and they are no question."""

from functools import partial

from telegram import Update
from telegram.ext import ApplicationHandlerStop, filters

from db import arrivals, dialogs, erasing, opinions
from db.dialogs import AFTER_AN_OPINION, UNASKED, Waiting, Wanted
from handlers.context import App, Context, Take, services_of
from handlers.dropping import with_files
from handlers.incoming import decode_command, incoming
from handlers.looking import look_up
from handlers.showing import end_tap, say
from handlers.turns import Turn, in_turn
from handlers.views.texts import commands, supervisors
from handlers.views.texts import opinions as opinion_texts
from handlers.views.texts import staff as texts
from handlers.views.texts.commands import Command
from knowledge.asking.manner import gives_up
from knowledge.progress.opinions import Standing, declines


def takes(application: App, wanted: Wanted, take: Take) -> None:
    """From now on ``take`` is called with what the bot waits for."""
    services_of(application).awaited[wanted] = take


# What nobody was asked for, or what comes by itself.
_MAY_BE_LEFT = (*UNASKED, Wanted.OFFERED, Wanted.FILES, Wanted.PROGRESS, Wanted.TOWN)


# The button's word, typed once more or delivered again, is not what it asks for: 答复 would go to a citizen.
_LEADS_TO = {
    Wanted.REPLY: opinion_texts.ANSWER,
    Wanted.MORE: opinion_texts.MORE,
    Wanted.CORRECTION: texts.CORRECT,
    Wanted.WHY_RETURNED: supervisors.RETURN,
    Wanted.WHY_REOPENED: supervisors.REOPEN,
}


async def ask(update: Update, context: Context, wanted: Wanted, subject_id: int, question: str) -> None:
    """Asks for words, which are then waited for; ends the tap that led here, if one did."""
    who = incoming(update)
    await context.db(dialogs.wait, who.chat_id, who.person_id, wanted, subject_id, context.now())
    await say(update, question)
    if update.callback_query is not None:
        await end_tap(update)


async def hear(update: Update, context: Context) -> None:
    """Hands over a text that is waited for, but for the word of the button that asked; a command ends the
    waiting, and so does 取消. Any other text goes on its way where nothing is waited for."""
    who, waiting = incoming(update), (await look_up(update, context)).waiting
    if waiting is None:
        if gives_up(who.text):
            dropped = await context.db(arrivals.let_go, who.person_id, context.now())
            await say(update, texts.FILES_DROPPED if dropped else texts.NOTHING_TO_CANCEL)
            raise ApplicationHandlerStop
        return
    take = context.services.awaited.get(waiting.wanted)
    if gives_up(who.text) or (declines(who.text) and await _is_held(update, context, waiting)):
        left = await _left(update, context, waiting)  # first of all, what is held goes
        await stop_waiting(update, context)
        await context.db(arrivals.let_go, who.person_id, context.now())
        await say(update, left)
    elif who.text == _LEADS_TO.get(waiting.wanted):
        await say(update, texts.ONLY_THE_WORD.format(word=who.text))
    elif (decoded := decode_command(who.text, context.bot.username)) is not None or take is None:
        await stop_waiting(update, context)
        if waiting.wanted not in _MAY_BE_LEFT and not _is_same(waiting, decoded):
            await say(update, texts.LEFT_OFF)
        return
    elif await take(update, context, waiting) is False:
        return
    raise ApplicationHandlerStop


async def _left(update: Update, context: Context, waiting: Waiting) -> str:
    """What is so now that no more words are waited for: an opinion that was filed stands, and of one that was
    held nothing is kept."""
    if waiting.wanted not in AFTER_AN_OPINION:
        return texts.NOT_WAITING
    if not await _is_held(update, context, waiting):
        return opinion_texts.STANDS
    person_id, now = incoming(update).person_id, context.now()
    await with_files(
        update, context, partial(context.db, erasing.take_back, waiting.subject_id, person_id, now)
    )
    return opinion_texts.NOT_SENT


async def _is_held(update: Update, context: Context, waiting: Waiting) -> bool:
    """Whether what was told last is kept until its author says that it is to be sent."""
    if waiting.wanted not in AFTER_AN_OPINION:
        return False
    known = await context.db(opinions.own, waiting.subject_id, incoming(update).person_id)
    return known is not None and known.standing is Standing.HELD


def _is_same(waiting: Waiting, decoded: tuple[Command, str] | None) -> bool:
    """Whether the command is for what is waited for already."""
    return waiting.wanted is Wanted.OPINION and decoded is not None and decoded[0] is commands.REPORT


async def waiting_for(update: Update, context: Context) -> Waiting | None:
    """What the bot waits for from the sender in this chat."""
    who = incoming(update)
    return await context.db(dialogs.waiting, update.update_id, who.chat_id, who.person_id, context.now())


async def stop_waiting(update: Update, context: Context) -> None:
    """Nothing is waited for any more from the sender in this chat."""
    who = incoming(update)
    await context.db(dialogs.end, who.chat_id, who.person_id)


async def refuse(update: Update, context: Context, why: str) -> None:
    """Says why the words cannot be taken, and waits for no others."""
    await stop_waiting(update, context)
    await say(update, why)


def register(application: App) -> None:
    in_turn(application, Turn.AWAITED, filters.TEXT, hear)
