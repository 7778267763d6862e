"""Whose a finding is: assigning, deadlines, handing over, and what that lets people do."""

from datetime import timedelta

import pytest

from db.audit import audit
from knowledge.model import Role
from tests.town import Someone, Town

POST = "/progress 1.2.6 泵站已修好"


@pytest.fixture
async def staff(town: Town) -> Someone:
    return await town.invited(Role.STAFF, "环保办")


@pytest.fixture
async def water(town: Town) -> Someone:
    """Somebody of another unit."""
    return await town.invited(Role.STAFF, "水利站")


async def test_staff_post_for_their_own_unit_only(
    supervisor: Someone, staff: Someone, water: Someone
) -> None:
    assert "已指派给环保办，责任人张三" in await supervisor.says("/assign 1.2.6 环保办 张三")
    assert "预览" in await staff.says(POST)
    assert "1.2.6 由环保办负责" in await water.says(POST)
    assert "预览" in await supervisor.says(POST)


async def test_it_is_said_at_once_whose_it_is_and_whom_to_ask(
    supervisor: Someone, staff: Someone, water: Someone
) -> None:
    await water.says("/progress")
    shown = water.last
    await supervisor.says("/assign 1.2.6 环保办")
    for said in (await water.says("/progress 1.2.6"), await water.taps("1.2.6", on=shown)):
        assert "请把情况告诉环保办" in said
        assert "请环保办发：/assign 1.2.6 水利站，或请督办人员指派" in said
    assert not (await water.says("泵站已修好")).startswith("预览")


async def test_a_finding_given_away_since_the_preview_is_not_published(
    supervisor: Someone, water: Someone, staff: Someone
) -> None:
    await water.says(POST)
    await supervisor.says("/assign 1.2.6 环保办")
    assert "由别的单位负责" in await water.taps("发布")


async def test_mine_says_how_my_findings_stand(town: Town, supervisor: Someone, staff: Someone) -> None:
    await supervisor.says("指派 1.2.6 环保办 张三")
    await supervisor.says("时限 1.2.6 2021-03-10")
    await staff.says(POST)
    await staff.taps("发布")
    town.clock.pass_by(timedelta(days=7))
    said = await staff.says("我负责的")
    assert "环保办负责的问题 1 个" in said
    assert "期限 2021-03-10，已逾期 2 个工作日；7 天没有新进展" in said
    desk = await staff.taps("1.2.6")
    assert "责任人：张三" in desk
    await staff.taps("发进展")
    assert "预览" in await staff.says("又巡查了一遍")


async def test_mine_without_any_says_so(staff: Someone) -> None:
    assert "还没有指派给环保办的问题" in await staff.says("/mine")


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("/assign", "请这样写：/assign"),
        ("/assign 环保办", "请这样写：/assign"),
        ("/assign 9.9.9 环保办", "没有编号 9.9.9"),
        ("/assign 1.2.4 1.2.6 环保办", "请这样写：/assign"),
        ("/due", "请这样写：/due"),
        ("/assign 1.2.6", "还没有指派责任单位。"),
        ("/due 1.2.6 尽快", "没有看懂日期“尽快”"),
        ("/due 1.2.6 3月1日", "今年已经过去的日子请带上年份"),
        ("/due 1.2.6 下周五", "整改时限定为 2021-03-12"),
        ("/due 1.2.6 月底", "整改时限定为 2021-03-31"),
        ("时限 1.2.6 年底前", "整改时限定为 2021-12-31"),
        ("/assign 1.2.6 月亮湾社区", "已指派给月亮湾社区"),
        ("指派 1.2.6给月亮湾社区 张三", "已指派给月亮湾社区，责任人张三"),
        ("/assign 1.2.6 给排水站", "已指派给给排水站"),
        ("/due 1.2.6 2021年6月30日", "整改时限定为 2021-06-30"),
        ("/due 1.2.6 2021-02-30", "没有看懂日期"),
        ("/due 9.9.9 2021-06-30", "没有编号 9.9.9"),
    ],
)
async def test_what_cannot_be_set_gets_one_sentence(supervisor: Someone, message: str, words: str) -> None:
    assert words in await supervisor.says(message)


async def test_a_finding_goes_to_another_unit_when_that_accepts(
    town: Town, supervisor: Someone, staff: Someone, water: Someone
) -> None:
    await supervisor.says("/assign 1.2.6 环保办")
    assert "已请水利站接手 1.2.6" in await staff.says("/assign 1.2.6 水利站")
    assert "预览" in await staff.says(POST)
    assert "环保办请你们单位接手 1.2.6" in await water.hears()
    assert "现在由水利站负责" in await water.taps("接受")
    assert "水利站接受了 1.2.6" in await staff.hears()
    assert "1.2.6 由水利站负责" in await staff.says(POST)
    assert audit(town.database).faults == ()


async def test_declined_it_stays(supervisor: Someone, staff: Someone, water: Someone) -> None:
    await supervisor.says("/assign 1.2.6 环保办")
    await staff.says("/assign 1.2.6 水利站")
    await water.hears()
    request = water.last
    assert "仍由环保办负责" in await water.taps("不接受")
    assert "没有接受 1.2.6" in await staff.hears()
    assert "已经有了结果" in await water.taps("接受", on=request)


async def test_only_the_unit_that_was_asked_decides(
    supervisor: Someone, staff: Someone, water: Someone
) -> None:
    await supervisor.says("/assign 1.2.6 环保办")
    await staff.says("/assign 1.2.6 水利站")
    await water.hears()
    assert "不是发给你们单位的" in await staff.taps("接受", on=water.last)


@pytest.mark.parametrize(
    ("unit", "words"), [("气象局", "没有叫“气象局”的单位"), ("环保办", "已经由你们单位负责")]
)
async def test_a_hand_over_goes_to_a_unit_there_is(
    supervisor: Someone, staff: Someone, unit: str, words: str
) -> None:
    await supervisor.says("/assign 1.2.6 环保办")
    assert words in await staff.says(f"/assign 1.2.6 {unit}")


async def test_nobody_gives_away_what_is_not_theirs(
    supervisor: Someone, staff: Someone, water: Someone
) -> None:
    await supervisor.says("/assign 1.2.6 环保办")
    assert "由别的单位负责" in await water.says("/assign 1.2.6 水利站")


async def test_a_request_that_waits_is_not_made_twice(
    supervisor: Someone, staff: Someone, water: Someone
) -> None:
    await supervisor.says("/assign 1.2.6 环保办")
    await staff.says("/assign 1.2.6 水利站")
    assert "已经发过" in await staff.says("/assign 1.2.6 水利站")
    assert "环保办请你们接手 1.2.6" in await water.says("/mine")


async def test_a_finding_given_to_a_third_unit_is_not_taken_from_it(
    supervisor: Someone, staff: Someone, water: Someone, town: Town
) -> None:
    await town.invited(Role.STAFF, "城建办")
    await supervisor.says("/assign 1.2.6 环保办")
    await staff.says("/assign 1.2.6 水利站")
    await water.hears()
    await supervisor.says("/assign 1.2.6 城建办")
    assert "已经有了结果" in await water.taps("接受")
    assert "1.2.6 由城建办负责" in await water.says(POST)


async def test_a_name_nobody_works_under_is_pointed_out(supervisor: Someone, staff: Someone) -> None:
    assert "还没有人属于“环宝办”" in await supervisor.says("/assign 1.2.6 环宝办")
    assert "责任人张三" in await supervisor.says("/assign 1.2.6 环保办　张三")


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("指派 1.2.6 给水利站", "水利站"),
        ("1.2.6指派给水利站，张三负责", "水利站，责任人张三"),
        ("把1.2.6指派给水利站的张三", "水利站，责任人张三"),
        ("/assign 1.2.6 水利站（张三）", "水利站，责任人张三"),
        ("指派1.2.6到水利站", "水利站"),
        ("指派 1.2.6 由水利站负责", "水利站"),
        ("1.2.6 由水利站负责", "水利站"),
        ("1.2.6的责任单位改为水利站", "水利站"),
        ("1.2.6 指派给给水站", "给水站"),
        ("/assign 1.2.6 给排水公司", "给排水公司"),
        ("/assign 1.2.6 综治办（信访办）", "综治办（信访办）"),
        ("/assign 1.2.6 水利站 张三 李四", "水利站，责任人张三 李四"),
        ("/assign 1.2.6 水利站 刘向前", "水利站，责任人刘向前"),
        ("/assign 1.2.6 住房和城乡建设局", "住房和城乡建设局"),
    ],
)
async def test_a_unit_is_what_is_called_so_and_no_more(supervisor: Someone, words: str, given: str) -> None:
    """A finding given to 给水利站 is nobody's: no one works there."""
    said = await supervisor.says(words)
    assert said.startswith(f"1.2.6 已指派给{given}。")


@pytest.mark.parametrize(
    "named",
    [
        "？",
        "谁",
        "吧",
        "13812345678",
        "环保办、水利站",
        "环保办还是水利站",
        "环保办和水利站",
        "是不是环保办",
        "哪个单位",
        "环保办 月底前",
        "环保办，一直没有进展",
        "环保办 春节前",
        "环保办 一周内",
        "环保办负责，12.31前完成",
    ],
)
async def test_what_names_no_one_unit_changes_nothing(
    supervisor: Someone, staff: Someone, named: str
) -> None:
    await supervisor.says("/assign 1.2.6 环保办")
    assert "没有看懂指派给哪个单位，没有改" in await supervisor.says(f"/assign 1.2.6 {named}")
    assert "责任单位：环保办" in await supervisor.says("/assign 1.2.6")


@pytest.mark.parametrize(
    "asked",
    [
        "1.2.6 责任单位是不是水利站",
        "1.2.6 责任单位是否为水利站",
        "1.2.6 责任单位是环保办还是水利站",
        "1.2.6 由环保办还是水利站负责",
    ],
)
async def test_who_asks_whose_it_is_gives_it_to_nobody(
    supervisor: Someone, staff: Someone, asked: str
) -> None:
    await supervisor.says("/assign 1.2.6 环保办")
    assert "已指派" not in await supervisor.says(asked)
    assert "责任单位：环保办" in await supervisor.says("/assign 1.2.6")


async def test_what_it_was_before_is_said(supervisor: Someone, staff: Someone, water: Someone) -> None:
    """A unit, an owner and a deadline that give way are not lost without a word."""
    assert "原来" not in await supervisor.says("/assign 1.2.6 环保办 张三")
    given = await supervisor.says("/assign 1.2.6 水利站")
    assert "1.2.6 已指派给水利站。\n原来是环保办，责任人张三。" in given
    assert "原来是水利站。" in await supervisor.says("/assign 1.2.6 水利站 李四")
    assert "原来" not in await supervisor.says("/assign 1.2.6 水利站 李四")
    assert "原来" not in await supervisor.says("/due 1.2.6 2021-06-30")
    assert "定为 2021-07-30。\n原来是 2021-06-30。" in await supervisor.says("/due 1.2.6 2021-07-30")


@pytest.mark.parametrize(
    ("order", "later", "stands"),
    [
        ("/assign 1.2.6 环保办", "/assign 1.2.6 水利站", "已指派给水利站"),
        ("/due 1.2.6 2021-06-30", "/due 1.2.6 2021-05-30", "整改时限定为 2021-05-30"),
    ],
)
async def test_an_order_delivered_again_does_not_undo_a_later_one(
    town: Town, supervisor: Someone, order: str, later: str, stands: str
) -> None:
    update = town.telegram.says(supervisor.account, order)
    await supervisor.does(update)
    assert stands in await supervisor.says(later)
    assert stands in await supervisor.does(update)


async def test_a_code_alone_asks_who_has_it_and_until_when(
    town: Town, supervisor: Someone, staff: Someone
) -> None:
    await supervisor.says("/assign 1.2.6 环保办 张三")
    await supervisor.says("/due 1.2.6 2021-03-10")
    town.clock.pass_by(timedelta(days=7))
    for asked in ("指派 1.2.6", "时限 1.2.6"):
        said = await supervisor.says(asked)
        assert "责任单位：环保办\n责任人：张三\n正在整改；期限 2021-03-10，已逾期 2 个工作日" in said
        assert "要改时限，发：/due 1.2.6" in said
    assert "请这样写：/assign" in await staff.says("/assign 1.2.6")


async def test_a_deadline_that_is_over_is_taken_and_said_to_be(supervisor: Someone) -> None:
    said = await supervisor.says("/due 1.2.6 2021-03-01")
    assert "定为 2021-03-01。\n注意：这一天已经过去了，现在就逾期 4 个工作日。" in said
    assert "已经过去" not in await supervisor.says("/due 1.2.6 2021-03-05")
    done = await supervisor.says("/due 1.4.1 2021-03-01")
    assert "注意：这一天已经过去了。" in done


@pytest.mark.parametrize("day", ["12.31", "12-31", "12/31前"])
async def test_a_deadline_may_be_written_as_on_a_calendar(supervisor: Someone, day: str) -> None:
    assert "1.2.6 的整改时限定为 2021-12-31。" in await supervisor.says(f"时限 1.2.6 {day}")


async def test_a_deadline_can_be_taken_away(supervisor: Someone) -> None:
    await supervisor.says("/due 1.2.6 2021-03-01")
    assert "1.2.6 现在没有整改时限。\n原来是 2021-03-01。" in await supervisor.says("时限 1.2.6 无")
    assert "没有定期限" in await supervisor.says("时限 1.2.6")
    assert "逾期" not in await supervisor.says("日报")


@pytest.mark.parametrize("word", ["无", "无人", "取消"])
async def test_a_finding_can_be_nobodys_again(supervisor: Someone, staff: Someone, word: str) -> None:
    await supervisor.says("/assign 1.2.6 环保办 张三")
    said = await supervisor.says(f"/assign 1.2.6 {word}")
    assert said == "1.2.6 现在没有指派责任单位。\n原来是环保办，责任人张三。"
    assert "还没有指派责任单位。" in await supervisor.says("/assign 1.2.6")
    assert "还没有指派给环保办的问题" in await staff.says("我负责的")


@pytest.mark.parametrize(
    "message",
    [
        "/assign 2019 1.2.6 民政办",
        "/due 2019 1.2.6 2021-06-30",
        "/pending 2019年的1.2.6",
        "/progress 2019 1.2.6 泵站已修好",
    ],
)
async def test_a_year_without_a_notice_is_said_to_have_none(supervisor: Someone, message: str) -> None:
    said = await supervisor.says(message)
    assert said == "这里没有2019年的通报，有的是2021年的。不写年份，指的是最新的那份。"
    assert "没有编号 9.9.9" in await supervisor.says("/assign 2021 9.9.9 民政办")


async def test_help_says_how_to_post_to_those_who_may(staff: Someone, citizen: Someone) -> None:
    said = await staff.says("帮助")
    for word in ("照片", "撤回", "申请销号", "移交"):
        assert word in said
    assert "撤回" not in await citizen.says("帮助")


async def test_a_unit_hears_of_what_is_newly_its_own(town: Town) -> None:
    supervisor = await town.invited(Role.SUPERVISOR)
    staff = await town.invited(Role.STAFF, "水利站")
    await supervisor.says("/assign 1.2.6 水利站")
    assert await staff.hears() == "1.2.6 指派给水利站了，请你们来办。点编号看。"
    assert "1.2.6" in await staff.taps("1.2.6")


async def test_a_deadline_that_stands_for_none_is_refused(town: Town) -> None:
    supervisor = await town.invited(Role.SUPERVISOR)
    assert "9999-12-31" in await supervisor.says("/due 1.2.6 9999-12-31")
    assert "整改时限定为" not in supervisor.last.text
