"""The register on request."""

from functools import partial

from telegram import Update

from db import notices, towns
from handlers.access import only_who_may
from handlers.context import App, Context
from handlers.found import newest_of, of_year, town_before
from handlers.incoming import Said, Tapped, pressed
from handlers.registering import register_of
from handlers.showing import answer_with_file, end_tap, replace
from handlers.views import contents, supervisor_keys
from handlers.views.callback_data import Press, read_number
from handlers.views.contents import NOTICES_A_PAGE
from handlers.views.naming import short_name
from handlers.views.texts import commands, public
from handlers.views.texts import supervisors as texts
from knowledge.codes import year_alone
from knowledge.model import Person
from knowledge.progress.permissions import Action
from knowledge.record import Record

_only_supervisors = only_who_may(Action.READ_DIGEST, refusal=texts.REGISTER_NOT_ALLOWED)


@_only_supervisors
async def send_register(update: Update, context: Context, person: Person) -> None:
    """Sends the register of the newest notice as an Excel file, with the way to those of the others; of the
    town or the year that is named, if any is."""
    town_id, words = await town_before(context, person, context.argument, texts.REGISTER)
    year = year_alone(words)
    record = await (of_year(context, town_id, year) if year else newest_of(context, town_id))
    await _send(update, context, record)


async def _send(update: Update, context: Context, record: Record) -> None:
    data = await context.in_thread(partial(register_of, record, context.services.database, context.zone))
    day = context.today()
    which = short_name(record.name) if record.is_one_of_several else ""
    name = texts.REGISTER_NAME.format(day=day, which=which)
    caption = texts.REGISTER_CAPTION.format(count=len(record.notice.findings), day=day)
    said = f"{which}\n{caption}" if which else caption
    await answer_with_file(update, name, data, said, supervisor_keys.other_registers(record))


@_only_supervisors
async def tap_register(update: Update, context: Context, person: Person) -> None:
    """Sends the register of the notice that was tapped; below a digest, of the newest."""
    notice_id = read_number(pressed(update))
    record = await context.record(notice_id) if notice_id else await newest_of(context, person.town_id)
    if record is None:
        await end_tap(update, public.STALE_BUTTON)
        return
    await context.db(towns.check, person.id, record.notice_id, short_name(record.name))
    await _send(update, context, record)
    await end_tap(update)


@_only_supervisors
async def show_registers(update: Update, context: Context, person: Person) -> None:
    """Sends a page of the notices in force, each with the way to its register."""
    page = max(read_number(pressed(update)), 0)
    shown, count = await context.db(notices.page, page, NOTICES_A_PAGE, person.town_id)
    await replace(update, contents.notices(shown, count, page, is_for_registers=True))


def register(application: App) -> None:
    application.add_handler(Said(commands.REGISTER, send_register))
    application.add_handler(Tapped(Press.REGISTER, tap_register))
    application.add_handler(Tapped(Press.REGISTERS, show_registers))
