"""What the bot waits for from a person in a chat: rows, so that a restart forgets nothing."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import Session, select

from db.effects import REWORD
from db.engine import Database
from db.models import DialogRow, EffectRow

# After this long an answer is no answer any more, but a new question.
PATIENCE = timedelta(minutes=30)

# Asked about every text that anybody sends.
_WAITED_FOR = select(DialogRow.draft_id, DialogRow.asked_at).where(
    DialogRow.chat_id == bindparam("chat"), DialogRow.person_id == bindparam("person")
)


_REWORDED_BY = select(EffectRow.subject_id).where(
    EffectRow.update_id == bindparam("update"), EffectRow.action == REWORD
)


def wait_for_rewording(
    database: Database, chat_id: int, person_id: int, draft_id: int, now: datetime
) -> None:
    """The person's next text in this chat is to be the new wording of the draft."""
    with database.transaction() as session:
        session.merge(
            DialogRow(chat_id=chat_id, person_id=person_id, step="reword", draft_id=draft_id, asked_at=now)
        )


def draft_to_reword(
    database: Database, update_id: int, chat_id: int, person_id: int, now: datetime
) -> int | None:
    """The draft whose new wording is waited for, if that is not too long ago, or which this very update,
    delivered again, has reworded."""
    with database.glance() as connection:
        row = connection.execute(_WAITED_FOR, {"chat": chat_id, "person": person_id}).first()
        reworded: int | None = connection.execute(_REWORDED_BY, {"update": update_id}).scalar()
    if row is None or now - row.asked_at >= PATIENCE:
        return reworded
    return int(row.draft_id)


def end_about(session: Session, draft_id: int) -> None:
    """Nothing more is waited for about this draft; part of the caller's transaction."""
    for row in session.exec(select(DialogRow).where(DialogRow.draft_id == draft_id)):
        session.delete(row)


def end_of(session: Session, person_id: int) -> None:
    """Nothing more is waited for from this person; part of the caller's transaction."""
    for row in session.exec(select(DialogRow).where(DialogRow.person_id == person_id)):
        session.delete(row)


def end(database: Database, chat_id: int, person_id: int) -> None:
    """Nothing is waited for any more."""
    with database.transaction() as session:
        if row := session.get(DialogRow, (chat_id, person_id)):
            session.delete(row)
