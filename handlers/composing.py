"""What a notification says when it is sent: its facts in words, and of a digest what the record says then."""

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from db import towns
from handlers.context import Services, in_pool
from handlers.digesting import chart_of, county_of, digests_of
from handlers.records import NoNotice
from handlers.views import digest as digests
from handlers.views.charts import Picture
from handlers.views.html import escape
from handlers.views.notices import no_notice
from handlers.views.notifications import notification
from handlers.views.view import View
from knowledge.progress.mornings import Span
from knowledge.record import Record

# The mornings of workday and of daily readers, and the chart, of a town and of the one before it.
_KEPT = 6


class Composer:
    """Makes each digest once for all who have it, and again when the record has changed meanwhile."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._made: dict[tuple[str, int], View | Picture] = {}

    async def compose(self, kind: str, facts: dict[str, Any]) -> View | Picture:
        """Raises KeyError for a kind this program does not know."""
        if kind not in _OF_THE_RECORD:
            return notification(kind, facts)
        try:
            return await in_pool(self._services, partial(self._of_record, kind, facts))
        except NoNotice as failure:
            return View((escape(no_notice(failure.town)),))

    def _of_record(self, kind: str, facts: dict[str, Any]) -> View | Picture:
        version = self._services.library.records.newest().version
        key = f"{kind}{json.dumps(facts, sort_keys=True)}", version
        if key not in self._made:
            self._made = dict([*self._made.items()][1 - _KEPT :])
            self._made[key] = _OF_THE_RECORD[kind](self._services, facts)
        return self._made[key]


def _digest(services: Services, facts: dict[str, Any]) -> View:
    morning = date.fromisoformat(facts["morning"])
    span = Span(date.fromisoformat(facts["first"]), date.fromisoformat(facts["last"]))
    read, now, town_id = services.library.records.several, services.now(), facts.get("town")
    told = digests_of(services.database, read, span, morning, now, services.zone, town_id)
    return digests.morning(told, county_of(services.database, told) if town_id is None else ())


def _chart(services: Services, facts: dict[str, Any]) -> Picture:
    record, morning = _newest(services, facts.get("town")), date.fromisoformat(facts["morning"])
    return chart_of(record, morning, services.zone, services.font())


def _newest(services: Services, town_id: int | None) -> Record:
    """The newest notice of a town, or of all."""
    if town_id is None:
        return services.library.records.newest()
    notice_id = towns.newest_notice(services.database, town_id)
    record = services.library.records.get(notice_id) if notice_id else None
    if record is None:
        town = towns.get(services.database, town_id)
        raise NoNotice(town.name if town else None)
    return record


_OF_THE_RECORD: dict[str, Callable[[Services, dict[str, Any]], View | Picture]] = {
    "digest": _digest,
    "digest_chart": _chart,
}
