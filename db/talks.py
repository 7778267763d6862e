"""What people were last shown; who they are is known by a salted key alone, so that it can be erased."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete
from sqlmodel import Session, col, select

from db.engine import Database, NewRow
from db.models import TalkRow
from knowledge.model import Talk

PRIVATE = 0
"""The place of every private chat: the chat's own id would name the person."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody was shown, when, and in answer to which update."""

    talk: Talk
    at: datetime
    update_id: int


# Asked about questions that may lean on it.
_NEWEST = (
    select(TalkRow.shown, TalkRow.among, TalkRow.shown_at, TalkRow.update_id)
    .where(TalkRow.person_key == bindparam("person"), TalkRow.place == bindparam("place"))
    .order_by(col(TalkRow.update_id).desc())  # a tap has our time, a message Telegram's
    .limit(1)
)


def remembered(place: int, person_key: str, shown: Shown) -> NewRow:
    """What the person in that place is shown."""
    return NewRow(
        TalkRow,
        {
            "place": place, "person_key": person_key, "update_id": shown.update_id, "shown_at": shown.at,
            "shown": list(shown.talk.shown), "among": list(shown.talk.among),
        },
    )  # fmt: skip


def newest(database: Database, place: int, person_key: str) -> Shown | None:
    """What the person was last shown in that place."""
    with database.glance() as connection:
        row = connection.execute(_NEWEST, {"person": person_key, "place": place}).first()
    return Shown(Talk(_pairs(row.shown), _pairs(row.among)), row.shown_at, row.update_id) if row else None


def tidy(session: Session, before: datetime) -> None:
    """Forgets what was shown before that time."""
    session.execute(delete(TalkRow).where(col(TalkRow.shown_at) < before))


def forget(session: Session, person_key: str) -> None:
    """Erases what the person was shown anywhere; part of the caller's transaction."""
    session.execute(delete(TalkRow).where(col(TalkRow.person_key) == person_key))


def _pairs(rows: list[list[int | str]]) -> tuple[tuple[int, str], ...]:
    return tuple((int(notice_id), str(code)) for notice_id, code in rows)
