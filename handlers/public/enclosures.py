"""Photos, files and places that come with an opinion, or after it."""

from dataclasses import replace

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop, filters

from db.arrivals import Sent
from db.dialogs import AFTER_AN_OPINION, UNASKED, Waiting, Wanted
from db.tickets import Report
from handlers.awaiting import stop_waiting, waiting_for
from handlers.context import App, Context
from handlers.filing import add_to, file_report, spoken_report
from handlers.found import typed_finding, waited_for
from handlers.homes import town_meant
from handlers.incoming import decode_command, incoming, message_of
from handlers.looking import look_up
from handlers.turns import Turn, in_turn
from handlers.unfit import taken_file
from handlers.views.texts import commands
from knowledge.codes import leading_code
from knowledge.progress.opinions import Place
from knowledge.progress.permissions import Action, may


async def take_enclosure(update: Update, context: Context) -> None:
    """Takes in what has /report or 提意见 in its caption, or comes while an opinion, or more of one, is
    waited for; everything else goes on its way."""
    who, message = incoming(update), message_of(update)
    spoken = spoken_report(who.text)
    decoded = decode_command(who.text, context.bot.username) if who.text else None
    if spoken is not None:
        decoded = commands.REPORT, spoken
    waiting = await waiting_for(update, context)
    if decoded is not None and decoded[0] is not commands.REPORT:
        if waiting is not None and waiting.wanted in UNASKED:
            await stop_waiting(update, context)
        return
    if decoded is None and (waiting is None or waiting.wanted not in _WAITED_FOR):
        return
    if waiting is not None and waiting.wanted in AFTER_AN_OPINION and await _is_progress(update, context):
        return
    words, sent = decoded[1] if decoded else who.text, await taken_file(update)
    if sent is None and message.location is None and not words:
        raise ApplicationHandlerStop
    if decoded is not None or (waiting is not None and waiting.wanted is Wanted.OPINION):
        await _file(update, context, _report(message, words, sent), None if decoded else waiting)
    elif waiting is not None:
        await add_to(update, context, waiting.subject_id, _report(message, words, sent), waiting)
    raise ApplicationHandlerStop


async def _is_progress(update: Update, context: Context) -> bool:
    """Whether one who posts progress begins with a code; of a citizen that goes on with the opinion."""
    if leading_code(incoming(update).text) is None:
        return False
    return may((await look_up(update, context)).role, Action.POST_PROGRESS)


_WAITED_FOR = (Wanted.OPINION, *AFTER_AN_OPINION)


async def _file(update: Update, context: Context, report: Report, waiting: Waiting | None) -> None:
    """A new opinion, about the finding that was chosen, or whose code comes first."""
    if waiting is not None:
        finding, rest = await waited_for(context, waiting.subject_id), report.text
    else:
        code, rest = leading_code(report.text) or ("", report.text)
        finding = await typed_finding(context, code, town_id=await town_meant(rest, update, context))
    text = rest if finding else report.text
    await file_report(update, context, replace(report, text=text.strip()), finding, waiting)


def _report(message: Message, text: str, sent: Sent | None) -> Report:
    place = message.location
    return Report(text, Place(place.latitude, place.longitude) if place else None, sent)


def register(application: App) -> None:
    kinds = filters.PHOTO | filters.Document.ALL | filters.LOCATION
    in_turn(application, Turn.ENCLOSURE, kinds, take_enclosure)
