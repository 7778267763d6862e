"""Making a digest and its chart: for who asks for one, for the mornings, for the command line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from db import facts, notices, towns
from db.engine import Database
from handlers.records import NoNotice
from handlers.views.charts import Picture, chart
from handlers.views.naming import short_name
from knowledge.model import NoticeName
from knowledge.progress.county import TownStanding, worst_first
from knowledge.progress.digest import Digest, make_digest
from knowledge.progress.mornings import Span
from knowledge.progress.standing import make_standing
from knowledge.record import Record


def digests_of(
    database: Database,
    read: Callable[[Sequence[int]], Mapping[int, Record]],
    span: Span,
    today: date,
    now: datetime,
    zone: ZoneInfo,
    town_id: int | None = None,
) -> list[tuple[NoticeName, Digest]]:
    """What there is to tell a town of the days in its time, or all of them, notice by notice, the newest
    first; for threads, as it reads and counts. ``read`` gives the records of notices in force. Of each notice
    but the facts are kept: there may be very many. Raises NoNotice."""
    start = datetime.combine(span.first, time.min, zone)
    end = datetime.combine(span.last + timedelta(days=1), time.min, zone)
    besides = facts.happened(database, start, end, now, town_id)
    told: list[tuple[NoticeName, Digest]] = []
    for some in notices.batches_in_force(database, town_id):
        found = read(some)
        happened = facts.on_notices(database, found.keys(), besides, start, end)
        told += ((one.name, make_digest(span, today, zone, one, happened[id_])) for id_, one in found.items())
    if not told:
        town = towns.get(database, town_id) if town_id is not None else None
        raise NoNotice(town.name if town else None)
    return told


def county_of(database: Database, told: Sequence[tuple[NoticeName, Digest]]) -> tuple[TownStanding, ...]:
    """How the towns stand beside one another, the worst first, where there are several."""
    found = worst_first(told, {one.id: one.name for one in towns.every(database)})
    return found if len(found) > 1 else ()


def chart_of(record: Record, today: date, zone: ZoneInfo, font: Path | None) -> Picture:
    """Where the findings stand, as a picture; for threads, as it counts and draws."""
    picture = chart(make_standing(record, today, zone), font)
    if not record.is_one_of_several:
        return picture
    return replace(picture, caption=f"{short_name(record.name)}\n{picture.caption}")
