"""Brings a database to the present schema. Alembic is configured here, in code; there is no ini file."""

from pathlib import Path

from sqlalchemy import Connection, column, select, table

from db.engine import Database
from db.service import is_out_of_service

VERSION_TABLE = "alembic_version"
_SCRIPTS = Path(__file__).parent / "migrations"


class TooNew(Exception):
    """The database was made by a newer version of this program."""


class InService(Exception):
    """Bots serve from the database, and were not made for what it would become."""


def upgrade(database: Database, revision: str = "head") -> None:
    """Applies what is missing up to ``revision``; does nothing where nothing is. Raises TooNew; and InService
    where a bot serves from it, which PostgreSQL knows.

    Several processes may do so at once: one migrates, the others wait and find it done.
    """
    if not is_current(database) or revision != "head":
        _run("upgrade", database, revision)


def is_current(database: Database) -> bool:
    """Whether nothing is missing. Raises TooNew."""
    with database.engine.connect() as connection:
        current = _current(connection)
    if current is not None and current > _head():
        raise TooNew
    return current == _head()


def is_made(database: Database) -> bool:
    """Whether there is anything of ours in it."""
    with database.engine.connect() as connection:
        return _current(connection) is not None


def downgrade(database: Database, revision: str) -> None:
    _run("downgrade", database, revision)


def _run(direction: str, database: Database, revision: str) -> None:
    # Alembic costs a quarter of a second, and a database that is up to date needs none of it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    with database.exclusive() as connection:
        if revision == "head" and _current(connection) == _head():
            return  # another one did it while this one waited
        if not is_out_of_service(connection):
            raise InService
        config.attributes["connection"] = connection
        getattr(command, direction)(config, revision)


def _head() -> str:
    """The newest revision: files are named by number, and each revision is called by its number."""
    return max(path.stem[:4] for path in (_SCRIPTS / "versions").glob("[0-9]*.py"))


def _current(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, VERSION_TABLE):
        return None
    version = table(VERSION_TABLE, column("version_num"))
    rows = connection.execute(select(version)).scalars().all()
    return str(rows[0]) if rows else None
