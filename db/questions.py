"""What was asked, without who asked it."""

from datetime import datetime

from db.engine import Database
from db.models import QuestionRow
from knowledge.model import ReplyKind


def remember(database: Database, text: str, kind: ReplyKind, codes: tuple[str, ...], now: datetime) -> None:
    """Keeps the question with what it got."""
    with database.transaction() as session:
        session.add(QuestionRow(text=text, kind=kind, codes=list(codes), asked_at=now))
