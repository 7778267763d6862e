"""What was asked, without who asked it."""

from datetime import datetime

from db import effects
from db.engine import Database
from db.models import QuestionRow
from knowledge.model import ReplyKind


def remember(
    database: Database, update_id: int, text: str, kind: ReplyKind, codes: tuple[str, ...], now: datetime
) -> None:
    """Keeps the question with what it got, once for an update."""
    with database.transaction() as session:
        if effects.earlier(session, update_id, "question"):
            return
        effects.record(session, update_id, "question")
        session.add(QuestionRow(text=text, kind=kind, codes=list(codes), asked_at=now))
