"""The record: a notice in force with all that is known of its findings since."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, bindparam, func
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from db.engine import Database
from db.evidence import State
from db.findings import notice_of
from db.history import Change
from db.in_force import count_in_force, in_force, names, rows_in_force, to_name
from db.models import (
    AliasRow,
    CloseoutRow,
    EventRow,
    EvidenceRow,
    FindingRow,
    NoticeRow,
    OwnershipRow,
    UpdateRow,
)
from knowledge.index.sources import Key
from knowledge.model import (
    Alias,
    AlsoIn,
    Closeout,
    NoticeName,
    Ownership,
    ProgressUpdate,
    RectificationKind,
    Status,
    Step,
)
from knowledge.record import Record

T = TypeVar("T")

# So many other notices are named beside one.
_BESIDE = 3
_FEW = 500
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
        updates, closeouts = updates_of(session, notices, codes=codes), _closeouts(session, notices, codes)
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
    findings, updates, aliases = _findings(session, rows), updates_of(session, rows), _aliases(session, rows)
    ownerships, closeouts, also = _ownerships(session, rows), _closeouts(session, rows), _also(session, rows)
    version, count, beside = _version(session), count_in_force(session), _beside(session, rows)
    return {
        one: Record(
            notice_of(row, findings[one]), tuple(updates[one]), one, version, tuple(aliases[one]),
            tuple(ownerships[one]), tuple(closeouts[one]), count, beside[one], tuple(also[one]),
            row.town_id,
        )
        for one, row in rows.items()
    }  # fmt: skip


def updates_of(
    session: Session,
    notice_ids: Collection[int],
    *conditions: ColumnElement[bool],
    codes: Collection[str] = (),
) -> Mapping[int, list[ProgressUpdate]]:
    """By notice, the progress on all its matters, oldest first, whichever issue it was published under; with
    the codes of this one. What was withdrawn is left out."""
    now = aliased(FindingRow)
    columns = (
        UpdateRow.id, now.notice_id, now.code, UpdateRow.text, UpdateRow.unit, UpdateRow.published_at,
        UpdateRow.status, UpdateRow.corrects_id, UpdateRow.draft_id,
    )  # fmt: skip
    rows = session.execute(  # columns, not rows of the model: a third of the time for thousands
        sa_select(*columns)  # type: ignore[call-overload]  # columns of a model are typed as its fields
        .join(FindingRow, col(UpdateRow.finding_id) == col(FindingRow.id))
        .join(now, col(now.matter_id) == col(FindingRow.matter_id))
        .where(_of(now, notice_ids, codes), col(UpdateRow.withdrawn_at).is_(None), *conditions)
        .order_by(col(UpdateRow.id))
    )
    shown = [*rows]
    ids, files = {row.id for row in shown}, files_of_drafts(session, {row.draft_id for row in shown})
    return _by_notice(
        (
            row.notice_id,
            ProgressUpdate(
                row.id, row.code, row.text, row.unit, row.published_at, Status(row.status),
                # Of what was withdrawn, nothing is known.
                row.corrects_id if row.corrects_id in ids else None,
                files.get(row.draft_id, 0), row.notice_id,
            ),
        )
        for row in shown
    )  # fmt: skip


def files_of_drafts(session: Session, drafts: Collection[int]) -> dict[int, int]:
    """How many photos and files each of these drafts has, or the update it became."""
    if not drafts:
        return {}
    draft = col(EvidenceRow.draft_id)
    # Very many are found sooner by going through all there are.
    wanted = draft.in_(drafts) if len(drafts) <= _FEW else draft.is_not(None)
    counted = select(EvidenceRow.draft_id, func.count()).where(wanted, EvidenceRow.state != State.REFUSED)
    return {draft or 0: count for draft, count in session.exec(counted.group_by(col(EvidenceRow.draft_id)))}


def to_update(row: UpdateRow, finding: FindingRow, files: int = 0) -> ProgressUpdate:
    return ProgressUpdate(
        row.id or 0, finding.code, row.text, row.unit, row.published_at, Status(row.status), row.corrects_id,
        files, finding.notice_id,
    )  # fmt: skip


def to_ownership(row: OwnershipRow, code: str) -> Ownership:
    kind = RectificationKind(row.kind) if row.kind else None
    return Ownership(code, row.unit, row.owner, row.due_on, row.lead, kind)


def to_closeout(row: CloseoutRow, code: str, notice_id: int) -> Closeout:
    return Closeout(
        row.id or 0, code, Step(row.step), row.person_id, row.unit, row.reason, row.taken_at, notice_id
    )


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


def _by_notice(pairs: Iterable[tuple[int, T]]) -> Mapping[int, list[T]]:
    found: dict[int, list[T]] = defaultdict(list)
    for notice_id, one in pairs:
        found[notice_id].append(one)
    return found


def _of(row: type[FindingRow], notices: Collection[int], codes: Collection[str]) -> ColumnElement[bool]:
    """Findings of these notices, with these codes, where there are any."""
    of_notices = col(row.notice_id).in_(notices)
    return and_(of_notices, col(row.code).in_(codes)) if codes else of_notices


def _findings(session: Session, notices: Collection[int]) -> Mapping[int, list[FindingRow]]:
    rows = select(FindingRow).where(col(FindingRow.notice_id).in_(notices))
    return _by_notice((row.notice_id, row) for row in session.exec(rows.order_by(col(FindingRow.position))))


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
    return _by_notice(
        (one, AlsoIn(code, its_code, to_name(row := others[there][1]), _age(row) > _age(notices[one])))
        for one, code, there, its_code in told
    )


def _age(notice: NoticeRow) -> tuple[date, int]:
    return notice.dated_on, notice.id or 0


def _ownerships(session: Session, notices: Collection[int]) -> Mapping[int, list[Ownership]]:
    rows = session.exec(
        select(FindingRow.notice_id, FindingRow.code, OwnershipRow)
        .join(OwnershipRow, col(OwnershipRow.matter_id) == col(FindingRow.matter_id))
        .where(col(FindingRow.notice_id).in_(notices))
        .order_by(col(FindingRow.position))
    )
    return _by_notice((one, to_ownership(row, code)) for one, code, row in rows)


def _closeouts(
    session: Session, notices: Collection[int], codes: Collection[str] = ()
) -> Mapping[int, list[Closeout]]:
    rows = session.exec(
        select(FindingRow.notice_id, FindingRow.code, CloseoutRow)
        .join(CloseoutRow, col(CloseoutRow.matter_id) == col(FindingRow.matter_id))
        .where(_of(FindingRow, notices, codes))
        .order_by(col(CloseoutRow.id))
    )
    return _by_notice((one, to_closeout(row, code, one)) for one, code, row in rows)


def _aliases(session: Session, notices: Collection[int]) -> Mapping[int, list[Alias]]:
    now = aliased(FindingRow)
    rows = session.exec(
        select(now.notice_id, now.code, AliasRow.text)
        .join(FindingRow, col(AliasRow.finding_id) == col(FindingRow.id))
        .join(now, col(now.matter_id) == col(FindingRow.matter_id))
        .where(col(now.notice_id).in_(notices), col(AliasRow.removed_at).is_(None))
        .order_by(col(AliasRow.id))
    )
    return _by_notice((one, Alias(code, text)) for one, code, text in dict.fromkeys(rows))
