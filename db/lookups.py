"""What is asked about every text that somebody sends: one statement, as it is asked so often."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, union_all

from db import chat_towns, dialogs, follows, people, talks
from db.dialogs import Waiting
from db.engine import Database
from db.talks import Shown
from knowledge.model import Role

_LOOK: CompoundSelect[Any] = union_all(
    *dialogs.WAITING, follows.FOLLOWED, *chat_towns.HOME, people.ROLE, *talks.SHOWN
)


@dataclass(frozen=True, slots=True)
class Found:
    """What the text is waited for as, if it is, which findings its sender follows, by notice and code, which
    town comes first there, the sender's role, and what they were last shown there."""

    waiting: Waiting | None
    followed: frozenset[tuple[int, str]]
    home: int | None
    role: Role
    shown: Shown | None


@dataclass(frozen=True, slots=True)
class Sent:
    """Whose a text is, and where: ``key`` and ``place`` are those of ``talks``."""

    update_id: int
    chat_id: int
    person_id: int
    key: str
    place: int


def of_text(database: Database, text: Sent, now: datetime) -> Found:
    """As ``dialogs.waiting``, ``follows.does_follow``, ``chat_towns.of_chat`` and, of the role,
    ``people.find`` have it."""
    asked = {"update": text.update_id, "chat": text.chat_id, "person": text.person_id}
    with database.glance() as connection:
        rows = connection.execute(_LOOK, asked | {"key": text.key, "place": text.place}).all()
    return Found(
        dialogs.waiting_in(rows, now),
        follows.followed_in(rows),
        chat_towns.home_in(rows),
        people.role_in(rows),
        talks.shown_in(rows),
    )
