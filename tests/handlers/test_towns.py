"""A chat's own town: it comes first for questions that name none, and can be changed."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.shapes import Account
from db import loading, people
from db.models import ChatTownRow, OwnershipRow, QuestionRow
from handlers.context import services_of
from knowledge.model import Role
from tests.town import MORNING, Someone, Town
from tests.two_towns import (
    CITIZEN,
    COUNTY,
    HERE,
    NOTICE_HERE,
    ONLY_THERE,
    STAFF_HERE,
    SUPERVISOR_HERE,
    SUPERVISOR_THERE,
    THERE,
    notice_here,
    two_towns,
)

GROUP = Account(-500, "湖滨镇群")
BOILER = "锅炉三年没有检验"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    town = Town(tmp_path, two_towns)
    await town.open()
    yield town
    await town.close()
    town.database.close()


@pytest.fixture
def citizen(town: Town) -> Someone:
    return Someone(town, Account(CITIZEN + 1, "群众"))


async def test_without_a_town_all_come_alike(citizen: Someone) -> None:
    said = await citizen.says("1.2.6")
    assert HERE in said
    assert THERE in said
    assert "这里有 2 个镇的通报" in await citizen.says("/start")


@pytest.mark.parametrize(
    "choose",
    [f"/town {HERE}", f"我的镇 {HERE}", f"换个镇 {HERE}", "/town 湖滨", "/town hubin", "/start town-1"],
)
async def test_the_town_that_was_chosen_comes_first(citizen: Someone, choose: str) -> None:
    await citizen.says(choose)
    card = await citizen.says("1.2.6")
    assert f"《{HERE}关于" in card
    assert THERE not in card
    assert (await citizen.says("/list")).startswith(f"{HERE}2021年通报")
    assert f"先从{HERE}的通报里找" in await citizen.says("/start")
    assert f"先从{HERE}的通报里找" in await citizen.says("/my")


async def test_it_is_chosen_by_a_button_or_by_the_name_alone(citizen: Someone) -> None:
    await citizen.says("/town")
    assert f"先从{THERE}的通报里找" in await citizen.taps(THERE)
    await citizen.says("换个镇")
    assert f"先从{HERE}的通报里找" in await citizen.says(HERE)
    await citizen.says("我的镇")
    assert "全县的通报" in await citizen.says("全县")
    assert THERE in await citizen.says("1.2.6")


async def test_a_name_delivered_again_is_chosen_again_and_no_question(town: Town, citizen: Someone) -> None:
    await citizen.says("/town")
    update = town.telegram.says(citizen.account, HERE.removesuffix("镇"))
    for _ in range(2):
        assert f"先从{HERE}的通报里找" in await citizen.does(update)


async def test_a_name_that_is_none_offers_those_there_are(citizen: Someone) -> None:
    assert "没有“月亮镇”的通报" in await citizen.says("/town 月亮镇")
    assert HERE in citizen.labels(citizen.last)
    await citizen.says("/town")
    assert "污水管网" in await citizen.says("污水管网整改得怎么样")


async def test_a_towns_link_says_that_it_comes_first_from_now_on(citizen: Someone) -> None:
    assert f"您问的先从{HERE}的通报里找" in await citizen.says("/start town-1")
    assert f"您问的先从{THERE}的通报里找" in await citizen.says("/start town-2")


@pytest.mark.parametrize("choose", [f"/town {HERE}", f"我是{HERE}的", "/start town-1", "button"])
async def test_a_choice_ends_the_talk_of_another_town(citizen: Someone, choose: str) -> None:
    await citizen.says(f"{THERE}的喷漆中心整改进展")
    if choose == "button":
        await citizen.says("/town")
        await citizen.taps(HERE)
    else:
        await citizen.says(choose)
    card = await citizen.says("喷漆中心整改进展")
    assert f"《{HERE}关于" in card
    assert f"《{HERE}关于" in await citizen.says("1.2.6")
    await citizen.says("全县")
    assert THERE in await citizen.says("1.2.6")


async def test_a_new_topic_is_looked_for_at_home(citizen: Someone) -> None:
    await citizen.says(f"/town {HERE}")
    assert f"《{THERE}关于" in await citizen.says(f"{THERE}的喷漆中心整改进展")
    assert f"《{THERE}关于" in await citizen.says("什么时候完成")
    assert f"《{HERE}关于" in await citizen.says("敬老院工资发放有人监管吗")
    await citizen.says(f"{THERE}的喷漆中心整改进展")
    assert f"《{HERE}关于" in await citizen.says("1.2.6")


@pytest.mark.parametrize("turn", [f"那{HERE}呢", f"{HERE}呢？", f"那{HERE}花了多少钱"])
async def test_the_same_is_asked_of_another_town(citizen: Someone, turn: str) -> None:
    await citizen.says(f"{THERE}的喷漆中心整改进展")
    card = await citizen.says(turn)
    assert "1.2.6" in card
    assert f"《{HERE}关于" in card
    assert THERE not in card


async def test_that_another_town_has_nothing_like_it_is_said(citizen: Someone) -> None:
    assert ONLY_THERE in await citizen.says(f"{BOILER}吗")
    said = await citizen.says(f"那{HERE}呢")
    assert said.startswith(f"{HERE}的通报里没有找到")
    assert THERE not in said
    assert ONLY_THERE in await citizen.says(f"那{THERE}呢")


async def test_choices_of_several_towns_can_be_told_apart_and_followed(citizen: Someone) -> None:
    assert "点一下就关注" in await citizen.says("/follow 1.2.6")
    (label,) = (one for one in citizen.labels(citizen.last) if one.startswith(f"1.2.6（{HERE}"))
    assert f"已关注：1.2.6（{HERE}2021年通报）" in await citizen.taps(label)
    assert f"1.2.6（{HERE}2021年通报） 污水" in await citizen.says("我的")
    await citizen.says("1.2.6")
    (label,) = (one for one in citizen.labels(citizen.last) if one.startswith(f"1.2.6（{THERE}"))
    assert f"《{THERE}关于" in await citizen.taps(label)
    assert f"已关注：1.2.6（{THERE}2021年通报）" in await citizen.taps("关注")


async def test_the_first_contact_offers_the_towns(citizen: Someone) -> None:
    assert (await citizen.says("/start")).startswith("这里有 2 个镇的通报")
    assert f"先从{HERE}的通报里找" in await citizen.taps(HERE)
    assert not (await citizen.says("/start")).startswith("这里有")


@pytest.mark.parametrize("command", ["/contact", "/status"])
async def test_a_command_says_whose_it_shows_and_offers_others(citizen: Someone, command: str) -> None:
    said = await citizen.says(command)
    assert THERE in said
    assert "您是哪个镇的" in said
    await citizen.taps("换个镇")
    await citizen.taps(HERE)
    said = await citizen.says(command)
    assert f"先从{HERE}的通报里找" in said
    assert THERE not in said


@pytest.mark.parametrize("asked", ["火星镇的污水", "火星镇的污水管网修得怎么样了", "那火星镇呢"])
async def test_a_place_without_a_notice_gets_nobody_elses_phone(citizen: Someone, asked: str) -> None:
    await citizen.says(f"{THERE}的喷漆中心整改进展")
    said = await citizen.says(asked)
    assert said.startswith("这里没有火星镇的通报")
    assert "电话" not in said
    await citizen.taps("换个镇")
    await citizen.taps(HERE)
    said = await citizen.says(asked)
    assert f"{HERE}" in said
    assert THERE not in said


async def test_a_question_that_holds_a_name_is_no_choice(citizen: Someone) -> None:
    await citizen.says("/town")
    assert ONLY_THERE in await citizen.says(f"{THERE}的锅炉有没有检验")
    assert "您是哪个镇的" in await citizen.says("/my")


async def test_a_town_is_stated_in_other_words(citizen: Someone) -> None:
    assert f"先从{THERE}的通报里找" in await citizen.says(f"我是{THERE}的")
    assert "全县的通报" in await citizen.says("全县")
    await citizen.says("/my")
    await citizen.taps("换个镇")
    assert f"先从{HERE}的通报里找" in await citizen.says("湖滨的")
    assert "没有“月亮镇”的通报" in await citizen.says("我住月亮镇")


async def test_another_town_is_asked_by_its_name(citizen: Someone) -> None:
    await citizen.says(f"/town {HERE}")
    assert f"《{THERE}关于" in await citizen.says(f"{THERE}的喷漆中心整改进展")


async def test_what_only_others_have_is_said_to_be_theirs(citizen: Someone) -> None:
    await citizen.says(f"/town {HERE}")
    said = await citizen.says(f"{BOILER}吗")
    assert said.startswith(f"{HERE}的通报里没有找到，下面是别的镇的：")
    assert ONLY_THERE in said


async def test_who_works_for_a_town_is_at_home_there(town: Town) -> None:
    assert f"《{HERE}关于" in await Someone(town, Account(STAFF_HERE, "某")).says("1.2.6")


async def test_a_report_and_a_question_go_to_the_town(town: Town, citizen: Someone) -> None:
    await citizen.says(f"/town {THERE}")
    await citizen.says("火星上有没有路灯")
    await citizen.says("/report 河边的栏杆断了")
    supervisor = Someone(town, Account(22, "某"))
    assert "栏杆断了" in await supervisor.says("/opinions")
    with town.database.snapshot() as session:
        asked = session.exec(select(QuestionRow.town_id).where(QuestionRow.text == "火星上有没有路灯")).all()
    assert asked == [2]


@pytest.mark.parametrize("way", ["command", "button"])
async def test_a_report_goes_to_the_town_that_it_names(town: Town, citizen: Someone, way: str) -> None:
    await citizen.says(f"/town {THERE}")
    words = f"{HERE}泵站又冒水了"
    if way == "command":
        await citizen.says(f"/report {words}")
    else:
        await citizen.says("/report")
        await citizen.says(words)
    await citizen.says(f"/report 1.2.6 {HERE}的喷漆房还在喷")
    mine, other = (Someone(town, Account(one, "某")) for one in (SUPERVISOR_HERE, SUPERVISOR_THERE))
    said = await mine.says("/opinions")
    assert "泵站又冒水了" in said
    assert "喷漆房还在喷" in said
    assert "冒水" not in await other.says("/opinions")


async def test_whom_nobody_named_is_the_countys(town: Town, citizen: Someone) -> None:
    asked = ("哪些问题还没整改完", f"{THERE}有哪些问题")
    for text in asked:
        await citizen.says(text)
    await services_of(town.application).settle()
    with town.database.snapshot() as session:
        rows = session.exec(select(QuestionRow).where(col(QuestionRow.text).in_(asked)))
        assert {row.text: row.town_id for row in rows} == {asked[0]: None, asked[1]: 2}


async def test_none_meant_gives_the_contact_of_home(citizen: Someone) -> None:
    await citizen.says(f"/town {HERE}")
    await citizen.says(f"{THERE}的喷漆中心整改进展")
    said = await citizen.says("都不是")
    assert HERE in said
    assert THERE not in said


async def test_a_name_taught_is_tried_as_its_own_town_asks(town: Town, citizen: Someone) -> None:
    await citizen.says(f"/town {HERE}")
    assert f"《{HERE}关于" in await citizen.says("喷漆中心")
    await citizen.taps("没答到点")
    staff = Someone(town, Account(STAFF_HERE, "某"))
    assert "喷漆中心" in await staff.says("/missed")
    await staff.taps("1")
    assert "别的答复都不变" in await staff.taps("1.2.6")


async def test_forgetting_forgets_the_town(town: Town, citizen: Someone) -> None:
    await citizen.says(f"/town {HERE}")
    await citizen.says("/forget")
    with town.database.snapshot() as session:
        assert session.exec(select(ChatTownRow)).all() == []


async def test_a_groups_town_is_chosen_by_its_admins(town: Town, citizen: Someone) -> None:
    assert "管理员" in await citizen.says(f"/town {HERE}", GROUP)
    town.telegram.owners.add((GROUP.id, citizen.account.id))
    assert HERE in await citizen.says(f"/town {HERE}", GROUP)
    other = town.newcomer()
    card = await other.says("/item 1.2.6", GROUP)
    assert HERE in card
    assert THERE not in card
    assert THERE in await other.says("1.2.6")


async def test_a_code_of_two_towns_is_not_taken_for_the_newest_by_who_works_for_both(town: Town) -> None:
    county = Someone(town, Account(COUNTY, "县督查室"))
    asked = await county.says("/due 1.2.6 2021-06-30")
    assert "不知道您说的是哪家" in asked
    assert HERE in asked
    assert THERE in asked
    with town.database.snapshot() as session:
        assert not [one for one in session.exec(select(OwnershipRow)) if one.due_on]


@pytest.mark.parametrize("before", ["/town 湖滨镇", "湖滨镇 1.2.6"])
async def test_whose_code_it_is_tells_what_was_chosen_or_shown(town: Town, before: str) -> None:
    county = Someone(town, Account(COUNTY, "县督查室"))
    await county.says(before)
    assert HERE in await county.says("/due 1.2.6 2021-06-30")


async def test_what_is_of_no_town_is_not_meant_by_who_chose_none(town: Town) -> None:
    nobodys = replace(notice_here(), issuer=None, title="关于巡察整改进展情况的通报")
    loading.load(town.database, nobodys, MORNING)
    county = Someone(town, Account(COUNTY, "县督查室"))
    asked = await county.says("/due 1.2.6 2021-06-30")
    assert "不知道您说的是哪家" in asked
    assert f"如：{THERE} 1.2.6" in asked
    await county.says(f"{HERE} 1.2.6")
    assert HERE in await county.says("/due 1.2.6 2021-06-30")


async def test_whose_card_was_shown_last_is_known_after_a_restart(town: Town) -> None:
    code = people.invite(town.database, Role.STAFF, "水利局", MORNING)
    staff = Someone(town, Account(51, "水利局小李"))
    await staff.says(f"/start {code}")
    await staff.says(f"{THERE} 1.1.2")
    await town.restart()
    assert THERE in await staff.says("进度 1.1.2 泵站的电机换好了")
    assert staff.last.text.startswith("预览")


async def test_a_reply_to_a_card_that_does_not_say_whose_it_is_loses_no_words(town: Town) -> None:
    code = people.invite(town.database, Role.STAFF, "水利局", MORNING)
    staff = Someone(town, Account(51, "水利局小李"))
    await staff.says(f"/start {code}")
    await staff.says(f"{THERE} 1.1.2")
    card = staff.last
    del town.telegram.message(card)["reply_markup"]
    await staff.says(f"/town {HERE}")
    await staff.says("全县")
    assert "泵站的电机换好了" in await staff.replies(card, "泵站的电机换好了")
    assert len([label for label in staff.labels(staff.last) if "1.1.2" in label]) == 2


async def test_staff_of_both_towns_are_asked_which_finding_an_update_is_of(town: Town) -> None:
    code = people.invite(town.database, Role.STAFF, "水利局", MORNING)
    staff = Someone(town, Account(51, "水利局小李"))
    await staff.says(f"/start {code}")
    for update in ("/progress 1.1.2", "/progress 1.1.2 泵站的电机换好了"):
        await staff.says(update)
        assert len([label for label in staff.labels(staff.last) if "1.1.2" in label]) == 2
    of_another_unit_there = await staff.says("/progress 1.2.6 泵站的电机换好了")
    assert HERE in of_another_unit_there


async def test_where_a_town_has_no_notice_no_year_is_named(town: Town) -> None:
    supervisor = Someone(town, Account(SUPERVISOR_HERE, "督办"))
    await supervisor.says("/pending")
    loading.withdraw(town.database, NOTICE_HERE, MORNING)
    assert "有的是" not in await supervisor.says("/pending 2019 9.9.9")
