"""People with a role, and the invitations that give it."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import col, select

from db import notices
from db.engine import Database
from db.history import note
from db.models import InviteRow, PersonRow
from knowledge.model import Person, Role

INVITE_VALID_FOR = timedelta(hours=24)
INVITE_LENGTH = 12
# Without 0/O, 1/I/L: people copy codes by hand. 31 characters, 12 places: 59 bits.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_PATTERN = rf"[{_ALPHABET}]{{{INVITE_LENGTH}}}"


class Refused(StrEnum):
    """Why an invitation does not let one in."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"


def invite(database: Database, role: Role, unit: str | None, now: datetime) -> str:
    """A new one-time code; only its hash is kept. Without a unit, who joins belongs to the issuer."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(INVITE_LENGTH))
    with database.transaction() as session:
        session.add(InviteRow(code_hash=_hash(code), role=role, unit=unit, expires_at=now + INVITE_VALID_FOR))
        note(session, "invited", now, None, None, role=role, unit=unit)
    return code


def join(database: Database, code: str, person_id: int, now: datetime) -> Person | Refused:
    """Binds the account to the invitation's role and unit, in place of any it had; the code is then used up.

    The same person may send a used code again and is simply told who they are.
    """
    with database.transaction() as session:
        row = session.get(InviteRow, _hash(code))
        if row is None:
            return Refused.UNKNOWN
        if row.used_at is not None:
            known = session.get(PersonRow, person_id)
            return _person(known) if known and row.used_by == person_id else Refused.USED
        if row.expires_at <= now:
            return Refused.EXPIRED
        row.used_at, row.used_by = now, person_id
        unit = row.unit or notices.issuer(session)
        joined = session.merge(PersonRow(id=person_id, role=row.role, unit=unit, joined_at=now))
        note(session, "joined", now, person_id, person_id, role=row.role, unit=unit)
        return _person(joined)


def enrol(database: Database, person_id: int, role: Role, now: datetime) -> None:
    """Gives an account of the terminal its role, without an invitation and in the issuer's name."""
    with database.transaction() as session:
        unit = notices.issuer(session)
        session.merge(PersonRow(id=person_id, role=role, unit=unit, joined_at=now))
        note(session, "enrolled", now, person_id, person_id, role=role, unit=unit)


def find(database: Database, person_id: int) -> Person | None:
    with database.snapshot() as session:
        row = session.get(PersonRow, person_id)
        return _person(row) if row else None


def everyone(database: Database) -> list[Person]:
    """All who have a role."""
    with database.snapshot() as session:
        return [_person(row) for row in session.exec(select(PersonRow).order_by(col(PersonRow.id)))]


def _hash(code: str) -> str:
    return hashlib.sha256(re.sub(r"[\s\-]", "", code).upper().encode()).hexdigest()


def _person(row: PersonRow) -> Person:
    return Person(row.id, Role(row.role), row.unit)
