"""Closing a finding: proposed with evidence, verified by another, returned or re-opened with a reason."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from db.audit import audit
from db.models import CloseoutRow
from knowledge.model import Role
from tests.pictures import picture
from tests.town import Someone, Town


@pytest.fixture
async def staff(town: Town) -> Someone:
    """Somebody who has published that all is done, with a photo."""
    someone = await town.invited(Role.STAFF, "环保办")
    await someone.photographs(picture(), "/progress 1.2.6 上述问题已全部整改完成")
    await someone.taps("发布")
    await town.fetch()
    return someone


async def close(staff: Someone, supervisor: Someone) -> None:
    await staff.taps("申请销号")
    await supervisor.hears()
    await supervisor.taps("通过")


async def test_claimed_is_not_closed(staff: Someone, supervisor: Someone, citizen: Someone) -> None:
    assert "整个问题：已完成（2021-03-05 环保办" in await citizen.says("1.2.6")
    assert "等督办人员核实" in await staff.taps("申请销号")
    assert "整个问题：已完成（2021-03-05 环保办" in await citizen.says("1.2.6")
    assert "环保办申请 1.2.6 对账销号。" in await supervisor.hears()
    assert "已核实，对账销号" in await supervisor.taps("通过")
    assert "整个问题：已销号（2021-03-05 由督办人员核实销号）" in await citizen.says("1.2.6")
    assert "1.2.6 已核实，对账销号" in await staff.hears()


async def test_each_step_stands_in_the_timeline(
    staff: Someone, supervisor: Someone, citizen: Someone
) -> None:
    await close(staff, supervisor)
    await citizen.says("1.2.6")
    timeline = await citizen.taps("进展")
    assert "2021-03-05 环保办申请对账销号。" in timeline
    assert "2021-03-05 督办人员核实，对账销号。" in timeline


async def test_the_overview_counts_it_apart(staff: Someone, supervisor: Someone, citizen: Someone) -> None:
    await close(staff, supervisor)
    assert "已销号：1 个" in await citizen.says("整改情况")
    assert "1.2.6" in await citizen.taps("🏁 已销号 1")
    assert "1.2.6" in await citizen.says("哪些已经完成了")
    assert "已销号：1 个" in await supervisor.says("日报")


async def test_without_evidence_nothing_is_proposed(town: Town) -> None:
    someone = await town.invited(Role.STAFF, "环保办")
    await someone.says("/progress 1.2.6 上述问题已全部整改完成")
    await someone.taps("发布")
    assert "销号要有佐证" in await someone.taps("申请销号")


async def test_who_proposed_does_not_verify(town: Town, supervisor: Someone) -> None:
    await supervisor.photographs(picture(), "/progress 1.2.6 上述问题已全部整改完成")
    await supervisor.taps("发布")
    await town.fetch()
    await supervisor.taps("申请销号")
    assert "您自己申请的" in await supervisor.says("待审核")
    await supervisor.says("/pending 1.2.6")
    assert "不能自己核实" in await supervisor.taps("通过")
    other = await town.invited(Role.SUPERVISOR, "督办室")
    await other.says("/pending")
    assert "已核实" in await other.taps("通过")


async def test_returned_with_a_reason_that_the_proposer_hears(staff: Someone, supervisor: Someone) -> None:
    await staff.taps("申请销号")
    await supervisor.hears()
    assert "请写退回 1.2.6 的原因" in await supervisor.taps("退回")
    assert "已退回 1.2.6" in await supervisor.says("照片看不出是哪座泵站")
    assert "被退回，原因：照片看不出是哪座泵站" in await staff.hears()
    assert "没有等您审核的事" in await supervisor.says("/pending")
    await staff.says("/progress 1.2.6 补拍了照片")
    await staff.taps("发布")
    assert "等督办人员核实" in await staff.taps("申请销号")


async def test_reopened_with_a_reason_that_citizens_see(
    staff: Someone, supervisor: Someone, citizen: Someone
) -> None:
    await close(staff, supervisor)
    await supervisor.taps("重新整改")
    assert "已重新整改" in await supervisor.says("群众反映又冒污水")
    card = await citizen.says("1.2.6")
    assert "已销号" not in card
    assert "整个问题：正在整改（2021-03-05 督办人员决定重新整改，原因：群众反映又冒污水）。" in card
    assert "要重新整改，原因：群众反映又冒污水" in await staff.hears()


async def test_once_reopened_it_is_in_progress_everywhere(
    town: Town, staff: Someone, supervisor: Someone, citizen: Someone
) -> None:
    """What was said before the re-opening is not what stands now; what is said after it, is."""
    await close(staff, supervisor)
    standing = await citizen.says("整改情况")
    await supervisor.taps("重新整改")
    await supervisor.says("群众反映又冒污水")
    again = await citizen.says("整改情况")
    assert "已销号：1 个" in standing
    assert "已销号" not in again
    assert "正在整改：5 个" in again
    assert "1.2.6" in await citizen.taps("⏳ 正在整改 5")
    assert "正在整改：5 个" in await supervisor.says("日报")
    town.clock.pass_by(timedelta(days=1))
    await staff.says("/progress 1.2.6 上述问题已全部整改完成")
    await staff.taps("发布")
    card = await citizen.says("1.2.6")
    assert "整个问题：已完成（2021-03-06 环保办" in card
    assert "2021-03-05 重新整改，原因：群众反映又冒污水" in card


async def test_what_is_proposed_waits_and_is_not_proposed_twice(staff: Someone, supervisor: Someone) -> None:
    await staff.taps("申请销号")
    assert "已经申请过了" in await staff.taps("申请销号")
    assert "环保办 2021-03-05 申请对账销号" in await supervisor.says("/pending")


async def test_two_supervisors_at_once_close_it_once(town: Town, staff: Someone, supervisor: Someone) -> None:
    other = await town.invited(Role.SUPERVISOR, "督办室")
    await staff.taps("申请销号")
    for each in (supervisor, other):
        await each.says("/pending")
    await asyncio.gather(supervisor.taps("通过"), other.taps("通过"))
    with town.database.snapshot() as session:
        assert list(session.exec(select(CloseoutRow.step))) == ["proposed", "verified"]
    assert audit(town.database).faults == ()


@pytest.mark.parametrize("role", [Role.STAFF, Role.ADMIN, None])
async def test_nobody_else_verifies(
    town: Town, staff: Someone, supervisor: Someone, role: Role | None
) -> None:
    someone = await town.invited(role, "环保办") if role else town.newcomer()
    await staff.taps("申请销号")
    await supervisor.hears()
    assert "您不能办这件事" in await someone.taps("通过", on=supervisor.last)
    assert "核实销号是督办人员的事" in await someone.taps("退回", on=supervisor.last)


async def test_the_reason_may_not_be_a_novel(staff: Someone, supervisor: Someone) -> None:
    await staff.taps("申请销号")
    await supervisor.hears()
    await supervisor.taps("退回")
    assert "300 字以内" in await supervisor.says("长" * 301)
    assert "已退回" in await supervisor.says("请补照片")


async def test_a_tap_delivered_again_takes_one_step(town: Town, staff: Someone, supervisor: Someone) -> None:
    button = next(button for button in staff.last.buttons if button.label == "申请销号")
    update = town.telegram.taps(staff.account, staff.last, button)
    for _ in range(2):
        assert "等督办人员核实" in await staff.does(update)
    with town.database.snapshot() as session:
        assert len(session.exec(select(CloseoutRow)).all()) == 1


async def test_nothing_is_verified_whose_evidence_was_taken_back(
    town: Town, staff: Someone, supervisor: Someone
) -> None:
    receipt = staff.last
    await staff.taps("申请销号")
    await staff.taps("撤回", on=receipt)
    await supervisor.hears()
    assert "销号要有佐证" in await supervisor.taps("通过")


async def test_why_it_was_returned_is_no_matter_of_citizens(
    staff: Someone, supervisor: Someone, citizen: Someone
) -> None:
    await staff.taps("申请销号")
    await supervisor.hears()
    await supervisor.taps("退回")
    await supervisor.says("党员王小明受处分的事别写进来")
    await citizen.says("1.2.6")
    timeline = await citizen.taps("进展")
    assert "退回销号申请" in timeline
    assert "王小明" not in timeline


async def test_a_reason_that_citizens_see_leads_to_nobody(staff: Someone, supervisor: Someone) -> None:
    await close(staff, supervisor)
    await supervisor.says("/pending 1.2.6")
    await supervisor.taps("重新整改")
    assert "像电话的号码" in await supervisor.says("群众13800138000反映又冒污水")
    assert "已重新整改" in await supervisor.says("群众反映又冒污水")


async def test_a_reason_that_comes_too_late_is_waited_for_no_more(
    town: Town, staff: Someone, supervisor: Someone
) -> None:
    other = await town.invited(Role.SUPERVISOR, "督办室")
    await staff.taps("申请销号")
    await supervisor.hears()
    await supervisor.taps("退回")
    await other.says("/pending")
    await other.taps("通过")
    assert "已经销号了" in await supervisor.says("照片不清楚")
    assert (await supervisor.says("喷漆中心整改进展")).startswith("1.2.6 ")


async def test_a_closed_finding_says_so_in_the_preview(staff: Someone, supervisor: Someone) -> None:
    await close(staff, supervisor)
    assert "已经销号，状态仍显示为：已销号" in await staff.says("/progress 1.2.6 正在整改中")
