"""A matter goes to another unit: its own asks, the other accepts it or does not."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from db import effects, outbox, ownerships, people, towns
from db.engine import Database
from db.findings import matter_of
from db.handover_states import HandoverState
from db.history import Change, note
from db.in_force import finding_row, named_fact, present_row, present_rows
from db.models import FindingRow, HandoverRow, NoticeRow
from knowledge.model import Handover, Person, Role
from knowledge.progress.permissions import Action, may
from knowledge.progress.rules import may_work_on


class Refused(StrEnum):
    NOT_ALLOWED = "not_allowed"
    NO_FINDING = "no_finding"
    NO_UNIT = "no_unit"
    SAME_UNIT = "same_unit"
    ALREADY_ASKED = "already_asked"
    ALREADY_DECIDED = "already_decided"


def ask(
    database: Database, update_id: int, notice_id: int, code: str, to_unit: str, by: int, now: datetime
) -> Handover | Refused:
    """Staff ask another unit to take over what is theirs; its people are told. The same update delivered
    again gets the request it made before."""
    with database.transaction() as session:
        if made := effects.earlier(session, update_id, "handover"):
            return _value(session, session.get_one(HandoverRow, made.subject_id))
        person, finding = people.of(session, by), finding_row(session, notice_id, code)
        if finding is None:
            return Refused.NO_FINDING
        towns.guard_finding(session, by, finding)
        if person is None or not may_work_on(person, ownerships.of(session, finding)):
            return Refused.NOT_ALLOWED
        if refused := _may_not_be_asked(session, finding, person, to_unit):
            return refused
        row = HandoverRow(
            matter_id=matter_of(finding), from_unit=person.unit, to_unit=to_unit, state=HandoverState.ASKED,
            asked_by=by, asked_at=now,
        )  # fmt: skip
        session.add(row)
        session.flush()
        effects.record(session, update_id, "handover", row.id)
        note(session, Change.HANDOVER_ASKED, now, by, row.id, matter=row.matter_id, to=to_unit)
        _tell(session, row, finding, now)
        return _value(session, row)


def _may_not_be_asked(session: Session, finding: FindingRow, person: Person, to_unit: str) -> Refused | None:
    if to_unit == person.unit:
        return Refused.SAME_UNIT
    if to_unit not in people.units(session, towns.of_notice(session, finding.notice_id)):
        return Refused.NO_UNIT
    asked = select(HandoverRow).where(
        HandoverRow.matter_id == matter_of(finding), HandoverRow.state == HandoverState.ASKED
    )
    return Refused.ALREADY_ASKED if session.exec(asked).first() is not None else None


def _tell(session: Session, row: HandoverRow, finding: FindingRow, now: datetime) -> None:
    """The unit that is asked hears of it."""
    notice_id = finding.notice_id
    facts: dict[str, Any] = {"handover": row.id, "code": finding.code, "from": row.from_unit}
    facts |= {"notice_id": notice_id, "notice": named_fact(session, notice_id)}
    unit = outbox.Unit(row.to_unit, towns.of_notice(session, notice_id))
    outbox.owe_to_unit(session, f"handover:{row.id}", "handover_asked", facts, unit, now)


def decide(
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
        asked = _value(session, row)
        if effects.earlier(session, update_id, "handover_decided"):
            return asked
        finding = present_row(session, row.matter_id)
        if not may(person.role, Action.POST_PROGRESS) or finding is None:
            return Refused.NOT_ALLOWED
        is_theirs_still = ownerships.of(session, finding).unit in (None, row.from_unit)
        if row.state != HandoverState.ASKED or not is_theirs_still:
            return Refused.ALREADY_DECIDED
        row.state = HandoverState.ACCEPTED if accept else HandoverState.DECLINED
        effects.record(session, update_id, "handover_decided", row.id)
        note(session, Change.HANDOVER_DECIDED, now, by, row.id, state=row.state)
        if accept:
            ownerships.put(session, finding, by, now, unit=row.to_unit, owner=None)
        facts: dict[str, Any] = {"code": asked.code, "to": row.to_unit, "accepted": accept}
        facts["notice"] = named_fact(session, finding.notice_id)
        outbox.owe(session, f"handover:{row.id}:decided", "handover_decided", facts, row.asked_by, now)
        return asked


def waiting_for(database: Database, person: Person) -> list[Handover]:
    """What others ask this person's unit to take over."""
    with database.snapshot() as session:
        waiting = open_ones(session, person.town_id, person.role)
        return [one for one in waiting if one.to_unit == person.unit]


def open_ones(session: Session, town_id: int | None, role: Role) -> tuple[Handover, ...]:
    """What no unit has answered yet, for those of a role in a town or in all, the oldest first."""
    asked = select(HandoverRow).where(HandoverRow.state == HandoverState.ASKED).order_by(col(HandoverRow.id))
    rows = session.exec(asked).all()
    theirs = towns.theirs(session, town_id, col(NoticeRow.town_id), role)
    found = present_rows(session, (row.matter_id for row in rows), theirs)
    return tuple(_as_it_stands(row, found[row.matter_id]) for row in rows if row.matter_id in found)


def _value(session: Session, row: HandoverRow) -> Handover:
    return _as_it_stands(row, present_row(session, row.matter_id))


def _as_it_stands(row: HandoverRow, finding: FindingRow | None) -> Handover:
    """Without a code where no notice in force has the matter."""
    code, notice_id = (finding.code, finding.notice_id) if finding else ("", 0)
    return Handover(row.id or 0, code, row.from_unit, row.to_unit, notice_id)
