"""A citizen's month with the bot, through restarts; and what another citizen sees of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import tick
from db.audit import audit
from knowledge.model import Role
from tests.town import Someone, Town

SHANGHAI = ZoneInfo("Asia/Shanghai")
WORDS = "村口路灯坏了三天了，天黑看不见路"


async def days_pass(town: Town, days: int) -> None:
    """Each morning the clock ticks; what is owed is sent, and the program is started anew."""
    for _ in range(days):
        town.clock.pass_by(timedelta(days=1))
        tick(town.database, town.clock.now(), SHANGHAI, town.bot.jobs)
        await town.deliver()
    await town.restart()


def seen_by(town: Town, someone: Someone) -> str:
    return "\n".join(one.text for one in town.telegram.shown if one.chat_id == someone.account.id)


async def test_ask_follow_be_told_report_be_answered_rate_unfollow_forget(
    town: Town, citizen: Someone
) -> None:
    town.clock.time = datetime(2021, 3, 5, 9, 0, tzinfo=SHANGHAI)
    staff, supervisor = await town.invited(Role.STAFF, "水利站"), await town.invited(Role.SUPERVISOR)
    other = town.newcomer("别人")
    await other.says("/start")
    assert (await citizen.says("泵站修好了没")).startswith("1.2.6 ")
    await citizen.taps("关注")
    await days_pass(town, 3)

    await staff.says("/progress 1.2.6 3 个泵站已全部修好")
    await staff.taps("发布")
    await days_pass(town, 1)
    assert "您关注的问题有新进展" in seen_by(town, citizen)

    ticket = "210309-01"
    assert ticket in await citizen.says(f"提意见 {WORDS}")
    await days_pass(town, 2)
    assert ticket in await supervisor.says("/opinions")
    await supervisor.taps(ticket)
    await supervisor.taps("答复")
    await supervisor.says("已派人去修，今晚能亮")
    await town.restart()
    assert "已派人去修" in await citizen.hears()
    await citizen.taps("不满意")
    await days_pass(town, 1)
    await supervisor.says("/opinions")
    await supervisor.taps(ticket)
    await supervisor.taps("答复")
    await supervisor.says("换了新灯，今天去看过，亮着")
    assert "换了新灯" in await citizen.hears()
    await citizen.taps("满意")

    mine = await citizen.says("我的")
    assert "1.2.6" in mine
    assert f"{ticket} 已评价" in mine
    await citizen.taps("取消关注")
    await staff.says("/progress 1.2.6 又检查了一遍")
    await staff.taps("发布")
    await days_pass(town, 20)
    assert "又检查了一遍" not in seen_by(town, citizen)

    await citizen.says("/forget")
    await town.restart()
    left = await citizen.says("我的")
    assert ticket not in left
    assert "1.2.6" not in left
    assert audit(town.database).faults == ()
    await other.says("我的")
    await other.says("路灯")
    for words in ("路灯坏了", ticket, "泵站修好了没", "您关注的问题"):
        assert words not in seen_by(town, other)
