"""Photos and files that staff and citizens sent: which there are, and their bytes, which are fetched once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from db import outbox
from db.engine import Database
from db.findings import matter_of
from db.history import Change, digest, note
from db.in_force import finding_row
from db.models import EvidenceRow, FindingRow, UpdateRow


class Kind(StrEnum):
    """As it came: a photo, which Telegram has made smaller, or a file as it is."""

    PHOTO = "photo"
    FILE = "file"


class State(StrEnum):
    OWED = "owed"
    KEPT = "kept"
    REFUSED = "refused"
    FORGOTTEN = "forgotten"


# Its bytes are there, or will be.
USABLE = (State.OWED, State.KEPT)


@dataclass(frozen=True, slots=True)
class Owed:
    """Bytes that are to be fetched."""

    id: int
    kind: Kind
    file_id: str
    name: str | None
    tries: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A photo or file whose bytes are there."""

    id: int
    kind: Kind
    sha256: str
    name: str | None


def count(session: Session, draft_id: int | None) -> int:
    """How many photos and files a draft has, or the update it became."""
    of_draft = (EvidenceRow.draft_id == draft_id, EvidenceRow.state != State.REFUSED)
    return session.exec(select(func.count()).select_from(EvidenceRow).where(*of_draft)).one()


def is_there(session: Session, finding: FindingRow, *states: State) -> bool:
    """Whether anything that was published on the matter has a photo or file in one of these states."""
    query = _published_on(finding).where(col(EvidenceRow.state).in_(states))
    return session.exec(query.limit(1)).first() is not None


def _published_on(finding: FindingRow) -> SelectOfScalar[EvidenceRow]:
    """Whatever was published on the matter of a finding, and not taken back."""
    return (
        select(EvidenceRow)
        .join(UpdateRow, col(UpdateRow.draft_id) == col(EvidenceRow.draft_id))
        .join(FindingRow, col(FindingRow.id) == col(UpdateRow.finding_id))
        .where(FindingRow.matter_id == matter_of(finding), col(UpdateRow.withdrawn_at).is_(None))
    )


def of_finding(database: Database, notice_id: int, code: str, limit: int) -> list[Kept]:
    """The newest photos and files of what was published on a finding, the oldest of them first."""
    with database.snapshot() as session:
        finding = finding_row(session, notice_id, code)
        if finding is None:
            return []
        query = _published_on(finding).where(EvidenceRow.state == State.KEPT)
        rows = session.exec(query.order_by(col(EvidenceRow.id).desc()).limit(limit)).all()
        return [Kept(row.id or 0, Kind(row.kind), row.sha256 or "", row.name) for row in reversed(rows)]


def owed(database: Database, now: datetime, limit: int) -> list[Owed]:
    """What is to be fetched now, the oldest first."""
    with database.snapshot() as session:
        due = select(EvidenceRow).where(EvidenceRow.state == State.OWED, EvidenceRow.not_before <= now)
        rows = session.exec(due.order_by(col(EvidenceRow.id)).limit(limit))
        return [Owed(row.id or 0, Kind(row.kind), row.file_id, row.name, row.tries) for row in rows]


def postpone(database: Database, evidence_id: int, tries: int, not_before: datetime) -> None:
    with database.transaction() as session:
        row = session.get_one(EvidenceRow, evidence_id)
        row.tries, row.not_before = tries, not_before


def keep(database: Database, evidence_id: int, sha256: str, now: datetime) -> None:
    """The bytes are stored under this name."""
    with database.transaction() as session:
        row = session.get_one(EvidenceRow, evidence_id)
        if row.state != State.OWED:  # while it was fetched it was forgotten, or another worker fetched it
            return
        row.sha256, row.state = sha256, State.KEPT
        note(session, Change.FILE_KEPT, now, _actor(row), row.id, contents=contents_of(row))


def refuse(database: Database, evidence_id: int, why: str, now: datetime) -> None:
    """The file is none that can be kept; who sent it is told."""
    with database.transaction() as session:
        row = session.get_one(EvidenceRow, evidence_id)
        if row.state != State.OWED:
            return
        row.state = State.REFUSED
        note(session, Change.FILE_REFUSED, now, _actor(row), row.id, contents=contents_of(row), why=why)
        facts = {"name": row.name, "why": why}
        outbox.owe(session, f"file:{row.id}", "file_refused", facts, row.person_id, now)


def kept(database: Database) -> list[str]:
    """The names of all files that must be there."""
    with database.snapshot() as session:
        names = select(EvidenceRow.sha256).where(EvidenceRow.state == State.KEPT).distinct()
        return sorted(name for name in session.exec(names) if name)


def private_to(database: Database, person_id: int) -> list[str]:
    """The names of the files that a person sent, but for those of what staff published or are to publish."""
    of_person = (EvidenceRow.person_id == person_id, col(EvidenceRow.draft_id).is_(None))
    with database.snapshot() as session:
        return [name for name in session.exec(select(EvidenceRow.sha256).where(*of_person)) if name]


def of_opinion(session: Session, opinion_id: int | None) -> SelectOfScalar[EvidenceRow]:
    """What came with an opinion, or after it."""
    usable = col(EvidenceRow.state).in_(USABLE)
    of_it = select(EvidenceRow).where(EvidenceRow.opinion_id == opinion_id, usable)
    return of_it.order_by(col(EvidenceRow.id))


def count_of_opinions(session: Session, ids: Sequence[int | None]) -> dict[int, int]:
    """How many photos and files each of these opinions has; without those that have none."""
    usable = col(EvidenceRow.state).in_(USABLE)
    counted = select(EvidenceRow.opinion_id, func.count()).where(col(EvidenceRow.opinion_id).in_(ids), usable)
    rows = session.exec(counted.group_by(col(EvidenceRow.opinion_id)))
    return {opinion or 0: count for opinion, count in rows}


def contents_of(row: EvidenceRow) -> str:
    """A digest of what was kept, which history keeps; of a citizen's, it does not tell whose it is."""
    whose = row.person_id if row.opinion_id is None else row.opinion_id
    return digest(row.draft_id, whose, row.kind, row.name, row.sha256, row.state)


def _actor(row: EvidenceRow) -> int | None:
    """Who sent it, where that is no citizen."""
    return row.person_id if row.opinion_id is None else None
