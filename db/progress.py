"""Progress: what was published, taken back, put right."""

import json
from datetime import UTC, datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from db import dialogs, effects, news, outbox, ownerships, people, towns
from db.draft_states import DraftState
from db.drafts import Refused, of_author
from db.drafts import contents_of as draft_contents
from db.engine import Database
from db.evidence import count
from db.findings import matter_of
from db.history import Change, note, sha256
from db.in_force import is_in_force, present_row
from db.models import DraftRow, FindingRow, UpdateRow
from db.parts import to_update
from knowledge.model import Person, ProgressUpdate
from knowledge.progress.permissions import Action, may
from knowledge.progress.rules import may_withdraw, may_work_on


class NotWithdrawn(StrEnum):
    """Why an update stays."""

    NOT_YOURS = "not_yours"
    TOO_LATE = "too_late"
    ALREADY = "already"


def publish(
    database: Database, update_id: int, draft_id: int, author_id: int, now: datetime
) -> ProgressUpdate | Refused:
    """Publishes the draft once: a second tap gets Refused.PUBLISHED, the same tap delivered again what it
    published before; who follows the finding is owed a word of it. The role, and whose the finding is, are
    looked up in the same transaction: nobody publishes who just lost it."""
    with database.transaction() as session:
        if done := effects.earlier(session, update_id, "publish"):
            return _update(session, session.get_one(UpdateRow, done.subject_id))
        row = of_author(session, draft_id, author_id, now)
        if isinstance(row, Refused):
            return row
        towns.guard_finding(session, author_id, session.get_one(FindingRow, row.finding_id))
        if refused := _may_not_publish(session, row):
            return refused
        update = _published(session, row, now)
        dialogs.end_of(session, author_id)
        effects.record(session, update_id, "publish", update.id)
        note(
            session, Change.PUBLISHED, now, author_id, update.id, contents=contents_of(update),
            draft=row.id, draft_contents=draft_contents(row),
        )  # fmt: skip
        matter_id = matter_of(session.get_one(FindingRow, row.finding_id))
        item = {news.UPDATE: update.id or 0}
        outbox.owe_to_followers(session, _key(update), item, matter_id, now, author_id)
        return _update(session, update)


def _published(session: Session, row: DraftRow, now: datetime) -> UpdateRow:
    """What the draft becomes."""
    corrected = session.get(UpdateRow, row.corrects_id or 0)
    if corrected is None or corrected.withdrawn_at is not None:
        row.corrects_id = None  # of what nobody ever saw, this is the first word
    row.state = DraftState.PUBLISHED
    update = UpdateRow(
        finding_id=row.finding_id, draft_id=row.id or 0, author_id=row.author_id, text=row.text,
        unit=row.unit, status=row.chosen or row.status, published_at=now, corrects_id=row.corrects_id,
    )  # fmt: skip
    session.add(update)
    session.flush()
    return update


def withdraw(
    database: Database, update_id: int, published_id: int, person_id: int, now: datetime
) -> ProgressUpdate | NotWithdrawn:
    """Takes an update back, while it is fresh: citizens see and hear nothing of it any more, history keeps
    it. The same tap delivered again gets the update."""
    with database.transaction() as session:
        row = session.get(UpdateRow, published_id)
        if row is None or row.author_id != person_id:
            return NotWithdrawn.NOT_YOURS
        if effects.earlier(session, update_id, "withdraw"):
            return _update(session, row)
        if row.withdrawn_at is not None:
            return NotWithdrawn.ALREADY
        towns.guard_finding(session, person_id, session.get_one(FindingRow, row.finding_id))
        if not _may_work_on(session, people.of(session, person_id), row.finding_id):
            return NotWithdrawn.NOT_YOURS
        if not may_withdraw(row.published_at, now):
            return NotWithdrawn.TOO_LATE
        row.withdrawn_at = now
        outbox.call_off(session, _key(row))
        effects.record(session, update_id, "withdraw", row.id)
        note(session, Change.WITHDRAWN, now, person_id, row.id, contents=contents_of(row))
        return _update(session, row)


def shown_again(database: Database, withdrawn: ProgressUpdate, person_id: int) -> ProgressUpdate | None:
    """What citizens see again now that this correction is taken back: what it corrected, or an earlier
    correction of that; None where a later one stood in its place already."""
    if withdrawn.corrects is None:
        return None
    about = (UpdateRow.id == withdrawn.corrects) | (UpdateRow.corrects_id == withdrawn.corrects)
    theirs = (UpdateRow.author_id == person_id, col(UpdateRow.withdrawn_at).is_(None))
    with database.snapshot() as session:
        query = select(UpdateRow).where(about, *theirs).order_by(col(UpdateRow.id).desc())
        row = session.exec(query.limit(1)).first()
        return _update(session, row) if row and (row.id or 0) < withdrawn.id else None


def published_by(database: Database, published_id: int, person_id: int) -> ProgressUpdate | None:
    """An update of this author's that stands."""
    with database.snapshot() as session:
        row = session.get(UpdateRow, published_id)
        if row is None or row.author_id != person_id or row.withdrawn_at is not None:
            return None
        return _update(session, row)


def contents_of(row: UpdateRow) -> str:
    """A digest of what was published, which history keeps; what an update had no use for before there were
    corrections is left out where it says nothing."""
    at = row.published_at.astimezone(UTC).isoformat()
    contents = [row.finding_id, row.author_id, row.text, row.unit, row.status, at]
    if row.corrects_id is not None or row.withdrawn_at is not None:
        withdrawn = row.withdrawn_at.astimezone(UTC).isoformat() if row.withdrawn_at else None
        contents += [row.corrects_id, withdrawn]
    return sha256(json.dumps(contents, ensure_ascii=False))


def _key(row: UpdateRow) -> str:
    """Of what followers are owed."""
    return f"update:{row.id}"


def _may_not_publish(session: Session, row: DraftRow) -> Refused | None:
    author = people.of(session, row.author_id)
    if author is None or not may(author.role, Action.POST_PROGRESS):
        return Refused.NOT_ALLOWED
    if author.unit != row.unit:
        return Refused.MOVED
    return None if _may_work_on(session, author, row.finding_id) else Refused.OTHER_UNIT


def _may_work_on(session: Session, person: Person | None, finding_id: int) -> bool:
    finding = session.get_one(FindingRow, finding_id)
    return person is not None and may_work_on(person, ownerships.of(session, finding))


def _update(session: Session, row: UpdateRow) -> ProgressUpdate:
    """As the notice has it that it was published on, or, once that is not in force any more, the one that
    tells of the matter now."""
    finding = session.get_one(FindingRow, row.finding_id)
    if not is_in_force(session, finding.notice_id):
        finding = present_row(session, matter_of(finding)) or finding
    return to_update(row, finding, count(session, row.draft_id))
