"""Whose a finding is: what is said of it."""

from collections.abc import Sequence

from handlers.views.naming import code_in
from handlers.views.texts import public
from handlers.views.texts import staff as texts
from knowledge.model import Handover, Ownership
from knowledge.record import Record


def assigned(done: Ownership, record: Record, units: Sequence[str]) -> str:
    """Whose it is now, and that nobody works there, if so: the name may be misspelt."""
    owner = texts.ASSIGNED_OWNER.format(owner=done.owner) if done.owner else ""
    said = texts.ASSIGNED.format(code=code_in(record, done.code), unit=done.unit, owner=owner)
    if done.unit in units:
        return said
    return f"{said}\n{texts.ASSIGNED_TO_NOBODY.format(unit=done.unit, units='、'.join(units))}"


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
