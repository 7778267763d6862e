"""What runs beside the conversation is watched."""

import asyncio
from contextlib import suppress

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


async def test_what_takes_a_cancellation_for_a_fault_ends_all_the_same(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_reading, stop = asyncio.Event(), asyncio.Event()

    async def deaf(*_: object) -> None:
        is_reading.set()
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.clock.run", deaf)
    serving = asyncio.create_task(serve(town.bot, stop))
    await is_reading.wait()
    stop.set()
    async with asyncio.timeout(10):
        await serving
