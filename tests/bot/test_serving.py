"""What runs beside the conversation is watched."""

import asyncio

import pytest

from bot.problem import Problem
from bot.serving import serve
from tests.town import Town


async def test_the_program_ends_when_what_runs_beside_it_does(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Better started anew by whoever keeps it running than without a clock for months."""

    async def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("bot.clock.run", broken)
    with pytest.raises(Problem, match="意外停了") as ended:
        await serve(town.bot, asyncio.Event())
    assert ended.value.exit_code == 1
