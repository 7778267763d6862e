"""What was asked; who asked it is known by a salted key alone, so that it can be erased."""

from collections import Counter
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, true
from sqlmodel import Session, col, select

from db import people, towns
from db.engine import Database, NewRow
from db.history import Change, note
from db.models import AliasRow, FindingRow, ForeignQuestionRow, NoticeRow, QuestionRow
from knowledge.model import AskedQuestion, MissedQuestion, Person, Remark, ReplyKind
from knowledge.progress.permissions import Action, may
from knowledge.text import normalise

_COUNTY = 0


def remembered(
    text: str,
    kind: ReplyKind,
    codes: tuple[str, ...],
    person_key: str,
    update_id: int,
    now: datetime,
    town_id: int | None = None,
) -> NewRow:
    """The question with what it got, and whose notices it went to, if not to all."""
    return NewRow(
        QuestionRow,
        {
            "text": text, "kind": kind, "codes": list(codes), "asked_at": now, "person_key": person_key,
            "update_id": update_id, "town_id": town_id,
        },
    )  # fmt: skip


def asked(database: Database, update_id: int, person_key: str) -> AskedQuestion | None:
    """What this person asked in that update; None where it is forgotten, or was somebody else's."""
    with database.snapshot() as session:
        row = _asked(session, update_id, person_key)
        return _value(row) if row else None


def remark_on(database: Database, update_id: int, person_key: str, remark: Remark) -> AskedQuestion | None:
    """Keeps what the asker says of the answer, the first time they do; gives what was asked."""
    with database.transaction() as session:
        row = _asked(session, update_id, person_key)
        if row is None:
            return None
        row.remark = row.remark or remark
        session.add(row)
        return _value(row)


def missed(database: Database, person: Person) -> list[MissedQuestion]:
    """The questions that got no answer, or one off the point, the one asked most often first, but those
    that are no matter of the notice, or a finding's name by now. Who is of a town sees what went to it."""
    with database.snapshot() as session:
        settled = {*session.exec(select(ForeignQuestionRow.text).where(_said_by(person)))}
        named = select(AliasRow.text).where(col(AliasRow.removed_at).is_(None))
        if person.town_id is not None:
            named = named.join(FindingRow).join(NoticeRow).where(NoticeRow.town_id == person.town_id)
        settled |= {*session.exec(named)}
        in_vain = or_(
            col(QuestionRow.kind) == ReplyKind.NOT_FOUND, col(QuestionRow.remark) == Remark.OFF_POINT
        )
        theirs = towns.theirs(session, person.town_id, col(QuestionRow.town_id), person.role)
        unanswered = select(QuestionRow.id, QuestionRow.text, QuestionRow.codes).where(in_vain, theirs)
        rows = session.exec(unanswered.order_by(col(QuestionRow.id))).all()
    times = Counter(normalise(text) for _, text, _ in rows)
    newest = {
        normalise(text): MissedQuestion(one or 0, text, times[normalise(text)], next(iter(codes), None))
        for one, text, codes in rows
    }
    wanted = (question for normal, question in newest.items() if normal not in settled)
    return sorted(wanted, key=lambda question: (-question.times, -question.id))


def text_of(database: Database, question_id: int, person_id: int) -> str | None:
    """What was asked, for staff of the town that it went to. Raises OtherTown for others."""
    with database.snapshot() as session:
        row = session.get(QuestionRow, question_id)
        if row is None:
            return None
        towns.guard(session, person_id, row.town_id)
        return row.text


def logged(database: Database, person: Person, limit: int) -> list[str]:
    """The different questions asked lately, the newest first; who is of a town sees what went to it."""
    with database.snapshot() as session:
        theirs = towns.theirs(session, person.town_id, col(QuestionRow.town_id), person.role)
        newest = select(QuestionRow.text).where(theirs).order_by(col(QuestionRow.id).desc())
        return [*dict.fromkeys(session.exec(newest.limit(limit)))]


def set_aside(database: Database, question_id: int, by: int, now: datetime) -> str | None:
    """The question is no matter of the notice; gives its text, None if it is not there or this person may
    not say so."""
    with database.transaction() as session:
        row = session.get(QuestionRow, question_id)
        person = people.of(session, by)
        if row is None or person is None or not may(person.role, Action.TEACH):
            return None
        towns.guard(session, by, row.town_id)
        said = ForeignQuestionRow(
            text=normalise(row.text), town_id=person.town_id or _COUNTY, said_by=by, said_at=now
        )
        session.merge(said)
        note(session, Change.QUESTION_FOREIGN, now, by, question_id)
        return row.text


def _said_by(person: Person) -> ColumnElement[bool]:
    """What the person's town said of questions, and the county; who is of the county sees what any said."""
    town = col(ForeignQuestionRow.town_id)
    return town.in_((_COUNTY, person.town_id)) if person.town_id is not None else true()


def _asked(session: Session, update_id: int, person_key: str) -> QuestionRow | None:
    wanted = select(QuestionRow).where(
        QuestionRow.update_id == update_id, QuestionRow.person_key == person_key
    )
    return session.exec(wanted).first()


def _value(row: QuestionRow) -> AskedQuestion:
    return AskedQuestion(row.text, ReplyKind(row.kind), tuple(row.codes))


def tidy(session: Session, before: datetime) -> None:
    """Forgets what was asked before that time, and with it what was said of it."""
    session.execute(delete(QuestionRow).where(col(QuestionRow.asked_at) < before))
    session.execute(delete(ForeignQuestionRow).where(col(ForeignQuestionRow.said_at) < before))
