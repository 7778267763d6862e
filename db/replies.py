"""What those who answer do, and the grade that an answer gets."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import true
from sqlmodel import Session, select

from db import dialogs, effects, outbox, people, towns
from db.dialogs import Waiting, Wanted
from db.engine import Database
from db.models import OpinionReplyRow, OpinionRow, PersonRow
from db.opinions import key_of, may_answer, noted, tell, to_opinion
from knowledge.model import Role
from knowledge.progress.opinions import OPEN, Grade, Opinion, Standing, after_grade


class Refused(StrEnum):
    """Why it was not done: a ticket that is erased or no such, one that is not theirs, one that was answered
    already, a unit that is not there, an answer that has its grade."""

    GONE = "gone"
    NOT_ALLOWED = "not_allowed"
    ALREADY = "already"
    NO_UNIT = "no_unit"
    GRADED = "graded"


def answer(
    database: Database,
    update_id: int,
    opinion_id: int,
    person_id: int,
    text: str,
    now: datetime,
    answers: Waiting | None = None,
) -> Opinion | Refused:
    """Answers an open ticket; its author gets the words, and may grade them. The same update delivered again
    changes nothing."""
    with database.transaction() as session:
        row = _handled(session, opinion_id, person_id)
        if isinstance(row, Refused):
            return row
        if effects.earlier(session, update_id, "opinion_answered"):
            return to_opinion(session, row)
        if row.state not in OPEN:
            return Refused.ALREADY
        unit = people.of(session, person_id)
        reply = OpinionReplyRow(
            opinion_id=row.id or 0, person_id=person_id, unit=unit.unit if unit else "", text=text,
            replied_at=now,
        )  # fmt: skip
        session.add(reply)
        row.state, row.changed_at = Standing.ANSWERED, now
        effects.record(session, update_id, "opinion_answered", row.id)
        dialogs.answered(session, update_id, person_id, answers)
        noted(session, row, "answered", now, person_id)
        facts = {"number": row.number, "unit": reply.unit, "text": text, "reply": reply.id}
        _owe_author(session, row, f"reply:{reply.id}", "opinion_answered", facts, now)
        return to_opinion(session, row)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of a town, of which there may be one of the same name elsewhere; ``name`` tells them apart."""

    unit: str
    town_id: int | None
    name: str


def forward(
    database: Database, update_id: int, opinion_id: int, person_id: int, to: Place | None, now: datetime
) -> Opinion | Refused:
    """Passes an open ticket on to another unit, whose people are told, and so are its author and the
    supervisors; one that was no town's is that unit's town's. The same tap again changes nothing."""
    with database.transaction() as session:
        if made := effects.earlier(session, update_id, "opinion_forwarded"):
            return to_opinion(session, session.get_one(OpinionRow, made.subject_id))
        row = _handled(session, opinion_id, person_id)
        if isinstance(row, Refused):
            return row
        if row.state not in OPEN:
            return Refused.ALREADY
        if to is None or to not in _places(session, row):
            return Refused.NO_UNIT
        row.unit, row.town_id, row.state = to.unit, to.town_id, Standing.FORWARDED
        effects.record(session, update_id, "opinion_forwarded", row.id)
        noted(session, row, "forwarded", now, person_id)
        opinion = to_opinion(session, row)
        tell(session, row, "forwarded", update_id, now, opinion.text, person_id)
        facts = {"number": row.number, "unit": to.unit}
        _owe_author(session, row, f"forwarded:{update_id}", "opinion_forwarded", facts, now)
        return opinion


def grade(
    database: Database, update_id: int, reply_id: int, person_id: int, given: Grade, now: datetime
) -> Opinion | Refused:
    """The author grades an answer, once. A bad grade opens the ticket again, the first time; those who may
    answer are told, and what its author says next goes on with it. The same tap again changes nothing."""
    with database.transaction() as session:
        reply = session.get(OpinionReplyRow, reply_id)
        row = session.get(OpinionRow, reply.opinion_id) if reply else None
        if reply is None or row is None or row.person_id != person_id:
            return Refused.GONE
        if effects.earlier(session, update_id, "opinion_graded"):
            return to_opinion(session, row)
        if reply.grade is not None or row.state != Standing.ANSWERED:
            return Refused.GRADED
        reply.grade, reply.graded_at, row.changed_at = given, now, now
        row.state = after_grade(given, row.reopened_at is not None)
        effects.record(session, update_id, "opinion_graded", row.id)
        if row.state in OPEN:
            row.reopened_at = now
            tell(session, row, "reopened", update_id, now)
            dialogs.wait_for(session, person_id, person_id, Wanted.FOLLOWING, row.id or 0, now)
        noted(session, row, "reopened" if row.state in OPEN else "rated", now)
        return to_opinion(session, row)


def places_for(database: Database, opinion_id: int, person_id: int) -> list[Place] | Refused:
    """The units that a ticket may be passed on to by this person."""
    with database.snapshot() as session:
        row = _handled(session, opinion_id, person_id)
        if isinstance(row, Refused):
            return row
        return _places(session, row) if row.state in OPEN else Refused.ALREADY


def _handled(session: Session, opinion_id: int, person_id: int) -> OpinionRow | Refused:
    """The ticket, if this person may answer it, as the transaction sees them."""
    row, person = session.get(OpinionRow, opinion_id), people.of(session, person_id)
    if person is None or row is None or not may_answer(session, person, row):
        return Refused.NOT_ALLOWED
    return Refused.GONE if row.erased_at is not None or row.state == Standing.HELD else row


def _places(session: Session, row: OpinionRow) -> list[Place]:
    """The other units in which somebody could answer: those of its town, or, of a ticket that is no town's,
    of each, under the town's name."""
    in_town = towns.who_works_in(session, row.town_id, Role.STAFF) if row.town_id is not None else true()
    of_staff = select(PersonRow.unit, PersonRow.town_id).where(PersonRow.role == Role.STAFF, in_town)
    found = {
        (unit, town_id if row.town_id is None else row.town_id) for unit, town_id in session.exec(of_staff)
    }
    named = [
        Place(unit, town_id, unit if row.town_id is not None else _in_town(session, unit, town_id))
        for unit, town_id in found
        if (unit, town_id) != (row.unit, row.town_id)
    ]
    # Not by the database, whose order of Chinese is its operator's.
    return sorted(named, key=lambda one: one.name)


def _in_town(session: Session, unit: str, town_id: int | None) -> str:
    return unit if town_id is None else f"{towns.name_of(session, town_id)} {unit}"


def _owe_author(
    session: Session, row: OpinionRow, what: str, kind: str, facts: dict[str, Any], now: datetime
) -> None:
    if row.person_id is not None:
        outbox.owe(session, key_of(row, f"author:{what}"), kind, facts, row.person_id, now)
