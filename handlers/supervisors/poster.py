"""Posters on request: of the newest notice, or of some findings."""

from dataclasses import replace
from functools import partial

from telegram import Update

from db import towns
from handlers.access import only_who_may, stay_in_town
from handlers.context import App, Context
from handlers.found import example_code, meant_by, newest_of, typed_by
from handlers.incoming import Said
from handlers.printing import Printed, Printer
from handlers.showing import answer_with_file, say
from handlers.views.texts import commands
from handlers.views.texts import posters as texts
from knowledge.codes import find_codes
from knowledge.model import Person, Town
from knowledge.progress.permissions import Action
from knowledge.text import shorten
from knowledge.towns import meant

_ARGUMENT = 20
_AT_ONCE = 5


@only_who_may(Action.MAKE_POSTERS)
async def send_poster(update: Update, context: Context, person: Person) -> None:
    """Sends sheets to print, of the findings whose codes followed the command or of the newest notice."""
    font = await context.in_thread(context.services.font)
    if font is None:
        await say(update, texts.NO_FONT)
        return
    printer = Printer(context.bot.username, context.today(), context.zone, font)
    of = _findings if context.argument and not await _named(context, person) else _notice
    await of(printer, update, context, person)


async def _notice(printer: Printer, update: Update, context: Context, person: Person) -> None:
    town = await _named(context, person)
    record = await newest_of(context, town.id if town else person.town_id)
    index = await context.index()
    await _send(update, context, await context.in_thread(lambda: printer.notice(record, index)))


async def _findings(printer: Printer, update: Update, context: Context, person: Person) -> None:
    """One for each code; what no notice has is said."""
    words = await meant_by(context, context.argument)
    codes = find_codes(words.words) or [context.argument]
    for code in codes[:_AT_ONCE]:
        found = await typed_by(update, context, person, replace(words, code=code))
        if found is None:
            example = await example_code(context, person)
            await say(update, texts.UNKNOWN_CODE.format(code=shorten(code, _ARGUMENT), example=example))
        else:
            await stay_in_town(update, context, found)
            await _send(update, context, await context.in_thread(partial(printer.finding, found)))
    if left := codes[_AT_ONCE:]:
        await say(update, texts.TOO_MANY.format(most=_AT_ONCE, left="、".join(left)))


async def _send(update: Update, context: Context, printed: Printed) -> None:
    name, data = texts.NAME.format(which=printed.name), await context.in_thread(printed.pdf)
    caption = texts.CAPTION.format(link=printed.link, which=printed.name)
    await answer_with_file(update, name, data, caption)


async def _named(context: Context, person: Person) -> Town | None:
    """The town whose name is all that somebody of the county wrote."""
    if person.town_id is not None or not context.argument:
        return None
    found = meant(context.argument, await context.db(towns.in_force))
    return found[0] if len(found) == 1 else None


def register(application: App) -> None:
    application.add_handler(Said(commands.POSTER, send_poster))
