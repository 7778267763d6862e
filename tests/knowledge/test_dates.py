"""Days as people write them, and as they say them on a day."""

from datetime import date

import pytest

from knowledge.progress.dates import months_later, read_date, read_deadline, read_past

FRIDAY = date(2021, 3, 5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("明天", "2021-03-06"),
        ("后天", "2021-03-07"),
        ("周五", "2021-03-05"),
        ("本周一", "2021-03-01"),
        ("下周五", "2021-03-12"),
        ("下星期天", "2021-03-14"),
        ("下下周一", "2021-03-15"),
        ("月底", "2021-03-31"),
        ("下个月底", "2021-04-30"),
        ("年底", "2021-12-31"),
        ("今年年底", "2021-12-31"),
        ("明年底", "2022-12-31"),
        ("12月31日", "2021-12-31"),
        ("12月底前", "2021-12-31"),
        ("6月底前完成", "2021-06-30"),
        ("2021年6月30日前整改到位", "2021-06-30"),
        ("2026年12月底", "2026-12-31"),
        ("２０２６年２月末", "2026-02-28"),
        ("明年3月15日", "2022-03-15"),
        ("20261231", "2026-12-31"),
        ("到2021-06-30", "2021-06-30"),
        ("30天", "2021-04-04"),
        ("三十日内", "2021-04-04"),
        ("两周", "2021-03-19"),
        ("3个月内", "2021-06-05"),
        ("一年内", "2022-03-05"),
        ("6.30", "2021-06-30"),
        ("12-31", "2021-12-31"),
        ("12/31前", "2021-12-31"),
        ("15号前", "2021-03-15"),
        ("3号", "2021-04-03"),
        ("一季度末", "2021-03-31"),
        ("第3季度底", "2021-09-30"),
        ("本季度末", "2021-03-31"),
        ("明年二季度末前", "2022-06-30"),
        ("半年内", "2021-09-05"),
        ("半个月", "2021-03-20"),
        ("三个工作日内", "2021-03-10"),
        ("10个工作日", "2021-03-19"),
    ],
)
def test_a_deadline_as_it_is_said_on_a_day(text: str, day: str) -> None:
    assert read_deadline(text, FRIDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "", "无", "尽快", "下周", "周四", "3月1日", "2月底", "2月30日", "13月底", "30", "30日",
        "13.30", "6.31", "32号", "五季度末",
        "30天前", "三个工作日前", "26年", "999年内", "9999年底", "明天下午", "半年前", "一季度",
    ],
)  # fmt: skip
def test_what_is_no_day_or_may_be_several(text: str) -> None:
    assert read_deadline(text, FRIDAY) is None


def test_a_day_that_is_over_is_next_years_where_that_is_near() -> None:
    assert read_deadline("1月15日", date(2020, 11, 30)) == date(2021, 1, 15)
    assert read_deadline("1月底", date(2020, 11, 30)) == date(2021, 1, 31)
    assert read_deadline("1月15日", FRIDAY) is None


def test_a_day_that_was_is_the_last_of_its_name() -> None:
    assert read_past("3月5日", FRIDAY) == FRIDAY
    assert read_past("11月30日", FRIDAY) == date(2020, 11, 30)
    assert read_past("2020-05-03", FRIDAY) == date(2020, 5, 3)
    assert read_past("2月30日", FRIDAY) is None


def test_what_is_said_on_a_day_is_no_day_by_itself() -> None:
    """A register may come back a month later."""
    assert read_date("明天") is None
    assert read_date("12月31日") is None


def test_the_same_day_of_a_shorter_month_is_its_last() -> None:
    assert months_later(date(2021, 1, 31), 1) == date(2021, 2, 28)
    assert months_later(date(2021, 1, 31), -2) == date(2020, 11, 30)
