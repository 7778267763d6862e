"""register: the register as an Excel file, out and in."""

from datetime import datetime
from pathlib import Path

from bot import texts
from bot.commands.confirming import confirmed
from bot.commands.towns import newest_of_town
from bot.opening import load_shipped_notice, open_database
from bot.problem import Problem, cannot_open
from bot.settings import Settings
from db import people, records, registers
from db.engine import Database
from handlers.views import register_offer as views
from handlers.views.naming import short_name
from handlers.views.register import compared, register
from handlers.views.texts import supervisors
from knowledge.progress.files import MAX_BYTES
from knowledge.progress.register import read_base
from knowledge.progress.workbook import Book, NotRead, Unfit, from_xlsx
from knowledge.record import Record

_XLSX = ".xlsx"


def export(file: Path, notice_id: int | None, town: str | None, settings: Settings, now: datetime) -> int:
    """Writes the register of a notice in force, by default of the newest, or of the newest of a town; a file
    of that name is replaced."""
    if file.suffix.lower() != _XLSX:
        raise Problem(texts.REGISTER_FORMAT.format(name=file.name))
    with open_database(settings) as database:
        if town and notice_id is None:
            notice_id = newest_of_town(database, town)
        record = record_in_force(database, notice_id, now)
    try:
        file.write_bytes(register(record, settings.zone))
    except OSError as failure:
        raise cannot_open(file, failure) from failure
    print(texts.EXPORTED.format(of=named(record), path=file, count=len(record.notice.findings)))
    return 0


def bring_in(file: Path, yes: bool, settings: Settings, now: datetime) -> int:
    """Shows what the register says otherwise than the record of its notice, asks, and has it so."""
    book = _read(file)
    with open_database(settings) as database:
        record = _of_book(database, book, now)
        today = now.astimezone(settings.zone).date()
        found = compared(book, record, settings.zone, today)
        if found is None:
            raise Problem(views.unreadable(str(file), Unfit.NO_HEADINGS))
        units = people.all_units(database, record.town_id)
        if record.is_one_of_several:
            print(short_name(record.name))
        print("\n".join(views.difference(found, units, today, views.EVERYTHING, views.EVERYTHING)))
        if not found.changes:
            return 0
        if not yes and not confirmed(texts.CONFIRM_IMPORT, texts.IMPORT_NEEDS_YES):
            print(supervisors.NOT_IMPORTED)
            return 0
        if registers.bring_in(database, record.notice_id, found.changes, now) is not None:
            raise Problem(supervisors.IMPORT_OVERTAKEN)
    findings = len({one.code for one in found.changes})
    print(texts.IMPORTED.format(count=len(found.changes), findings=findings))
    return 0


def record_in_force(database: Database, notice_id: int | None, now: datetime) -> Record:
    """That of a notice in force, by default of the newest. Raises Problem."""
    load_shipped_notice(database, now)
    record = records.record(database, notice_id)
    if record is None and notice_id is not None:
        raise Problem(texts.NO_SUCH_NOTICE.format(id=notice_id))
    if record is None:
        raise Problem(texts.DOCTOR_NO_NOTICE)
    return record


def named(record: Record) -> str:
    """Which notice it is of, where there are several."""
    return short_name(record.name) if record.is_one_of_several else ""


def _of_book(database: Database, book: Book, now: datetime) -> Record:
    """That of the notice which the file says that it is of, if it is in force; else the newest."""
    base = read_base(book.hidden)
    named = records.record(database, base.stamp.notice_id) if base else None
    return named or record_in_force(database, None, now)


def _read(file: Path) -> Book:
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise Problem(views.unreadable(str(file), Unfit.TOO_LARGE))
        return from_xlsx(data)
    except NotRead as failure:
        raise Problem(views.unreadable(str(file), failure.why)) from failure
    except OSError as failure:
        raise cannot_open(file, failure) from failure
