"""Read-only: what a digest tells of besides the record."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from db import handovers, offers, opinions, towns, verdicts
from db.engine import Database
from db.history import Change
from db.models import EventRow, QuestionRow, UpdateRow
from db.parts import updates_of
from knowledge.model import AskedQuestion, ReplyKind, Role
from knowledge.progress.digest import Happened


def happened(
    database: Database, start: datetime, end: datetime, now: datetime, town_id: int | None = None
) -> Happened:
    """What was asked from ``start`` until before ``end``, and whether a nightly backup failed from then until
    now; with what waits for somebody at present, in a town or in all. What is of one notice is not in it."""
    with database.snapshot() as session:
        return Happened(
            questions=_questions(session, start, end, town_id),
            handovers=handovers.open_ones(session, town_id, Role.SUPERVISOR),
            offers=offers.count_open(session, town_id),
            opinions=tuple(opinions.open_ones(database, town_id)),
            grades=opinions.ratings_between(database, start, end, town_id),
            backup_failed=_backup_failed(session, start, now),
        )


def on_notices(
    database: Database, notice_ids: Collection[int], besides: Happened, start: datetime, end: datetime
) -> dict[int, Happened]:
    """By notice, the same with what was published on it in that time, the oldest first, and what people say
    of its findings."""
    with database.snapshot() as session:
        published = col(UpdateRow.published_at)
        updates = updates_of(session, notice_ids, published >= start, published < end)
    said = verdicts.counts(database, notice_ids)
    return {one: replace(besides, updates=tuple(updates[one]), verdicts=said[one]) for one in notice_ids}


def _backup_failed(session: Session, start: datetime, end: datetime) -> bool:
    at = col(EventRow.happened_at)
    failed = select(EventRow.id).where(EventRow.kind == Change.BACKUP_FAILED, at >= start, at <= end)
    return session.exec(failed.limit(1)).first() is not None


def _questions(
    session: Session, start: datetime, end: datetime, town_id: int | None
) -> tuple[AskedQuestion, ...]:
    """The same words with the same outcome count up."""
    theirs = towns.theirs(session, town_id, col(QuestionRow.town_id), Role.SUPERVISOR)
    asked_then = QuestionRow.asked_at >= start, QuestionRow.asked_at < end, theirs
    columns = select(QuestionRow.text, QuestionRow.kind, QuestionRow.codes).where(*asked_then)
    rows = session.exec(columns.order_by(col(QuestionRow.id)))
    asked = Counter((text.strip(), kind, tuple(codes)) for text, kind, codes in rows)
    return tuple(
        AskedQuestion(text, ReplyKind(kind), codes, times) for (text, kind, codes), times in asked.items()
    )
