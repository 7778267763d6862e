"""A button's word, typed in place of the tap."""

import inspect
import re
from datetime import timedelta

import pytest

from db import people
from handlers.context import services_of
from handlers.views import card_keys, keyboards, list_keys
from handlers.views.texts import labels, public
from knowledge.model import Role
from tests.pictures import picture
from tests.town import DATA, Someone, Town

WRITTEN = "/progress 1.2.6 泵站已修好"


@pytest.fixture
async def staff(town: Town) -> Someone:
    return await town.invited(Role.STAFF, "环保办")


async def test_from_the_draft_to_the_close_out(town: Town, staff: Someone, citizen: Someone) -> None:
    supervisor = await town.invited(Role.SUPERVISOR, "督办室")
    await staff.photographs(picture(), WRITTEN)
    assert "您选的" in await staff.says("已完成")
    assert "已发布" in await staff.says("发布")
    await town.fetch()
    assert "等督办人员核实" in await staff.says("申请销号")
    await supervisor.hears()
    assert "已核实，对账销号" in await supervisor.says("通过")
    assert "已销号" in await citizen.says("1.2.6")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("没答到点", "我记下了"),
        ("有用", "谢谢您告诉我"),
        ("进 展", "还没有新的进展"),
        ("关注", "已关注：1.2.6"),
        ("全文", "反馈问题"),
    ],
)
async def test_under_a_card(citizen: Someone, word: str, said: str) -> None:
    await citizen.says("喷漆中心整改进展")
    assert said in await citizen.says(word)


async def test_published_twice_by_its_word_it_can_still_be_withdrawn(
    staff: Someone, citizen: Someone
) -> None:
    await staff.says(WRITTEN)
    await staff.says("发布")
    assert await staff.says("发布") == "这条进展已经发布过了，不会重复发布。"
    assert "已撤回 1.2.6" in await staff.says("撤回")
    assert await staff.says("发布") == "没有未发布的草稿。"
    assert "由 中共湖滨镇委 发布" in await citizen.says("发布")


async def test_a_word_that_means_nothing_here_leaves_the_buttons(staff: Someone) -> None:
    await staff.says(WRITTEN)
    assert "点它下面的“申请销号”" in await staff.says("申请销号")
    assert "已发布" in await staff.says("发布")


async def test_who_lost_their_role_sees_no_draft(town: Town, staff: Someone) -> None:
    await staff.says(WRITTEN)
    await staff.says("谢谢")
    people.revoke(town.database, staff.account.id, None, town.clock.now())
    assert "泵站已修好" not in await staff.says("发布")


async def test_a_mark_before_the_word_is_not_typed(staff: Someone) -> None:
    await staff.says(WRITTEN)
    await staff.taps("已完成")
    assert "✓ 已完成" in staff.labels(staff.last)
    assert "状态仍显示为" in await staff.says("已完成")


async def test_a_note_leaves_the_buttons_where_they_are(citizen: Someone) -> None:
    await citizen.says("喷漆中心整改进展")
    await citizen.says("有用")
    await citizen.says("关注")
    assert "还没有新的进展" in await citizen.says("进展")


async def test_what_was_said_meanwhile_takes_the_buttons_away(staff: Someone, citizen: Someone) -> None:
    await staff.says(WRITTEN)
    await staff.says("谢谢")
    assert "请点下面预览的按钮" in await staff.says("发布")
    assert "泵站已修好" not in await citizen.says("1.2.6")
    assert "已发布" in await staff.says("发布")


async def test_an_offices_word_says_where_to_tap(staff: Someone, citizen: Someone) -> None:
    assert "请找到那条消息，点它下面的“通过”" in await staff.says("通过")
    assert "点它下面" not in await citizen.says("通过")


async def test_a_file_is_taken_by_a_word(town: Town) -> None:
    admin = await town.invited(Role.ADMIN)
    await admin.uploads("通报.txt", (DATA / "notices" / "s03.txt").read_bytes())
    assert "已入库" in await admin.says("入库")


async def test_nothing_is_known_of_it_after_a_restart(town: Town, staff: Someone) -> None:
    await staff.says(WRITTEN)
    await town.restart()
    assert "请点下面预览的按钮" in await staff.says("发布")


async def test_who_lost_their_role_publishes_nothing(town: Town, staff: Someone, citizen: Someone) -> None:
    await staff.says(WRITTEN)
    people.revoke(town.database, staff.account.id, None, town.clock.now())
    assert "工作人员用的" in await staff.says("发布")
    assert "泵站已修好" not in await citizen.says("1.2.6")


async def test_too_late_is_too_late(town: Town, staff: Someone) -> None:
    await staff.says(WRITTEN)
    await staff.says("发布")
    town.clock.pass_by(timedelta(minutes=11))
    assert "不能撤回了" in await staff.says("撤回")


async def test_a_command_stays_a_command(staff: Someone, citizen: Someone) -> None:
    await citizen.says("喷漆")
    assert "您要说的是" not in await citizen.says("提意见")
    await staff.says("喷漆")
    assert "点编号选一个问题" in await staff.says("进展")


async def test_a_code_is_asked_for_and_no_button(citizen: Someone) -> None:
    await citizen.says("哪些没改完")
    assert "1.2.2" in citizen.labels(citizen.last)
    assert (await citizen.says("1.2.2")).startswith("1.2.2 ")
    assert "返回" not in citizen.labels(citizen.last)  # as it stands under a card that a list led to


@pytest.mark.parametrize("code", ["1.2.6", "一（二）6", "126"])
async def test_a_code_under_the_list_chooses(staff: Someone, code: str) -> None:
    await staff.says("/progress")
    assert "请把进展内容发给我" in await staff.says(code)
    assert "1.2.6 污水管网" in await staff.says("泵站已修好")


async def test_a_code_under_the_list_for_a_draft_chooses(staff: Someone) -> None:
    await staff.says("/progress 嘎啦蹦子 呼噜哇啦")
    assert "嘎啦蹦子 呼噜哇啦" in await staff.says("1.2.6")
    assert staff.labels(staff.last)[0] == "发布"


async def test_a_code_under_a_card_is_asked_for(staff: Someone) -> None:
    await staff.says("/progress")
    await staff.says("喷漆")
    assert (await staff.says("1.2.5")).startswith("1.2.5 ")


async def test_the_words_that_are_waited_for_are_no_button(staff: Someone, citizen: Someone) -> None:
    await staff.says(WRITTEN)
    await staff.taps("发布")
    await staff.taps("更正")
    assert "预览（更正" in await staff.says("已完成")


async def test_what_was_shown_only_after_the_word_is_not_meant(town: Town, staff: Someone) -> None:
    await staff.says(WRITTEN)
    late = town.telegram.says(staff.account, "发布")
    await staff.says("/progress 1.2.5 土坯房已改造")
    assert "请点下面预览的按钮" in await staff.does(late)
    assert "草稿 2 条" in await staff.says("/drafts")


async def test_a_reply_to_another_message_does_not_mean_the_last(staff: Someone, citizen: Someone) -> None:
    await staff.says(WRITTEN)
    first = staff.last
    await staff.says("/progress 1.2.5 土坯房已改造")
    assert "请点下面预览的按钮" in await staff.replies(first, "发布")
    assert "群众现在查 1.2.5" in await staff.replies(staff.last, "发布")
    assert "泵站已修好" not in await citizen.says("1.2.6")


async def test_where_one_further_up_was_changed_neither_is_meant(town: Town, staff: Someone) -> None:
    update = town.telegram.says(staff.account, WRITTEN)
    await staff.does(update)
    await staff.says("/progress 1.2.5 土坯房已改造")
    await staff.edits(update, "/progress 1.2.6 两座泵站已修好")
    assert "请点下面预览的按钮" in await staff.says("发布")


async def test_an_edit_changes_the_preview_that_a_word_brought(town: Town, staff: Someone) -> None:
    update = town.telegram.says(staff.account, WRITTEN)
    await staff.does(update)
    await staff.says("已完成")
    newest = staff.last
    await staff.edits(update, "/progress 1.2.6 两座泵站已修好")
    assert staff.last.message_id == newest.message_id


async def test_nothing_is_kept_of_whose_chat_it_is(town: Town, citizen: Someone) -> None:
    await citizen.says("喷漆中心整改进展")
    shown = services_of(town.application).screens.last(citizen.account.id)
    assert shown is not None
    assert citizen.account.name not in str(shown)
    assert "喷漆" not in str(shown)


def test_all_that_stands_on_buttons_under_cards_and_lists_is_known() -> None:
    source = "".join(map(inspect.getsource, (card_keys, list_keys, keyboards)))
    named = {getattr(public, name) for name in re.findall(r"\b(?:public|texts)\.([A-Z_]+)", source)}
    fixed = {label for label in named if isinstance(label, str) and "{" not in label}
    assert fixed - labels.CITIZENS == {public.IN_PRIVATE, public.OPEN_PRIVATE}  # links, shown in groups


async def test_the_word_of_the_button_is_no_answer_to_what_it_asks(
    town: Town, staff: Someone, citizen: Someone
) -> None:
    supervisor = await town.invited(Role.SUPERVISOR, "督办室")
    await citizen.says("/report 村口的路灯坏了")
    await supervisor.hears()
    await staff.photographs(picture(), WRITTEN)
    await staff.says("发布")
    for someone, word in ((supervisor, "答复"), (citizen, "补充"), (staff, "更正")):
        assert "请发：取消" in await someone.says(word)
        assert f"“{word}”是按钮上的字，还没有内容" in await someone.says(word)
    assert "已答复 210305-01" in await supervisor.says("已派人修好")


async def test_the_word_of_the_button_is_no_reason(town: Town, staff: Someone) -> None:
    supervisor = await town.invited(Role.SUPERVISOR, "督办室")
    await staff.photographs(picture(), WRITTEN)
    await staff.says("发布")
    await town.fetch()
    await staff.says("申请销号")
    await supervisor.hears()
    assert "请写退回 1.2.6 的原因" in await supervisor.says("退回")
    assert "“退回”是按钮上的字" in await supervisor.says("退回")
    assert "已退回 1.2.6" in await supervisor.says("照片看不清")
