"""Whether the record is what history says: every line of the chain, and every row that a line vouches for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import inspect
from sqlmodel import Session, SQLModel, col, select

from db import aliases, closeouts, drafts, evidence, in_force, loading, opinions, ownerships, progress
from db.engine import Database
from db.history import Change, digest_of, link
from db.models import (
    CloseoutRow,
    DraftRow,
    EventRow,
    EvidenceRow,
    NoticeRow,
    OpinionRow,
    OwnershipRow,
    PersonRow,
    UpdateRow,
)

Row = TypeVar("Row", bound=SQLModel)


class Kind(StrEnum):
    """What can be wrong: a line altered, a line added, taken out or moved, and rows that differ from what
    was noted of them."""

    LINE = "line"
    CHAIN = "chain"
    UPDATE = "update"
    DRAFT = "draft"
    CLOSEOUT = "closeout"
    FILE = "file"
    OWNERSHIP = "ownership"
    OPINION = "opinion"
    ALIASES = "aliases"
    NOTICE = "notice"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Fault:
    """``id`` is that of the line for LINE and CHAIN, else that of the row."""

    kind: Kind
    id: int


@dataclass(frozen=True, slots=True)
class Audit:
    """How many lines there are, the last link (who keeps it elsewhere can prove that none was cut off at the
    end), and what is wrong: of the chain only the first broken link."""

    lines: int
    last_link: str
    faults: tuple[Fault, ...]


def audit(database: Database) -> Audit:
    """Looks at everything, in one state of the database."""
    with database.snapshot() as session:
        lines = session.exec(select(EventRow).order_by(col(EventRow.id))).all()
        broken = next(_broken(lines), None)
        faults = [*([broken] if broken else []), *_vouched(session, lines)]
        faults += [*_aliases(session, lines), *_notices(session, lines), *_people(session, lines)]
        return Audit(len(lines), lines[-1].chain if lines else "", tuple(faults))


def _broken(lines: Sequence[EventRow]) -> Iterator[Fault]:
    before = ""
    for line in lines:
        if line.digest != digest_of(line):
            yield Fault(Kind.LINE, line.id or 0)
        if line.chain != link(before, line.digest):
            yield Fault(Kind.CHAIN, line.id or 0)
        before = line.chain


def _vouched(session: Session, lines: Sequence[EventRow]) -> Iterator[Fault]:
    """The rows of which history keeps digests, each against the newest line about it."""
    updates = _noted(lines, {Change.PUBLISHED, Change.WITHDRAWN})
    yield from _differing(session, Kind.UPDATE, UpdateRow, updates, progress.contents_of, complete=True)
    drafts_noted = _noted(lines, {Change.DRAFTED, Change.REWORDED, Change.CANCELLED, Change.EXPIRED})
    published = [line.details for line in lines if "draft_contents" in line.details]
    drafts_noted |= {line["draft"]: line["draft_contents"] for line in published}
    yield from _differing(session, Kind.DRAFT, DraftRow, drafts_noted, drafts.contents_of)
    steps = _noted(lines, {Change.CLOSEOUT})
    yield from _differing(session, Kind.CLOSEOUT, CloseoutRow, steps, closeouts.contents_of, complete=True)
    files = _noted(lines, {Change.FILE_KEPT, Change.FILE_REFUSED, Change.FILE_PLACED, Change.FILE_FORGOTTEN})
    yield from _differing(session, Kind.FILE, EvidenceRow, files, evidence.contents_of)
    tickets = _noted(lines, {Change.OPINION})
    yield from _differing(
        session, Kind.OPINION, OpinionRow, tickets, partial(opinions.contents_of, session), complete=True
    )
    owners = _noted(lines, {Change.ASSIGNED})
    yield from _differing(
        session, Kind.OWNERSHIP, OwnershipRow, owners, ownerships.contents_of, complete=True
    )


def _noted(lines: Sequence[EventRow], kinds: set[Change]) -> dict[int, str | None]:
    """The newest digest of each row; None where a line of an older version keeps none."""
    return {line.subject_id or 0: line.details.get("contents") for line in lines if line.kind in kinds}


def _differing(
    session: Session,
    kind: Kind,
    table: type[Row],
    noted: dict[int, str | None],
    contents_of: Callable[[Row], str],
    complete: bool = False,
) -> Iterator[Fault]:
    """``complete`` where every row must have a digest: others may be older than the digests."""
    rows: dict[int, Row] = {inspect(row).identity[0]: row for row in session.exec(select(table))}
    for row_id in sorted(noted.keys() | rows.keys()):
        row, digest = rows.get(row_id), noted.get(row_id)
        if row is None or (digest is None and complete) or digest not in (None, contents_of(row)):
            yield Fault(kind, row_id)


def _aliases(session: Session, lines: Sequence[EventRow]) -> Iterator[Fault]:
    """All of them against the newest line about any; a line of an older version keeps no digest."""
    kinds = (Change.ALIASES_SHIPPED, Change.ALIAS_TAUGHT, Change.ALIAS_REMOVED)
    newest = next((line for line in reversed(lines) if line.kind in kinds), None)
    digest = newest.details.get("contents") if newest else None
    if newest is not None and digest not in (None, aliases.contents_of_all(session)):
        yield Fault(Kind.ALIASES, newest.id or 0)


def _notices(session: Session, lines: Sequence[EventRow]) -> Iterator[Fault]:
    loaded = {line.subject_id for line in lines if line.kind == Change.NOTICE_LOADED}
    current, _ = in_force.after(
        (line.kind, line.subject_id, line.details) for line in lines if line.kind in in_force.LOADINGS
    )
    rows = {row.id: row for row in session.exec(select(NoticeRow))}
    for notice_id in sorted(loaded | rows.keys(), key=lambda one: one or 0):
        row = rows.get(notice_id)
        is_told = row is not None and notice_id in loaded and row.in_force == (notice_id in current)
        if row is None or not is_told or row.digest != loading.digest_of(session, row):
            yield Fault(Kind.NOTICE, notice_id or 0)


def _people(session: Session, lines: Sequence[EventRow]) -> Iterator[Fault]:
    """A line of before there were towns says nothing of whose somebody is."""
    noted: dict[int | None, dict[str, Any]] = {}
    for line in lines:
        if line.kind in (Change.JOINED, Change.ENROLLED):
            noted[line.subject_id] = line.details
        elif line.kind == Change.MOVED and line.subject_id in noted:
            noted[line.subject_id] = noted[line.subject_id] | line.details
        elif line.kind == Change.REVOKED:
            noted.pop(line.subject_id, None)
    now = {row.id: row for row in session.exec(select(PersonRow))}
    for person_id in sorted(noted.keys() | now.keys(), key=lambda one: one or 0):
        row, said = now.get(person_id or 0), noted.get(person_id)
        is_as_said = row is not None and said is not None and (row.role, row.unit, row.town_id) == (
            said.get("role"), said.get("unit"), said.get("town", row.town_id),
        )  # fmt: skip
        if not is_as_said:
            yield Fault(Kind.PERSON, person_id or 0)
