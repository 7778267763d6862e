"""Reminders owed to who works on findings with a deadline, and to who leads them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from db import outbox
from db.models import PersonRow
from knowledge.model import Ownership, Role
from knowledge.progress.reminders import Reminder

_WORKING = (Role.STAFF, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class _To:
    """One person, all of a unit, or the supervisors."""

    person_id: int | None = None
    unit: str | None = None

    @property
    def key(self) -> str:
        return str(self.person_id or self.unit or "supervisors")


def owe(session: Session, reminders: Iterable[Reminder], day: date, notice_id: int, now: datetime) -> None:
    """One message a day to each whom it concerns: the owner where they have an account in the unit, else all
    of the unit; of what is long over also the lead, or the supervisors where the lead has no account."""
    for kind, told in _sorted(session, reminders).items():
        for to, lines in told.items():
            facts = {"notice_id": notice_id, "lines": lines}
            key = f"{kind}:{day}:{to.key}"
            if to.person_id is not None:
                outbox.owe(session, key, kind, facts, to.person_id, now, Role.STAFF)
            elif to.unit is not None:
                outbox.owe_to_unit(session, key, kind, facts, to.unit, now)
            else:
                outbox.owe_to_role(session, key, kind, facts, Role.SUPERVISOR, now)


def _sorted(session: Session, reminders: Iterable[Reminder]) -> dict[str, dict[_To, list[dict[str, Any]]]]:
    sorted_out: dict[str, dict[_To, list[dict[str, Any]]]] = {
        "reminder": defaultdict(list),
        "escalation": defaultdict(list),
    }
    accounts = _accounts(session)
    for reminder in reminders:
        owner = reminder.ownership
        line = {"code": owner.code, "left": reminder.left, "unit": owner.unit}
        if owner.unit is not None:
            sorted_out["reminder"][_owner(owner, accounts)].append(line)
        if reminder.is_for_the_lead:
            lead = next((one for one in accounts if one.name == owner.lead), None)
            sorted_out["escalation"][_To(lead.id) if lead else _To()].append(line)
    return sorted_out


def _owner(owner: Ownership, accounts: list[PersonRow]) -> _To:
    """All of the unit, too, where several are called so."""
    named = [one for one in accounts if owner.owner and (one.unit, one.name) == (owner.unit, owner.owner)]
    return _To(named[0].id) if len(named) == 1 else _To(unit=owner.unit)


def _accounts(session: Session) -> list[PersonRow]:
    return [*session.exec(select(PersonRow).where(col(PersonRow.role).in_(_WORKING)))]
