"""Who works on which matter, and until when; a matter goes to another unit when that accepts it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from db import effects, outbox, people, towns
from db.engine import Database
from db.findings import matter_of
from db.history import Change, digest, note, note_each
from db.in_force import finding_row, named_fact, present_row, present_rows, rows_in_force
from db.models import EventRow, FindingRow, HandoverRow, NoticeRow, OwnershipRow
from db.parts import to_ownership
from knowledge.model import Handover, Ownership, Person, Reassigned, Role
from knowledge.progress.permissions import Action, may
from knowledge.progress.rules import may_work_on

Value = str | date | None


class State(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    OVERTAKEN = "overtaken"


class Refused(StrEnum):
    NOT_ALLOWED = "not_allowed"
    NO_FINDING = "no_finding"
    NO_UNIT = "no_unit"
    SAME_UNIT = "same_unit"
    ALREADY_ASKED = "already_asked"
    ALREADY_DECIDED = "already_decided"


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


def ask_handover(
    database: Database, update_id: int, notice_id: int, code: str, to_unit: str, by: int, now: datetime
) -> Handover | Refused:
    """Staff ask another unit to take over what is theirs; its people are told. The same update delivered
    again gets the request it made before."""
    with database.transaction() as session:
        if made := effects.earlier(session, update_id, "handover"):
            return _handover(session, session.get_one(HandoverRow, made.subject_id))
        person, finding = people.of(session, by), finding_row(session, notice_id, code)
        if finding is None:
            return Refused.NO_FINDING
        towns.guard_finding(session, by, finding)
        if person is None or not may_work_on(person, of(session, finding)):
            return Refused.NOT_ALLOWED
        if to_unit == person.unit:
            return Refused.SAME_UNIT
        town_id = towns.of_notice(session, notice_id)
        if to_unit not in people.units(session, town_id):
            return Refused.NO_UNIT
        if _open_handover(session, matter_of(finding)) is not None:
            return Refused.ALREADY_ASKED
        row = HandoverRow(
            matter_id=matter_of(finding), from_unit=person.unit, to_unit=to_unit, state=State.ASKED,
            asked_by=by, asked_at=now,
        )  # fmt: skip
        session.add(row)
        session.flush()
        effects.record(session, update_id, "handover", row.id)
        note(session, Change.HANDOVER_ASKED, now, by, row.id, matter=row.matter_id, to=to_unit)
        facts: dict[str, Any] = {"handover": row.id, "code": code, "from": person.unit}
        facts |= {"notice_id": notice_id, "notice": named_fact(session, notice_id)}
        to = outbox.Unit(to_unit, town_id)
        outbox.owe_to_unit(session, f"handover:{row.id}", "handover_asked", facts, to, now)
        return _handover(session, row)


def decide_handover(
    database: Database, update_id: int, handover_id: int, accept: bool, by: int, now: datetime
) -> Handover | Refused:
    """Somebody of the unit that was asked says yes or no, once; who asked is told. Not where the finding has
    become another unit's meanwhile, or is not in force any more. The same tap again changes nothing."""
    with database.transaction() as session:
        row, person = session.get(HandoverRow, handover_id), people.of(session, by)
        if row is None or person is None or person.unit != row.to_unit:
            return Refused.NOT_ALLOWED
        if not towns.may_touch(session, by, towns.of_matter(session, row.matter_id)):
            return Refused.NOT_ALLOWED  # another town may have a unit of this name
        asked = _handover(session, row)
        if effects.earlier(session, update_id, "handover_decided"):
            return asked
        finding = present_row(session, row.matter_id)
        if not may(person.role, Action.POST_PROGRESS) or finding is None:
            return Refused.NOT_ALLOWED
        if row.state != State.ASKED or of(session, finding).unit not in (None, row.from_unit):
            return Refused.ALREADY_DECIDED
        row.state = State.ACCEPTED if accept else State.DECLINED
        effects.record(session, update_id, "handover_decided", row.id)
        note(session, Change.HANDOVER_DECIDED, now, by, row.id, state=row.state)
        if accept:
            put(session, finding, by, now, unit=row.to_unit, owner=None)
        facts: dict[str, Any] = {"code": asked.code, "to": row.to_unit, "accepted": accept}
        facts["notice"] = named_fact(session, finding.notice_id)
        outbox.owe(session, f"handover:{row.id}:decided", "handover_decided", facts, row.asked_by, now)
        return asked


def waiting_for(database: Database, person: Person) -> list[Handover]:
    """What others ask this person's unit to take over."""
    with database.snapshot() as session:
        waiting = open_handovers(session, person.town_id, person.role)
        return [one for one in waiting if one.to_unit == person.unit]


def open_handovers(session: Session, town_id: int | None, role: Role) -> tuple[Handover, ...]:
    """What no unit has answered yet, for those of a role in a town or in all, the oldest first."""
    asked = select(HandoverRow).where(HandoverRow.state == State.ASKED).order_by(col(HandoverRow.id))
    rows = session.exec(asked).all()
    theirs = towns.theirs(session, town_id, col(NoticeRow.town_id), role)
    found = present_rows(session, (row.matter_id for row in rows), theirs)
    return tuple(_as_it_stands(row, found[row.matter_id]) for row in rows if row.matter_id in found)


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
    for asked in session.exec(select(HandoverRow).where(HandoverRow.state == State.ASKED)):
        if asked.matter_id in given:
            asked.state = State.OVERTAKEN
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


def _open_handover(session: Session, matter_id: int) -> HandoverRow | None:
    asked = select(HandoverRow).where(HandoverRow.matter_id == matter_id, HandoverRow.state == State.ASKED)
    return session.exec(asked).first()


def _handover(session: Session, row: HandoverRow) -> Handover:
    return _as_it_stands(row, present_row(session, row.matter_id))


def _as_it_stands(row: HandoverRow, finding: FindingRow | None) -> Handover:
    """Without a code where no notice in force has the matter."""
    code, notice_id = (finding.code, finding.notice_id) if finding else ("", 0)
    return Handover(row.id or 0, code, row.from_unit, row.to_unit, notice_id)
