"""Close-outs: who works on a finding proposes, another verifies or returns; later it may be re-opened."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import func
from sqlmodel import Session, col, select

from db import dialogs, effects, evidence, news, outbox, ownerships, people, towns
from db.dialogs import Waiting
from db.engine import Database
from db.evidence import USABLE, State
from db.findings import matter_of
from db.history import Change, digest, note
from db.in_force import finding_row, named_fact, present_rows
from db.models import CloseoutRow, FindingRow, NoticeRow
from db.parts import to_closeout
from knowledge.model import Closeout, Person, Role, Step
from knowledge.progress.permissions import Action, may
from knowledge.progress.rules import NotNow, may_follow, may_work_on


class Refused(StrEnum):
    NOT_ALLOWED = "not_allowed"
    NO_FINDING = "no_finding"


def take_step(
    database: Database,
    update_id: int,
    notice_id: int,
    code: str,
    step: Step,
    person_id: int,
    now: datetime,
    reason: str | None = None,
    answers: Waiting | None = None,
) -> Closeout | Refused | NotNow:
    """Takes the step, if it may follow the newest one and this person may take it; those whom it concerns
    are told. The same update delivered again gets the step it took before."""
    with database.transaction() as session:
        if made := effects.earlier(session, update_id, "closeout"):
            return to_closeout(session.get_one(CloseoutRow, made.subject_id), code, notice_id)
        finding = finding_row(session, notice_id, code)
        if finding is None:
            return Refused.NO_FINDING
        person = _taker(session, step, person_id, finding)
        if person is None:
            return Refused.NOT_ALLOWED
        before = _newest(session, finding)
        if not_now := may_follow(step, before, person_id, _is_shown(session, step, finding)):
            return not_now
        row = _taken(session, step, finding, person, reason, now)
        effects.record(session, update_id, "closeout", row.id)
        dialogs.answered(session, update_id, person_id, answers)
        note(session, Change.CLOSEOUT, now, person_id, row.id, contents=contents_of(row))
        _tell(session, row, finding, before, now)
        return to_closeout(row, code, notice_id)


def pending(database: Database, town_id: int | None = None) -> list[Closeout]:
    """The proposals that nobody has decided yet, for the supervisors of a town or of all, each as the notice
    has it that tells of its matter, the oldest first."""
    newest = select(func.max(CloseoutRow.id)).group_by(col(CloseoutRow.matter_id))
    proposed = select(CloseoutRow).where(col(CloseoutRow.id).in_(newest), CloseoutRow.step == Step.PROPOSED)
    with database.snapshot() as session:
        rows = session.exec(proposed.order_by(col(CloseoutRow.id))).all()
        theirs = towns.theirs(session, town_id, col(NoticeRow.town_id), Role.SUPERVISOR)
        found = present_rows(session, (row.matter_id for row in rows), theirs)
        told = ((row, found[row.matter_id]) for row in rows if row.matter_id in found)
        return [to_closeout(row, finding.code, finding.notice_id) for row, finding in told]


def last_proposal(database: Database, notice_id: int, code: str) -> int:
    """The newest proposal to close a finding, decided or not; 0 without any."""
    with database.snapshot() as session:
        finding = finding_row(session, notice_id, code)
        of_matter = select(func.max(CloseoutRow.id)).where(
            CloseoutRow.matter_id == (matter_of(finding) if finding else 0), CloseoutRow.step == Step.PROPOSED
        )
        return session.exec(of_matter).one() or 0


def contents_of(row: CloseoutRow) -> str:
    """A digest of a step, which history keeps."""
    return digest(row.matter_id, row.step, row.person_id, row.unit, row.reason, row.taken_at)


def _taker(session: Session, step: Step, person_id: int, finding: FindingRow) -> Person | None:
    """Who takes the step, if they may, as the transaction sees them. Raises OtherTown."""
    towns.guard_finding(session, person_id, finding)
    person = people.of(session, person_id)
    return person if person is not None and _may_take(session, step, person, finding) else None


def _may_take(session: Session, step: Step, person: Person, finding: FindingRow) -> bool:
    if step is Step.PROPOSED:
        return may_work_on(person, ownerships.of(session, finding))
    return may(person.role, Action.REVIEW)


def _taken(
    session: Session, step: Step, finding: FindingRow, person: Person, reason: str | None, now: datetime
) -> CloseoutRow:
    row = CloseoutRow(
        matter_id=matter_of(finding), step=step, person_id=person.id, unit=person.unit, reason=reason,
        taken_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _is_shown(session: Session, step: Step, finding: FindingRow) -> bool:
    """Whether there is evidence. What is still to be fetched will do for a proposal; who verifies must have
    been able to see it."""
    fetched = (State.KEPT,) if step is Step.VERIFIED else USABLE
    return evidence.is_there(session, finding, *fetched)


def _newest(session: Session, finding: FindingRow) -> Closeout | None:
    of_matter = select(CloseoutRow).where(CloseoutRow.matter_id == matter_of(finding))
    row = session.exec(of_matter.order_by(col(CloseoutRow.id).desc()).limit(1)).first()
    return to_closeout(row, finding.code, finding.notice_id) if row else None


def _tell(
    session: Session, row: CloseoutRow, finding: FindingRow, before: Closeout | None, now: datetime
) -> None:
    """A proposal concerns the supervisors, what became of it who proposed, a re-opening who works on it; that
    it is closed, or open again, all who follow it."""
    facts = {
        "code": finding.code, "step": row.step, "unit": row.unit, "reason": row.reason,
        "notice_id": finding.notice_id, "notice": named_fact(session, finding.notice_id),
    }  # fmt: skip
    key = f"closeout:{row.id}"
    if row.step in (Step.VERIFIED, Step.REOPENED):
        item = {news.CLOSEOUT: row.id or 0}
        outbox.owe_to_followers(session, f"{key}:followers", item, row.matter_id, now, row.person_id)
    if row.step == Step.PROPOSED:
        to = outbox.To(Role.SUPERVISOR, towns.of_notice(session, finding.notice_id), row.person_id)
        outbox.owe_to_role(session, key, "closeout", facts, to, now)
    elif before is not None and before.step is Step.PROPOSED:
        outbox.owe(session, key, "closeout", facts, before.person_id, now)
    else:
        proposed = select(CloseoutRow.person_id).where(
            CloseoutRow.matter_id == row.matter_id, CloseoutRow.step == Step.PROPOSED
        )
        proposer = session.exec(proposed.order_by(col(CloseoutRow.id).desc()).limit(1)).first()
        if proposer is not None:
            outbox.owe(session, key, "closeout", facts, proposer, now)
