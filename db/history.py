"""History: every change writes its line here in its own transaction, and every line is chained to the one
before it, so that none can be altered or taken out unnoticed."""

import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from db.engine import BESIDE, Database, heard
from db.models import EventRow

_SALT_BYTES = 16
# The update of Telegram's that the change comes from; None for the operator and the clock.
_cause: ContextVar[int | None] = ContextVar("cause", default=None)


class Change(StrEnum):
    """What a line of history says was done."""

    NOTICE_LOADED = "notice_loaded"
    NOTICE_WITHDRAWN = "notice_withdrawn"
    NOTICE_OFFERED = "notice_offered"
    NOTICE_NOT_TAKEN = "notice_not_taken"
    ALIASES_SHIPPED = "aliases_shipped"
    ALIAS_TAUGHT = "alias_taught"
    ALIAS_REMOVED = "alias_removed"
    QUESTION_FOREIGN = "question_foreign"
    INVITED = "invited"
    JOINED = "joined"
    ENROLLED = "enrolled"
    REVOKED = "revoked"
    MOVED = "moved"
    DRAFTED = "progress_drafted"
    REWORDED = "progress_reworded"
    CANCELLED = "progress_cancelled"
    EXPIRED = "progress_expired"
    PUBLISHED = "progress_published"
    WITHDRAWN = "progress_withdrawn"
    FILE_ADDED = "file_added"
    FILE_PLACED = "file_placed"
    FILE_FORGOTTEN = "file_forgotten"
    FILE_KEPT = "file_kept"
    FILE_REFUSED = "file_refused"
    ASSIGNED = "assigned"
    REGISTER_OFFERED = "register_offered"
    REGISTER_TAKEN = "register_taken"
    REGISTER_NOT_TAKEN = "register_not_taken"
    HANDOVER_ASKED = "handover_asked"
    HANDOVER_DECIDED = "handover_decided"
    CLOSEOUT = "closeout"
    SUBSCRIBED = "subscribed"
    OPINION = "opinion"
    FORGOTTEN = "forgotten"
    BACKUP_FAILED = "backup_failed"


@contextmanager
def caused_by(update_id: int | None) -> Iterator[None]:
    """Whatever is noted inside comes from this update."""
    token = _cause.set(update_id)
    try:
        yield
    finally:
        _cause.reset(token)


def note(
    session: Session, kind: Change, now: datetime, actor: int | None, subject: int | None, /, **details: Any
) -> None:
    """Adds the line. The transaction holds the write lock, so that no other line comes between."""
    note_each(session, kind, now, actor, [(subject, details)])


def note_each(
    session: Session,
    kind: Change,
    now: datetime,
    actor: int | None,
    lines: Sequence[tuple[int | None, dict[str, Any]]],
) -> None:
    """Adds a line for each subject and its details, in this order."""
    if BESIDE in session.info:
        raise RuntimeError("history needs a transaction that nobody writes beside")
    heard(session)
    session.flush()
    before = session.exec(select(EventRow.chain).order_by(col(EventRow.id).desc()).limit(1)).first() or ""
    rows = []
    for subject, details in lines:
        row = EventRow(
            kind=kind, actor_id=actor, subject_id=subject, details=details, happened_at=now,
            update_id=_cause.get(), salt=secrets.token_hex(_SALT_BYTES), digest="", chain="",
        )  # fmt: skip
        row.digest = digest_of(row)
        row.chain = before = link(before, row.digest)
        rows.append(row.model_dump(exclude={"id"}))
    if rows:
        session.execute(insert(EventRow), rows)  # as values: thousands of lines come with one register


def newest_line_at(database: Database) -> datetime | None:
    """When the last line was noted."""
    with database.snapshot() as session:
        return session.exec(select(EventRow.happened_at).order_by(col(EventRow.id).desc()).limit(1)).first()


def digest_of(row: EventRow) -> str:
    """SHA-256 over the line's salt and contents: it tells nothing of contents that were erased with the
    salt."""
    contents = [
        row.kind, row.actor_id, row.subject_id, row.details,
        row.happened_at.astimezone(UTC).isoformat(), row.update_id,
    ]  # fmt: skip
    return sha256(f"{row.salt}{json.dumps(contents, ensure_ascii=False, sort_keys=True)}")


def link(before: str, digest: str) -> str:
    """The chain goes on: SHA-256 over the link before and this line's digest."""
    return sha256(f"{before}{digest}")


def digest(*contents: Any) -> str:
    """A digest of what a row holds, which history keeps beside what was done."""
    return sha256(json.dumps(contents, ensure_ascii=False, default=_as_text))


def _as_text(value: date | datetime) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value.isoformat()


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
