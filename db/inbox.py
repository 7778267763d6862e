"""The intake of Telegram updates: nothing is handled, and nothing confirmed, that is not a row first."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, insert, update
from sqlmodel import Session, col, select

from db.engine import Database, Write
from db.models import EffectRow, InboxRow


class State(StrEnum):
    NEW = "new"
    DONE = "done"
    FAILED = "failed"
    UNREADABLE = "unreadable"


def accept(database: Database, bodies: dict[int, str], unreadable: dict[int, str], now: datetime) -> set[int]:
    """Stores a batch in one transaction: raw JSON by update id, those nobody can parse apart.

    Gives the ids that were not known before; one known already is being handled or was.
    """
    with database.transaction() as session:
        known = set(
            session.exec(
                select(InboxRow.update_id).where(col(InboxRow.update_id).in_([*bodies, *unreadable]))
            )
        )
        fresh = (bodies.keys() | unreadable.keys()) - known
        rows = [
            {"update_id": update_id, "body": batch[update_id], "state": state, "received_at": now}
            for state, batch in ((State.NEW, bodies), (State.UNREADABLE, unreadable))
            for update_id in fresh & batch.keys()
        ]
        if rows:
            session.execute(insert(InboxRow), rows)
        return fresh


def undone(database: Database) -> list[str]:
    """The bodies of what was accepted and not finished, in Telegram's order."""
    with database.snapshot() as session:
        waiting = select(InboxRow.body).where(InboxRow.state == State.NEW).order_by(col(InboxRow.update_id))
        return [body for body in session.exec(waiting) if body]


def finish(database: Database, ended: dict[int, str | None], writes: Iterable[Write] = ()) -> None:
    """Marks updates done and empties their bodies: they hold names, texts and invitation codes. What
    they owe besides is written in the same transaction. One that was tried in vain has an error, a kind
    of error and never people's words, and keeps its body for a while."""
    with database.transaction() as session:
        for write in writes:
            write(session)
        session.execute(
            update(InboxRow)
            .where(col(InboxRow.update_id).in_([one for one, error in ended.items() if error is None]))
            .values(state=State.DONE, body=None)
        )
        for update_id, error in ended.items():
            if error is not None:
                row = update(InboxRow).where(col(InboxRow.update_id) == update_id)
                session.execute(row.values(state=State.FAILED, error=error))


def tidy(session: Session, before: datetime) -> None:
    """Empties bodies set aside before that time, and forgets what was done before it: Telegram keeps
    an update for a day at most, so an id that old is never delivered again."""
    old = col(InboxRow.received_at) < before
    done = select(InboxRow.update_id).where(old, InboxRow.state == State.DONE)
    session.execute(delete(EffectRow).where(col(EffectRow.update_id).in_(done)))
    session.execute(delete(InboxRow).where(old, col(InboxRow.state) == State.DONE))
    session.execute(update(InboxRow).where(old).values(body=None))
