"""Questions nobody could answer become names, with their effect shown before."""

import pytest

from db.audit import audit
from knowledge.model import Role
from tests.town import Someone, Town

ODD = "嘎啦蹦子咋样了"


@pytest.fixture
async def staff(town: Town) -> Someone:
    return await town.invited(Role.STAFF, "环保办")


@pytest.fixture
async def asked(town: Town) -> None:
    """Citizens have asked what the bot does not know."""
    for question, times in ((ODD, 2), ("明天下雨不 13812345678", 1)):
        for _ in range(times):
            assert "没有找到" in await town.newcomer().says(question)
    await town.newcomer().says("喷漆中心整改进展")


@pytest.mark.usefixtures("asked")
async def test_the_most_asked_comes_first_and_nobodys_number_is_shown(staff: Someone) -> None:
    said = await staff.says("未答问题")
    assert "没有答上来的问题 2 个" in said
    assert f"1. {ODD}（2 次）\n2. 明天下雨不 ［号码已隐去］" in said


@pytest.mark.usefixtures("asked")
async def test_what_people_mean_is_answered_from_the_next_question_on(
    town: Town, staff: Someone, citizen: Someone
) -> None:
    await staff.says("/missed")
    assert ODD in await staff.taps("1")
    effect = await staff.taps("1.2.6")
    assert "会答上来的 1 句" in effect
    assert "别的答复都不变" in effect
    assert "没有找到" in await citizen.says(ODD)
    assert "记下了" in await staff.taps("记下")
    assert (await citizen.says(ODD)).startswith("1.2.6 ")
    assert ODD not in await staff.says("/missed")
    assert audit(town.database).faults == ()


@pytest.mark.usefixtures("asked")
async def test_a_name_can_be_taken_away(town: Town, staff: Someone, citizen: Someone) -> None:
    await staff.says("/missed")
    await staff.taps("1")
    await staff.taps("1.2.6")
    await staff.taps("记下")
    taught = staff.last
    assert "已撤销" in await staff.taps("撤销这个叫法")
    assert "没有找到" in await citizen.says(ODD)
    assert "已经不在了" in await staff.taps("撤销这个叫法", on=taught)
    assert ODD in await staff.says("/missed")
    assert audit(town.database).faults == ()


@pytest.mark.usefixtures("asked")
async def test_what_is_no_matter_of_the_notice_is_not_listed_again(staff: Someone, town: Town) -> None:
    await staff.says("/missed")
    await staff.taps("2")
    assert "以后不再列出" in await staff.taps("不属于通报")
    assert "没有答上来的问题 1 个" in await staff.says("/missed")


async def test_an_answer_that_would_change_is_shown(town: Town, staff: Someone) -> None:
    """A name that is another finding's already."""
    await town.newcomer().says("路灯")
    await staff.says("/missed")
    await staff.taps("1")
    one = staff.last
    await staff.taps("1.2.6")
    await staff.taps("记下")
    assert (await town.newcomer().says("路灯")).startswith("1.2.6 ")
    said = await staff.taps("1.2.5", on=one)
    assert "答复会变的 1 句，请看一眼对不对：\n· 路灯" in said


async def test_nothing_missed_is_said(staff: Someone) -> None:
    assert "没有答不上来的问题" in await staff.says("/missed")


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("role", [None, Role.ADMIN])
async def test_others_see_nothing_of_it(town: Town, staff: Someone, role: Role | None) -> None:
    someone = await town.invited(role) if role else town.newcomer()
    assert "工作人员用的命令" in await someone.says("/missed")
    await staff.says("/missed")
    assert "工作人员用的命令" in await someone.taps("1", on=staff.last)


@pytest.mark.usefixtures("asked")
async def test_many_are_shown_in_pages(town: Town, staff: Someone) -> None:
    for which in "甲乙丙丁戊己庚辛壬癸丑寅卯辰":
        await town.newcomer().says(f"嘎啦蹦子{which}")
    await staff.says("/missed")
    assert "1. " in await staff.taps("下一页")
    assert "上一页" in staff.labels(staff.last)


async def test_what_staff_type_in_vain_is_no_question_of_citizens(staff: Someone) -> None:
    await staff.says("嘎啦蹦子咋样了")
    assert "没有答不上来的问题" in await staff.says("/missed")
