"""Inline: what is offered to somebody who types after the bot's name in any chat, and what they send."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.shapes import Account
from bot.updates import chat_of, update_of
from db import loading
from db.models import InboxRow, QuestionRow, TalkRow
from knowledge.model import Role
from tests.town import DATA, MORNING, Someone, Town, receive

OTHER_CHAT = Account(-700, "老乡群")
OTHER = (DATA / "notices" / "s03.txt").read_bytes()


async def test_the_card_that_answers_comes_first_and_others_after_it(citizen: Someone) -> None:
    offered = await citizen.types("谁家危房没修好")
    assert (await citizen.says("谁家危房没修好")).startswith(offered[0]["title"])
    ids = [one["id"] for one in offered]
    assert ids[0] == "1-1.2.5"
    assert "1-1.2.6" in ids[1:]
    assert len({*ids}) == len(ids) <= 10


async def test_each_says_where_it_stands_and_what_answers(citizen: Someone) -> None:
    (only,) = await citizen.types("喷漆中心整改进展")
    assert only["title"] == "1.2.6 污水管网等涉及污染治理问题得不到有效解决"
    assert only["description"].startswith("正在整改 · 二是对集中喷漆中心进行了改造")


async def test_what_is_chosen_is_the_short_card_with_the_way_to_all_of_it(citizen: Someone) -> None:
    (first, *_) = await citizen.types("喷漆中心整改进展")
    shown = citizen.sends_offered(first, OTHER_CHAT)
    assert shown.text == await citizen.says("@zhenggai_bot 喷漆中心整改进展", OTHER_CHAT)
    assert [(one.label, one.data) for one in shown.buttons] == [
        ("私聊看全文", "https://t.me/zhenggai_bot?start=item-1-2-6")
    ]


async def test_choices_come_before_what_ranks_behind_them(citizen: Someone) -> None:
    choices = (await citizen.says("污水")).splitlines()[1:]
    offered = await citizen.types("污水")
    assert [one["title"] for one in offered[: len(choices)]] == choices


async def test_before_anything_is_typed_there_is_the_overview_and_what_is_open(citizen: Someone) -> None:
    offered = await citizen.types("")
    assert len(offered) == 10
    assert offered[0]["title"] == "整改情况：湖滨镇关于巡察整改进展情况的通报"
    assert "已完成" not in "".join(one["description"] for one in offered[1:])
    assert citizen.sends_offered(offered[0], OTHER_CHAT).buttons[0].data.endswith("?start=notice-1")


async def test_a_question_about_the_notice_is_told_first(citizen: Someone) -> None:
    first = (await citizen.types("联系电话多少"))[0]
    assert "2567001" in first["description"]
    assert "2567001" in citizen.sends_offered(first, OTHER_CHAT).text


@pytest.mark.parametrize("typed", ["明天下雨不", "9.9.9", "字" * 256])
async def test_what_is_not_in_the_notice_is_one_result_that_says_so(citizen: Someone, typed: str) -> None:
    assert [one["title"] for one in await citizen.types(typed)] == ["通报里没有找到"]


async def test_it_leads_to_the_contact(citizen: Someone) -> None:
    (only,) = await citizen.types("明天下雨不")
    assert "电话：2567001" in only["description"]


async def test_telegram_may_answer_everybody_alike_for_half_a_minute(town: Town, citizen: Someone) -> None:
    await citizen.types("喷漆")
    name, asked = town.telegram.calls[-1]
    assert (name, asked["cache_time"], asked.get("is_personal", False)) == ("answerInlineQuery", 30, False)
    assert not asked.get("next_offset")


async def test_all_are_offered_the_same_whatever_their_role(town: Town, citizen: Someone) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    await staff.says("/progress 1.2.6 新增的4个喷漆房已投入使用")
    for typed in ("", "喷漆", "未答问题", "草稿"):
        assert await staff.types(typed) == await citizen.types(typed)
    assert "4个喷漆房" not in str(await citizen.types("喷漆"))


async def test_what_was_published_is_on_the_card(town: Town, citizen: Someone) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    await staff.says("/progress 1.2.6 新增的4个喷漆房已投入使用")
    await staff.taps("发布")
    first = (await citizen.types("喷漆中心整改进展"))[0]
    assert "新增的4个喷漆房已投入使用" in citizen.sends_offered(first, OTHER_CHAT).text


async def test_of_several_notices_it_is_said_which(town: Town, citizen: Someone) -> None:
    admin = await town.invited(Role.ADMIN)
    staff = await town.invited(Role.STAFF, "环保办")
    await staff.says("/progress 1.2.6 新增的4个喷漆房已投入使用")
    await staff.taps("发布")  # so that the sample does not give way
    await admin.uploads("通报.txt", OTHER)
    await admin.taps("入库")
    first = (await citizen.types("喷漆中心整改进展"))[0]
    assert first["title"].startswith("1.2.6（湖滨镇2021年通报） ")
    assert citizen.sends_offered(first, OTHER_CHAT).buttons[0].data.endswith("?start=item-1-2-6-in-1")


async def test_nothing_typed_is_kept(town: Town, citizen: Someone) -> None:
    for typed in ("喷", "喷漆", "明天下雨不"):
        await citizen.types(typed)
    with town.database.snapshot() as session:
        assert session.exec(select(QuestionRow)).all() == []
        assert session.exec(select(TalkRow)).all() == []
        assert {row.body for row in session.exec(select(InboxRow))} <= {None}
    assert not (await citizen.says("那花了多少钱")).startswith("1.2.6")


async def test_typing_costs_nothing_of_the_budget_of_messages(town: Town, citizen: Someone) -> None:
    for _ in range(100):
        assert await citizen.types("喷漆")
    assert "1.2.6" in await citizen.says("喷漆中心整改进展")


async def test_who_types_faster_than_anybody_can_is_left_without_an_answer(
    town: Town, citizen: Someone
) -> None:
    answered = [bool(await citizen.types("喷")) for _ in range(205)]
    assert answered == [True] * 200 + [False] * 5
    town.clock.pass_by(timedelta(minutes=2))
    assert await citizen.types("喷")


async def test_a_query_that_is_too_old_is_no_trouble(town: Town, citizen: Someone) -> None:
    query = town.telegram.types(citizen.account, "喷漆")
    await town.bot.handle(query)
    await town.bot.handle(query | {"update_id": town.telegram.next_id()})  # Telegram takes one answer
    assert [name for name, _ in town.telegram.calls].count("answerInlineQuery") == 2
    assert town.telegram.shown == []
    assert await citizen.types("喷漆")


async def test_where_no_notice_is_in_force_nothing_is_offered(town: Town, citizen: Someone) -> None:
    loading.withdraw(town.database, 1, MORNING)
    assert await citizen.types("喷漆") == []


async def test_it_comes_through_the_intake_in_its_persons_order(town: Town) -> None:
    query = town.telegram.types(Account(7, "群众"), "喷漆")
    assert chat_of(update_of(query, town.application.bot)) == 7
    await receive(town, [{"inline_query": query["inline_query"]}])
    assert town.telegram.offers(query)
    with town.database.snapshot() as session:
        assert [row.state for row in session.exec(select(InboxRow))] == ["done"]
