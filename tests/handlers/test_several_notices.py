"""Several notices in force: each answers for itself, and a matter that two of them have is one story."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from bot.clock import tick
from db import loading, records
from handlers.views import cards
from knowledge.asking.reply import Choices
from knowledge.model import Finding, Notice, Role
from tests.pictures import picture
from tests.town import DATA, MORNING, Someone, Town

OTHER = (DATA / "notices" / "s03.txt").read_bytes()
THIRD = (DATA / "notices" / "s11.txt").read_bytes()
BOILER = "敬老院的锅炉三年没有检验，冬天停了两次暖。"


@pytest.fixture
def painting(notice: Notice) -> Finding:
    return next(one for one in notice.findings if one.code == "1.2.6")


@pytest.fixture
def older(town: Town, notice: Notice, painting: Finding) -> int:
    """The notice of 2019 beside that of 2021: its 1.1.3 is the matter that is 1.2.6 in 2021, its own 1.2.6
    is another."""
    findings = (
        replace(painting, code="1.1.3", rectification="正在联系厂家。", measures=()),
        replace(painting, code="1.2.6", problem=BOILER, rectification="正在更换锅炉。", measures=()),
    )
    loading.load(town.database, replace(notice, issued_on=date(2019, 3, 1), findings=findings), MORNING)
    return 2


async def of_2019(someone: Someone) -> str:
    """The table of the older notice."""
    await someone.says("目录")
    return await someone.taps("2019年通报")


async def card_of_2019(someone: Someone, code: str) -> str:
    await of_2019(someone)
    return await someone.taps(code)


@pytest.mark.usefixtures("older")
async def test_the_list_is_of_the_newest_and_leads_to_the_others(citizen: Someone) -> None:
    said = await citizen.says("目录")
    assert said.startswith("湖滨镇2021年通报\n目录：共 27 个问题")
    table = await citizen.taps("2019年通报")
    assert table.startswith("湖滨镇2019年通报\n目录：共 2 个问题")
    assert BOILER[:12] in table
    assert "2021年通报" in citizen.labels(citizen.last)


async def test_one_notice_alone_looks_as_ever(citizen: Someone) -> None:
    assert (await citizen.says("目录")).startswith("目录：共 27 个问题")
    assert "通报" not in "".join(citizen.labels(citizen.last))
    assert "另见" not in await citizen.says("1.2.6")


@pytest.mark.usefixtures("older")
async def test_a_card_says_which_notice_it_is_of(citizen: Someone) -> None:
    card = await card_of_2019(citizen, "1.2.6")
    assert "正在更换锅炉" in card
    assert "2019-03-01" in card
    assert "2021-02-18" not in card
    assert BOILER in await citizen.taps("全文")
    assert "来源：《湖滨镇" in citizen.last.text
    await citizen.taps("返回")
    assert (await citizen.taps("目录")).startswith("湖滨镇2019年通报")


@pytest.mark.usefixtures("older")
async def test_the_same_matter_is_one_story(town: Town, citizen: Someone) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    assert "同一事项另见2021年通报 1.2.6" in await card_of_2019(staff, "1.1.3")
    await staff.replies(staff.last, "喷漆房已经拆除")
    assert "2019-03-01" in staff.last.text
    assert "1.1.3（湖滨镇2019年通报）" in await staff.taps("发布")
    card = await citizen.says("1.2.6")
    assert card.count("喷漆房已经拆除") == 1
    assert "同一事项另见2019年通报 1.1.3" in card
    there = await citizen.taps("同一事项另见2019年通报 1.1.3")
    assert there.count("喷漆房已经拆除") == 1


async def test_a_button_of_a_notice_withdrawn_is_stale(town: Town, citizen: Someone, older: int) -> None:
    await card_of_2019(citizen, "1.2.6")
    loading.withdraw(town.database, older, MORNING)
    assert "过期" in await citizen.taps("全文")
    assert "另见" not in await citizen.says("1.2.6")
    assert "其他通报" not in citizen.labels(citizen.last)


@pytest.mark.usefixtures("older")
async def test_where_they_stand_is_of_one_notice(citizen: Someone) -> None:
    assert "湖滨镇2021年通报\n27 个问题的整改情况" in await citizen.says("/status")
    assert "湖滨镇2019年通报\n2 个问题的整改情况" in await citizen.taps("2019年通报")


@pytest.mark.usefixtures("older")
async def test_who_follows_either_hears_once(town: Town, citizen: Someone, supervisor: Someone) -> None:
    await card_of_2019(citizen, "1.1.3")
    await citizen.taps("关注")
    await citizen.says("关注 1.2.6")
    assert "您已经关注过：1.2.6（湖滨镇2021年通报）" in citizen.last.text
    assert "您关注的，共 1 项：\n1.2.6 " in await citizen.says("我的")
    await supervisor.says("/progress 1.2.6 喷漆房已经拆除")
    await supervisor.taps("发布")
    said = await citizen.hears()
    assert said.startswith("1.2.6（湖滨镇2021年通报）")
    assert said.count("喷漆房已经拆除") == 1


@pytest.mark.usefixtures("older")
async def test_a_typed_code_is_of_the_newest(supervisor: Someone) -> None:
    assert "1.2.6（湖滨镇2021年通报） 已指派给环保办" in await supervisor.says("/assign 1.2.6 环保办")
    assert "1.2.6（湖滨镇2021年通报） 的整改时限" in await supervisor.says("/due 1.2.6 2021-06-30")
    assert "没有编号 9.9.9" in await supervisor.says("/due 9.9.9 2021-06-30")


@pytest.mark.usefixtures("older")
async def test_a_typed_code_may_name_the_year_of_its_notice(supervisor: Someone) -> None:
    assert "1.2.6（湖滨镇2019年通报） 已指派给" in await supervisor.says("/assign 2019 1.2.6 督办室")
    assert "1.2.6（湖滨镇2019年通报） 的整改时限" in await supervisor.says("时限 2019年 1.2.6 2021-06-30")
    assert "2019-03-01" in await supervisor.says("/progress 2019年通报 1.2.6 新锅炉已经安装")
    assert "没有2018年的通报，有的是2021年、2019年的" in await supervisor.says("/due 2018 1.2.6 2021-06-30")


@pytest.mark.usefixtures("older")
@pytest.mark.parametrize("asked", ["/item 2019 1.2.6", "查看 2019年 1.2.6", "2019年的1.2.6"])
async def test_citizens_may_name_the_year_of_a_code_too(citizen: Someone, asked: str) -> None:
    assert BOILER[:12] in await citizen.says(asked)
    said = await citizen.says(asked.replace("2019", "2018"))
    assert "2018年" in said
    assert not said.startswith("1.2.6 ")


@pytest.mark.usefixtures("older")
async def test_what_is_followed_is_of_the_year_that_is_named(citizen: Someone) -> None:
    await citizen.says("关注 1.2.6")
    assert "已关注：1.2.6（湖滨镇2019年通报）" in await citizen.says("关注 2019年 1.2.6")
    await citizen.says("取消关注 2019 1.2.6")
    assert "2019年通报" not in await citizen.says("我的")


@pytest.fixture
async def welfare(town: Town, supervisor: Someone, older: int) -> Someone:
    """Somebody of the unit that works on the boiler, 1.2.6 of 2019."""
    book = await _register(supervisor, "2019年通报")
    await supervisor.uploads("整改台账.xlsx", _with_unit(book, "1.2.6", "民政办"))
    await supervisor.taps("确认导入")
    return await town.invited(Role.STAFF, "民政办")


async def test_what_staff_type_is_of_the_notice_they_work_on(citizen: Someone, welfare: Someone) -> None:
    preview = await welfare.says("进展 1.2.6 新锅炉已经安装")
    assert BOILER[:12] in preview
    assert "2019-03-01" in preview
    await welfare.taps("发布")
    assert "新锅炉已经安装" in await card_of_2019(citizen, "1.2.6")
    assert "新锅炉已经安装" not in await citizen.says("1.2.6")


async def test_mine_is_over_all_notices(supervisor: Someone, welfare: Someone) -> None:
    await supervisor.says("/assign 1.2.6 民政办")
    said = await welfare.says("我负责的")
    assert "民政办负责的问题 2 个" in said
    assert said.index("湖滨镇2021年通报") < said.index("湖滨镇2019年通报") < said.index(BOILER[:12])
    assert "2021-02-18" in await welfare.taps("1.2.6（湖滨镇2021年）")
    await welfare.says("我负责的")
    assert BOILER[:12] in await welfare.taps("1.2.6（湖滨镇2019年）")


async def test_close_outs_of_all_notices_wait_in_one_row(
    town: Town, supervisor: Someone, welfare: Someone
) -> None:
    await welfare.photographs(picture(), "/progress 1.2.6 新锅炉已经安装并验收")
    await welfare.taps("发布")
    await welfare.taps("申请销号")
    assert "1.2.6（湖滨镇2019年通报） 对账销号" in welfare.last.text
    await town.fetch()
    assert "1.2.6（湖滨镇2019年通报）" in await supervisor.hears()
    assert "1.2.6（湖滨镇2019年通报）" in await supervisor.says("/pending")
    assert "1.2.6（湖滨镇2019年通报） 已核实" in await supervisor.taps("通过")
    assert "已销号" in await card_of_2019(supervisor, "1.2.6")
    assert "已销号" not in await supervisor.says("1.2.6")


async def test_the_digest_tells_notice_by_notice_and_nothing_twice(
    town: Town, supervisor: Someone, welfare: Someone
) -> None:
    await welfare.says("进展 1.2.6 新锅炉已经安装")
    await welfare.taps("发布")
    await supervisor.says("/progress 1.2.6 喷漆房已经拆除")
    await supervisor.taps("发布")
    await card_of_2019(supervisor, "1.1.3")
    said = await supervisor.says("/digest")
    assert said.count("喷漆房已经拆除") == said.count("新锅炉已经安装") == 1
    assert said.index("湖滨镇2021年通报") < said.index("喷漆房") < said.index("湖滨镇2019年通报")
    assert "2 份通报共 28 个问题" in said
    assert BOILER[:12] in await supervisor.taps("1.2.6（湖滨镇2019年）")


async def test_notices_without_news_are_left_out_of_the_digest(supervisor: Someone, welfare: Someone) -> None:
    await welfare.says("进展 1.2.6 新锅炉已经安装")
    await welfare.taps("发布")
    said = await supervisor.says("/digest")
    assert "湖滨镇2019年通报" in said
    assert "湖滨镇2021年通报" not in said


async def test_two_of_one_year_say_their_day_where_they_stand_together(
    town: Town, notice: Notice, painting: Finding, supervisor: Someone
) -> None:
    boiler = replace(painting, code="1.1.1", problem=BOILER, rectification="正在更换锅炉。", measures=())
    loading.load(town.database, replace(notice, issued_on=date(2021, 3, 1), findings=(boiler,)), MORNING)
    for code in ("1.1.1", "1.2.6"):
        await supervisor.says(f"/due {code} 2021-03-02")
    said = await supervisor.says("/digest")
    assert "湖滨镇2021-03-01通报" in said
    assert "湖滨镇2021-02-18通报" in said


@pytest.mark.usefixtures("older")
async def test_of_a_matter_in_two_notices_a_unit_is_reminded_once(town: Town, supervisor: Someone) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    await supervisor.says("/assign 1.2.6 环保办")
    await supervisor.says("/due 1.2.6 2021-03-08")
    town.clock.pass_by(timedelta(hours=1))
    tick(town.database, town.clock.now(), town.settings.zone, town.bot.jobs)
    said = await staff.hears()
    assert "期限提醒，1 个问题：\n· 1.2.6（湖滨镇2021年通报） 环保办" in said


@pytest.mark.usefixtures("older")
async def test_a_register_is_of_one_notice_and_comes_back_to_it(supervisor: Someone) -> None:
    book = await _register(supervisor, "2019年通报")
    assert "湖滨镇2019年通报\n整改台账：2 个问题" in supervisor.last.text
    said = await supervisor.uploads("整改台账.xlsx", _with_unit(book, "1.2.6", "民政办"))
    assert said.startswith("湖滨镇2019年通报")
    assert "· 1.2.6 责任单位：新填 民政办" in said
    assert "已导入 1 处" in await supervisor.taps("确认导入")
    assert "没有要导入的改动" in await supervisor.uploads(
        "整改台账.xlsx", await _register(supervisor, "2019年通报")
    )


async def _register(someone: Someone, of_notice: str) -> bytes:
    await someone.says("/register")
    await someone.taps(of_notice)
    (data,) = someone.last.files
    return data


def _with_unit(data: bytes, code: str, unit: str) -> bytes:
    """The register with a unit filled in, as an office would."""
    book = load_workbook(io.BytesIO(data))
    sheet = book.active
    headings = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == code)
    row[headings.index("责任单位")].value = unit
    changed = io.BytesIO()
    book.save(changed)
    return changed.getvalue()


async def test_an_opinion_is_about_the_finding_of_its_notice(
    citizen: Someone, supervisor: Someone, welfare: Someone
) -> None:
    await card_of_2019(citizen, "1.2.6")
    assert "1.2.6（湖滨镇2019年通报）" in await citizen.taps("提意见")
    await citizen.says("锅炉房的门一直没有锁，晚上有人进去。")
    assert "1.2.6（湖滨镇2019年通报）" in await welfare.hears()


async def test_the_sample_gives_way_and_the_next_stands_beside(
    town: Town, admin: Someone, citizen: Someone
) -> None:
    assert "继续使用" not in await admin.uploads("通报.txt", OTHER)
    await admin.taps("入库")
    assert "另有 1 份通报继续使用" in await admin.uploads("另一份.txt", THIRD)
    await admin.taps("入库")
    listed = await admin.says("通报")
    assert listed.count("使用中") == 2
    assert listed.index("《临汐市") < listed.index("《杏花坞") < listed.index("《湖滨镇")
    said = await citizen.says("目录")
    assert said.startswith("临汐市卫生健康委员会2024年通报")
    assert "现在用的通报共 2 份" in await citizen.taps("其他通报")
    assert "公益金" in await citizen.taps("杏花坞社区2024年通报")


async def test_another_edition_takes_the_place_of_its_own_notice_only(
    town: Town, admin: Someone, older: int
) -> None:
    edition = (DATA / "notices" / "hubin-2021.txt").read_text(encoding="utf-8")
    report = await admin.uploads("通报.txt", edition.replace("2567001", "2567002").encode())
    assert "现在用的是《湖滨镇" in report
    assert "另有 1 份通报继续使用" in report
    await admin.taps("入库")
    assert (await admin.says("通报")).count("使用中") == 2


@pytest.mark.usefixtures("older")
async def test_names_are_taught_of_any_notice(town: Town, citizen: Someone, supervisor: Someone) -> None:
    await citizen.says("嘎啦蹦子咋样了")
    await supervisor.says("未答问题")
    await supervisor.taps("1")
    assert BOILER[:12] in await supervisor.taps("2019年通报")
    assert "1.2.6（湖滨镇2019年通报）" in await supervisor.taps("1.2.6")
    await supervisor.taps("记下")
    record = records.record(town.database, 2)
    assert record is not None
    assert record.aliases_of("1.2.6") == ("嘎啦蹦子咋样了",)


async def test_choices_of_several_notices_lead_to_each_and_back(
    town: Town, citizen: Someone, older: int
) -> None:
    newer, before = (records.record(town.database, one) for one in (1, older))
    assert newer is not None
    assert before is not None
    found = Choices((newer.notice.findings[0], before.notice.findings[1]), 2, (1, older))
    view = cards.choices(found, newer, {one.notice_id: one.name for one in (newer, before)})
    assert "1.2.6（湖滨镇2019年通报） 敬老院的锅炉" in view.plain
    assert view.keyboard is not None
    to_second = view.keyboard.inline_keyboard[1][0].callback_data
    await citizen.says("目录")
    assert "正在更换锅炉" in await citizen.taps_data(str(to_second))
    back = await citizen.taps("返回")
    assert "湖滨镇2021年通报" in back
    assert "湖滨镇2019年通报" in back


@pytest.mark.usefixtures("older")
async def test_a_link_from_a_group_leads_to_the_card_of_its_notice(town: Town, citizen: Someone) -> None:
    assert "正在更换锅炉" in await citizen.says("/start item-1-2-6-in-2")
    assert "正在更换锅炉" not in await citizen.says("/start item-1-2-6")


async def test_how_to_take_over_can_be_copied_and_sent(town: Town, older: int, supervisor: Someone) -> None:
    water, fire = [await town.invited(Role.STAFF, unit) for unit in ("水利站", "消防站")]
    await supervisor.says("/assign 2019 1.2.6 消防站")
    told = await water.says("/progress 2019 1.2.6 锅炉已检验")
    command = told.partition("请消防站发：")[2].partition("，")[0]
    assert command == "/assign 2019 1.2.6 水利站"
    assert "已请水利站接手 1.2.6" in await fire.says(command)


@pytest.mark.parametrize("typed", ["/register 2019", "台账 2019年", "台账2019", "台账2019年的通报"])
async def test_the_register_of_a_year(older: int, supervisor: Someone, citizen: Someone, typed: str) -> None:
    assert "湖滨镇2019年通报\n整改台账：2 个问题" in await supervisor.says(typed)
    assert "这里没有2018年的通报，有的是2021年、2019年的" in await supervisor.says("台账 2018")
    assert "督办人员" not in await citizen.says("台账 2019年")
