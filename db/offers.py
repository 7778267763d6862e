"""Notices that an admin sent as a file: kept as they were read until the admin takes them, or not."""

from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from db import effects, loading, people, towns
from db.engine import Database
from db.history import Change, note
from db.models import NoticeRow, OfferRow, PersonRow
from knowledge.model import Finding, Notice, Status
from knowledge.progress.permissions import Action


class State(StrEnum):
    OPEN = "open"
    LOADED = "loaded"
    CANCELLED = "cancelled"


class Refused(StrEnum):
    """Why an offer can no longer be taken, or left."""

    GONE = "gone"
    LOADED = "loaded"
    CANCELLED = "cancelled"
    OVERTAKEN = "overtaken"
    NOT_ALLOWED = "not_allowed"


def offer(database: Database, update_id: int, notice: Notice, admin_id: int, now: datetime) -> int:
    """Keeps a notice that may be taken; the same update delivered again gets the offer it made before."""
    with database.transaction() as session:
        if made := effects.earlier(session, update_id, "offer"):
            return made.subject_id or 0
        towns.guard_notice(session, admin_id, notice)
        row = OfferRow(
            admin_id=admin_id,
            notice=_to_json(notice),
            against=loading.replaced_by(session, notice),
            state=State.OPEN,
            offered_at=now,
        )
        session.add(row)
        session.flush()
        effects.record(session, update_id, "offer", row.id)
        note(session, Change.NOTICE_OFFERED, now, admin_id, row.id)
        return row.id or 0


def take(database: Database, update_id: int, offer_id: int, admin_id: int, now: datetime) -> Notice | Refused:
    """Puts the notice in force, once: a second tap gets Refused.LOADED, the same tap delivered again the
    notice. OVERTAKEN if by now it would take another notice's place than that it was compared with."""
    with database.transaction() as session:
        row = _of(session, offer_id, admin_id)
        if isinstance(row, Refused):
            return row
        notice = _from_json(row.notice)
        if effects.earlier(session, update_id, "take"):
            return notice
        if row.state != State.OPEN:
            return Refused(row.state)
        towns.guard_notice(session, admin_id, notice)
        if row.against != loading.replaced_by(session, notice):
            return Refused.OVERTAKEN
        row.state = State.LOADED
        effects.record(session, update_id, "take", row.id)
        loading.put_in_force(session, notice, now, admin_id)
        return notice


def leave(database: Database, offer_id: int, admin_id: int, now: datetime) -> Refused | None:
    """The offer is not taken; None where that is settled now, or was before."""
    with database.transaction() as session:
        row = _of(session, offer_id, admin_id)
        if isinstance(row, Refused):
            return row
        if row.state == State.OPEN:
            row.state = State.CANCELLED
            note(session, Change.NOTICE_NOT_TAKEN, now, admin_id, row.id)
        return Refused.LOADED if row.state == State.LOADED else None


def count_open(session: Session, town_id: int | None) -> int:
    """How many have been neither taken nor left, by admins of a town or by any, but those whose place was
    taken meanwhile."""
    against = col(OfferRow.against)
    still = against.is_(None) | against.in_(select(NoticeRow.id).where(col(NoticeRow.in_force)))
    waits = select(func.count()).select_from(OfferRow).where(col(OfferRow.state) == State.OPEN, still)
    if town_id is not None:
        waits = waits.where(
            col(OfferRow.admin_id).in_(select(PersonRow.id).where(PersonRow.town_id == town_id))
        )
    return session.exec(waits).one()


def tidy(session: Session, before: datetime) -> None:
    """Forgets what was offered before that time."""
    session.execute(delete(OfferRow).where(col(OfferRow.offered_at) < before))


def _of(session: Session, offer_id: int, admin_id: int) -> OfferRow | Refused:
    """The offer of an admin, who must be one still."""
    if not people.is_allowed(session, admin_id, Action.MANAGE_NOTICES):
        return Refused.NOT_ALLOWED
    row = session.get(OfferRow, offer_id)
    return row if row is not None and row.admin_id == admin_id else Refused.GONE


def _to_json(notice: Notice) -> dict[str, Any]:
    return asdict(notice) | {"issued_on": notice.issued_on.isoformat() if notice.issued_on else None}


def _from_json(kept: dict[str, Any]) -> Notice:
    findings = (
        Finding(**finding | {"measures": tuple(finding["measures"]), "status": Status(finding["status"])})
        for finding in kept["findings"]
    )
    issued_on = date.fromisoformat(kept["issued_on"]) if kept["issued_on"] else None
    return Notice(**kept | {"issued_on": issued_on, "findings": tuple(findings)})
