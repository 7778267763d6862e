"""Who serves from a database: one, or several that share the work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from db.dialects import POSTGRESQL, SERVERS
from db.engine import Database


@contextmanager
def in_service(database: Database, together: bool) -> Iterator[Callable[[], bool]]:
    """Gives what takes the database for this process, alone or together with others, and says whether that
    was possible: it is taken until the end, or until the server ends. SQLite's belongs to whoever has its
    folder."""
    if not database.is_postgresql:
        yield lambda: True
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()  # the lock is the connection's: it ends here, and goes back to no pool
        yield lambda: _taken(connection, together)


def _taken(connection: Connection, together: bool) -> bool:
    function = "pg_try_advisory_lock_shared" if together else "pg_try_advisory_lock"
    return bool(connection.exec_driver_sql(f"SELECT {function}({SERVERS})").scalar_one())


def is_out_of_service(connection: Connection) -> bool:
    """Whether nobody serves from the database, nor can before the end of the transaction. SQLite does not
    know who does."""
    if connection.dialect.name != POSTGRESQL:
        return True
    return bool(connection.exec_driver_sql(f"SELECT pg_try_advisory_xact_lock({SERVERS})").scalar_one())
