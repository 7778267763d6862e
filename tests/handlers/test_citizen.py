"""A citizen's first trip."""

from datetime import timedelta

import pytest

from db import loading
from handlers.views import cards
from knowledge.asking.reply import Choices
from knowledge.links import Link, To
from knowledge.model import Notice
from knowledge.reading.parser import read_notice
from knowledge.record import Record
from tests.town import Someone, Town


async def test_start_says_how_to_ask_in_one_message(citizen: Someone) -> None:
    answer = await citizen.says("/start")
    assert "湖滨镇关于巡察整改进展情况的通报" in answer
    assert len(citizen.seen) == 1


async def test_a_question_gets_the_notices_own_words(citizen: Someone) -> None:
    answer = await citizen.says("喷漆中心整改进展")
    assert answer.startswith("1.2.6 ")
    assert "目前集中喷漆车间改造完成，共20个喷漆房" in answer
    assert "《湖滨镇关于巡察整改进展情况的通报》，中共湖滨镇委，2021-02-18" in answer
    assert "以上为2021-02-18通报内容，此后没有新的进展记录" in answer
    assert len(citizen.seen) == 1


async def test_the_status_comes_with_the_sentence_it_was_read_from(citizen: Someone) -> None:
    answer = await citizen.says("喷漆中心整改进展")
    assert "整个问题：正在整改" in answer
    assert "对污水管网被截断问题继续积极协商" in answer


async def test_a_status_not_stated_is_said_so(citizen: Someone) -> None:
    assert "通报未说明" in await citizen.says("1.1.3")


async def test_the_notices_words_are_quoted_and_the_bots_are_not(citizen: Someone) -> None:
    await citizen.says("喷漆中心整改进展")
    html = citizen.last.html
    assert "<blockquote>二是对集中喷漆中心进行了改造" in html
    assert "<blockquote>来源" not in html


async def test_a_focus_from_the_problem_is_followed_by_the_reply(citizen: Someone) -> None:
    answer = await citizen.says("婚丧喜庆报备")
    problem, reply = answer.index("反馈问题："), answer.index("整改落实情况：")
    assert problem < answer.index("婚丧喜庆事项报备把关不严") < reply


async def test_every_code_has_a_card_by_command_phrase_and_link(
    town: Town, citizen: Someone, notice: Notice
) -> None:
    for finding in notice.findings:
        town.clock.pass_by(timedelta(seconds=5))
        payload = Link(To.FINDING, finding.code).payload
        for text in (f"/item {finding.code}", f"查看{finding.code}", f"/start {payload}"):
            assert (await citizen.says(text)).startswith(f"{finding.code} "), text


async def test_full_text_and_back(citizen: Someone, notice: Notice) -> None:
    await citizen.says("喷漆中心整改进展")
    full = await citizen.taps("全文")
    finding = next(f for f in notice.findings if f.code == "1.2.6")
    assert full.startswith("1.2.6 ")
    assert finding.problem in full
    assert finding.rectification in full
    assert (await citizen.taps("返回")).startswith("1.2.6 ")
    assert [shown.method for shown in citizen.seen] == ["sendMessage", "editMessageText", "editMessageText"]


async def test_previous_and_next_follow_the_notice(citizen: Someone) -> None:
    await citizen.says("1.4.5")
    assert (await citizen.taps("下一条")).startswith("2.1.1 ")
    assert (await citizen.taps("上一条")).startswith("1.4.5 ")


async def test_the_ends_have_no_neighbour(citizen: Someone) -> None:
    await citizen.says("1.1.1")
    assert "上一条" not in citizen.labels(citizen.last)
    await citizen.says("2.3.1")
    assert "下一条" not in citizen.labels(citizen.last)


async def test_progress_without_any_says_so(citizen: Someone) -> None:
    await citizen.says("1.2.6")
    assert "还没有新的进展记录" in await citizen.taps("进展")


async def test_the_list_leads_to_cards(citizen: Someone) -> None:
    answer = await citizen.says("目录")
    assert "27 个问题" in answer
    await citizen.taps("2.2")
    assert (await citizen.taps("2.2.2")).startswith("2.2.2 ")


async def test_close_findings_become_choices(citizen: Someone) -> None:
    await citizen.says("污水")
    assert len(citizen.labels(citizen.last)) == 3
    choice = next(label for label in citizen.labels(citizen.last) if label.startswith("1.1.1"))
    assert (await citizen.taps(choice)).startswith("1.1.1 ")


async def test_none_of_the_choices_leads_to_the_phone(citizen: Someone) -> None:
    await citizen.says("污水")
    answer = await citizen.taps("都不是")
    assert "2567001" in answer
    assert "都不是" not in citizen.labels(citizen.last)


async def test_what_is_not_in_the_notice_is_refused_with_phone_and_mail(citizen: Someone) -> None:
    answer = await citizen.says("明天下雨不")
    assert "没有找到" in answer
    assert "2567001" in answer
    assert "bxxhzbz@bz.shandong.cn" in answer


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("联系电话多少", "2567001"),
        ("一共几个问题", "27 个问题"),
        ("哪些问题还没整改完", "正在整改：5 个"),
        ("这个通报谁发的", "由 中共湖滨镇委 发布"),
        ("什么时候公布的", "2021-02-18"),
        ("我要提意见找谁", "2567001"),
        ("所有问题列出来", "目录：共 27 个问题"),
        ("你能干什么", "/list（目录）"),
        ("巡察组是几月来的", "2020年4月30日至7月30日"),
    ],
)
async def test_questions_about_the_notice_as_a_whole(citizen: Someone, question: str, words: str) -> None:
    assert words in await citizen.says(question)


@pytest.mark.parametrize(
    ("command", "phrase"),
    [
        ("/start", "开始"),
        ("/help", "帮助"),
        ("/privacy", "隐私"),
        ("/contact", "联系方式"),
        ("/list", "目录"),
        ("/status", "整改情况"),
        ("/item 1.2.6", "查看 1.2.6"),
    ],
)
async def test_a_phrase_does_what_its_command_does(citizen: Someone, command: str, phrase: str) -> None:
    assert await citizen.says(command) == await citizen.says(phrase) != ""


async def test_help_shows_a_citizen_no_staff_commands(citizen: Someone) -> None:
    answer = await citizen.says("帮助")
    assert "/list" in answer
    assert "/progress" not in answer


def test_a_single_choice_is_asked_for_as_one(notice: Notice) -> None:
    choices = cards.choices(Choices(notice.findings[:1], 1), Record(notice))
    assert "您问的是这一条吗" in choices.plain


async def test_long_notices_stay_within_telegrams_limits(town: Town, citizen: Someone) -> None:
    sentence = "整改情况很长，" * 900
    items = "\n".join(f"{n}.{'问题' * 300}{n}，很长。\n整改情况：{sentence}" for n in range(1, 120))
    text = f"{'长' * 5000}\n一、{'节' * 5000}\n（一）{'类' * 5000}\n{items}"
    loading.load(town.database, read_notice(text.encode()).notice, town.clock.now())
    for said in ("/start", "目录", "整改情况", "一共几个问题", "1.1.7", "联系方式"):
        assert "出了点问题" not in await citizen.says(said), said
    await citizen.says("1.1.7")
    full = await citizen.taps("全文")
    assert full.replace("\n", "").count("整改情况很长，") == 900


async def test_the_full_text_keeps_its_paragraphs(town: Town, citizen: Someone) -> None:
    text = "某镇通报\n一、问题\n1.甲。\n整改情况：第一段。\n第二段。\n第三段。"
    loading.load(town.database, read_notice(text.encode()).notice, town.clock.now())
    await citizen.says("1.1.1")
    assert "第一段。\n第二段。\n第三段。" in await citizen.taps("全文")


async def test_a_question_survives_a_restart(town: Town, citizen: Someone) -> None:
    await citizen.says("喷漆中心整改进展")
    await town.restart()
    assert (await citizen.taps("全文")).startswith("1.2.6 ")


async def test_with_one_town_there_is_none_to_choose(citizen: Someone) -> None:
    """Nothing to tap was promised where there was nothing."""
    assert await citizen.says("/town 青岭镇") == "没有“青岭镇”的通报，这里只有湖滨镇的，不用选。"
    assert not citizen.last.buttons
