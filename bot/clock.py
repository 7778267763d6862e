"""What the hour triggers: a tick claims each run as a row, so that it happens once, and is caught up."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from db import arrivals, drafts, erasing, inbox, jobs, offers, people, questions, registers, talks
from db.engine import Database, Write
from db.models import EvidenceRow
from handlers.watching import UNWATCHED, Watch

log = logging.getLogger(__name__)

TICK_SECONDS = 30.0
# After a longer silence the oldest runs are left out.
CATCH_UP_DAYS = 7
_KEEP_INBOX = timedelta(days=7)
_KEEP_OFFERS = timedelta(days=7)
_KEEP_LOOSE_FILES = timedelta(days=7)
_KEEP_WRONG_CODES = timedelta(days=1)
_KEEP_TALKS = timedelta(days=1)
_KEEP_HELD_OPINIONS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Job:
    """Run once for each day, at the first tick after ``at`` in the town's time; told the day and the time.

    ``plan`` looks at what there is, and gives what is written in the transaction that claims the run.
    ``then`` is what takes long, and comes after that transaction: a run whose ``plan`` fails is still owed,
    what fails or is cut off after it is not done until the next day.
    """

    name: str
    at: time
    plan: Callable[[date, datetime], Write]
    then: Callable[[date, datetime], None] = lambda day, now: None


def nightly_jobs(
    keep_questions: timedelta,
    sweep: Callable[[date, datetime], None],
    back_up: Callable[[date, datetime], None],
) -> tuple[Job, ...]:
    """What the night is for; questions, and opinions that were answered, are kept so long, files that are
    nobody's are swept out then, and the backup is made after the tidying."""

    def tidy(day: date, now: datetime) -> Write:
        def write(session: Session) -> None:
            inbox.tidy(session, now - _KEEP_INBOX)
            offers.tidy(session, now - _KEEP_OFFERS)
            registers.tidy(session, now - _KEEP_OFFERS)
            people.tidy(session, now - _KEEP_WRONG_CODES)
            questions.tidy(session, now - keep_questions)
            talks.tidy(session, now - _KEEP_TALKS)
            erasing.tidy(session, now - keep_questions, now - _KEEP_HELD_OPINIONS, now)
            drafts.tidy(session, now)
            arrivals.forget_loose(session, now, EvidenceRow.sent_at < now - _KEEP_LOOSE_FILES)

        return write

    return (
        Job("tidy", time(3, 30), tidy, sweep),
        Job("backup", time(3, 45), lambda day, now: lambda session: None, back_up),
    )


def due_days(job: Job, last: date | None, now: datetime, zone: ZoneInfo) -> Iterator[date]:
    """The days whose run is owed: since the last one claimed, none of them in the future."""
    local = now.astimezone(zone)
    newest = local.date() if local.time() >= job.at else local.date() - timedelta(days=1)
    first = last + timedelta(days=1) if last else newest
    day = max(first, newest - timedelta(days=CATCH_UP_DAYS - 1))
    while day <= newest:
        yield day
        day += timedelta(days=1)


def tick(
    database: Database, now: datetime, zone: ZoneInfo, due: tuple[Job, ...], watch: Watch = UNWATCHED
) -> None:
    """Claims and runs what is due, and leaves nothing erased in the log."""
    for job in due:
        try:
            _catch_up(database, now, zone, job, watch)
        except (SQLAlchemyError, OSError):
            watch.job_ran(job.name, succeeded=False)
            raise
        except Exception:
            watch.job_ran(job.name, succeeded=False)
            log.exception("job %s failed", job.name)  # the others are to go on
    database.empty_log()


def _catch_up(database: Database, now: datetime, zone: ZoneInfo, job: Job, watch: Watch) -> None:
    for day in due_days(job, jobs.last_claimed(database, job.name), now, zone):
        if jobs.run_once(database, job.name, day, now, job.plan(day, now)):
            job.then(day, now)
            watch.job_ran(job.name, succeeded=True)
            log.info("job %s for %s", job.name, day)


async def run(
    database: Database,
    now: Callable[[], datetime],
    zone: ZoneInfo,
    due: tuple[Job, ...],
    watch: Watch = UNWATCHED,
) -> None:
    """Ticks until it is cancelled."""
    while True:
        try:
            await asyncio.to_thread(tick, database, now(), zone, due, watch)
        except (SQLAlchemyError, OSError) as fault:
            log.error("the clock's tick failed: %s", type(fault).__name__)
        await asyncio.sleep(TICK_SECONDS)
