"""The findings that somebody works on, and what is waiting there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from knowledge.model import Closeout, Finding, Ownership, Person, Status, Step
from knowledge.progress.rules import may_work_on
from knowledge.progress.workdays import workdays_until
from knowledge.record import Located, Record


@dataclass(frozen=True, slots=True)
class DeskLine:
    """How a finding stands for who works on it. ``overdue`` counts working days beyond the deadline
    of one that is open, ``silent`` the days since its newest update, None without any;
    ``waiting`` is a step of the close-out that asks for something."""

    at: Located
    status: Status
    ownership: Ownership
    overdue: int
    silent: int | None
    waiting: Closeout | None

    @property
    def finding(self) -> Finding:
        return self.at.finding


def own(records: Iterable[Record], unit: str) -> tuple[Located, ...]:
    """The findings that a unit works on, notice by notice; a matter that several have, once."""
    return tuple(
        Located(record, finding)
        for record in records
        for finding in record.told
        if record.ownership(finding.code).unit == unit
    )


def workable(records: Sequence[Record], person: Person) -> tuple[Located, ...]:
    """The findings that somebody may post about: those of their unit, or where there are none, those of the
    first notice that are nobody's. The one that the unit posted about last comes first."""
    found = own(records, person.unit) or tuple(
        Located(record, finding)
        for record in records[:1]
        for finding in record.notice.findings
        if may_work_on(person, record.ownership(finding.code))
    )
    last = max(found, key=lambda one: _posted_at(one, person.unit), default=None)
    return tuple(sorted(found, key=lambda one: one is not last))


_NEVER = datetime.min.replace(tzinfo=UTC)


def _posted_at(one: Located, unit: str) -> datetime:
    """When the unit last posted about a finding."""
    of_unit = (update.published_at for update in one.record.updates_of(one.code) if update.unit == unit)
    return next(of_unit, _NEVER)


def desk(records: Iterable[Record], person: Person, now: datetime, zone: tzinfo) -> list[DeskLine]:
    """The findings of a person's unit, in the notices' order."""
    return [desk_line(one, now, zone) for one in own(records, person.unit)]


def desk_line(at: Located, now: datetime, zone: tzinfo) -> DeskLine:
    """How one of them stands."""
    record, finding, today = at.record, at.finding, now.astimezone(zone).date()
    ownership, status = record.ownership(finding.code), record.present_status(finding).status
    updates = record.updates_of(finding.code)
    is_late = ownership.due_on is not None and record.is_open(finding)
    late = -workdays_until(ownership.due_on, today) if ownership.due_on and is_late else 0
    step = record.closeout(finding.code)
    return DeskLine(
        at=at,
        status=status,
        ownership=ownership,
        overdue=max(late, 0),
        silent=(today - updates[0].published_at.astimezone(zone).date()).days if updates else None,
        waiting=step if step is not None and step.step is not Step.VERIFIED else None,
    )
