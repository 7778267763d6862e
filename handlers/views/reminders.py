"""Reminders of deadlines, as who works on the findings reads them, and who leads them."""

from collections.abc import Sequence
from typing import Any

from handlers.views import keyboards
from handlers.views.callback_data import Press
from handlers.views.html import escape
from handlers.views.naming import named_in, told_code
from handlers.views.texts import staff as texts
from handlers.views.view import View
from knowledge.model import NoticeName


def reminder(facts: dict[str, Any]) -> View:
    """To the owner or the unit: what is due, each with its desk."""
    return _listed(facts, texts.REMINDER, Press.DESK)


def escalation(facts: dict[str, Any]) -> View:
    """To the lead or the supervisors: what is long over, each with its card."""
    return _listed(facts, texts.ESCALATION, Press.OPEN)


def _listed(facts: dict[str, Any], head: str, press: Press) -> View:
    lines: Sequence[dict[str, Any]] = facts["lines"]
    shown = [_line(told_code(one), one["unit"] or texts.NOBODYS, one["left"]) for one in lines]
    beyond = facts["count"] - len(lines)
    more = [texts.MORE.format(count=beyond)] if beyond else []
    said = "\n".join([head.format(count=facts["count"]), *shown, *more])
    places = [(_notice(one, facts), one["code"]) for one in lines]
    return View((escape(said),), keyboards.by_notice(press, places))


def _notice(line: dict[str, Any], facts: dict[str, Any]) -> NoticeName:
    """The notice of a line; one that an older version owed names it once for all."""
    if line.get("notice"):
        return named_in(line["notice"])
    return NoticeName(line.get("notice_id") or facts["notice_id"], "")


def _line(code: str, unit: str, left: int) -> str:
    if left == 0:
        return texts.DUE_TODAY.format(code=code, unit=unit)
    form = texts.DUE_IN if left > 0 else texts.DUE_SINCE
    return form.format(code=code, unit=unit, days=abs(left))
