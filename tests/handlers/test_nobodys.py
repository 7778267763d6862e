"""What is of no town is the county's, and in everybody's lists where nobody of a role is the county's."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.shapes import Account
from db import handovers, loading, ownerships, people
from db.engine import Database
from db.findings import matter_of
from db.in_force import finding_row
from db.models import CloseoutRow
from knowledge.model import Step
from tests.town import MORNING, Someone, Town
from tests.two_towns import (
    ADMIN_HERE,
    COUNTY,
    OFFICE,
    OTHER_STAFF_THERE,
    STAFF_HERE,
    SUPERVISOR_HERE,
    notice_here,
    two_towns,
)

TITLE, CODE, NOTICE = "水利专项检查通报", "9.1.1", 3


def with_one_of_nobody(database: Database) -> None:
    """Its one finding is to be handed to the 财政所, and closed."""
    two_towns(database)
    finding = replace(notice_here().findings[-1], code=CODE, problem="水库大坝没有值班的人。")
    loading.load(database, replace(notice_here(), issuer=None, title=TITLE, findings=(finding,)), MORNING)
    ownerships.assign(database, 1, NOTICE, CODE, "环保办", None, COUNTY, MORNING)
    handovers.ask(database, 601, NOTICE, CODE, OFFICE, OTHER_STAFF_THERE, MORNING)
    with database.transaction() as session:
        row = finding_row(session, NOTICE, CODE)
        assert row is not None
        step = CloseoutRow(
            matter_id=matter_of(row), step=Step.PROPOSED, person_id=OTHER_STAFF_THERE, unit="环保办",
            reason=None, taken_at=MORNING,
        )  # fmt: skip
        session.add(step)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    town = Town(tmp_path, with_one_of_nobody)
    await town.open()
    yield town
    await town.close()
    town.database.close()


@pytest.mark.parametrize(
    ("who", "asks", "shows"),
    [
        (ADMIN_HERE, "/notices", TITLE),
        (SUPERVISOR_HERE, "/digest", "水利专项检查"),
        (SUPERVISOR_HERE, "/pending", CODE),
        (STAFF_HERE, "/mine", CODE),
    ],
)
async def test_lists_show_it_where_nobody_is_the_countys(town: Town, who: int, asks: str, shows: str) -> None:
    people.revoke(town.database, COUNTY, None, MORNING)
    assert shows in await Someone(town, Account(who, "某")).says(asks)


async def test_its_register_is_the_countys_where_there_is_one(town: Town) -> None:
    supervisor = Someone(town, Account(SUPERVISOR_HERE, "某"))
    assert "水利专项" not in await supervisor.says("/digest")
    await supervisor.says("目录")
    assert "水利专项" not in await supervisor.taps_data("registers:0")
    people.revoke(town.database, COUNTY, None, MORNING)
    await supervisor.says("目录")
    await supervisor.taps_data("registers:0")
    shown = supervisor.last
    assert "水利专项" in shown.text + "".join(supervisor.labels(shown))
