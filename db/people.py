"""People with a role, and the invitations that give it."""

import hashlib
import hmac
import re
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from db import dialogs, notices, outbox
from db.engine import Database
from db.history import Change, note
from db.models import InviteRow, PersonRow, WrongCodeRow
from knowledge.model import Person, Role
from knowledge.progress.permissions import Action, may

INVITE_VALID_FOR = timedelta(hours=24)
INVITE_LENGTH = 12
WRONG_CODES = 5  # within an hour
# Without 0/O, 1/I/L: people copy codes by hand. 31 characters, 12 places: 59 bits.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_PATTERN = rf"[{_ALPHABET}]{{{INVITE_LENGTH}}}"


class Refused(StrEnum):
    """Why an invitation does not let one in."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    TOO_OFTEN = "too_often"


def invite(database: Database, role: Role, unit: str | None, now: datetime) -> str:
    """A new one-time code; only its hash is kept. Without a unit, who joins belongs to the issuer."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(INVITE_LENGTH))
    with database.transaction() as session:
        session.add(InviteRow(code_hash=_hash(code), role=role, unit=unit, expires_at=now + INVITE_VALID_FOR))
        note(session, Change.INVITED, now, None, None, role=role, unit=unit)
    return code


def join(database: Database, code: str, person_id: int, name: str, now: datetime) -> Person | Refused:
    """Binds the account to the invitation's role and unit, in place of any it had; the code is then used
    up, and the admins are owed a word of it.

    The same person may send a used code again and is simply told who they are. After WRONG_CODES wrong
    codes within an hour nothing is looked at any more.
    """
    with database.transaction() as session:
        if _wrong_codes(session, person_id, now) >= WRONG_CODES:
            return Refused.TOO_OFTEN
        row = _invitation(session, code)
        if row is None:
            session.add(WrongCodeRow(person_id=person_id, tried_at=now))
            return Refused.UNKNOWN
        if row.used_at is not None:
            known = session.get(PersonRow, person_id)
            return _person(known) if known and row.used_by == person_id else Refused.USED
        if row.expires_at <= now:
            return Refused.EXPIRED
        row.used_at, row.used_by = now, person_id
        person = Person(person_id, name, Role(row.role), row.unit or notices.issuer(session))
        _keep(session, person, Change.JOINED, now)
        facts = {"person_id": person_id, "name": name, "role": person.role, "unit": person.unit}
        outbox.owe_to_role(session, f"joined:{row.code_hash}", "joined", facts, Role.ADMIN, now, person_id)
        return person


def enrol(database: Database, person_id: int, name: str, role: Role, now: datetime) -> None:
    """Gives an account of the terminal its role, without an invitation and in the issuer's name."""
    with database.transaction() as session:
        _keep(session, Person(person_id, name, role, notices.issuer(session)), Change.ENROLLED, now)


def revoke(database: Database, person_id: int, by: int | None, now: datetime) -> Person | None:
    """Takes a person's role away, from their next message on; None for who has none. ``by`` is the admin
    whose own role is checked in the same transaction, or None for the operator at the command line, who alone
    may take the last admin's."""
    with database.transaction() as session:
        if by is not None and not is_allowed(session, by, Action.MANAGE_PEOPLE):
            return None
        row = session.get(PersonRow, person_id)
        if row is None or (by is not None and _is_last_admin(session, row)):
            return None
        session.delete(row)
        outbox.forget_role(session, person_id)
        dialogs.end_of(session, person_id)
        note(session, Change.REVOKED, now, by, person_id, role=row.role, unit=row.unit)
        return _person(row)


def _is_last_admin(session: Session, row: PersonRow) -> bool:
    admins = session.exec(select(PersonRow.id).where(PersonRow.role == Role.ADMIN).limit(2)).all()
    return row.role == Role.ADMIN and len(admins) == 1


def is_allowed(session: Session, person_id: int, action: Action) -> bool:
    """Whether the person may do this, asked in the transaction that does it."""
    row = session.get(PersonRow, person_id)
    return row is not None and may(Role(row.role), action)


def find(database: Database, person_id: int) -> Person | None:
    with database.snapshot() as session:
        return of(session, person_id)


def of(session: Session, person_id: int) -> Person | None:
    """The person, as the transaction that they act in sees them."""
    row = session.get(PersonRow, person_id)
    return _person(row) if row else None


def all_units(database: Database) -> list[str]:
    """The units that somebody works in."""
    with database.snapshot() as session:
        return units(session)


def units(session: Session) -> list[str]:
    """The units that somebody works in."""
    return sorted(session.exec(select(PersonRow.unit).distinct()))


def tidy(session: Session, before: datetime) -> None:
    """Forgets wrong codes tried before that time."""
    session.execute(delete(WrongCodeRow).where(col(WrongCodeRow.tried_at) < before))


def everyone(database: Database) -> list[Person]:
    """All who have a role."""
    with database.snapshot() as session:
        return [_person(row) for row in session.exec(select(PersonRow).order_by(col(PersonRow.id)))]


def _invitation(session: Session, code: str) -> InviteRow | None:
    """The invitation of a code; all are compared, so that the time taken tells nothing of a guess."""
    wanted, found = _hash(code), None
    for row in session.exec(select(InviteRow)):
        if hmac.compare_digest(row.code_hash, wanted):
            found = row
    return found


def _wrong_codes(session: Session, person_id: int, now: datetime) -> int:
    lately = WrongCodeRow.tried_at > now - timedelta(hours=1)
    query = select(func.count()).select_from(WrongCodeRow)
    return session.exec(query.where(WrongCodeRow.person_id == person_id, lately)).one()


def _keep(session: Session, person: Person, change: Change, now: datetime) -> None:
    before = session.get(PersonRow, person.id)
    if before is not None and (before.role, before.unit) != (person.role, person.unit):
        outbox.forget_role(session, person.id)
    row = PersonRow(id=person.id, name=person.name, role=person.role, unit=person.unit, joined_at=now)
    session.merge(row)
    note(session, change, now, person.id, person.id, role=person.role, unit=person.unit)


def _hash(code: str) -> str:
    return hashlib.sha256(re.sub(r"[\s\-]", "", code).upper().encode()).hexdigest()


def _person(row: PersonRow) -> Person:
    return Person(row.id, row.name, Role(row.role), row.unit)
