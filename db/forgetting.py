"""What a person may have erased: all that is kept of them but what they did in an office."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CursorResult, delete, or_, update
from sqlmodel import Session, col, select

from db import arrivals, chat_towns, erasing, follows, talks
from db.engine import Database
from db.history import Change, note
from db.inbox import State
from db.models import (
    BlockedRow,
    ChatTownRow,
    DialogRow,
    EveningReaderRow,
    EventRow,
    EvidenceRow,
    FollowRow,
    InboxRow,
    OpinionRow,
    OutboxRow,
    QuestionRow,
    RegisterOfferRow,
    VerdictRow,
)

# Where people's ids stand: a person's private chat has their own id.
_IDS = (
    InboxRow.chat_id, OutboxRow.chat_id, DialogRow.person_id, BlockedRow.chat_id, RegisterOfferRow.person_id,
    FollowRow.person_id, EveningReaderRow.person_id, OpinionRow.person_id, ChatTownRow.chat_id,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Erased:
    """How many of each there were."""

    questions: int
    opinions: int
    follows: int


def forget(database: Database, person_id: int, person_key: str, now: datetime) -> Erased:
    """Erases a person's questions, opinions, dialogs, what they were shown, what they follow and said of
    claims, and whatever of them waits or was set aside, and notes that it was asked for, by the key. What
    they are told of next is gone, too. The roles of staff and what they published stay: they are the
    office's; wrong invitation codes stay for their day, or forgetting would give a guesser new tries."""
    with database.transaction() as session:
        erased = _erase(session, person_id, person_key, now)
        note(session, Change.FORGOTTEN, now, None, None, person=person_key)
        return erased


def forgotten(database: Database) -> list[str]:
    """The keys of all who asked to be forgotten."""
    with database.snapshot() as session:
        lines = session.exec(select(EventRow.details).where(EventRow.kind == Change.FORGOTTEN))
        return sorted({str(details["person"]) for details in lines})


def forget_again(
    database: Database, person_keys: list[str], key_of: Callable[[int], str], now: datetime
) -> None:
    """Erases anew what came back with a backup from before these people asked to be forgotten."""
    with database.transaction() as session:
        ids = {one for column in _IDS for one in session.exec(select(col(column)).distinct()) if one}
        of_key = {key_of(one): one for one in ids}
        for person_key in person_keys:
            _erase(session, of_key.get(person_key), person_key, now)
            note(session, Change.FORGOTTEN, now, None, None, person=person_key)


def _erase(session: Session, person_id: int | None, person_key: str, now: datetime) -> Erased:
    """By the key alone where the id is not known."""
    asked = session.execute(delete(QuestionRow).where(col(QuestionRow.person_key) == person_key))
    session.execute(delete(VerdictRow).where(col(VerdictRow.person_key) == person_key))
    talks.forget(session, person_key)
    reported, followed = erasing.erase_of(session, person_key, now), 0
    if person_id is not None:
        followed = follows.forget(session, person_id)
        chat_towns.forget(session, person_id)
        session.execute(delete(OutboxRow).where(col(OutboxRow.chat_id) == person_id))
        session.execute(delete(DialogRow).where(col(DialogRow.person_id) == person_id))
        arrivals.forget_loose(session, now, col(EvidenceRow.person_id) == person_id)
        session.execute(delete(RegisterOfferRow).where(col(RegisterOfferRow.person_id) == person_id))
        session.execute(delete(BlockedRow).where(col(BlockedRow.chat_id) == person_id))
        _empty_inbox(session, person_id)
    questions = asked.rowcount if isinstance(asked, CursorResult) else 0
    return Erased(questions, reported, followed)


def _empty_inbox(session: Session, person_id: int) -> None:
    """Bodies set aside, from the private chat and from groups; what is being handled empties itself."""
    aside = col(InboxRow.state).in_((State.FAILED, State.UNREADABLE))
    named = (col(InboxRow.body).contains(f'"id": {person_id}{end}') for end in ",}")
    of_them = or_(col(InboxRow.chat_id) == person_id, *named)
    session.execute(update(InboxRow).where(aside, of_them).values(body=None, chat_id=0))
