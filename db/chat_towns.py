"""The town whose notices come first in a chat: chosen there, else that of who works there."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CompoundSelect, bindparam, delete, literal, null, union_all
from sqlmodel import Session, col, select

from db import dialogs, effects
from db.dialogs import Waiting
from db.engine import Database
from db.models import ChatTownRow, PersonRow

# What is found either way, as rows of one statement, asked about every question; of the shape of
# dialogs.WAITING. A person's private chat has their own id.
_CHOSEN, _WORKS_FOR = "chosen", "works_for"
HOME: tuple[Any, ...] = (
    select(
        literal(_CHOSEN).label("what"),
        null().label("step"),
        col(ChatTownRow.town_id).label("subject_id"),
        null(),
    ).where(ChatTownRow.chat_id == bindparam("chat")),
    select(literal(_WORKS_FOR), null(), PersonRow.town_id, null()).where(PersonRow.id == bindparam("chat")),
)
_HOME: CompoundSelect[Any] = union_all(*HOME)


def of_chat(database: Database, chat_id: int) -> int | None:
    with database.glance() as connection:
        return home_in(connection.execute(_HOME, {"chat": chat_id}).all())


def home_in(rows: Sequence[Any]) -> int | None:
    """What ``of_chat`` promises, of the rows that HOME gives; others are passed over."""
    found = {row.what: row.subject_id for row in rows if row.what in (_CHOSEN, _WORKS_FOR)}
    return found.get(_CHOSEN) or found.get(_WORKS_FOR)


def choose(database: Database, chat_id: int, town_id: int | None) -> None:
    """From now on this town comes first there, or none."""
    with database.transaction() as session:
        _choose(session, chat_id, town_id)


def choose_named(
    database: Database, update_id: int, chat_id: int, person_id: int, town_id: int | None, by: Waiting
) -> None:
    """The same where its name was waited for; the same update delivered again changes nothing."""
    with database.transaction() as session:
        if not effects.earlier(session, update_id, by.wanted):
            _choose(session, chat_id, town_id)
            dialogs.answered(session, update_id, person_id, by)


def _choose(session: Session, chat_id: int, town_id: int | None) -> None:
    if town_id is None:
        forget(session, chat_id)
    else:
        session.merge(ChatTownRow(chat_id=chat_id, town_id=town_id))


def forget(session: Session, chat_id: int) -> None:
    """Nothing is chosen there; part of the caller's transaction."""
    session.execute(delete(ChatTownRow).where(col(ChatTownRow.chat_id) == chat_id))
