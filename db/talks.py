"""What people were last shown; who they are is known by a salted key alone, so that it can be erased."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Text, bindparam, cast, delete, literal
from sqlmodel import Session, col, select

from db.engine import NewRow
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


_NEWEST = (
    select(TalkRow)
    .where(TalkRow.person_key == bindparam("key"), TalkRow.place == bindparam("place"))
    .order_by(col(TalkRow.update_id).desc())  # a tap has our time, a message Telegram's
    .limit(1)
    .subquery()
)
# The two lists as rows of one statement, asked about every text; of the shape of dialogs.WAITING.
_SHOWN, _AMONG = "shown", "among"
SHOWN: tuple[Any, ...] = tuple(
    select(
        literal(what).label("what"),
        cast(_NEWEST.c[what], Text).label("step"),
        _NEWEST.c.update_id.label("subject_id"),
        _NEWEST.c.shown_at.label("asked_at"),
    )
    for what in (_SHOWN, _AMONG)
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


def shown_in(rows: Sequence[Any]) -> Shown | None:
    """What a person was last shown in a place, of the rows that SHOWN gives; others are passed over."""
    found = {row.what: row for row in rows if row.what in (_SHOWN, _AMONG)}
    if not found:
        return None
    shown, among = found[_SHOWN], found[_AMONG]
    return Shown(Talk(_pairs(shown.step), _pairs(among.step)), shown.asked_at, shown.subject_id)


def tidy(session: Session, before: datetime) -> None:
    """Forgets what was shown before that time."""
    session.execute(delete(TalkRow).where(col(TalkRow.shown_at) < before))


def forget(session: Session, person_key: str) -> None:
    """Erases what the person was shown anywhere; part of the caller's transaction."""
    session.execute(delete(TalkRow).where(col(TalkRow.person_key) == person_key))


def _pairs(stored: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(notice_id), str(code)) for notice_id, code in json.loads(stored))
