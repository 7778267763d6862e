"""Reminders owed to who works on findings with a deadline, and to who leads them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from db import outbox
from db.in_force import named_fact
from db.models import PersonRow
from knowledge.model import Role
from knowledge.progress.reminders import Reminder

_Name = TypeVar("_Name")
# As many as a message shows.
LINES = 20
_WORKING = (Role.STAFF, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class _To:
    """One person, all of a unit of a town, or its supervisors."""

    town_id: int | None
    person_id: int | None = None
    unit: str | None = None

    @property
    def key(self) -> str:
        return str(self.person_id or f"{self.town_id or 0}:{self.unit or 'supervisors'}")


def owe(session: Session, reminders: Iterable[Reminder], day: date, now: datetime) -> None:
    """One message a day to each whom it concerns: the owner where they have an account in the unit, else all
    of the unit; of what is long over also the lead, or the supervisors where the lead has no account."""
    for kind, told in _sorted(session, reminders).items():
        for to, lines in told.items():
            facts = {"lines": lines[:LINES], "count": len(lines)}
            key = f"{kind}:{day}:{to.key}"
            if to.person_id is not None:
                outbox.owe(session, key, kind, facts, to.person_id, now, Role.STAFF)
            elif to.unit is not None:
                outbox.owe_to_unit(session, key, kind, facts, outbox.Unit(to.unit, to.town_id), now)
            else:
                outbox.owe_to_role(session, key, kind, facts, outbox.To(Role.SUPERVISOR, to.town_id), now)


def _sorted(session: Session, reminders: Iterable[Reminder]) -> dict[str, dict[_To, list[dict[str, Any]]]]:
    sorted_out: dict[str, dict[_To, list[dict[str, Any]]]] = {
        "reminder": defaultdict(list),
        "escalation": defaultdict(list),
    }
    accounts = session.exec(select(PersonRow).where(col(PersonRow.role).in_(_WORKING))).all()
    owners = _only_ones((one.id, (one.town_id, one.unit, one.name)) for one in accounts)
    leads = _only_ones((one.id, (one.town_id, one.name)) for one in accounts)
    for reminder in reminders:
        owner, town = reminder.ownership, reminder.notice.town_id
        line = {
            "code": owner.code,
            "left": reminder.left,
            "unit": owner.unit,
            "notice_id": reminder.notice.id,
        }
        line["notice"] = named_fact(session, reminder.notice.id)
        if owner.unit is not None:
            account = _account(owners, town, owner.unit, owner.owner)
            to = _To(None, account) if account else _To(town, unit=owner.unit)
            sorted_out["reminder"][to].append(line)
        if reminder.is_for_the_lead:
            lead = _account(leads, town, owner.lead)
            sorted_out["escalation"][_To(None, lead) if lead else _To(town)].append(line)
    return sorted_out


def _account(named: dict[Any, int | None], town_id: int | None, *who: str | None) -> int | None:
    """Of the town; where nobody there is called so, of the county, who works in every town."""
    own = (town_id, *who)
    return named[own] if own in named else named.get((None, *who))


def _only_ones(accounts: Iterable[tuple[int, _Name]]) -> dict[_Name | Any, int | None]:
    """The account of each name; None where several have it."""
    named: dict[_Name, set[int]] = defaultdict(set)
    for person_id, name in accounts:
        named[name].add(person_id)
    return {name: min(ids) if len(ids) == 1 else None for name, ids in named.items()}
