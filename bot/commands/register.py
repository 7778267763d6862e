"""register: the register as an Excel file."""

from datetime import datetime
from pathlib import Path

from bot import texts
from bot.app import load_shipped_notice, open_database
from bot.commands.problem import Problem, cannot_open
from bot.settings import Settings
from db import records
from handlers.views.register import register


def export(file: Path, settings: Settings, now: datetime) -> int:
    """Writes the register of the notice in force; one of that name is replaced."""
    with open_database(settings) as database:
        load_shipped_notice(database, now)
        record = records.record(database)
    if record is None:
        raise Problem(texts.DOCTOR_NO_NOTICE)
    try:
        file.write_bytes(register(record, settings.zone))
    except OSError as failure:
        raise cannot_open(file, failure) from failure
    print(texts.EXPORTED.format(path=file, count=len(record.notice.findings)))
    return 0
