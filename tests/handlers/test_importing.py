"""A supervisor sends the register back: what it would change, then 确认导入 or 不导入."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.clock import nightly_jobs, tick
from db import forgetting, people, records
from db.audit import audit
from db.models import EventRow, EvidenceRow, HandoverRow, RegisterOfferRow
from knowledge.model import Ownership, Role
from tests.pictures import picture
from tests.registers import by_hand, edited, values, without_unseen
from tests.town import DATA, Someone, Town

NAME = "整改台账2021-03-05.xlsx"


async def register_of(supervisor: Someone) -> bytes:
    await supervisor.says("/register")
    (data,) = supervisor.last.files
    return data


async def changed(supervisor: Someone) -> bytes:
    """A register in which one finding was given to somebody."""
    cells = {("1.2.6", "责任单位"): "环保办", ("1.2.6", "责任人"): "李四"}
    return edited(await register_of(supervisor), cells)


def owner(town: Town, code: str = "1.2.6") -> Ownership:
    record = records.record(town.database)
    assert record is not None
    return record.ownership(code)


def offers(town: Town) -> int:
    with town.database.snapshot() as session:
        return len(session.exec(select(RegisterOfferRow)).all())


def evidence(town: Town) -> int:
    with town.database.snapshot() as session:
        return len(session.exec(select(EvidenceRow)).all())


async def test_deadlines_that_are_over_are_pointed_out(supervisor: Someone) -> None:
    cells = {("1.2.6", "整改时限"): "2020-01-01", ("1.2.5", "整改时限"): "2021-06-30"}
    said = await supervisor.uploads(NAME, edited(await register_of(supervisor), cells))
    assert "要改 2 处" in said
    assert "注意：1.2.6 的整改时限已经过去了" in said


async def test_what_stands_for_the_line_above_is_no_unit(supervisor: Someone) -> None:
    cells = {("1.2.5", "责任单位"): "环保办", ("1.2.6", "责任单位"): "同上"}
    said = await supervisor.uploads(NAME, edited(await register_of(supervisor), cells))
    assert "责任单位“同上”：请写全" in said
    assert "要改 1 处" in said


async def test_a_kind_may_be_written_in_short(supervisor: Someone) -> None:
    cells = {("1.2.5", "整改类型"): "长期", ("1.2.6", "整改类型"): "限期", ("1.2.7", "整改类型"): "改"}
    said = await supervisor.uploads(NAME, edited(await register_of(supervisor), cells))
    assert "1.2.5 整改类型：新填 长期坚持" in said
    assert "1.2.6 整改类型：新填 限期整改" in said
    assert "整改类型“改”：只能是" in said


async def test_the_difference_is_shown_and_taken(town: Town, supervisor: Someone) -> None:
    await supervisor.says("/assign 1.2.6 水利站 张三")
    cells = {
        ("1.2.6", "责任单位"): "环保办", ("1.2.6", "责任人"): None, ("1.2.6", "责任领导"): "王五",
        ("1.2.6", "整改类型"): "限期整改", ("1.2.6", "整改时限"): "2021年6月30日",
    }  # fmt: skip
    said = await supervisor.uploads(NAME, edited(await register_of(supervisor), cells))
    assert "要改 5 处，涉及 1 个问题" in said
    assert "· 1.2.6 责任单位：水利站 → 环保办" in said
    assert "· 1.2.6 责任人：清空（现在是 张三）" in said
    assert "· 1.2.6 整改类型：新填 限期整改" in said
    assert owner(town).unit == "水利站"
    assert "已导入 5 处，涉及 1 个问题" in await supervisor.taps("确认导入")
    now = owner(town)
    assert (now.unit, now.owner, now.lead, now.kind, str(now.due_on)) == (
        "环保办", None, "王五", "time_bound", "2021-06-30",
    )  # fmt: skip
    assert audit(town.database).faults == ()


async def test_out_in_and_out_again_is_the_same(town: Town, supervisor: Someone) -> None:
    await supervisor.uploads(NAME, await changed(supervisor))
    await supervisor.taps("确认导入")
    first = await register_of(supervisor)
    said = await supervisor.uploads(NAME, first)
    assert said == "台账里没有要导入的改动，记录不变。"
    assert not supervisor.last.buttons
    assert values(await register_of(supervisor)) == values(first)


async def test_nothing_is_changed_by_a_register_left(town: Town, supervisor: Someone) -> None:
    await supervisor.uploads(NAME, await changed(supervisor))
    offered = supervisor.last
    assert "没有导入" in await supervisor.taps("不导入")
    assert "已经选了不导入" in await supervisor.taps("确认导入", on=offered)
    assert owner(town) == Ownership("1.2.6")


async def test_two_taps_take_it_once(town: Town, supervisor: Someone) -> None:
    await supervisor.uploads(NAME, await changed(supervisor))
    offered = supervisor.last
    await supervisor.taps("确认导入", on=offered)
    assert "已经导入过了" in await supervisor.taps("确认导入", on=offered)
    assert "已经导入过了" in await supervisor.taps("不导入", on=offered)
    assert assigned(town) == 1


async def test_a_tap_delivered_again_shows_what_it_did(town: Town, supervisor: Someone) -> None:
    await supervisor.uploads(NAME, await changed(supervisor))
    update = town.telegram.taps(supervisor.account, supervisor.last, supervisor.last.buttons[0])
    await town.bot.handle(update)
    await town.bot.handle(update)
    assert assigned(town) == 1
    assert not any("已经导入" in shown.text for shown in town.telegram.shown)


async def test_a_file_delivered_again_is_one_offer(town: Town, supervisor: Someone) -> None:
    update = town.telegram.uploads(supervisor.account, NAME, await changed(supervisor))
    await town.bot.handle(update)
    await town.bot.handle(update)
    assert offers(town) == 1


async def test_an_offer_outlives_a_restart(town: Town, supervisor: Someone) -> None:
    await supervisor.uploads(NAME, await changed(supervisor))
    await town.restart()
    assert "已导入" in await supervisor.taps("确认导入")


async def test_a_conflict_is_told_and_left_as_it_is(town: Town, supervisor: Someone) -> None:
    data = await changed(supervisor)
    await supervisor.says("/assign 1.2.6 水利站 钱七")
    said = await supervisor.uploads(NAME, data)
    assert "有冲突、不导入的 2 处" in said
    assert "· 1.2.6 责任人：导出时（空），现在钱七，文件里李四" in said
    assert not supervisor.last.buttons
    assert owner(town).unit == "水利站"


async def test_what_was_overtaken_changes_nothing_at_all(town: Town, supervisor: Someone) -> None:
    cells = {("1.1.1", "责任人"): "李四", ("1.2.6", "责任人"): "李四"}
    await supervisor.uploads(NAME, edited(await register_of(supervisor), cells))
    await supervisor.says("/assign 1.2.6 水利站 钱七")
    assert "什么都没有改" in await supervisor.taps("确认导入")
    assert owner(town, "1.1.1") == Ownership("1.1.1")


async def test_another_notice_overtakes_it_as_well(town: Town, supervisor: Someone) -> None:
    data = edited(await register_of(supervisor), {("1.1.1", "责任人"): "李四"})
    await supervisor.uploads(NAME, data)
    offered = supervisor.last
    admin = await town.invited(Role.ADMIN)
    await admin.uploads("通报.txt", (DATA / "notices" / "s11.txt").read_bytes())
    await admin.taps("入库")
    assert "什么都没有改" in await supervisor.taps("确认导入", on=offered)
    said = await supervisor.uploads(NAME, data)
    assert "照另一份通报导出" in said
    assert not supervisor.last.buttons


async def test_a_handover_that_waits_is_overtaken(town: Town, supervisor: Someone) -> None:
    await supervisor.says("/assign 1.2.6 城建办")
    staff, water = await town.invited(Role.STAFF, "城建办"), await town.invited(Role.STAFF, "水利站")
    await staff.says("/assign 1.2.6 水利站")
    await water.hears()
    await supervisor.uploads(NAME, await changed(supervisor))
    await supervisor.taps("确认导入")
    with town.database.snapshot() as session:
        assert session.exec(select(HandoverRow.state)).one() == "overtaken"
    await water.taps("接受")
    assert owner(town).unit == "环保办"


async def test_who_is_no_supervisor_any_more_takes_nothing(town: Town, supervisor: Someone) -> None:
    await supervisor.uploads(NAME, await changed(supervisor))
    people.revoke(town.database, supervisor.account.id, None, town.clock.now())
    assert "不是督办人员" in await supervisor.taps("确认导入")
    assert "不是督办人员" in await supervisor.taps("不导入")
    assert owner(town) == Ownership("1.2.6")


async def test_nobody_takes_what_somebody_else_sent(town: Town, supervisor: Someone) -> None:
    await supervisor.uploads(NAME, await changed(supervisor))
    other = await town.invited(Role.SUPERVISOR)
    assert "已经不在了" in await other.taps("确认导入", on=supervisor.last)
    assert "已经不在了" in await other.taps("不导入", on=supervisor.last)
    assert owner(town) == Ownership("1.2.6")


async def test_a_unit_in_which_nobody_works_is_told(town: Town, supervisor: Someone) -> None:
    assert "还没有人属于环保办" in await supervisor.uploads(NAME, await changed(supervisor))
    await town.invited(Role.STAFF, "环保办")
    assert "还没有人属于" not in await supervisor.uploads(NAME, await changed(supervisor))


async def test_many_changes_are_shown_in_part_and_taken_whole(town: Town, supervisor: Someone) -> None:
    data = await register_of(supervisor)
    codes = [str(row[0]) for row in values(data)[1:28]]
    cells = {(code, heading): "李四" for code in codes for heading in ("责任人", "责任领导")}
    said = await supervisor.uploads(NAME, edited(data, cells))
    assert "要改 54 处，涉及 27 个问题" in said
    assert "……另有 14 处" in said
    await supervisor.taps("确认导入")
    assert {owner(town, code).owner for code in codes} == {"李四"}
    assert audit(town.database).faults == ()


async def test_markup_in_a_cell_is_shown_as_it_is(supervisor: Someone) -> None:
    data = edited(await register_of(supervisor), {("1.2.6", "责任人"): "<b>李四</b>&"})
    assert "新填 <b>李四</b>&" in await supervisor.uploads(NAME, data)


@pytest.mark.parametrize(
    ("name", "caption"),
    [("工作簿1.xlsx", ""), ("工作簿1.xlsx", "改好了"), (NAME, "台账"), (NAME.upper(), "/register")],
)
async def test_our_own_file_is_known_by_whatever_name(supervisor: Someone, name: str, caption: str) -> None:
    assert "要改 2 处" in await supervisor.uploads(name, await changed(supervisor), caption)


async def test_a_file_that_replies_to_the_register_is_one(town: Town, supervisor: Someone) -> None:
    data = without_unseen(await changed(supervisor))
    replied = {"document": {"file_id": "x", "file_unique_id": "x", "file_name": NAME}}
    update = town.telegram.uploads(supervisor.account, "1.xlsx", data)
    before = town.telegram.sends(supervisor.account, replied)["message"]
    update["message"]["reply_to_message"] = before
    await town.bot.handle(update)
    assert "要改 2 处" in town.telegram.shown[-1].text
    assert "看不出来" in town.telegram.shown[-1].text


@pytest.mark.parametrize("caption", ["/progress 1.2.6 台账已建立", "1.2.6 台账已建立", "进展 1.2.6 建账"])
async def test_under_words_of_progress_it_is_evidence(town: Town, supervisor: Someone, caption: str) -> None:
    assert "预览" in await supervisor.uploads(NAME, await changed(supervisor), caption)
    assert (offers(town), evidence(town)) == (0, 1)


async def test_where_a_file_is_waited_for_it_is_evidence(town: Town, supervisor: Someone) -> None:
    data = await changed(supervisor)
    await supervisor.photographs(picture(), "/progress 1.2.6 泵站修好")
    await supervisor.taps("发布")
    await supervisor.taps("补充照片")
    await supervisor.uploads(NAME, data)
    assert (offers(town), evidence(town)) == (0, 2)


async def test_a_table_of_our_findings_is_a_register_whatever_it_is_called(
    town: Town, supervisor: Someone
) -> None:
    made = by_hand(("湖滨镇巡察整改情况", None), ("序号", "责任单位"), ("1.2.6", "水利站"))
    assert "· 1.2.6 责任单位：新填 水利站" in await supervisor.uploads("附件1.xlsx", made)
    others = by_hand(("序号", "责任单位"), ("1", "某厂"))
    assert "是哪个问题的" in await supervisor.uploads("附件2.xlsx", others)
    assert evidence(town) == 1


@pytest.mark.parametrize(
    ("word", "said"), [("取消", "没有导入"), ("算了", "没有导入"), ("导入", "已导入 2 处")]
)
async def test_what_is_typed_below_the_offer_decides(supervisor: Someone, word: str, said: str) -> None:
    await supervisor.uploads(NAME, await changed(supervisor))
    assert said in await supervisor.says(word)


async def test_another_workbook_of_a_supervisor_is_evidence(town: Town, supervisor: Someone) -> None:
    assert "是哪个问题的" in await supervisor.uploads("采购清单.xlsx", by_hand(("物品", "数量"), ("泵", 2)))
    assert evidence(town) == 1


@pytest.mark.parametrize("role", [Role.STAFF, Role.ADMIN, None])
async def test_others_are_told_that_it_is_not_theirs_to_send(
    town: Town, supervisor: Someone, role: Role | None
) -> None:
    someone = await town.invited(role, "环保办") if role else town.newcomer()
    data = await changed(supervisor)
    assert await someone.uploads(NAME, data) == "导入整改台账是督办人员的事，这个文件没有收。"
    assert (offers(town), evidence(town)) == (0, 0)


async def test_a_workbook_of_staff_that_is_only_called_so_is_evidence(town: Town) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    assert "是哪个问题的" in await staff.uploads("台账.xlsx", by_hand(("物品", "数量"), ("泵", 2)))
    assert evidence(town) == 1


async def test_in_a_group_it_is_not_read(town: Town, supervisor: Someone) -> None:
    data = await changed(supervisor)
    update = town.telegram.uploads(supervisor.account, NAME, data)
    update["message"]["chat"] = {"id": -500, "type": "group", "title": "湖滨镇群"}
    await town.bot.handle(update)
    assert offers(town) == 0


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("台账.xlsx", b"hello", "不是 .xlsx 表格"),
        ("bad.xlsx", b"hello", "不是 .xlsx 表格"),
        ("台账.xls", b"\xd0\xcf\x11\xe0", "另存为 .xlsx"),
        ("台账.et", b"x", "另存为 .xlsx"),
        ("台账.csv", "序号,责任单位".encode(), "另存为 .xlsx"),
        ("台账.xlsx", by_hand(("物品", "数量")), "没有找到台账的表头"),
        ("台账.xlsx", by_hand(("序号", "责任单位"))[:900], "打不开"),
    ],
)
async def test_what_is_no_register_gets_one_sentence(
    town: Town, supervisor: Someone, name: str, data: bytes, why: str
) -> None:
    said = await supervisor.uploads(name, data)
    assert said.startswith(f"文件 {name} ")
    assert why in said
    assert (offers(town), evidence(town)) == (0, 0)


async def test_a_file_too_large_to_be_fetched_is_said_so(town: Town, supervisor: Someone) -> None:
    assert "太大了" in await supervisor.uploads("台账.xlsx", b"x", file_size=20_000_001)
    assert "getFile" not in [name for name, _ in town.telegram.calls]


async def test_a_file_that_telegram_does_not_give_is_asked_for_again(town: Town, supervisor: Someone) -> None:
    town.telegram.fail("getFile", 400)
    assert "再发一次" in await supervisor.uploads(NAME, b"x")


async def test_what_waits_is_forgotten_with_its_sender(town: Town, supervisor: Someone) -> None:
    await supervisor.uploads(NAME, await changed(supervisor))
    forgetting.forget(town.database, supervisor.account.id, "key", town.clock.now())
    assert offers(town) == 0
    assert "已经不在了" in await supervisor.taps("确认导入")


async def test_what_waits_is_forgotten_after_a_week(town: Town, supervisor: Someone) -> None:
    await supervisor.uploads(NAME, await changed(supervisor))
    jobs = nightly_jobs(timedelta(days=180), lambda day, now: None, lambda day, now: None)
    for days, left in ((6, 1), (2, 0)):
        town.clock.pass_by(timedelta(days=days))
        tick(town.database, town.clock.now(), town.settings.zone, jobs)
        assert offers(town) == left


def assigned(town: Town) -> int:
    """How many lines of history say whose a finding is."""
    with town.database.snapshot() as session:
        return len(session.exec(select(EventRow.id).where(EventRow.kind == "assigned")).all())
