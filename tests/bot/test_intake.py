"""The intake: rows before anything else, a chat's order, failures tried again, replay."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from bot import intake
from bot.offline import Account, Json
from bot.serving import serve
from db import inbox
from db.models import InboxRow
from tests.town import Town

A, B = Account(501, "甲"), Account(502, "乙")


async def until(condition: Callable[[], Any]) -> None:
    """Returns once the condition holds; fails after ten seconds."""
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)


@asynccontextmanager
async def served(town: Town) -> AsyncIterator[None]:
    """The bot receives by polling, as it does on Telegram."""
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(town.bot, stop))
    try:
        yield
    finally:
        stop.set()
        await serving


def rows(town: Town) -> list[InboxRow]:
    with town.database.snapshot() as session:
        found = list(session.exec(select(InboxRow).order_by(col(InboxRow.update_id))))
        session.expunge_all()
        return found


def answers(town: Town, who: Account) -> list[str]:
    return [shown.text for shown in town.telegram.shown if shown.chat_id == who.id]


@pytest.fixture
async def closed(town: Town) -> Town:
    """A town whose bot is not opened yet."""
    await town.application.shutdown()
    return town


async def test_what_is_answered_is_done_and_its_body_emptied(closed: Town) -> None:
    async with served(closed):
        closed.telegram.deliver(closed.telegram.says(A, "1.2.6"))
        await until(lambda: answers(closed, A))
    assert [(row.state, row.body) for row in rows(closed)] == [("done", None)]


UNREADABLE: list[Json] = [
    {"message": {"message_id": "x", "chat": 5}},
    {"message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}, "text": "\ud83d"}},
]


@pytest.mark.parametrize("content", UNREADABLE)
async def test_an_update_nobody_can_read_does_not_stop_its_batch(closed: Town, content: Json) -> None:
    closed.telegram.deliver({"update_id": 7, **content})
    closed.telegram.deliver(closed.telegram.says(A, "1.2.6"))
    async with served(closed):
        await until(lambda: answers(closed, A))
    assert [row.state for row in rows(closed)] == ["unreadable", "done"]


async def test_a_storage_fault_makes_telegram_deliver_again(
    closed: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept, faults = inbox.accept, [1]

    def faulty(*arguments: Any) -> set[int]:
        if faults:
            faults.pop()
            raise OperationalError("INSERT", None, Exception("disk full"))
        return accept(*arguments)

    monkeypatch.setattr(inbox, "accept", faulty)
    closed.telegram.deliver(closed.telegram.says(A, "1.2.6"))
    async with served(closed):
        await until(lambda: answers(closed, A))
    assert not faults


async def test_what_a_killed_run_left_is_replayed(closed: Town) -> None:
    update = closed.telegram.says(A, "1.2.6")
    inbox.accept(closed.database, {update["update_id"]: json.dumps(update)}, {}, closed.clock.now())
    async with served(closed):
        await until(lambda: answers(closed, A))
    assert [row.state for row in rows(closed)] == ["done"]


async def test_an_update_delivered_again_is_not_handled_again(closed: Town) -> None:
    update = closed.telegram.says(A, "1.2.6")
    async with served(closed):
        closed.telegram.deliver(update)
        await until(lambda: answers(closed, A))
    closed.bot = closed._build()
    async with served(closed):
        closed.telegram.deliver(update)
        closed.telegram.deliver(closed.telegram.says(B, "1.2.6"))
        await until(lambda: answers(closed, B))
    assert len(answers(closed, A)) == 1


async def test_a_chat_keeps_its_order_while_others_go_on(closed: Town) -> None:
    closed.telegram.fail("sendMessage", 429, retry_after=1)
    for text in ("1.1.1", "1.1.2", "1.1.3"):
        closed.telegram.deliver(closed.telegram.says(A, text))
    async with served(closed):
        await until(lambda: closed.telegram.calls and closed.telegram.calls[-1][0] == "sendMessage")
        closed.telegram.deliver(closed.telegram.says(B, "1.2.6"))
        await until(lambda: answers(closed, B))
        assert answers(closed, A) == []
        await until(lambda: len(answers(closed, A)) == 3)
    assert [text[:5] for text in answers(closed, A)] == ["1.1.1", "1.1.2", "1.1.3"]


@pytest.mark.parametrize("times", [1, 2])
async def test_an_error_of_ours_is_outlived(
    closed: Town, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    fail_times(monkeypatch, times)
    closed.telegram.deliver(closed.telegram.says(A, "喷漆"))
    async with served(closed):
        await until(lambda: answers(closed, A))
    assert answers(closed, A)[0].startswith("1.2.6")


async def test_an_error_that_stays_is_told_once_and_kept(
    closed: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_times(monkeypatch, 3)
    closed.telegram.deliver(closed.telegram.says(A, "喷漆"))
    async with served(closed):
        await until(lambda: any(row.state == "failed" for row in rows(closed)))
    assert [row.error for row in rows(closed)] == ["RuntimeError"]
    assert len(answers(closed, A)) == 1
    assert "出了点问题" in answers(closed, A)[0]


def fail_times(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    from knowledge.asking import answers as asking

    answer, left = asking.answer, [1] * times

    def faulty(*arguments: Any) -> Any:
        if left:
            left.pop()
            raise RuntimeError("boom")
        return answer(*arguments)

    monkeypatch.setattr(asking, "answer", faulty)


async def test_no_more_is_received_than_there_is_room_for(
    closed: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "ROOM", 2)
    door = closed.bot.intake
    await door.accept([closed.telegram.says(A, "1"), closed.telegram.says(A, "2")])
    waiting = asyncio.create_task(door.room())
    await asyncio.sleep(0)
    assert not waiting.done()
    door.finish((await door.left_over())[0]["update_id"])
    await door.close()
    await waiting


async def test_two_thousand_updates_are_all_answered_in_order(closed: Town) -> None:
    people = [Account(9000 + n, "群众") for n in range(50)]
    codes = ("1.1.1", "1.1.2", "1.1.3", "1.1.4")
    async with served(closed):
        for turn in range(40):
            for person in people:
                closed.telegram.deliver(closed.telegram.says(person, codes[turn % 4]))
        async with asyncio.timeout(120):
            while len(closed.telegram.shown) < 2000:
                await asyncio.sleep(0.05)
    for person in people:
        assert [text[:5] for text in answers(closed, person)] == list(codes) * 10
    assert {row.state for row in rows(closed)} == {"done"}


async def test_ids_known_and_shapes_unknown_still_move_the_offset_on(closed: Town) -> None:
    door = closed.bot.intake
    good: Json = closed.telegram.says(A, "1.2.6")
    broken: Json = {"update_id": 9, "message": {"message_id": "x", "chat": 5}}
    assert await door.accept([broken, good]) == [{"update_id": 9}, good]
    assert await door.accept([broken, good]) == [{"update_id": 9}, {"update_id": good["update_id"]}]
