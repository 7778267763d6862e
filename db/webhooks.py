"""Which webhook was set at Telegram: of all workers of a database one sets it, once."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import col, select

from db.engine import Database
from db.models import JobRunRow

# Rows among the claimed jobs; a mark, which tells one setting from another, follows the name.
_SET, _CLAIM = "webhook set ", "webhook claimed "
# Whoever has claimed it and is not ready by then has died; a call to Telegram is given up sooner.
LEASE = timedelta(minutes=2)


def is_set(database: Database, mark: str) -> bool:
    """Whether this setting was the last that was set."""
    with database.snapshot() as session:
        rows = select(JobRunRow.name).where(col(JobRunRow.name).startswith(_SET))
        return session.exec(rows).all() == [_SET + mark]


def claim(database: Database, mark: str, now: datetime) -> bool:
    """Whether it is the caller's to set it: nobody else is about to."""
    claims = col(JobRunRow.name).startswith(_CLAIM)
    with database.transaction() as session:
        if session.exec(select(JobRunRow).where(claims, JobRunRow.claimed_at > now - LEASE)).first():
            return False
        session.execute(delete(JobRunRow).where(claims))
        session.add(JobRunRow(name=_CLAIM + mark, due_date=now.date(), claimed_at=now))
        return True


def release(database: Database) -> None:
    """The claim ends; whoever comes next may take it."""
    with database.addition() as session:
        session.execute(delete(JobRunRow).where(col(JobRunRow.name).startswith(_CLAIM)))


def note_set(database: Database, mark: str, now: datetime) -> None:
    """The setting is Telegram's now, and no other is."""
    with database.transaction() as session:
        session.execute(delete(JobRunRow).where(col(JobRunRow.name).startswith(_SET)))
        session.add(JobRunRow(name=_SET + mark, due_date=now.date(), claimed_at=now))
