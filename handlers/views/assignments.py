"""Whose a finding is: what is said of it."""

from collections.abc import Sequence
from datetime import date

from handlers.views.naming import code_in
from handlers.views.texts import public
from handlers.views.texts import staff as texts
from knowledge.model import Handover, Ownership, Reassigned
from knowledge.progress.workdays import workdays_until
from knowledge.record import Located, Record


def assigned(done: Reassigned, record: Record, units: Sequence[str]) -> str:
    """Whose it is now and was before, and that nobody works there, if so: the name may be misspelt."""
    code, unit = code_in(record, done.now.code), done.now.unit
    form = texts.ASSIGNED if unit else texts.UNASSIGNED
    lines = [form.format(code=code, unit=unit, owner=_owner(done.now))]
    if done.before.unit and (done.before.unit, done.before.owner) != (unit, done.now.owner):
        lines.append(texts.ASSIGNED_BEFORE.format(unit=done.before.unit, owner=_owner(done.before)))
    if unit and unit not in units:
        lines.append(texts.ASSIGNED_TO_NOBODY.format(unit=unit, units="、".join(units)))
    return "\n".join(lines)


def due(done: Reassigned, found: Located, today: date) -> str:
    """Until when it is to be done now, and was before; that the day is over, if so: it may be mistyped."""
    day, before = done.now.due_on, done.before.due_on
    form = texts.DUE_SET if day else texts.DUE_TAKEN_AWAY
    lines = [form.format(code=code_in(found.record, found.code), day=day)]
    if before not in (None, day):
        lines.append(texts.DUE_BEFORE.format(day=before))
    if day is not None and day < today:
        days = -workdays_until(day, today) if found.record.is_open(found.finding) else 0
        lines.append(texts.DUE_IS_PAST.format(late=texts.LATE_NOW.format(days=days) if days else ""))
    return "\n".join(lines)


def asked(done: Handover, record: Record) -> str:
    return texts.HANDOVER_SENT.format(code=code_in(record, done.code), to=done.to_unit)


def refusal(why: str, code: str, unit: str, units: Sequence[str], example: str) -> str:
    """Why it was not given to the unit; ``units`` are those there are."""
    return {
        "not_allowed": texts.OTHER_UNIT,
        "no_finding": public.UNKNOWN_CODE.format(code=code, example=example),
        "no_unit": texts.NO_SUCH_UNIT.format(unit=unit, units="、".join(units)),
        "same_unit": texts.SAME_UNIT,
        "already_asked": texts.HANDOVER_ALREADY.format(code=code),
    }[why]


def _owner(owned: Ownership) -> str:
    return texts.ASSIGNED_OWNER.format(owner=owned.owner) if owned.owner else ""
