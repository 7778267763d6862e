"""What the bot waits for from a person in a chat: rows, so that a restart forgets nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import CompoundSelect, bindparam, literal, null, union_all
from sqlmodel import Session, col, select

from db import effects
from db.engine import Database
from db.models import DialogRow, EffectRow

# After this long an answer is no answer any more, but a new question.
PATIENCE = timedelta(minutes=30)


class Wanted(StrEnum):
    """What is waited for, and what it is about: words for a new update (a finding), other words (a draft),
    a correction or more photos (an update), a reason (a finding), an opinion (a finding, or 0), what may be
    one after it was said how to send it, more of one (asked for, or soon after it, or photos and places
    alone), the answer to one, the name of a town."""

    PROGRESS = "progress"
    REWORDING = "reword"
    CORRECTION = "correction"
    FILES = "files"
    WHY_RETURNED = "why_returned"
    WHY_REOPENED = "why_reopened"
    OPINION = "opinion_words"
    OFFERED = "opinion_offered"
    MORE = "opinion_more"
    FOLLOWING = "opinion_following"
    ENCLOSURES = "opinion_enclosures"
    REPLY = "opinion_reply"
    TOWN = "town"


# What may come unasked after an opinion; and all that may.
UNASKED = (Wanted.FOLLOWING, Wanted.ENCLOSURES)
AFTER_AN_OPINION = (Wanted.MORE, *UNASKED)


@dataclass(frozen=True, slots=True)
class Waiting:
    wanted: Wanted
    subject_id: int


# What is found either way, as rows of one statement.
_WAITED, _ANSWERED = "waited", "answered"
_WAITED_FOR = select(
    literal(_WAITED).label("what"), DialogRow.step, DialogRow.subject_id, DialogRow.asked_at
).where(DialogRow.chat_id == bindparam("chat"), DialogRow.person_id == bindparam("person"))
_ANSWERED_BY = select(literal(_ANSWERED), EffectRow.action, EffectRow.subject_id, null()).where(
    EffectRow.update_id == bindparam("update"), col(EffectRow.action).in_([*Wanted])
)
WAITING = (_WAITED_FOR, _ANSWERED_BY)
_WAITING: CompoundSelect[Any] = union_all(*WAITING)


def wait(
    database: Database, chat_id: int, person_id: int, wanted: Wanted, subject_id: int, now: datetime
) -> None:
    """The person's next words in this chat are to be what is wanted; nothing else is waited for any more."""
    with database.transaction() as session:
        wait_for(session, chat_id, person_id, wanted, subject_id, now)


def wait_for(
    session: Session, chat_id: int, person_id: int, wanted: Wanted, subject_id: int, now: datetime
) -> None:
    """What wait promises, as part of the caller's transaction."""
    session.merge(
        DialogRow(chat_id=chat_id, person_id=person_id, step=wanted, subject_id=subject_id, asked_at=now)
    )


def waiting(
    database: Database, update_id: int, chat_id: int, person_id: int, now: datetime
) -> Waiting | None:
    """What this very update, delivered again, was the answer to, whatever is waited for by now; else what is
    waited for, if that is not too long ago."""
    with database.glance() as connection:
        asked = {"chat": chat_id, "person": person_id, "update": update_id}
        return waiting_in(connection.execute(_WAITING, asked).all(), now)


def waiting_in(rows: Sequence[Any], now: datetime) -> Waiting | None:
    """What ``waiting`` promises, of the rows that WAITING gives; others are passed over."""
    by_what = {row.what: row for row in rows if row.what in (_WAITED, _ANSWERED)}
    if (done := by_what.get(_ANSWERED)) is not None:
        return Waiting(Wanted(done.step), done.subject_id)
    row = by_what.get(_WAITED)
    is_waited_for = row is not None and now - row.asked_at < PATIENCE
    return Waiting(Wanted(row.step), row.subject_id) if row is not None and is_waited_for else None


def answered(session: Session, update_id: int, person_id: int, by: Waiting | None) -> None:
    """The update is the answer; nothing more is waited for from this person. Part of the caller's
    transaction."""
    if by is not None:
        effects.record(session, update_id, by.wanted, by.subject_id)
    end_of(session, person_id)


def end_of(session: Session, person_id: int) -> None:
    """Nothing more is waited for from this person; part of the caller's transaction."""
    for row in session.exec(select(DialogRow).where(DialogRow.person_id == person_id)):
        session.delete(row)


def end(database: Database, chat_id: int, person_id: int) -> None:
    """Nothing is waited for any more."""
    with database.transaction() as session:
        if row := session.get(DialogRow, (chat_id, person_id)):
            session.delete(row)
