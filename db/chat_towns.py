"""The town whose notices come first in a chat: chosen there, else that of who works there."""

from sqlalchemy import bindparam, delete
from sqlmodel import Session, col, select

from db.engine import Database
from db.models import ChatTownRow, PersonRow

# Asked about every question.
_CHOSEN = select(ChatTownRow.town_id).where(ChatTownRow.chat_id == bindparam("chat"))
_WORKS_FOR = select(PersonRow.town_id).where(PersonRow.id == bindparam("chat"))


def of_chat(database: Database, chat_id: int) -> int | None:
    """A person's private chat has their own id."""
    with database.glance() as connection:
        chosen = connection.execute(_CHOSEN, {"chat": chat_id}).scalar()
        return chosen or connection.execute(_WORKS_FOR, {"chat": chat_id}).scalar()


def choose(database: Database, chat_id: int, town_id: int | None) -> None:
    """From now on this town comes first there, or none."""
    with database.transaction() as session:
        if town_id is None:
            forget(session, chat_id)
        else:
            session.merge(ChatTownRow(chat_id=chat_id, town_id=town_id))


def forget(session: Session, chat_id: int) -> None:
    """Nothing is chosen there; part of the caller's transaction."""
    session.execute(delete(ChatTownRow).where(col(ChatTownRow.chat_id) == chat_id))
