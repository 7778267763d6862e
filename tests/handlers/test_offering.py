"""What is told after asking how is offered to be sent; 发送 and 撤回 where all is said already."""

from datetime import timedelta

import pytest
from sqlmodel import select

from db.models import OpinionWordsRow
from tests.opinions import tickets
from tests.town import Someone, Town


async def test_the_only_one_that_is_asked_of_goes_by_the_word_alone(town: Town, citizen: Someone) -> None:
    await citizen.says("/report 路灯坏了三天了")
    assert "要撤回哪一件" in await citizen.says("我想撤回刚才的")
    assert "已撤回 210305-01" in await citizen.says("撤回")
    assert tickets(town, citizen) == []


async def test_of_several_that_are_asked_of_none_goes_by_the_word_alone(town: Town, citizen: Someone) -> None:
    for text in ("路灯坏了三天了", "桥头的护栏断了"):
        await citizen.says(f"/report {text}")
    await citizen.says("我想撤回意见")
    assert "要撤回哪一件" in await citizen.says("撤回")
    assert len(tickets(town, citizen)) == 2


@pytest.mark.parametrize("word", ["发送", "提交", "确认提交", "发出去了吗", "收到了吗"])
@pytest.mark.parametrize("minutes", [0, 10])
async def test_who_would_send_it_again_hears_that_it_is_here(
    town: Town, citizen: Someone, word: str, minutes: int
) -> None:
    await citizen.says("/report 路灯坏了三天了")
    town.clock.pass_by(timedelta(minutes=minutes))
    assert "已经收到了，编号 210305-01" in await citizen.says(word)
    assert len(tickets(town, citizen)) == 1


async def test_who_received_its_number_does_not_send_it_again(citizen: Someone) -> None:
    await citizen.says("/report 路灯坏了三天了")
    assert "不用再发送" not in await citizen.says("收到")


async def test_what_is_told_after_asking_how_is_offered_to_be_sent(
    town: Town, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.says("我要反映个事")
    assert "还没有提交" in await citizen.says("我们村垃圾没人收好几天了")
    assert tickets(town, citizen) == []
    assert "已受理，编号 210305-01" in await citizen.taps("作为意见提交")
    assert "垃圾没人收" in await supervisor.hears()


@pytest.mark.parametrize("word", ["好的", "是", "提交", "作为意见提交"])
async def test_who_says_yes_to_the_offer_sends_it(town: Town, citizen: Someone, word: str) -> None:
    await citizen.says("我要反映个事")
    await citizen.says("我们村垃圾没人收好几天了")
    assert "已受理，编号 210305-01" in await citizen.says(word)
    assert len(tickets(town, citizen)) == 1


@pytest.mark.parametrize(
    "word", ["不用了", "取消", "算了", "不用", "不要", "别提交", "没必要", "不是，我就问问", "我就说说"]
)
async def test_who_says_no_to_the_offer_hears_that_nothing_is_sent_or_kept(
    town: Town, citizen: Someone, word: str
) -> None:
    await citizen.says("我要反映个事")
    await citizen.says("我们村垃圾没人收好几天了")
    assert await citizen.says(word) == "好的，没有提交，不会有人办理；您刚才写的也没有留下。"
    assert tickets(town, citizen) == []
    with town.database.snapshot() as session:
        assert [row.text for row in session.exec(select(OpinionWordsRow))] == [""]


@pytest.mark.parametrize("word", ["没提交？", "没发出去吗", "没用的", "没交"])
async def test_what_may_be_no_refusal_keeps_what_was_told(town: Town, citizen: Someone, word: str) -> None:
    await citizen.says("我要反映个事")
    await citizen.says("我们村垃圾没人收好几天了")
    assert "没有留下" not in await citizen.says(word)
    with town.database.snapshot() as session:
        assert "我们村垃圾没人收好几天了" in [row.text for row in session.exec(select(OpinionWordsRow))]


async def test_yes_to_an_emergencys_number_sends_nothing(town: Town, citizen: Someone) -> None:
    await citizen.says("/report 着火了")
    await citizen.says("好的")
    assert tickets(town, citizen) == []


@pytest.mark.parametrize("text", ["喷漆中心整改进展", "谢谢", "1.2.6"])
async def test_what_is_asked_after_asking_how_is_a_question(town: Town, citizen: Someone, text: str) -> None:
    await citizen.says("我要反映个事")
    assert "还没有提交" not in await citizen.says(text)
    assert "还没有提交" not in await citizen.says("我们村垃圾没人收好几天了")


async def test_who_asked_how_may_leave_it(town: Town, citizen: Someone) -> None:
    await citizen.says("我要反映个事")
    assert "已取消" in await citizen.says("算了不发了")
    assert "还没有提交" not in await citizen.says("我们村垃圾没人收好几天了")


async def test_an_emergency_told_then_goes_elsewhere_first(town: Town, citizen: Someone) -> None:
    await citizen.says("我要反映个事")
    assert "马上打 119" in await citizen.says("村东头着火了")


@pytest.mark.parametrize(
    "said",
    [
        "小区的狗太多了没人管",
        "我们村的广场没有灯，天黑老人摔倒了",
        "能不能帮我把这个事跟书记说一声：我家房子漏雨没人管",
    ],
)
async def test_who_tells_of_a_trouble_learns_that_it_is_not_sent_yet(citizen: Someone, said: str) -> None:
    answer = await citizen.says(said)
    assert "还没有交给人办。请发“提意见”再写一遍" in answer


@pytest.mark.parametrize(
    "said",
    [
        "喷漆中心",
        "我们村的路灯坏了有人修吗",
        "明天下雨不",
        "谢谢",
        "我们镇污水管网堵塞问题整改情况",
        "我想了解污水管网不通的问题",
        "麻烦给我说一下污水管网",
        "我们村的污水管网修好了，现在不堵也不臭了",
    ],
)
async def test_who_asks_is_told_nothing_of_sending(citizen: Someone, said: str) -> None:
    assert "还没有交给人办" not in await citizen.says(said)


async def test_what_is_offered_to_be_sent_is_offered_when_delivered_again(
    town: Town, citizen: Someone
) -> None:
    await citizen.says("怎么反映问题")
    update = town.telegram.says(citizen.account, "村口的路灯坏了，很久没有人修")
    for _ in range(2):
        assert "还没有提交" in await citizen.does(update)
    await citizen.taps("作为意见提交")
    assert len(tickets(town, citizen)) == 1
