"""The findings that somebody works on, and what is waiting there."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from knowledge.model import Closeout, Finding, Ownership, Person, Record, Status, Step
from knowledge.progress.rules import may_work_on
from knowledge.progress.workdays import workdays_until


@dataclass(frozen=True, slots=True)
class DeskLine:
    """How a finding stands for who works on it. ``overdue`` counts working days beyond the deadline
    of one that is open, ``silent`` the days since its newest update, None without any;
    ``waiting`` is a step of the close-out that asks for something."""

    finding: Finding
    status: Status
    ownership: Ownership
    overdue: int
    silent: int | None
    waiting: Closeout | None


def workable(record: Record, person: Person) -> tuple[str, ...]:
    """The codes that somebody may post about: those of their unit, or where there are none, nobody's."""
    own = tuple(line.code for line in record.ownerships if line.unit == person.unit)
    if own:
        return own
    findings = (one.code for one in record.notice.findings)
    return tuple(code for code in findings if may_work_on(person, record.ownership(code)))


def desk(record: Record, person: Person, now: datetime, zone: tzinfo) -> list[DeskLine]:
    """The findings of a person's unit, in the notice's order."""
    today = now.astimezone(zone).date()
    return [
        _line(record, finding, today, zone)
        for finding in record.notice.findings
        if record.ownership(finding.code).unit == person.unit
    ]


def _line(record: Record, finding: Finding, today: date, zone: tzinfo) -> DeskLine:
    ownership, status = record.ownership(finding.code), record.present_status(finding).status
    updates = record.updates_of(finding.code)
    is_late = ownership.due_on is not None and record.is_open(finding)
    late = -workdays_until(ownership.due_on, today) if ownership.due_on and is_late else 0
    step = record.closeout(finding.code)
    return DeskLine(
        finding=finding,
        status=status,
        ownership=ownership,
        overdue=max(late, 0),
        silent=(today - updates[0].published_at.astimezone(zone).date()).days if updates else None,
        waiting=step if step is not None and step.step is not Step.VERIFIED else None,
    )
