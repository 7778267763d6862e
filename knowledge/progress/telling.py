"""When people are told something of the bot's own accord: at once, but not at night; or once an evening."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

QUIET_FROM, QUIET_UNTIL, EVENING = time(22), time(7), time(19)
# Followers are counted so far.
MANY = 1000


def awake_at(now: datetime, zone: ZoneInfo) -> datetime:
    """Now, or when the night is over."""
    local = now.astimezone(zone)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return now
    return _next(QUIET_UNTIL, local)


def evening_after(now: datetime, zone: ZoneInfo) -> datetime:
    """The next hour at which the day's news is told."""
    return _next(EVENING, now.astimezone(zone))


def _next(at: time, local: datetime) -> datetime:
    day = local.date() + timedelta(days=local.time() >= at)
    return datetime.combine(day, at, local.tzinfo).astimezone(UTC)
