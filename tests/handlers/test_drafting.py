"""Working on a draft, and what may be done after its publication."""

from datetime import timedelta

import pytest

from db import people
from db.audit import audit
from knowledge.model import Role
from tests.town import Someone, Town

WRITTEN = "/progress 1.2.6 泵站已修好"


@pytest.fixture
async def staff(town: Town) -> Someone:
    return await town.invited(Role.STAFF, "环保办")


@pytest.fixture
async def published(staff: Someone) -> Someone:
    """Somebody who has just published."""
    await staff.says(WRITTEN)
    await staff.taps("发布")
    return staff


async def test_a_status_by_button(staff: Someone, citizen: Someone) -> None:
    await staff.says(WRITTEN)
    assert "状态将显示为：已完成（您选的）" in await staff.taps("已完成")
    await staff.taps("发布")
    assert "整个问题：已完成（2021-03-05 环保办" in await citizen.says("1.2.6")


async def test_a_second_tap_leaves_the_status_to_the_words(staff: Someone) -> None:
    await staff.says(WRITTEN)
    await staff.taps("已完成")
    assert "状态仍显示为" in await staff.taps("✓ 已完成")


@pytest.mark.parametrize(
    ("text", "what", "masked"),
    [
        ("联系人电话13812345678", "像电话的号码", "联系人电话［号码已隐去］"),
        ("身份证370302196503125672已登记", "像身份证的号码", "身份证［号码已隐去］已登记"),
        ("退款到6222020200011112222", "像银行卡的号码", "退款到［号码已隐去］"),
        ("对会计刘桂芳给予警告处分", "违纪处理旁边的姓名", "对会计刘某给予警告处分"),
    ],
)
async def test_what_leads_to_a_person_is_hidden_by_one_tap(
    staff: Someone, text: str, what: str, masked: str
) -> None:
    assert what in await staff.says(f"/progress 1.2.6 {text}")
    said = await staff.taps("隐去")
    assert masked in said
    assert "发布前请看一眼" not in said


async def test_a_text_that_leads_to_nobody_has_no_such_button(staff: Someone) -> None:
    await staff.says("/progress 1.2.6 追缴1234567元，涉及2743万元")
    assert "隐去" not in staff.labels(staff.last)


async def test_ready_wording_is_put_behind_the_words(town: Town, staff: Someone) -> None:
    await staff.says(WRITTEN)
    await staff.taps("常用语")
    said = await staff.taps("该问题已整改完成。")
    assert "泵站已修好该问题已整改完成。" in said
    assert "状态将显示为：已完成" in said


async def test_the_operators_wording_is_there_too(town: Town, staff: Someone) -> None:
    (town.settings.data_dir / "phrases.tsv").write_text("正在整改\t泵站在试运行。\n")
    await town.restart()
    await staff.says(WRITTEN)
    await staff.taps("常用语")
    assert "泵站在试运行。" in staff.labels(staff.last)


async def test_drafts_are_listed_and_go_on(town: Town, staff: Someone) -> None:
    await staff.says(WRITTEN)
    await staff.says("/progress 1.2.5 土坯房已改造")
    await town.restart()
    assert "草稿 2 条" in await staff.says("草稿")
    await staff.taps("1.2.6")
    assert "已发布" in await staff.taps("发布")


async def test_a_draft_is_void_after_a_week(town: Town, staff: Someone) -> None:
    await staff.says(WRITTEN)
    preview = staff.last
    town.clock.pass_by(timedelta(days=7, minutes=1))
    assert "已经作废" in await staff.taps("发布", on=preview)
    assert "没有未发布的草稿" in await staff.says("/drafts")


async def test_an_edit_of_the_message_changes_the_draft(town: Town, staff: Someone) -> None:
    update = town.telegram.says(staff.account, WRITTEN)
    await staff.does(update)
    preview = staff.last
    assert "两座泵站已修好" in await staff.edits(update, "/progress 1.2.6 两座泵站已修好")
    assert staff.last.message_id == preview.message_id


async def test_an_edit_of_what_is_published_is_offered_as_a_correction(
    town: Town, staff: Someone, citizen: Someone
) -> None:
    update = town.telegram.says(staff.account, WRITTEN)
    await staff.does(update)
    await staff.taps("发布")
    assert "要不要发布为更正" in await staff.edits(update, "/progress 1.2.6 两座泵站已修好")
    assert "泵站已修好" in await citizen.says("1.2.6")
    assert "两座" not in citizen.last.text
    await staff.taps("发布")
    assert "最新进展（更正）2021-03-05 环保办：\n两座泵站已修好" in await citizen.says("1.2.6")


async def test_an_edited_question_is_no_progress(town: Town, staff: Someone) -> None:
    update = town.telegram.says(staff.account, "喷漆")
    await staff.does(update)
    assert await staff.edits(update, "喷漆中心") == ""


async def test_taken_back_within_ten_minutes_it_was_never_there(
    town: Town, published: Someone, citizen: Someone
) -> None:
    town.clock.pass_by(timedelta(minutes=10))
    assert "已撤回" in await published.taps("撤回")
    card = await citizen.says("1.2.6")
    assert "泵站已修好" not in card
    assert "此后没有新的进展记录" in card
    assert audit(town.database).faults == ()


async def test_later_it_can_only_be_corrected(town: Town, published: Someone, citizen: Someone) -> None:
    town.clock.pass_by(timedelta(minutes=10, seconds=1))
    assert "不能撤回了" in await published.taps("撤回")
    assert "泵站已修好" in await citizen.says("1.2.6")


async def test_taking_back_twice_is_answered(published: Someone) -> None:
    receipt = published.last
    await published.taps("撤回", on=receipt)
    assert "已经撤回了" in await published.taps("撤回", on=receipt)


async def test_a_correction_stands_beside_what_it_corrects(
    town: Town, published: Someone, citizen: Someone
) -> None:
    town.clock.pass_by(timedelta(days=1))
    await published.taps("更正")
    assert "更正 2021-03-05 的进展" in await published.says("一座泵站已修好，另一座待修")
    await published.taps("发布")
    await citizen.says("1.2.6")
    timeline = await citizen.taps("进展")
    assert "2021-03-06 环保办（更正）：\n一座泵站已修好，另一座待修" in timeline
    assert "2021-03-05 环保办：\n泵站已修好\n（这条已于 2021-03-06 更正）" in timeline


async def test_what_was_corrected_decides_no_status(staff: Someone, citizen: Someone) -> None:
    await staff.says("/progress 1.2.6 上述问题已全部整改完成")
    await staff.taps("发布")
    await staff.taps("更正")
    await staff.says("完成了一部分")
    await staff.taps("发布")
    assert "整个问题：正在整改" in await citizen.says("1.2.6")


async def test_a_correction_taken_back_tells_what_is_shown_again(
    published: Someone, citizen: Someone
) -> None:
    await published.taps("更正")
    await published.says("泵站修好2个，第3个正在修")
    await published.taps("发布")
    said = await published.taps("撤回")
    assert "已撤回 1.2.6" in said
    assert "现在又给群众看了：\n泵站已修好" in said
    assert "泵站已修好" in await citizen.says("1.2.6")
    await published.taps("撤回", on=published.last)
    assert "泵站已修好" not in await citizen.says("1.2.6")


async def test_of_two_corrections_the_one_that_stays_is_told_only_where_it_is_shown_again(
    published: Someone,
) -> None:
    original, receipts = published.last, []
    for text in ("一座泵站已修好", "两座泵站已修好"):
        await published.taps("更正", on=original)
        await published.says(text)
        await published.taps("发布")
        receipts.append(published.last)
    assert "现在又给群众看了" not in await published.taps("撤回", on=receipts[0])
    assert "现在又给群众看了：\n泵站已修好" in await published.taps("撤回", on=receipts[1])


@pytest.mark.parametrize("label", ["撤回", "更正", "补充照片"])
async def test_nobody_touches_what_another_published(town: Town, published: Someone, label: str) -> None:
    other = await town.invited(Role.STAFF, "环保办")
    assert "只有发布的人" in await other.taps(label, on=published.last)


async def test_the_preview_of_a_correction_says_what_the_status_will_be(staff: Someone) -> None:
    await staff.says("/progress 1.2.6 上述问题已全部整改完成")
    await staff.taps("发布")
    await staff.taps("更正")
    assert "状态仍显示为：正在整改" in await staff.says("换了两台水泵")


async def test_a_correction_of_what_was_taken_back_corrects_nothing(
    published: Someone, citizen: Someone
) -> None:
    receipt = published.last
    await published.taps("更正")
    await published.says("一座泵站已修好")
    preview = published.last
    await published.taps("撤回", on=receipt)
    await published.taps("发布", on=preview)
    assert "更正" not in await citizen.says("1.2.6")


async def test_who_lost_their_role_takes_nothing_back(
    town: Town, published: Someone, citizen: Someone
) -> None:
    people.revoke(town.database, published.account.id, None, town.clock.now())
    assert "只有发布的人" in await published.taps("撤回")
    assert "泵站已修好" in await citizen.says("1.2.6")


async def test_an_edit_that_changes_nothing_offers_nothing(town: Town, staff: Someone) -> None:
    update = town.telegram.says(staff.account, WRITTEN)
    await staff.does(update)
    await staff.taps("发布")
    assert await staff.edits(update, WRITTEN) == ""


async def test_an_edit_of_an_answer_keeps_all_its_words(town: Town, staff: Someone) -> None:
    await staff.says("/progress 1.2.5")
    update = town.telegram.says(staff.account, "喷漆中心 已搬迁")
    await staff.does(update)
    assert "喷漆中心 已全部搬迁" in await staff.edits(update, "喷漆中心 已全部搬迁")
