"""Whatever is sent gets one clear sentence, and nothing breaks."""

import copy
from datetime import timedelta

import pytest

from bot.shapes import Account, Json
from db import loading
from knowledge.model import Role
from tests.town import Someone, Town

GROUP = Account(-500, "湖滨镇群")


FILE = {"file_id": "a", "file_unique_id": "b"}
STICKER = {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
POLL = {
    "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
    "is_anonymous": True, "type": "regular", "allows_revoting": False,
    "members_only": False, "allows_multiple_answers": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"photo": [FILE | {"width": 1, "height": 1}]}, "看不了照片"),
        ({"photo": [], "caption": "喷漆"}, "只看得懂文字"),
        ({"document": FILE}, "看不了照片和文件"),
        ({"video": FILE | {"width": 1, "height": 1, "duration": 1}}, "看不了照片和文件"),
        ({"voice": FILE | {"duration": 1}}, "听不了语音"),
        ({"video_note": FILE | {"length": 1, "duration": 1}}, "听不了语音"),
        ({"sticker": FILE | STICKER}, "看不懂表情"),
        ({"location": {"longitude": 1.0, "latitude": 1.0}}, "不收位置"),
        ({"contact": {"phone_number": "1", "first_name": "某"}}, "不收名片"),
        ({"poll": POLL}, "只看得懂文字"),
    ],
)
async def test_what_is_no_text_is_asked_for_in_words(citizen: Someone, content: Json, words: str) -> None:
    said = await citizen.sends(content)
    assert words in said
    assert "请打字问我" in said
    assert "\n" not in said
    assert len(citizen.seen) == 1


@pytest.mark.parametrize("text", ["字" * 4000, "a" * 4096, "<b>" * 1000])
async def test_a_very_long_message_is_asked_to_be_short(citizen: Someone, text: str) -> None:
    assert "太长了" in await citizen.says(text)


@pytest.mark.parametrize(
    "text", ["<b>喷漆</b> & <i>", "😀", "‮喷漆", "```", "1", "0" * 30, "\u200b", "{}", "%s %(x)s", "/ 喷漆"]
)
async def test_strange_messages_are_answered(citizen: Someone, text: str) -> None:
    assert await citizen.says(text) != ""
    assert "出了点问题" not in citizen.last.text


@pytest.mark.on_both
async def test_a_character_that_no_text_may_hold_is_left_out(town: Town) -> None:
    """NUL, which Telegram's own programs never send."""
    staff = await town.invited(Role.STAFF, "环保办")
    assert "修好了" in await staff.says("/progress 1.2.6 修\0好了")
    assert "已发布" in await staff.taps("发布")
    assert "修好了" in await town.newcomer("群\0众").says("喷漆\0中心整改进展")


@pytest.mark.parametrize("text", ["9.9.9", "一（九）9", "/item 9.9.9"])
async def test_an_unknown_code_says_so(citizen: Someone, text: str) -> None:
    assert "没有编号" in await citizen.says(text)


async def test_item_without_a_code_shows_how(citizen: Someone) -> None:
    assert "查看 1.1.1" in await citizen.says("/item")


async def test_an_unknown_command_says_so(citizen: Someone) -> None:
    assert "没有这个命令" in await citizen.says("/fly")


@pytest.mark.parametrize(
    "data",
    [
        "card:99:1.2.6",
        "card:1:9.9.9",
        "card:1",
        "card:x:y",
        "list:x",
        "publish:999",
        "publish:x",
        "old",
        "full:",
    ],
)
async def test_a_stale_or_forged_button_is_answered(citizen: Someone, data: str) -> None:
    await citizen.says("喷漆中心整改进展")
    answer = await citizen.taps_data(data)
    assert "过期" in answer or "找不到" in answer
    assert citizen.seen[-1].method == "answerCallbackQuery"


async def test_a_button_tapped_twice_is_answered_twice_and_shown_once(town: Town, citizen: Someone) -> None:
    await citizen.says("喷漆中心整改进展")
    card = citizen.last
    await citizen.taps("全文", on=card)
    assert await citizen.taps("全文", on=card) == ""
    assert [name for name, _ in town.telegram.calls].count("answerCallbackQuery") == 2


async def test_an_edited_message_is_no_new_question(town: Town, citizen: Someone) -> None:
    update = town.telegram.says(citizen.account, "喷漆")
    assert await citizen.does({"update_id": 1, "edited_message": update["message"]}) == ""


async def test_a_channel_post_is_no_question(town: Town, citizen: Someone) -> None:
    message = town.telegram.says(citizen.account, "喷漆")["message"]
    assert await citizen.does({"update_id": 1, "channel_post": message}) == ""


@pytest.mark.parametrize("fault", [(500, {}), (502, {}), (429, {"retry_after": 0})])
async def test_a_fault_of_telegram_is_outlived(town: Town, citizen: Someone, fault: tuple[int, Json]) -> None:
    status, parameters = fault
    town.telegram.fail("sendMessage", status, **parameters)
    assert (await citizen.says("喷漆中心整改进展")).startswith("1.2.6 ")


async def test_an_error_of_ours_is_told_calmly_and_logged(
    town: Town, citizen: Someone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("knowledge.asking.answers.answer", broken)
    answer = await citizen.says("喷漆中心的秘密")
    assert "出了点问题" in answer
    assert "boom" not in answer
    assert "boom" in caplog.text
    assert "喷漆中心的秘密" not in caplog.text


async def test_a_missing_notice_is_no_error_for_the_admins(town: Town, citizen: Someone) -> None:
    await town.invited(Role.ADMIN)
    loading.withdraw(town.database, 1, town.clock.now())
    assert "通报还没有放进来" in await citizen.says("喷漆中心整改进展")
    town.clock.pass_by(timedelta(hours=1))
    await town.deliver()
    assert not [shown for shown in town.telegram.shown if "程序出错" in shown.text]


async def test_admins_hear_once_an_hour_how_many_errors_there_were(
    town: Town, citizen: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    admin = await town.invited(Role.ADMIN)
    monkeypatch.setattr("knowledge.asking.answers.answer", broken)
    for _ in range(3):
        await citizen.says("喷漆中心的秘密")
    await town.deliver()
    assert not [shown for shown in town.telegram.shown if "程序出错" in shown.text]
    town.clock.pass_by(timedelta(hours=1))
    await town.deliver()
    await town.deliver()
    told = [shown for shown in town.telegram.shown if "程序出错" in shown.text]
    assert [shown.chat_id for shown in told] == [admin.account.id]
    assert "出错 3 次" in told[0].text
    assert "秘密" not in told[0].text


@pytest.mark.parametrize("text", ["喷漆中心整改进展", "目录", "1.2.6"])
async def test_a_group_talking_to_itself_is_left_alone(citizen: Someone, text: str) -> None:
    assert await citizen.says(text, GROUP) == ""
    assert await citizen.sends({"photo": []}, GROUP) == ""


@pytest.mark.parametrize(
    "text",
    [
        "@zhenggai_bot 喷漆中心整改进展",
        "@Zhenggai_Bot，喷漆中心整改进展",
        "喷漆中心整改进展 @zhenggai_bot",
        "/item@zhenggai_bot 1.2.6",
        "/item 1.2.6",
        "/item1.2.6",
        "@zhenggai_bot 查看1.2.6",
    ],
)
async def test_a_group_is_answered_when_it_means_the_bot(citizen: Someone, text: str) -> None:
    assert (await citizen.says(text, GROUP)).startswith("1.2.6 ")


async def test_a_group_is_answered_when_it_replies_to_the_bot(town: Town, citizen: Someone) -> None:
    await citizen.says("/list", GROUP)
    reply_to = town.telegram.message(citizen.last)
    assert (await citizen.sends({"text": "喷漆", "reply_to_message": reply_to}, GROUP)).startswith("1.2.6 ")


@pytest.mark.parametrize("text", ["/list@other_bot", "@zhenggai_bot2 目录", "/ 目录"])
async def test_what_is_for_another_is_left_alone(citizen: Someone, text: str) -> None:
    assert await citizen.says(text, GROUP) == ""


async def test_a_tap_too_old_to_be_answered_does_no_harm(town: Town, citizen: Someone) -> None:
    await citizen.says("喷漆中心整改进展")
    town.telegram.fail("answerCallbackQuery", 400)
    assert "反馈问题" in await citizen.taps("全文")
    assert "出了点问题" not in citizen.seen[-1].text


async def test_a_message_that_cannot_be_changed_gets_a_new_one_below(town: Town, citizen: Someone) -> None:
    await citizen.says("喷漆中心整改进展")
    town.telegram.fail("editMessageText", 400)
    await citizen.taps("全文")
    assert [shown.method for shown in citizen.seen] == ["sendMessage", "sendMessage"]


async def test_staff_work_is_not_done_in_groups(town: Town) -> None:
    staff = await town.invited(Role.STAFF)
    assert "私聊" in await staff.says("/progress 1.2.6 泵站已修好", GROUP)


async def test_a_tap_replayed_shows_nothing_twice(town: Town, citizen: Someone) -> None:
    await citizen.says("1.2.6")
    button = next(b for b in citizen.last.buttons if b.label == "全文")
    update = town.telegram.taps(citizen.account, citizen.last, button)
    replayed = copy.deepcopy(update)
    await citizen.does(update)
    await citizen.does(replayed)
    assert [shown.method for shown in citizen.seen] == ["sendMessage", "editMessageText"]
