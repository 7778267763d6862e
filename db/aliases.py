"""What people call a finding; it helps to find it, and is never quoted."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from db import people, towns
from db.engine import Database
from db.history import Change, digest, note
from db.in_force import finding_row
from db.loading import row_of
from db.models import AliasRow, FindingRow
from knowledge.model import Alias, Notice
from knowledge.progress.permissions import Action


def ship(database: Database, notice: Notice, aliases: Iterable[Alias], now: datetime) -> int:
    """Adds to a stored notice the aliases that came beside its file, those it has not yet; says how many.
    One of a code that the notice does not have is left out, and all where the notice is not stored."""
    with database.transaction() as session:
        if (row := row_of(session, notice)) is None:
            return 0
        of_notice = FindingRow.notice_id == row.id
        finding_of = dict(session.exec(select(FindingRow.code, FindingRow.id).where(of_notice)).all())
        had = session.exec(select(AliasRow.finding_id, AliasRow.text).join(FindingRow).where(of_notice)).all()
        wanted = {(finding_of.get(alias.code), alias.text) for alias in aliases} - {*had}
        new = sorted((finding, text) for finding, text in wanted if finding is not None)
        for finding, text in new:
            session.add(AliasRow(finding_id=finding, text=text, added_at=now))
        if new:
            session.flush()
            note(
                session, Change.ALIASES_SHIPPED, now, None, row.id, aliases=len(new),
                contents=contents_of_all(session),
            )  # fmt: skip
        return len(new)


def teach(database: Database, notice_id: int, code: str, text: str, by: int, now: datetime) -> int | None:
    """From now on people mean the finding when they say this; gives the row by which it can be removed, None
    if there is no such finding, or this person may not."""
    with database.transaction() as session:
        finding = finding_row(session, notice_id, code)
        if finding is None or not people.is_allowed(session, by, Action.TEACH):
            return None
        towns.guard_finding(session, by, finding)
        of_finding = (AliasRow.finding_id == finding.id, AliasRow.text == text)
        row = session.exec(select(AliasRow).where(*of_finding)).first()
        row = row or AliasRow(finding_id=finding.id or 0, text=text, added_at=now)
        row.added_at, row.added_by, row.removed_at = now, by, None
        session.add(row)
        session.flush()
        note(session, Change.ALIAS_TAUGHT, now, by, row.id, code=code, contents=contents_of_all(session))
        return row.id


def remove(database: Database, alias_id: int, by: int, now: datetime) -> str | None:
    """Nobody is understood by it any more; gives its text, None if it is not there or this person may not."""
    with database.transaction() as session:
        row = session.get(AliasRow, alias_id)
        if row is None or row.removed_at is not None or not people.is_allowed(session, by, Action.TEACH):
            return None
        towns.guard_finding(session, by, session.get_one(FindingRow, row.finding_id))
        row.removed_at = now
        session.flush()
        note(session, Change.ALIAS_REMOVED, now, by, row.id, contents=contents_of_all(session))
        return row.text


def contents_of_all(session: Session) -> str:
    """A digest of all that people call anything, which history keeps with each change of it."""
    rows = session.exec(select(AliasRow).order_by(col(AliasRow.id)))
    return digest(*([row.finding_id, row.text, row.added_by, row.removed_at] for row in rows))
