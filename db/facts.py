"""Read-only: the facts of a digest."""

from collections import Counter
from datetime import datetime

from sqlmodel import col, select

from db.engine import Database
from db.history import Change
from db.models import EventRow, QuestionRow, UpdateRow
from db.notices import in_force
from db.records import updates_of
from knowledge.model import AskedQuestion, ProgressUpdate, ReplyKind


def updates_between(database: Database, start: datetime, end: datetime) -> list[ProgressUpdate]:
    """What was published on the notice in force from ``start`` until before ``end``, oldest first."""
    with database.snapshot() as session:
        published = col(UpdateRow.published_at)
        return updates_of(session, in_force(session), published >= start, published < end)


def backup_failed_between(database: Database, start: datetime, end: datetime) -> bool:
    """Whether the nightly backup failed from ``start`` until before ``end``."""
    happened = col(EventRow.happened_at)
    with database.snapshot() as session:
        failed = select(EventRow.id).where(
            EventRow.kind == Change.BACKUP_FAILED, happened >= start, happened < end
        )
        return session.exec(failed.limit(1)).first() is not None


def questions_between(database: Database, start: datetime, end: datetime) -> list[AskedQuestion]:
    """What was asked from ``start`` until before ``end``; the same words with the same outcome count up."""
    with database.snapshot() as session:
        rows = session.exec(
            select(QuestionRow).where(QuestionRow.asked_at >= start, QuestionRow.asked_at < end)
        )
        asked = Counter((row.text.strip(), row.kind, tuple(row.codes)) for row in rows)
    return [
        AskedQuestion(text, ReplyKind(kind), codes, times) for (text, kind, codes), times in asked.items()
    ]
