"""Drafts: a progress update until it is published."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from db import dialogs, effects, ownerships, people, towns
from db.arrivals import claim
from db.dialogs import Waiting
from db.draft_states import UNPUBLISHED, DraftState
from db.engine import Database
from db.evidence import count
from db.history import Change, digest, note
from db.in_force import finding_row, is_in_force
from db.models import DraftRow, FindingRow, UpdateRow
from knowledge.model import Draft, Person, Status
from knowledge.progress.permissions import Action, may
from knowledge.progress.rules import may_work_on

# So long a draft waits for its publication.
KEPT = timedelta(days=7)


class Refused(StrEnum):
    """Why a draft cannot be made or worked on."""

    GONE = "gone"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    NOT_ALLOWED = "not_allowed"
    OTHER_UNIT = "other_unit"
    UNPLACED = "unplaced"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Written:
    """Words for an update as they were sent: ``said`` is the status that the words state."""

    text: str
    said: Status
    message_id: int | None = None
    album: str | None = None


def draft(
    database: Database,
    update_id: int,
    author_id: int,
    notice_id: int,
    code: str,
    written: Written,
    now: datetime,
    answers: Waiting | None = None,
    corrects: int | None = None,
    is_placed: bool = True,
) -> Draft | Refused | None:
    """A new draft on a finding of a notice, in the name of the author's unit; None where that has no such
    code, or is not in force. The same update delivered again gets the draft it made before. Photos that the
    author sent before are the draft's.

    ``answers`` is what the words were waited for; nothing more is waited for from the author. One that
    ``is_placed`` not is not published before its author has said which finding it is of.
    """
    with database.transaction() as session:
        if made := effects.earlier(session, update_id, "draft"):
            return _as_it_is(session, made.subject_id or 0, author_id, now)
        finding = finding_row(session, notice_id, code)
        if finding is None:
            return None
        author = _author(session, author_id, finding)
        if isinstance(author, Refused):
            return author
        row = _begun(author, finding, written, now)
        row.corrects_id, row.state = corrects, DraftState.OPEN if is_placed else DraftState.UNPLACED
        session.add(row)
        session.flush()
        claim(session, row, now)
        effects.record(session, update_id, "draft", row.id)
        dialogs.answered(session, update_id, author_id, answers)
        _note(session, Change.DRAFTED, row, now)
        return as_draft(session, row)


def _author(session: Session, person_id: int, finding: FindingRow) -> Person | Refused:
    """Who may write about the finding, as the transaction sees them. Raises OtherTown."""
    person = people.of(session, person_id)
    if person is None or not may(person.role, Action.POST_PROGRESS):
        return Refused.NOT_ALLOWED
    towns.guard_finding(session, person_id, finding)
    return person if may_work_on(person, ownerships.of(session, finding)) else Refused.OTHER_UNIT


def _begun(author: Person, finding: FindingRow, written: Written, now: datetime) -> DraftRow:
    return DraftRow(
        author_id=author.id, finding_id=finding.id or 0, text=written.text, unit=author.unit,
        status=written.said, created_at=now, message_id=written.message_id, album=written.album,
        state=DraftState.OPEN,
    )  # fmt: skip


def reword(
    database: Database,
    update_id: int,
    draft_id: int,
    author_id: int,
    written: Written,
    now: datetime,
    answers: Waiting | None = None,
) -> Draft | Refused:
    """The draft with new words. The same update delivered again gets the draft as it is."""
    with database.transaction() as session:
        row = of_author(session, draft_id, author_id, now)
        if isinstance(row, Refused):
            return row
        if not effects.earlier(session, update_id, "reworded"):
            row.text, row.status = written.text, written.said
            effects.record(session, update_id, "reworded", draft_id)
            dialogs.answered(session, update_id, author_id, answers)
            _note(session, Change.REWORDED, row, now)
        return as_draft(session, row)


def choose(
    database: Database, draft_id: int, author_id: int, status: Status | None, now: datetime
) -> Draft | Refused:
    """The draft with the status that its author names; None leaves it to the words."""
    with database.transaction() as session:
        row = of_author(session, draft_id, author_id, now)
        if isinstance(row, Refused):
            return row
        row.chosen = status
        _note(session, Change.REWORDED, row, now)
        return as_draft(session, row)


def place(
    database: Database, draft_id: int, author_id: int, notice_id: int, code: str, now: datetime
) -> Draft | Refused:
    """The draft, now of another finding."""
    with database.transaction() as session:
        row, finding = session.get(DraftRow, draft_id), finding_row(session, notice_id, code)
        known = of_author(session, draft_id, author_id, now)
        if row is None or (isinstance(known, Refused) and known is not Refused.UNPLACED):
            return known if isinstance(known, Refused) else Refused.GONE
        if finding is None:
            return Refused.GONE
        if isinstance(author := _author(session, author_id, finding), Refused):
            return author
        row.finding_id, row.state = finding.id or 0, DraftState.OPEN
        _note(session, Change.REWORDED, row, now)
        return as_draft(session, row)


def cancel(database: Database, draft_id: int, author_id: int, now: datetime) -> Draft | Refused:
    with database.transaction() as session:
        row = of_author(session, draft_id, author_id, now)
        if isinstance(row, Refused):
            return row
        row.state = DraftState.CANCELLED
        dialogs.end_of(session, author_id)
        _note(session, Change.CANCELLED, row, now)
        return as_draft(session, row)


def shown(database: Database, draft_id: int, preview_id: int) -> None:
    """The draft's newest preview is this message."""
    with database.transaction() as session:
        if row := session.get(DraftRow, draft_id):
            row.preview_id = preview_id


def open_draft(database: Database, draft_id: int, author_id: int, now: datetime) -> Draft | Refused:
    with database.snapshot() as session:
        row = of_author(session, draft_id, author_id, now)
        return row if isinstance(row, Refused) else as_draft(session, row)


def open_drafts(database: Database, author_id: int, now: datetime) -> list[Draft]:
    """What the author has neither published nor cancelled, the newest first."""
    with database.snapshot() as session:
        query = select(DraftRow.id).where(DraftRow.author_id == author_id, DraftRow.state == DraftState.OPEN)
        ids = session.exec(query.order_by(col(DraftRow.id).desc())).all()
        rows = (of_author(session, draft_id or 0, author_id, now) for draft_id in ids)
        return [as_draft(session, row) for row in rows if not isinstance(row, Refused)]


def written_in(database: Database, message_id: int, author_id: int, now: datetime) -> Draft | int | None:
    """What was written in a message: the draft, if it is open, or the id of the update it became."""
    with database.snapshot() as session:
        query = select(DraftRow).where(DraftRow.author_id == author_id, DraftRow.message_id == message_id)
        row = session.exec(query.order_by(col(DraftRow.id).desc())).first()
        if row is None:
            return None
        if not isinstance(of_author(session, row.id or 0, author_id, now), Refused):
            return as_draft(session, row)
        return session.exec(select(UpdateRow.id).where(UpdateRow.draft_id == row.id)).first()


def tidy(session: Session, now: datetime) -> None:
    """Gives up the drafts that have waited too long; part of the caller's transaction."""
    waiting = col(DraftRow.state).in_(UNPUBLISHED)
    old = select(DraftRow).where(waiting, DraftRow.created_at < now - KEPT)
    for row in session.exec(old):
        row.state = DraftState.EXPIRED
        note(session, Change.EXPIRED, now, None, row.id, contents=contents_of(row))


def of_author(session: Session, draft_id: int, author_id: int, now: datetime) -> DraftRow | Refused:
    """The open draft of an author, or why there is none."""
    row = session.get(DraftRow, draft_id)
    finding = session.get(FindingRow, row.finding_id) if row else None
    if row is None or finding is None or row.author_id != author_id:
        return Refused.GONE
    if not is_in_force(session, finding.notice_id):
        return Refused.GONE
    if row.state != DraftState.OPEN:
        return Refused(row.state)
    return Refused.EXPIRED if now - row.created_at > KEPT else row


def as_draft(session: Session, row: DraftRow) -> Draft:
    finding = session.get_one(FindingRow, row.finding_id)
    return Draft(
        row.id or 0, row.author_id, finding.code, row.text, row.unit, Status(row.status),
        Status(row.chosen) if row.chosen else None, row.corrects_id, row.preview_id, count(session, row.id),
        finding.notice_id,
    )  # fmt: skip


def _as_it_is(session: Session, draft_id: int, author_id: int, now: datetime) -> Draft | Refused:
    """An open draft of the author's, placed or not."""
    row = of_author(session, draft_id, author_id, now)
    if row is Refused.UNPLACED:
        row = session.get_one(DraftRow, draft_id)
    return row if isinstance(row, Refused) else as_draft(session, row)


def contents_of(row: DraftRow) -> str:
    """A digest of what a draft says, which history keeps."""
    return digest(row.author_id, row.finding_id, row.text, row.unit, row.status, row.chosen, row.state)


def _note(session: Session, change: Change, row: DraftRow, now: datetime) -> None:
    note(session, change, now, row.author_id, row.id, contents=contents_of(row))
