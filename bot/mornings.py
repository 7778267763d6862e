"""What the clock plans at the hour of the digest: the digests themselves, and the reminders."""

from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db import notices, records, reminders, subscriptions
from db.engine import Database, Write
from knowledge.progress.mornings import Days, span_of
from knowledge.progress.reminders import Reminder, reminders_of
from knowledge.progress.telling import awake_at


def digests(zone: ZoneInfo, day: date, now: datetime) -> Write:
    """Every morning's digest is owed, if late then with its date; the chart with today's alone."""
    spans = {days: span_of(days, day) for days in Days}
    is_today = day == now.astimezone(zone).date()
    return partial(subscriptions.owe_digests, morning=day, spans=spans, with_chart=is_today, now=now)


def remind(database: Database, zone: ZoneInfo, day: date, now: datetime) -> Write:
    """Only what today asks for: another day's reminders would count the days wrongly."""
    if day != now.astimezone(zone).date():
        return _nothing
    due: list[Reminder] = []
    for some in notices.batches_in_force(database):
        for record in records.several(database, some).values():
            due += reminders_of(record, day)
    at = awake_at(now, zone)
    return lambda session: reminders.owe(session, due, day, at)


def _nothing(session: Session) -> None:
    """Nobody is owed anything."""
