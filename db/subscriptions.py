"""Who has the digest on which mornings."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from db import outbox, people
from db.engine import Database
from db.history import Change, note
from db.models import BlockedRow, PersonRow, SubscriptionRow
from knowledge.model import Role
from knowledge.progress.mornings import Days, Span
from knowledge.progress.permissions import ALLOWED, Action


def choose(database: Database, person_id: int, days: Days, now: datetime) -> bool:
    """From now on the person has the digest on these days; False for who may not read it."""
    with database.transaction() as session:
        if not people.is_allowed(session, person_id, Action.READ_DIGEST):
            return False
        if _chosen(session, person_id) is not days:
            session.merge(SubscriptionRow(person_id=person_id, days=days))
            note(session, Change.SUBSCRIBED, now, person_id, person_id, days=days)
        return True


def chosen(database: Database, person_id: int) -> Days:
    """On which days the person has it: on working days, unless they have said otherwise."""
    with database.snapshot() as session:
        return _chosen(session, person_id)


def owe_digests(
    session: Session, morning: date, spans: Mapping[Days, Span | None], with_chart: bool, now: datetime
) -> None:
    """Owes the digest of a morning to all who have it that day, each of the days that theirs tells of."""
    kinds = ("digest", "digest_chart") if with_chart else ("digest",)
    for person_id, role, town_id in _readers(session):
        if span := spans[_chosen(session, person_id)]:
            facts: dict[str, Any] = {
                "morning": str(morning),
                "first": str(span.first),
                "last": str(span.last),
            }
            facts["town"] = town_id
            for kind in kinds:
                outbox.owe(session, f"{kind}:{morning}:{person_id}", kind, facts, person_id, now, role)


def _readers(session: Session) -> list[tuple[int, Role, int | None]]:
    """Town by town: a digest is made once for those who are told one after another."""
    may_read = col(PersonRow.role).in_(ALLOWED[Action.READ_DIGEST])
    reached = col(PersonRow.id).not_in(select(BlockedRow.chat_id))
    wanted = select(PersonRow.id, PersonRow.role, PersonRow.town_id).where(may_read, reached)
    rows = session.exec(wanted.order_by(col(PersonRow.town_id), col(PersonRow.id)))
    return [(person_id, Role(role), town_id) for person_id, role, town_id in rows]


def _chosen(session: Session, person_id: int) -> Days:
    row = session.get(SubscriptionRow, person_id)
    return Days(row.days) if row else Days.WORKDAYS
