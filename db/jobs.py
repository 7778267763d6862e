"""Runs of the clock's jobs: each claimed once for a day, over restarts and processes."""

from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import select

from db.engine import Database, Write
from db.models import JobRunRow


def run_once(database: Database, name: str, due_date: date, now: datetime, run: Write) -> bool:
    """Claims the run and does it in one transaction: a kill in between leaves it to do. False, and
    nothing done, when it was claimed before."""
    with database.transaction() as session:
        if session.get(JobRunRow, (name, due_date)) is not None:
            return False
        session.add(JobRunRow(name=name, due_date=due_date, claimed_at=now))
        run(session)
        return True


def last_claimed(database: Database, name: str) -> date | None:
    """The latest day for which the job was claimed."""
    with database.snapshot() as session:
        return session.exec(select(func.max(JobRunRow.due_date)).where(JobRunRow.name == name)).one()
