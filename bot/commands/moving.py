"""migrate-to: from the SQLite file to PostgreSQL."""

import sys
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DatabaseError

from bot import texts
from bot.commands.audit import fault_lines
from bot.lock import holding
from bot.problem import Problem
from bot.settings import NoDriver, Settings, WrongSetting, database_url
from db.audit import Audit, audit
from db.copying import Copied, Differs, NotEmpty, copy
from db.engine import Database
from db.migrate import is_current


def migrate_to(target: str, settings: Settings) -> int:
    """Copies everything while no bot receives, and proves that all is there; the file stays as it is."""
    source = settings.database_url
    if source.get_backend_name() != "sqlite":
        raise Problem(texts.MOVE_FROM)
    url = _target(target)
    if not Path(source.database or "").is_file():
        raise Problem(texts.NOTHING_TO_MOVE.format(path=source.database))
    with holding(settings.data_dir):
        copied, found = _moved(source, url)
    print(texts.MOVED.format(copied=copied, found=found))
    print("\n".join(fault_lines(found)), end="")
    return 1 if found.faults else 0


def _target(text: str) -> URL:
    """Where to. Raises Problem for what is no database of PostgreSQL's."""
    try:
        url = database_url("migrate-to", text)
    except NoDriver:
        raise
    except WrongSetting as failure:
        raise Problem(texts.MOVE_TO) from failure
    if url.get_backend_name() == "sqlite":
        raise Problem(texts.MOVE_TO)
    return url


def _reach(there: Database) -> None:
    try:
        there.product()
    except DatabaseError as failure:
        raise Problem(texts.MOVE_UNREACHABLE) from failure


def _moved(source: URL, url: URL) -> tuple[Copied, Audit]:
    with closing(Database(source)) as here, closing(Database(url)) as there:
        if not is_current(here):
            raise Problem(texts.MOVE_OLD)
        _reach(there)
        try:
            copied = copy(here, there, _tell)
        except NotEmpty as failure:
            raise Problem(texts.MOVE_NOT_EMPTY.format(table=failure)) from failure
        except Differs as failure:
            raise Problem(texts.MOVE_DIFFERS.format(table=failure), exit_code=1) from failure
        return copied, audit(there)


def _tell(table: str, count: int) -> None:
    print(texts.MOVING.format(table=table, count=count), file=sys.stderr)
