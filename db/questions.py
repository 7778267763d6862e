"""What was asked, without who asked it."""

from datetime import datetime

from db.engine import NewRow
from db.models import QuestionRow
from knowledge.model import ReplyKind


def remembered(text: str, kind: ReplyKind, codes: tuple[str, ...], now: datetime) -> NewRow:
    """The question with what it got."""
    return NewRow(QuestionRow, {"text": text, "kind": kind, "codes": list(codes), "asked_at": now})
