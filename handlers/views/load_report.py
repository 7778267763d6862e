"""How a notice was understood, to be checked before it is taken: plain lines, doubts first."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from handlers.views.texts import admin as texts
from handlers.views.texts import public
from knowledge.model import Finding, Notice, Outlook
from knowledge.reading.compare import compare
from knowledge.reading.doubts import Doubtful
from knowledge.reading.parser import Reading
from knowledge.record import Record
from knowledge.text import shorten

_LONGEST_QUOTE = 60


def head(reading: Reading, today: date) -> Iterator[str]:
    """What the notice is, and all that should be looked at."""
    notice = reading.notice
    frame = {
        "title": notice.title, "issuer": notice.issuer, "date": notice.issued_on,
        "phone": notice.phone, "email": notice.email,
    }  # fmt: skip
    yield texts.REPORT_HEAD.format(**{key: value or texts.NOT_PRINTED for key, value in frame.items()})
    if found := reading.doubts_on(today):
        yield texts.REPORT_DOUBTS
        yield from map(_doubt, found)


def table(notice: Notice) -> list[str]:
    """A finding each: code, status, measures, first words; below it the words that say the status."""
    return ["\n".join(_row(finding)) for finding in notice.findings]


def rest(reading: Reading) -> Iterator[str]:
    """The counts, and what was placed nowhere."""
    notice = reading.notice
    yield texts.REPORT_COUNTS.format(
        count=len(notice.findings),
        replied=sum(bool(finding.rectification) for finding in notice.findings),
        unassigned=len(reading.unassigned),
    )
    if reading.unassigned:
        yield "\n".join([texts.REPORT_UNASSIGNED, *reading.unassigned])
    if reading.chapters_without_findings:
        yield texts.REPORT_CHAPTERS.format(chapters="、".join(reading.chapters_without_findings))


def difference(record: Record | None, notice: Notice, outlook: Outlook) -> Iterator[str]:
    """What is other than in the notice whose place it takes, or beside which it stands as the issuer's next;
    nothing where there is none."""
    if record is None:
        return
    found = compare(record.notice, notice)
    counts = {key: len(codes) for key, codes in asdict(found).items()}
    form = texts.DIFFERENCE_BESIDE if outlook.replaced is None else texts.DIFFERENCE
    day = record.notice.issued_on or texts.UNDATED
    yield form.format(title=record.notice.title, issued=day, **counts)
    for code, fields in found.changed:
        yield texts.CHANGED.format(code=code, what="、".join(texts.FIELDS[field] for field in fields))
    if found.new:
        yield texts.NEW.format(codes=" ".join(found.new))
    if found.vanished:
        yield texts.VANISHED.format(codes=" ".join(found.vanished))
    if record.updates and notice != record.notice:
        yield texts.PROGRESS_STAYS.format(count=len(record.updates))


def beside(others: int) -> Iterator[str]:
    """How many notices stay in force beside it."""
    if others:
        yield texts.STANDS_BESIDE.format(count=others)


def _doubt(doubtful: Doubtful) -> str:
    said = {"code": doubtful.code, "said": doubtful.said, "found": doubtful.found}
    return "  " + texts.DOUBTS[doubtful.doubt].format(**said)


def _row(finding: Finding) -> Iterator[str]:
    count = len(finding.measures)
    measures = texts.REPORT_MEASURES.format(count=count) if count else texts.REPORT_NO_MEASURES
    yield texts.REPORT_FINDING.format(
        code=finding.code, status=public.STATUS[finding.status], measures=measures, title=finding.title
    )
    if finding.status_quote:
        yield texts.REPORT_QUOTE.format(quote=shorten(finding.status_quote, _LONGEST_QUOTE))
