"""Effects happen once for an update, however often Telegram delivers it."""

from sqlmodel import Session

from db.models import EffectRow


def earlier(session: Session, update_id: int, action: str) -> EffectRow | None:
    """What this update has brought about before."""
    return session.get(EffectRow, (update_id, action))


def record(session: Session, update_id: int, action: str, subject_id: int | None = None) -> None:
    """Remembers it, in the transaction that brings it about."""
    session.add(EffectRow(update_id=update_id, action=action, subject_id=subject_id))
