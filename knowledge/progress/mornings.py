"""The morning digest: who has it on which mornings, and of which days it tells."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from knowledge.progress.workdays import is_workday

_DAY = timedelta(days=1)


class Days(StrEnum):
    """On which mornings a supervisor has the digest."""

    WORKDAYS = "workdays"
    DAILY = "daily"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Span:
    """The days from ``first`` to ``last``."""

    first: date
    last: date


def span_of(days: Days, morning: date) -> Span | None:
    """What the digest of a morning tells of: everything since the digest before it, so that no day falls
    between two; None where there is no digest that morning."""
    if days is Days.NEVER or (days is Days.WORKDAYS and not is_workday(morning)):
        return None
    first = morning - _DAY
    while days is Days.WORKDAYS and not is_workday(first):
        first -= _DAY
    return Span(first, morning - _DAY)
