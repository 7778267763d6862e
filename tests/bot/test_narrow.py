"""So many calls are under way at a time, and who waits is served in turn or told."""

import asyncio
from typing import Any

import pytest
from telegram.error import NetworkError, TimedOut

from bot.narrow import CONNECTIONS, NarrowRequest
from bot.wrapping import Response
from tests.simulated_line import Line


class Held(Line):
    """A line that answers when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.under_way: list[str] = []
        self.told: asyncio.Queue[Response | Exception] = asyncio.Queue()

    async def do_request(self, *asked: Any, **_: Any) -> Response:
        self.under_way.append(str(asked[0]).rpartition("/")[2])
        answer = await self.told.get()
        if isinstance(answer, Exception):
            raise answer
        return answer


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.fixture
async def line() -> Held:
    return Held()


def calls(request: NarrowRequest, number: int) -> list[asyncio.Task[Response]]:
    return [asyncio.create_task(request.do_request(f"https://x/bot1:a/{n}", "POST")) for n in range(number)]


async def test_no_more_than_so_many_are_under_way(line: Held) -> None:
    waiting = calls(NarrowRequest(line), CONNECTIONS + 2)
    await settled()
    assert len(line.under_way) == CONNECTIONS
    for _ in waiting:
        line.told.put_nowait((200, b""))
    await asyncio.gather(*waiting)
    assert line.under_way == [str(n) for n in range(CONNECTIONS + 2)]


async def test_one_that_fails_gives_its_place_to_the_next(line: Held) -> None:
    waiting = calls(NarrowRequest(line), CONNECTIONS + 1)
    line.told.put_nowait(NetworkError("gone"))
    await settled()
    assert len(line.under_way) == CONNECTIONS + 1
    for _ in range(CONNECTIONS):
        line.told.put_nowait((200, b""))
    ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert sum(isinstance(one, NetworkError) for one in ended) == 1


async def test_who_waits_too_long_is_told_so(line: Held) -> None:
    request = NarrowRequest(line, patience=0.001)
    waiting = calls(request, CONNECTIONS)
    await settled()
    with pytest.raises(TimedOut):
        await request.do_request("https://x/bot1:a/late", "POST")
    assert "late" not in line.under_way
    for _ in waiting:
        line.told.put_nowait((200, b""))
    await asyncio.gather(*waiting)
