"""The facts of a day → Digest."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knowledge.model import AskedQuestion, ProgressUpdate, Record, ReplyKind, Status


@dataclass(frozen=True, slots=True)
class Digest:
    """A supervisor's day: where the findings stand, what was published, what could not be answered."""

    day: date
    total: int
    by_status: dict[Status, int]
    updates: tuple[ProgressUpdate, ...]
    asked: int
    unanswered: tuple[AskedQuestion, ...]
    backup_failed: bool


def make_digest(
    day: date,
    record: Record,
    updates: Iterable[ProgressUpdate],
    questions: Iterable[AskedQuestion],
    backup_failed: bool = False,
) -> Digest:
    """``updates`` and ``questions`` are those of the day; ``unanswered`` comes most asked first."""
    asked = list(questions)
    findings = record.notice.findings
    standing = Counter(record.present_status(finding).status for finding in findings)
    return Digest(
        day=day,
        total=len(findings),
        by_status={status: standing[status] for status in Status},
        updates=tuple(updates),
        asked=sum(question.times for question in asked),
        unanswered=tuple(
            sorted((q for q in asked if q.kind is ReplyKind.NOT_FOUND), key=lambda q: (-q.times, q.text))
        ),
        backup_failed=backup_failed,
    )
