"""backup and restore: everything in one archive, and back."""

from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL
from sqlalchemy.exc import DatabaseError

from bot import texts
from bot.commands.audit import fault_lines
from bot.lock import holding, is_held
from bot.opening import open_database
from bot.problem import Problem, cannot_open
from bot.salt import person_keys
from bot.settings import Settings, prepare_data_dir
from db import erasing
from db.backup import Damaged, back_up, opened, put_in_place
from db.dialects import POSTGRESQL
from db.engine import Database
from db.erasing import Ticket
from db.forgetting import forget_again, forgotten

T = TypeVar("T")


def backup(file: Path, settings: Settings) -> int:
    """Writes the archive beside a running bot; one of that name is replaced when the new one is whole."""
    _expect_file(settings)
    if file.exists() and not file.is_file():  # /dev/null would be replaced, too
        raise cannot_open(file, IsADirectoryError())
    with open_database(settings) as database:
        try:
            found = back_up(database, settings.data_dir, file)
        except OSError as failure:
            raise cannot_open(file, failure) from failure
        except Damaged as failure:
            raise Problem(texts.BACKUP_BROKEN) from failure
    print(texts.BACKED_UP.format(path=file, count=found.lines, link=found.last_link))
    print("\n".join(fault_lines(found)), end="")
    return 1 if found.faults else 0


def restore(file: Path, yes: bool, settings: Settings, now: datetime) -> int:
    """Puts an archive in place of what is there, which is kept. Nothing is touched before the archive was
    opened and its history found whole."""
    _expect_file(settings)
    prepare_data_dir(settings)
    database = Path(settings.database_url.database or "")
    if is_held(settings.data_dir):
        raise Problem(texts.STILL_RUNNING)
    with holding(settings.data_dir):
        if database.exists() and not yes:
            raise Problem(texts.RESTORE_NEEDS_YES.format(path=database))
        try:
            with opened(file) as (folder, found):
                if found.faults:
                    raise Problem("\n".join([texts.RESTORE_FAULTS, *fault_lines(found)]))
                gone = _erased(database)
                kept = settings.data_dir / f"replaced-{now:%Y%m%d-%H%M%S}"
                put_in_place(folder, settings.database_url, settings.data_dir, kept)
        except OSError as failure:
            raise cannot_open(file, failure) from failure
        except Damaged as failure:
            raise Problem(texts.NO_BACKUP.format(path=file)) from failure
        _erase_again(gone, settings, now)
    print(texts.RESTORED.format(path=file, count=found.lines))
    if kept.exists():
        print(texts.RESTORE_KEPT.format(path=kept))
    return 0


def _expect_file(settings: Settings) -> None:
    """PostgreSQL has tools of its own."""
    if settings.database_url.get_backend_name() == POSTGRESQL:
        raise Problem(texts.NOT_FROM_POSTGRESQL)


@dataclass(frozen=True, slots=True)
class _Erased:
    """What stays erased: who asked to be forgotten, and tickets, as those that were taken back."""

    people: Sequence[str] = ()
    tickets: Collection[Ticket] = ()


def _erased(database: Path) -> _Erased:
    """What is erased in what is to be replaced."""
    if not database.exists():
        return _Erased()
    with closing(Database(URL.create("sqlite", database=str(database)))) as replaced:
        return _Erased(_told(forgotten, replaced), _told(erasing.erased, replaced))


def _told(what: Callable[[Database], list[T]], replaced: Database) -> list[T]:
    """Nothing where it cannot be read: it may be what the restore is to mend."""
    try:
        return what(replaced)
    except DatabaseError:
        return []


def _erase_again(gone: _Erased, settings: Settings, now: datetime) -> None:
    with open_database(settings) as restored:
        fresh = sorted({*gone.people} - {*forgotten(restored)})
        if fresh:
            forget_again(restored, fresh, person_keys(settings.data_dir), now)
        erasing.erase_again(restored, {*gone.tickets}, now)
        restored.empty_log()
