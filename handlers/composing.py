"""What a notification says when it is sent: its facts in words, and of a digest what the record says then."""

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from handlers.context import Services, in_pool
from handlers.digesting import digest_of
from handlers.library import NoNotice
from handlers.views import digest as digests
from handlers.views.notifications import notification
from handlers.views.texts import public
from handlers.views.view import View
from knowledge.progress.mornings import Span

# The mornings of workday and daily readers differ.
_KEPT = 2


class Composer:
    """Makes each digest once for all who have it, and again when the record has changed meanwhile."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._made: dict[tuple[str, int], View] = {}

    async def compose(self, kind: str, facts: dict[str, Any]) -> View:
        """Raises KeyError for a kind this program does not know."""
        if kind not in _OF_THE_RECORD:
            return notification(kind, facts)
        try:
            return await in_pool(self._services, partial(self._of_record, kind, facts))
        except NoNotice:
            return View((public.NO_NOTICE,))

    def _of_record(self, kind: str, facts: dict[str, Any]) -> View:
        version = self._services.library.index().record.version
        key = f"{kind}{json.dumps(facts, sort_keys=True)}", version
        if key not in self._made:
            self._made = dict([*self._made.items()][1 - _KEPT :])
            self._made[key] = _OF_THE_RECORD[kind](self._services, facts)
        return self._made[key]


def _digest(services: Services, facts: dict[str, Any]) -> View:
    record, morning = services.library.index().record, date.fromisoformat(facts["morning"])
    span = Span(date.fromisoformat(facts["first"]), date.fromisoformat(facts["last"]))
    made = digest_of(services.database, record, span, morning, services.now(), services.zone)
    return digests.morning(made, record)


_OF_THE_RECORD: dict[str, Callable[[Services, dict[str, Any]], View]] = {"digest": _digest}
