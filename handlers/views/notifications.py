"""Notifications: facts from the outbox → what is sent."""

from typing import Any

from handlers.views import keyboards
from handlers.views.html import escape
from handlers.views.texts import admin as texts
from handlers.views.view import View
from knowledge.model import Role


def notification(kind: str, facts: dict[str, Any]) -> View:
    """Raises KeyError for a kind this program does not know."""
    return _KINDS[kind](facts)


def _joined(facts: dict[str, Any]) -> View:
    text = texts.SOMEBODY_JOINED.format(
        name=facts["name"], unit=facts["unit"], role=texts.ROLE[Role(facts["role"])]
    )
    return View((escape(text),), keyboards.revoke(facts["person_id"]))


def _errors(facts: dict[str, Any]) -> View:
    return View((texts.ERRORS.format(count=facts["count"]),))


_KINDS = {"joined": _joined, "errors": _errors}
