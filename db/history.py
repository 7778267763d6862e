"""The line of history that every change writes in its own transaction."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from db.engine import NOTED
from db.models import EventRow


def note(
    session: Session, kind: str, now: datetime, actor: int | None, subject: int | None, **details: Any
) -> None:
    session.info[NOTED] = True
    session.add(EventRow(kind=kind, actor_id=actor, subject_id=subject, details=details, happened_at=now))
