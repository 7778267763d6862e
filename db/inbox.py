"""The intake of Telegram updates: nothing is handled, and nothing confirmed, that is not a row first."""

import logging
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, insert, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import Session, SQLModel, col, select

from db import claims, outbox
from db.dialects import insert_new
from db.engine import Database, NewRow
from db.models import ClaimRow, EffectRow, InboxRow

log = logging.getLogger(__name__)


class State(StrEnum):
    NEW = "new"
    DONE = "done"
    FAILED = "failed"
    UNREADABLE = "unreadable"


# An earlier version's tidying emptied some.
_WAITING = (col(InboxRow.state) == State.NEW) & col(InboxRow.body).is_not(None)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as it came: raw JSON, the chat whose order it keeps, whether anybody can read it, and
    whether somebody in the chat wrote or tapped."""

    update_id: int
    chat_id: int
    body: str
    readable: bool = True
    speaks: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of a batch where several workers share the inbox: the ids that were not known before, the
    chats that this worker has claimed with it, and of what is not finished each id's chat, of its chats."""

    fresh: set[int]
    gained: set[int]
    unfinished: dict[int, int]


def accept(database: Database, arrivals: Collection[Arrival], now: datetime) -> set[int]:
    """Stores a batch in one transaction; gives the ids that were not known before. One known already is
    being handled or was. A chat that speaks has not blocked the bot, whatever was noted."""
    with database.addition() as session:
        return _store(session, arrivals, now)


def accept_among(
    database: Database,
    arrivals: Collection[Arrival],
    now: datetime,
    worker: str,
    mine: Collection[int],
    has_room: bool,
) -> Accepted:
    """As ``accept``; besides claims those of the chats that are nobody's, while there is room, and calls the
    others for the rest. ``mine`` are the chats that the worker has."""
    others = {arrival.chat_id for arrival in arrivals if arrival.readable} - {*mine}
    with database.addition() as session:
        fresh = _store(session, arrivals, now)
        gained = claims.take(session, worker, others) if has_room else set()
        if others - gained:
            claims.call(session, others - gained if has_room else ())
        unfinished = select(InboxRow.update_id, InboxRow.chat_id).where(
            _WAITING, col(InboxRow.chat_id).in_(gained | {*mine})
        )
        return Accepted(fresh, gained, dict(session.exec(unfinished).all()))


def _store(session: Session, arrivals: Collection[Arrival], now: datetime) -> set[int]:
    rows = [
        {
            "update_id": arrival.update_id, "chat_id": arrival.chat_id, "body": arrival.body,
            "state": State.NEW if arrival.readable else State.UNREADABLE, "received_at": now,
        }
        for arrival in sorted(arrivals, key=lambda arrival: arrival.update_id)
    ]  # fmt: skip
    fresh: set[int] = insert_new(session, SQLModel.metadata.tables[InboxRow.__tablename__], rows)
    outbox.let_in(session, {arrival.chat_id for arrival in arrivals if arrival.speaks})
    return fresh


def claim(database: Database, worker: str, limit: int) -> int:
    """Makes chats that are nobody's and have waited longest the worker's, and says how many; who claims at
    the same time passes over them."""
    claimed = select(ClaimRow.chat_id).where(col(ClaimRow.chat_id) == col(InboxRow.chat_id)).exists()
    oldest = (
        select(func.min(InboxRow.update_id))
        .where(_WAITING, ~claimed)
        .group_by(col(InboxRow.chat_id))
        .order_by(func.min(InboxRow.update_id))
        .limit(limit)
    )
    heads = select(InboxRow.chat_id).where(_WAITING, col(InboxRow.update_id).in_(oldest))
    with database.addition() as session:
        free = session.exec(heads.with_for_update(skip_locked=True)).all()
        return len(claims.take(session, worker, {*free})) if free else 0


def waiting_for(database: Database, worker: str, limit: int) -> dict[int, int]:
    """Of what was accepted of the worker's chats and not finished the oldest ids, each with its chat."""
    mine = select(InboxRow.update_id, InboxRow.chat_id).join(
        ClaimRow, col(ClaimRow.chat_id) == col(InboxRow.chat_id)
    )
    in_order = mine.where(_WAITING, ClaimRow.worker == worker).order_by(col(InboxRow.update_id))
    with database.snapshot() as session:
        return dict(session.exec(in_order.limit(limit)).all())


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
        waiting = select(InboxRow.chat_id).where(_WAITING)
        by_age = waiting.group_by(col(InboxRow.chat_id)).order_by(func.min(InboxRow.update_id))
        return list(session.exec(by_age))


def waiting(database: Database, chats: Collection[int], limit: int) -> list[Arrival]:
    """What was accepted of these chats and not finished, in Telegram's order."""
    with database.snapshot() as session:
        rows = select(InboxRow.update_id, InboxRow.chat_id, InboxRow.body).where(
            _WAITING, col(InboxRow.chat_id).in_(chats)
        )
        in_order = rows.order_by(col(InboxRow.update_id)).limit(limit)
        return [Arrival(one, chat, body) for one, chat, body in session.exec(in_order) if body]


@dataclass(frozen=True, slots=True)
class Ended:
    """An update that was handled, or was tried in vain and has an error, a kind of error and never people's
    words; with what it owes besides."""

    update_id: int
    chat_id: int
    error: str | None = None
    owed: tuple[NewRow, ...] = ()


def finish(database: Database, ended: Collection[Ended], worker: str | None = None) -> None:
    """Marks updates done and empties them: bodies hold names, texts and invitation codes, and a private
    chat has its person's id. What those handled owe is written in the same transaction. One that was tried
    in vain keeps its body for a while. A chat that is the ``worker``'s no more is left to who has it now."""
    if not ended:
        return
    with database.addition() as session:
        if worker is not None:
            held = claims.held(session, worker, {one.chat_id for one in ended})
            ended = [one for one in ended if one.chat_id in held]
        done = [one for one in ended if one.error is None]
        before = _mark_done(session, {one.update_id for one in done})
        by_table: dict[type[SQLModel], list[dict[str, Any]]] = defaultdict(list)
        for row in (row for one in done if one.update_id not in before for row in one.owed):
            by_table[row.table].append(row.values)
        for table, values in by_table.items():
            _insert(session, table, values)
        for one in ended:
            if one.error is not None:
                failed = update(InboxRow).where(col(InboxRow.update_id) == one.update_id)
                session.execute(failed.values(state=State.FAILED, error=one.error))


def _mark_done(session: Session, ids: set[int]) -> set[int]:
    """Gives those that were marked before, which owe nothing more: a batch comes again where the connection
    broke at its commit."""
    these, is_done = col(InboxRow.update_id).in_(ids), col(InboxRow.state) == State.DONE
    as_done = update(InboxRow).where(these, ~is_done).values(state=State.DONE, body=None, chat_id=0)
    marked = {row.update_id for row in session.execute(as_done.returning(col(InboxRow.update_id)))}
    if marked == ids:
        return set()
    return {*session.exec(select(InboxRow.update_id).where(these, is_done))} - marked


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
