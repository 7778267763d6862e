"""Numbers for Prometheus, and no word of anybody: labels are few, and name kinds of things."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import SQLAlchemyError

from bot.looking import Look
from bot.receiving import RECEIVED
from db import inbox, outbox
from db.engine import STORAGE_FAULTS, Database
from handlers.library import Library
from handlers.watching import Watch
from knowledge.model import ReplyKind

CONTENT_TYPE = CONTENT_TYPE_LATEST

# In seconds.
_HANDLING = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_SEARCHING = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1)
_LASTS_SECONDS = 5.0


class Metrics(Watch):
    """Counts and times what it hears of, in a registry of its own; the database is looked at when somebody
    asks for the numbers."""

    def __init__(self, database: Database, library: Library, now: Callable[[], datetime]) -> None:
        self._registry = registry = CollectorRegistry()
        self._updates = Counter("zhenggai_updates", "Updates accepted, by kind.", ["kind"], registry=registry)
        self._answers = Counter(
            "zhenggai_answers", "Questions, by what became of them.", ["band"], registry=registry
        )
        self._handling = Histogram(
            "zhenggai_handling_seconds", "From an update's hand-over to its end, waiting included.",
            buckets=_HANDLING, registry=registry,
        )  # fmt: skip
        self._searching = Histogram(
            "zhenggai_search_seconds", "The index over a question.", buckets=_SEARCHING, registry=registry
        )
        self._jobs = Counter(
            "zhenggai_job_runs", "Runs of the clock's jobs.", ["job", "outcome"], registry=registry
        )
        self._calls = Counter(
            "zhenggai_telegram_failures", "Calls that Telegram refused, or that did not reach it.",
            ["method", "why"], registry=registry,
        )  # fmt: skip
        self._faults = Counter(
            "zhenggai_storage_faults", "Statements that the database could not carry out.", registry=registry
        )
        for band in ReplyKind:  # a rate needs to begin at zero
            self._answers.labels(band)
        for kind in RECEIVED:
            self._updates.labels(str(kind))
        event.listen(database.engine, "handle_error", self._note_fault)
        self._look = Look(lambda: _found(database, library, now()), _LASTS_SECONDS)
        self._found = _FoundCollector()
        registry.register(self._found)
        ProcessCollector(registry=registry)

    def received(self, kind: str) -> None:
        self._updates.labels(str(kind)).inc()

    def handling(self) -> AbstractContextManager[object]:
        return self._handling.time()

    def searching(self) -> AbstractContextManager[object]:
        return self._searching.time()

    def answered(self, kind: ReplyKind) -> None:
        self._answers.labels(kind).inc()

    def job_ran(self, name: str, succeeded: bool) -> None:
        self._jobs.labels(name, "done" if succeeded else "failed").inc()

    def call_failed(self, method: str, why: str) -> None:
        self._calls.labels(method, why).inc()

    async def text(self) -> bytes:
        """All numbers, as Prometheus reads them; those of the database are left out while it does not
        answer."""
        try:
            self._found.found = await self._look.get()
        except (SQLAlchemyError, OSError):
            self._found.found = None
        return generate_latest(self._registry)

    def _note_fault(self, context: ExceptionContext) -> None:
        if isinstance(context.sqlalchemy_exception, STORAGE_FAULTS):
            self._faults.inc()


@dataclass(frozen=True, slots=True)
class _Found:
    inbox: inbox.Depth
    outbox: outbox.Depth
    at: datetime
    index_age: float | None
    index_size: int


def _found(database: Database, library: Library, now: datetime) -> _Found:
    return _Found(inbox.depth(database), outbox.depth(database, now), now, library.age(), library.size())


class _FoundCollector(Collector):
    """What the last look found."""

    found: _Found | None = None

    def collect(self) -> Iterator[GaugeMetricFamily]:
        if (found := self.found) is None:
            return
        rows = GaugeMetricFamily("zhenggai_inbox_rows", "Updates that are not done.", labels=["state"])
        for state, count in found.inbox.rows.items():
            rows.add_metric([state], count)
        yield rows
        yield _gauge(
            "inbox_oldest_seconds", "Age of the oldest new update.", _age(found.inbox.oldest, found.at)
        )
        yield _gauge("outbox_rows", "Notifications owed.", found.outbox.rows)
        overdue = _age(found.outbox.oldest_due, found.at)
        yield _gauge("outbox_oldest_seconds", "For how long the oldest due one has been owed.", overdue)
        yield _gauge("index_findings", "Findings in the index.", found.index_size)
        if found.index_age is not None:
            yield _gauge("index_age_seconds", "Since the index was last renewed.", found.index_age)


def _gauge(name: str, says: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"zhenggai_{name}", says, value=value)


def _age(since: datetime | None, now: datetime) -> float:
    return max((now - since).total_seconds(), 0.0) if since else 0.0
