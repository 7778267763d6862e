"""The digest of a county: its towns, the worst first, each with the way to its own."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import tick
from bot.shapes import Account
from db import people
from knowledge.model import Role
from tests.town import Someone, Town
from tests.two_towns import (
    CITIZEN,
    COUNTY,
    EVERYBODY,
    HERE,
    SUPERVISOR_HERE,
    SUPERVISOR_THERE,
    THERE,
    two_towns,
)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    town = Town(tmp_path, two_towns)
    await town.open()
    for person_id in EVERYBODY:
        town.telegram.meet({"id": person_id, "type": "private", "first_name": "某"})
    yield town
    await town.close()
    town.database.close()


def somebody(town: Town, person_id: int) -> Someone:
    return Someone(town, Account(person_id, "某"))


@pytest.fixture
async def late(town: Town) -> None:
    """Ten days later, on a Monday: three findings of the first town are over their deadline, two opinions in
    the second wait too long."""
    supervisor = somebody(town, SUPERVISOR_HERE)
    for code in ("1.2.6", "1.1.1", "1.2.1"):
        await supervisor.says(f"/due {code} 2021-03-04")
    town.clock.pass_by(timedelta(days=10))


@pytest.mark.usefixtures("late")
async def test_the_county_sees_its_towns_the_worst_first(town: Town) -> None:
    county = somebody(town, COUNTY)
    said = await county.says("/digest")
    assert "2 个镇，最该催的在前" in said
    assert f"· {HERE}：逾期 3、意见等了 7 天以上 0、久未更新 0（27 个问题" in said
    assert f"· {THERE}：逾期 0、意见等了 7 天以上 2、久未更新 " in said
    assert said.index(HERE) < said.index(THERE)
    assert f"{HERE}2021年通报" not in said
    own = await county.taps(HERE)
    assert "逾期 3 个" in own
    assert "210305-01" not in own
    assert "210305-01" in await county.taps(THERE)


@pytest.mark.usefixtures("late")
async def test_each_town_has_its_own_digest_in_the_morning(town: Town) -> None:
    tick(town.database, town.clock.now(), town.settings.zone, town.bot.jobs)
    here, there = somebody(town, SUPERVISOR_HERE), somebody(town, SUPERVISOR_THERE)
    await town.deliver()

    def told(someone: Someone) -> str:
        shown = [one.text for one in town.telegram.shown if one.chat_id == someone.account.id]
        return next(text for text in shown if "日报" in text.partition("\n")[0])

    assert "逾期 3 个" in told(here)
    assert "210305-01" not in told(here)
    assert "210305-01" in told(there)
    assert "逾期" not in told(there)
    assert "2 个镇" in told(somebody(town, COUNTY))


async def test_a_town_is_not_compared_with_others(town: Town) -> None:
    assert THERE not in await somebody(town, SUPERVISOR_HERE).says("/digest")
    assert "日报是督办人员用的" in await somebody(town, CITIZEN).says("/digest")


async def test_a_namesake_in_the_county_is_not_reminded_of_a_towns_own(town: Town) -> None:
    """Two of the town are called so: which of them is meant nobody knows, and the office hears."""
    for person_id, town_id in ((51, 1), (52, 1), (53, None)):
        code = people.invite(town.database, Role.STAFF, "水利站", town.clock.now(), town_id)
        people.join(town.database, code, person_id, "张三", town.clock.now())
        town.telegram.meet({"id": person_id, "type": "private", "first_name": "张三"})
    supervisor = somebody(town, SUPERVISOR_HERE)
    await supervisor.says("/assign 1.2.6 水利站 张三")
    await supervisor.says("/due 1.2.6 2021-03-08")
    await town.deliver()
    town.telegram.forget()
    town.clock.pass_by(timedelta(days=3))
    tick(town.database, town.clock.now(), town.settings.zone, town.bot.jobs)
    await town.deliver()
    told = {one.chat_id for one in town.telegram.shown if "1.2.6" in one.text}
    assert {51, 52} <= told


async def test_a_town_is_named_for_its_digest_and_its_register(town: Town) -> None:
    county, here = somebody(town, COUNTY), somebody(town, SUPERVISOR_HERE)
    assert "共 28 个问题" in await county.says(f"日报 {THERE}")
    assert "2021-03-04 日报" in await county.says(f"日报 {HERE} 昨天")
    assert f"{HERE}2021年通报\n整改台账" in await county.says(f"台账 {HERE}")
    for typed in (f"日报 {THERE}", f"台账 {THERE}"):
        assert f"是{THERE}的，您管的是{HERE}" in await here.says(typed)
