"""The register (整改台账): one row a finding, in the columns that offices use; and one that comes back."""

from datetime import date
from zoneinfo import ZoneInfo

from handlers.views.pieces import local_date
from handlers.views.texts import public
from handlers.views.texts import supervisors as texts
from knowledge.model import CLAIMS, Finding, Status
from knowledge.progress.differences import Comparison, compare
from knowledge.progress.register import EDITABLE, Entry, Field, Stamp, Words, base_of
from knowledge.progress.workbook import Book, Column, to_xlsx
from knowledge.record import Record

_LATEST = 5
_WIDTHS = {
    Field.CODE: 6, Field.PROBLEM: 26, Field.RECTIFICATION: 46, Field.LEAD: 8, Field.UNIT: 9,
    Field.OWNER: 8, Field.KIND: 8, Field.DUE: 10, Field.PROGRESS: 28, Field.FILES: 5, Field.STATUS: 8,
    Field.CLOSED_ON: 10,
}  # fmt: skip
_WORDS_OF = {
    Field.KIND: tuple(texts.KINDS.values()),
    Field.STATUS: tuple(public.STATUS[one] for one in (*CLAIMS, Status.NOT_STATED, Status.CLOSED)),
}
_DAYS = (Field.DUE, Field.CLOSED_ON)
_COLUMNS = tuple(
    Column(
        texts.REGISTER_HEADINGS[field], _WIDTHS[field], _WORDS_OF.get(field, ()),
        field in EDITABLE, field in _DAYS, texts.DUE_HINT if field is Field.DUE else "",
    )
    for field in Field
)  # fmt: skip
_WORDS = Words(texts.REGISTER_HEADINGS, texts.KINDS, texts.ALSO_HEADINGS, texts.NOTHING_HERE)


def register(record: Record, zone: ZoneInfo) -> bytes:
    """The Excel file of the notice in force as it stands now."""
    entries = _entries(record, zone)
    rows = [[entry.cells[field] for field in Field] for entry in entries]
    return to_xlsx(
        texts.REGISTER_SHEET, record.notice.title, _COLUMNS, rows, base_of(_stamp(record), entries)
    )


def compared(book: Book, record: Record, zone: ZoneInfo, today: date) -> Comparison | None:
    """What a register that came back says otherwise than the record; None for what is no register."""
    return compare(book, _entries(record, zone), _stamp(record), _WORDS, today)


def _stamp(record: Record) -> Stamp:
    return Stamp(record.notice_id, record.notice.title)


def _entries(record: Record, zone: ZoneInfo) -> list[Entry]:
    return [
        Entry(record.ownership(finding.code), _cells(finding, record, zone))
        for finding in record.notice.findings
    ]


def _cells(finding: Finding, record: Record, zone: ZoneInfo) -> dict[Field, str | date]:
    owner, present = record.ownership(finding.code), record.present_status(finding)
    updates = record.updates_of(finding.code)
    told = [
        texts.DATED.format(date=local_date(one.published_at, zone), unit=one.unit, text=one.text)
        for one in updates[:_LATEST]
    ]
    files = sum(update.files for update in updates)
    closed = present.closed
    return {
        Field.CODE: finding.code,
        Field.PROBLEM: finding.problem,
        Field.RECTIFICATION: finding.rectification,
        Field.LEAD: owner.lead or "",
        Field.UNIT: owner.unit or "",
        Field.OWNER: owner.owner or "",
        Field.KIND: texts.KINDS[owner.kind] if owner.kind else "",
        Field.DUE: owner.due_on or "",
        Field.PROGRESS: "\n".join(told),
        Field.FILES: str(files) if files else "",
        Field.STATUS: public.STATUS[present.status],
        Field.CLOSED_ON: closed.taken_at.astimezone(zone).date() if closed else "",
    }
