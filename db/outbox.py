"""Notifications owed: rows written in the transaction that causes them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from db import follows, news, towns
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
class To:
    """Those of a role who hear what concerns a town, or what is of none, as db.towns has it; who caused it,
    ``but_not``, is left out."""

    role: Role
    town_id: int | None = None
    but_not: int | None = None


def owe_to_role(session: Session, key: str, kind: str, facts: dict[str, Any], to: To, now: datetime) -> None:
    """One row for however many have the role; the sender makes it a row a chat. ``key`` is unique: what
    is owed already is not owed twice."""
    if session.exec(select(OutboxRow.id).where(OutboxRow.key == key)).first() is None:
        row = OutboxRow(
            key=key, kind=kind, facts=facts, to_role=to.role, to_town=to.town_id, but_not=to.but_not,
            state=State.OWED, not_before=now,
        )  # fmt: skip
        session.add(row)


@dataclass(frozen=True, slots=True)
class Unit:
    """Those who work in a unit of a town; another town may have one of the same name."""

    name: str
    town_id: int | None


def owe_to_unit(
    session: Session, key: str, kind: str, facts: dict[str, Any], unit: Unit, now: datetime
) -> None:
    """One row for all who work in the unit."""
    row = OutboxRow(
        key=key, kind=kind, facts=facts, to_role=Role.STAFF, to_unit=unit.name, to_town=unit.town_id,
        state=State.OWED, not_before=now,
    )  # fmt: skip
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


def owe_to_followers(
    session: Session, key: str, item: dict[str, int], matter_id: int, now: datetime, but_not: int
) -> None:
    """One row for however many hear of the matter, as news of db.news."""
    facts = {news.ITEMS: [item]}
    row = OutboxRow(
        key=key, kind=news.KIND, facts=facts, to_matter=matter_id, but_not=but_not, state=State.OWED,
        not_before=now,
    )  # fmt: skip
    session.add(row)


def call_off(session: Session, key: str) -> None:
    """Nobody more is to get what this row owes to many; part of the caller's transaction."""
    owed = (col(OutboxRow.key) == key) & (col(OutboxRow.state) == State.OWED)
    session.execute(update(OutboxRow).where(owed).values(state=State.DEAD, error="called off"))


def hand_over(session: Session, of_town: int | None, to: int | None) -> None:
    """What is owed for a town is another's; part of the caller's transaction."""
    owed = (col(OutboxRow.to_town) == of_town) & (col(OutboxRow.state) == State.OWED)
    session.execute(update(OutboxRow).where(owed).values(to_town=to))


def expand(database: Database, now: datetime, zone: ZoneInfo) -> bool:
    """Makes one page of receivers of one fan-out row; says whether there may be more to do."""
    with database.transaction() as session:
        owed = select(OutboxRow).where(OutboxRow.state == State.OWED, OutboxRow.not_before <= now)
        query = owed.where(col(OutboxRow.chat_id).is_(None))
        # Followers may be many, and whom an office concerns is not to wait for them.
        in_turn = query.order_by(col(OutboxRow.kind) == news.KIND, col(OutboxRow.id))
        row = session.exec(in_turn.limit(1)).first()
        if row is None:
            return False
        page = _receivers(session, row)
        told = [chat_id for chat_id in page if chat_id != row.but_not]
        if row.kind == news.KIND:
            news.hand_out(session, row, told, now, zone)
        else:
            _hand_out(session, row, told, now)
        row.expanded_to = page[-1] if page else row.expanded_to
        if len(page) < PAGE:
            row.state = State.EXPANDED
        return True


def _receivers(session: Session, row: OutboxRow) -> list[int]:
    """The next page of those to whom the row is owed. Accounts of the terminal have negative ids; nothing can
    be sent to them."""
    after = max(row.expanded_to or 0, 0)
    if row.to_matter is not None:
        return follows.page(session, row.to_matter, after, PAGE)
    role = Role(row.to_role or "")
    receivers = select(PersonRow.id).where(PersonRow.role == role, col(PersonRow.id) > after)
    receivers = receivers.where(col(PersonRow.id).not_in(select(BlockedRow.chat_id)))
    if row.to_unit is not None:
        in_town = towns.who_works_in(session, row.to_town, role)
        receivers = receivers.where(PersonRow.unit == row.to_unit, in_town)
    else:
        receivers = receivers.where(towns.to_be_told(session, row.to_town, role, row.but_not))
    return [*session.exec(receivers.order_by(col(PersonRow.id)).limit(PAGE))]


def _hand_out(session: Session, row: OutboxRow, receivers: list[int], now: datetime) -> None:
    for chat_id in receivers:
        child = OutboxRow(
            key=f"{row.key}:{chat_id}", kind=row.kind, facts=row.facts, chat_id=chat_id,
            to_role=row.to_role, state=State.OWED, not_before=now,
        )  # fmt: skip
        session.add(child)


@dataclass(frozen=True, slots=True)
class Depth:
    """How many rows are owed, and since when the oldest of them might have been sent."""

    rows: int
    oldest_due: datetime | None


def depth(database: Database, now: datetime) -> Depth:
    """What is owed, to chats that have not blocked the bot."""
    with database.snapshot() as session:
        blocked = col(OutboxRow.chat_id).in_(select(BlockedRow.chat_id))
        reachable = col(OutboxRow.chat_id).is_(None) | ~blocked
        owed = select(func.count(), func.min(OutboxRow.not_before)).where(
            OutboxRow.state == State.OWED, reachable
        )
        rows, oldest = session.exec(owed).one()
        return Depth(rows, oldest if oldest and oldest <= now else None)


def block(database: Database, chat_id: int, now: datetime) -> None:
    """The chat has blocked the bot: what is owed to it is dead, and nothing more will be sent."""
    with database.transaction() as session:
        session.merge(BlockedRow(chat_id=chat_id, blocked_at=now))
        owed = (col(OutboxRow.chat_id) == chat_id) & (col(OutboxRow.state) == State.OWED)
        session.execute(delete(OutboxRow).where(owed, col(OutboxRow.kind) == news.KIND))
        session.execute(update(OutboxRow).where(owed).values(state=State.DEAD, error="blocked"))


def forget_role(session: Session, chat_id: int) -> None:
    """Who has lost their role is owed nothing of what it brought; part of the caller's transaction."""
    owed = (col(OutboxRow.chat_id) == chat_id) & (col(OutboxRow.state) == State.OWED)
    of_role = owed & col(OutboxRow.to_role).is_not(None)
    session.execute(update(OutboxRow).where(of_role).values(state=State.DEAD, error="revoked"))


def unblock(database: Database, chat_id: int) -> None:
    """The chat lets the bot speak again."""
    with database.addition() as session:
        let_in(session, {chat_id})


def let_in(session: Session, chats: Collection[int]) -> None:
    """These chats let the bot speak; part of the caller's transaction."""
    if chats:
        session.execute(delete(BlockedRow).where(col(BlockedRow.chat_id).in_(chats)))
