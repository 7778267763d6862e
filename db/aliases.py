"""What people call a finding; it helps to find it, and is never quoted."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import select

from db.engine import Database
from db.history import Change, note
from db.models import AliasRow, FindingRow
from db.notices import row_of
from knowledge.model import Alias, Notice


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
            note(session, Change.ALIASES_SHIPPED, now, None, row.id, aliases=len(new))
        return len(new)
