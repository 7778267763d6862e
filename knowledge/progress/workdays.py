"""Working days of China: public holidays and the weekends worked for them (国务院办公厅放假安排)."""

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache

from chinese_calendar import is_workday as is_known_workday

_WEEKDAYS = 5


def is_workday(day: date) -> bool:
    """Of a year whose holidays are not announced yet, every day from Monday to Friday."""
    try:
        return bool(is_known_workday(day))
    except NotImplementedError:
        return day.weekday() < _WEEKDAYS


def is_known(day: date) -> bool:
    """Whether the holidays of that year are known."""
    try:
        is_known_workday(day)
    except NotImplementedError:
        return False
    return True


def workdays_until(day: date, today: date) -> int:
    """How many working days are left after today, the day itself among them; negative once it is over."""
    if day < today:
        return -workdays_until(today, day)
    whole_years = sum(len(_workdays(year)) for year in range(today.year, day.year))
    return whole_years + bisect_right(_workdays(day.year), day) - bisect_right(_workdays(today.year), today)


def workdays_later(today: date, count: int) -> date:
    """The last of so many working days after today."""
    day = today
    while count:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


@cache  # a register of ten thousand deadlines asks for the same few years
def _workdays(year: int) -> tuple[date, ...]:
    first = date(year, 1, 1)
    known = is_known(first)
    days = (first + timedelta(days=number) for number in range((date(year, 12, 31) - first).days + 1))
    return tuple(day for day in days if (is_workday(day) if known else day.weekday() < _WEEKDAYS))
