"""The intake: rows before anything else, a chat's order, failures tried again, replay."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, cast

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select
from telegram import Update

from bot import room
from bot.serving import serve
from bot.shapes import Account, Json
from db import inbox, outbox, people, questions
from db.engine import NewRow
from db.inbox import Arrival
from db.models import InboxRow, QuestionRow
from knowledge.model import ReplyKind, Role
from tests.served import answers, fail_times, hold, rows
from tests.town import Town
from tests.waiting import until

A, B = Account(501, "甲"), Account(502, "乙")


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


@pytest.fixture
async def closed(town: Town) -> Town:
    """A town whose bot is not opened yet."""
    await town.application.shutdown()
    return town


@pytest.mark.on_both
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


@pytest.mark.on_both
async def test_what_was_committed_though_nobody_heard_is_handled_once(
    closed: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection to the database broke before it could say that it had committed."""
    accept, faults = inbox.accept, [1]

    def committed(*arguments: Any) -> set[int]:
        fresh = accept(*arguments)
        if faults:
            faults.pop()
            raise OperationalError("COMMIT", None, Exception("server closed the connection"))
        return fresh

    monkeypatch.setattr(inbox, "accept", committed)
    for code in ("1.1.1", "1.1.2"):
        closed.telegram.deliver(closed.telegram.says(A, code))
    async with served(closed):
        await until(lambda: [row.state for row in rows(closed)] == ["done"] * 2)
        closed.telegram.deliver(closed.telegram.says(A, "1.1.3"))
        await until(lambda: len(answers(closed, A)) == 3)
    assert [text[:5] for text in answers(closed, A)] == ["1.1.1", "1.1.2", "1.1.3"]


@pytest.mark.on_both
async def test_what_was_marked_done_though_nobody_heard_is_written_once(
    closed: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish, faults = inbox.finish, [1]

    def finished(*arguments: Any) -> None:
        finish(*arguments)
        if faults:
            faults.pop()
            raise OperationalError("COMMIT", None, Exception("server closed the connection"))

    monkeypatch.setattr(inbox, "finish", finished)
    closed.telegram.deliver(closed.telegram.says(A, "1.1.1"))
    async with served(closed):
        await until(lambda: not faults)
        closed.telegram.deliver(closed.telegram.says(A, "1.1.2"))
        await until(lambda: [row.state for row in rows(closed)] == ["done"] * 2)
    with closed.database.snapshot() as session:
        assert [*session.exec(select(QuestionRow.codes).order_by(col(QuestionRow.id)))] == [
            ["1.1.1"],
            ["1.1.2"],
        ]


@pytest.mark.on_both
async def test_what_a_killed_run_left_is_replayed(closed: Town) -> None:
    update = closed.telegram.says(A, "1.2.6")
    left = Arrival(update["update_id"], A.id, json.dumps(update))
    inbox.accept(closed.database, [left], closed.clock.now())
    async with served(closed):
        await until(lambda: answers(closed, A))
    assert [row.state for row in rows(closed)] == ["done"]


@pytest.mark.on_both
async def test_an_update_delivered_again_is_not_handled_again(closed: Town) -> None:
    update = closed.telegram.says(A, "1.2.6")
    async with served(closed):
        closed.telegram.deliver(update)
        await until(lambda: answers(closed, A))
    closed.rebuild()
    async with served(closed):
        closed.telegram.deliver(update)
        closed.telegram.deliver(closed.telegram.says(B, "1.2.6"))
        await until(lambda: answers(closed, B))
    assert len(answers(closed, A)) == 1


async def test_a_chat_keeps_its_order_while_others_go_on(
    closed: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    released, _ = hold(closed, monkeypatch, A)
    for text in ("1.1.1", "1.1.2", "1.1.3"):
        closed.telegram.deliver(closed.telegram.says(A, text))
    closed.telegram.deliver(closed.telegram.says(B, "1.2.6"))
    async with served(closed):
        await until(lambda: answers(closed, B))
        assert answers(closed, A) == []
        released.set()
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


async def test_no_more_is_received_than_there_is_room_for(
    closed: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "ROOM", 2)
    door = closed.bot.intake
    updates = [closed.telegram.says(A, "1"), closed.telegram.says(A, "2")]
    await door.accept(updates)
    waiting = asyncio.create_task(door.room())
    await asyncio.sleep(0)
    assert not waiting.done()
    door.finish(updates[0]["update_id"])
    await door.close()
    await waiting


async def test_two_thousand_updates_are_all_answered_in_order(closed: Town) -> None:
    people = [Account(9000 + n, "群众") for n in range(50)]
    codes = ("1.1.1", "1.1.2", "1.1.3", "1.1.4")
    async with served(closed):
        for turn in range(40):
            for person in people:
                closed.telegram.deliver(closed.telegram.says(person, codes[turn % 4]))
        await until(lambda: len(closed.telegram.shown) >= 2000, seconds=120)
    for person in people:
        assert [text[:5] for text in answers(closed, person)] == list(codes) * 10
    assert {row.state for row in rows(closed)} == {"done"}


async def test_what_cannot_be_read_and_what_is_known_is_not_handed_over(closed: Town) -> None:
    door, queue = closed.bot.intake, closed.application.update_queue
    good: Json = closed.telegram.says(A, "1.2.6")
    broken: Json = {"update_id": 9, "message": {"message_id": "x", "chat": 5}}
    for _ in range(2):
        await door.accept([broken, good])
    assert queue.qsize() == 1
    assert door.expects(update := cast(Update, queue.get_nowait()))
    assert update.update_id == good["update_id"]


async def test_a_chat_that_floods_takes_nobodys_room(closed: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its updates wait as rows, and are handled all the same, in order."""
    monkeypatch.setattr(room, "ROOM", 100)
    released, _ = hold(closed, monkeypatch, A)
    flood = room.ROOM + 100
    for _ in range(flood):
        closed.telegram.deliver(closed.telegram.says(A, "1.1.1"))
    closed.telegram.deliver(closed.telegram.says(B, "1.2.6"))
    async with served(closed):
        await until(lambda: answers(closed, B))
        assert answers(closed, A) == []
        assert closed.application.update_queue.qsize() < room.ROOM
        released.set()
        await until(lambda: [row.state for row in rows(closed)] == ["done"] * (flood + 1))
    assert "发得太快" in answers(closed, A)[-1]


async def test_a_huge_message_holds_nobody_up(closed: Town) -> None:
    closed.telegram.deliver(closed.telegram.says(A, "喷漆中心" * 1000))
    closed.telegram.deliver(closed.telegram.says(B, "1.2.6"))
    async with served(closed):
        await until(lambda: answers(closed, A) and answers(closed, B))
    assert "太长" in answers(closed, A)[0]


@pytest.mark.on_both
async def test_a_backlog_larger_than_the_room_is_taken_up_at_the_start(closed: Town) -> None:
    people = [Account(9000 + n, "群众") for n in range(room.ROOM + 50)]
    updates = [closed.telegram.says(person, "1.1.1") for person in people for _ in range(2)]
    left = [Arrival(raw["update_id"], raw["message"]["chat"]["id"], json.dumps(raw)) for raw in updates]
    inbox.accept(closed.database, left, closed.clock.now())
    async with served(closed):
        await until(lambda: len(closed.telegram.shown) >= len(updates))
    assert {row.state for row in rows(closed)} == {"done"}


async def test_what_waits_keeps_its_body_and_empty_rows_hide_nothing(
    closed: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "ROOM", 5)
    updates = [closed.telegram.says(A, "1.2.6") for _ in range(8)]
    left = [Arrival(raw["update_id"], A.id, json.dumps(raw)) for raw in updates]
    inbox.accept(closed.database, left, closed.clock.now())
    with closed.database.transaction() as session:
        inbox.tidy(session, closed.clock.now() + timedelta(days=30))
        for row in session.exec(select(InboxRow).order_by(col(InboxRow.update_id)).limit(6)):
            row.body = None
    async with served(closed):
        await until(lambda: len(answers(closed, A)) == 2)


async def test_who_writes_has_not_blocked_the_bot_whatever_was_noted(closed: Town) -> None:
    people.enrol(closed.database, A.id, A.name, Role.ADMIN, closed.clock.now())
    outbox.block(closed.database, A.id, closed.clock.now())
    async with served(closed):
        closed.telegram.deliver(closed.telegram.says(A, "1.2.6"))
        await until(lambda: answers(closed, A))
    await closed.application.initialize()
    await closed.invited(Role.STAFF)
    await closed.deliver()
    assert "凭邀请码加入" in answers(closed, A)[-1]


async def test_a_row_that_the_database_refuses_holds_up_no_others(closed: Town) -> None:
    door, now = closed.bot.intake, closed.clock.now()
    updates = [closed.telegram.says(A, "污水"), closed.telegram.says(B, "喷漆")]
    await door.accept(updates)
    good = questions.remembered("喷漆", ReplyKind.ANSWER, ("1.2.6",), "k", 1, now)
    broken = NewRow(good.table, good.values | {"text": None})
    for update, row in zip(updates, (broken, good), strict=True):
        door.owe(update["update_id"], row)
        door.finish(update["update_id"])
    await door.close()
    assert [row.state for row in rows(closed)] == ["done", "done"]
    with closed.database.snapshot() as session:
        assert list(session.exec(select(QuestionRow.text))) == ["喷漆"]
