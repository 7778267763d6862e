"""What waits for a supervisor, one at a time."""

import pytest

from knowledge.model import Role
from tests.pictures import picture
from tests.town import Someone, Town


@pytest.fixture
async def supervisor(town: Town) -> Someone:
    """A supervisor for whom three close-outs wait: 1.2.4, 1.2.5 and 1.2.6, in this order."""
    staff = await town.invited(Role.STAFF, "环保办")
    for code in ("1.2.4", "1.2.5", "1.2.6"):
        await staff.photographs(picture(), f"/progress {code} 已经修好并验收")
        await staff.taps("发布")
        await staff.taps("申请销号")
    await town.fetch()
    return await town.invited(Role.SUPERVISOR, "督办室")


def photos(someone: Someone) -> int:
    return len([one for one in someone.seen if one.files])


async def test_the_oldest_comes_with_its_evidence(supervisor: Someone) -> None:
    said = await supervisor.says("/pending")
    assert "1.2.4 " in said
    assert "已经修好并验收" in said
    assert "1.2.5 " not in said
    assert photos(supervisor) == 1
    assert supervisor.labels(supervisor.last)[:3] == ["通过", "退回", "稍后"]


async def test_a_decision_leads_to_the_next(supervisor: Someone) -> None:
    await supervisor.says("/pending")
    assert "1.2.4 已核实" in await supervisor.taps("通过")
    assert "1.2.5 " in await supervisor.taps("下一个")
    await supervisor.taps("退回")
    await supervisor.says("照片看不清")
    assert "1.2.6 " in await supervisor.taps("下一个")
    await supervisor.taps("通过")
    assert "下一个" not in supervisor.labels(supervisor.last)
    assert "没有等您审核的事" in await supervisor.says("待审核")


@pytest.mark.parametrize("words", ["退回，照片看不清", "不通过", "驳回：材料不全"])
async def test_a_return_in_words_asks_for_the_reason(supervisor: Someone, words: str) -> None:
    await supervisor.says("/pending")
    assert "请写退回 1.2.4 的原因" in await supervisor.says(words)
    assert "已退回 1.2.4" in await supervisor.says("照片看不清")


async def test_what_is_agreed_to_is_verified(supervisor: Someone) -> None:
    await supervisor.says("/pending")
    assert "1.2.4 已核实" in await supervisor.says("同意")


async def test_a_decision_with_a_code_shows_what_is_decided_of(supervisor: Someone) -> None:
    """It was a preview of progress, or a citizen's card."""
    for words in ("1.2.6 退回，照片看不清", "1.2.6 同意销号", "退回 1.2.6 照片看不清"):
        assert "1.2.6 " in await supervisor.says(words)
        assert supervisor.labels(supervisor.last)[:2] == ["通过", "退回"]


async def test_what_is_put_off_waits(supervisor: Someone) -> None:
    await supervisor.says("/pending")
    assert "1.2.5 " in await supervisor.taps("稍后")
    assert "1.2.6 " in await supervisor.taps("稍后")
    assert "看完一遍了，还有 3 个等您决定" in await supervisor.taps("稍后")
    assert "1.2.4 " in await supervisor.says("/pending")


async def test_the_digest_leads_there(supervisor: Someone) -> None:
    await supervisor.says("/digest")
    assert "1.2.4 " in await supervisor.taps("审核销号申请（3）")


async def test_the_button_of_a_digest_is_for_supervisors(town: Town, supervisor: Someone) -> None:
    await supervisor.says("/digest")
    citizen = town.newcomer()
    assert "是督办人员的事" in await citizen.taps("审核销号申请（3）", on=supervisor.last)
    await supervisor.says("/pending")
    assert "是督办人员的事" in await citizen.taps("稍后", on=supervisor.last)
