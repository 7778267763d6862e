"""What is asked about every text that somebody sends in private: one statement, as it is asked so often."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, union_all

from db import chat_towns, dialogs, follows
from db.dialogs import Waiting
from db.engine import Database

_LOOK: CompoundSelect[Any] = union_all(*dialogs.WAITING, follows.FOLLOWED, *chat_towns.HOME)


@dataclass(frozen=True, slots=True)
class Found:
    """What the text is waited for as, if it is, which findings its sender follows, by notice and code, and
    which town comes first there."""

    waiting: Waiting | None
    followed: frozenset[tuple[int, str]]
    home: int | None


def of_text(database: Database, update_id: int, chat_id: int, person_id: int, now: datetime) -> Found:
    """As ``dialogs.waiting``, ``follows.does_follow`` and ``chat_towns.of_chat`` have it."""
    with database.glance() as connection:
        asked = {"chat": chat_id, "person": person_id, "update": update_id}
        rows = connection.execute(_LOOK, asked).all()
    return Found(dialogs.waiting_in(rows, now), follows.followed_in(rows), chat_towns.home_in(rows))
