"""An opinion that its author takes back, before it is one or after."""

from datetime import timedelta

import pytest

from db import evidence
from db.audit import audit
from tests.opinions import answered, tickets
from tests.pictures import picture
from tests.town import Someone, Town


async def test_an_opinion_is_cancelled_before_it_is_one(town: Town, citizen: Someone) -> None:
    await citizen.says("提意见")
    await citizen.says("取消")
    assert (await citizen.says("喷漆中心整改进展")).startswith("1.2.6 ")
    assert tickets(town, citizen) == []


@pytest.mark.parametrize("text", ["算了不提了", "取消", "不用了", "撤回", "/cancel"])
async def test_it_may_be_taken_back_in_any_words(town: Town, citizen: Someone, text: str) -> None:
    await citizen.says("提意见")
    assert "已取消" in await citizen.says(text)
    assert tickets(town, citizen) == []


@pytest.mark.parametrize("text", ["撤回", "不提了", "算了不提了", "收回 210305-01"])
@pytest.mark.parametrize("meanwhile", ["", "喷漆中心整改进展"])
async def test_one_that_is_filed_is_taken_back_by_a_tap(
    town: Town, citizen: Someone, text: str, meanwhile: str
) -> None:
    await citizen.says("提意见 泵站漏水")
    if meanwhile:
        await citizen.says(meanwhile)
    assert "要撤回哪一件" in await citizen.says(text)
    assert len(tickets(town, citizen)) == 1
    assert "已撤回 210305-01" in await citizen.taps("撤回 210305-01")
    assert tickets(town, citizen) == []
    assert "没有要取消的" in await citizen.says("不提了")


async def test_a_photo_without_words_says_how_it_is_taken_back(town: Town, citizen: Someone) -> None:
    await citizen.says("提意见")
    assert "不提了请发：撤回意见" in await citizen.photographs(picture())
    assert "有编号的意见照常办理" in await citizen.says("取消")
    assert "要撤回哪一件" in await citizen.says("撤回意见")


@pytest.mark.parametrize("wish", ["撤回意见", "撤回", "我要撤回刚才那条意见", "意见不提了，路灯亮了"])
async def test_a_wish_to_take_it_back_is_not_added(
    town: Town, supervisor: Someone, citizen: Someone, wish: str
) -> None:
    await citizen.says("/report 路灯坏了三天了")
    await supervisor.hears()
    assert "要撤回哪一件" in await citizen.says(wish)
    (opinion,) = tickets(town, citizen)
    assert opinion.texts == ("路灯坏了三天了",)
    assert "已撤回 210305-01" in await citizen.taps("撤回 210305-01")
    assert tickets(town, citizen) == []
    assert "已经删除" in await supervisor.taps("答复")
    assert "您没有办理中的意见" in await citizen.says("撤回意见")
    assert audit(town.database).faults == ()


async def test_later_and_of_several(town: Town, citizen: Someone) -> None:
    for text in ("路灯坏了三天了", "桥头的护栏断了"):
        await citizen.says(f"/report {text}")
    town.clock.pass_by(timedelta(hours=2))
    assert "210305-01" in await citizen.says("我想撤回意见")
    assert "已撤回 210305-02" in await citizen.says("撤回 210305-02")
    assert [one.text for one in tickets(town, citizen)] == ["路灯坏了三天了"]


async def test_what_is_answered_is_not_taken_back(staff: Someone, citizen: Someone) -> None:
    await citizen.says("/report 1.2.6 泵站又冒污水了")
    await citizen.says("撤回意见")
    asked = citizen.last
    await answered(staff)
    assert "已经答复，不能再撤回" in await citizen.taps("撤回 210305-01", on=asked)


async def test_its_photos_go_with_it_at_once(town: Town, citizen: Someone) -> None:
    await citizen.photographs(picture(), "/report 路灯坏了三天了")
    await citizen.photographs(picture("red"), "/report 桥头的护栏断了")
    await town.fetch()
    await citizen.says("撤回意见")
    await citizen.taps("撤回 210305-01")
    kept = evidence.kept(town.database)
    assert len(kept) == 1
    assert [file.name for file in (town.settings.data_dir / "evidence").iterdir()] == kept


async def test_the_one_that_is_named_is_offered(citizen: Someone) -> None:
    for text in ("路灯坏了三天了", "桥头的护栏断了"):
        await citizen.says(f"/report {text}")
    await citizen.says("撤回意见 210305-01")
    assert citizen.labels(citizen.last) == ["撤回 210305-01"]


async def test_nobody_takes_back_what_another_wrote(town: Town, citizen: Someone) -> None:
    await citizen.says("/report 路灯坏了三天了")
    await citizen.says("撤回意见")
    assert "没有找到" in await town.newcomer().taps("撤回 210305-01", on=citizen.last)
    assert len(tickets(town, citizen)) == 1


async def test_another_than_the_one_asked_of_is_asked_of_anew(town: Town, citizen: Someone) -> None:
    for text in ("路灯坏了三天了", "桥头的护栏断了"):
        await citizen.says(f"/report {text}")
    await citizen.says("撤回意见 210305-01")
    assert "要撤回哪一件" in await citizen.says("不对，撤回意见 210305-02")
    assert len(tickets(town, citizen)) == 2
    assert "已撤回 210305-02" in await citizen.says("撤回意见 210305-02")
    assert [one.number for one in tickets(town, citizen)] == ["210305-01"]
