"""Posters on request: of the newest notice, or of one finding."""

from telegram import Update

from handlers.access import only_who_may, stay_in_town
from handlers.context import App, Context
from handlers.found import newest_of, typed_by
from handlers.incoming import Said
from handlers.printing import Printed, Printer
from handlers.showing import answer_with_file, say
from handlers.views.texts import commands
from handlers.views.texts import posters as texts
from knowledge.codes import after_year, find_codes
from knowledge.model import Person
from knowledge.progress.permissions import Action
from knowledge.text import shorten

_ARGUMENT = 20


@only_who_may(Action.MAKE_POSTERS)
async def send_poster(update: Update, context: Context, person: Person) -> None:
    """Sends a sheet to print, of the finding whose code followed the command or of the newest notice."""
    font = await context.in_thread(context.services.font)
    if font is None:
        await say(update, texts.NO_FONT)
        return
    printer = Printer(context.bot.username, context.today(), context.zone, font)
    make = _finding if context.argument else _notice
    printed = await make(printer, update, context, person)
    if printed is None:
        example = (await newest_of(context, person.town_id)).notice.findings[0].code
        code = shorten(context.argument, _ARGUMENT)
        await say(update, texts.UNKNOWN_CODE.format(code=code, example=example))
        return
    name, data = texts.NAME.format(which=printed.name), await context.in_thread(printed.pdf)
    await answer_with_file(update, name, data, texts.CAPTION.format(link=printed.link))


async def _notice(printer: Printer, update: Update, context: Context, person: Person) -> Printed | None:
    record, index = await newest_of(context, person.town_id), await context.index()
    return await context.in_thread(lambda: printer.notice(record, index))


async def _finding(printer: Printer, update: Update, context: Context, person: Person) -> Printed | None:
    """None for a code that no notice has."""
    year, rest = after_year(context.argument)
    code = next(iter(find_codes(rest)), "")
    if (found := await typed_by(context, person, code, year)) is None:
        return None
    await stay_in_town(update, context, found)
    return await context.in_thread(lambda: printer.finding(found))


def register(application: App) -> None:
    application.add_handler(Said(commands.POSTER, send_poster))
