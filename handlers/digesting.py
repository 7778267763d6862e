"""Making a digest: for who asks for one, for the sender of the mornings', for the command line."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from db import facts
from db.engine import Database
from knowledge.model import Record
from knowledge.progress.digest import Digest, make_digest
from knowledge.progress.mornings import Span


def digest_of(
    database: Database, record: Record, span: Span, today: date, now: datetime, zone: ZoneInfo
) -> Digest:
    """What there is to tell of the days in the town's time; for threads, as it reads and counts."""
    start = datetime.combine(span.first, time.min, zone)
    end = datetime.combine(span.last + timedelta(days=1), time.min, zone)
    return make_digest(span, today, zone, record, facts.happened(database, start, end, now))
