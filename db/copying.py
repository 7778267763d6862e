"""Everything in one database goes into another, and is compared row by row."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, inspect, select, text
from sqlalchemy.exc import DataError
from sqlmodel import SQLModel

import db.models  # noqa: F401  (fills the metadata)
from db.dialects import POSTGRESQL
from db.engine import Database
from db.migrate import VERSION_TABLE, upgrade

PAGE = 500
# Says how many rows of a table are there already.
Told = Callable[[str, int], None]


class NotEmpty(Exception):
    """There are rows in the target, or tables that are not ours; the message names one."""


class Differs(Exception):
    """A row did not come through as it was, or the target cannot hold it; the message names its table."""


@dataclass(frozen=True, slots=True)
class Copied:
    tables: int
    rows: int


def copy(source: Database, target: Database, told: Told) -> Copied:
    """Copies one state of the source, and reads back what was written before it counts: a copy that breaks
    off leaves the target empty. The source is read alone. Raises NotEmpty and Differs."""
    _expect_empty(target)
    upgrade(target)
    tables = SQLModel.metadata.sorted_tables  # what is referred to comes first
    rows = 0
    with source.snapshot() as session, target.exclusive() as to:
        of = session.connection()
        for table in tables:
            rows += fill(table, of, to, told)
            _go_on_counting(table, to)
        for table in tables:
            _compare(table, of, to)
    return Copied(len(tables), rows)


def _expect_empty(target: Database) -> None:
    with target.engine.connect() as connection:
        there = {*inspect(connection).get_table_names()} - {VERSION_TABLE}
        if strange := sorted(there - SQLModel.metadata.tables.keys()):
            raise NotEmpty(strange[0])
        for name in sorted(there):
            if connection.execute(select(SQLModel.metadata.tables[name]).limit(1)).first() is not None:
                raise NotEmpty(name)


def fill(table: Table, of: Connection, to: Connection, told: Told) -> int:
    written = 0
    for page in _in_order(table, of).partitions(PAGE):
        try:
            to.execute(insert(table), [row._asdict() for row in page])
        except DataError as failure:  # SQLite holds text with NUL, and numbers of any size
            raise Differs(table.name) from failure
        written += len(page)
        told(table.name, written)
    return written


def _compare(table: Table, of: Connection, to: Connection) -> None:
    for here, there in zip_longest(_digests(table, of), _digests(table, to)):
        if here != there:
            raise Differs(table.name)


def _digests(table: Table, connection: Connection) -> Iterator[str]:
    for row in _in_order(table, connection):
        yield _digest(row)


def _digest(row: Row[Any]) -> str:
    """Over the values as the program sees them, whichever way they are stored."""
    return hashlib.sha256(json.dumps([*row], sort_keys=True, default=str).encode()).hexdigest()


def _in_order(table: Table, connection: Connection) -> Any:
    """A table's rows by their key, read in pages; texts by their code points on either kind."""
    plain = connection.dialect.name != POSTGRESQL
    key = [one if plain or not _is_text(one) else one.collate("C") for one in table.primary_key]
    return connection.execution_options(yield_per=PAGE).execute(select(table).order_by(*key))


def _is_text(column: Any) -> bool:
    return column.type.python_type is str


def _go_on_counting(table: Table, to: Connection) -> None:
    """PostgreSQL gives numbers from a sequence, which must be past those that are taken."""
    key = table.autoincrement_column
    if to.dialect.name != POSTGRESQL or key is None:
        return
    newest = to.execute(select(func.max(key))).scalar() or 0
    sequence = to.execute(select(func.pg_get_serial_sequence(table.name, key.name))).scalar()
    if sequence and newest > 0:  # accounts of the terminal have negative ids
        to.execute(text("SELECT setval(:sequence, :newest)"), {"sequence": sequence, "newest": newest})
