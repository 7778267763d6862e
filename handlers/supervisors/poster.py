"""Posters on request: of the newest notice, or of one finding."""

from telegram import Update

from handlers.access import only_who_may
from handlers.context import App, Context
from handlers.found import typed_finding
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
    printed = await _finding(printer, context) if context.argument else await _notice(printer, context)
    if printed is None:
        example = (await context.newest()).notice.findings[0].code
        code = shorten(context.argument, _ARGUMENT)
        await say(update, texts.UNKNOWN_CODE.format(code=code, example=example))
        return
    name, data = texts.NAME.format(which=printed.name), await context.in_thread(printed.pdf)
    await answer_with_file(update, name, data, texts.CAPTION.format(link=printed.link))


async def _notice(printer: Printer, context: Context) -> Printed:
    record, index = await context.newest(), await context.index()
    return await context.in_thread(lambda: printer.notice(record, index))


async def _finding(printer: Printer, context: Context) -> Printed | None:
    """None for a code that no notice has."""
    year, rest = after_year(context.argument)
    code = next(iter(find_codes(rest)), "")
    found = await typed_finding(context, code, year=year)
    return await context.in_thread(lambda: printer.finding(found)) if found else None


def register(application: App) -> None:
    application.add_handler(Said(commands.POSTER, send_poster))
