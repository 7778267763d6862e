"""The clock: each day's run once, caught up after downtime, by the town's time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Job, tick
from db.engine import Database, Write

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Diary:
    """A job at 08:30 that writes down for which day it ran."""

    def __init__(self) -> None:
        self.days: list[date] = []
        self.job = Job("diary", time(8, 30), lambda day, now: lambda session: self.days.append(day))

    def tick(self, database: Database, local: str) -> None:
        now = datetime.fromisoformat(local).replace(tzinfo=SHANGHAI).astimezone(UTC)
        tick(database, now, SHANGHAI, (self.job,))


@pytest.fixture
def diary() -> Diary:
    return Diary()


def test_it_runs_once_a_day_at_its_hour(database: Database, diary: Diary) -> None:
    diary.tick(database, "2021-03-05T09:00")
    for local in ("2021-03-06T08:29", "2021-03-06T08:30", "2021-03-06T08:31", "2021-03-06T23:59"):
        diary.tick(database, local)
    assert diary.days == [date(2021, 3, 5), date(2021, 3, 6)]


def test_what_was_missed_is_caught_up(database: Database, diary: Diary) -> None:
    diary.tick(database, "2021-03-05T09:00")
    diary.tick(database, "2021-03-08T07:00")
    assert diary.days == [date(2021, 3, 5), date(2021, 3, 6), date(2021, 3, 7)]


def test_after_a_long_silence_a_week_is_caught_up(database: Database, diary: Diary) -> None:
    diary.tick(database, "2021-03-05T09:00")
    diary.tick(database, "2021-06-05T09:00")
    assert diary.days[1:] == [date(2021, 5, 30) + timedelta(days=n) for n in range(7)]


def test_a_clock_set_back_repeats_nothing(database: Database, diary: Diary) -> None:
    for local in ("2021-03-06T09:00", "2021-03-05T09:00", "2021-03-06T09:01"):
        diary.tick(database, local)
    assert diary.days == [date(2021, 3, 6)]


def test_a_run_that_fails_is_still_owed(database: Database, diary: Diary) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    now = datetime(2021, 3, 5, 1, 0, tzinfo=UTC)
    with pytest.raises(KeyboardInterrupt):
        tick(database, now, SHANGHAI, (replace(diary.job, plan=lambda day, now: killed),))
    diary.tick(database, "2021-03-05T09:01")
    assert diary.days == [date(2021, 3, 5)]


def test_another_process_finds_it_claimed(database: Database, diary: Diary) -> None:
    other = Diary()
    diary.tick(database, "2021-03-05T09:00")
    other.tick(database, "2021-03-05T09:00")
    assert other.days == []


def test_one_that_fails_holds_up_no_other(database: Database, diary: Diary) -> None:
    def broken(day: date, now: datetime) -> Write:
        raise OverflowError

    now = datetime(2021, 3, 5, 1, 0, tzinfo=UTC)
    tick(database, now, SHANGHAI, (Job("broken", time(8, 30), broken), diary.job))
    assert diary.days == [date(2021, 3, 5)]


@pytest.mark.on_both
def test_of_several_that_tick_at_once_one_runs(database: Database, diary: Diary) -> None:
    with ThreadPoolExecutor(4) as pool:
        for day in (5, 6, 7):
            ticks = [pool.submit(diary.tick, database, f"2021-03-{day:02}T09:00") for _ in range(4)]
            for one in ticks:
                one.result()
    assert diary.days == [date(2021, 3, 5), date(2021, 3, 6), date(2021, 3, 7)]
