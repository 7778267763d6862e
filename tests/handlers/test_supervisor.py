"""A supervisor's first digest."""

from datetime import timedelta

import pytest

from knowledge.model import Role
from tests.town import Someone, Town


@pytest.fixture
async def supervisor(town: Town) -> Someone:
    return await town.invited(Role.SUPERVISOR)


async def test_a_quiet_day(supervisor: Someone) -> None:
    digest = await supervisor.says("/digest")
    assert "2021-03-05 日报" in digest
    assert "今天没有发布新的进展" in digest
    assert "今天还没有人提问" in digest
    assert "已完成：2 个\n正在整改：5 个\n长期坚持：0 个\n通报未说明：20 个" in digest


async def test_the_days_updates_and_unanswered_questions(
    town: Town, supervisor: Someone, citizen: Someone
) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    await staff.says("/progress 1.2.6 上述问题已全部整改完成")
    await staff.taps("发布")
    for question in ("明天下雨不", "明天下雨不", "低保怎么申请", "喷漆"):
        await citizen.says(question)
    digest = await supervisor.says("日报")
    assert "· 1.2.6 环保办：上述问题已全部整改完成" in digest
    assert "今天提问 4 次，没有答上来的 2 个：\n· 明天下雨不（2 次）\n· 低保怎么申请" in digest
    assert "已完成：3 个\n正在整改：4 个" in digest


async def test_the_day_begins_at_midnight_in_the_town(
    town: Town, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.says("明天下雨不")
    town.clock.pass_by(timedelta(hours=15))  # 09:00 + 15 h: midnight in Shanghai, afternoon in UTC
    assert "今天还没有人提问" in await supervisor.says("日报")


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
