"""Working days are those of China."""

from datetime import date

import pytest

from knowledge.progress.workdays import is_known, is_workday, workdays_until


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2021, 3, 5), True),
        (date(2021, 3, 6), False),
        (date(2021, 10, 4), False),  # a Monday of the National Day holidays
        (date(2021, 10, 9), True),  # the Saturday worked for it
        (date(2049, 10, 4), True),  # nobody knows yet
    ],
)
def test_holidays_and_the_weekends_worked_for_them(day: date, worked: bool) -> None:
    assert is_workday(day) is worked


def test_a_year_to_come_is_not_known() -> None:
    assert not is_known(date(2049, 10, 4))
    assert is_known(date(2021, 10, 4))


@pytest.mark.parametrize(
    ("day", "left"),
    [
        (date(2021, 9, 30), 0),
        (date(2021, 10, 8), 1),
        (date(2021, 10, 9), 2),
        (date(2021, 9, 29), -1),
        (date(2021, 9, 25), -5),  # the Sunday after it was worked
    ],
)
def test_days_left_and_days_over(day: date, left: int) -> None:
    """On the last day before the holidays of 2021."""
    assert workdays_until(day, date(2021, 9, 30)) == left


def test_years_to_come_are_counted_without_looking_each_day_up() -> None:
    assert workdays_until(date(2099, 12, 31), date(2021, 9, 30)) > 20_000
