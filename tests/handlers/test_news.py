"""What followers are told: once, not at night, in the evening if they like, nothing that was withdrawn."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.salt import person_keys
from db import forgetting, outbox
from db.audit import audit
from db.models import EveningReaderRow, FollowRow, OutboxRow
from knowledge.model import Role
from tests.pictures import picture
from tests.town import DATA, MORNING, Someone, Town

SHIPPED = (DATA / "notices" / "hubin-2021.txt").read_text(encoding="utf-8")


@pytest.fixture
async def staff(town: Town) -> Someone:
    return await town.invited(Role.STAFF, "环保办")


@pytest.fixture
async def follower(citizen: Someone) -> Someone:
    await citizen.says("关注 1.2.6")
    return citizen


async def publish(staff: Someone, text: str, code: str = "1.2.6") -> str:
    await staff.says(f"/progress {code} {text}")
    return await staff.taps("发布")


async def news(town: Town, someone: Someone) -> list[str]:
    """What the person is sent now of the bot's own accord."""
    before = len(town.telegram.shown)
    await town.deliver()
    sent = [one for one in town.telegram.shown[before:] if one.chat_id == someone.account.id]
    someone.seen += sent
    return [one.text for one in sent]


def expanded(town: Town) -> None:
    """Everything owed to many is owed to each of them now, and nothing of it sent."""
    while outbox.expand(town.database, town.clock.now(), town.settings.zone):
        pass


async def in_the_evening(someone: Someone) -> Someone:
    await someone.says("我的")
    assert "每晚七点" in await someone.taps("改为每晚一次")
    return someone


def at(town: Town, hour: int, minute: int = 0) -> None:
    """Later today, by the town's time; from midnight on it is tomorrow."""
    day = MORNING.replace(hour=0) - timedelta(hours=8)
    moment = day + timedelta(hours=hour, minutes=minute)
    assert moment > town.clock.time
    town.clock.time = moment


async def test_a_follower_is_told_of_an_update(town: Town, staff: Someone, follower: Someone) -> None:
    assert "关注这件事的 1 人会收到通知" in await publish(staff, "泵站 <3 号> 修好了")
    (told,) = await news(town, follower)
    assert told.startswith("1.2.6 污水管网等涉及污染治理问题得不到有效解决")
    assert "新进展 2021-03-05 环保办：" in told
    assert "泵站 <3 号> 修好了" in told
    assert (await follower.taps("查看")).startswith("1.2.6")


async def test_who_does_not_follow_is_told_nothing(town: Town, staff: Someone, follower: Someone) -> None:
    assert "人会收到通知" not in await publish(staff, "再报一次", "1.3.1")
    assert await news(town, follower) == []


async def test_told_once_although_following_thrice(town: Town, staff: Someone, follower: Someone) -> None:
    await follower.says("/follow 全部")
    await follower.says("关注")
    await follower.taps(next(one for one in follower.labels(follower.last) if one.startswith("关于政治")))
    assert "关注这件事的 1 人" in await publish(staff, "泵站修好了")
    assert len(await news(town, follower)) == 1


@pytest.mark.parametrize("scope", ["关于政治", "全部"])
async def test_followers_of_more_are_told_of_each_finding_in_it(
    town: Town, staff: Someone, citizen: Someone, scope: str
) -> None:
    await citizen.says("关注")
    await citizen.taps(next(one for one in citizen.labels(citizen.last) if one.startswith(scope)))
    await publish(staff, "甲", "1.2.5")
    await publish(staff, "乙", "1.2.6")
    assert len(await news(town, citizen)) == 2


async def test_nobody_is_told_of_what_they_said(town: Town, staff: Someone) -> None:
    await staff.says("关注 1.2.6")
    assert "人会收到通知" not in await publish(staff, "泵站修好了")
    assert await news(town, staff) == []


async def test_a_press_delivered_again_tells_once(town: Town, staff: Someone, follower: Someone) -> None:
    await staff.says("/progress 1.2.6 泵站修好了")
    press = town.telegram.taps(staff.account, staff.last, staff.last.buttons[0])
    await town.bot.handle(press)
    await town.bot.handle(press)
    assert len(await news(town, follower)) == 1


async def test_told_of_a_correction(town: Town, staff: Someone, follower: Someone) -> None:
    await publish(staff, "泵站修好了")
    await news(town, follower)
    await staff.taps("更正")
    await staff.says("两座泵站修好了")
    await staff.taps("发布")
    (told,) = await news(town, follower)
    assert "更正 2021-03-05 环保办：\n两座泵站修好了" in told


async def test_told_of_a_close_out_and_a_re_opening(town: Town, staff: Someone, follower: Someone) -> None:
    supervisor = await town.invited(Role.SUPERVISOR, "督办室")
    await staff.photographs(picture(), "/progress 1.2.6 上述问题已全部整改完成")
    await staff.taps("发布")
    await town.fetch()
    await news(town, follower)
    await staff.taps("申请销号")
    assert await news(town, follower) == []
    await supervisor.says("/pending 1.2.6")
    await supervisor.taps("通过")
    (told,) = await news(town, follower)
    assert "已销号：2021-03-05 由督办人员核实" in told
    await supervisor.taps("重新整改")
    await supervisor.says("又冒污水")
    (told,) = await news(town, follower)
    assert "重新整改：2021-03-05 督办人员决定，原因：又冒污水" in told
    assert audit(town.database).faults == ()


async def test_what_is_withdrawn_at_once_is_told_to_nobody(
    town: Town, staff: Someone, follower: Someone
) -> None:
    await publish(staff, "写错了")
    await staff.taps("撤回")
    assert await news(town, follower) == []


async def test_what_is_withdrawn_while_it_waits_to_be_sent_is_not_told(
    town: Town, staff: Someone, follower: Someone
) -> None:
    await publish(staff, "写错了")
    expanded(town)
    await staff.taps("撤回")
    assert await news(town, follower) == []
    await publish(staff, "写对了")
    (told,) = await news(town, follower)
    assert "写对了" in told


async def test_one_tap_on_the_notification_is_enough(town: Town, staff: Someone, follower: Someone) -> None:
    await publish(staff, "甲")
    await news(town, follower)
    assert "已取消关注 1.2.6。" in await follower.taps("不再关注")
    assert follower.last.text.endswith("甲"), "what was told stays"
    await publish(staff, "乙")
    assert await news(town, follower) == []


async def test_who_follows_all_is_told_that_it_goes_on(town: Town, staff: Someone, citizen: Someone) -> None:
    await citizen.says("/follow 全部")
    await publish(staff, "甲")
    await news(town, citizen)
    assert "仍会收到" in await citizen.taps("不再关注")
    assert "全部问题" in await citizen.taps("我的")


async def test_what_is_given_up_before_it_was_sent_is_not_told(
    town: Town, staff: Someone, follower: Someone
) -> None:
    at(town, 23)
    await publish(staff, "甲")
    assert await news(town, follower) == []
    await follower.says("取消关注 1.2.6")
    at(town, 24 + 8)
    assert await news(town, follower) == []


async def test_nobody_is_woken(town: Town, staff: Someone, follower: Someone) -> None:
    at(town, 23)
    await publish(staff, "夜里修好了")
    assert await news(town, follower) == []
    at(town, 24 + 6, 59)
    assert await news(town, follower) == []
    at(town, 24 + 7)
    (told,) = await news(town, follower)
    assert "新进展 2021-03-05" in told


async def test_what_is_late_in_the_queue_waits_for_the_morning(
    town: Town, staff: Someone, follower: Someone
) -> None:
    at(town, 21, 59)
    await publish(staff, "甲")
    expanded(town)
    at(town, 22)
    assert await news(town, follower) == []
    at(town, 24 + 7)
    assert len(await news(town, follower)) == 1


async def test_once_an_evening(town: Town, staff: Someone, follower: Someone) -> None:
    await in_the_evening(follower)
    await follower.says("关注 1.2.5")
    await publish(staff, "甲", "1.2.5")
    await publish(staff, "乙" * 400)
    assert await news(town, follower) == []
    at(town, 19)
    (told,) = await news(town, follower)
    assert "今天有 2 条消息" in told
    assert "2021-03-05 环保办：\n甲" in told
    assert "乙…" in told
    assert follower.labels(follower.last) == ["1.2.5", "1.2.6", "我的"]
    at(town, 24 + 19)
    assert await news(town, follower) == []


async def test_the_evening_holds_what_was_not_withdrawn(
    town: Town, staff: Someone, follower: Someone
) -> None:
    await in_the_evening(follower)
    await publish(staff, "写对了")
    await town.deliver()
    await publish(staff, "写错了")
    await town.deliver()
    await staff.taps("撤回")
    at(town, 19)
    (told,) = await news(town, follower)
    assert "写对了" in told
    assert "写错了" not in told


async def test_changing_the_way_loses_and_repeats_nothing(
    town: Town, staff: Someone, follower: Someone
) -> None:
    await publish(staff, "甲")
    assert len(await news(town, follower)) == 1
    await in_the_evening(follower)
    await publish(staff, "乙")
    await town.deliver()
    await follower.says("我的")
    assert "马上告诉您" in await follower.taps("改为马上告诉")
    await publish(staff, "丙")
    (told,) = await news(town, follower)
    assert "丙" in told
    at(town, 19)
    (told,) = await news(town, follower)
    assert "乙" in told


async def test_what_comes_after_the_evening_is_told_the_next(
    town: Town, staff: Someone, follower: Someone
) -> None:
    await in_the_evening(follower)
    at(town, 19, 30)
    await publish(staff, "甲")
    assert await news(town, follower) == []
    at(town, 24 + 19)
    assert len(await news(town, follower)) == 1


async def test_blocked_and_back(town: Town, staff: Someone, follower: Someone) -> None:
    await follower.blocks()
    assert "人会收到通知" not in await publish(staff, "甲")
    assert await news(town, follower) == []
    await follower.blocks(False)
    await publish(staff, "乙")
    (told,) = await news(town, follower)
    assert "乙" in told


async def test_who_cannot_be_reached_is_not_sent_to_again(
    town: Town, staff: Someone, follower: Someone
) -> None:
    await publish(staff, "甲")
    town.telegram.fail("sendMessage", 403)
    assert await news(town, follower) == []
    await publish(staff, "乙")
    assert await news(town, follower) == []


async def test_a_new_issue_of_the_notice_keeps_followers(
    town: Town, staff: Someone, follower: Someone
) -> None:
    await publish(staff, "甲")
    await news(town, follower)
    notification = follower.last
    admin = await town.invited(Role.ADMIN)
    await admin.uploads("通报.txt", SHIPPED.replace("3个泵站", "5个泵站").encode())
    await admin.taps("入库")
    await publish(staff, "乙")
    (told,) = await news(town, follower)
    assert "乙" in told
    assert (await follower.taps("查看")).startswith("1.2.6")
    assert "已取消关注" in await follower.taps("不再关注", on=notification)
    await publish(staff, "丙")
    assert await news(town, follower) == []


async def test_offices_do_not_wait_for_thousands_of_followers(town: Town, staff: Someone) -> None:
    admin = await town.invited(Role.ADMIN)
    await town.deliver()
    with town.database.transaction() as session:
        for person_id in range(10_001, 11_200):
            session.add(FollowRow(person_id=person_id, scope="everything", subject_id=0))
            town.telegram.meet({"id": person_id, "type": "private"})
    await publish(staff, "甲")
    expanded(town)
    before = len(town.telegram.shown)
    await town.invited(Role.STAFF)
    await town.deliver()
    sent = [one.chat_id for one in town.telegram.shown[before:] if one.method == "sendMessage"]
    assert sent.index(admin.account.id) < 90  # three seconds: a chat has its own pace besides
    assert len(sent) > 1199


async def test_many_followers_of_several_scopes_are_each_told_once(town: Town, staff: Someone) -> None:
    """More than a page of each, who overlap; a kill between two pages loses and repeats nobody."""
    people = range(10_001, 11_201)
    with town.database.transaction() as session:
        for person_id in people:
            town.telegram.meet({"id": person_id, "type": "private"})
            for scope, subject_id, every in (("matter", 11, 2), ("category", 6, 3), ("everything", 0, 1)):
                if person_id % every == 0:
                    row = FollowRow(person_id=person_id, scope=scope, subject_id=subject_id)
                    session.add(row)
    assert "关注这件事的 1000 多人" in await publish(staff, "甲")
    outbox.expand(town.database, town.clock.now(), town.settings.zone)
    await town.restart()
    before = len(town.telegram.shown)
    await town.deliver()
    assert sorted(one.chat_id for one in town.telegram.shown[before:]) == [*people]


async def test_nothing_is_kept_of_what_was_told(town: Town, staff: Someone, follower: Someone) -> None:
    await publish(staff, "甲")
    await news(town, follower)
    with town.database.snapshot() as session:
        assert follower.account.id not in session.exec(select(OutboxRow.chat_id)).all()


async def test_forgotten_with_all_that_waits(town: Town, staff: Someone, follower: Someone) -> None:
    await in_the_evening(follower)
    await publish(staff, "甲")
    await town.deliver()
    await follower.says("/forget")
    assert "还没有关注什么" in await follower.says("我的")
    assert "马上告诉您" in follower.last.text
    at(town, 19)
    assert await news(town, follower) == []


async def test_what_came_back_with_a_backup_is_forgotten_again(town: Town, follower: Someone) -> None:
    await follower.says("/forget")
    await follower.says("关注 1.2.6")
    await in_the_evening(follower)
    keys = forgetting.forgotten(town.database)
    forgetting.forget_again(town.database, keys, person_keys(town.settings.data_dir), town.clock.now())
    with town.database.snapshot() as session:
        assert session.exec(select(FollowRow)).all() == []
        assert session.exec(select(EveningReaderRow)).all() == []
