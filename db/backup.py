"""One archive holds everything: the database as it was at one moment, and the files that belong to it."""

import logging
import os
import re
import shutil
import sqlite3
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from sqlalchemy import URL
from sqlalchemy.exc import DatabaseError

from db.audit import Audit, audit
from db.engine import Database
from db.history import Change, note
from db.migrate import upgrade

_DATABASE = "zhenggai.db"
# Beside the database: the salt of people's keys, the operator's words and ready wording; photos and files.
SALT, WORDS, PHRASES = "salt", "thesaurus.tsv", "phrases.tsv"
_BESIDE = (SALT, WORDS, PHRASES)
EVIDENCE = "evidence"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NIGHTLY = "backups"
_LOG_ENDINGS = ("-wal", "-shm")
_KEPT = 14  # nights

log = logging.getLogger(__name__)


class Damaged(Exception):
    """The archive cannot be opened, or what is in it is not whole."""


def back_up(database: Database, data_dir: Path, archive: Path) -> Audit:
    """Writes the archive beside whoever uses the database, and opens it to see that it is whole. It is its
    owner's alone, and there only once it is complete. Raises Damaged and OSError."""
    part = archive.with_name(f".{archive.name}.part")
    try:
        with TemporaryDirectory(dir=archive.parent, prefix=".backup-") as folder:
            copy = Path(folder) / _DATABASE
            _copy(database, copy)
            beside = [file for name in _BESIDE if (file := data_dir / name).is_file()]
            with _private(part) as out, tarfile.open(fileobj=out, mode="w:gz") as tar:
                for file in (copy, *beside):
                    tar.add(file, file.name, recursive=False)
                for file in _evidence(data_dir):  # after the database: what a row names is there
                    tar.add(file, f"{EVIDENCE}/{file.name}", recursive=False)
        with opened(part) as (_, checked):
            part.replace(archive)
            return checked
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def opened(archive: Path) -> Iterator[tuple[Path, Audit]]:
    """A folder with what is in the archive, the database at the present schema, and what its audit says.
    Raises Damaged for what is no backup, or not whole; TooNew and OSError."""
    with TemporaryDirectory(dir=archive.parent, prefix=".restore-") as folder:
        _unpack(archive, Path(folder))
        yield Path(folder), _checked(Path(folder) / _DATABASE)


def put_in_place(folder: Path, url: URL, data_dir: Path, kept: Path) -> None:
    """Puts what was opened where the program looks for it; what was there is in the folder ``kept``.

    Whoever kills it in between has everything still, and what is kept and what is in place are whole each:
    the database changes in one step, the last; the same restore once more ends what was begun. Photos and
    files that are there already stay.
    """
    database = Path(url.database or "")
    logs = [Path(f"{database}{ending}") for ending in _LOG_ENDINGS]
    replaced = [file for file in (database, *logs, *_beside(data_dir)) if file.exists()]
    if replaced:
        kept.mkdir(mode=0o700)
    for file in replaced:
        shutil.copy2(file, kept / file.name)
    for file in (*logs, *_beside(data_dir)):
        file.unlink(missing_ok=True)
    for file in _beside(folder):
        if file.exists():
            _replace(file, data_dir / file.name)
    (data_dir / EVIDENCE).mkdir(mode=0o700, exist_ok=True)
    for file in _evidence(folder):  # named by their contents: none replaces another
        _replace(file, data_dir / EVIDENCE / file.name)
    _replace(folder / _DATABASE, database)


def back_up_nightly(database: Database, data_dir: Path, day: date, now: datetime) -> None:
    """The archive of a night, in the folder ``backups``, which keeps the newest; that it failed is noted,
    and the digest says so. PostgreSQL is backed up by its own tools."""
    if database.is_postgresql:
        return
    folder = data_dir / _NIGHTLY
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        back_up(database, data_dir, folder / f"zhenggai-{day}.tar.gz")
        for old in nightly(data_dir)[:-_KEPT]:
            old.unlink()
    except (OSError, Damaged, DatabaseError) as fault:
        log.error("the backup of %s failed: %s", day, type(fault).__name__)
        with database.transaction() as session:
            note(session, Change.BACKUP_FAILED, now, None, None, reason=type(fault).__name__)


def nightly(data_dir: Path) -> list[Path]:
    """The archives of the nights, the oldest first."""
    return sorted((data_dir / _NIGHTLY).glob("zhenggai-*.tar.gz"))


def _beside(folder: Path) -> list[Path]:
    return [folder / name for name in _BESIDE]


def _evidence(folder: Path) -> list[Path]:
    return sorted(file for file in (folder / EVIDENCE).glob("*") if _DIGEST.fullmatch(file.name))


def _replace(file: Path, target: Path) -> None:
    """In one step, though the file may come from another disk."""
    beside = target.with_name(f".{target.name}.new")
    shutil.move(file, beside)
    beside.replace(target)


@contextmanager
def _private(file: Path) -> Iterator[IO[bytes]]:
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        yield out


def _copy(database: Database, to: Path) -> None:
    """SQLite's own online backup: one state of the database, whoever writes meanwhile."""
    with database.engine.connect() as connection, closing(sqlite3.connect(to)) as target:
        source = connection.connection.driver_connection
        if not isinstance(source, sqlite3.Connection):
            raise TypeError("an online backup needs SQLite")
        source.backup(target)


def _unpack(archive: Path, folder: Path) -> None:
    """Only plain files of our names: an archive is a file from outside."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            for member in tar:
                if member.isreg() and (member.name in (_DATABASE, *_BESIDE) or _is_evidence(member.name)):
                    tar.extract(member, folder, filter="data")
    except (tarfile.TarError, EOFError, zlib.error) as failure:
        raise Damaged from failure
    if not (folder / _DATABASE).is_file():
        raise Damaged


def _is_evidence(name: str) -> bool:
    folder, _, file = name.partition("/")
    return folder == EVIDENCE and _DIGEST.fullmatch(file) is not None


def _checked(file: Path) -> Audit:
    try:
        with closing(Database(URL.create("sqlite", database=str(file)))) as database:
            with database.engine.connect() as connection:
                if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
                    raise Damaged
            upgrade(database)
            return audit(database)
    except DatabaseError as failure:
        raise Damaged from failure
