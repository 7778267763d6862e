"""Where the findings stand, category by category, and how many were open of late: the facts of the chart."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from heapq import merge

from knowledge.model import SETTLED, Closeout, Finding, ProgressUpdate, Status, Step
from knowledge.record import Record

# As many as a picture on a phone has room for.
_CATEGORIES = 8
_POINTS, _SPAN = 12, timedelta(weeks=11)

_Event = ProgressUpdate | Closeout


@dataclass(frozen=True, slots=True)
class Category:
    """A category's findings by status. ``code`` is what theirs begin with, as 1.2; None where ``together``
    says how many categories were taken together."""

    code: str | None
    heading: str | None
    by_status: dict[Status, int]
    together: int = 1

    @property
    def total(self) -> int:
        return sum(self.by_status.values())


@dataclass(frozen=True, slots=True)
class Point:
    """How many findings were open when the day ended."""

    day: date
    count: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Categories in the notice's order, the trend by days."""

    day: date
    total: int
    by_status: dict[Status, int]
    categories: tuple[Category, ...]
    trend: tuple[Point, ...]

    @property
    def open(self) -> int:
        return sum(count for status, count in self.by_status.items() if status not in SETTLED)


def make_standing(record: Record, today: date, zone: tzinfo) -> Standing:
    """Where there are too many categories, the smallest are taken together at the end. The trend is as the
    record was known on each day, over the last eleven weeks or since the notice."""
    findings = record.notice.findings
    present = [(finding, record.present_status(finding).status) for finding in findings]
    return Standing(
        day=today,
        total=len(findings),
        by_status=_counted(status for _, status in present),
        categories=_largest(_categories(present)),
        trend=_trend(record, _days(record.notice.issued_on, today), zone),
    )


def _counted(statuses: Iterable[Status]) -> dict[Status, int]:
    counted = Counter(statuses)
    return {status: counted[status] for status in Status}


def _categories(present: Iterable[tuple[Finding, Status]]) -> list[Category]:
    """A category is what the first two levels of its codes name."""
    found: dict[str, list[tuple[Finding, Status]]] = {}
    for finding, status in present:
        found.setdefault(".".join(finding.code.split(".")[:2]), []).append((finding, status))
    return [
        Category(code, _heading(finding for finding, _ in some), _counted(status for _, status in some))
        for code, some in found.items()
    ]


def _heading(findings: Iterable[Finding]) -> str | None:
    """The category's own words, else those of its section."""
    return next((words for one in findings if (words := one.category or one.section)), None)


def _largest(categories: list[Category]) -> tuple[Category, ...]:
    if len(categories) <= _CATEGORIES:
        return tuple(categories)
    by_size = sorted(categories, key=lambda category: category.total, reverse=True)
    kept = {category.code for category in by_size[: _CATEGORIES - 1]}
    rest = [category for category in categories if category.code not in kept]
    by_status = {status: sum(category.by_status[status] for category in rest) for status in Status}
    return (
        *(category for category in categories if category.code in kept),
        Category(None, None, by_status, len(rest)),
    )


def _days(issued_on: date | None, today: date) -> list[date]:
    """At even distances, the last one today; none before the notice."""
    first = today - _SPAN if issued_on is None else min(max(issued_on, today - _SPAN), today)
    span = (today - first).days
    return sorted({first + timedelta(days=span * step // (_POINTS - 1)) for step in range(_POINTS)})


def _trend(record: Record, days: list[date], zone: tzinfo) -> tuple[Point, ...]:
    """Lives through the record once, and counts at the end of each day."""
    lived = _Lived(record)
    both: tuple[Iterable[_Event], ...] = (record.updates, record.closeouts)
    events = merge(*both, key=_when)
    event = next(events, None)
    points = []
    for day in days:
        end = datetime.combine(day + timedelta(days=1), time.min, zone).astimezone(UTC)
        while event is not None and _when(event) < end:
            lived.take(event)
            event = next(events, None)
        points.append(Point(day, lived.open()))
    return tuple(points)


def _when(event: _Event) -> datetime:
    return event.published_at if isinstance(event, ProgressUpdate) else event.taken_at


class _Lived:
    """The record as it was known at a moment: ``Record.present_status`` for all findings at once, kept up
    event by event, as asking it anew for each day would take a second."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._claimed = {finding.code: finding.status for finding in record.notice.findings}
        self._stated: dict[str, list[ProgressUpdate]] = {code: [] for code in self._claimed}
        self._corrected: set[int | None] = set()
        self._closed: set[str] = set()
        self._open = {code for code, status in self._claimed.items() if status not in SETTLED}
        self._touched: set[str] = set()

    def take(self, event: _Event) -> None:
        if event.code not in self._claimed:
            return
        self._touched.add(event.code)
        if isinstance(event, ProgressUpdate):
            self._corrected.add(event.corrects)
            if event.status is not Status.NOT_STATED and self._record.is_since(event.published_at):
                self._stated[event.code].append(event)
        elif event.step is Step.VERIFIED:
            self._closed.add(event.code)
        else:
            self._closed.discard(event.code)
            if event.step is Step.REOPENED and self._record.is_since(event.taken_at):
                self._claimed[event.code] = Status.IN_PROGRESS
                self._stated[event.code].clear()

    def open(self) -> int:
        """How many are open now; only those that something happened to are looked at."""
        still = {code for code in self._touched if self._is_open(code)}
        self._open = (self._open - self._touched) | still
        self._touched.clear()
        return len(self._open)

    def _is_open(self, code: str) -> bool:
        if code in self._closed:
            return False
        stated = self._stated[code]
        while stated and stated[-1].id in self._corrected:
            stated.pop()
        return (stated[-1].status if stated else self._claimed[code]) not in SETTLED
