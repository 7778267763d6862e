"""Was this helpful: asked once, below an answer; what was off the point is shown to staff."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.shapes import Account
from db.models import EventRow, QuestionRow
from knowledge.model import Role
from tests.town import Someone, Town

ASKED = "养老院工资"


def remarks(town: Town) -> list[str | None]:
    with town.database.snapshot() as session:
        return [*session.exec(select(QuestionRow.remark))]


async def test_an_answer_asks_whether_it_helped(citizen: Someone) -> None:
    await citizen.says(ASKED)
    assert citizen.labels(citizen.last)[-2:] == ["有用", "没答到点"]


@pytest.mark.parametrize(
    "said", ["1.3.5", "/item 养老院工资", "查看 1.3.5", "污水", "明天下雨不", "目录", "联系方式"]
)
async def test_nothing_else_does(citizen: Someone, said: str) -> None:
    await citizen.says(said)
    assert "有用" not in citizen.labels(citizen.last)


async def test_a_card_come_to_by_buttons_does_not(citizen: Someone) -> None:
    await citizen.says(ASKED)
    await citizen.taps("全文")
    await citizen.taps("返回")
    assert "有用" not in citizen.labels(citizen.last)


async def test_a_group_is_not_bothered(citizen: Someone) -> None:
    await citizen.says(f"@zhenggai_bot {ASKED}", Account(-500, "湖滨镇群"))
    assert "有用" not in citizen.labels(citizen.last)


async def test_helped_gets_thanks_and_the_buttons_go(town: Town, citizen: Someone) -> None:
    card = await citizen.says(ASKED)
    assert "谢谢" in await citizen.taps("有用")
    assert citizen.last.text == card
    assert "有用" not in citizen.labels(citizen.last)
    assert "全文" in citizen.labels(citizen.last)
    assert remarks(town) == ["helped"]


async def test_off_the_point_offers_what_else_there_is(citizen: Someone) -> None:
    assert (await citizen.says("污水管网")).startswith("1.2.6 ")
    offer = await citizen.taps("没答到点")
    assert "工作人员会看到" in offer
    assert "1.1.1 部分问题仍未整改完成" in offer
    assert "2567001" in offer
    other, *rest = citizen.labels(citizen.last)
    assert rest == ["返回", "目录"]
    assert (await citizen.taps(other)).startswith("1.1.1 ")


async def test_where_there_is_nothing_else_it_says_what_to_do(citizen: Someone) -> None:
    await citizen.says(ASKED)
    assert "换个说法" in await citizen.taps("没答到点")
    assert citizen.labels(citizen.last) == ["返回", "目录"]


async def test_the_answer_can_be_gone_back_to(citizen: Someone) -> None:
    await citizen.says(ASKED)
    await citizen.taps("没答到点")
    assert (await citizen.taps("返回")).startswith("1.3.5 ")
    assert "没答到点" not in citizen.labels(citizen.last)


async def test_staff_see_what_was_off_the_point(town: Town, citizen: Someone) -> None:
    staff = await town.invited(Role.STAFF)
    for someone in (citizen, town.newcomer()):
        await someone.says(ASKED)
        await someone.taps("没答到点")
    await town.newcomer().says(ASKED)
    assert f"1. {ASKED}（2 次）（答了 1.3.5，说没答到点）" in await staff.says("/missed")
    assert ASKED in await staff.taps("1")


async def test_the_first_remark_counts_however_often_it_is_tapped(town: Town, citizen: Someone) -> None:
    await citizen.says(ASKED)
    card = citizen.last
    await citizen.taps("没答到点", on=card)
    await citizen.taps("没答到点", on=card)
    await citizen.taps("有用", on=card)
    assert remarks(town) == ["off_point"]


async def test_nobody_speaks_for_another(town: Town, citizen: Someone) -> None:
    await citizen.says(ASKED)
    assert "过期" in await town.newcomer().taps("没答到点", on=citizen.last)
    assert remarks(town) == [None]


async def test_it_is_kept_over_a_restart(town: Town, citizen: Someone) -> None:
    await citizen.says(ASKED)
    await town.restart()
    assert "谢谢" in await citizen.taps("有用")


@pytest.mark.parametrize("label", ["有用", "没答到点"])
async def test_what_was_forgotten_is_not_remarked_on(town: Town, citizen: Someone, label: str) -> None:
    await citizen.says(ASKED)
    card = citizen.last
    await citizen.says("删除我的数据")
    assert "过期" in await citizen.taps(label, on=card)
    assert remarks(town) == []


async def test_it_leaves_no_line_in_history(town: Town, citizen: Someone) -> None:
    def lines() -> int:
        with town.database.snapshot() as session:
            return len(session.exec(select(EventRow.id)).all())

    before = lines()
    await citizen.says(ASKED)
    await citizen.taps("没答到点")
    assert lines() == before


async def test_a_message_too_old_to_be_changed_still_takes_it(town: Town, citizen: Someone) -> None:
    await citizen.says(ASKED)
    town.clock.pass_by(timedelta(days=3))
    town.telegram.fail("editMessageReplyMarkup", 400)
    assert "谢谢" in await citizen.taps("有用")
