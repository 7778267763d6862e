"""A supervisor's first digest."""

from datetime import timedelta
from typing import Any

import pytest

from db import people
from handlers.found import typed_by
from handlers.supervisors import assign
from knowledge.model import Role
from tests.pictures import picture
from tests.town import Someone, Town


@pytest.fixture
async def supervisor(town: Town) -> Someone:
    return await town.invited(Role.SUPERVISOR)


async def test_a_quiet_day(supervisor: Someone) -> None:
    digest = await supervisor.says("/digest")
    assert "2021-03-05 日报" in digest
    assert "今天还没有新的变化。" in digest
    assert "逾期" not in digest
    assert "已完成：2 个\n正在整改：5 个\n长期坚持：0 个\n通报未说明：20 个" in digest


async def test_the_days_updates_and_unanswered_questions(
    town: Town, supervisor: Someone, citizen: Someone
) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    await staff.says("/progress 1.2.6 上述问题已全部整改完成")
    await staff.taps("发布")
    for question in ("明天下雨不", "明天下雨不", "低保怎么申请", "喷漆"):
        await citizen.says(question)
    for question in ("喷漆", "哪些没改完", "后天下雨不"):  # what they try out themselves is not citizens'
        await supervisor.says(question)
        await staff.says(question)
    assert "有用" not in staff.labels(staff.last)
    digest = await supervisor.says("日报")
    assert "· 1.2.6 环保办：上述问题已全部整改完成" in digest
    assert "提问 4 次，没有答上来的 2 个：\n· 明天下雨不（2 次）\n· 低保怎么申请" in digest
    assert "已完成：3 个\n正在整改：4 个" in digest


async def test_the_day_begins_at_midnight_in_the_town(
    town: Town, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.says("明天下雨不")
    town.clock.pass_by(timedelta(hours=15))  # 09:00 + 15 h: midnight in Shanghai, afternoon in UTC
    assert "提问" not in await supervisor.says("日报")


async def test_a_supervisor_may_post_as_well(supervisor: Someone) -> None:
    assert "预览" in await supervisor.says("/progress 1.2.6 泵站已修好")


@pytest.mark.parametrize("role", [Role.STAFF, Role.ADMIN])
async def test_the_digest_is_for_supervisors(town: Town, role: Role) -> None:
    someone = await town.invited(role)
    assert "督办人员" in await someone.says("/digest")
    assert "日报\n" not in someone.last.text


async def test_a_citizen_is_sent_away_politely(citizen: Someone) -> None:
    assert "督办人员" in await citizen.says("/digest")


async def test_numbers_that_lead_to_a_person_are_masked(town: Town, citizen: Someone) -> None:
    supervisor = await town.invited(Role.SUPERVISOR)
    await citizen.says("明天下雨不，打我电话13812345678")
    said = await supervisor.says("日报")
    assert "明天下雨不，打我电话［号码已隐去］" in said
    assert "13812345678" not in said


async def test_exceptions_come_first(town: Town, supervisor: Someone) -> None:
    """Friday the 5th of March: a deadline of Wednesday is two working days over."""
    staff = await town.invited(Role.STAFF, "环保办")
    for code, due in (("1.2.6", "2021-03-03"), ("1.2.5", "2021-03-08"), ("1.2.4", "2021-12-31")):
        await supervisor.says(f"/assign {code} 环保办")
        await supervisor.says(f"/due {code} {due}")
    await staff.photographs(picture(), "/progress 1.2.7 已约谈企业负责人")
    await staff.taps("发布")
    await staff.taps("申请销号")
    said = await supervisor.says("/digest")
    parts = (
        "等您决定的销号申请 1 个：\n· 1.2.7 环保办",
        "逾期 1 个：\n· 1.2.6 环保办：逾期 2 个工作日",
        "临期 1 个：\n· 1.2.5 环保办：还有 1 个工作日",
        "新进展 1 条：\n· 1.2.7 环保办：已约谈企业负责人（附 1 个）",
        "整改情况：共 27 个问题",
    )
    assert [part in said for part in parts] == [True] * len(parts)
    assert sorted(parts, key=said.index) == list(parts)
    assert supervisor.labels(supervisor.last)[1:4] == ["1.2.7", "1.2.6", "1.2.5"]
    assert (await supervisor.taps("1.2.5")).startswith("1.2.5 ")


async def test_what_is_done_is_not_overdue(town: Town, supervisor: Someone) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    await supervisor.says("/due 1.2.6 2021-03-03")
    await staff.says("/progress 1.2.6 上述问题已全部整改完成")
    await staff.taps("发布")
    assert "逾期" not in await supervisor.says("/digest")


async def test_no_deadline_is_said_to_be_set_by_who_may_not_any_more(
    town: Town, supervisor: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The role is taken away while the finding is looked for."""

    async def revoked_meanwhile(*asked: Any) -> Any:
        people.revoke(town.database, supervisor.account.id, None, town.clock.now())
        return await typed_by(*asked)

    monkeypatch.setattr(assign, "typed_by", revoked_meanwhile)
    said = await supervisor.says("/due 1.2.6 2021-03-03")
    assert "2021-03-03" not in said
    assert "联系督办人员" in said


async def test_a_month_and_a_day_without_its_year(supervisor: Someone) -> None:
    assert "2021-02-01 至 2021-02-28 汇总" in await supervisor.says("日报 上个月")
    assert "2021-03-01 至 2021-03-05 汇总" in await supervisor.says("日报 本月")
    assert "2020-11-30 日报" in await supervisor.says("日报 11月30日")


async def test_long_silence_is_an_exception(town: Town, supervisor: Someone) -> None:
    await supervisor.says("/assign 1.2.6 环保办")
    town.clock.pass_by(timedelta(days=30))
    assert "久未更新 1 个：\n· 1.2.6 环保办：45 天没有新进展" in await supervisor.says("/digest")


async def test_other_days(town: Town, supervisor: Someone) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    await staff.says("/progress 1.2.6 泵站已修好")
    await staff.taps("发布")
    town.clock.pass_by(timedelta(days=1))
    assert "新进展" not in await supervisor.says("/digest")
    for words in ("/digest 昨天", "/digest 2021-03-05", "/digest 本周"):
        assert "泵站已修好" in await supervisor.says(words)
    assert "2021-03-01 至 2021-03-06 汇总" in supervisor.last.text


async def test_what_stands_in_a_past_digest_is_said_to_be_of_today(town: Town, supervisor: Someone) -> None:
    await supervisor.says("/assign 1.2.6 环保办")
    await supervisor.says("/due 1.2.6 2021-03-12")
    town.clock.pass_by(timedelta(days=10))
    past = await supervisor.says("/digest 2021-03-05")
    assert "逾期 1 个" in past
    assert "那一天的" in past
    assert "都是今天（2021-03-15）的" in past
    assert "那几天的" in await supervisor.says("/digest 上周")
    for words in ("/digest", "/digest 本周"):
        assert "都是今天" not in await supervisor.says(words)


@pytest.mark.parametrize("words", ["明天", "2021-03-06", "2021-13-01", "全部"])
async def test_a_day_that_is_none_gets_one_sentence(supervisor: Someone, words: str) -> None:
    assert "请这样写：/digest" in await supervisor.says(f"/digest {words}")


async def test_what_citizens_wait_for_and_say(town: Town, supervisor: Someone, citizen: Someone) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    await staff.says("/progress 1.2.6 上述问题已全部整改完成")
    await staff.taps("发布")
    await citizen.says("/report 路灯坏了三天了")
    await citizen.says("1.2.6")
    await citizen.taps("仍未解决")
    town.clock.pass_by(timedelta(days=2))
    digest = await supervisor.says("/digest")
    assert "等答复的群众意见 1 个：\n· 210305-01 （未指派）：等了 2 天" in digest
    assert "路灯" not in digest
    assert "群众说仍未解决的 1 个：\n· 1.2.6：1 人说仍未解决，0 人说已解决" in digest
    assert "210305-01" in await supervisor.taps("答复群众意见（1）")


async def test_the_grades_of_the_day(town: Town, supervisor: Someone, citizen: Someone) -> None:
    await citizen.says("/report 路灯坏了三天了")
    await supervisor.hears()
    await supervisor.taps("答复")
    await supervisor.says("已派人修好")
    await citizen.hears()
    await citizen.taps("满意")
    assert "群众评价 1 个：满意 1" in await supervisor.says("/digest")
