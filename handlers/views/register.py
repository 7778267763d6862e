"""The register (整改台账): one row a finding, in the columns that offices use."""

from zoneinfo import ZoneInfo

from handlers.views.cards import local_date
from handlers.views.texts import public
from handlers.views.texts import supervisors as texts
from knowledge.model import CLAIMS, Finding, Record, Status
from knowledge.progress.workbook import Column, to_xlsx

_LATEST = 5
_STATUSES = tuple(public.STATUS[one] for one in (*CLAIMS, Status.NOT_STATED, Status.CLOSED))
COLUMNS = (
    Column(texts.NUMBER, 8),
    Column(texts.PROBLEM, 36),
    Column(texts.RECTIFICATION, 48),
    Column(texts.UNIT, 14),
    Column(texts.OWNER, 10),
    Column(texts.DUE, 12),
    Column(texts.PROGRESS, 40),
    Column(texts.FILES, 8),
    Column(
        texts.STATUS, 10, tuple(public.STATUS[one] for one in (*CLAIMS, Status.NOT_STATED, Status.CLOSED))
    ),
    Column(texts.CLOSED_ON, 12),
)


def register(record: Record, zone: ZoneInfo) -> bytes:
    """The Excel file of the notice in force as it stands now."""
    rows = [_row(finding, record, zone) for finding in record.notice.findings]
    return to_xlsx(record.notice.title, COLUMNS, rows)


def _row(finding: Finding, record: Record, zone: ZoneInfo) -> tuple[str, ...]:
    owner, present = record.ownership(finding.code), record.present_status(finding)
    updates = record.updates_of(finding.code)
    told = [
        texts.DATED.format(date=local_date(one.published_at, zone), unit=one.unit, text=one.text)
        for one in updates[:_LATEST]
    ]
    files = sum(update.files for update in updates)
    return (
        finding.code,
        finding.problem,
        finding.rectification,
        owner.unit or "",
        owner.owner or "",
        local_date(owner.due_on, zone),
        "\n".join(told),
        str(files) if files else "",
        public.STATUS[present.status],
        local_date(present.closed.taken_at, zone) if present.closed else "",
    )
