"""The database behind a URL: engine, pragmas, transactions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlmodel import Session, SQLModel, create_engine

# A change that somebody else commits, together with changes of their own.
Write = Callable[[Session], None]


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that somebody else inserts, together with changes of their own."""

    table: type[SQLModel]
    values: dict[str, Any]


# What a full or broken disk and somebody else's long lock raise.
STORAGE_FAULTS = (OperationalError, NoConnection, OSError)

# How long to wait for somebody else's lock.
_PATIENCE_SECONDS, _BRIEFLY_MS = 10, 200

# In the info of a session that has written a line of history.
NOTED = "noted"


class Database:
    """One SQLite database. Safe to use from several threads and beside other processes."""

    def __init__(self, url: str | URL) -> None:
        self.engine: Engine = create_engine(
            url,
            connect_args={"timeout": _PATIENCE_SECONDS},
            hide_parameters=True,  # errors are logged, and parameters are people's words
        )
        event.listen(self.engine, "connect", _prepare)
        event.listen(self.engine, "begin", _begin)
        self._writing = self.engine.execution_options(begin="IMMEDIATE")
        self.changes = 0
        """Grows when a transaction of this process has changed the history."""

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose changes commit together at the end, or not at all.

        It takes the write lock at once: a transaction that begins by reading and locks later fails
        under concurrent writers however long it waits (LIBRARIES.md: 600 of 800).
        """
        with Session(self._writing, expire_on_commit=False) as session:
            with session.begin():
                yield session
            self.changes += NOTED in session.info

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A session that sees one state of the database and changes nothing."""
        with Session(self.engine) as session, session.begin():
            yield session

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """A connection for a read so frequent that a session's cost would tell (66 against 207 µs)."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def exclusive(self) -> Iterator[Connection]:
        """A connection that holds the write lock until the end, for changes of the schema."""
        with self._writing.begin() as connection:
            yield connection

    def empty_log(self) -> None:
        """Moves the write-ahead log into the database and empties it: what was erased is in it until then.
        While somebody reads, a part of it stays until the next time."""
        with self.engine.connect() as connection:
            raw = connection.connection.driver_connection
            if isinstance(raw, SqliteConnection):
                # It holds the write lock while it waits for readers: not for long.
                raw.execute(f"PRAGMA busy_timeout={_BRIEFLY_MS}")
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                raw.execute(f"PRAGMA busy_timeout={_PATIENCE_SECONDS * 1000}")

    def close(self) -> None:
        self.engine.dispose()


def _prepare(connection: SqliteConnection, _record: object) -> None:
    connection.isolation_level = None  # BEGIN is ours to say, below
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql(f"BEGIN {options.get('begin', 'DEFERRED')}")
