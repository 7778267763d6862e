"""Days as people write them, and as they say them on a day."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from knowledge.codes import HAN_NUMERAL, number
from knowledge.progress.workdays import workdays_later
from knowledge.text import normalise

_WHOLE = (
    re.compile(r"(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})[日号]?"),
    re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)"),
)
# 12月31日, 12.31, 12-31, 12/31
_OF_A_MONTH = re.compile(r"(\d{1,2})[月./-](\d{1,2})[日号]?")
_LONGEST = 20
_FIRST, _LAST = 1990, 2099
# A day that is over this year is next year's only where that is no further off: 1月15日 in December.
_NEXT_YEAR_WITHIN = timedelta(days=183)
# 到年底, 12月底前, 6月30日前完成; but not 30天前, 三个工作日前.
_AROUND = re.compile(r"^截?止?[到至]|(?<![天周期月年])(?<!工作日)[之以]?前$")
_UNTIL_DONE = re.compile(r"(?:整改)?(?:完成|办结|到位|完毕)$")
_NAMES_WHEN = re.compile(r"\d月|\d{4}年")
_SOON, _WEEK = ("今", "明", "后", "大后"), "一二三四五六日"
_QUARTERS, _DIGITS = "一二三四", str.maketrans("1234", "一二三四")
_WITHIN = "(?:[之以]?[内后])?"
_COUNT = rf"(\d{{1,3}}|两|{HAN_NUMERAL})"


def read_date(text: str) -> date | None:
    """2021-06-30, 2021年6月30日, 2021.6.30, 2021/6/30, 20210630, also in full-width digits; None for what is
    no day of this age: 9999-12-31 stands for no deadline at all."""
    plain = normalise(text) if len(text) <= _LONGEST else ""
    match = next((found for form in _WHOLE if (found := form.fullmatch(plain))), None)
    return _day(*map(int, match.groups())) if match else None


def read_deadline(text: str, today: date) -> date | None:
    """The same, and days as they are said on a day: 明天, 下周五, 月底, 12月31日, 明年3月底, 30天内. None for
    what may mean several days."""
    plain = _AROUND.sub("", _UNTIL_DONE.sub("", normalise(text))) if len(text) <= _LONGEST else ""
    plain = plain.replace("今年", f"{today.year}年").replace("明年", f"{today.year + 1}年")
    found = next(((match, meant) for form, meant in _SAID if (match := form.fullmatch(plain))), None)
    day = found[1](found[0], today) if found else read_date(plain)
    return day if day and day.year <= _LAST else None


def read_named_day(text: str, today: date) -> date | None:
    """A whole day, or one that is said with its month or year, whenever that was: 6月30日, 6月底, 2021年底.
    None for 下周五, 月底 and 30天, which depend on the day they are said."""
    return read_date(text) or (read_deadline(text, today) if _NAMES_WHEN.search(normalise(text)) else None)


def read_past(text: str, today: date) -> date | None:
    """A whole day; of 11月30日, the last one until today."""
    match = _OF_A_MONTH.fullmatch(normalise(text)) if len(text) <= _LONGEST else None
    if match is None:
        return read_date(text)
    both = (_day(year, int(match[1]), int(match[2])) for year in (today.year, today.year - 1))
    return next((one for one in both if one and one <= today), None)


def months_later(day: date, months: int) -> date:
    """The same day of a later or an earlier month; the last of a shorter one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST <= year <= _LAST else None
    except ValueError:
        return None


def _end(year: int, month: int) -> date | None:
    first = _day(year, month, 1)
    return months_later(first, 1) - timedelta(days=1) if first else None


def _coming(this: date | None, following: date | None, today: date) -> date | None:
    """This year's; next year's, where this year's is over and that is near; else it may be either."""
    if this is not None and this >= today:
        return this
    return following if following and following - today <= _NEXT_YEAR_WITHIN else None


def _soon(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=_SOON.index(match[1]))


def _of_a_week(match: re.Match[str], today: date) -> date | None:
    """周五 alone is this week's, unless that is over."""
    days = 7 * match[1].count("下") + _WEEK.index(match[2].replace("天", "日"))
    day = today + timedelta(days=days - today.weekday())
    return day if match[1] or day >= today else None


def _of_a_month(match: re.Match[str], today: date) -> date | None:
    month, day = int(match[1]), int(match[2])
    return _coming(_day(today.year, month, day), _day(today.year + 1, month, day), today)


def _of_this_month(match: re.Match[str], today: date) -> date | None:
    """31号 of a month that has none may be meant of another."""
    this, following = today.replace(day=1), months_later(today.replace(day=1), 1)
    day = int(match[1])
    return _coming(_day(this.year, this.month, day), _day(following.year, following.month, day), today)


def _end_of_quarter(match: re.Match[str], today: date) -> date | None:
    """That of the year that is named; without one, as of a month."""
    month = 3 * (_QUARTERS.index(match[2].translate(_DIGITS)) + 1) if match[2] else (today.month + 2) // 3 * 3
    if match[1]:
        return _end(int(match[1]), month)
    return _coming(_end(today.year, month), _end(today.year + 1, month), today)


def _half(match: re.Match[str], today: date) -> date:
    return months_later(today, 6) if match[1] == "年" else today + timedelta(days=15)


def _workdays_after(match: re.Match[str], today: date) -> date:
    return workdays_later(today, 2 if match[1] == "两" else number(match[1]))


def _end_of_month(match: re.Match[str], today: date) -> date | None:
    month = months_later(today, 1 if match[1] else 0)
    return _end(month.year, month.month)


def _end_of_named(match: re.Match[str], today: date) -> date | None:
    month = int(match[2])
    if match[1]:
        return _end(int(match[1]), month)
    return _coming(_end(today.year, month), _end(today.year + 1, month), today)


def _end_of_year(match: re.Match[str], today: date) -> date | None:
    return _day(int(match[1] or today.year), 12, 31)


def _after(match: re.Match[str], today: date) -> date:
    count = 2 if match[1] == "两" else number(match[1])
    if match[2]:
        return months_later(today, count * (12 if match[2] == "年" else 1))
    return today + timedelta(days=count * (7 if match[3] else 1))


_SAID: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...] = (
    (re.compile(r"(今|明|后|大后)[天日]"), _soon),
    (re.compile(r"((?:[本这]|下{0,2})个?)(?:周|星期|礼拜)([一二三四五六日天])"), _of_a_week),
    (_OF_A_MONTH, _of_a_month),
    (re.compile(r"(\d{1,2})号"), _of_this_month),  # 30日 may be thirty days
    (re.compile(r"(?:[本这]个?月?|(下个?)月?)?月[底末]"), _end_of_month),
    (re.compile(r"(?:(\d{4})年)?(\d{1,2})月[底末]"), _end_of_named),
    (re.compile(r"(?:本年?|(\d{4})年?)?年[底末]"), _end_of_year),
    (re.compile(r"(?:(\d{4})年)?第?([一二三四1-4])?(?(2)|本)季度?[底末]"), _end_of_quarter),
    (re.compile(rf"半(年|个月){_WITHIN}"), _half),
    (re.compile(rf"{_COUNT}个?工作日{_WITHIN}"), _workdays_after),
    (re.compile(rf"{_COUNT}(?:(个月|年(?=.))|(周|个?星期|个?礼拜)|天|日(?=.)){_WITHIN}"), _after),
)
