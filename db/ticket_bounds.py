"""Where one ticket ends and another begins: how much one holds, and what is the same once more."""

from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from db import evidence
from db.models import OpinionRow, OpinionWordsRow
from db.opinions import to_opinion
from knowledge.progress.opinions import MAX_WORDS, OPEN, SAME_WITHIN, is_same
from knowledge.progress.rules import MAX_FILES


def same(
    session: Session, person_key: str, text: str, matter_id: int | None, now: datetime
) -> OpinionRow | None:
    """The newest open ticket of the person's on the same matter with nearly these words."""
    lately = select(OpinionRow).where(
        OpinionRow.person_key == person_key, OpinionRow.matter_id == matter_id,
        col(OpinionRow.state).in_(OPEN), OpinionRow.received_at > now - SAME_WITHIN,
    )  # fmt: skip
    for row in session.exec(lately.order_by(col(OpinionRow.id).desc())):
        if any(is_same(text, said) for said in to_opinion(session, row).texts):
            return row
    return None


def of_the_day(session: Session, person_key: str, now: datetime) -> int:
    """How many tickets the person opened within a day, those that are held among them."""
    tickets = select(func.count()).select_from(OpinionRow).where(OpinionRow.person_key == person_key)
    return session.exec(tickets.where(OpinionRow.received_at > now - timedelta(days=1))).one()


def is_full(session: Session, row: OpinionRow, has_words: bool, has_file: bool) -> bool:
    """Whether the ticket has no room for a message with words or a place, or with a file."""
    if has_file and files_of(session, row) >= MAX_FILES:
        return True
    said = select(func.count()).select_from(OpinionWordsRow).where(OpinionWordsRow.opinion_id == row.id)
    return has_words and session.exec(said).one() >= MAX_WORDS


def files_of(session: Session, row: OpinionRow) -> int:
    return len(session.exec(evidence.of_opinion(session, row.id)).all())
