"""Whether the record is what history says: every line of the chain, and every row that a line vouches for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, col, select

from db import notices
from db.engine import Database
from db.history import Change, digest_of, link
from db.models import EventRow, NoticeRow, PersonRow, UpdateRow
from db.progress import contents_of


class Kind(StrEnum):
    """What can be wrong: a line altered, a line added, taken out or moved, and rows that differ from what
    was noted of them."""

    LINE = "line"
    CHAIN = "chain"
    UPDATE = "update"
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
        faults = [*([broken] if broken else []), *_updates(session, lines), *_notices(session, lines)]
        faults += _people(session, lines)
        return Audit(len(lines), lines[-1].chain if lines else "", tuple(faults))


def _broken(lines: Sequence[EventRow]) -> Iterator[Fault]:
    before = ""
    for line in lines:
        if line.digest != digest_of(line):
            yield Fault(Kind.LINE, line.id or 0)
        if line.chain != link(before, line.digest):
            yield Fault(Kind.CHAIN, line.id or 0)
        before = line.chain


def _updates(session: Session, lines: Sequence[EventRow]) -> Iterator[Fault]:
    noted = {one.subject_id: one.details.get("contents") for one in lines if one.kind == Change.PUBLISHED}
    rows = {row.id: row for row in session.exec(select(UpdateRow))}
    for update_id in sorted(noted.keys() | rows.keys(), key=lambda one: one or 0):
        row = rows.get(update_id)
        if row is None or noted.get(update_id) != contents_of(row):
            yield Fault(Kind.UPDATE, update_id or 0)


def _notices(session: Session, lines: Sequence[EventRow]) -> Iterator[Fault]:
    loaded = {line.subject_id for line in lines if line.kind == Change.NOTICE_LOADED}
    rows = {row.id: row for row in session.exec(select(NoticeRow))}
    for notice_id in sorted(loaded | rows.keys(), key=lambda one: one or 0):
        row = rows.get(notice_id)
        if row is None or notice_id not in loaded or row.digest != notices.digest_of(session, row):
            yield Fault(Kind.NOTICE, notice_id or 0)


def _people(session: Session, lines: Sequence[EventRow]) -> Iterator[Fault]:
    noted: dict[int | None, tuple[str | None, str | None] | None] = {}
    for line in lines:
        if line.kind in (Change.JOINED, Change.ENROLLED):
            noted[line.subject_id] = (line.details.get("role"), line.details.get("unit"))
        elif line.kind == Change.REVOKED:
            noted[line.subject_id] = None
    now = {row.id: (row.role, row.unit) for row in session.exec(select(PersonRow))}
    for person_id in sorted(noted.keys() | now.keys(), key=lambda one: one or 0):
        if noted.get(person_id) != now.get(person_id or 0):
            yield Fault(Kind.PERSON, person_id or 0)
