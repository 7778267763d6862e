"""The morning digest: who has it on which mornings, and of which days it tells."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from datetime import time as time_of_day
from enum import StrEnum

from knowledge.progress.workdays import is_workday

_DAY = timedelta(days=1)
# Nobody is told anything of the bot's own accord between these hours of the town.
_QUIET_FROM, _QUIET_UNTIL = time_of_day(22), time_of_day(7)


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


def awake(now: datetime, zone: tzinfo) -> datetime:
    """This moment, or the next morning's first that is no quiet hour."""
    local = now.astimezone(zone)
    if _QUIET_UNTIL <= local.time() < _QUIET_FROM:
        return now
    day = local.date() + (_DAY if local.time() >= _QUIET_FROM else timedelta())
    return datetime.combine(day, _QUIET_UNTIL, zone).astimezone(now.tzinfo)
