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
