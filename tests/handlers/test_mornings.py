"""The digest that comes of itself in the morning, and the reminders that go with it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import tick
from db import people
from handlers.supervisors import digest
from handlers.views.callback_data import read_number
from knowledge.model import Role
from tests.pictures import picture
from tests.town import Someone, Town

SHANGHAI = ZoneInfo("Asia/Shanghai")


async def when(town: Town, local: str) -> None:
    """The clock ticks at that moment, and what is owed is sent."""
    town.clock.time = datetime.fromisoformat(local).replace(tzinfo=SHANGHAI)
    tick(town.database, town.clock.now(), SHANGHAI, town.bot.jobs)
    await town.deliver()


def lines_to(someone: Someone) -> list[list[str]]:
    """The digests that came to somebody, in lines."""
    mine = [one.text for one in someone.town.telegram.shown if one.chat_id == someone.account.id]
    return [text.splitlines() for text in mine if "日报（" in text]


def digests_of(someone: Someone) -> list[str]:
    """The first lines of the digests that came to somebody."""
    return [lines[0] for lines in lines_to(someone)]


@pytest.fixture
async def supervisor(town: Town) -> Someone:
    someone = await town.invited(Role.SUPERVISOR, "督办室")
    await when(town, "2021-03-05T09:00")  # the first day: there is nothing to catch up with
    town.telegram.forget()
    return someone


async def test_the_digest_comes_at_its_hour_and_once(town: Town, supervisor: Someone) -> None:
    for local in ("2021-03-08T08:29", "2021-03-08T08:30", "2021-03-08T08:31", "2021-03-08T12:00"):
        await when(town, local)
    assert digests_of(supervisor) == ["2021-03-08 日报（3月5日至3月7日的情况）"]


async def test_of_a_day_without_news_one_line_is_said(town: Town, supervisor: Someone) -> None:
    await when(town, "2021-03-08T09:00")
    await when(town, "2021-03-09T09:00")
    assert "昨日无变化。" in lines_to(supervisor)[-1]


async def test_no_day_falls_between_two_digests(town: Town, supervisor: Someone) -> None:
    """What is published on a Saturday is told of on Monday."""
    staff = await town.invited(Role.STAFF, "环保办")
    await when(town, "2021-03-06T10:00")
    await staff.says("/progress 1.2.6 周六加班修好了泵站")
    await staff.taps("发布")
    assert digests_of(supervisor) == []
    await when(town, "2021-03-08T08:30")
    assert "· 1.2.6 环保办：周六加班修好了泵站" in lines_to(supervisor)[-1]


async def test_every_day_for_who_wants_it(town: Town, supervisor: Someone) -> None:
    await supervisor.says("/digest")
    assert "每天 08:30 自动发日报，您现在选的是：工作日发" in await supervisor.taps("何时发日报")
    assert "日报：每天发" in await supervisor.taps("每天发")
    await when(town, "2021-03-06T08:30")
    await when(town, "2021-03-07T08:30")
    assert digests_of(supervisor) == [
        "2021-03-06 日报（3月5日的情况）", "2021-03-07 日报（3月6日的情况）",
    ]  # fmt: skip


async def test_no_mornings_are_said_to_be_kept_for_who_may_not_any_more(
    town: Town, supervisor: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The role is taken away once the button was let through."""

    def revoked_meanwhile(data: str) -> int:
        people.revoke(town.database, supervisor.account.id, None, town.clock.now())
        return read_number(data)

    await supervisor.says("/digest")
    await supervisor.taps("何时发日报")
    monkeypatch.setattr(digest, "read_number", revoked_meanwhile)
    assert "日报是督办人员用的" in await supervisor.taps("每天发")


async def test_never_for_who_wants_none(town: Town, supervisor: Someone) -> None:
    await supervisor.says("/digest")
    await supervisor.taps("何时发日报")
    await supervisor.taps("不发")
    await when(town, "2021-03-08T08:30")
    assert digests_of(supervisor) == []


async def test_after_downtime_each_morning_is_sent_late_with_its_date(
    town: Town, supervisor: Someone
) -> None:
    await when(town, "2021-03-10T15:00")
    assert digests_of(supervisor) == [
        "2021-03-08 日报（3月5日至3月7日的情况）",
        "2021-03-09 日报（3月8日的情况）",
        "2021-03-10 日报（3月9日的情况）",
    ]


async def test_who_lost_the_role_is_sent_none(town: Town, supervisor: Someone) -> None:
    admin = await town.invited(Role.ADMIN)
    town.clock.time = datetime(2021, 3, 8, 8, 30, tzinfo=SHANGHAI)
    tick(town.database, town.clock.now(), SHANGHAI, town.bot.jobs)
    await admin.says("/people")
    await admin.taps("撤销 某人（督办室）")
    await admin.taps("确认撤销")
    await town.deliver()
    assert digests_of(supervisor) == []


async def test_others_cannot_have_it(town: Town, supervisor: Someone) -> None:
    staff = await town.invited(Role.STAFF)
    await staff.says("/list")
    assert "督办人员" in await staff.taps_data("mornings:2")
    await when(town, "2021-03-08T08:30")
    assert digests_of(staff) == []


async def test_a_card_of_the_digest_is_opened_below_it(town: Town, supervisor: Someone) -> None:
    await supervisor.says("/assign 1.2.6 环保办")
    await supervisor.says("/due 1.2.6 2021-03-04")
    await supervisor.says("/digest")
    digest = supervisor.last
    assert (await supervisor.taps("1.2.6")).startswith("1.2.6 ")
    assert supervisor.last.message_id != digest.message_id


@pytest.mark.parametrize(
    ("local", "line"),
    [
        ("2021-03-22T08:30", "· 1.2.6 环保办：还有 7 个工作日"),
        ("2021-03-30T08:30", "· 1.2.6 环保办：还有 1 个工作日"),
        ("2021-03-31T08:30", "· 1.2.6 环保办：今天到期"),
        ("2021-04-08T08:30", "· 1.2.6 环保办：逾期 5 个工作日"),
    ],
)
async def test_the_unit_is_reminded(town: Town, supervisor: Someone, local: str, line: str) -> None:
    """The 31st of March of 2021 is a Wednesday; the 5th of April a public holiday."""
    staff = await town.invited(Role.STAFF, "环保办")
    await supervisor.says("/assign 1.2.6 环保办")
    await supervisor.says("/due 1.2.6 2021-03-31")
    await when(town, local)
    assert line in (await staff.hears()).splitlines()
    assert "1.2.6" in await staff.taps("1.2.6")


@pytest.mark.parametrize("local", ["2021-03-23T08:30", "2021-03-27T08:30", "2021-04-01T08:30"])
async def test_between_the_days_nobody_is_reminded(town: Town, supervisor: Someone, local: str) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    await supervisor.says("/assign 1.2.6 环保办")
    await supervisor.says("/due 1.2.6 2021-03-31")
    await when(town, local)
    assert not [
        one for one in town.telegram.shown if "期限提醒" in one.text and one.chat_id == staff.account.id
    ]


async def test_a_named_owner_is_reminded_alone(town: Town, supervisor: Someone) -> None:
    owner = town.newcomer("张三")
    await owner.says(f"/join {people.invite(town.database, Role.STAFF, '环保办', town.clock.now())}")
    await town.invited(Role.STAFF, "环保办")
    await supervisor.says("/assign 1.2.6 环保办 张三")
    await supervisor.says("/due 1.2.6 2021-03-31")
    await when(town, "2021-03-31T08:30")
    told = [one.chat_id for one in town.telegram.shown if "期限提醒" in one.text]
    assert told == [owner.account.id]


async def test_what_is_done_is_not_reminded_of(town: Town, supervisor: Someone) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    await supervisor.says("/assign 1.2.6 环保办")
    await supervisor.says("/due 1.2.6 2021-03-31")
    await staff.says("/progress 1.2.6 上述问题已全部整改完成")
    await staff.taps("发布")
    await when(town, "2021-03-31T08:30")
    assert "期限提醒" not in "".join(one.text for one in town.telegram.shown)


async def test_what_is_long_over_reaches_the_supervisors(town: Town, supervisor: Someone) -> None:
    await supervisor.says("/assign 1.2.6 环保办")
    await supervisor.says("/due 1.2.6 2021-03-31")
    await when(town, "2021-04-15T08:30")
    told = [one.text for one in town.telegram.shown if "请您过问" in one.text]
    assert told == ["逾期较久、请您过问的 1 个问题：\n· 1.2.6 环保办：逾期 10 个工作日"]


async def test_late_at_night_nobody_is_reminded_before_the_morning(town: Town, supervisor: Someone) -> None:
    await town.invited(Role.STAFF, "环保办")
    await supervisor.says("/assign 1.2.6 环保办")
    await supervisor.says("/due 1.2.6 2021-03-31")
    await when(town, "2021-03-31T23:00")
    assert "期限提醒" not in "".join(one.text for one in town.telegram.shown)
    town.clock.pass_by(timedelta(hours=8))
    await town.deliver()
    assert "期限提醒" in "".join(one.text for one in town.telegram.shown)


async def test_the_chart_comes_after_the_digest(town: Town, supervisor: Someone) -> None:
    await when(town, "2021-03-08T08:30")
    came = [one for one in town.telegram.shown if one.chat_id == supervisor.account.id]
    assert [one.method for one in came] == ["sendMessage", "sendPhoto"]
    assert came[1].files[0].startswith(b"\x89PNG")
    assert "2021-03-08 整改情况：共 27 个问题" in came[1].text


async def test_chart_and_register_are_a_tap_away(supervisor: Someone) -> None:
    await supervisor.says("/digest")
    await supervisor.taps("图表")
    assert supervisor.last.files[0].startswith(b"\x89PNG")
    assert "整改台账：27 个问题" in await supervisor.taps("台账")


async def test_chart_and_register_are_for_supervisors(town: Town, supervisor: Someone) -> None:
    await supervisor.says("/digest")
    citizen = town.newcomer()
    for label in ("图表", "台账"):
        assert "督办人员" in await citizen.taps(label, on=supervisor.last)
    assert not any(one.files for one in citizen.seen)


async def test_what_was_returned_is_late_again(town: Town, supervisor: Someone) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    await supervisor.says("/assign 1.2.6 环保办")
    await supervisor.says("/due 1.2.6 2021-03-31")
    await staff.photographs(picture(), "/progress 1.2.6 上述问题已全部整改完成")
    await staff.taps("发布")
    await staff.taps("申请销号")
    await supervisor.says("/pending")
    await supervisor.taps("退回")
    await supervisor.says("照片不清楚")
    await when(town, "2021-03-31T08:30")
    assert "· 1.2.6 环保办：今天到期" in "\n".join(lines_to(supervisor)[-1])
    assert "期限提醒，1 个问题：\n· 1.2.6 环保办：今天到期" in [
        one.text for one in town.telegram.shown if one.chat_id == staff.account.id
    ]


async def test_one_that_cannot_be_said_holds_nobody_up(
    town: Town, supervisor: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("the font is gone")

    monkeypatch.setattr("handlers.composing.chart_of", broken)
    town.clock.time = datetime(2021, 3, 8, 8, 30, tzinfo=SHANGHAI)
    tick(town.database, town.clock.now(), SHANGHAI, town.bot.jobs)
    await town.newcomer().says("/report 路灯坏了三天了")
    await town.deliver()
    told = [one.text for one in town.telegram.shown if one.chat_id == supervisor.account.id]
    assert any("群众提了意见" in text for text in told)
    assert digests_of(supervisor) == ["2021-03-08 日报（3月5日至3月7日的情况）"]


async def test_a_new_role_is_sent_nothing_of_the_old_one(town: Town, supervisor: Someone) -> None:
    town.clock.time = datetime(2021, 3, 8, 8, 30, tzinfo=SHANGHAI)
    tick(town.database, town.clock.now(), SHANGHAI, town.bot.jobs)
    code = people.invite(town.database, Role.STAFF, "环保办", town.clock.now())
    await supervisor.says(f"/join {code}")
    await town.deliver()
    assert digests_of(supervisor) == []
