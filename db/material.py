"""What answers are found in: the notices in force, and each finding with its newest updates and its names."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from db.engine import Database
from db.findings import to_finding
from db.history import Change
from db.in_force import rows_in_force
from db.models import AliasRow, EventRow, FindingRow, NoticeRow, UpdateRow
from knowledge.index.entries import MOST_UPDATES, Facts
from knowledge.index.sources import Source

_OF_NOTICES = (Change.NOTICE_LOADED, Change.NOTICE_WITHDRAWN, Change.ALIASES_SHIPPED)
_OF_UPDATES = (Change.PUBLISHED, Change.WITHDRAWN)
_OF_ALIASES = (Change.ALIAS_TAUGHT, Change.ALIAS_REMOVED)


@dataclass(frozen=True, slots=True)
class Mark:
    """A state of the material: the newest line of history that changed it, and the chain up to there, which
    a database that was restored does not share."""

    version: int
    chain: str


def mark(database: Database) -> Mark:
    """The present state; cheap enough to ask before each answer."""
    newest = select(EventRow.id, EventRow.chain).where(
        col(EventRow.kind).in_((*_OF_NOTICES, *_OF_UPDATES, *_OF_ALIASES))
    )
    with database.snapshot() as session:
        row = session.exec(newest.order_by(col(EventRow.id).desc()).limit(1)).first()
        return Mark(row[0] or 0, row[1]) if row else Mark(0, "")


def has_been(database: Database, state: Mark) -> bool:
    """Whether this database was once in that state."""
    with database.snapshot() as session:
        row = session.get(EventRow, state.version)
        return row is not None and row.chain == state.chain


def changed_since(database: Database, version: int) -> frozenset[int]:
    """The notices, in force or not, whose material changed after that line of history."""
    lines = select(EventRow.kind, EventRow.subject_id).where(
        col(EventRow.id) > version, col(EventRow.kind).in_((*_OF_NOTICES, *_OF_UPDATES, *_OF_ALIASES))
    )
    with database.snapshot() as session:
        subjects: dict[str, set[int]] = defaultdict(set)
        for kind, subject in session.exec(lines):
            subjects[kind].add(subject or 0)
        updates = set().union(*(subjects[kind] for kind in _OF_UPDATES))
        aliases = set().union(*(subjects[kind] for kind in _OF_ALIASES))
        told = _telling_of(session, UpdateRow, updates) | _telling_of(session, AliasRow, aliases)
        return frozenset(told.union(*(subjects[kind] for kind in _OF_NOTICES)))


def sources(database: Database) -> tuple[Source, ...]:
    """The notices in force, the newest first, with the codes of their findings."""
    codes: dict[int, list[str]] = defaultdict(list)
    in_order = select(FindingRow.notice_id, FindingRow.code).join(NoticeRow).where(col(NoticeRow.in_force))
    with database.snapshot() as session:
        for notice_id, code in session.exec(in_order.order_by(col(FindingRow.position))):
            codes[notice_id].append(code)
        return tuple(
            Source(row.id or 0, row.title, row.issuer, row.issued_on, tuple(codes[row.id or 0]), row.town_id)
            for row in session.exec(rows_in_force())
        )


def of_notice(database: Database, notice_id: int) -> list[Facts]:
    """The findings of a notice, in its order, with their material."""
    with database.snapshot() as session:
        later = _newest_updates(session, notice_id)
        names = _names(session, notice_id)
        rows = select(FindingRow).where(FindingRow.notice_id == notice_id).order_by(col(FindingRow.position))
        return [
            Facts(
                notice_id, to_finding(row), row.matter_id,
                tuple(later[row.matter_id][:MOST_UPDATES]), tuple(dict.fromkeys(names[row.matter_id])),
            )
            for row in session.exec(rows)
        ]  # fmt: skip


def _newest_updates(session: Session, notice_id: int) -> dict[int | None, list[str]]:
    """By matter, the words of its updates, the newest first, whichever notice they were published under."""
    of_matters, published = _of_matters(notice_id), col(UpdateRow.finding_id) == col(FindingRow.id)
    rows = session.exec(
        select(FindingRow.matter_id, UpdateRow.text)
        .join(UpdateRow, published)
        .where(of_matters, col(UpdateRow.withdrawn_at).is_(None))
        .order_by(col(UpdateRow.id).desc())
    )
    found: dict[int | None, list[str]] = defaultdict(list)
    for matter_id, text in rows:
        found[matter_id].append(text)
    return found


def _names(session: Session, notice_id: int) -> dict[int | None, list[str]]:
    rows = session.exec(
        select(FindingRow.matter_id, AliasRow.text)
        .join(AliasRow, col(AliasRow.finding_id) == col(FindingRow.id))
        .where(_of_matters(notice_id), col(AliasRow.removed_at).is_(None))
        .order_by(col(AliasRow.id))
    )
    found: dict[int | None, list[str]] = defaultdict(list)
    for matter_id, text in rows:
        found[matter_id].append(text)
    return found


def _of_matters(notice_id: int):  # type: ignore[no-untyped-def]
    """Of any finding that is about a matter of the notice."""
    its = select(FindingRow.matter_id).where(FindingRow.notice_id == notice_id)
    return col(FindingRow.matter_id).in_(its)


def _telling_of(session: Session, table: type[UpdateRow] | type[AliasRow], ids: set[int]) -> set[int]:
    """The notices that tell of the matters which rows of the table are about."""
    if not ids:
        return set()
    there = aliased(FindingRow)
    rows = session.exec(
        select(FindingRow.notice_id)
        .join(there, col(there.matter_id) == col(FindingRow.matter_id))
        .join(table, col(table.finding_id) == col(there.id))
        .where(col(table.id).in_(ids))
    )
    return {*rows}
