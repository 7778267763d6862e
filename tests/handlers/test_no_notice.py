"""A town that has no notice yet: its staff are told so, and nothing is wrong."""

import logging

import pytest

from db import people, towns
from knowledge.model import Role
from tests.town import Town


@pytest.mark.parametrize(
    ("role", "asks"),
    [
        (Role.STAFF, ("/mine", "/progress")),
        (Role.SUPERVISOR, ("/digest", "/register", "/poster", "/assign")),
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
