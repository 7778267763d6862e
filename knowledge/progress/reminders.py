"""Reminders to who works on a finding: before its deadline, on it, and every week beyond it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.model import NoticeName, Ownership
from knowledge.progress.workdays import is_workday, workdays_until
from knowledge.record import Record

# In working days: left until the deadline, between two beyond it, and beyond it until the lead is told, too.
_LEFT, _EVERY, _ESCALATED_AFTER = (7, 1, 0), 5, 10


@dataclass(frozen=True, slots=True)
class Reminder:
    """``left`` counts working days until the deadline; it is negative once that is over. ``notice`` is the
    one that tells of the finding."""

    ownership: Ownership
    left: int
    notice: NoticeName

    @property
    def is_for_the_lead(self) -> bool:
        return -self.left >= _ESCALATED_AFTER


def reminders_of(record: Record, day: date) -> Iterator[Reminder]:
    """Those of a day that this notice tells of, in its order; on a day that is no working day nobody is
    reminded. Each comes once: working days are counted, so that a deadline on a Sunday is reminded of on the
    Friday before."""
    if not is_workday(day):
        return
    for finding in record.told:
        ownership = record.ownership(finding.code)
        if ownership.due_on is None or not record.is_open(finding):
            continue
        left = workdays_until(ownership.due_on, day)
        if left in _LEFT or (left < 0 and -left % _EVERY == 0):
            yield Reminder(ownership, left, record.name)
