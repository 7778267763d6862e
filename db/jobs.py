"""Runs of the clock's jobs: each claimed once for a day, over restarts and processes."""

from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import select

from db.engine import Database
from db.models import JobRunRow


def claim(database: Database, name: str, due_date: date, now: datetime) -> bool:
    """Whether the run is the caller's to do."""
    with database.transaction() as session:
        if session.get(JobRunRow, (name, due_date)) is not None:
            return False
        session.add(JobRunRow(name=name, due_date=due_date, claimed_at=now))
        return True


def last_claimed(database: Database, name: str) -> date | None:
    """The latest day for which the job was claimed."""
    with database.snapshot() as session:
        return session.exec(select(func.max(JobRunRow.due_date)).where(JobRunRow.name == name)).one()
