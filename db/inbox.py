"""The intake of Telegram updates: nothing is handled, and nothing confirmed, that is not a row first."""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, insert, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import Session, SQLModel, col, select

from db import outbox
from db.dialects import insert_new
from db.engine import Database, NewRow
from db.models import EffectRow, InboxRow

log = logging.getLogger(__name__)


class State(StrEnum):
    NEW = "new"
    DONE = "done"
    FAILED = "failed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as it came: raw JSON, the chat whose order it keeps, whether anybody can read it, and
    whether somebody in the chat wrote or tapped."""

    update_id: int
    chat_id: int
    body: str
    readable: bool = True
    speaks: bool = False


def accept(database: Database, arrivals: Collection[Arrival], now: datetime) -> set[int]:
    """Stores a batch in one transaction; gives the ids that were not known before. One known already is
    being handled or was. A chat that speaks has not blocked the bot, whatever was noted."""
    rows = [
        {
            "update_id": arrival.update_id, "chat_id": arrival.chat_id, "body": arrival.body,
            "state": State.NEW if arrival.readable else State.UNREADABLE, "received_at": now,
        }
        for arrival in arrivals
    ]  # fmt: skip
    with database.addition() as session:
        fresh: set[int] = insert_new(session, SQLModel.metadata.tables[InboxRow.__tablename__], rows)
        outbox.let_in(session, {arrival.chat_id for arrival in arrivals if arrival.speaks})
        return fresh


@dataclass(frozen=True, slots=True)
class Depth:
    """How many rows are not done, by their state, and since when the oldest waits to be handled."""

    rows: dict[State, int]
    oldest: datetime | None


def depth(database: Database) -> Depth:
    """What is in the inbox and not done."""
    kept = (State.NEW, State.FAILED, State.UNREADABLE)
    with database.snapshot() as session:
        counted = select(InboxRow.state, func.count()).where(col(InboxRow.state).in_(kept))
        found = dict(session.exec(counted.group_by(InboxRow.state)).all())
        oldest = select(func.min(InboxRow.received_at)).where(InboxRow.state == State.NEW)
        return Depth({state: found.get(state, 0) for state in kept}, session.exec(oldest).one())


def waiting_chats(database: Database) -> list[int]:
    """The chats of what was accepted and not finished, the one that has waited longest first."""
    with database.snapshot() as session:
        waiting = select(InboxRow.chat_id).where(InboxRow.state == State.NEW, col(InboxRow.body).is_not(None))
        by_age = waiting.group_by(col(InboxRow.chat_id)).order_by(func.min(InboxRow.update_id))
        return list(session.exec(by_age))


def waiting(database: Database, chats: Collection[int], limit: int) -> list[Arrival]:
    """What was accepted of these chats and not finished, in Telegram's order."""
    with database.snapshot() as session:
        rows = select(InboxRow.update_id, InboxRow.chat_id, InboxRow.body).where(
            InboxRow.state == State.NEW,
            col(InboxRow.body).is_not(None),  # an earlier version's tidying emptied some
            col(InboxRow.chat_id).in_(chats),
        )
        in_order = rows.order_by(col(InboxRow.update_id)).limit(limit)
        return [Arrival(one, chat, body) for one, chat, body in session.exec(in_order) if body]


def finish(database: Database, ended: dict[int, str | None], rows: Iterable[NewRow] = ()) -> None:
    """Marks updates done and empties them: bodies hold names, texts and invitation codes, and a private
    chat has its person's id. What
    they owe besides is written in the same transaction. One that was tried in vain has an error, a kind
    of error and never people's words, and keeps its body for a while."""
    if not ended:
        return
    with database.addition() as session:
        by_table: dict[type[SQLModel], list[dict[str, Any]]] = defaultdict(list)
        for row in rows:
            by_table[row.table].append(row.values)
        for table, values in by_table.items():
            _insert(session, table, values)
        session.execute(
            update(InboxRow)
            .where(col(InboxRow.update_id).in_([one for one, error in ended.items() if error is None]))
            .values(state=State.DONE, body=None, chat_id=0)
        )
        for update_id, error in ended.items():
            if error is not None:
                failed = update(InboxRow).where(col(InboxRow.update_id) == update_id)
                session.execute(failed.values(state=State.FAILED, error=error))


def _insert(session: Session, table: type[SQLModel], values: list[dict[str, Any]]) -> None:
    """All at once; if the database refuses any, one by one without those: they hold up no others."""
    if _accepted(session, table, values):
        return
    for one in values:
        if not _accepted(session, table, [one]):
            log.error("a row owed to %s was refused, and left out", table.__name__)


def _accepted(session: Session, table: type[SQLModel], values: list[dict[str, Any]]) -> bool:
    try:
        with session.begin_nested():
            session.execute(insert(table), values)
    except (IntegrityError, DataError):
        return False
    return True


def tidy(session: Session, before: datetime) -> None:
    """Empties bodies set aside before that time, and forgets what was done before it: Telegram keeps
    an update for a day at most, so an id that old is never delivered again."""
    old = col(InboxRow.received_at) < before
    done = select(InboxRow.update_id).where(old, InboxRow.state == State.DONE)
    session.execute(delete(EffectRow).where(col(EffectRow.update_id).in_(done)))
    session.execute(delete(InboxRow).where(old, col(InboxRow.state) == State.DONE))
    session.execute(update(InboxRow).where(old, col(InboxRow.state) != State.NEW).values(body=None))
