"""When followers are told: never at night, by the town's time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from knowledge.progress.telling import awake_at, evening_after

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2021-03-05T07:00", "2021-03-05T07:00"),
        ("2021-03-05T21:59", "2021-03-05T21:59"),
        ("2021-03-05T22:00", "2021-03-06T07:00"),
        ("2021-03-05T23:59", "2021-03-06T07:00"),
        ("2021-03-06T00:00", "2021-03-06T07:00"),
        ("2021-03-06T06:59", "2021-03-06T07:00"),
    ],
)
def test_the_night_is_quiet(now: str, told: str) -> None:
    assert awake_at(local(now), SHANGHAI) == local(told)


@pytest.mark.parametrize(
    ("now", "evening"),
    [
        ("2021-03-05T00:00", "2021-03-05T19:00"),
        ("2021-03-05T18:59", "2021-03-05T19:00"),
        ("2021-03-05T19:00", "2021-03-06T19:00"),
        ("2021-03-05T23:00", "2021-03-06T19:00"),
    ],
)
def test_the_evening_comes_once_a_day(now: str, evening: str) -> None:
    assert evening_after(local(now), SHANGHAI) == local(evening)
