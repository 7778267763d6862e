"""What was asked, without who asked it."""

from datetime import datetime

from sqlmodel import Session

from db.models import QuestionRow
from knowledge.model import ReplyKind


def remember(session: Session, text: str, kind: ReplyKind, codes: tuple[str, ...], now: datetime) -> None:
    """Keeps the question with what it got; part of the caller's transaction."""
    session.add(QuestionRow(text=text, kind=kind, codes=list(codes), asked_at=now))
