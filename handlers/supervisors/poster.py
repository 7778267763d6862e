"""Posters on request: of the newest notice, or of one finding."""

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
from knowledge.model import Person, Town
from knowledge.progress.permissions import Action
from knowledge.text import shorten
from knowledge.towns import meant

_ARGUMENT = 20


@only_who_may(Action.MAKE_POSTERS)
async def send_poster(update: Update, context: Context, person: Person) -> None:
    """Sends a sheet to print, of the finding whose code followed the command or of the newest notice."""
    font = await context.in_thread(context.services.font)
    if font is None:
        await say(update, texts.NO_FONT)
        return
    printer = Printer(context.bot.username, context.today(), context.zone, font)
    make = _finding if context.argument and not await _named(context, person) else _notice
    printed = await make(printer, update, context, person)
    if printed is None:
        example = await example_code(context, person)
        code = shorten(context.argument, _ARGUMENT)
        await say(update, texts.UNKNOWN_CODE.format(code=code, example=example))
        return
    name, data = texts.NAME.format(which=printed.name), await context.in_thread(printed.pdf)
    caption = texts.CAPTION.format(link=printed.link, which=printed.name)
    await answer_with_file(update, name, data, caption)


async def _notice(printer: Printer, update: Update, context: Context, person: Person) -> Printed | None:
    town = await _named(context, person)
    record = await newest_of(context, town.id if town else person.town_id)
    index = await context.index()
    return await context.in_thread(lambda: printer.notice(record, index))


async def _finding(printer: Printer, update: Update, context: Context, person: Person) -> Printed | None:
    """None for a code that no notice has."""
    words = await meant_by(context, context.argument)
    if (found := await typed_by(update, context, person, words.code, words.year, words.town_id)) is None:
        return None
    await stay_in_town(update, context, found)
    return await context.in_thread(lambda: printer.finding(found))


async def _named(context: Context, person: Person) -> Town | None:
    """The town whose name is all that somebody of the county wrote."""
    if person.town_id is not None or not context.argument:
        return None
    found = meant(context.argument, await context.db(towns.in_force))
    return found[0] if len(found) == 1 else None


def register(application: App) -> None:
    application.add_handler(Said(commands.POSTER, send_poster))
