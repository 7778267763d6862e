"""Opinions of citizens: which there are, and who hears of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from db import evidence, outbox, people, towns
from db.engine import Database
from db.evidence import Kept, Kind, State
from db.history import Change, digest, note
from db.in_force import named_fact, present_rows
from db.models import EvidenceRow, FindingRow, OpinionReplyRow, OpinionRow, OpinionWordsRow
from knowledge.model import Person, Role
from knowledge.progress.opinions import (
    OPEN,
    Grade,
    Opinion,
    OpinionReply,
    Place,
    Standing,
    masked,
    may_handle,
)

_Part = TypeVar("_Part", OpinionWordsRow, OpinionReplyRow)
_TICKETS = (Standing.RECEIVED, Standing.FORWARDED, Standing.ANSWERED, Standing.RATED)


def of(database: Database, person_id: int) -> list[Opinion]:
    """The tickets of a citizen, the newest first."""
    with database.snapshot() as session:
        return _opinions(session, col(OpinionRow.person_id) == person_id)[::-1]


def own(database: Database, opinion_id: int, person_id: int) -> Opinion | None:
    """A ticket, for who wrote it."""
    with database.snapshot() as session:
        row = session.get(OpinionRow, opinion_id)
        return to_opinion(session, row) if row and row.person_id == person_id else None


def open_ones(database: Database, town_id: int | None = None) -> list[Opinion]:
    """The tickets that wait for an answer by the supervisors of a town, or all, the oldest first."""
    with database.snapshot() as session:
        theirs = towns.theirs(session, town_id, col(OpinionRow.town_id), Role.SUPERVISOR)
        return _opinions(session, col(OpinionRow.state).in_(OPEN) & theirs)


def concerning(database: Database, person: Person) -> list[Opinion]:
    """The open tickets that this person may answer, the oldest first."""
    with database.snapshot() as session:
        theirs = towns.theirs(session, person.town_id, col(OpinionRow.town_id), person.role)
        found = _opinions(session, col(OpinionRow.state).in_(OPEN) & theirs)
    return [one for one in found if may_handle(person, one.unit)]


def may_answer(session: Session, person: Person, row: OpinionRow) -> bool:
    """Whether the ticket is this person's to answer; another town may have a unit of the same name."""
    return may_handle(person, row.unit) and towns.may_touch(session, person.id, row.town_id)


def ratings_between(
    database: Database, start: datetime, end: datetime, town_id: int | None = None
) -> Counter[Grade]:
    """How often each grade was given, in a town or in all, from ``start`` until before ``end``."""
    graded = col(OpinionReplyRow.graded_at)
    given = select(OpinionReplyRow.grade).where(graded >= start, graded < end)
    if town_id is not None:
        given = given.join(OpinionRow).where(OpinionRow.town_id == town_id)
    with database.snapshot() as session:
        return Counter(Grade(grade) for grade in session.exec(given) if grade)


@dataclass(frozen=True, slots=True)
class Shown:
    """A ticket as who may answer it sees it, with what it came with."""

    opinion: Opinion
    files: tuple[Kept, ...]


def for_staff(database: Database, opinion_id: int, person_id: int) -> Shown | None:
    """A ticket that this person may answer, or could have; None where it is not theirs, or erased."""
    with database.snapshot() as session:
        return _shown(session, session.get(OpinionRow, opinion_id), person_id)


def numbered(database: Database, number: str, person_id: int) -> Shown | None:
    """The same by its number; None also of who wrote it."""
    with database.snapshot() as session:
        row = session.exec(select(OpinionRow).where(OpinionRow.number == number)).first()
        return _shown(session, row, person_id) if row and row.person_id != person_id else None


def _shown(session: Session, row: OpinionRow | None, person_id: int) -> Shown | None:
    person = people.of(session, person_id)
    if row is None or person is None or row.erased_at is not None or row.state not in _TICKETS:
        return None
    if not may_answer(session, person, row):
        return None
    kept = evidence.of_opinion(session, row.id).where(EvidenceRow.state == State.KEPT)
    files = (Kept(one.id or 0, Kind(one.kind), one.sha256 or "", one.name) for one in session.exec(kept))
    return Shown(to_opinion(session, row), tuple(files))


def to_opinion(session: Session, row: OpinionRow) -> Opinion:
    (opinion,) = _gathered(session, [row])
    return opinion


def _gathered(session: Session, rows: Sequence[OpinionRow]) -> list[Opinion]:
    """With all that belongs to them, in as many queries for a thousand as for one."""
    ids, matters = [row.id for row in rows], {row.matter_id for row in rows if row.matter_id}
    words = by_ticket(session, OpinionWordsRow, ids)
    replies = by_ticket(session, OpinionReplyRow, ids)
    files = evidence.count_of_opinions(session, ids)
    found = present_rows(session, matters) if matters else {}
    return [
        _opinion(row, words[row.id], replies[row.id], files.get(row.id or 0, 0), found.get(row.matter_id))
        for row in rows
    ]


def _opinion(
    row: OpinionRow,
    words: Sequence[OpinionWordsRow],
    replies: Sequence[OpinionReplyRow],
    files: int,
    finding: FindingRow | None,
) -> Opinion:
    places = [
        Place(one.latitude, one.longitude)
        for one in words
        if one.latitude is not None and one.longitude is not None
    ]
    return Opinion(
        row.id or 0, row.number or "", Standing(row.state), row.unit,
        finding.code if finding else None,
        tuple(one.text for one in words if one.text), places[-1] if places else None, files,
        row.received_at, row.changed_at, tuple(map(to_reply, replies)), row.reopened_at is not None,
        finding.notice_id if finding else 0, row.town_id,
    )  # fmt: skip


def to_reply(row: OpinionReplyRow) -> OpinionReply:
    grade = Grade(row.grade) if row.grade else None
    return OpinionReply(row.id or 0, row.unit, row.text, row.replied_at, grade)


def noted(session: Session, row: OpinionRow, what: str, now: datetime, actor: int | None = None) -> None:
    """History's line: what was done to the ticket, and a digest of it as it is now; none of its author's
    words, nor who they are."""
    session.flush()
    details: dict[str, Any] = {"what": what, "state": row.state, "contents": contents_of(session, row)}
    if row.unit is not None:
        details["unit"] = row.unit
    if row.town_id is not None:
        details["town"] = row.town_id
    note(session, Change.OPINION, now, actor, row.id, **details)


def contents_of(session: Session, row: OpinionRow) -> str:
    """A digest of a ticket with its words and answers, salted: it tells nothing of what was erased."""
    words = [(one.text, one.latitude, one.longitude, one.said_at) for one in words_of(session, row)]
    replies = [
        (one.person_id, one.unit, one.text, one.replied_at, one.grade)
        for one in by_ticket(session, OpinionReplyRow, [row.id])[row.id]
    ]
    return digest(
        row.salt, row.number, row.person_id, row.person_key, row.matter_id, row.unit, row.state,
        row.received_at, row.reopened_at, row.erased_at, words, replies,
    )  # fmt: skip


def tell(
    session: Session,
    row: OpinionRow,
    why: str,
    update_id: int,
    now: datetime,
    words: str = "",
    but_not: int | None = None,
) -> None:
    """Those who may answer hear of it: the unit, and always the supervisors, so that no opinion about a unit
    goes to that unit alone. They get the author's words masked, and nothing that says who it is."""
    opinion = to_opinion(session, row)
    facts = {
        "opinion": row.id, "number": row.number, "why": why, "words": masked(words), "code": opinion.code,
        "notice": named_fact(session, opinion.notice_id) if opinion.code else None, "unit": row.unit,
        "files": opinion.files, "place": opinion.place is not None,
    }  # fmt: skip
    key = key_of(row, f"{why}:{update_id}")
    if row.unit is not None:
        outbox.owe_to_unit(session, f"{key}:unit", "opinion", facts, outbox.Unit(row.unit, row.town_id), now)
    to = outbox.To(Role.SUPERVISOR, row.town_id, but_not)
    outbox.owe_to_role(session, key, "opinion", facts, to, now)


def key_of(row: OpinionRow, what: str) -> str:
    """The key of a notification about a ticket; erasing finds them by it."""
    return f"opinion:{row.id}:{what}"


def _opinions(session: Session, condition: ColumnElement[bool]) -> list[Opinion]:
    tickets = select(OpinionRow).where(
        col(OpinionRow.state).in_(_TICKETS), col(OpinionRow.erased_at).is_(None), condition
    )
    return _gathered(session, session.exec(tickets.order_by(col(OpinionRow.id))).all())


def words_of(session: Session, row: OpinionRow) -> Sequence[OpinionWordsRow]:
    """What its author wrote, the oldest first."""
    of_it = select(OpinionWordsRow).where(OpinionWordsRow.opinion_id == row.id)
    return session.exec(of_it.order_by(col(OpinionWordsRow.id))).all()


def by_ticket(
    session: Session, table: type[_Part], ids: Sequence[int | None]
) -> dict[int | None, list[_Part]]:
    """The parts of each ticket, the oldest first."""
    found: dict[int | None, list[_Part]] = {one: [] for one in ids}
    of_them = select(table).where(col(table.opinion_id).in_(ids)).order_by(col(table.id))
    for part in session.exec(of_them):
        found[part.opinion_id].append(part)
    return found
