"""A member of staff: from the invitation to the first published update."""

import copy
from dataclasses import replace
from datetime import timedelta

import pytest

from db import loading
from knowledge.model import Notice, Role
from knowledge.progress.rules import MAX_PROGRESS
from tests.pictures import picture
from tests.town import Someone, Town


@pytest.fixture
async def staff(town: Town) -> Someone:
    return await town.invited(Role.STAFF, "环保办")


async def test_preview_publish_and_the_next_question_shows_it(staff: Someone, citizen: Someone) -> None:
    preview = await staff.says("/progress 1.2.6 泵站 <已修好> & 试运行")
    assert "预览" in preview
    assert "泵站 <已修好> & 试运行" in preview
    assert "已发布" in await staff.taps("发布")
    answer = await citizen.says("喷漆中心整改进展")
    assert "最新进展 2021-03-05 环保办：\n泵站 <已修好> & 试运行" in answer
    assert answer.count("泵站 <已修好>") == 1
    assert "此后没有新的进展" not in answer


async def test_the_phrase_posts_too(staff: Someone) -> None:
    assert "预览" in await staff.says("进展 一（二）6 泵站已修好")


@pytest.mark.parametrize(
    "words",
    [
        "1.1.1、1.2.4 已经全部完成",
        "1.1.1 1.2.4 已经全部完成",
        "1.1.1和1.2.4 都弄完了",
        "1.1.1及1.2.4完成了",
    ],
)
async def test_an_update_is_of_one_finding(staff: Someone, words: str) -> None:
    said = await staff.says(f"进展 {words}")
    assert "1.1.1 和 1.2.4 请分开发" in said
    assert await staff.says("草稿") == "没有未发布的草稿。"


async def test_a_photo_with_an_update_of_two_findings_waits_for_the_next(staff: Someone) -> None:
    assert "请分开发" in await staff.photographs(picture(), "进展 1.1.1、1.2.4 已经全部完成")
    assert "附照片和文件 1 个" in await staff.says("进展 1.1.1 已经全部完成")


async def test_nothing_is_seen_before_it_is_published(staff: Someone, citizen: Someone) -> None:
    await staff.says("/progress 1.2.6 泵站已修好")
    assert "泵站已修好" not in await citizen.says("1.2.6")


async def test_updates_stand_newest_first(staff: Someone, citizen: Someone) -> None:
    for text in ("第一条进展", "第二条进展"):
        await staff.says(f"/progress 1.2.6 {text}")
        await staff.taps("发布")
    card = await citizen.says("1.2.6")
    assert "第二条进展" in card
    assert "此前还有 1 条进展" in card
    progress = await citizen.taps("进展")
    assert progress.index("第二条进展") < progress.index("第一条进展")


async def test_a_status_said_outright_is_shown_with_who_said_it(staff: Someone, citizen: Someone) -> None:
    assert "状态将显示为：已完成" in await staff.says("/progress 1.2.6 上述问题已全部整改完成")
    await staff.taps("发布")
    answer = await citizen.says("1.2.6")
    assert "整个问题：已完成（2021-03-05 环保办这样说；通报当时：正在整改）" in answer


async def test_a_second_tap_publishes_nothing_and_is_answered(staff: Someone, citizen: Someone) -> None:
    await staff.says("/progress 1.2.6 泵站已修好")
    preview = staff.last
    await staff.taps("发布", on=preview)
    assert "已经发布过了" in await staff.taps("发布", on=preview)
    await citizen.says("1.2.6")
    assert (await citizen.taps("进展")).count("泵站已修好") == 1


async def test_other_words_take_the_place_of_the_first(staff: Someone, citizen: Someone) -> None:
    await staff.says("/progress 1.2.6 泵站修了")
    await staff.taps("修改")
    assert "3个泵站全部修好" in await staff.says("3个泵站全部修好")
    await staff.taps("发布")
    answer = await citizen.says("1.2.6")
    assert "3个泵站全部修好" in answer
    assert "泵站修了" not in answer


async def test_rewording_survives_a_restart(town: Town, staff: Someone) -> None:
    await staff.says("/progress 1.2.6 泵站修了")
    await staff.taps("修改")
    await town.restart()
    assert "预览" in await staff.says("3个泵站全部修好")


async def test_rewording_can_be_left(staff: Someone) -> None:
    await staff.says("/progress 1.2.6 泵站修了")
    await staff.taps("修改")
    assert "泵站修了" in await staff.says("取消")
    assert staff.labels(staff.last)[:3] == ["发布", "修改", "取消"]
    assert (await staff.says("喷漆")).startswith("1.2.6")


@pytest.mark.parametrize("meanwhile", ["目录", "/progress 1.2.5 土坯房已改造"])
async def test_a_question_after_a_forgotten_rewording_stays_a_question(
    staff: Someone, meanwhile: str
) -> None:
    await staff.says("/progress 1.2.6 泵站修了")
    await staff.taps("修改")
    await staff.says(meanwhile)
    assert (await staff.says("喷漆中心整改进展")).startswith("1.2.6 ")


@pytest.mark.parametrize("word", ["发布", "修改"])
async def test_a_buttons_word_typed_later_shows_the_buttons_again(staff: Someone, word: str) -> None:
    await staff.says("/progress 1.2.6 泵站修了")
    await staff.says("谢谢")
    said = await staff.says(word)
    assert "泵站修了" in said
    assert "请点下面预览的按钮" in said
    assert staff.labels(staff.last)[:3] == ["发布", "修改", "取消"]


async def test_a_draft_can_be_left_by_a_word(staff: Someone) -> None:
    await staff.says("/progress 1.2.6 泵站修了")
    assert "已取消，没有发布：1.2.6 泵站修了" in await staff.says("取消")
    assert "没有未发布的草稿" in await staff.says("/drafts")


@pytest.mark.parametrize("meanwhile", ["谢谢", "喷漆", "草稿"])
async def test_a_draft_that_is_not_on_the_screen_is_not_left_by_a_word(
    staff: Someone, meanwhile: str
) -> None:
    for text in ("1.2.5 土坯房已改造", "1.2.6 泵站修了"):
        await staff.says(f"/progress {text}")
    await staff.says(meanwhile)
    assert "一条也没有取消" in await staff.says("取消")
    assert "草稿 2 条" in await staff.says("草稿")
    assert "已取消，没有发布：1.2.5 土坯房已改造" in await staff.taps("取消 1.2.5 土坯房已改造")
    assert "草稿 1 条" in await staff.says("草稿")


async def test_the_draft_that_was_to_be_reworded_is_shown_again(staff: Someone) -> None:
    await staff.says("/progress 1.2.5 土坯房已改造")
    first = staff.last
    await staff.says("/progress 1.2.6 泵站修了")
    await staff.taps("修改", on=first)
    assert "土坯房已改造" in await staff.says("取消")


async def test_a_photo_goes_before_an_old_draft(town: Town, staff: Someone) -> None:
    await staff.says("/progress 1.2.6 泵站修了")
    town.clock.pass_by(timedelta(hours=1))
    await staff.photographs(picture())
    assert "照片或文件不要了" in await staff.says("取消")
    assert "泵站修了" in await staff.says("草稿")


async def test_a_draft_on_a_notice_replaced_since_is_not_published(
    town: Town, staff: Someone, notice: Notice
) -> None:
    await staff.says("/progress 1.2.6 泵站修了")
    loading.load(town.database, replace(notice, phone="110"), town.clock.now())
    assert "找不到这条草稿" in await staff.taps("发布")


async def test_the_preview_says_what_becomes_of_the_status(staff: Someone) -> None:
    assert "状态仍显示为：正在整改" in await staff.says("/progress 1.2.6 增派两名巡查员")
    assert "状态将显示为：已完成" in await staff.says("/progress 1.2.6 已完成")


async def test_an_earlier_update_that_decides_the_status_is_quoted(staff: Someone, citizen: Someone) -> None:
    for text in ("上述问题已全部整改完成", "增派两名巡查员"):
        await staff.says(f"/progress 1.2.6 {text}")
        await staff.taps("发布")
    card = await citizen.says("1.2.6")
    assert "已完成（2021-03-05 环保办这样说；通报当时：正在整改）。\n上述问题已全部整改完成" in card
    assert "最新进展 2021-03-05 环保办：\n增派两名巡查员" in card


async def test_a_command_is_a_command_even_while_words_are_waited_for(staff: Someone) -> None:
    await staff.says("/progress 1.2.6 泵站修了")
    await staff.taps("修改")
    assert "目录：共" in await staff.says("目录")


async def test_cancelled_is_not_published(staff: Someone, citizen: Someone) -> None:
    await staff.says("/progress 1.2.6 泵站已修好")
    preview = staff.last
    assert "没有发布" in await staff.taps("取消")
    assert "已经取消" in await staff.taps("发布", on=preview)
    assert "泵站已修好" not in await citizen.says("1.2.6")


async def test_another_persons_preview_cannot_be_published(town: Town, staff: Someone) -> None:
    await staff.says("/progress 1.2.6 泵站已修好")
    other = await town.invited(Role.STAFF, "水利站")
    assert "找不到这条草稿" in await other.taps("发布", on=staff.last)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("/progress 9.9.9 修好了", "没有编号 9.9.9"),
        (f"/progress 1.2.6 {'长' * (MAX_PROGRESS + 1)}", f"{MAX_PROGRESS} 字以内"),
    ],
)
async def test_what_cannot_be_posted_gets_one_sentence(staff: Someone, message: str, words: str) -> None:
    assert words in await staff.says(message)
    assert not staff.last.buttons


async def test_an_update_of_the_greatest_length_fits_into_a_card(staff: Someone, citizen: Someone) -> None:
    await staff.says(f"/progress 1.2.6 {'&' * MAX_PROGRESS}")
    await staff.taps("发布")
    assert "&" * MAX_PROGRESS in await citizen.says("1.2.6")
    assert len(citizen.seen) == 1


async def test_a_citizen_is_sent_away_politely(citizen: Someone) -> None:
    assert "邀请码" in await citizen.says("/progress 1.2.6 泵站已修好")
    assert not citizen.last.buttons


async def test_new_wording_delivered_again_shows_its_preview_again(town: Town) -> None:
    staff = await town.invited(Role.STAFF)
    await staff.says("/progress 1.2.6 泵站修好")
    await staff.taps("修改")
    update = town.telegram.says(staff.account, "泵站两座已修好")
    for _ in range(2):
        answer = await staff.does(copy.deepcopy(update))
        assert answer.startswith("预览")
        assert "泵站两座已修好" in answer
