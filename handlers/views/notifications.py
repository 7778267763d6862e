"""Notifications: facts from the outbox → what is sent."""

from typing import Any

from handlers.views import admin_keys, desks, follows, keyboards, opinions, reminders, reviews
from handlers.views.callback_data import Press
from handlers.views.html import escape
from handlers.views.naming import told_code
from handlers.views.texts import admin as texts
from handlers.views.texts import staff
from handlers.views.view import View
from knowledge.model import Handover, Role, Step
from knowledge.progress.files import Unfit


def notification(kind: str, facts: dict[str, Any]) -> View:
    """Raises KeyError for a kind this program does not know."""
    return _KINDS[kind](facts)


def _joined(facts: dict[str, Any]) -> View:
    text = texts.SOMEBODY_JOINED.format(
        name=facts["name"], unit=facts["unit"], role=texts.ROLE[Role(facts["role"])]
    )
    return View((escape(text),), admin_keys.revoke(facts["person_id"]))


def _errors(facts: dict[str, Any]) -> View:
    return View((texts.ERRORS.format(count=facts["count"]),))


def _closeout(facts: dict[str, Any]) -> View:
    return reviews.told(facts, Step(facts["step"]))


def _handover_asked(facts: dict[str, Any]) -> View:
    return desks.handover(Handover(facts["handover"], told_code(facts), facts["from"], ""))


def _handover_decided(facts: dict[str, Any]) -> View:
    return View(
        (escape(staff.HANDOVER_DECIDED[facts["accepted"]].format(to=facts["to"], code=told_code(facts))),)
    )


def _file_refused(facts: dict[str, Any]) -> View:
    name = staff.A_FILE.format(name=facts["name"]) if facts["name"] else staff.A_PHOTO
    return View((escape(staff.FILE_REFUSED.format(name=name, why=staff.UNFIT[Unfit(facts["why"])])),))


def _news(facts: dict[str, Any]) -> View:
    return follows.news(facts["items"])


def _assigned(facts: dict[str, Any]) -> View:
    due = staff.WITH_DUE.format(day=facts["due_on"]) if facts["due_on"] else ""
    said = staff.ASSIGNED_TO_YOU.format(code=told_code(facts), unit=facts["unit"], due=due)
    return View((escape(said),), keyboards.by_code(Press.DESK, facts["notice_id"], [facts["code"]]))


_KINDS = {
    "assigned": _assigned,
    "reminder": reminders.reminder,
    "escalation": reminders.escalation,
    "joined": _joined,
    "errors": _errors,
    "closeout": _closeout,
    "handover_asked": _handover_asked,
    "handover_decided": _handover_decided,
    "file_refused": _file_refused,
    "news": _news,
    "opinion": opinions.told,
    "opinion_forwarded": opinions.forwarded_told,
    "opinion_answered": opinions.answered_told,
}
