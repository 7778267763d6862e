"""What was asked, without who asked it."""

from datetime import datetime

from db.engine import Database
from db.models import QuestionRow


def remember(database: Database, text: str, kind: str, codes: tuple[str, ...], now: datetime) -> None:
    """``kind`` is an AnswerKind's value."""
    with database.transaction() as session:
        session.add(QuestionRow(text=text, kind=kind, codes=list(codes), asked_at=now))
