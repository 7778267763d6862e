"""Unexpected errors, counted for the admins: one message an hour, however many there are."""

from datetime import datetime, timedelta

from db import outbox
from db.engine import Database
from knowledge.model import Role


def count(database: Database, now: datetime) -> None:
    """One more in this hour, at whose end the admins hear how many."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    with database.transaction() as session:
        ends = hour + timedelta(hours=1)
        outbox.count_up(session, f"errors:{hour:%Y%m%d%H}", "errors", Role.ADMIN, ends)
