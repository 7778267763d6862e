"""Registers that supervisors sent back: the cells that differ, until they are taken or left."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from db import effects, ownerships, people, towns
from db.engine import Database
from db.findings import finding_rows, matter_of
from db.history import Change as Noted
from db.history import note
from db.in_force import in_force, is_in_force
from db.models import FindingRow, NoticeRow, OwnershipRow, RegisterOfferRow
from db.parts import to_ownership
from knowledge.model import Ownership
from knowledge.progress.permissions import Action
from knowledge.progress.register import Change, Field, typed, value_of


class State(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    CANCELLED = "cancelled"


class Refused(StrEnum):
    """Why a register can no longer be taken, or left."""

    GONE = "gone"
    TAKEN = "taken"
    CANCELLED = "cancelled"
    OVERTAKEN = "overtaken"
    NOT_ALLOWED = "not_allowed"


Changes = tuple[Change, ...]


def offer(
    database: Database,
    update_id: int,
    notice_id: int,
    changes: Sequence[Change],
    person_id: int,
    now: datetime,
) -> int | Refused:
    """Keeps changes to findings of a notice, which may be taken; the same update delivered again gets the
    offer it made before."""
    with database.transaction() as session:
        if made := effects.earlier(session, update_id, "register"):
            return made.subject_id or 0
        if not people.is_allowed(session, person_id, Action.ASSIGN):
            return Refused.NOT_ALLOWED
        towns.guard(session, person_id, towns.of_notice(session, notice_id), _what(session, notice_id))
        row = RegisterOfferRow(
            person_id=person_id, changes=_to_json(session, notice_id, changes), state=State.OPEN,
            offered_at=now,
        )  # fmt: skip
        session.add(row)
        session.flush()
        effects.record(session, update_id, "register", row.id)
        note(session, Noted.REGISTER_OFFERED, now, person_id, row.id, cells=len(changes))
        return row.id or 0


def take(
    database: Database, update_id: int, offer_id: int, person_id: int, now: datetime
) -> Changes | Refused:
    """Makes all of the changes, once: a second tap gets Refused.TAKEN, the same tap delivered again the
    changes. OVERTAKEN, and no change at all, if a single cell is other by now than it was compared with."""
    with database.transaction() as session:
        row = _of(session, offer_id, person_id)
        if isinstance(row, Refused):
            return row
        changes = _from_json(row.changes)
        if effects.earlier(session, update_id, "register_taken"):
            return changes
        if row.state != State.OPEN:
            return Refused(row.state)
        notice_id = next((one.get("notice") for one in row.changes), None) or in_force(session) or 0
        towns.guard(session, person_id, towns.of_notice(session, notice_id), _what(session, notice_id))
        if not _make(session, row.changes, person_id, now):
            return Refused.OVERTAKEN
        row.state = State.TAKEN
        effects.record(session, update_id, "register_taken", row.id)
        note(session, Noted.REGISTER_TAKEN, now, person_id, row.id, cells=len(changes))
        return changes


def leave(database: Database, offer_id: int, person_id: int, now: datetime) -> Refused | None:
    """The register is not taken; None where that is settled now, or was before."""
    with database.transaction() as session:
        row = _of(session, offer_id, person_id)
        if isinstance(row, Refused):
            return row
        if row.state == State.OPEN:
            row.state = State.CANCELLED
            note(session, Noted.REGISTER_NOT_TAKEN, now, person_id, row.id)
        return Refused.TAKEN if row.state == State.TAKEN else None


def bring_in(database: Database, notice_id: int, changes: Sequence[Change], now: datetime) -> Refused | None:
    """The operator makes all of the changes, or, where the record is other by now, none: then OVERTAKEN."""
    with database.transaction() as session:
        if not _make(session, _to_json(session, notice_id, changes), None, now):
            return Refused.OVERTAKEN
        note(session, Noted.REGISTER_TAKEN, now, None, None, cells=len(changes))
        return None


def _what(session: Session, notice_id: int) -> str:
    row = session.get(NoticeRow, notice_id)
    return f"《{row.title}》" if row else ""


def tidy(session: Session, before: datetime) -> None:
    """Forgets what was sent back before that time."""
    session.execute(delete(RegisterOfferRow).where(col(RegisterOfferRow.offered_at) < before))


def _of(session: Session, offer_id: int, person_id: int) -> RegisterOfferRow | Refused:
    """The offer of a supervisor, who must be one still."""
    if not people.is_allowed(session, person_id, Action.ASSIGN):
        return Refused.NOT_ALLOWED
    row = session.get(RegisterOfferRow, offer_id)
    return row if row is not None and row.person_id == person_id else Refused.GONE


def _make(session: Session, kept: list[dict[str, Any]], by: int | None, now: datetime) -> bool:
    """Whether each cell had the value that it was compared with, and so has the new one."""
    findings = _findings(session, next((one.get("notice") for one in kept), None))
    owned = {row.matter_id: row for row in session.exec(select(OwnershipRow))}
    of_codes = [(str(code), [*some]) for code, some in groupby(kept, key=itemgetter("code"))]
    if not all(_is_as_compared(findings.get(code), some, owned) for code, some in of_codes):
        return False
    wanted = [
        (findings[code], {one["field"]: typed(Field(one["field"]), one["new"]) for one in some})
        for code, some in of_codes
    ]
    ownerships.put_each(session, wanted, by, now)
    return True


def _is_as_compared(
    finding: FindingRow | None, some: Sequence[dict[str, Any]], owned: Mapping[int, OwnershipRow]
) -> bool:
    if finding is None:
        return False
    matter = matter_of(finding)
    owner = to_ownership(owned[matter], finding.code) if matter in owned else Ownership(finding.code)
    return all(one["matter"] == matter and value_of(owner, Field(one["field"])) == one["old"] for one in some)


def _findings(session: Session, notice_id: int | None) -> dict[str, FindingRow]:
    """Those of a notice, by code, if it is in force; what was offered to an older version names none, and is
    of the newest."""
    notice = session.get(NoticeRow, (notice_id or in_force(session)) or 0)
    is_there = notice is not None and is_in_force(session, notice.id)
    return {row.code: row for row in finding_rows(session, notice)} if notice and is_there else {}


def _to_json(session: Session, notice_id: int, changes: Sequence[Change]) -> list[dict[str, Any]]:
    """With the notice and the matter, as the code may be another finding's in another notice."""
    findings = _findings(session, notice_id)
    return [
        asdict(one)
        | {"notice": notice_id, "matter": matter_of(findings[one.code]) if one.code in findings else None}
        for one in changes
    ]


def _from_json(kept: list[dict[str, Any]]) -> Changes:
    return tuple(Change(one["code"], Field(one["field"]), one["old"], one["new"]) for one in kept)
