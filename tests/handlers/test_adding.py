"""What comes after an opinion: words and photos that are added to it, and what is not."""

from datetime import timedelta

import pytest
from sqlmodel import select

from db.audit import audit
from db.models import EvidenceRow
from tests.opinions import PLACE, answered, tickets, told
from tests.pictures import picture
from tests.town import Someone, Town


async def test_messages_in_a_row_are_one_ticket(town: Town, citizen: Someone) -> None:
    await citizen.says("/report 小学门口路灯坏了")
    assert "已补充到编号 210305-01" in await citizen.says("都两个月了")
    assert "已补充到编号 210305-01" in await citizen.says("晚上孩子看不见")
    assert "1.2.6" in await citizen.says("喷漆中心整改进展")
    await citizen.says("谢谢")
    town.clock.pass_by(timedelta(minutes=10))
    assert "已补充" not in await citizen.says("垃圾堆成山")
    assert tickets(town, citizen)[0].texts == ("小学门口路灯坏了", "都两个月了", "晚上孩子看不见")


async def test_a_question_ends_the_row_of_words_and_not_of_photos(town: Town, citizen: Someone) -> None:
    await citizen.says("提意见 泵站漏水")
    await citizen.says("谢谢")
    assert "已补充" in await citizen.says("漏了两个月")
    await citizen.says("喷漆中心整改进展")
    assert "已补充" not in await citizen.says("喷漆的味道")
    assert "已补充到编号 210305-01" in await citizen.photographs(picture())
    assert tickets(town, citizen)[0].texts == ("泵站漏水", "漏了两个月")
    assert tickets(town, citizen)[0].files == 1


async def test_a_buttons_word_is_not_added(town: Town, citizen: Someone) -> None:
    await citizen.says("喷漆中心整改进展")
    await citizen.says("提意见 泵站漏水")
    for word in ("没答到点", "有用", "仍未解决", "都不是", "其他通报", "改为马上告诉"):
        assert "已补充" not in await citizen.says(word)
    assert "已补充" in await citizen.says("漏了两个月")
    assert tickets(town, citizen)[0].texts == ("泵站漏水", "漏了两个月")


@pytest.mark.parametrize(
    "said", ["片子你们认不认", "几天能给回复", "要带啥证", "不对 我是问你", "滚", "都不是", "返回"]
)
async def test_what_is_said_to_the_bot_is_not_added(town: Town, citizen: Someone, said: str) -> None:
    await citizen.says("/report 小学门口路灯坏了")
    assert "已补充" not in await citizen.says(said)
    assert tickets(town, citizen)[0].texts == ("小学门口路灯坏了",)


async def test_more_is_added_by_a_button(town: Town, supervisor: Someone, citizen: Someone) -> None:
    await citizen.says("/report 路灯坏了")
    town.clock.pass_by(timedelta(hours=5))
    assert "会并入编号 210305-01" in await citizen.taps("补充")
    assert "已补充" in await citizen.says("什么时候能修？")
    assert "群众补充了意见 210305-01：\n\n什么时候能修？" in await supervisor.hears()


async def test_nothing_is_added_to_what_was_answered(
    town: Town, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.says("/report 路灯坏了")
    ticket = citizen.last
    await answered(supervisor)
    assert "已经答复，不能再补充" in await citizen.taps("补充", on=ticket)


async def test_photos_and_a_place_go_with_it(town: Town, supervisor: Someone, citizen: Someone) -> None:
    assert "已受理" in await citizen.photographs(picture(), "/report 路灯坏了", "A")
    assert "已补充" in await citizen.photographs(picture("red"), album="B")
    assert await citizen.photographs(picture("blue"), album="B") == ""
    assert "已补充" in await citizen.sends(PLACE)
    await town.fetch()
    assert "附照片和文件 3 个\n附位置" in await supervisor.says("/opinions") + await supervisor.taps(
        "210305-01"
    )
    await supervisor.taps("看照片和位置")
    assert sum(len(shown.files) for shown in supervisor.seen) == 3
    assert "37.13420, 118.25670" in supervisor.seen[-1].text
    assert audit(town.database).faults == ()


async def test_a_photo_alone_is_taken_and_the_words_asked_for(town: Town, citizen: Someone) -> None:
    await citizen.says("提意见")
    assert "已受理，编号 210305-01" in await citizen.photographs(picture())
    assert "请再写一句话" in citizen.last.text
    assert "已补充" in await citizen.says("这个井盖碎了")
    assert tickets(town, citizen)[0].files == 1


async def test_a_photo_of_nothing_that_was_reported_is_no_opinion(town: Town, citizen: Someone) -> None:
    assert "看不了照片" in await citizen.photographs(picture())
    with town.database.snapshot() as session:
        assert session.exec(select(EvidenceRow)).all() == []


async def test_what_is_added_may_belong_elsewhere_too(
    town: Town, staff: Someone, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.says("/report 1.2.6 泵站冒水")
    assert "12388" in await citizen.says("站长还收红包")
    await citizen.taps("补充")
    assert "马上打 120" in await citizen.says("有人掉进河里了")
    await town.deliver()
    assert not any("红包" in text for text in told(town, staff) + told(town, supervisor))
    assert [one.texts for one in tickets(town, citizen)] == [("泵站冒水",)]


async def test_a_ticket_is_full_at_last(town: Town, citizen: Someone) -> None:
    await citizen.says("/report 路灯坏了")
    for number in range(19):
        assert "已补充" in await citizen.says(f"第{number}天还没人管")
    assert "补充已经够多了" in await citizen.says("第20天还没人管")
    assert "已并入" in await citizen.says("/report 路灯坏了")
    assert len(tickets(town, citizen)[0].texts) == 20


async def test_a_photo_may_be_captioned_in_chinese(town: Town, citizen: Someone) -> None:
    assert "已受理，编号" in await citizen.photographs(picture(), "提意见 村东下水道堵了")
    assert tickets(town, citizen)[0].files == 1


async def test_an_album_is_said_to_be_added_once_however_often_it_is_delivered(
    town: Town, citizen: Someone
) -> None:
    await citizen.says("提意见 村口路灯坏了")
    first, second = (
        town.telegram.photographs(citizen.account, picture(), media_group_id="A") for _ in range(2)
    )
    assert "已补充" in await citizen.does(first)
    for _ in range(2):
        assert await citizen.does(second) == ""


@pytest.mark.parametrize("text", ["你好", "。", "嗯嗯"])
async def test_what_says_nothing_is_asked_again(town: Town, citizen: Someone, text: str) -> None:
    await citizen.says("提意见")
    assert "请再写一句话" in await citizen.says(text)
    assert tickets(town, citizen) == []
    assert "已受理" in await citizen.says("路灯坏了三天了")


async def test_a_question_after_it_is_answered(citizen: Someone) -> None:
    await citizen.says("提意见 村口路灯坏了")
    assert "养老院工资" not in await citizen.says("养老院工资发了没")
    assert "已补充" not in citizen.last.text


async def test_an_addition_delivered_again_later_is_no_question(town: Town, citizen: Someone) -> None:
    await citizen.says("提意见 村口路灯坏了")
    update = town.telegram.says(citizen.account, "坏了两盏，在桥头")
    assert "已补充" in await citizen.does(update)
    town.clock.pass_by(timedelta(minutes=5))
    await citizen.does(update)
    assert "没有找到" not in citizen.last.text
    assert tickets(town, citizen)[0].texts == ("村口路灯坏了", "坏了两盏，在桥头")
