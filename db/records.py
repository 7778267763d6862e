"""The record: a notice in force with all that is known of its findings since."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from db.engine import Database
from db.findings import notice_of
from db.history import Change
from db.in_force import count_in_force, in_force, names, rows_in_force, to_name
from db.models import EventRow, FindingRow, NoticeRow
from db.parts import aliases_of, by_notice, closeouts_of, findings_of, ownerships_of, updates_of
from knowledge.index.sources import Key
from knowledge.model import AlsoIn, Closeout, NoticeName, ProgressUpdate
from knowledge.record import Record

# So many other notices are named beside one.
_BESIDE = 3
# With how many are in force. Made once, and of columns: inline asks it at every keystroke.
_TOLD_IN_BRIEF: tuple[Any, ...] = (
    NoticeRow.id, NoticeRow.title, NoticeRow.issuer, NoticeRow.issued_on, NoticeRow.phone, NoticeRow.email,
    NoticeRow.inspection_period, NoticeRow.town_id,
    sa_select(func.count()).where(col(aliased(NoticeRow).in_force)).scalar_subquery().label("in_force"),
)  # fmt: skip
_IN_BRIEF = sa_select(*_TOLD_IN_BRIEF).where(
    col(NoticeRow.id).in_(bindparam("notices", expanding=True)), col(NoticeRow.in_force)
)
_CHANGES_WHAT_IS_ANSWERED = (
    Change.NOTICE_LOADED,
    Change.NOTICE_WITHDRAWN,
    Change.PUBLISHED,
    Change.WITHDRAWN,
    Change.FILE_ADDED,
    Change.FILE_KEPT,
    Change.FILE_REFUSED,
    Change.ASSIGNED,
    Change.CLOSEOUT,
    Change.ALIASES_SHIPPED,
    Change.ALIAS_TAUGHT,
    Change.ALIAS_REMOVED,
)


def version(database: Database) -> int:
    """Grows with every change to what is answered; cheap enough to ask before each answer."""
    with database.snapshot() as session:
        return _version(session)


def record(database: Database, notice_id: int | None = None) -> Record | None:
    """A notice in force with all its progress, the newest where none is named; None when it is not in
    force, or none is."""
    with database.snapshot() as session:
        wanted = (notice_id if notice_id is not None else in_force(session)) or 0
        return _records(session, [wanted]).get(wanted)


def several(database: Database, notice_ids: Collection[int]) -> dict[int, Record]:
    """The same of many notices, by their ids and in the order of these; without those that are not in
    force."""
    with database.snapshot() as session:
        return _records(session, notice_ids)


def in_brief(database: Database, findings: Collection[Key]) -> dict[int, Record]:
    """The notices in force that have these findings, by their ids, with no more than a short card tells
    besides the findings' own words: where they stand, and what came since."""
    with database.snapshot() as session:
        notices, codes = {notice_id for notice_id, _ in findings}, {code for _, code in findings}
        rows = session.connection().execute(_IN_BRIEF, {"notices": [*notices]}).all()
        updates, closeouts = updates_of(session, notices, codes=codes), closeouts_of(session, notices, codes)
        return {row.id: _brief(row, updates[row.id], closeouts[row.id]) for row in rows}


def _brief(row: Any, updates: Iterable[ProgressUpdate], closeouts: Iterable[Closeout]) -> Record:
    return Record(
        notice_of(row, ()), tuple(updates), row.id, closeouts=tuple(closeouts), in_force=row.in_force,
        town_id=row.town_id,
    )  # fmt: skip


def _records(session: Session, notice_ids: Collection[int]) -> dict[int, Record]:
    named = select(NoticeRow).where(col(NoticeRow.id).in_(notice_ids), col(NoticeRow.in_force))
    found = {row.id: row for row in session.exec(named)}
    rows = {one: found[one] for one in notice_ids if one in found}
    if not rows:
        return {}
    findings, updates, aliases = (
        findings_of(session, rows),
        updates_of(session, rows),
        aliases_of(session, rows),
    )
    ownerships, closeouts, also = (
        ownerships_of(session, rows),
        closeouts_of(session, rows),
        _also(session, rows),
    )
    version, count, beside = _version(session), count_in_force(session), _beside(session, rows)
    return {
        one: Record(
            notice_of(row, findings[one]), tuple(updates[one]), one, version, tuple(aliases[one]),
            tuple(ownerships[one]), tuple(closeouts[one]), count, beside[one], tuple(also[one]),
            row.town_id,
        )
        for one, row in rows.items()
    }  # fmt: skip


def _version(session: Session) -> int:
    query = select(func.max(EventRow.id)).where(col(EventRow.kind).in_(_CHANGES_WHAT_IS_ANSWERED))
    return session.exec(query).one() or 0


def _beside(session: Session, notices: Mapping[int, NoticeRow]) -> dict[int, tuple[NoticeName, ...]]:
    """Beside each, the newest other notices in force, those of its town first."""
    newest = names(session, rows_in_force().limit(_BESIDE + 1))
    towns = {row.town_id for row in notices.values() if row.town_id is not None}
    of_town: dict[int | None, list[NoticeName]] = defaultdict(list)
    for name in names(session, rows_in_force().where(col(NoticeRow.town_id).in_(towns))):
        of_town[name.town_id].append(name)
    return {
        one: tuple(name for name in dict.fromkeys([*of_town[row.town_id], *newest]) if name.id != one)[
            :_BESIDE
        ]
        for one, row in notices.items()
    }


def _also(session: Session, notices: Mapping[int, NoticeRow]) -> Mapping[int, list[AlsoIn]]:
    """The other notices in force that have matters of these, the newest first."""
    here = aliased(FindingRow)
    # Without the notices: SQLite would begin with all that are in force.
    shared = session.exec(
        select(here.notice_id, here.code, FindingRow.notice_id, FindingRow.code)
        .join(FindingRow, col(here.matter_id) == col(FindingRow.matter_id))
        .where(col(here.notice_id).in_(notices), FindingRow.notice_id != here.notice_id)
    ).all()
    having = rows_in_force().where(col(NoticeRow.id).in_({there for _, _, there, _ in shared}))
    others = {row.id: (age, row) for age, row in enumerate(session.exec(having))}
    told = sorted((one for one in shared if one[2] in others), key=lambda one: others[one[2]][0])
    return by_notice(
        (one, AlsoIn(code, its_code, to_name(row := others[there][1]), _age(row) > _age(notices[one])))
        for one, code, there, its_code in told
    )


def _age(notice: NoticeRow) -> tuple[date, int]:
    return notice.dated_on, notice.id or 0
