"""The lists: by section and category, by status, by topic; back is always where one came from."""

import re

import pytest

from db import loading
from handlers.views.callback_data import Press, on_finding
from handlers.views.contents import at
from handlers.views.stops import STOP, Kind, Stop, read_stop
from knowledge.model import Role
from knowledge.reading.parser import read_notice
from knowledge.record import Record
from tests.town import Someone, Town


def load(town: Town, text: str) -> Record:
    """Puts another notice in force."""
    notice = read_notice(text.encode()).notice
    loading.load(town.database, notice, town.clock.now())
    return Record(notice)


def numbered(count: int) -> str:
    return "\n".join(f"{n}.水井{n}坏了。\n整改情况：正在修。" for n in range(1, count + 1))


async def test_the_table_says_how_many_stand_where(citizen: Someone) -> None:
    table = await citizen.says("目录")
    assert table.startswith("目录：共 27 个问题\n✅ 已完成 2　⏳ 正在整改 5　▫️ 通报未说明 20")
    assert "1.2 关于政治站位不高，贯彻落实中央重大决策和上级工作要求有差距问题\n8 个：⏳ 3　▫️ 5" in table
    assert citizen.labels(citizen.last) == ["1.1", "1.2", "1.3", "1.4", "2.1.1", "2.2", "2.3.1"]


async def test_a_category_leads_to_a_card_and_back_and_back(citizen: Someone) -> None:
    table = await citizen.says("目录")
    category = await citizen.taps("1.2")
    assert "⏳ 1.2.6 污水管网" in category
    card = await citizen.taps("1.2.6")
    assert (await citizen.taps("全文")).startswith("1.2.6 ")
    assert await citizen.taps("返回") == card
    assert await citizen.taps("返回") == category
    assert await citizen.taps("目录") == table
    assert {shown.method for shown in citizen.seen[1:]} == {"editMessageText"}


async def test_the_neighbours_of_a_card_lead_back_to_the_same_list(citizen: Someone) -> None:
    await citizen.says("目录 1.2")
    category = citizen.last.text
    await citizen.taps("1.2.6")
    await citizen.taps("下一条")
    assert await citizen.taps("返回") == category


async def test_a_category_of_one_finding_is_its_card(citizen: Someone) -> None:
    table = await citizen.says("目录")
    assert (await citizen.taps("2.3.1")).startswith("2.3.1 ")
    assert await citizen.taps("返回") == table


@pytest.mark.parametrize(
    "asked", ["/list 1.2", "目录 1.2", "目录1.2", "目录 一（二）", "目录 1.2.6", "/list 1-2-6"]
)
async def test_a_category_can_be_asked_for(citizen: Someone, asked: str) -> None:
    assert "1.2.6 污水管网" in await citizen.says(asked)
    assert "1.3.1" not in citizen.last.text


async def test_a_category_that_is_not_there_says_so(citizen: Someone) -> None:
    assert "没有编号 9.9 的问题" in await citizen.says("目录 9.9")
    assert "目录" in citizen.labels(citizen.last)


async def test_an_update_changes_the_marks_at_once(town: Town, citizen: Someone) -> None:
    staff = await town.invited(Role.STAFF)
    await staff.says("/progress 1.2.6 上述问题已全部整改完成")
    await staff.taps("发布")
    assert "✅ 1.2.6" in await citizen.says("目录 1.2")


async def test_what_is_unfinished_is_a_list_of_cards(citizen: Someone) -> None:
    listed = await citizen.says("哪些没完成")
    assert "⏳ 正在整改：5 个\n▫️ 通报未说明：20 个" in listed
    assert "⏳ 2.2.2 " in listed
    assert "1.1.4" not in listed
    second = await citizen.taps("下一页")
    assert "第 2 页，共 3 页" in second
    assert (await citizen.taps("1.4.2")).startswith("1.4.2 ")
    assert await citizen.taps("返回") == second


async def test_where_all_stand_leads_to_each_status(citizen: Someone) -> None:
    standing = await citizen.says("整改情况")
    finished = await citizen.taps("✅ 已完成 2")
    assert "1.1.4" in finished
    await citizen.taps("1.1.4")
    assert await citizen.taps("返回") == finished
    assert await citizen.taps("整改情况") == standing


async def test_a_card_of_choices_leads_back_to_them(citizen: Someone) -> None:
    choices = await citizen.says("污水")
    await citizen.taps(next(label for label in citizen.labels(citizen.last) if label.startswith("1.1.1")))
    await citizen.taps("进展")
    await citizen.taps("返回")
    assert await citizen.taps("返回") == choices
    assert "都不是" in citizen.labels(citizen.last)


async def test_a_card_of_a_topic_leads_back_to_it(citizen: Someone) -> None:
    topic = await citizen.says("党建方面有哪些问题")
    assert "标题里写到“党建”的有" in topic
    await citizen.taps("1.4.3")
    assert await citizen.taps("返回") == topic


async def test_nobody_sees_what_another_asked_about(town: Town, citizen: Someone) -> None:
    await citizen.says("党建方面有哪些问题")
    await citizen.taps("1.4.3")
    other = town.newcomer()
    assert "过期" in await other.taps("返回", on=citizen.last)


async def test_what_was_forgotten_is_come_back_to_no_more(citizen: Someone) -> None:
    await citizen.says("党建方面有哪些问题")
    await citizen.taps("1.4.3")
    card = citizen.last
    await citizen.says("删除我的数据")
    assert "过期" in await citizen.taps("返回", on=card)


async def test_a_card_that_was_asked_for_leads_back_nowhere(citizen: Someone) -> None:
    await citizen.says("1.2.6")
    assert "返回" not in citizen.labels(citizen.last)


@pytest.mark.parametrize("data", ["card:1:1.2.6", "full:1:1.2.6", "news:1:1.2.6", "list:0", "list:1"])
async def test_buttons_from_before_the_lists_still_work(citizen: Someone, data: str) -> None:
    await citizen.says("1.1.1")
    assert await citizen.taps_data(data)
    assert citizen.last.method == "editMessageText"


@pytest.mark.parametrize(
    "data",
    [
        "page:2:t0", "page:1:g0-9.9", "page:1:g0", "page:1:o3-9.9.9", "page:1:o3", "page:1:q0-5", "page:1:q0",
        "page:1:q0-1.2,,", "page:1:x0", "card:1:1.2.6:x0", "page:1:g0-" + "1" * 51,
    ],
)  # fmt: skip
async def test_a_forged_or_stale_stop_is_answered(citizen: Someone, data: str) -> None:
    await citizen.says("目录")
    assert "过期" in await citizen.taps_data(data)


@pytest.mark.parametrize(
    "data", ["page:1:t99999", "page:1:g999999999-1.2", "page:1:s99-2", "page:1:s0-77,,."]
)
async def test_a_page_beyond_the_end_is_the_last(citizen: Someone, data: str) -> None:
    await citizen.says("1.1.1")
    assert await citizen.taps_data(data)
    assert citizen.last.method == "editMessageText"


async def test_a_notice_without_sections_shows_its_findings_at_once(town: Town, citizen: Someone) -> None:
    load(town, f"某镇整改通报\n{numbered(3)}")
    listed = await citizen.says("目录")
    assert listed.startswith("目录：共 3 个问题\n⏳ 正在整改 3")
    assert "⏳ 1.1.1 水井1坏了" in listed
    assert citizen.labels(citizen.last) == ["1.1.1", "1.1.2", "1.1.3"]


async def test_a_long_category_is_turned_page_by_page(town: Town, citizen: Someone) -> None:
    load(town, f"某镇整改通报\n{numbered(230)}")
    await citizen.says("目录")
    for _ in range(19):
        await citizen.taps("下一页")
    last = citizen.last.text
    assert "第 20 页，共 20 页" in last
    assert "下一页" not in citizen.labels(citizen.last)
    await citizen.taps("1.1.230")
    assert await citizen.taps("返回") == last


async def test_many_categories_are_turned_page_by_page(town: Town, citizen: Someone) -> None:
    categories = "\n".join(f"（{'一二三四五六七八九十'[n]}）第{n}类\n{numbered(2)}" for n in range(10))
    load(town, f"某镇整改通报\n一、甲\n{categories}\n二、乙\n{categories}")
    await citizen.says("目录")
    table = await citizen.taps("下一页")
    assert "第 2 页，共 2 页" in table
    assert "乙" in table
    await citizen.taps("2.5")
    assert await citizen.taps("目录") == table


async def test_ten_thousand_findings_are_one_message(town: Town, citizen: Someone) -> None:
    load(town, f"某镇整改通报\n一、甲\n（一）乙\n{numbered(9900)}\n（二）丙\n{numbered(100)}")
    for said in ("目录", "目录 1.1", "哪些没完成", "整改情况"):
        citizen.seen.clear()
        await citizen.says(said)
        assert len(citizen.seen) == 1, said


def test_a_stop_reads_as_it_was_written() -> None:
    for stop in (
        Stop(Kind.TABLE, 3),
        Stop(Kind.GROUP, 0, ("1.2",)),
        Stop(Kind.CHOICES, 5, ("1.1.1", "2.3.1")),
    ):
        assert re.fullmatch(STOP, str(stop))
        assert read_stop(str(stop)) == stop


def test_a_way_back_too_long_for_a_button_is_left_out() -> None:
    far = Stop(Kind.CHOICES, 3, ("11.11.1111", "12.12.1212", "13.13.1313"))
    bare = "card:1234567890123:11.11.1111"
    assert on_finding(Press.CARD, 1234567890123, "11.11.1111", far) == bare


def test_a_group_that_is_gone_has_no_page(town: Town) -> None:
    assert at(Stop(Kind.GROUP, 0, ("9",)), load(town, f"某镇整改通报\n{numbered(3)}")) is None
