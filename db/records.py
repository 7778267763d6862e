"""The record: a notice in force with all that is known of its findings since."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from db.engine import Database
from db.findings import finding_rows, notice_of
from db.history import Change
from db.in_force import all_in_force, in_force, rows_in_force, to_name
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
from knowledge.model import (
    Alias,
    AlsoIn,
    Closeout,
    NoticeName,
    Ownership,
    ProgressUpdate,
    Record,
    RectificationKind,
    Status,
    Step,
)

# So many other notices are named beside one.
_BESIDE = 3
_FEW = 500
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
        row = session.get(NoticeRow, (notice_id if notice_id is not None else in_force(session)) or 0)
        if row is None or not row.in_force:
            return None
        return Record(
            notice_of(row, finding_rows(session, row)), tuple(updates_of(session, row.id)), row.id or 0,
            _version(session), _aliases(session, row), _ownerships(session, row), _closeouts(session, row),
            len(all_in_force(session)), _beside(session, row), _also(session, row), row.town_id,
        )  # fmt: skip


def updates_of(
    session: Session, notice_id: int | None, *conditions: ColumnElement[bool]
) -> list[ProgressUpdate]:
    """The progress on all matters of a notice, oldest first, whichever issue it was published under; with
    the codes of this one. What was withdrawn is left out."""
    now = aliased(FindingRow)
    columns = (
        UpdateRow.id, now.code, UpdateRow.text, UpdateRow.unit, UpdateRow.published_at, UpdateRow.status,
        UpdateRow.corrects_id, UpdateRow.draft_id,
    )  # fmt: skip
    rows = session.execute(  # columns, not rows of the model: a third of the time for thousands
        sa_select(*columns)  # type: ignore[call-overload]  # columns of a model are typed as its fields
        .join(FindingRow, col(UpdateRow.finding_id) == col(FindingRow.id))
        .join(now, col(now.matter_id) == col(FindingRow.matter_id))
        .where(now.notice_id == notice_id, col(UpdateRow.withdrawn_at).is_(None), *conditions)
        .order_by(col(UpdateRow.id))
    )
    shown = [*rows]
    ids, files = {row.id for row in shown}, files_of_drafts(session, {row.draft_id for row in shown})
    return [
        ProgressUpdate(
            row.id, row.code, row.text, row.unit, row.published_at, Status(row.status),
            row.corrects_id if row.corrects_id in ids else None,  # of what was withdrawn, nothing is known
            files.get(row.draft_id, 0), notice_id or 0,
        )
        for row in shown
    ]  # fmt: skip


def files_of_drafts(session: Session, drafts: Collection[int]) -> dict[int, int]:
    """How many photos and files each of these drafts has, or the update it became."""
    if not drafts:
        return {}
    draft = col(EvidenceRow.draft_id)
    # Very many are found sooner by going through all there are.
    wanted = draft.in_(drafts) if len(drafts) <= _FEW else draft.is_not(None)
    counted = select(EvidenceRow.draft_id, func.count()).where(wanted, EvidenceRow.state != "refused")
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


def _beside(session: Session, notice: NoticeRow) -> tuple[NoticeName, ...]:
    """The newest other notices in force, those of the same issuer first."""
    others = rows_in_force().where(NoticeRow.id != notice.id)
    of_issuer = session.exec(others.where(NoticeRow.issuer == notice.issuer).limit(_BESIDE)).all()
    newest = session.exec(others.limit(_BESIDE)).all()
    return tuple(dict.fromkeys(map(to_name, [*of_issuer, *newest])))[:_BESIDE]


def _also(session: Session, notice: NoticeRow) -> tuple[AlsoIn, ...]:
    """The other notices in force that have matters of this one, the newest first."""
    here = aliased(FindingRow)
    rows = session.exec(
        select(here.code, FindingRow.code, NoticeRow)
        .join(FindingRow, col(here.matter_id) == col(FindingRow.matter_id))
        .join(NoticeRow, col(FindingRow.notice_id) == col(NoticeRow.id))
        .where(here.notice_id == notice.id, NoticeRow.id != notice.id, col(NoticeRow.in_force))
        .order_by(col(NoticeRow.dated_on).desc(), col(NoticeRow.id).desc())
    )
    age = (notice.dated_on, notice.id or 0)
    return tuple(
        AlsoIn(code, there, to_name(row), (row.dated_on, row.id or 0) > age) for code, there, row in rows
    )


def _ownerships(session: Session, notice: NoticeRow) -> tuple[Ownership, ...]:
    rows = session.exec(
        select(FindingRow.code, OwnershipRow)
        .join(OwnershipRow, col(OwnershipRow.matter_id) == col(FindingRow.matter_id))
        .where(FindingRow.notice_id == notice.id)
        .order_by(col(FindingRow.position))
    )
    return tuple(to_ownership(row, code) for code, row in rows)


def _closeouts(session: Session, notice: NoticeRow) -> tuple[Closeout, ...]:
    rows = session.exec(
        select(FindingRow.code, CloseoutRow)
        .join(CloseoutRow, col(CloseoutRow.matter_id) == col(FindingRow.matter_id))
        .where(FindingRow.notice_id == notice.id)
        .order_by(col(CloseoutRow.id))
    )
    return tuple(to_closeout(row, code, notice.id or 0) for code, row in rows)


def _aliases(session: Session, notice: NoticeRow) -> tuple[Alias, ...]:
    now = aliased(FindingRow)
    rows = session.exec(
        select(now.code, AliasRow.text)
        .join(FindingRow, col(AliasRow.finding_id) == col(FindingRow.id))
        .join(now, col(now.matter_id) == col(FindingRow.matter_id))
        .where(now.notice_id == notice.id, col(AliasRow.removed_at).is_(None))
        .order_by(col(AliasRow.id))
    )
    return tuple(Alias(code, text) for code, text in dict.fromkeys(rows))
