"""What a record is made of, as rows have it: of many notices at once, and each part of one by itself."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, and_, func
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from db.evidence import State
from db.models import AliasRow, CloseoutRow, EvidenceRow, FindingRow, OwnershipRow, UpdateRow
from knowledge.model import Alias, Closeout, Ownership, ProgressUpdate, RectificationKind, Status, Step

T = TypeVar("T")

_FEW = 500


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
    return by_notice((row.notice_id, _update(row, ids, files)) for row in shown)


def _update(row: Row[Any], shown: Collection[int], files: Mapping[int, int]) -> ProgressUpdate:
    # Of what was withdrawn, nothing is known.
    corrects = row.corrects_id if row.corrects_id in shown else None
    return ProgressUpdate(
        row.id, row.code, row.text, row.unit, row.published_at, Status(row.status), corrects,
        files.get(row.draft_id, 0), row.notice_id,
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


def findings_of(session: Session, notices: Collection[int]) -> Mapping[int, list[FindingRow]]:
    rows = select(FindingRow).where(col(FindingRow.notice_id).in_(notices))
    return by_notice((row.notice_id, row) for row in session.exec(rows.order_by(col(FindingRow.position))))


def ownerships_of(session: Session, notices: Collection[int]) -> Mapping[int, list[Ownership]]:
    rows = session.exec(
        select(FindingRow.notice_id, FindingRow.code, OwnershipRow)
        .join(OwnershipRow, col(OwnershipRow.matter_id) == col(FindingRow.matter_id))
        .where(col(FindingRow.notice_id).in_(notices))
        .order_by(col(FindingRow.position))
    )
    return by_notice((one, to_ownership(row, code)) for one, code, row in rows)


def closeouts_of(
    session: Session, notices: Collection[int], codes: Collection[str] = ()
) -> Mapping[int, list[Closeout]]:
    rows = session.exec(
        select(FindingRow.notice_id, FindingRow.code, CloseoutRow)
        .join(CloseoutRow, col(CloseoutRow.matter_id) == col(FindingRow.matter_id))
        .where(_of(FindingRow, notices, codes))
        .order_by(col(CloseoutRow.id))
    )
    return by_notice((one, to_closeout(row, code, one)) for one, code, row in rows)


def aliases_of(session: Session, notices: Collection[int]) -> Mapping[int, list[Alias]]:
    now = aliased(FindingRow)
    rows = session.exec(
        select(now.notice_id, now.code, AliasRow.text)
        .join(FindingRow, col(AliasRow.finding_id) == col(FindingRow.id))
        .join(now, col(now.matter_id) == col(FindingRow.matter_id))
        .where(col(now.notice_id).in_(notices), col(AliasRow.removed_at).is_(None))
        .order_by(col(AliasRow.id))
    )
    return by_notice((one, Alias(code, text)) for one, code, text in dict.fromkeys(rows))


def by_notice(pairs: Iterable[tuple[int, T]]) -> Mapping[int, list[T]]:
    found: dict[int, list[T]] = defaultdict(list)
    for notice_id, one in pairs:
        found[notice_id].append(one)
    return found


def _of(row: type[FindingRow], notices: Collection[int], codes: Collection[str]) -> ColumnElement[bool]:
    """Findings of these notices, with these codes, where there are any."""
    of_notices = col(row.notice_id).in_(notices)
    return and_(of_notices, col(row.code).in_(codes)) if codes else of_notices
