"""Who works on which matter, and until when."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from db import effects, outbox, people, towns
from db.engine import Database
from db.findings import matter_of
from db.handover_states import HandoverState
from db.history import Change, digest, note_each
from db.in_force import finding_row, named_fact, rows_in_force
from db.models import EventRow, FindingRow, HandoverRow, NoticeRow, OwnershipRow
from db.parts import to_ownership
from knowledge.model import Ownership, Person, Reassigned
from knowledge.progress.permissions import Action

Value = str | date | None


class Refused(StrEnum):
    NOT_ALLOWED = "not_allowed"
    NO_FINDING = "no_finding"


def assign(
    database: Database,
    update_id: int,
    notice_id: int,
    code: str,
    unit: str | None,
    owner: str | None,
    by: int,
    now: datetime,
) -> Reassigned | Refused:
    """A supervisor says whose the finding is, if anybody's; it becomes so at once, and a unit that it is new
    to is told. The same update delivered again changes nothing, whose it may be by then."""
    with database.transaction() as session:
        finding = _assignable(session, notice_id, code, by)
        if isinstance(finding, Refused):
            return finding
        before = of(session, finding)
        if not _is_first(session, update_id, finding):
            return Reassigned(before, before)
        owned = put(session, finding, by, now, unit=unit, owner=owner)
        if unit and unit != before.unit:
            _tell(session, finding, owned, now)
        return Reassigned(before, owned)


def _tell(session: Session, finding: FindingRow, owned: Ownership, now: datetime) -> None:
    """The unit hears what is its own now."""
    notice_id = finding.notice_id
    line = session.exec(select(func.max(EventRow.id))).one()
    due_on = str(owned.due_on) if owned.due_on else None
    facts: dict[str, Any] = {"code": owned.code, "unit": owned.unit, "due_on": due_on, "notice_id": notice_id}
    facts["notice"] = named_fact(session, notice_id)
    unit = outbox.Unit(owned.unit or "", towns.of_notice(session, notice_id))
    outbox.owe_to_unit(session, f"assigned:{line}", "assigned", facts, unit, now)


def set_due(
    database: Database, update_id: int, notice_id: int, code: str, due_on: date | None, by: int, now: datetime
) -> Reassigned | Refused:
    """A supervisor sets the day until which it is to be done, or that there is none. The same update
    delivered again changes nothing."""
    with database.transaction() as session:
        finding = _assignable(session, notice_id, code, by)
        if isinstance(finding, Refused):
            return finding
        before = of(session, finding)
        if not _is_first(session, update_id, finding):
            return Reassigned(before, before)
        return Reassigned(before, put(session, finding, by, now, due_on=due_on))


def notices_of(database: Database, person: Person) -> list[int]:
    """The notices in force with matters that a person's unit works on, the newest first."""
    held = (
        select(FindingRow.notice_id)
        .join(OwnershipRow, col(OwnershipRow.matter_id) == col(FindingRow.matter_id))
        .where(OwnershipRow.unit == person.unit)
    )
    with database.snapshot() as session:
        own = towns.theirs(session, person.town_id, col(NoticeRow.town_id), person.role)
        return [row.id or 0 for row in session.exec(rows_in_force().where(col(NoticeRow.id).in_(held), own))]


def works_on(database: Database, unit: str, notice_ids: Sequence[int], code: str) -> list[int]:
    """Those of the notices in which the finding of this code is the unit's."""
    theirs = (
        select(FindingRow.notice_id)
        .join(OwnershipRow, col(OwnershipRow.matter_id) == col(FindingRow.matter_id))
        .where(FindingRow.code == code, OwnershipRow.unit == unit)
    )
    with database.snapshot() as session:
        held = {*session.exec(theirs.where(col(FindingRow.notice_id).in_(notice_ids)))}
        return [one for one in notice_ids if one in held]


def of(session: Session, finding: FindingRow) -> Ownership:
    """Who works on a finding; nobody yet, where nobody was named."""
    row = session.get(OwnershipRow, matter_of(finding))
    return to_ownership(row, finding.code) if row else Ownership(finding.code)


def put(session: Session, finding: FindingRow, by: int | None, now: datetime, **values: Value) -> Ownership:
    """What put_each promises, of one finding."""
    (row,) = put_each(session, [(finding, values)], by, now)
    return to_ownership(row, finding.code)


def put_each(
    session: Session, wanted: Sequence[tuple[FindingRow, Mapping[str, Value]]], by: int | None, now: datetime
) -> list[OwnershipRow]:
    """Sets what is named of each finding, as part of the caller's transaction. Where the unit is named, a
    request that waits has nothing to decide any more."""
    given = {matter_of(finding) for finding, values in wanted if "unit" in values}
    for asked in session.exec(select(HandoverRow).where(HandoverRow.state == HandoverState.ASKED)):
        if asked.matter_id in given:
            asked.state = HandoverState.OVERTAKEN
    rows, lines = [], []
    for finding, values in wanted:
        matter = matter_of(finding)
        row = session.get(OwnershipRow, matter) or OwnershipRow(matter_id=matter)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)
        rows.append(row)
        told = {name: str(value) for name, value in values.items() if value is not None}
        lines.append((matter, {"contents": contents_of(row), **told}))
    note_each(session, Change.ASSIGNED, now, by, lines)
    return rows


def contents_of(row: OwnershipRow) -> str:
    """A digest of who works on a matter, which history keeps; without lead and kind it is as it was before
    there were any."""
    later = (row.lead, row.kind) if row.lead or row.kind else ()
    return digest(row.matter_id, row.unit, row.owner, row.due_on, *later)


def _assignable(session: Session, notice_id: int, code: str, by: int) -> FindingRow | Refused:
    if not people.is_allowed(session, by, Action.ASSIGN):
        return Refused.NOT_ALLOWED
    finding = finding_row(session, notice_id, code)
    if finding is None:
        return Refused.NO_FINDING
    towns.guard_finding(session, by, finding)
    return finding


def _is_first(session: Session, update_id: int, finding: FindingRow) -> bool:
    """Whether the update has assigned nothing before, as it does now."""
    if effects.earlier(session, update_id, "assigned"):
        return False
    effects.record(session, update_id, "assigned", finding.id)
    return True
