"""What is asked about every text that somebody sends in private: one statement, as it is asked so often."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, union_all

from db import dialogs, follows
from db.dialogs import Waiting
from db.engine import Database

_LOOK: CompoundSelect[Any] = union_all(*dialogs.WAITING, follows.FOLLOWED)


@dataclass(frozen=True, slots=True)
class Found:
    """What the text is waited for as, if it is, and which findings its sender follows, by notice and code."""

    waiting: Waiting | None
    followed: frozenset[tuple[int, str]]


def of_text(database: Database, update_id: int, chat_id: int, person_id: int, now: datetime) -> Found:
    """As ``dialogs.waiting`` and ``follows.does_follow`` have it."""
    with database.glance() as connection:
        asked = {"chat": chat_id, "person": person_id, "update": update_id}
        rows = connection.execute(_LOOK, asked).all()
    return Found(dialogs.waiting_in(rows, now), follows.followed_in(rows))
