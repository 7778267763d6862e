"""Which notifications are sent next, by whom and when, and what became of them: the senders of all workers
share Telegram's limits."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, delete, func, update
from sqlmodel import Session, SQLModel, col, select

from db import news
from db.dialects import insert_new
from db.engine import Database
from db.models import BlockedRow, OutboxRow, PaceRow
from db.outbox import State
from knowledge.progress.telling import awake_at

# Telegram's limits for a bot, in seconds between messages: overall, to one person, to one group.
BETWEEN_ANY, BETWEEN_PERSON, BETWEEN_GROUP = 1 / 30, 1.0, 3.0
# What a sender has claimed and not sent by then is anybody's: it is dead.
LEASE = timedelta(seconds=60)
# So far ahead places are given away.
_AHEAD = timedelta(seconds=1)
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
# Stands for all chats together; no chat has this id.
_OVERALL = 0


@dataclass(frozen=True, slots=True)
class Owed:
    """One message to one chat."""

    id: int
    chat_id: int
    kind: str
    facts: dict[str, Any]
    tries: int


@dataclass(frozen=True, slots=True)
class Place:
    """What is owed, and when it is its turn; nobody else sends it before the claim ends."""

    owed: Owed
    at: datetime
    claimed_until: datetime


@dataclass(frozen=True, slots=True)
class Batch:
    """The places that were claimed, and when there may be more if there is none now but something is due."""

    places: tuple[Place, ...]
    next_at: datetime | None = None


def claim(database: Database, now: datetime, limit: int) -> Batch:
    """Claims what may be sent now: the oldest of each chat, so that none fills the batch, and news to
    thousands of followers after all else; nothing to chats that have blocked the bot or are paced."""
    with database.addition() as session:
        due = _due(now)
        if session.exec(select(OutboxRow.id).where(due).limit(1)).first() is None:
            return Batch(())
        overall = _overall(session)
        first = max(overall.free_at, now)
        if first > now + _AHEAD:
            return Batch((), first - _AHEAD)
        session.execute(delete(PaceRow).where(col(PaceRow.free_at) <= now, col(PaceRow.chat_id) != _OVERALL))
        rows = _heads(session, due, now, limit)
        if not rows:
            return Batch((), _next_at(session, due))
        places = tuple(
            Place(_owed(row), first + number * timedelta(seconds=BETWEEN_ANY), now + LEASE)
            for number, row in enumerate(rows)
        )
        overall.free_at = places[-1].at + timedelta(seconds=BETWEEN_ANY)
        _take(session, places)
        return Batch(places)


def hold_back(database: Database, chat_id: int, until: datetime) -> None:
    """Nothing is sent to the chat until then."""
    with database.addition() as session:
        session.execute(delete(PaceRow).where(col(PaceRow.chat_id) == chat_id))
        insert_new(session, _PACES, [{"chat_id": chat_id, "free_at": until}])


def give_back(database: Database, ids: list[int]) -> None:
    """These were claimed and are not sent: they are anybody's."""
    with database.addition() as session:
        unsent = col(OutboxRow.id).in_(ids) & (col(OutboxRow.state) == State.OWED)
        session.execute(update(OutboxRow).where(unsent).values(claimed_until=None))


def give_back_all(database: Database) -> None:
    """No other sender is left: for one who knows to be alone."""
    with database.addition() as session:
        claimed = col(OutboxRow.claimed_until).is_not(None)
        session.execute(update(OutboxRow).where(claimed).values(claimed_until=None))


def facts_now(database: Database, owed_id: int, now: datetime, zone: ZoneInfo) -> dict[str, Any] | None:
    """The facts as they stand right before sending. None for what is not to be sent, or not now: erased or
    made void since it was looked up, news that was taken back or is followed no more, news at night."""
    with database.snapshot() as session:
        row = session.get(OutboxRow, owed_id)
        if row is None or row.state != State.OWED:
            return None
        if row.kind != news.KIND:
            return row.facts
        told, tries = news.still_true(session, row, zone), row.tries
    if not told:
        _settle(database, owed_id, State.DEAD)
    elif (morning := awake_at(now, zone)) > now:
        postpone(database, owed_id, tries, morning)
    else:
        return {news.ITEMS: told}
    return None


def mark_sent(database: Database, owed_id: int) -> None:
    """Recorded at once after sending: what is recorded is never sent again."""
    _settle(database, owed_id, State.SENT)


def postpone(database: Database, owed_id: int, tries: int, not_before: datetime) -> None:
    """It is anybody's from then on."""
    with database.addition() as session:
        later = update(OutboxRow).where(col(OutboxRow.id) == owed_id)
        session.execute(later.values(tries=tries, not_before=not_before, claimed_until=None))


def bury(database: Database, owed_id: int, error: str) -> None:
    """It can never be sent; ``error`` says why."""
    _settle(database, owed_id, State.DEAD, error)


_PACES = SQLModel.metadata.tables[PaceRow.__tablename__]


def _due(now: datetime) -> ColumnElement[bool]:
    to_a_chat = col(OutboxRow.chat_id).is_not(None)
    lets_us_in = col(OutboxRow.chat_id).not_in(select(BlockedRow.chat_id))
    is_owed = (col(OutboxRow.state) == State.OWED) & (col(OutboxRow.not_before) <= now)
    return is_owed & to_a_chat & lets_us_in


def _overall(session: Session) -> PaceRow:
    """Locked: senders claim one after another."""
    insert_new(session, _PACES, [{"chat_id": _OVERALL, "free_at": _LONG_AGO}])
    return session.get_one(PaceRow, _OVERALL, with_for_update=True)


def _heads(session: Session, due: ColumnElement[bool], now: datetime, limit: int) -> list[OutboxRow]:
    is_late = case((col(OutboxRow.kind) == news.KIND, 1), else_=0)
    heads = (
        select(func.min(OutboxRow.id).label("id"), func.min(is_late).label("is_late"))
        .where(due)
        .group_by(col(OutboxRow.chat_id))
        .subquery()
    )
    claimed_until = col(OutboxRow.claimed_until)
    free = (
        select(OutboxRow)
        .join(heads, heads.c.id == col(OutboxRow.id))
        # A chat whose oldest is in somebody's hands waits for that: its order is kept.
        .where(claimed_until.is_(None) | (claimed_until <= now))
        .where(col(OutboxRow.chat_id).not_in(select(PaceRow.chat_id)))
        .order_by(heads.c.is_late, heads.c.id)
        .limit(limit)
    )
    return [*session.exec(free.with_for_update(skip_locked=True, of=OutboxRow))]


def _next_at(session: Session, due: ColumnElement[bool]) -> datetime | None:
    paced = select(func.min(PaceRow.free_at)).join(OutboxRow, col(OutboxRow.chat_id) == col(PaceRow.chat_id))
    return session.exec(paced.where(due)).one()


def _take(session: Session, places: tuple[Place, ...]) -> None:
    ids = [place.owed.id for place in places]
    claimed = update(OutboxRow).where(col(OutboxRow.id).in_(ids))
    session.execute(claimed.values(claimed_until=places[0].claimed_until))
    insert_new(session, _PACES, [_pace(place.owed.chat_id, place.at) for place in places])


def _pace(chat_id: int, at: datetime) -> dict[str, int | datetime]:
    between = BETWEEN_PERSON if chat_id > 0 else BETWEEN_GROUP
    return {"chat_id": chat_id, "free_at": at + timedelta(seconds=between)}


def _owed(row: OutboxRow) -> Owed:
    return Owed(row.id or 0, row.chat_id or 0, row.kind, row.facts, row.tries)


def _settle(database: Database, owed_id: int, state: State, error: str | None = None) -> None:
    """Of news nothing is kept: nobody need know who was told of what they follow."""
    one = col(OutboxRow.id) == owed_id
    with database.addition() as session:
        session.execute(delete(OutboxRow).where(one, col(OutboxRow.kind) == news.KIND))
        session.execute(update(OutboxRow).where(one).values(state=state, error=error))
