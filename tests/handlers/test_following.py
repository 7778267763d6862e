"""Following by a tap, by a command, by words; what one follows, for oneself alone."""

import pytest
from sqlmodel import col, select

from bot.shapes import BOT_NAME, Account
from db import follows
from db.engine import Database
from db.models import FollowRow
from knowledge.model import Role, Scope
from tests.opinions import tickets
from tests.pictures import picture
from tests.town import DATA, Someone, Town

GROUP = Account(-500, "湖滨镇群")
SHIPPED = (DATA / "notices" / "hubin-2021.txt").read_text(encoding="utf-8")
CATEGORY = "关于政治站位不高，贯彻落实中央重大决策和上级工作要求有差距问题"


def followed(database: Database) -> list[str]:
    with database.snapshot() as session:
        return list(session.exec(select(FollowRow.scope).order_by(col(FollowRow.scope))))


async def test_one_tap_on_the_card_follows_and_another_takes_it_back(town: Town, citizen: Someone) -> None:
    card = await citizen.says("喷漆中心")
    assert "已关注：1.2.6" in await citizen.taps("关注")
    assert citizen.last.text == card, "the words that answered stay"
    assert "取消关注" in citizen.labels(citizen.last)
    assert "已取消关注 1.2.6" in await citizen.taps("取消关注")
    assert "关注" in citizen.labels(citizen.last)
    assert followed(town.database) == []


async def test_the_card_knows_whether_its_reader_follows(town: Town, citizen: Someone) -> None:
    await citizen.says("1.2.6")
    await citizen.taps("关注")
    await citizen.says("喷漆中心整改进展")
    assert "取消关注" in citizen.labels(citizen.last)
    await citizen.taps("下一条")
    assert "关注" in citizen.labels(citizen.last)
    await citizen.taps("上一条")
    assert "取消关注" in citizen.labels(citizen.last)
    other = town.newcomer()
    await other.says("1.2.6")
    assert "关注" in other.labels(other.last)


@pytest.mark.parametrize("words", ["/follow 1.2.6", "关注 1.2.6", "关注一（二）6", "/follow 喷漆中心"])
async def test_by_command_and_by_words(town: Town, citizen: Someone, words: str) -> None:
    assert "已关注：1.2.6" in await citizen.says(words)
    assert followed(town.database) == ["matter"]
    await citizen.taps("不再关注")
    assert followed(town.database) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [("关注敬老院", "1.3.5"), ("再关注1.2.6", "1.2.6"), ("帮我关注一下喷漆中心吧", "1.2.6")],
)
async def test_by_words_run_together(town: Town, citizen: Someone, words: str, code: str) -> None:
    assert f"已关注：{code}" in await citizen.says(words)
    assert followed(town.database) == ["matter"]


async def test_a_question_about_following_is_none(town: Town, citizen: Someone) -> None:
    await citizen.says("关注度不够的问题改了没")
    assert followed(town.database) == []


async def test_an_opinion_that_begins_so_is_one(town: Town, citizen: Someone) -> None:
    await citizen.says("提意见")
    assert "已受理" in await citizen.says("关注一下敬老院")
    assert followed(town.database) == []


@pytest.mark.parametrize("words", ["请关注敬老院老人", "关注我们村的路，没人管"])
async def test_a_plea_goes_on_with_an_opinion(town: Town, citizen: Someone, words: str) -> None:
    await citizen.says("/report 路灯坏了三天了")
    await citizen.says(words)
    assert [one.texts for one in tickets(town, citizen)] == [("路灯坏了三天了", words)]
    assert followed(town.database) == []


async def test_what_staff_say_of_a_card_or_of_photos_is_no_wish(town: Town) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    await staff.says("1.2.6")
    assert (await staff.replies(staff.last, "继续关注泵站运行")).startswith("预览")
    await staff.taps("发布")
    await staff.photographs(picture())
    assert (await staff.says("继续关注喷漆中心")).startswith("预览")
    assert followed(town.database) == []


async def test_the_bots_name_is_nothing_to_follow(citizen: Someone) -> None:
    assert await citizen.says(f"关注@{BOT_NAME}") == await citizen.says("关注")


async def test_what_is_followed_is_asked_for_in_other_words(citizen: Someone) -> None:
    await citizen.says("关注 1.2.6")
    assert "您关注的，共 1 项：\n1.2.6" in await citizen.says("我关注了啥")
    assert (await citizen.says("都取消了吧")).startswith("要取消哪一项")
    assert "还没有关注什么" in await citizen.taps("取消关注")


async def test_what_was_never_followed_is_not_said_to_be_given_up(citizen: Someone) -> None:
    assert (await citizen.says("取消关注1.2.6")).startswith("您没有单独关注 1.2.6")
    await citizen.says("关注 1.2.6")
    assert "已取消关注 1.2.6" in await citizen.says("取消关注 1.2.6")


async def test_by_words_that_may_mean_several_nothing_is_followed_yet(town: Town, citizen: Someone) -> None:
    assert "点一下" in await citizen.says("/follow 1.2")
    assert "没有编号 9.9.9" in await citizen.says("关注 9.9.9")
    assert followed(town.database) == []


async def test_a_category_and_everything(town: Town, citizen: Someone) -> None:
    assert "关注一类或全部" in await citizen.says("关注")
    await citizen.taps(next(label for label in citizen.labels(citizen.last) if label.startswith("关于政治")))
    assert f"“{CATEGORY}”这一类" in citizen.seen[-1].text
    assert "已关注：全部问题" in await citizen.taps("全部 27 个问题", on=citizen.last)
    assert followed(town.database) == ["category", "everything"]
    assert "您已经关注过：全部问题" in await citizen.says("/follow 全部")


async def test_my_lists_what_i_follow_with_the_way_to_it_and_out(citizen: Someone) -> None:
    assert "还没有关注什么" in await citizen.says("我的")
    await citizen.says("关注 1.2.6")
    await citizen.says("/follow 全部")
    assert "共 2 项：\n全部问题\n1.2.6 污水管网等" in await citizen.says("/my")
    card = next(label for label in citizen.labels(citizen.last) if label.startswith("1.2.6"))
    assert (await citizen.taps(card)).startswith("1.2.6")
    await citizen.says("我的")
    assert "共 1 项：\n1.2.6" in await citizen.taps("取消关注 全部问题")
    assert "还没有关注什么" in await citizen.taps("取消关注")


async def test_many_follows_come_in_pages(citizen: Someone) -> None:
    for code in [f"1.1.{n}" for n in range(1, 6)] + [f"1.2.{n}" for n in range(1, 9)]:
        await citizen.says(f"关注 {code}")
    assert "共 13 项" in await citizen.says("我的")
    assert "1.2.8" not in citizen.last.text
    assert "1.2.8" in await citizen.taps("下一页")
    assert "共 12 项" in await citizen.taps("取消关注")
    assert "第 2 页，共 2 页" in citizen.last.text


async def test_tapped_twice_or_delivered_again_it_is_followed_once(town: Town, citizen: Someone) -> None:
    await citizen.says("1.2.6")
    card = citizen.last
    tap = town.telegram.taps(citizen.account, card, next(b for b in card.buttons if b.label == "关注"))
    await town.bot.handle(tap)
    await town.bot.handle(tap)
    assert "已经关注过" in await citizen.taps("关注", on=card)
    assert followed(town.database) == ["matter"]


async def test_the_terminal_may_follow_as_well(town: Town) -> None:
    someone = Someone(town, Account(-7, "终端"))
    assert "已关注" in await someone.says("关注 1.2.6")
    assert follows.audience(town.database, 1, "1.2.6", 0) == 0


async def test_no_more_than_so_many(town: Town, citizen: Someone) -> None:
    with town.database.transaction() as session:
        for subject in range(1000, 1000 + follows.MOST):
            person_id = citizen.account.id
            session.add(FollowRow(person_id=person_id, scope=Scope.MATTER, subject_id=subject))
    assert "已有 200 项" in await citizen.says("关注 1.2.6")


async def test_forged_and_foreign_buttons_do_nothing(town: Town, citizen: Someone) -> None:
    other = town.newcomer()
    await other.says("关注 1.2.6")
    await citizen.says("我的")
    for data in ("drop:1:0", "drop:999:999", "enough:1:1.2.6", "unfollow:9:9.9.9", "way:7", "my:99"):
        await citizen.taps_data(data)
    assert "现在的通报里没有" in await citizen.taps_data("follow:1:9.9.9")
    assert "现在的通报里没有" in await citizen.taps_data("followcat:77:1.2.6")
    assert "过期" in await citizen.taps_data("follow:1:1.2.6:x")
    assert followed(town.database) == ["matter"]
    assert "共 1 项" in await other.says("我的")


async def test_in_a_group_one_follows_for_oneself_and_nobody_sees(town: Town, citizen: Someone) -> None:
    other = town.newcomer()
    await citizen.says("/item 1.2.6", GROUP)
    card = citizen.last
    assert "私聊里告诉您" in await citizen.taps("关注")
    assert "私聊里告诉您" in await other.taps("关注", on=card)
    assert "已经关注过" in await other.taps("关注", on=card)
    assert not [shown for shown in other.seen if shown.method.startswith("edit")]
    await citizen.says("/item 1.2.6", GROUP)
    assert "关注" in citizen.labels(citizen.last)
    assert followed(town.database) == ["matter", "matter"]


async def test_in_a_group_nobody_shows_what_is_theirs(citizen: Someone) -> None:
    await citizen.says("关注 1.2.6")
    said = await citizen.says("/my", GROUP)
    assert "私聊" in said
    assert "1.2.6" not in said


async def test_a_new_issue_of_the_notice_keeps_what_is_followed(town: Town, citizen: Someone) -> None:
    """Numbered otherwise, the category renamed."""
    await citizen.says("关注 1.2.6")
    await citizen.says("关注")
    await citizen.taps(next(label for label in citizen.labels(citizen.last) if label.startswith("关于政治")))
    stale = citizen.last
    admin = await town.invited(Role.ADMIN)
    await admin.uploads(
        "通报.txt",
        SHIPPED.replace(CATEGORY, "政治站位方面的问题")
        .replace("（一）关于镇党委对第六轮", "（九）关于镇党委对第六轮")
        .encode(),
    )
    await admin.taps("入库")
    assert "共 2 项：\n类别：政治站位方面的问题\n1.2.6" in await citizen.says("我的")
    assert "已经关注过" in await citizen.taps_data("follow:1:1.2.6")
    assert "已经关注过" in await citizen.taps_data(stale.buttons[2].data)


async def test_what_a_later_notice_does_not_have_is_told_and_can_be_given_up(
    town: Town, citizen: Someone
) -> None:
    await citizen.says("关注 1.2.6")
    await citizen.says("1.2.5")
    admin = await town.invited(Role.ADMIN)
    await admin.uploads("通报.txt", (DATA / "notices" / "s03.txt").read_bytes())
    await admin.taps("入库")
    assert "现在的通报里没有这一条" in await citizen.taps("关注")
    assert "（现在的通报里没有这一条）" in await citizen.says("我的")
    out = next(label for label in citizen.labels(citizen.last) if label.startswith("取消关注"))
    assert "还没有关注什么" in await citizen.taps(out)


async def test_words_to_follow_no_more(town: Town, citizen: Someone) -> None:
    await citizen.says("关注 1.2.6")
    assert "请写上编号" in await citizen.says("取消关注")
    assert "已取消关注 1.2.6。" in await citizen.says("取消关注 1.2.6")
    assert followed(town.database) == []


async def test_history_and_logs_say_nothing_of_it(
    town: Town, citizen: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    before = town.database.changes
    await citizen.says("关注 1.2.6")
    await citizen.taps("不再关注")
    assert town.database.changes == before
    assert "1.2.6" not in caplog.text


@pytest.mark.parametrize("said", ["取关", "不关注了"])
async def test_who_names_nothing_to_give_up_is_shown_what_they_follow(citizen: Someone, said: str) -> None:
    await citizen.says("关注 1.2.6")
    await citizen.says(said)
    assert "取消关注" in citizen.labels(citizen.last)
