"""Opinions on the side of those who answer: who hears of them, answering, passing them on."""

from datetime import timedelta

import pytest

from db import opinions, people
from db.audit import audit
from knowledge.model import Role
from knowledge.progress.opinions import Standing
from tests.town import Someone, Town


def told(town: Town, someone: Someone, word: str) -> int:
    """How many messages with the word somebody got."""
    return sum(word in one.text for one in town.telegram.shown if one.chat_id == someone.account.id)


async def test_an_opinion_about_no_finding_is_the_supervisors(
    town: Town, staff: Someone, supervisor: Someone, citizen: Someone
) -> None:
    assert "由督办人员办理" in await citizen.says("/report 路灯坏了")
    assert "路灯坏了" in await supervisor.hears()
    assert told(town, staff, "路灯坏了") == 0
    assert "没有等答复" in await staff.says("/opinions")
    assert "等答复的群众意见 1 件" in await supervisor.says("群众意见")


async def test_the_list_says_how_old_they_are(
    town: Town, staff: Someone, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.says("/report 1.2.6 泵站冒水")
    town.clock.pass_by(timedelta(days=2))
    await citizen.says("/report 1.2.6 味道大")
    listed = await staff.says("/opinions")
    assert "· 210305-01 已受理 2 天 环保办：泵站冒水\n· 210307-01 已受理 今天 环保办：味道大" in listed
    assert "泵站冒水" in await staff.taps("210305-01")
    assert "等答复的群众意见 2 件" in await staff.taps("返回")


async def test_it_is_passed_on_to_another_unit(
    town: Town, staff: Someone, supervisor: Someone, citizen: Someone
) -> None:
    other = await town.invited(Role.STAFF, "水利站")
    await citizen.says("/report 1.2.6 泵站冒水")
    await staff.hears()
    await staff.taps("转办")
    assert "210305-01 已转给水利站" in await staff.taps("水利站")
    assert "转到了水利站：\n\n泵站冒水" in await other.hears()
    assert "转到了水利站" in await supervisor.hears()
    assert "您的意见 210305-01 已转办，由水利站办理" in await citizen.hears()
    assert "已转办" in await other.says("/opinions")
    assert "没有等答复" in await staff.says("/opinions")
    await other.taps("答复")
    await other.says("今晚换泵")
    assert "（水利站）：\n今晚换泵" in await citizen.hears()
    assert audit(town.database).faults == ()


async def test_who_passes_it_on_twice_passes_it_on_once(
    town: Town, staff: Someone, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.says("/report 路灯坏了")
    await supervisor.hears()
    await supervisor.taps("转办")
    units = supervisor.last
    button = next(button for button in units.buttons if button.label == "环保办")
    update = town.telegram.taps(supervisor.account, units, button)
    assert "已转给环保办" in await supervisor.does(update)
    assert await supervisor.does(update) == ""  # what it brought about is there already
    assert "请重新选" in await supervisor.taps("环保办", on=units)
    await town.deliver()
    assert told(town, staff, "转到了环保办") == 1


async def test_a_unit_nobody_works_in_is_not_offered(
    town: Town, staff: Someone, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.says("/report 路灯坏了")
    await supervisor.hears()
    await supervisor.taps("转办")
    assert supervisor.labels(supervisor.last) == ["环保办", "返回"]
    await supervisor.taps_data("to_unit:1:12345")
    assert opinions.open_ones(town.database)[0].unit is None


async def test_an_answer_leads_to_nobody(town: Town, supervisor: Someone, citizen: Someone) -> None:
    await citizen.says("/report 路灯坏了")
    await supervisor.hears()
    assert "1000 字以内" in await supervisor.taps("答复")
    assert "像电话的号码" in await supervisor.says("请打 13900000000")
    assert "现在 1001 字" in await supervisor.says("长" * 1001)
    assert "已答复" in await supervisor.says("已报修，有事打 2567001")


async def test_two_at_once_answer_once(
    town: Town, staff: Someone, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.says("/report 1.2.6 泵站冒水")
    for each in (staff, supervisor):
        await each.hears()
        await each.taps("答复")
    assert "已答复" in await staff.says("修好了")
    assert "已经答复过了" in await supervisor.says("在修了")
    assert "1.2.6" in await supervisor.says("喷漆中心整改进展")
    assert told(town, citizen, "有了答复") == 0
    await town.deliver()
    assert told(town, citizen, "有了答复") == 1


async def test_an_answer_delivered_again_is_one(town: Town, supervisor: Someone, citizen: Someone) -> None:
    await citizen.says("/report 路灯坏了")
    await supervisor.hears()
    await supervisor.taps("答复")
    update = town.telegram.says(supervisor.account, "修好了")
    for _ in range(2):
        assert "已答复" in await supervisor.does(update)
    assert len(opinions.of(town.database, citizen.account.id)[0].replies) == 1


@pytest.mark.parametrize("label", ["答复", "转办", "看全部"])
async def test_another_units_ticket_is_refused(
    town: Town, staff: Someone, citizen: Someone, label: str
) -> None:
    other = await town.invited(Role.STAFF, "水利站")
    await citizen.says("/report 1.2.6 泵站冒水")
    await staff.hears()
    assert "不由您的单位办理" in await other.taps(label, on=staff.last)


async def test_who_lost_the_role_meanwhile_answers_no_more(
    town: Town, staff: Someone, citizen: Someone
) -> None:
    await citizen.says("/report 1.2.6 泵站冒水")
    await staff.hears()
    notice = staff.last
    await staff.taps("转办")
    await staff.taps("答复", on=notice)
    people.revoke(town.database, staff.account.id, None, town.clock.now())
    await staff.says("修好了")
    for label in ("答复", "看全部"):
        assert "工作人员用的" in await staff.taps(label, on=notice)
    assert opinions.open_ones(town.database)[0].standing is Standing.RECEIVED


async def test_who_moved_meanwhile_does_not_answer(town: Town, staff: Someone, citizen: Someone) -> None:
    await citizen.says("/report 1.2.6 泵站冒水")
    await staff.hears()
    await staff.taps("答复")
    code = people.invite(town.database, Role.STAFF, "水利站", town.clock.now())
    await staff.says(f"/join {code}")
    await staff.hears()
    town.clock.pass_by(timedelta(seconds=5))
    await staff.taps_data("reply:1")
    await staff.says("修好了")
    assert opinions.open_ones(town.database)[0].standing is Standing.RECEIVED


async def test_what_its_author_erased_meanwhile_is_answered_no_more(
    town: Town, staff: Someone, citizen: Someone
) -> None:
    await citizen.says("/report 1.2.6 泵站冒水")
    await staff.hears()
    await staff.taps("答复")
    await citizen.says("/forget")
    assert "已经由提意见的人删除" in await staff.says("修好了")
    assert "没有等答复" in await staff.says("/opinions")


async def test_a_phone_that_the_finding_does_not_give_is_said_to_be_missing(citizen: Someone) -> None:
    said = await citizen.says("王宁律师的电话")
    assert said.startswith("1.3.5 ")
    assert "通报在这里没有写电话。要问清楚，请打电话 2567001。" in said
    assert "没有写电话" not in await citizen.says("律师是谁")
    assert "没有写电话" not in await citizen.says("打了三次都没人接电话")
