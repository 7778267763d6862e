"""Progress: drafts and what was published of them."""

import json
from datetime import UTC, datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from db import dialogs, effects, people
from db.engine import Database
from db.history import Change, note, sha256
from db.models import DraftRow, FindingRow, UpdateRow
from db.notices import finding_id, is_in_force, to_update
from knowledge.model import Draft, Person, ProgressUpdate, Status
from knowledge.progress.permissions import Action


class Refused(StrEnum):
    """Why a draft cannot be worked on."""

    GONE = "gone"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    NOT_ALLOWED = "not_allowed"


_REFUSED_BY_STATE = {"published": Refused.PUBLISHED, "cancelled": Refused.CANCELLED}


def draft(
    database: Database, update_id: int, author: Person, code: str, text: str, status: Status, now: datetime
) -> Draft | Refused | None:
    """A new draft on a finding of the notice in force; None where it has no such code. The same update
    delivered again gets the draft it made before.

    New words for an earlier draft are no longer waited for.
    """
    with database.transaction() as session:
        if made := effects.earlier(session, update_id, "draft"):
            known = _open_draft(session, made.subject_id or 0, author.id)
            return known if isinstance(known, Refused) else _draft(known, code)
        finding = finding_id(session, code)
        if finding is None:
            return None
        row = DraftRow(
            author_id=author.id,
            finding_id=finding,
            text=text,
            unit=author.unit,
            status=status,
            created_at=now,
        )
        session.add(row)
        session.flush()
        effects.record(session, update_id, "draft", row.id)
        dialogs.end_of(session, author.id)
        note(session, Change.DRAFTED, now, author.id, row.id)
        return _draft(row, code)


def reword(
    database: Database,
    update_id: int,
    draft_id: int,
    author_id: int,
    text: str,
    status: Status,
    now: datetime,
) -> Draft | Refused:
    """The draft with new words; they are no longer waited for. The same update delivered again gets the
    draft as it is."""
    with database.transaction() as session:
        row = _open_draft(session, draft_id, author_id)
        if isinstance(row, Refused):
            return row
        if effects.earlier(session, update_id, effects.REWORD):
            return _draft(row, _code(session, row))
        row.text, row.status = text, status
        effects.record(session, update_id, effects.REWORD, draft_id)
        dialogs.end_about(session, draft_id)
        note(session, Change.REWORDED, now, author_id, row.id)
        return _draft(row, _code(session, row))


def publish(
    database: Database, update_id: int, draft_id: int, author_id: int, now: datetime
) -> ProgressUpdate | Refused:
    """Publishes the draft once: a second tap gets Refused.PUBLISHED, the same tap delivered again what it
    published before. The role is looked up in the same transaction: nobody publishes who just lost it."""
    with database.transaction() as session:
        if done := effects.earlier(session, update_id, "publish"):
            published = session.exec(select(UpdateRow).where(UpdateRow.id == done.subject_id)).one()
            return to_update(published, _code_of(session, published.finding_id))
        row = _open_draft(session, draft_id, author_id)
        if isinstance(row, Refused):
            return row
        if not people.is_allowed(session, author_id, Action.POST_PROGRESS):
            return Refused.NOT_ALLOWED
        row.state = "published"
        dialogs.end_about(session, draft_id)
        update = UpdateRow(
            finding_id=row.finding_id, draft_id=draft_id, author_id=author_id, text=row.text,
            unit=row.unit, status=row.status, published_at=now,
        )  # fmt: skip
        session.add(update)
        session.flush()
        effects.record(session, update_id, "publish", update.id)
        note(session, Change.PUBLISHED, now, author_id, update.id, contents=contents_of(update))
        return to_update(update, _code(session, row))


def contents_of(row: UpdateRow) -> str:
    """A digest of what was published, which history keeps."""
    at = row.published_at.astimezone(UTC).isoformat()
    contents = [row.finding_id, row.author_id, row.text, row.unit, row.status, at]
    return sha256(json.dumps(contents, ensure_ascii=False))


def cancel(database: Database, draft_id: int, author_id: int, now: datetime) -> Draft | Refused:
    with database.transaction() as session:
        row = _open_draft(session, draft_id, author_id)
        if isinstance(row, Refused):
            return row
        row.state = "cancelled"
        dialogs.end_about(session, draft_id)
        note(session, Change.CANCELLED, now, author_id, row.id)
        return _draft(row, _code(session, row))


def open_draft(database: Database, draft_id: int, author_id: int) -> Draft | Refused:
    with database.snapshot() as session:
        row = _open_draft(session, draft_id, author_id)
        return row if isinstance(row, Refused) else _draft(row, _code(session, row))


def newest_open_draft(database: Database, author_id: int) -> Draft | None:
    """What the author worked on last, if it is neither published nor cancelled."""
    with database.snapshot() as session:
        query = select(DraftRow).where(DraftRow.author_id == author_id).order_by(col(DraftRow.id).desc())
        newest = session.exec(query).first()
        row = _open_draft(session, newest.id or 0, author_id) if newest else Refused.GONE
        return None if isinstance(row, Refused) else _draft(row, _code(session, row))


def _open_draft(session: Session, draft_id: int, author_id: int) -> DraftRow | Refused:
    row = session.get(DraftRow, draft_id)
    if row is None or row.author_id != author_id or not is_in_force(session, row.finding_id):
        return Refused.GONE
    return _REFUSED_BY_STATE.get(row.state, row)


def _code(session: Session, row: DraftRow) -> str:
    return _code_of(session, row.finding_id)


def _code_of(session: Session, finding_id: int) -> str:
    return session.exec(select(FindingRow.code).where(FindingRow.id == finding_id)).one()


def _draft(row: DraftRow, code: str) -> Draft:
    return Draft(row.id or 0, row.author_id, code, row.text, row.unit, Status(row.status))
