"""The facts of a day, or of several → Digest: what asks for a decision before what happened."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from knowledge.model import (
    AskedQuestion,
    Closeout,
    Handover,
    ProgressUpdate,
    ReplyKind,
    Status,
    Verdicts,
)
from knowledge.progress.mornings import Span
from knowledge.progress.opinions import Grade, Opinion
from knowledge.progress.review import pending
from knowledge.progress.workdays import workdays_until
from knowledge.record import Record

# 临期: so many working days are left; 久未更新: so many days without an update.
_SOON, _SILENT = 5, timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Late:
    """A finding that asks for attention: ``days`` are working days beyond its deadline, or left until it, or
    days without an update."""

    code: str
    unit: str | None
    days: int


@dataclass(frozen=True, slots=True)
class Happened:
    """What the days brought (updates, questions, grades), and what there is besides the record: hand-overs
    that a unit has not answered, notices that an admin has sent and not taken yet, open opinions, and by code
    what people say of findings claimed to be done."""

    updates: tuple[ProgressUpdate, ...] = ()
    questions: tuple[AskedQuestion, ...] = ()
    handovers: tuple[Handover, ...] = ()
    offers: int = 0
    opinions: tuple[Opinion, ...] = ()
    grades: Mapping[Grade, int] = field(default_factory=dict)
    verdicts: Mapping[str, Verdicts] = field(default_factory=dict)
    backup_failed: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open opinion, and for how many days it has been waiting."""

    opinion: Opinion
    days: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What a supervisor must know of a notice, and besides, of the days of ``span``. The lists of exceptions
    are as things stand on ``today``, worst first."""

    span: Span
    today: date
    waiting: tuple[Closeout, ...]
    handovers: tuple[Handover, ...]
    offers: int
    overdue: tuple[Late, ...]
    due_soon: tuple[Late, ...]
    silent: tuple[Late, ...]
    updates: tuple[ProgressUpdate, ...]
    asked: int
    unanswered: tuple[AskedQuestion, ...]
    opinions: tuple[Waiting, ...]
    grades: Mapping[Grade, int]
    unresolved: tuple[tuple[str, Verdicts], ...]
    total: int
    open: int
    by_status: dict[Status, int]
    backup_failed: bool

    @property
    def has_news(self) -> bool:
        """Whether anything is to be told of the notice but the counts."""
        parts = (self.waiting, self.overdue, self.due_soon, self.silent, self.updates, self.unresolved)
        return any(parts)


def make_digest(span: Span, today: date, zone: tzinfo, record: Record, happened: Happened) -> Digest:
    """Of what happened in the days, of the findings that this notice tells of."""
    findings = record.told
    standing = {finding.code: record.present_status(finding).status for finding in findings}
    unsettled = [code for code, status in standing.items() if record.leaves_open(code, status)]
    left = sorted(_working_days_left(record, unsettled, today), key=_days)
    counted = Counter(standing.values())
    return Digest(
        span=span,
        today=today,
        waiting=tuple(step for step in pending(record) if record.tells_of(step.code)),
        handovers=happened.handovers,
        offers=happened.offers,
        overdue=tuple(late for late in left if late.days < 0),
        due_soon=tuple(late for late in left if 0 <= late.days <= _SOON),
        silent=tuple(sorted(_silent(record, unsettled, today, zone), key=_days, reverse=True)),
        updates=tuple(one for one in happened.updates if record.tells_of(one.code)),
        asked=sum(question.times for question in happened.questions),
        unanswered=_unanswered(happened.questions),
        opinions=tuple(Waiting(one, (today - _day(one.received_at, zone)).days) for one in happened.opinions),
        grades=happened.grades,
        unresolved=_unresolved(record, happened.verdicts),
        total=len(findings),
        open=len(unsettled),
        by_status={status: counted[status] for status in Status},
        backup_failed=happened.backup_failed,
    )


def _unanswered(questions: Iterable[AskedQuestion]) -> tuple[AskedQuestion, ...]:
    """The most asked first."""
    missed = (one for one in questions if one.kind is ReplyKind.NOT_FOUND)
    return tuple(sorted(missed, key=lambda one: (-one.times, one.text)))


def _unresolved(record: Record, verdicts: Mapping[str, Verdicts]) -> tuple[tuple[str, Verdicts], ...]:
    """What most people say is not done first."""
    said = (one for one in verdicts.items() if one[1].unresolved and record.tells_of(one[0]))
    return tuple(sorted(said, key=lambda one: (-one[1].unresolved, one[0])))


def _day(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()


def _days(late: Late) -> int:
    return late.days


def _working_days_left(record: Record, codes: Iterable[str], today: date) -> list[Late]:
    owners = [record.ownership(code) for code in codes]
    return [Late(one.code, one.unit, workdays_until(one.due_on, today)) for one in owners if one.due_on]


def _silent(record: Record, codes: Iterable[str], today: date, zone: tzinfo) -> list[Late]:
    """Those somebody works on that nobody has told anything of; since the notice, where never."""
    found = []
    for owner in (record.ownership(code) for code in codes):
        updates = record.updates_of(owner.code)
        since = _day(updates[0].published_at, zone) if updates else record.notice.issued_on
        if owner.unit and since and today - since >= _SILENT:
            found.append(Late(owner.code, owner.unit, (today - since).days))
    return found
