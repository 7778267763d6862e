"""Which worker handles which chat, where several share the inbox: one at a time, and another one soon after
that one is dead. Time is the database's: the workers' clocks need not agree."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from sqlalchemy import DateTime, delete, func, insert, update
from sqlmodel import Session, SQLModel, col, select

from db.dialects import insert_new, notify
from db.engine import WORK, Database
from db.models import ClaimRow, WorkerRow

# So long a worker is believed to live after it was heard of last.
LEASE = timedelta(seconds=15)

_NOW = func.now(type_=DateTime(timezone=True))
# PostgreSQL takes no more than 8000 bytes.
_MOST_NAMED = 300


def register(database: Database, worker: str) -> None:
    """From now on the worker lives, and may claim."""
    with database.addition() as session:
        session.execute(insert(WorkerRow).values(id=worker, alive_until=_NOW + LEASE))


def renew(database: Database, worker: str) -> bool:
    """The worker goes on living; False if it was taken for dead, and has no chat any more."""
    with database.addition() as session:
        mine = update(WorkerRow).where(col(WorkerRow.id) == worker).values(alive_until=_NOW + LEASE)
        return session.execute(mine.returning(col(WorkerRow.id))).first() is not None


def leave(database: Database, worker: str) -> None:
    """The worker is gone, and its chats are anybody's."""
    with database.addition() as session:
        session.execute(delete(WorkerRow).where(col(WorkerRow.id) == worker))
        notify(session, WORK)


def leave_all(database: Database) -> None:
    """No worker is left: for one who knows to be alone."""
    with database.addition() as session:
        session.execute(delete(WorkerRow))


def reap(database: Database) -> int:
    """Frees the chats of the dead; says how many workers died. While the server was away nobody could say
    that they live: all are given some time to, once it is back."""
    server_up_at = func.pg_postmaster_start_time(type_=DateTime(timezone=True))
    dead = (col(WorkerRow.alive_until) < _NOW) & (server_up_at + LEASE / 2 < _NOW)
    with database.addition() as session:
        gone = session.execute(delete(WorkerRow).where(dead).returning(col(WorkerRow.id))).all()
        if gone:
            notify(session, WORK)
        return len(gone)


def take(session: Session, worker: str, chats: Iterable[int]) -> set[int]:
    """Makes those chats the worker's that are nobody's, and gives them; part of the caller's transaction."""
    # In one order, or two who take the same ones would wait for each other.
    rows = [{"chat_id": chat_id, "worker": worker} for chat_id in sorted(chats)]
    return insert_new(session, SQLModel.metadata.tables[ClaimRow.__tablename__], rows)


def held(session: Session, worker: str, chats: Collection[int]) -> set[int]:
    """Which of these chats are still the worker's, and stay so until the end of the caller's transaction."""
    mine = select(ClaimRow.chat_id).where(col(ClaimRow.worker) == worker, col(ClaimRow.chat_id).in_(chats))
    in_order = mine.order_by(col(ClaimRow.chat_id)).with_for_update(read=True)
    return set(session.exec(in_order))


def release(database: Database, worker: str, chats: Collection[int]) -> None:
    """These are the worker's no more; what came for them meanwhile is claimed anew."""
    with database.addition() as session:
        mine = (col(ClaimRow.worker) == worker) & col(ClaimRow.chat_id).in_(chats)
        session.execute(delete(ClaimRow).where(mine))


def call(session: Session, chats: Collection[int]) -> None:
    """Tells the workers that there is work for these chats; for none in particular, that some is nobody's."""
    named = ",".join(map(str, chats)) if len(chats) <= _MOST_NAMED else ""
    notify(session, WORK, named)


def called(payload: str) -> list[int]:
    """The chats that a call was for."""
    return [int(chat_id) for chat_id in payload.split(",") if chat_id]
