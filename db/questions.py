"""What was asked; who asked it is known by a salted key alone, so that it can be erased."""

from collections import Counter
from datetime import datetime

from sqlalchemy import delete, or_
from sqlmodel import Session, col, select

from db import people
from db.engine import Database, NewRow
from db.history import Change, note
from db.models import AliasRow, ForeignQuestionRow, QuestionRow
from knowledge.model import AskedQuestion, MissedQuestion, Remark, ReplyKind
from knowledge.progress.permissions import Action
from knowledge.text import normalise


def remembered(
    text: str, kind: ReplyKind, codes: tuple[str, ...], person_key: str, update_id: int, now: datetime
) -> NewRow:
    """The question with what it got."""
    return NewRow(
        QuestionRow,
        {
            "text": text, "kind": kind, "codes": list(codes), "asked_at": now, "person_key": person_key,
            "update_id": update_id,
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


def missed(database: Database) -> list[MissedQuestion]:
    """The questions that got no answer, or one off the point, the one asked most often first, but those
    that are no matter of the notice, or a finding's name by now."""
    with database.snapshot() as session:
        settled = {*session.exec(select(ForeignQuestionRow.text))}
        settled |= {*session.exec(select(AliasRow.text).where(col(AliasRow.removed_at).is_(None)))}
        in_vain = or_(
            col(QuestionRow.kind) == ReplyKind.NOT_FOUND, col(QuestionRow.remark) == Remark.OFF_POINT
        )
        unanswered = select(QuestionRow.id, QuestionRow.text, QuestionRow.codes).where(in_vain)
        rows = session.exec(unanswered.order_by(col(QuestionRow.id))).all()
    times = Counter(normalise(text) for _, text, _ in rows)
    newest = {
        normalise(text): MissedQuestion(one or 0, text, times[normalise(text)], next(iter(codes), None))
        for one, text, codes in rows
    }
    wanted = (question for normal, question in newest.items() if normal not in settled)
    return sorted(wanted, key=lambda question: (-question.times, -question.id))


def text_of(database: Database, question_id: int) -> str | None:
    with database.snapshot() as session:
        row = session.get(QuestionRow, question_id)
        return row.text if row else None


def logged(database: Database, limit: int) -> list[str]:
    """The different questions asked lately, the newest first."""
    with database.snapshot() as session:
        rows = session.exec(select(QuestionRow.text).order_by(col(QuestionRow.id).desc()).limit(limit))
        return [*dict.fromkeys(rows)]


def set_aside(database: Database, question_id: int, by: int, now: datetime) -> str | None:
    """The question is no matter of the notice; gives its text, None if it is not there or this person may
    not say so."""
    with database.transaction() as session:
        row = session.get(QuestionRow, question_id)
        if row is None or not people.is_allowed(session, by, Action.TEACH):
            return None
        session.merge(ForeignQuestionRow(text=normalise(row.text), said_by=by, said_at=now))
        note(session, Change.QUESTION_FOREIGN, now, by, question_id)
        return row.text


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
