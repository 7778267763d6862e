"""What differs between SQLite and PostgreSQL, kept in one place: how one connects, and how one begins."""

import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from sqlite3 import SQLITE_BUSY, OperationalError
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import URL, Connection, Table, event, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect, Engine, ExceptionContext
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, create_engine

POSTGRESQL = "postgresql"
# How long to wait for somebody else's lock.
PATIENCE_SECONDS = 10
# Of PostgreSQL's advisory locks, in the database that is ours: the writers', and that of who serves from it.
_WRITERS, SERVERS = 1, 2
# Either side notices in a minute, not in TCP's two hours, that the other's host has died: it may hold the
# writers' lock, or owe an answer.
_KEEPALIVES = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
# A connection that was not used for so long is tried before it is; in its info, when it was used last.
_REST_SECONDS, _USED_AT = 1.0, "used_at"
_PRAGMAS = ("synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")
# Between two tries at what SQLite does not wait for.
_AGAIN_SECONDS = 0.01


class Begin(StrEnum):
    """What a transaction is for, as the execution option ``begin`` of its connection says; ``NOT``, for what
    SQLite does only outside of one."""

    READ = "read"
    ALONE = "alone"
    BESIDE = "beside"
    NOT = "not"


def connected(url: URL) -> Engine:
    """An engine of either kind, whose transactions begin as their option ``begin`` says."""
    return _postgresql(url) if url.get_backend_name() == POSTGRESQL else _sqlite(url)


def reading(engine: Engine) -> Engine:
    """The engine for transactions that see one state of the database from beginning to end."""
    if engine.dialect.name == POSTGRESQL:
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine  # SQLite's always do


def glancing(engine: Engine) -> Engine:
    """The engine for transactions of one statement that reads."""
    if engine.dialect.name == POSTGRESQL:
        return engine.execution_options(isolation_level="AUTOCOMMIT")
    return engine  # a transaction of SQLite's costs no way to a server


def insert_new(session: Session, table: Table, rows: list[dict[str, Any]]) -> set[Any]:
    """Inserts those rows whose key is not there yet, whoever inserts at the same time; gives their keys, of
    one column."""
    insert = postgresql.insert if session.get_bind().dialect.name == POSTGRESQL else sqlite.insert
    new = insert(table).on_conflict_do_nothing().returning(*table.primary_key)
    return set(session.execute(new, rows).scalars()) if rows else set()


def notify(session: Session, channel: str, payload: str = "") -> None:
    """Those who listen hear it when the transaction commits; at SQLite nobody listens."""
    if session.get_bind().dialect.name == POSTGRESQL:
        session.execute(select(func.pg_notify(channel, payload)))


def _sqlite(url: URL) -> Engine:
    if url.database:  # whoever gets the URL from us may run in another folder
        url = url.set(database=str(Path(url.database).absolute()))
    # Errors are logged, and parameters are people's words.
    engine = create_engine(url, connect_args={"timeout": PATIENCE_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare(connection: SqliteConnection, _record: object) -> None:
    connection.isolation_level = None  # BEGIN is ours to say, below
    _keep_log(connection)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _keep_log(connection: SqliteConnection) -> None:
    """Changes a new database over to a write-ahead log. Where another process does so at that moment, SQLite
    fails at once, whatever its patience: 22 of 800 first starts, four at a time."""
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except OperationalError as failure:
            if failure.sqlite_errorcode != SQLITE_BUSY or time.monotonic() > give_up_at:
                raise
            time.sleep(_AGAIN_SECONDS)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    purpose = _purpose(connection)
    if purpose is not Begin.NOT:
        connection.exec_driver_sql("BEGIN DEFERRED" if purpose is Begin.READ else "BEGIN IMMEDIATE")


def _postgresql(url: URL) -> Engine:
    of_session = {"timezone": "UTC", "lock_timeout": f"{PATIENCE_SECONDS}s"}
    of_session |= {f"tcp_{name}": str(value) for name, value in _KEEPALIVES.items()}
    options = " ".join(f"-c {name}={value}" for name, value in of_session.items())
    engine = create_engine(
        url,
        connect_args={
            "connect_timeout": PATIENCE_SECONDS,
            "options": options,
            "application_name": "zhenggai",
            **_KEEPALIVES,
        },
        hide_parameters=True,
        isolation_level="READ COMMITTED",
    )
    event.listen(engine, "begin", _begin_postgresql)
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", _trying(engine.dialect))
    event.listen(engine, "handle_error", _keep_words_out)
    return engine


def _note_use(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info[_USED_AT] = time.monotonic()


def _trying(dialect: Dialect) -> Callable[[Any, ConnectionPoolEntry, object], None]:
    def after_a_rest(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        """A server that was restarted has closed what waits in the pool. What was in use a moment ago is not
        tried, which costs as much as a question: who meets a break there waits and tries again, as in the
        middle of a transaction."""
        now = time.monotonic()
        if now - record.info.get(_USED_AT, now) > _REST_SECONDS:
            try:
                dialect.do_ping(connection)
            except dialect.loaded_dbapi.Error as fault:
                raise DisconnectionError from fault

    return after_a_rest


def _keep_words_out(context: ExceptionContext) -> None:
    """PostgreSQL says which values it refused, and whoever logs the error logs people's words."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (str(error.args[0]).partition("\nDETAIL:")[0], *error.args[1:])


def _begin_postgresql(connection: Connection) -> None:
    """A statement sees what was committed before it, the lock's waiting included, as the isolation is READ
    COMMITTED: under a stricter one the snapshot would be taken before the wait."""
    if _purpose(connection) is Begin.ALONE:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")


def _purpose(connection: Connection) -> Begin:
    options: dict[str, Any] = dict(connection.get_execution_options())
    return Begin(options.get("begin", Begin.READ))
