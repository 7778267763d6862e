"""A register that comes back: what it would change, then 确认导入 or 不导入."""

from functools import partial
from pathlib import PurePath

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop, filters

from db import people, registers, towns
from db.dialogs import Wanted
from db.registers import Refused
from handlers.attachments import attached, fetched, is_too_large
from handlers.awaiting import waiting_for
from handlers.context import App, Context
from handlers.found import newest_of
from handlers.incoming import (
    Tapped,
    decode_command,
    incoming,
    message_of,
    pressed,
)
from handlers.showing import answer, end_tap, replace, say
from handlers.turns import Turn, in_turn
from handlers.views import register_offer as views
from handlers.views.callback_data import Press, read_number
from handlers.views.naming import short_name
from handlers.views.register import compared
from handlers.views.texts import admin, commands
from handlers.views.texts import supervisors as texts
from handlers.views.view import View
from knowledge.codes import find_codes
from knowledge.model import Person
from knowledge.progress.differences import Comparison
from knowledge.progress.permissions import Action, may
from knowledge.progress.register import read_base
from knowledge.progress.workbook import Book, NotRead, Unfit, from_xlsx
from knowledge.record import Record

_XLSX = ".xlsx"
_SHEETS = frozenset({_XLSX, ".xls", ".xlsm", ".xltx", ".et", ".ett", ".ods", ".csv"})
_REFUSALS = {
    Refused.GONE: texts.IMPORT_GONE,
    Refused.TAKEN: texts.ALREADY_IMPORTED,
    Refused.CANCELLED: texts.IMPORT_LEFT,
    Refused.OVERTAKEN: texts.IMPORT_OVERTAKEN,
    Refused.NOT_ALLOWED: texts.IMPORT_NOT_ALLOWED,
}


async def take_in(update: Update, context: Context) -> None:
    """Shows what a register would change; any other file goes on its way. A register is what is called so,
    or, of a supervisor's, what was written by us, or tells of our findings, under whatever name; only staff's
    files are fetched."""
    message = message_of(update)
    if _is_for_progress(message, context) or await _is_waited_for(update, context):
        return
    person = await context.db(people.find, incoming(update).person_id)
    is_called_so = _is_called_register(message, context)
    may_import = person is not None and may(person.role, Action.ASSIGN)
    if not (is_called_so or may_import):
        return
    if person is None or not may(person.role, Action.POST_PROGRESS):
        await say(update, texts.NOT_A_REGISTER_FOR_YOU)
        raise ApplicationHandlerStop
    book = await _opened(update, context)
    if may_import:
        await _import(update, context, person, book, is_called_so)
    elif isinstance(book, Book) and book.hidden is not None:
        await say(update, texts.NOT_A_REGISTER_FOR_YOU)
        raise ApplicationHandlerStop


async def _import(
    update: Update, context: Context, person: Person, book: Book | str, is_called_so: bool
) -> None:
    """Says what a supervisor's file would change, or why it cannot be read; one that is no register goes on
    its way."""
    if isinstance(book, str):
        if not (is_called_so or _suffix(message_of(update)) == _XLSX):
            return
        await say(update, book)
    else:
        record, found = await _compared(context, person, book)
        if not (is_called_so or book.hidden is not None or _tells_of_findings(found)):
            return
        await _offer(update, context, person, record, found)
    raise ApplicationHandlerStop


async def take(update: Update, context: Context) -> None:
    """Makes the changes, once; who may is decided where they are stored."""
    person_id, offer_id = incoming(update).person_id, read_number(pressed(update))
    taken = await context.db(registers.take, update.update_id, offer_id, person_id, context.now())
    if isinstance(taken, Refused):
        await end_tap(update, _REFUSALS[taken])
    else:
        findings = len({one.code for one in taken})
        await replace(update, View((texts.IMPORTED.format(count=len(taken), findings=findings),)))


async def leave(update: Update, context: Context) -> None:
    """Gives the changes up."""
    person_id, offer_id = incoming(update).person_id, read_number(pressed(update))
    refused = await context.db(registers.leave, offer_id, person_id, context.now())
    if refused is not None:
        await end_tap(update, _REFUSALS[refused])
    else:
        await replace(update, View((texts.NOT_IMPORTED,)))


def _is_for_progress(message: Message, context: Context) -> bool:
    """An album, and a file whose caption names a finding, are evidence whatever they are called."""
    caption = message.caption or ""
    decoded = decode_command(caption, context.bot.username)
    is_progress = decoded is not None and decoded[0] is commands.PROGRESS
    return is_progress or message.media_group_id is not None or bool(find_codes(caption))


async def _is_waited_for(update: Update, context: Context) -> bool:
    """A file without words, while photos and files are waited for, is one of them."""
    is_bare, waiting = not incoming(update).text, await waiting_for(update, context)
    return is_bare and waiting is not None and waiting.wanted in (Wanted.FILES, Wanted.PROGRESS)


def _is_called_register(message: Message, context: Context) -> bool:
    """By its name, its caption, or the register that it replies to."""
    replied = message.reply_to_message
    names = [message.caption, *(one.document.file_name for one in (message, replied) if one and one.document)]
    decoded = decode_command(message.caption or "", context.bot.username)
    is_command = decoded is not None and decoded[0] is commands.REGISTER
    return is_command or any(texts.REGISTER in name for name in names if name)


async def _opened(update: Update, context: Context) -> Book | str:
    """What the file holds, or why it is no register."""
    file, message = attached(update), message_of(update)
    name = file.file_name or admin.NAMELESS
    if _suffix(message) != _XLSX:
        return views.unreadable(name, Unfit.OTHER_KIND)
    if is_too_large(message):
        return views.unreadable(name, Unfit.TOO_LARGE)
    if (data := await fetched(file)) is None:
        return admin.CANNOT_FETCH
    try:
        return await context.in_thread(partial(from_xlsx, data))
    except NotRead as failure:
        return views.unreadable(name, failure.why)


async def _compared(context: Context, person: Person, book: Book) -> tuple[Record, Comparison | None]:
    """The record that a register is of, and what it says otherwise, as ``compared`` has it. Raises OtherTown
    before that: what the record says of another town is not to be seen in the differences."""
    record = await _record(context, book, person)
    await context.db(towns.check, person.id, record.notice_id, short_name(record.name))
    compare = partial(compared, book, record, context.zone, context.today())
    return record, await context.in_thread(compare)


def _tells_of_findings(found: Comparison | None) -> bool:
    """Whether a sheet that somebody made has the headings of a register, and lines of this notice."""
    return found is not None and bool(found.changes or found.bad or found.conflicts)


async def _offer(
    update: Update, context: Context, person: Person, record: Record, found: Comparison | None
) -> None:
    if found is None:
        name = attached(update).file_name or admin.NAMELESS
        await say(update, views.unreadable(name, Unfit.NO_HEADINGS))
        return
    offered: int | Refused | None = None
    if found.changes:
        offered = await context.db(
            registers.offer, update.update_id, record.notice_id, found.changes, person.id, context.now()
        )
    if isinstance(offered, Refused):
        await say(update, _REFUSALS[offered])
    else:
        units = await context.db(people.all_units, record.town_id)
        await answer(update, views.offer(found, units, offered, record, context.today()))


async def _record(context: Context, book: Book, person: Person) -> Record:
    """That of the notice which the file says that it is of, if it is in force; else the newest of the
    person's town."""
    base = read_base(book.hidden)
    named = await context.record(base.stamp.notice_id) if base else None
    return named or await newest_of(context, person.town_id)


def _suffix(message: Message) -> str:
    name = message.document.file_name if message.document else None
    return PurePath((name or "").lower()).suffix


class _Sheet(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        return _suffix(message) in _SHEETS


def register(application: App) -> None:
    application.add_handler(Tapped(Press.IMPORT, take))
    application.add_handler(Tapped(Press.DROP, leave))
    in_turn(application, Turn.REGISTER, _Sheet(), take_in)
