"""Ways to post progress: they all lead to the same preview."""

from datetime import timedelta

import pytest

from db import people
from knowledge.model import Role
from tests.pictures import picture
from tests.town import Someone, Town

TITLE = "1.2.6 污水管网等涉及污染治理问题得不到有效解决"


@pytest.fixture
async def staff(town: Town) -> Someone:
    return await town.invited(Role.STAFF, "环保办")


def assert_previewed(said: str, text: str = "泵站已修好") -> None:
    assert said.startswith("预览")
    assert TITLE in said
    assert text in said


@pytest.mark.parametrize(
    "message",
    [
        "/progress 1.2.6 泵站已修好",
        "/progress 一（二）6 泵站已修好",
        "进展 1.2.6 泵站已修好",
        "/progress 喷漆中心 泵站已修好",
        "/progress@zhenggai_bot 1-2-6 泵站已修好",
    ],
)
async def test_one_message(staff: Someone, message: str) -> None:
    assert_previewed(await staff.says(message))


async def test_words_without_a_space_are_both_name_and_text(staff: Someone) -> None:
    assert_previewed(await staff.says("/progress 喷漆中心的泵站已修好"), "喷漆中心的泵站已修好")


async def test_words_that_may_mean_several_are_asked_about(staff: Someone) -> None:
    said = await staff.says("/progress 污水 泵站已修好")
    assert "点一下" in said
    chosen = next(label for label in staff.labels(staff.last) if label.startswith("1.2.6"))
    assert_previewed(await staff.taps(chosen))


async def test_words_that_mean_nothing_lose_nothing(staff: Someone) -> None:
    assert "您的原文留着" in await staff.says("/progress 嘎啦蹦子 呼噜哇啦")
    assert_previewed(await staff.taps("1.2.6"), "嘎啦蹦子 呼噜哇啦")


async def test_alone_it_shows_the_findings_and_then_waits_for_the_text(town: Town, staff: Someone) -> None:
    assert "点编号选一个问题" in await staff.says("/progress")
    assert "请把进展内容发给我" in await staff.taps("1.2.6")
    await town.restart()
    assert_previewed(await staff.says("泵站已修好"))


async def test_the_one_posted_about_last_is_listed_first(town: Town, staff: Someone) -> None:
    for code in ("1.3.1", "1.2.6"):
        town.clock.pass_by(timedelta(minutes=1))
        await staff.says(f"/progress {code} 泵站已修好")
        await staff.taps("发布")
    await staff.says("/progress")
    assert staff.labels(staff.last)[:2] == ["1.2.6", "1.1.1"]
    assert "它是哪个问题的" in await staff.photographs(picture())
    assert staff.labels(staff.last)[0] == "1.2.6"


async def test_a_code_alone_waits_for_the_text(staff: Someone) -> None:
    assert "请把进展内容发给我" in await staff.says("/progress 1.2.6")
    assert_previewed(await staff.says("泵站已修好"))


@pytest.mark.parametrize("name", ["喷漆", "集中喷漆中心", "喷漆问题"])
async def test_a_name_alone_waits_for_the_text(staff: Someone, name: str) -> None:
    said = await staff.says(f"/progress {name}")
    assert TITLE in said
    assert "请把进展内容发给我" in said
    assert_previewed(await staff.says("泵站已修好"))


async def test_a_name_of_several_alone_asks_which(staff: Someone) -> None:
    assert "您说的是哪个问题" in await staff.says("/progress 管网")
    await staff.taps("1.2.6")
    assert_previewed(await staff.says("泵站已修好"))


async def test_what_was_done_is_no_name(staff: Someone) -> None:
    assert_previewed(await staff.says("/progress 泵站已修好"))


@pytest.mark.parametrize(
    "text",
    [
        "进度 1.2.6 泵站已修好",
        "进站126 泵站已修好",
        "进展 126 泵站已修好",
        "进度126泵站已修好",
        "发进展：一（二）6，泵站已修好",
        "发一条进展 1.2.6 泵站已修好",
        "1.2.6 进展 泵站已修好",
        "1.2.6泵站已修好",
        "1.2.6 泵站已修好",
        "进展 喷漆中心 泵站已修好",
        "进展：喷漆中心 泵站已修好",
    ],
)
async def test_a_slip_of_the_command_is_the_command(staff: Someone, citizen: Someone, text: str) -> None:
    assert_previewed(await staff.says(text))
    assert not (await citizen.says(text)).startswith("预览")


@pytest.mark.parametrize(
    "text",
    [
        "进度 1.2.6 修好了吗", "进展126", "进度1.2.6怎么样了", "进展 999 已修好", "更新 126 户改造完成",
        "1.2.6", "1.2.6 进展", "1.2.6的进展", "1.2.6 整改完成情况", "1.2.6 什么时候完成", "1.2.6 完成时间",
        "1.2.6 修好了没", "9.9.9完成了", "1.2.6 想了解情况", "1.2.6 喷漆房", "花了多少钱 1.2.6",
        "进展 喷漆", "进展 喷漆 情况", "进展 喷漆 环境", "进展 喷漆中心修好了吗",
    ],
)  # fmt: skip
async def test_what_may_be_a_question_is_no_slip(staff: Someone, text: str) -> None:
    assert not (await staff.says(text)).startswith("预览")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("进展 喷漆 新增4个喷漆房", "新增4个喷漆房"),
        ("进展 喷漆中心搬走了", "喷漆中心搬走了"),
        ("1.3.3完成了", "完成了"),
        ("1.2.6 三个泵站全部修好，但是还有一处没有验收", "三个泵站全部修好"),
        ("1.2.6 大门口装了监控", "大门口装了监控"),
        ("1.2.6 夜查3次，处罚2户", "夜查3次"),
        ("1.2.6 还在跟施工队谈", "还在跟施工队谈"),
        ("126 泵站修好了", "泵站修好了"),
        ("泵站修好了 1.2.6", "泵站修好了"),
        ("2021年通报 1.2.6 泵站修好了", "泵站修好了"),
        ("进展 湖滨镇 1.2.6 泵站修好了", "泵站修好了"),
        ("1.2.3 进展 道路又修了300米", "道路又修了300米"),
    ],
)
async def test_words_and_codes_do_for_the_command(staff: Someone, text: str, said: str) -> None:
    preview = await staff.says(text)
    assert preview.startswith("预览")
    assert preview.split("环保办：\n")[1].startswith(said)


@pytest.mark.parametrize("text", ["进展 喷漆中心 泵站已修好", "进度 126 泵站已修好", "1.2.6 进展 泵站已修好"])
async def test_under_a_photo_too(staff: Someone, text: str) -> None:
    assert "环保办：\n泵站已修好" in await staff.photographs(picture(), text)


async def test_a_name_of_several_without_a_code_asks_which(staff: Someone, citizen: Someone) -> None:
    assert "这条进展是哪个问题的" in await staff.says("进展 污水 管网打通了")
    assert "这条进展" not in await citizen.says("进展 污水 管网打通了")


async def test_a_category_asks_which_of_its_findings(staff: Someone) -> None:
    assert "您的原文留着" in await staff.says("进展 1.2 管网接通了")
    assert staff.labels(staff.last)[0] == "1.2.1"
    assert_previewed(await staff.taps("1.2.6"), "环保办：\n管网接通了")


async def test_a_code_that_is_not_in_the_list_chooses_too(staff: Someone) -> None:
    await staff.says("/progress 管网")
    assert "1.3.1" not in staff.labels(staff.last)
    assert "请把进展内容发给我" in await staff.says("1.3.1")


async def test_words_after_a_photo_are_said_of_it(staff: Someone) -> None:
    await staff.photographs(picture())
    assert "您的原文留着" in await staff.says("嘎啦蹦子")
    assert_previewed(await staff.taps("1.2.6"), "嘎啦蹦子")
    assert "附照片和文件 1 个" in staff.last.text


@pytest.mark.parametrize("said", ["1.2.6", "是1.2.6的", "1.2.6的照片"])
async def test_a_code_after_a_photo_is_what_it_is_of(staff: Someone, said: str) -> None:
    await staff.photographs(picture())
    assert (await staff.says("喷漆中心花了多少钱")).startswith("1.2.6 ")
    assert "请把进展内容发给我" in await staff.says(said)
    assert_previewed(await staff.says("泵站已修好"))
    assert "附照片和文件 1 个" in staff.last.text


async def test_an_edit_of_a_slip_leaves_out_what_names_the_finding(town: Town, staff: Someone) -> None:
    update = town.telegram.says(staff.account, "进展 喷漆中心 泵站已修好")
    await staff.does(update)
    said = await staff.edits(update, "进展 喷漆中心 两座泵站已修好")
    assert "环保办：\n两座泵站已修好" in said


async def test_a_slip_is_words_where_words_are_waited_for(staff: Someone) -> None:
    await staff.says("/progress 1.2.5")
    assert "进度 1.2.6 泵站已修好" in await staff.says("进度 1.2.6 泵站已修好")
    assert "1.2.5" in staff.last.text


async def test_waiting_for_a_text_can_be_left(staff: Someone) -> None:
    await staff.says("/progress 1.2.6")
    assert "已取消" in await staff.says("取消")
    assert (await staff.says("喷漆中心整改进展")).startswith("1.2.6")


async def test_a_reply_to_a_card(staff: Someone) -> None:
    await staff.says("1.2.6")
    assert_previewed(await staff.replies(staff.last, "泵站已修好"))


async def test_the_command_in_reply_to_a_card_needs_no_code(staff: Someone) -> None:
    await staff.says("1.2.6")
    assert_previewed(await staff.replies(staff.last, "/progress 泵站已修好"))


async def test_a_question_in_reply_to_a_card_stays_one(staff: Someone) -> None:
    await staff.says("1.2.6")
    assert "预览" not in await staff.replies(staff.last, "喷漆中心花了多少钱？")


async def test_a_citizens_reply_to_a_card_is_a_question(citizen: Someone) -> None:
    await citizen.says("1.2.6")
    assert "预览" not in await citizen.replies(citizen.last, "泵站修好了")


@pytest.mark.parametrize(
    "caption", ["/progress 1.2.6 泵站已修好", "进展 1.2.6 泵站已修好", "1.2.6 泵站已修好"]
)
async def test_a_photo_with_the_words_under_it(staff: Someone, caption: str) -> None:
    said = await staff.photographs(picture(), caption)
    assert_previewed(said)
    assert "附照片和文件 1 个" in said


async def test_a_photo_under_a_year_without_a_notice_waits(staff: Someone) -> None:
    said = await staff.photographs(picture(), caption="/progress 2019 1.2.6 泵站已修好")
    assert "没有2019年的通报" in said
    await staff.says("/progress 1.2.6 泵站已修好")
    assert "附 1 个" in await staff.says("草稿")


async def test_one_message_and_one_tap(staff: Someone, citizen: Someone) -> None:
    """The whole trip."""
    await staff.photographs(picture(), "/progress 1.2.6 泵站已修好")
    assert "已发布" in await staff.taps("发布")
    card = await citizen.says("喷漆中心整改进展")
    assert "泵站已修好" in card
    assert "附照片和文件 1 个" in card


async def test_a_citizens_photo_is_answered_as_ever(citizen: Someone) -> None:
    assert "看不了照片和文件" in await citizen.photographs(picture(), "1.2.6 泵站修好了")


async def test_a_message_delivered_again_makes_no_second_draft(town: Town, staff: Someone) -> None:
    await staff.says("/progress 1.2.6")
    update = town.telegram.says(staff.account, "泵站已修好")
    for _ in range(2):
        assert_previewed(await staff.does(update))
    assert "草稿 1 条" in await staff.says("/drafts")


async def test_what_is_not_placed_is_not_published(staff: Someone) -> None:
    await staff.says("/progress 嘎啦蹦子 呼噜哇啦")
    assert "请先点编号" in await staff.photographs(picture())
    assert not any("发布" in staff.labels(shown) for shown in staff.seen)
    assert_previewed(await staff.taps("1.2.6"), "嘎啦蹦子 呼噜哇啦")
    assert "附照片和文件 1 个" in staff.last.text


async def test_of_several_another_units_is_no_choice(town: Town, staff: Someone) -> None:
    supervisor = await town.invited(Role.SUPERVISOR)
    await supervisor.says("/assign 1.1.1 水利站")
    assert_previewed(await staff.says("/progress 污水 泵站已修好"))


async def test_after_a_change_of_units_a_draft_is_written_anew(town: Town, staff: Someone) -> None:
    await staff.says("/progress 1.2.6 泵站已修好")
    preview = staff.last
    code = people.invite(town.database, Role.STAFF, "水利站", town.clock.now())
    await staff.says(f"/join {code}")
    assert "您的单位变了" in await staff.taps("发布", on=preview)


async def test_who_lost_their_role_is_not_waited_for(town: Town, staff: Someone) -> None:
    await staff.says("/progress 1.2.6")
    people.revoke(town.database, staff.account.id, None, town.clock.now())
    assert (await staff.says("喷漆中心整改进展")).startswith("1.2.6 ")


async def test_a_sentence_before_a_space_is_part_of_what_is_said(staff: Someone) -> None:
    text = "喷漆中心新增的4个喷漆房已投入使用 群众满意"
    assert_previewed(await staff.says(f"/progress {text}"), text)
