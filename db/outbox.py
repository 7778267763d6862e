"""Notifications owed: rows written in the transaction that causes them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from db.engine import Database
from db.models import BlockedRow, OutboxRow, PersonRow
from knowledge.model import Role

PAGE = 500


class State(StrEnum):
    OWED = "owed"
    EXPANDED = "expanded"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Owed:
    """One message to one chat."""

    id: int
    chat_id: int
    kind: str
    facts: dict[str, Any]
    tries: int


def owe_to_role(
    session: Session,
    key: str,
    kind: str,
    facts: dict[str, Any],
    role: Role,
    now: datetime,
    but_not: int | None = None,
) -> None:
    """One row for however many have the role; the sender makes it a row a chat. ``key`` is unique: what
    is owed already is not owed twice. Who caused it, ``but_not``, is left out."""
    if session.exec(select(OutboxRow.id).where(OutboxRow.key == key)).first() is None:
        row = OutboxRow(
            key=key, kind=kind, facts=facts, to_role=role, but_not=but_not, state=State.OWED, not_before=now
        )
        session.add(row)


def owe_to_unit(
    session: Session, key: str, kind: str, facts: dict[str, Any], unit: str, now: datetime
) -> None:
    """One row for all who work in the unit."""
    row = OutboxRow(
        key=key, kind=kind, facts=facts, to_role=Role.STAFF, to_unit=unit, state=State.OWED, not_before=now
    )
    session.add(row)


def owe(
    session: Session,
    key: str,
    kind: str,
    facts: dict[str, Any],
    person_id: int,
    now: datetime,
    for_role: Role | None = None,
) -> None:
    """To one person; nothing can be sent to the terminal's accounts. What is owed ``for_role`` is not sent to
    who has lost it."""
    if person_id > 0:
        row = OutboxRow(
            key=key, kind=kind, facts=facts, chat_id=person_id, to_role=for_role, state=State.OWED,
            not_before=now,
        )  # fmt: skip
        session.add(row)


def count_up(session: Session, key: str, kind: str, to: Role, not_before: datetime) -> None:
    """Owes a role one word of however many times something happened until then; the facts hold ``count``."""
    row = session.exec(select(OutboxRow).where(OutboxRow.key == key)).first()
    if row is None:
        session.add(
            OutboxRow(
                key=key, kind=kind, facts={"count": 1}, to_role=to, state=State.OWED, not_before=not_before
            )
        )
    elif row.state == State.OWED:
        row.facts = {"count": row.facts["count"] + 1}


def expand(database: Database, now: datetime) -> bool:
    """Makes one page of receivers of one fan-out row; says whether there may be more to do."""
    with database.transaction() as session:
        owed = select(OutboxRow).where(OutboxRow.state == State.OWED, OutboxRow.not_before <= now)
        query = owed.where(col(OutboxRow.chat_id).is_(None))
        row = session.exec(query.order_by(col(OutboxRow.id)).limit(1)).first()
        if row is None:
            return False
        # Accounts of the terminal have negative ids; nothing can be sent to them.
        after = max(row.expanded_to or 0, 0)
        receivers = select(PersonRow.id).where(PersonRow.role == row.to_role, col(PersonRow.id) > after)
        receivers = receivers.where(col(PersonRow.id).not_in(select(BlockedRow.chat_id)))
        if row.to_unit is not None:
            receivers = receivers.where(PersonRow.unit == row.to_unit)
        page = session.exec(receivers.order_by(col(PersonRow.id)).limit(PAGE)).all()
        for chat_id in page:
            if chat_id == row.but_not:
                continue
            child = OutboxRow(
                key=f"{row.key}:{chat_id}", kind=row.kind, facts=row.facts, chat_id=chat_id,
                to_role=row.to_role, state=State.OWED, not_before=now,
            )  # fmt: skip
            session.add(child)
        row.expanded_to = page[-1] if page else row.expanded_to
        if len(page) < PAGE:
            row.state = State.EXPANDED
        return True


def due(database: Database, now: datetime, limit: int) -> list[Owed]:
    """What may be sent now: the oldest of each chat, so that none fills the batch, but nothing to chats
    that have blocked the bot."""
    with database.snapshot() as session:
        blocked = select(BlockedRow.chat_id)
        oldest = (
            select(func.min(OutboxRow.id))
            .where(OutboxRow.state == State.OWED, OutboxRow.not_before <= now)
            .where(col(OutboxRow.chat_id).is_not(None), col(OutboxRow.chat_id).not_in(blocked))
            .group_by(col(OutboxRow.chat_id))
            .order_by(func.min(OutboxRow.id))
            .limit(limit)
        )
        rows = session.exec(
            select(OutboxRow).where(col(OutboxRow.id).in_(oldest)).order_by(col(OutboxRow.id))
        )
        return [Owed(row.id or 0, row.chat_id or 0, row.kind, row.facts, row.tries) for row in rows]


def mark_sent(database: Database, owed_id: int) -> None:
    """Recorded at once after sending: what is recorded is never sent again."""
    _set(database, owed_id, state=State.SENT)


def postpone(database: Database, owed_id: int, tries: int, not_before: datetime) -> None:
    _set(database, owed_id, tries=tries, not_before=not_before)


def bury(database: Database, owed_id: int, error: str) -> None:
    """It can never be sent; ``error`` says why."""
    _set(database, owed_id, state=State.DEAD, error=error)


def block(database: Database, chat_id: int, now: datetime) -> None:
    """The chat has blocked the bot: what is owed to it is dead, and nothing more will be sent."""
    with database.transaction() as session:
        session.merge(BlockedRow(chat_id=chat_id, blocked_at=now))
        owed = (col(OutboxRow.chat_id) == chat_id) & (col(OutboxRow.state) == State.OWED)
        session.execute(update(OutboxRow).where(owed).values(state=State.DEAD, error="blocked"))


def forget_role(session: Session, chat_id: int) -> None:
    """Who has lost their role is owed nothing of what it brought; part of the caller's transaction."""
    owed = (col(OutboxRow.chat_id) == chat_id) & (col(OutboxRow.state) == State.OWED)
    of_role = owed & col(OutboxRow.to_role).is_not(None)
    session.execute(update(OutboxRow).where(of_role).values(state=State.DEAD, error="revoked"))


def unblock(database: Database, chat_id: int) -> None:
    """The chat lets the bot speak again."""
    with database.transaction() as session:
        let_in(session, {chat_id})


def let_in(session: Session, chats: Collection[int]) -> None:
    """These chats let the bot speak; part of the caller's transaction."""
    if chats:
        session.execute(delete(BlockedRow).where(col(BlockedRow.chat_id).in_(chats)))


def _set(database: Database, owed_id: int, **values: Any) -> None:
    with database.transaction() as session:
        session.execute(update(OutboxRow).where(col(OutboxRow.id) == owed_id).values(**values))
