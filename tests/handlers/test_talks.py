"""第二个, 花了多少钱, 那现在呢 refer to what the person was just shown, for a quarter of an hour."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import select

from bot.clock import tick
from bot.shapes import Account
from db import loading
from db.models import TalkRow
from knowledge.model import Role
from knowledge.reading.parser import read_notice
from tests.town import DATA, Someone, Town
from tests.two_towns import two_towns

GROUP = Account(-500, "湖滨镇群")
AT = "@zhenggai_bot "


def rows(town: Town) -> list[tuple[int, str]]:
    with town.database.snapshot() as session:
        return list(session.exec(select(TalkRow.place, TalkRow.person_key)))


async def test_what_names_nothing_is_about_the_card(citizen: Someone) -> None:
    await citizen.says("喷漆中心整改进展")
    cost = await citizen.says("花了多少钱")
    assert cost.startswith("1.2.6 ")
    assert "15万元" in cost


@pytest.mark.parametrize("said", ["再说一遍", "太长了，简单点说", "没看懂", "讲通俗点"])
async def test_who_wants_it_said_otherwise_means_the_card(citizen: Someone, said: str) -> None:
    await citizen.says("喷漆中心整改进展")
    assert (await citizen.says(said)).startswith("1.2.6 ")


@pytest.mark.parametrize("said", ["20个房不够用吧？", "房子多大一间"])
async def test_a_mere_word_that_others_hold_by_chance_is_of_the_card(citizen: Someone, said: str) -> None:
    await citizen.says("喷漆中心整改进展")
    assert (await citizen.says(said)).startswith("1.2.6 ")


async def test_what_another_title_names_is_not_said_to_be_unsaid_here(town: Town, citizen: Someone) -> None:
    text = (DATA / "asking" / "n7.txt").read_bytes()
    loading.load(town.database, read_notice(text).notice, town.clock.now())
    assert (await citizen.says("电梯补贴涨了没")).startswith("1.1.1 ")
    said = await citizen.says("夜市几点关门")
    assert said.startswith("1.3.1 ")
    assert "17时至23时" in said


async def test_how_much_of_what_the_card_has_no_word_of_is_unsaid(citizen: Someone) -> None:
    await citizen.says("喷漆中心整改进展")
    assert "通报没有写明这个数目" in await citizen.says("罚款多少")
    assert "通报没有写明这个数目" not in await citizen.says("花了多少")


async def test_what_names_nothing_is_told_of_no_other_finding(citizen: Someone) -> None:
    await citizen.says("1.2.3")
    said = await citizen.says("花多少钱整的")
    assert said.startswith("1.2.3 ")
    assert "通报没有写明这个数目" in said


@pytest.mark.parametrize("said", ["都不是", "不对", "还是不对"])
async def test_no_is_said_of_what_was_shown(citizen: Someone, said: str) -> None:
    assert (await citizen.says(said)).startswith("现在没有打开哪一条")
    await citizen.says("喷漆中心整改进展")
    assert (await citizen.says(said)).startswith("好的，那通报里可能没有您问的事")


async def test_what_the_notice_does_not_say_is_said_to_be_unsaid(citizen: Someone) -> None:
    await citizen.says("1.2.6")
    said = await citizen.says("谁负责")
    assert said.startswith("1.2.6 ")
    assert "通报没有写明是谁。要问清楚，请打电话 2567001。" in said
    assert "整改落实情况：" in said


async def test_an_ordinal_chooses(citizen: Someone) -> None:
    listed = await citizen.says("污水")
    second = [line for line in listed.splitlines() if line[:1].isdecimal()][1]
    assert (await citizen.says("第二个")).startswith(second.split()[0])


async def test_a_number_that_another_finding_says_is_told_from_there(citizen: Someone) -> None:
    await citizen.says("1.2.6")
    assert (await citizen.says("几个人受处分")).startswith("1.3.1 ")


async def test_what_is_asked_of_the_second_is_not_told_of_another(citizen: Someone) -> None:
    await citizen.says("污水")
    said = await citizen.says("第二个处分了几个人")
    assert said.startswith("1.1.1 ")
    assert "通报没有写明这个数目" in said


async def test_an_ordinal_after_a_list_is_of_the_list(citizen: Someone) -> None:
    await citizen.says("哪些没改完")
    assert (await citizen.says("第2个")).startswith("1.2.2 ")
    assert (await citizen.says("第三个")).startswith("1.2.4 ")


async def test_of_a_page_that_was_turned_to_it_is_that_page(citizen: Someone) -> None:
    await citizen.says("哪些没改完")
    page = await citizen.taps("下一页")
    _, second, *_ = re.findall(r"^▫️ (\d\S+)", page, re.MULTILINE)
    assert (await citizen.says("第二个")).startswith(f"{second} ")


async def test_nothing_else_leans_on_a_list(citizen: Someone) -> None:
    first = await citizen.says("花了多少钱")
    await citizen.says("哪些没改完")
    assert await citizen.says("花了多少钱") == first


@pytest.mark.parametrize("overview", ["目录", "整改情况"])
@pytest.mark.parametrize("asked", ["一共多少个", "改完的有几个", "一共几条"])
async def test_after_an_overview_it_is_all_that_is_counted(
    citizen: Someone, overview: str, asked: str
) -> None:
    await citizen.says("1.2.5")
    await citizen.says(overview)
    assert "27 个问题" in await citizen.says(asked)


async def test_what_is_asked_of_the_bot_is_never_of_the_card(citizen: Someone) -> None:
    await citizen.says("1.2.6")
    assert "不是真人" in await citizen.says("你是人还是机器")
    assert "不记您的姓名" in await citizen.says("匿名吗")
    assert (await citizen.says("找个活人")).startswith("要问发布单位")
    assert (await citizen.says("花了多少钱")).startswith("1.2.6 ")


async def test_then_the_other_one_of_them(citizen: Someone) -> None:
    await citizen.says("污水")
    second = await citizen.says("第二个")
    first = await citizen.says("第一个呢")
    assert first.split()[0] != second.split()[0]


async def test_after_a_tap_on_a_choice_it_is_about_that(citizen: Someone) -> None:
    await citizen.says("污水")
    label = citizen.labels(citizen.last)[1]
    await citizen.taps(label)
    assert (await citizen.says("那现在呢")).startswith(label.split()[0])
    assert not (await citizen.says("第一个")).startswith(label.split()[0])


async def test_before_one_is_chosen_it_is_asked_which(citizen: Someone) -> None:
    listed = await citizen.says("污水")
    assert await citizen.says("花了多少钱") == listed


async def test_all_of_it_where_that_is_asked_for(citizen: Someone) -> None:
    await citizen.says("1.2.3")
    assert "对园区1800米道路进行了提升改造" in await citizen.says("说详细点")
    assert "小散乱污" in citizen.last.text


async def test_what_happened_since(town: Town, citizen: Someone) -> None:
    staff = await town.invited(Role.STAFF, "水利站")
    await citizen.says("1.2.6")
    await staff.says("/progress 1.2.6 泵站已修好，正在试运行")
    await staff.taps("发布")
    assert "泵站已修好，正在试运行" in await citizen.says("那现在呢")


@pytest.mark.parametrize(("minutes", "leans"), [(14, True), (15, False)])
async def test_it_lapses(town: Town, citizen: Someone, minutes: int, leans: bool) -> None:
    await citizen.says("1.2.6")
    town.clock.pass_by(timedelta(minutes=minutes))
    assert (await citizen.says("谁负责")).startswith("1.2.6 ") is leans


async def test_a_first_question_has_nothing_to_lean_on(citizen: Someone) -> None:
    assert "没有找到" in await citizen.says("那现在呢")


async def test_another_matter_changes_the_subject(citizen: Someone) -> None:
    await citizen.says("1.2.6")
    await citizen.says("敬老院工资")
    assert (await citizen.says("花了多少钱")).startswith("1.3.5 ")


async def test_what_the_notice_does_not_have_ends_it(citizen: Someone) -> None:
    await citizen.says("1.2.6")
    assert "没有找到" in await citizen.says("明天下雨不")
    assert "没有找到" in await citizen.says("那现在呢")


@pytest.mark.parametrize("between", ["谢谢", "联系电话多少", "有多少个问题"])
async def test_thanks_and_the_phone_do_not_end_it(citizen: Someone, between: str) -> None:
    await citizen.says("1.2.6")
    await citizen.says(between)
    assert (await citizen.says("谁负责")).startswith("1.2.6 ")


@pytest.mark.parametrize("way", ["/item 1.2.6", "/start item-1-2-6", "查看 1.2.6"])
async def test_every_way_to_a_card_counts(citizen: Someone, way: str) -> None:
    await citizen.says(way)
    assert (await citizen.says("那现在呢")).startswith("1.2.6 ")


async def test_the_full_text_counts(citizen: Someone) -> None:
    await citizen.says("1.2.6")
    old = citizen.last
    await citizen.says("1.3.5")
    await citizen.taps("全文", on=old)
    assert (await citizen.says("那现在呢")).startswith("1.2.6 ")


async def test_a_restart_in_between_forgets_nothing(town: Town, citizen: Someone) -> None:
    await citizen.says("污水")
    await town.restart()
    second = await citizen.says("第二个")
    await town.restart()
    assert (await citizen.says("谁负责")).split()[0] == second.split()[0]


async def test_in_a_group_each_has_a_talk_of_their_own(town: Town, citizen: Someone) -> None:
    other = town.newcomer()
    await citizen.says(f"{AT}1.2.6", GROUP)
    await other.says(f"{AT}1.3.5", GROUP)
    assert (await citizen.says(f"{AT}谁负责", GROUP)).startswith("1.2.6 ")
    assert (await other.says(f"{AT}花了多少钱", GROUP)).startswith("1.3.5 ")


async def test_the_group_is_not_the_private_chat(citizen: Someone) -> None:
    await citizen.says(f"{AT}1.2.6", GROUP)
    assert "没有找到" in await citizen.says("那现在呢")


async def test_it_is_erased_with_the_rest(town: Town, citizen: Someone) -> None:
    await citizen.says("1.2.6")
    assert rows(town)
    await citizen.says("/forget")
    assert rows(town) == []
    assert "没有找到" in await citizen.says("那现在呢")


async def test_nobody_can_tell_whose_it_is(town: Town, citizen: Someone) -> None:
    await citizen.says("1.2.6")
    ((place, person_key),) = rows(town)
    assert place == 0
    assert str(citizen.account.id) not in person_key


async def test_the_night_tidies_it_away(town: Town, citizen: Someone) -> None:
    await citizen.says("1.2.6")
    for days, left in ((0, 1), (2, 0)):
        town.clock.pass_by(timedelta(days=days))
        tick(town.database, town.clock.now(), town.settings.zone, town.bot.jobs)
        assert len(rows(town)) == left


async def test_a_question_handled_once_more_gets_the_same(town: Town, citizen: Someone) -> None:
    await citizen.says("污水")
    update = town.telegram.says(citizen.account, "第二个")
    answers = [await citizen.does(update) for _ in range(2)]
    assert answers[0] == answers[1]


async def test_none_of_them(citizen: Someone) -> None:
    await citizen.says("污水")
    assert "换个说法再问" in await citizen.says("都不是")
    assert "没有找到" in await citizen.says("那现在呢")


def looks(town: Town) -> list[str]:
    """What the database is asked from now on, but for the inbox."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT") and "inbox" not in statement:
            asked.append(statement)

    event.listen(town.database.engine, "before_cursor_execute", note)
    return asked


@pytest.mark.parametrize("question", ["花了多少钱", "谁负责", "污水", "明天天气好不好", "联系电话"])
async def test_a_question_costs_one_look_into_the_database(
    town: Town, citizen: Someone, question: str
) -> None:
    await citizen.says("喷漆中心整改进展")
    asked = looks(town)
    await citizen.says(question)
    assert len(asked) == 1, asked


async def test_a_question_in_a_group_costs_one_look_too(town: Town, citizen: Someone) -> None:
    await citizen.says(f"{AT}喷漆中心整改进展", GROUP)
    asked = looks(town)
    await citizen.says(f"{AT}花了多少钱", GROUP)
    assert len(asked) == 1, asked


async def test_choices_from_several_notices_cost_no_more(tmp_path: Path) -> None:
    town = Town(tmp_path, two_towns)
    await town.open()
    citizen = town.newcomer()
    await citizen.says("1.2.6")
    asked = looks(town)
    assert "青岭镇" in await citizen.says("污水管网")
    assert len(asked) == 1, asked
    await town.close()
    town.database.close()


@pytest.mark.parametrize(
    ("cry", "number"), [("孩子掉河里了", "120"), ("有人打我", "110"), ("着火了", "119"), ("救命", "120")]
)
async def test_a_cry_for_help_after_a_card_gets_the_numbers(citizen: Someone, cry: str, number: str) -> None:
    await citizen.says("喷漆")
    said = await citizen.says(cry)
    assert f"马上打 {number}" in said
    assert "119，报警 110，急救 120" in said


@pytest.mark.parametrize("said", ["没看懂", "简单点说", "看不清 字太多", "什么意思"])
async def test_who_does_not_understand_is_told_plainly(citizen: Someone, said: str) -> None:
    card = await citizen.says("喷漆中心整改进展")
    plain = await citizen.says(said)
    assert plain.startswith("1.2.6 ")
    assert "简单说：通报说正在整改，还没有改完。" in plain
    assert "请打电话 2567001。" in plain
    assert len(plain) < len(card)


@pytest.mark.parametrize("said", ["就这？", "那我不信", "你觉得他们改得好吗"])
async def test_who_does_not_believe_it_is_told_no_more(citizen: Someone, said: str) -> None:
    await citizen.says("喷漆中心整改进展")
    assert "我只能照写明的说" in await citizen.says(said)
    assert (await citizen.says("花了多少钱")).startswith("1.2.6 ")


@pytest.mark.parametrize("said", ["行吧那就这样", "好吧"])
async def test_who_ends_it_is_shown_no_card_again(citizen: Someone, said: str) -> None:
    await citizen.says("1.2.6")
    assert (await citizen.says(said)).startswith("好的。")


async def test_of_a_close_out_it_is_the_supervisors_who_are_named(town: Town, citizen: Someone) -> None:
    supervisor = await town.invited(Role.SUPERVISOR, "督办室")
    staff = await town.invited(Role.STAFF, "环保办")
    await supervisor.says("/assign 1.2.6 环保办")
    await staff.says("/progress 1.2.6 泵站全部修好，已完成。")
    await staff.taps("发布")
    await citizen.says("1.2.6")
    assert "2021-03-05 环保办说已经改完了。" in await citizen.says("没看懂")


@pytest.mark.parametrize("said", ["第二个", "上一条", "全文", "没答到点", "有用"])
async def test_what_points_at_nothing_is_no_question(citizen: Someone, said: str) -> None:
    assert "现在没有打开哪一条" in await citizen.says(said)


async def test_the_same_choices_are_not_offered_again_and_again(citizen: Someone) -> None:
    choices = await citizen.says("污水")
    assert "现在没有打开" not in choices
    again = await citizen.says("中不中给个准信")
    assert "我还是分不清" in again
    assert "2567001" in again
    second = [line for line in choices.splitlines() if line[:1].isdecimal()][1]
    assert (await citizen.says("第二个")).startswith(second.split()[0])


async def test_who_asks_how_much_of_choices_is_asked_which_once(citizen: Someone) -> None:
    await citizen.says("污水")
    assert "您问的可能是下面哪一个" in await citizen.says("花了多少钱")
    assert "我还是分不清" in await citizen.says("啥时候弄好")
