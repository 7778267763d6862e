"""Read-only: what a digest tells of besides the record."""

from collections import Counter
from datetime import datetime

from sqlmodel import Session, col, select

from db import offers, opinions, ownerships, verdicts
from db.engine import Database
from db.history import Change
from db.models import EventRow, QuestionRow, UpdateRow
from db.notices import in_force
from db.records import updates_of
from knowledge.model import AskedQuestion, ReplyKind
from knowledge.progress.digest import Happened


def happened(database: Database, start: datetime, end: datetime, now: datetime) -> Happened:
    """What was published and asked from ``start`` until before ``end``, on the notice in force, oldest first,
    and whether a nightly backup failed from then until now; with what waits for somebody at present."""
    with database.snapshot() as session:
        published = col(UpdateRow.published_at)
        updates = updates_of(session, in_force(session), published >= start, published < end)
        return Happened(
            tuple(updates), _questions(session, start, end), ownerships.open_handovers(session),
            offers.count_open(session), tuple(opinions.open_ones(database)),
            opinions.ratings_between(database, start, end), verdicts.counts(database),
            _backup_failed(session, start, now),
        )  # fmt: skip


def _backup_failed(session: Session, start: datetime, end: datetime) -> bool:
    at = col(EventRow.happened_at)
    failed = select(EventRow.id).where(EventRow.kind == Change.BACKUP_FAILED, at >= start, at <= end)
    return session.exec(failed.limit(1)).first() is not None


def _questions(session: Session, start: datetime, end: datetime) -> tuple[AskedQuestion, ...]:
    """The same words with the same outcome count up."""
    asked_then = select(QuestionRow).where(QuestionRow.asked_at >= start, QuestionRow.asked_at < end)
    rows = session.exec(asked_then.order_by(col(QuestionRow.id)))
    asked = Counter((row.text.strip(), row.kind, tuple(row.codes)) for row in rows)
    return tuple(
        AskedQuestion(text, ReplyKind(kind), codes, times) for (text, kind, codes), times in asked.items()
    )
