"""A photo or file arrives: whose it becomes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, false, func
from sqlmodel import Session, col, select

from db import effects, ownerships, people, towns
from db.dialogs import PATIENCE
from db.draft_states import UNPUBLISHED
from db.engine import Database
from db.evidence import USABLE, Kind, State, contents_of, count
from db.history import Change, note
from db.models import DraftRow, EvidenceRow, FindingRow, UpdateRow
from knowledge.progress.rules import MAX_FILES, may_work_on

# What waits to be told what it is for.
_LOOSE = col(EvidenceRow.draft_id).is_(None) & col(EvidenceRow.opinion_id).is_(None)


class Arrived(StrEnum):
    """What became of a photo or file: a draft's, a published update's, waiting to be told what it is for, one
    too many, or too late for what its album belongs to."""

    TO_DRAFT = "to_draft"
    TO_UPDATE = "to_update"
    LOOSE = "loose"
    TOO_MANY = "too_many"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class Sent:
    """A photo or file as it was sent; ``album`` groups those that were sent together."""

    message_id: int
    kind: Kind
    file_id: str
    name: str | None
    album: str | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """``subject_id`` is the draft or the update; ``is_first`` says whether it is the first of its album."""

    what: Arrived
    subject_id: int = 0
    is_first: bool = True


def arrive(
    database: Database,
    update_id: int,
    person_id: int,
    sent: Sent,
    now: datetime,
    adds_to: int | None = None,
    to_draft: bool = True,
) -> Arrival:
    """Takes in a photo or file that came without words: it is of the draft that its album belongs to, else
    of the update ``adds_to``, else, where ``to_draft`` says so, of what the author wrote last, if that is a
    draft of the last half hour, else it waits. The same update delivered again changes nothing."""
    with database.transaction() as session:
        draft_id, what, subject = _home(session, person_id, sent, now, adds_to, to_draft)
        is_first = is_first_of_album(session, person_id, sent)
        if effects.earlier(session, update_id, "file"):
            return Arrival(what, subject, is_first)
        if what is Arrived.TOO_LATE:
            return Arrival(what, subject, is_first)
        before = _loose(session, person_id, now) if draft_id is None else count(session, draft_id)
        if before >= MAX_FILES:
            return Arrival(Arrived.TOO_MANY, subject, is_first)
        add(session, person_id, sent, now, draft_id)
        effects.record(session, update_id, "file", draft_id)
        if what is Arrived.TO_UPDATE:
            note(session, Change.FILE_ADDED, now, person_id, adds_to)
        return Arrival(what, subject, is_first)


def come_with(
    database: Database, update_id: int, draft_id: int, person_id: int, sent: Sent, now: datetime
) -> None:
    """Takes in the photo or file that the draft's words came with, unless it is one too many."""
    with database.transaction() as session:
        if count(session, draft_id) < MAX_FILES and not effects.earlier(session, update_id, "file"):
            add(session, person_id, sent, now, draft_id)
            effects.record(session, update_id, "file", draft_id)


def claim(session: Session, draft: DraftRow, now: datetime) -> None:
    """The draft gets what came in its album, unless that is another's that is published, and what its author
    sent before and did not say what it is for; part of the caller's transaction."""
    is_loose = _LOOSE & (col(EvidenceRow.sent_at) > now - PATIENCE)
    unpublished = select(DraftRow.id).where(col(DraftRow.state).in_(UNPUBLISHED))
    movable = _LOOSE | col(EvidenceRow.draft_id).in_(unpublished)
    of_album = (col(EvidenceRow.album) == draft.album) & movable if draft.album else false()
    theirs = select(EvidenceRow).where(EvidenceRow.person_id == draft.author_id, is_loose | of_album)
    usable = theirs.where(col(EvidenceRow.state).in_(USABLE))
    for row in session.exec(usable.order_by(col(EvidenceRow.id)).limit(MAX_FILES)):
        row.draft_id = draft.id
        if row.state == State.KEPT:
            note(session, Change.FILE_PLACED, now, row.person_id, row.id, contents=contents_of(row))


def is_any_loose(database: Database, update_id: int, person_id: int, now: datetime) -> bool:
    """Whether something that somebody sent of late waits to be told what it is for, or this very update,
    delivered again, has told it."""
    with database.snapshot() as session:
        return _loose(session, person_id, now) > 0 or effects.earlier(session, update_id, "draft") is not None


def let_go(database: Database, person_id: int, now: datetime) -> bool:
    """What somebody sent and did not say the use of is not waited for any more; whether there was any."""
    with database.transaction() as session:
        if not _loose(session, person_id, now):
            return False
        forget_loose(session, now, EvidenceRow.person_id == person_id)
        return True


def forget_loose(session: Session, now: datetime, *conditions: ColumnElement[bool] | bool) -> None:
    """Forgets what is of no draft; part of the caller's transaction."""
    forget_files(session, now, _LOOSE, *conditions)


def forget_files(session: Session, now: datetime, *conditions: ColumnElement[bool] | bool) -> None:
    """Forgets photos and files; a row stays, empty, for the history's sake. Part of the caller's
    transaction."""
    known = EvidenceRow.state != State.FORGOTTEN
    for row in session.exec(select(EvidenceRow).where(known, *conditions)):
        row.person_id, row.file_id, row.name, row.sha256, row.album = 0, "", None, None, None
        row.state = State.FORGOTTEN
        note(session, Change.FILE_FORGOTTEN, now, None, row.id, contents=contents_of(row))


def _home(
    session: Session, person_id: int, sent: Sent, now: datetime, adds_to: int | None, to_draft: bool
) -> tuple[int | None, Arrived, int]:
    """The draft whose file it becomes, what that means, and the id that says so to the person."""
    if sent.album and (draft := _open_draft(session, person_id, DraftRow.album == sent.album)):
        return draft.id, Arrived.TO_DRAFT, draft.id or 0
    if adds_to is not None and (update := _own_update(session, adds_to, person_id)):
        return update.draft_id, Arrived.TO_UPDATE, adds_to
    of_album = select(DraftRow.id).where(DraftRow.author_id == person_id, DraftRow.album == sent.album)
    if sent.album and session.exec(of_album.limit(1)).first() is not None:
        return None, Arrived.TOO_LATE, 0
    newest = select(func.max(DraftRow.id)).where(DraftRow.author_id == person_id).scalar_subquery()
    is_fresh = (col(DraftRow.id) == newest) & (col(DraftRow.created_at) > now - PATIENCE)
    if to_draft and (draft := _open_draft(session, person_id, is_fresh)):
        return draft.id, Arrived.TO_DRAFT, draft.id or 0
    return None, Arrived.LOOSE, 0


def _open_draft(session: Session, person_id: int, condition: ColumnElement[bool] | bool) -> DraftRow | None:
    is_open = col(DraftRow.state).in_(UNPUBLISHED)
    of_person = select(DraftRow).where(DraftRow.author_id == person_id, is_open, condition)
    return session.exec(of_person.order_by(col(DraftRow.id).desc()).limit(1)).first()


def _own_update(session: Session, update_id: int, person_id: int) -> UpdateRow | None:
    """The update of this author's, if it stands and they may still work on it."""
    row, person = session.get(UpdateRow, update_id), people.of(session, person_id)
    if row is None or person is None or row.author_id != person_id or row.withdrawn_at is not None:
        return None
    finding = session.get_one(FindingRow, row.finding_id)
    if not towns.may_touch(session, person_id, towns.of_notice(session, finding.notice_id)):
        return None
    return row if may_work_on(person, ownerships.of(session, finding)) else None


def _loose(session: Session, person_id: int, now: datetime) -> int:
    of_person = (EvidenceRow.person_id == person_id, EvidenceRow.sent_at > now - PATIENCE)
    loose = select(func.count()).select_from(EvidenceRow).where(_LOOSE)
    return session.exec(loose.where(*of_person)).one()


def is_first_of_album(session: Session, person_id: int, sent: Sent) -> bool:
    """Whether no other part of its album was taken in before it, if it is of one; delivered again it is still
    the first."""
    of_album = (EvidenceRow.person_id == person_id, EvidenceRow.album == sent.album)
    in_order = select(EvidenceRow.message_id).where(*of_album).order_by(col(EvidenceRow.id))
    return sent.album is None or session.exec(in_order.limit(1)).first() in (None, sent.message_id)


def add(
    session: Session,
    person_id: int,
    sent: Sent,
    now: datetime,
    draft_id: int | None = None,
    opinion_id: int | None = None,
) -> None:
    """A photo or file, to be fetched; part of the caller's transaction."""
    row = EvidenceRow(
        draft_id=draft_id, opinion_id=opinion_id, person_id=person_id, message_id=sent.message_id,
        album=sent.album, kind=sent.kind, file_id=sent.file_id, name=sent.name, state=State.OWED,
        not_before=now, sent_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
