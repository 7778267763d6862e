"""The database behind a URL: SQLite or PostgreSQL, the same to whoever uses it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.engine import Engine
from sqlalchemy.exc import InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, SQLModel

from db.dialects import PATIENCE_SECONDS, POSTGRESQL, Begin, connected, glancing, notify, reading

# A change that somebody else commits, together with changes of their own.
Write = Callable[[Session], None]


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that somebody else inserts, together with changes of their own."""

    table: type[SQLModel]
    values: dict[str, Any]


# What a full or broken disk and somebody else's long lock raise; a PostgreSQL that is restarted, cannot be
# reached, has chosen this transaction to break a deadlock, or (InternalError) takes no writes for now.
STORAGE_FAULTS = (OperationalError, InternalError, NoConnection, OSError)

_BRIEFLY_MS = 200

# What PostgreSQL tells those who listen: what they have in memory may have changed; the inbox has work.
CHANGED, WORK = "zhenggai_changed", "zhenggai_work"

# In the info of a session that changes what others have in memory, and of one that others may write beside.
_HEARD, BESIDE = "heard", "beside"


def heard(session: Session) -> None:
    """All who have in memory what this transaction changes hear of it when it commits."""
    session.info[_HEARD] = True


class Database:
    """One database. Safe to use from several threads and beside other processes."""

    def __init__(self, url: str | URL) -> None:
        self.engine: Engine = connected(make_url(url))
        self._is_closed = False
        event.listen(self.engine, "checkin", self._given_back)
        self._reading, self._glancing = reading(self.engine), glancing(self.engine)
        self._writing = {
            kind: self.engine.execution_options(begin=kind) for kind in (Begin.ALONE, Begin.BESIDE)
        }
        self.changes = 0
        """Grows when a transaction of this process has changed the history, or a verdict, and when another
        one's has, at PostgreSQL, while somebody listens (db.listening)."""

    @property
    def is_postgresql(self) -> bool:
        return self.engine.dialect.name == POSTGRESQL

    def product(self) -> str:
        """Which database it is, and of what version; it is connected to."""
        with self.engine.connect() as connection:
            version = connection.dialect.server_version_info or ()
        return f"{'PostgreSQL' if self.is_postgresql else 'SQLite'} {'.'.join(map(str, version))}"

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose changes commit together at the end, or not at all; nobody else's transaction comes
        between, so that what it read still holds when it writes.

        SQLite gives its write lock at once: a transaction that begins by reading and locks later fails
        under concurrent writers however long it waits (measured: 600 of 800). PostgreSQL has no such
        lock, so all who write take an advisory one, which ends with the transaction or its connection.
        """
        with self._session(Begin.ALONE) as session:
            yield session

    @contextmanager
    def addition(self) -> Iterator[Session]:
        """As ``transaction``, but on PostgreSQL it waits for nobody who changes other rows, and nobody waits
        for it: for what comes often, decides nothing by what it has read, and writes no history."""
        with self._session(Begin.BESIDE) as session:
            session.info[BESIDE] = True
            yield session

    @contextmanager
    def _session(self, kind: Begin) -> Iterator[Session]:
        with Session(self._writing[kind], expire_on_commit=False) as session:
            with session.begin():
                yield session
                if _HEARD in session.info:
                    notify(session, CHANGED)
            self.changes += _HEARD in session.info

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A session that sees one state of the database and changes nothing."""
        with Session(self._reading) as session, session.begin():
            yield session

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """A connection for one statement so frequent that a session's cost would tell (66 against 207 µs), or
        on PostgreSQL that of asking for a transaction and ending it."""
        with self._glancing.begin() as connection:
            yield connection

    @contextmanager
    def exclusive(self) -> Iterator[Connection]:
        """A connection that holds the write lock until the end, for changes of the schema."""
        with self._writing[Begin.ALONE].begin() as connection:
            yield connection

    def empty_log(self) -> None:
        """Moves SQLite's write-ahead log into the database and empties it: what was erased is in it until
        then. While somebody reads, a part of it stays until the next time. PostgreSQL recycles its own."""
        if self.is_postgresql:
            return
        with self.engine.execution_options(begin=Begin.NOT).connect() as connection:
            # It holds the write lock while it waits for readers: not for long.
            connection.exec_driver_sql(f"PRAGMA busy_timeout={_BRIEFLY_MS}")
            try:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
            finally:
                connection.exec_driver_sql(f"PRAGMA busy_timeout={PATIENCE_SECONDS * 1000}")

    def close(self) -> None:
        """Ends the connections; those that a thread still has, when it gives them back (but for one that is
        being given back at that very moment)."""
        self._is_closed = True
        self.engine.dispose()

    def _given_back(self, _connection: object, entry: ConnectionPoolEntry) -> None:
        if self._is_closed:
            entry.close()
