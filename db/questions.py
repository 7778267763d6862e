"""What was asked, without who asked it."""

from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session

from db.engine import Write
from db.models import QuestionRow
from knowledge.model import ReplyKind


def remembering(text: str, kind: ReplyKind, codes: tuple[str, ...], now: datetime) -> Write:
    """The write that keeps the question with what it got."""
    row = insert(QuestionRow).values(text=text, kind=kind, codes=list(codes), asked_at=now)

    def remember(session: Session) -> None:
        session.execute(row)

    return remember
