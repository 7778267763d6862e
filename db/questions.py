"""What was asked; who asked it is known by a salted key alone, so that it can be erased."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col

from db.engine import NewRow
from db.models import QuestionRow
from knowledge.model import ReplyKind


def remembered(text: str, kind: ReplyKind, codes: tuple[str, ...], person_key: str, now: datetime) -> NewRow:
    """The question with what it got."""
    return NewRow(
        QuestionRow,
        {"text": text, "kind": kind, "codes": list(codes), "asked_at": now, "person_key": person_key},
    )


def tidy(session: Session, before: datetime) -> None:
    """Forgets what was asked before that time."""
    session.execute(delete(QuestionRow).where(col(QuestionRow.asked_at) < before))
