"""Emergencies and accusations that are typed as questions are directed to the right channel first."""

import pytest
from sqlmodel import select

from bot.shapes import Account
from db.models import QuestionRow
from tests.town import Someone, Town

GROUP = Account(-500, "湖滨镇群")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("着火了", "119"),
        ("我家房子着火了快来人", "119"),
        ("煤气漏了", "119"),
        ("有人拿刀在小学门口", "110"),
        ("孩子走丢了", "110"),
        ("出车祸了", "120"),
        ("我要举报村支书贪污", "12388"),
    ],
)
async def test_the_number_comes_first(citizen: Someone, text: str, number: str) -> None:
    said = await citizen.says(text)
    assert number in said.splitlines()[0]
    assert "提意见" in citizen.labels(citizen.last)


async def test_who_wants_to_live_no_more_is_comforted_first(citizen: Someone) -> None:
    said = await citizen.says("我不想活了")
    assert said.startswith("听您这样说，我很担心您。")
    assert "12356" in said
    assert "马上打 120 或 110" in said
    assert "12345" not in said
    assert citizen.labels(citizen.last) == []
    assert (await citizen.says("没事了 刚才开玩笑的")).startswith("没事就好。")


async def test_what_is_asked_besides_an_emergency_is_answered_below(citizen: Someone) -> None:
    said = await citizen.says("家里着火了，污水管网花了多少钱")
    assert "马上打 119" in said.splitlines()[0]
    assert "\n1.2.6 " in said
    assert "全文" in citizen.labels(citizen.last)


@pytest.mark.parametrize(
    ("text", "number"), [("家里着火了，救助款要等多久", "119"), ("老人走失了怎么办", "110")]
)
async def test_where_the_notice_has_no_answer_it_is_said_whom_to_ask(
    citizen: Someone, text: str, number: str
) -> None:
    said = await citizen.says(text)
    assert f"马上打 {number}" in said
    assert "电话：2567001" in said


async def test_in_a_group_too(citizen: Someone) -> None:
    assert "119" in await citizen.says("@zhenggai_bot 着火了", GROUP)


async def test_what_was_said_is_not_kept(town: Town, citizen: Someone) -> None:
    await citizen.says("我要举报村支书贪污")
    await town.bot.intake.settle()
    with town.database.snapshot() as session:
        assert session.exec(select(QuestionRow.text)).all() == []


@pytest.mark.parametrize("text", ["违规吃喝的事查了吗", "公款吃喝", "违规发放会议补助处理了没有"])
async def test_a_question_about_the_notice_stays_one(citizen: Someone, text: str) -> None:
    assert "12388" not in await citizen.says(text)
