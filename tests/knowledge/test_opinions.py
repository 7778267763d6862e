"""Which words are the same, which go on with others, and what of them nobody is shown."""

import pytest

from knowledge.model import Person, Role
from knowledge.progress.opinions import (
    Grade,
    Standing,
    after_grade,
    goes_on,
    is_same,
    masked,
    may_handle,
    takes_back,
)


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        ("路灯坏了没人修", "路灯坏了，没人修啊！", True),
        ("路燈壞了沒人修", "路灯坏了没人修", True),
        ("南街路灯坏了好几个月没人管", "北街路灯坏了好几个月没人管", False),
        ("3号楼漏水", "5号楼漏水", False),
        ("路灯坏了没人修", "垃圾没人收", False),
        ("。。。", "！！！", False),
    ],
)
def test_nearly_the_same_words(text: str, other: str, same: bool) -> None:
    assert is_same(text, other) is same


@pytest.mark.parametrize("text", ["都两个月了", "没人管", "就在小学门口，晚上很黑"])
def test_what_goes_on_with_it(text: str) -> None:
    assert goes_on(text)


@pytest.mark.parametrize(
    "text", ["喷漆中心整改进展", "哪些没完成", "1.2.6", "能修吗？", "谢谢！", "好的谢谢您"]
)
def test_what_does_not(text: str) -> None:
    assert not goes_on(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("我叫王小明，路灯坏了", "我叫某某，路灯坏了"),
        ("联系人：李四", "联系人：某某"),
        ("微信 @wangxm 找我", "微信 ［号码已隐去］ 找我"),
        ("打13800138000", "打［号码已隐去］"),
        ("王村的路灯坏了", "王村的路灯坏了"),
    ],
)
def test_nothing_leads_to_the_person(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    ("role", "unit", "may"),
    [
        (Role.STAFF, "环保办", True),
        (Role.STAFF, "水利站", False),
        (Role.STAFF, None, False),
        (Role.SUPERVISOR, "水利站", True),
        (Role.SUPERVISOR, None, True),
        (Role.ADMIN, "环保办", False),
        (Role.CITIZEN, "环保办", False),
    ],
)
def test_who_answers(role: Role, unit: str | None, may: bool) -> None:
    assert may_handle(Person(1, "某", role, "环保办"), unit) is may


def test_a_bad_grade_opens_it_again_once() -> None:
    assert after_grade(Grade.BAD, was_reopened=False) is Standing.RECEIVED
    assert after_grade(Grade.VERY_BAD, was_reopened=True) is Standing.RATED
    assert after_grade(Grade.FAIR, was_reopened=False) is Standing.RATED


@pytest.mark.parametrize(
    "text",
    [
        "撤回意见",
        "把刚才那条意见撤回",
        "意见不提了",
        "怎么撤回意见？",
        "撤回 210305-01",
        "刚才那条不算",
        "我不想提意见了",
    ],
)
def test_what_takes_an_opinion_back(text: str) -> None:
    assert takes_back(text)


@pytest.mark.parametrize("text", ["撤回", "我要撤回"])
def test_what_takes_it_back_where_one_was_just_reported(text: str) -> None:
    assert takes_back(text, is_after_one=True)
    assert not takes_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "建议取消这条路的限行",
        "镇里撤销了意见箱",
        "不要撤回意见",
        "村干部逼我把意见撤回，我不同意",
        "取消关注",
        "取消",
    ],
)
def test_what_is_an_opinion_itself(text: str) -> None:
    assert not takes_back(text, is_after_one=True)
