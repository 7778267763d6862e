"""What a finding comes to in one plain sentence, for who did not understand its card, or does not believe it:
shorter than the card, and never more than it."""

from zoneinfo import ZoneInfo

from handlers.views.html import escape
from handlers.views.pieces import headline, local_date, source_line, whom_to_ask
from handlers.views.texts import talk as texts
from knowledge.asking.manner import Manner
from knowledge.model import Finding
from knowledge.record import PresentStatus, Record


def plainly(finding: Finding, manner: Manner, record: Record, zone: ZoneInfo) -> tuple[str, ...]:
    """Where it stands, who says so, and whom to ask."""
    present = record.present_status(finding)
    status = texts.PLAIN_STATUS[present.status].format(who=_who(present, zone))
    said = texts.AGAIN[manner].format(status=status, way=whom_to_ask(record.notice))
    return headline(finding), escape(said), source_line(record)


def _who(present: PresentStatus, zone: ZoneInfo) -> str:
    if present.update is not None:
        said_on = local_date(present.update.published_at, zone)
        return texts.A_UNIT.format(date=said_on, unit=present.update.unit)
    return texts.THE_SUPERVISORS if present.reopened is not None else texts.THE_NOTICE
