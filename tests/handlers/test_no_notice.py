"""A town that has no notice yet: its staff are told so, and nothing is wrong."""

import logging
from pathlib import Path

import pytest

from db import loading, people, towns
from knowledge.model import Role
from tests.town import Town


@pytest.mark.parametrize(
    ("role", "asks"),
    [
        (Role.STAFF, ("/mine", "/progress")),
        (Role.SUPERVISOR, ("/digest", "/register", "/assign")),
    ],
)
async def test_a_town_without_a_notice_is_told_so(
    town: Town, role: Role, asks: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    someone, mars = town.newcomer(), towns.made(town.database, "火星镇")
    code = people.invite(town.database, role, None, town.clock.now(), mars.id)
    await someone.says(f"/join {code}")
    for ask in asks:
        assert await someone.says(ask) == "火星镇还没有通报，请管理员把文件发来。", ask
    assert [line for line in caplog.records if line.levelno >= logging.WARNING] == []


async def test_there_is_no_poster_of_it(town: Town, chinese_font: Path) -> None:
    someone, mars = town.newcomer(), towns.made(town.database, "火星镇")
    code = people.invite(town.database, Role.SUPERVISOR, None, town.clock.now(), mars.id)
    await someone.says(f"/join {code}")
    assert await someone.says("/poster") == "火星镇还没有通报，请管理员把文件发来。"


@pytest.mark.parametrize(
    ("role", "next_step"), [(Role.STAFF, "通报还没有放进来"), (Role.ADMIN, "把文件直接发到这里")]
)
async def test_who_joins_before_there_is_a_notice_is_told_that_they_did(
    town: Town, role: Role, next_step: str
) -> None:
    loading.withdraw(town.database, 1, town.clock.now())
    someone = town.newcomer()
    said = await someone.says(f"/join {people.invite(town.database, role, '环保办', town.clock.now())}")
    assert said.startswith("已加入")
    assert next_step in said
