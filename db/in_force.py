"""Which notices are in force, and what they have.

History says so. A column keeps it, as it is asked with nearly everything; the audit vouches for the column.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from db.history import Change
from db.models import EventRow, FindingRow, NoticeRow
from knowledge.model import NoticeName

Line = tuple[str, int | None, dict[str, Any]]
"""Of history: the kind, the subject, the details."""
# What names a notice; rows of the model would take three times as long, and a county has many.
_NAMING = (NoticeRow.id, NoticeRow.title, NoticeRow.issuer, NoticeRow.issued_on, NoticeRow.town_id)
NEWEST_FIRST = (col(NoticeRow.dated_on).desc(), col(NoticeRow.id).desc())
LOADINGS = (Change.NOTICE_LOADED, Change.NOTICE_WITHDRAWN)


def in_force(session: Session) -> int | None:
    """The newest notice in force: issued last or, where it does not say when, loaded last."""
    newest: int | None = session.exec(_newest_first().limit(1)).first()
    return newest


def all_in_force(session: Session) -> Sequence[int]:
    """All of them, the newest first."""
    return session.exec(_newest_first()).all()


def count_in_force(session: Session) -> int:
    return session.exec(select(func.count()).select_from(NoticeRow).where(col(NoticeRow.in_force))).one()


def are_several(session: Session) -> bool:
    """Whether it must be said which notice something is of."""
    return len(session.exec(_newest_first().limit(2)).all()) > 1


def is_in_force(session: Session, notice_id: int | None) -> bool:
    row = session.get(NoticeRow, notice_id or 0)
    return row is not None and row.in_force


def names(session: Session, query: SelectOfScalar[NoticeRow]) -> list[NoticeName]:
    columns = query.with_only_columns(*_NAMING)  # type: ignore[call-overload]  # typed as the model's fields
    return [NoticeName(*row) for row in session.execute(columns)]


def to_name(row: NoticeRow) -> NoticeName:
    return NoticeName(row.id or 0, row.title, row.issuer, row.issued_on, row.town_id)


def named_fact(session: Session, notice_id: int) -> dict[str, Any] | None:
    """How the facts of a notification name a notice; None where it is the only one in force."""
    row = session.get(NoticeRow, notice_id)
    if row is None or not are_several(session):
        return None
    issued_on = str(row.issued_on) if row.issued_on else None
    return {"id": notice_id, "title": row.title, "issuer": row.issuer, "issued_on": issued_on}


def rows_in_force() -> SelectOfScalar[NoticeRow]:
    """The newest first."""
    return select(NoticeRow).where(col(NoticeRow.in_force)).order_by(*NEWEST_FIRST)


def finding_row(session: Session, notice_id: int, code: str) -> FindingRow | None:
    """The row of a code in a notice that is in force."""
    wanted = select(FindingRow).where(FindingRow.notice_id == notice_id, FindingRow.code == code)
    return session.exec(wanted.join(NoticeRow).where(col(NoticeRow.in_force))).first()


def present_row(session: Session, matter_id: int) -> FindingRow | None:
    """The finding that tells of a matter: that of the newest notice in force that has it."""
    return session.exec(_present().where(FindingRow.matter_id == matter_id).limit(1)).first()


def present_rows(
    session: Session, matters: Iterable[int | None], whose: ColumnElement[bool] | None = None
) -> dict[int | None, FindingRow]:
    """The same for many matters, or for those whose notices are of some town; without those that no notice
    in force has."""
    found = _present().where(col(FindingRow.matter_id).in_({*matters}))
    if whose is not None:
        found = found.where(whose)
    newest_last = [*session.exec(found)][::-1]
    return {row.matter_id: row for row in newest_last}


def after(history: Iterable[Line]) -> tuple[set[int], set[int]]:
    """Which notices are in force after these lines, and which could be again, themselves among them.

    A notice has replaced the edition of it that its line names: withdrawn, it leaves that one in force. The
    sample that gave way comes back where nothing else is left. Lines of an older version name nothing: there,
    each notice replaced the one in force.
    """
    editions: list[list[int]] = []
    sample: int | None = None
    for kind, subject, details in history:
        notice_id, is_loaded = subject or 0, kind == Change.NOTICE_LOADED
        gave_way = details.get("gave_way")
        if is_loaded and sample is not None and not editions and gave_way != sample:
            editions, sample = [[sample]], None  # it had come back, and stays
        left = [[one for one in line if one not in (notice_id, gave_way)] for line in editions]
        editions = [line for line in left if line]
        sample = gave_way or (None if sample == notice_id else sample)
        if is_loaded:
            line = next((one for one in editions if details.get("replaces", one[-1]) == one[-1]), None)
            editions = [*(one for one in editions if one is not line), [*(line or []), notice_id]]
    newest = {line[-1] for line in editions} or ({sample} if sample else set())
    return newest, {one for line in editions for one in line} | ({sample} if sample else set())


def told(session: Session) -> list[Line]:
    """What history says of notices loaded and withdrawn."""
    lines = select(EventRow.kind, EventRow.subject_id, EventRow.details).where(
        col(EventRow.kind).in_(LOADINGS)
    )
    return [*session.exec(lines.order_by(col(EventRow.id)))]


def _newest_first() -> SelectOfScalar[Any]:
    return select(NoticeRow.id).where(col(NoticeRow.in_force)).order_by(*NEWEST_FIRST)


def _present() -> SelectOfScalar[FindingRow]:
    return select(FindingRow).join(NoticeRow).where(col(NoticeRow.in_force)).order_by(*NEWEST_FIRST)
