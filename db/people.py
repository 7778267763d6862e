"""People with a role, and the invitations that give it."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, delete, func, literal, null, or_
from sqlmodel import Session, col, select

from db import dialogs, notices, outbox, towns
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


_ROLE = "role"
# Of the shape of dialogs.WAITING.
ROLE = select(literal(_ROLE), PersonRow.role, null(), null()).where(PersonRow.id == bindparam("person"))


class Refused(StrEnum):
    """Why an invitation does not let one in."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    TOO_OFTEN = "too_often"
    LAST_ADMIN = "last_admin"


def role_in(rows: Sequence[Any]) -> Role:
    """The person's role, of the rows that ROLE gives, a citizen's without one; others are passed over."""
    return next((Role(row.step) for row in rows if row.what == _ROLE), Role.CITIZEN)


def invite(
    database: Database, role: Role, unit: str | None, now: datetime, town_id: int | None = None
) -> str:
    """A new one-time code to a town, or to the county; only its hash is kept. Without a unit, who joins
    belongs to the issuer."""
    with database.transaction() as session:
        return _invite(session, role, unit, town_id, None, now)


def invite_as(
    database: Database, admin_id: int, role: Role, unit: str | None, town_id: int | None, now: datetime
) -> str | None:
    """The same in the name of an admin, who invites to their own town alone, unless they are the county's;
    None for who is none."""
    with database.transaction() as session:
        if not is_allowed(session, admin_id, Action.MANAGE_PEOPLE):
            return None
        _guard_people(session, admin_id, town_id)
        return _invite(session, role, unit, town_id, admin_id, now)


def _invite(
    session: Session, role: Role, unit: str | None, town_id: int | None, by: int | None, now: datetime
) -> str:
    code = "".join(secrets.choice(_ALPHABET) for _ in range(INVITE_LENGTH))
    row = InviteRow(
        code_hash=_hash(code), role=role, unit=unit, expires_at=now + INVITE_VALID_FOR, town_id=town_id
    )
    session.add(row)
    note(session, Change.INVITED, now, by, None, role=role, unit=unit, town=town_id)
    return code


def join(database: Database, code: str, person_id: int, name: str, now: datetime) -> Person | Refused:
    """Binds the account to the invitation's role and unit, in place of any it had; the code is then used
    up, and the admins are owed a word of it.

    The same person may send a used code again and is simply told who they are; the last admin stays what
    they are, whose role the operator alone may take. After WRONG_CODES wrong codes within an hour nothing is
    looked at any more.
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
        if row.role != Role.ADMIN and _is_last_admin(session, session.get(PersonRow, person_id)):
            return Refused.LAST_ADMIN
        row.used_at, row.used_by = now, person_id
        unit = row.unit or notices.issuer(session, row.town_id)
        person = Person(person_id, name, Role(row.role), unit, row.town_id)
        _keep(session, person, Change.JOINED, now)
        facts = {"person_id": person_id, "name": name, "role": person.role, "unit": person.unit}
        to = outbox.To(Role.ADMIN, person.town_id, person_id)
        outbox.owe_to_role(session, f"joined:{row.code_hash}", "joined", facts, to, now)
        return person


def enrol(
    database: Database,
    person_id: int,
    name: str,
    role: Role,
    now: datetime,
    town_id: int | None = None,
    unit: str | None = None,
) -> None:
    """Gives an account of the terminal its role, without an invitation; without a unit in the issuer's
    name."""
    with database.transaction() as session:
        unit = unit or notices.issuer(session, town_id)
        _keep(session, Person(person_id, name, role, unit, town_id), Change.ENROLLED, now)


class NotRevoked(StrEnum):
    """Why nobody's role was taken away."""

    NOT_ALLOWED = "not_allowed"
    HAS_NONE = "has_none"
    LAST_ADMIN = "last_admin"


def revoke(database: Database, person_id: int, by: int | None, now: datetime) -> Person | NotRevoked:
    """Takes a person's role away, from their next message on. ``by`` is the admin, whose own role is checked,
    or None for the operator at the command line, who alone may take the last admin's."""
    with database.transaction() as session:
        row = _revocable(session, person_id, by)
        if isinstance(row, NotRevoked):
            return row
        session.delete(row)
        outbox.forget_role(session, person_id)
        dialogs.end_of(session, person_id)
        note(session, Change.REVOKED, now, by, person_id, role=row.role, unit=row.unit)
        return _person(row)


def revocable(database: Database, person_id: int, by: int) -> Person | NotRevoked:
    """Whose role an admin could take away now."""
    with database.snapshot() as session:
        row = _revocable(session, person_id, by)
        return row if isinstance(row, NotRevoked) else _person(row)


def _revocable(session: Session, person_id: int, by: int | None) -> PersonRow | NotRevoked:
    if by is not None and not is_allowed(session, by, Action.MANAGE_PEOPLE):
        return NotRevoked.NOT_ALLOWED
    row = session.get(PersonRow, person_id)
    if row is None:
        return NotRevoked.HAS_NONE
    if by is not None:
        _guard_people(session, by, row.town_id)
        if _is_last_admin(session, row):
            return NotRevoked.LAST_ADMIN
    return row


def _guard_people(session: Session, admin_id: int, town_id: int | None) -> None:
    """Raises OtherTown for an admin of a town who would decide about another's people, or the county's."""
    admin = session.get_one(PersonRow, admin_id)
    if admin.town_id is not None and admin.town_id != town_id:
        raise towns.OtherTown(towns.name_of(session, admin.town_id))


def _is_last_admin(session: Session, row: PersonRow | None) -> bool:
    """Whether without this person nobody would be left who may decide about the people of their town, or of
    the county."""
    if row is None or row.role != Role.ADMIN:
        return False
    deciding = or_(col(PersonRow.town_id).is_(None), col(PersonRow.town_id) == row.town_id)
    admins = session.exec(select(PersonRow.id).where(PersonRow.role == Role.ADMIN, deciding).limit(2)).all()
    return len(admins) == 1


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


def all_units(database: Database, town_id: int | None = None) -> list[str]:
    """The units that somebody works in, of a town and of the county, or of all."""
    with database.snapshot() as session:
        return units(session, town_id)


def units(session: Session, town_id: int | None) -> list[str]:
    """The units that somebody works in, of a town and of the county, or of all."""
    theirs = select(PersonRow.unit).distinct()
    if town_id is not None:
        theirs = theirs.where(or_(col(PersonRow.town_id).is_(None), col(PersonRow.town_id) == town_id))
    return sorted(session.exec(theirs))


def tidy(session: Session, before: datetime) -> None:
    """Forgets wrong codes tried before that time."""
    session.execute(delete(WrongCodeRow).where(col(WrongCodeRow.tried_at) < before))


def everyone(database: Database, town_id: int | None = None) -> list[Person]:
    """All who have a role, those of one town where it is named."""
    theirs = select(PersonRow).order_by(col(PersonRow.id))
    if town_id is not None:
        theirs = theirs.where(PersonRow.town_id == town_id)
    with database.snapshot() as session:
        return [_person(row) for row in session.exec(theirs)]


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
    is_other = before is not None and (before.role, before.unit, before.town_id) != (
        person.role, person.unit, person.town_id,
    )  # fmt: skip
    if is_other:
        outbox.forget_role(session, person.id)
    row = PersonRow(
        id=person.id, name=person.name, role=person.role, unit=person.unit, joined_at=now,
        town_id=person.town_id,
    )  # fmt: skip
    session.merge(row)
    note(session, change, now, person.id, person.id, role=person.role, unit=person.unit, town=person.town_id)


def _hash(code: str) -> str:
    return hashlib.sha256(re.sub(r"[\s\-]", "", code).upper().encode()).hexdigest()


def _person(row: PersonRow) -> Person:
    return Person(row.id, row.name, Role(row.role), row.unit, row.town_id)
