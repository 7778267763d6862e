"""How opinions are erased: taken back, forgotten with who wrote them, or settled long ago."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from db import arrivals
from db.engine import Database
from db.models import EvidenceRow, OpinionReplyRow, OpinionRow, OutboxRow
from db.opinions import by_ticket, key_of, noted, words_of
from knowledge.progress.opinions import OPEN, Standing

Ticket = tuple[int, datetime]
"""Which it is in whatever copy of a database: its id, and when it was received."""


def erase_of(session: Session, person_key: str, now: datetime) -> int:
    """Erases what a citizen reported, and says how many tickets; part of the caller's transaction."""
    theirs = session.exec(select(OpinionRow).where(OpinionRow.person_key == person_key)).all()
    _erase(session, theirs, now)
    return len(theirs)


def take_back(database: Database, opinion_id: int, person_id: int, now: datetime) -> bool:
    """Erases an open ticket for who wrote it, or what is held; whether it was there, theirs, and is none that
    was answered."""
    with database.transaction() as session:
        row = session.get(OpinionRow, opinion_id)
        if row is None or row.person_id != person_id or row.state not in OPEN | {Standing.HELD}:
            return False
        _erase(session, [row], now)
        return True


def tidy(session: Session, settled_before: datetime, held_before: datetime, now: datetime) -> None:
    """Erases what was answered so long ago, and what its author never sent after all; part of the caller's
    transaction."""
    settled = (
        col(OpinionRow.state).in_((Standing.ANSWERED, Standing.RATED)),
        OpinionRow.changed_at < settled_before,
    )
    held = (OpinionRow.state == Standing.HELD, OpinionRow.changed_at < held_before)
    for old in (settled, held):
        unerased = select(OpinionRow).where(col(OpinionRow.erased_at).is_(None), *old)
        _erase(session, session.exec(unerased).all(), now)


def erased(database: Database) -> list[Ticket]:
    with database.snapshot() as session:
        rows = session.exec(select(OpinionRow).where(col(OpinionRow.erased_at).is_not(None)))
        return [(row.id or 0, row.received_at) for row in rows]


def erase_again(database: Database, tickets: Collection[Ticket], now: datetime) -> None:
    """Erases what came back with a backup from before it was erased."""
    with database.transaction() as session:
        unerased = session.exec(select(OpinionRow).where(col(OpinionRow.erased_at).is_(None))).all()
        _erase(session, [row for row in unerased if (row.id, row.received_at) in tickets], now)


def _erase(session: Session, rows: Sequence[OpinionRow], now: datetime) -> None:
    """What remains is that there was one, when, and how far it came; an answer may tell of who asked, too.
    Of what is owed about it nothing remains."""
    for row in rows:
        for reply in by_ticket(session, OpinionReplyRow, [row.id])[row.id]:
            reply.text = ""
        for words in words_of(session, row):
            words.text, words.latitude, words.longitude = "", None, None
        row.person_id, row.person_key, row.salt, row.erased_at = None, None, "", now
        arrivals.forget_files(session, now, col(EvidenceRow.opinion_id) == row.id)
        session.execute(delete(OutboxRow).where(col(OutboxRow.key).startswith(key_of(row, ""))))
        noted(session, row, "erased", now)
