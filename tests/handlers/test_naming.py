"""What notices are called in a line, where several are in force."""

from datetime import date

import pytest

from handlers.views.naming import apart, name_beside, short_name
from knowledge.model import NoticeName


@pytest.mark.parametrize(
    ("issuer", "short"),
    [
        ("中共湖滨镇委", "湖滨镇2021年通报"),
        ("中共湖滨镇委员会", "湖滨镇2021年通报"),
        ("中共雁石街道工作委员会", "雁石街道2021年通报"),
        ("中共临汐市卫生健康委员会党委", "临汐市卫生健康委员会2021年通报"),
        ("临汐市卫生健康委员会", "临汐市卫生健康委员会2021年通报"),
        ("杏花坞社区党委", "杏花坞社区2021年通报"),
        (None, "关于巡察整改进展情况的通报"),
    ],
)
def test_a_notice_is_named_by_its_issuer_and_year(issuer: str | None, short: str) -> None:
    name = NoticeName(1, "关于巡察整改进展情况的通报", issuer, date(2021, 2, 18))
    assert short_name(name) == short


def test_beside_one_of_the_same_issuer_the_year_is_enough_or_the_day() -> None:
    shown = NoticeName(1, "通报", "中共湖滨镇委", date(2021, 2, 18), 1)
    assert name_beside(NoticeName(2, "通报", "中共湖滨镇委", date(2019, 3, 1), 1), shown) == "2019年通报"
    assert name_beside(NoticeName(3, "公示", "中共湖滨镇委", date(2021, 8, 1), 1), shown) == "2021-08-01通报"
    assert (
        name_beside(NoticeName(4, "通报", "杏花坞社区党委", date(2021, 8, 1), 2), shown)
        == "杏花坞社区2021年通报"
    )
    assert name_beside(NoticeName(5, "通报", "中共湖滨镇委", None, 1), shown) == "湖滨镇通报"


def test_those_that_would_be_called_alike_say_their_day() -> None:
    """Two of one year in a list of choices, or in a digest."""
    days = (date(2021, 2, 18), date(2021, 8, 1), date(2019, 3, 1), None)
    named = apart(NoticeName(one, "通报", "中共湖滨镇委", day, 1) for one, day in enumerate(days))
    assert [short_name(name) for name in named.values()] == [
        "湖滨镇2021-02-18通报", "湖滨镇2021-08-01通报", "湖滨镇2019年通报", "湖滨镇通报"
    ]  # fmt: skip
