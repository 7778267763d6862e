"""An admin: hears who joined, sees who has a role, takes it away."""

from datetime import timedelta

import pytest

from db import people
from knowledge.model import Role
from tests.town import Someone, Town


async def test_admins_are_told_who_joined_and_can_revoke_it(town: Town, admin: Someone) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    await town.deliver()
    told = town.telegram.shown[-1]
    assert told.chat_id == admin.account.id
    assert told.text.startswith("某人 凭邀请码加入，成为环保办的工作人员")
    assert "要撤销某人（环保办，工作人员）吗？" in await admin.taps("撤销", on=told)
    assert "已撤销" in await admin.taps("确认撤销")
    assert "邀请码" in await staff.says("/progress 1.2.6 泵站修好")


async def test_a_role_is_taken_away_only_when_it_is_confirmed(town: Town, admin: Someone) -> None:
    """A finger that slips in the list of names would send somebody away, and tell nobody."""
    staff = await town.invited(Role.STAFF, "环保办")
    await admin.says("人员")
    assert "现在什么也没有改" in await admin.taps("撤销 某人（环保办）")
    assert "没有撤销" in await admin.taps("不撤销")
    assert "预览" in await staff.says("/progress 1.2.6 泵站修好")
    await admin.says("人员")
    await admin.taps("撤销 某人（环保办）")
    assert "已撤销" in await admin.says("确认撤销")
    assert "邀请码" in await staff.says("/progress 1.2.6 泵站修好")


async def test_who_joins_is_not_told_of_themselves(town: Town, admin: Someone) -> None:
    await town.deliver()
    other = await town.invited(Role.ADMIN)
    await town.deliver()
    assert [shown.chat_id for shown in town.telegram.shown if "凭邀请码加入" in shown.text] == [
        admin.account.id
    ]
    assert other.account.id != admin.account.id


async def test_nobody_is_told_twice(town: Town, admin: Someone) -> None:
    await town.invited(Role.STAFF)
    await town.deliver()
    seen = len(town.telegram.shown)
    await town.restart()
    await town.deliver()
    assert len(town.telegram.shown) == seen


async def test_who_blocks_the_bot_is_left_alone_until_they_return(town: Town, admin: Someone) -> None:
    def told() -> list[int]:
        return [shown.chat_id for shown in town.telegram.shown if "凭邀请码加入" in shown.text]

    await admin.blocks()
    await town.invited(Role.STAFF)
    await town.deliver()
    assert told() == []
    await admin.blocks(False)
    await town.invited(Role.STAFF)
    await town.deliver()
    assert told() == [admin.account.id]


async def test_the_list_of_people_and_its_buttons(town: Town, admin: Someone) -> None:
    staff = await town.invited(Role.STAFF, "环保办")
    assert "某人（环保办，工作人员）" in await admin.says("人员")
    await admin.taps_data(f"revoke:{staff.account.id}")
    assert "环保办" not in await admin.says("/people")


async def test_a_role_lost_takes_effect_at_the_next_tap(town: Town, admin: Someone) -> None:
    staff = await town.invited(Role.STAFF)
    await staff.says("/progress 1.2.6 泵站修好")
    people.revoke(town.database, staff.account.id, None, town.clock.now())
    assert "工作人员用的" in await staff.taps("发布")


@pytest.mark.parametrize("role", [Role.STAFF, Role.SUPERVISOR])
async def test_only_admins_see_and_revoke(town: Town, admin: Someone, role: Role) -> None:
    someone = await town.invited(role)
    assert "管理员" in await someone.says("/people")
    await someone.says("目录")
    assert "不是管理员" in await someone.taps_data(f"revoke:{admin.account.id}")
    assert people.find(town.database, admin.account.id) is not None


async def test_guessing_codes_stops_after_five(town: Town, citizen: Someone) -> None:
    code = people.invite(town.database, Role.STAFF, "环保办", town.clock.now())
    for _ in range(5):
        assert "不对" in await citizen.says("/join WRQNGCQDEABC")
    assert "错得太多次" in await citizen.says(f"/join {code}")
    assert "已加入" in await town.newcomer().says(f"/join {code}")


async def test_a_notification_refused_for_now_is_sent_when_telegram_says(town: Town, admin: Someone) -> None:
    await town.deliver()
    await town.invited(Role.STAFF)
    town.telegram.fail("sendMessage", 429, retry_after=30)
    before = town.clock.now()
    await town.deliver()
    town.clock.pass_by(timedelta(seconds=30))
    await town.deliver()
    assert town.telegram.shown[-1].text.startswith("某人 凭邀请码加入")
    assert town.clock.now() - before >= timedelta(seconds=30)


async def test_the_last_admin_stays(town: Town) -> None:
    admin = await town.invited(Role.ADMIN)
    await admin.says("/people")
    await admin.taps(next(label for label in admin.labels(admin.last) if label.startswith("撤销")))
    assert "撤销" in await admin.says("/people") or "管理员" in admin.last.text
    assert "管理员用的命令" not in admin.last.text
