"""Working days of China: public holidays and the weekends worked for them (国务院办公厅放假安排)."""

from datetime import date, timedelta

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
    between = (today + timedelta(days=number) for number in range(1, (day - today).days + 1))
    return sum(map(is_workday, between))
