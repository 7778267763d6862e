"""The webhook's door, from inside the process: what it takes, what it refuses, and in which order."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from bot import webhook
from bot.gathering import Gathering
from bot.problem import Problem
from bot.serving import serve
from bot.settings import Listen, Webhook
from bot.shapes import Account, Json
from db import inbox, webhooks
from db.engine import Database
from db.inbox import Arrival
from tests.courier import HEADER, SECRET
from tests.served import answers, hold, rows
from tests.simulated_telegram import SimulatedTelegram
from tests.town import MORNING, Town
from tests.waiting import until

A, B = Account(501, "甲"), Account(502, "乙")
HOOK = "/town/hook"
OURS = {HEADER: SECRET}
Post = Callable[..., Any]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town whose bot is delivered to, and is not opened yet."""
    town = Town(tmp_path)
    hook = Webhook(f"https://town.example.org{HOOK}", SECRET)
    town.settings = replace(town.settings, webhook=hook, listen=Listen("127.0.0.1", 0))
    await town.close()
    town.rebuild()
    yield town
    await town.close()
    town.database.close()


@asynccontextmanager
async def served(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    """The bot is served, and somebody may knock at its door."""
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(town.bot, stop))
    await until(lambda: town.bot.health.is_warm or serving.done())
    try:
        async with knocking(town) as client:
            yield client
    finally:
        stop.set()
        await serving


def knocking(town: Town) -> httpx.AsyncClient:
    assert town.bot.front is not None
    transport = httpx.ASGITransport(town.bot.front.app)
    return httpx.AsyncClient(transport=transport, base_url="http://town.example.org")


@pytest.mark.on_both
async def test_an_update_is_answered_and_the_200_says_nothing(town: Town) -> None:
    async with served(town) as client:
        answer = await client.post(HOOK, json=town.telegram.says(A, "1.2.6"), headers=OURS)
        await until(lambda: answers(town, A))
    assert (answer.status_code, answer.content) == (200, b"")
    assert answers(town, A)[0].startswith("1.2.6")
    assert [(row.state, row.body) for row in rows(town)] == [("done", None)]


async def test_200_comes_after_the_row_is_committed(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    accept, entered, released = inbox.accept, Event(), Event()

    def slow(*arguments: Any) -> set[int]:
        entered.set()
        released.wait(20)
        return accept(*arguments)

    monkeypatch.setattr(inbox, "accept", slow)
    async with served(town) as client:
        update = town.telegram.says(A, "1.2.6")
        posting = asyncio.create_task(client.post(HOOK, json=update, headers=OURS))
        await until(entered.is_set)
        await client.get("/healthz/live")  # an answer, if there were one, would have come by then
        assert not posting.done()
        assert rows(town) == []
        released.set()
        assert (await posting).status_code == 200
        assert [row.update_id for row in rows(town)] == [update["update_id"]]


async def test_what_comes_at_the_same_time_is_stored_together(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept, released, batches = inbox.accept, Event(), list[int]()
    add, come = Gathering.add, list[int]()

    def slow(database: Database, arrivals: list[Arrival], *more: Any) -> set[int]:
        batches.append(len(arrivals))
        released.wait(20)
        return accept(database, arrivals, *more)

    async def counted(gathering: Gathering, raws: list[Json]) -> None:
        come.append(len(raws))
        await add(gathering, raws)

    monkeypatch.setattr(inbox, "accept", slow)
    monkeypatch.setattr(Gathering, "add", counted)
    async with served(town) as client:
        updates = [town.telegram.says(Account(600 + n, "某"), "1.2.6") for n in range(10)]
        posting = [asyncio.create_task(client.post(HOOK, json=one, headers=OURS)) for one in updates]
        await until(lambda: sum(come) == 10)
        released.set()
        assert {(await one).status_code for one in posting} == {200}
        assert batches == [1, 9]


async def test_strangers_are_refused_unread(town: Town) -> None:
    said = [{}, {HEADER: ""}, {HEADER: SECRET[:-1]}, {HEADER: SECRET + "x"}, {HEADER: SECRET.lower()}]
    read = []

    async def body() -> AsyncIterator[bytes]:
        read.append(1)
        yield b"{}"

    async with served(town) as client:
        answers = [await client.post(HOOK, content=body(), headers=headers) for headers in said]
    assert {answer.status_code for answer in answers} == {403}
    assert not read
    assert rows(town) == []


async def test_a_body_that_says_it_is_too_long_is_refused_unread(town: Town) -> None:
    read = []

    async def body() -> AsyncIterator[bytes]:
        read.append(1)
        yield b"{}"

    too_long = {"Content-Length": str(webhook.MOST_BYTES + 1)}
    async with served(town) as client:
        answer = await client.post(HOOK, content=body(), headers=OURS | too_long)
    assert answer.status_code == 413
    assert not read


async def test_a_body_that_grows_too_long_is_refused_on_the_way(town: Town) -> None:
    sent = []

    async def body() -> AsyncIterator[bytes]:
        for _ in range(100):
            sent.append(1)
            yield b" " * (webhook.MOST_BYTES // 4)

    async with served(town) as client:
        answer = await client.post(HOOK, content=body(), headers=OURS)
    assert answer.status_code == 413
    assert len(sent) < 10


async def test_a_body_that_does_not_come_is_not_waited_for(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "BODY_PATIENCE", 0.1)

    async def body() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(20)

    async with served(town) as client:
        answer = await client.post(HOOK, content=body(), headers=OURS)
    assert answer.status_code == 408


NO_UPDATES = [
    b"", b"no json", b"\xff\xfe", b"[]", b"7", b"null", b'{"message": {}}', b'{"update_id": "7"}',
    b'{"update_id": true}', b'{"update_id": 7.5}', b'{"update_id": -1}', b'{"update_id": 1e9}',
    b'{"update_id": 9223372036854775808}',
    b'{"update_id": ' + b"9" * 5000 + b"}", b"[" * 100_000, b'{"update_id": 7, "message": ' + b"[" * 100_000,
]  # fmt: skip


async def test_what_is_no_update_is_refused(town: Town) -> None:
    async with served(town) as client:
        answers = [await client.post(HOOK, content=body, headers=OURS) for body in NO_UPDATES]
    assert [answer.status_code for answer in answers] == [400] * len(NO_UPDATES)
    assert rows(town) == []


@pytest.mark.parametrize(
    "content",
    [
        {"message": {"message_id": "x", "chat": 5}},
        {"message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}, "text": "\ud83d"}},
        {"message": json.loads("[" * 900 + "]" * 900)},
        {"message": {"message_id": 1, "date": 0, "chat": {"id": 2**63, "type": "private"}, "text": "x"}},
    ],
)
async def test_an_update_nobody_can_read_is_set_aside(town: Town, content: Json) -> None:
    """Telegram would deliver it for a day, and nothing after it."""
    body = json.dumps({"update_id": 7, **content})
    async with served(town) as client:
        assert (await client.post(HOOK, content=body, headers=OURS)).status_code == 200
    assert [row.state for row in rows(town)] == ["unreadable"]


async def test_while_nothing_can_be_stored_telegram_is_to_come_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept, faults = inbox.accept, [1]

    def faulty(*arguments: Any) -> set[int]:
        if faults:
            faults.pop()
            raise OperationalError("INSERT", None, Exception("disk full"))
        return accept(*arguments)

    monkeypatch.setattr(inbox, "accept", faulty)
    update = town.telegram.says(A, "1.2.6")
    async with served(town) as client:
        statuses = [(await client.post(HOOK, json=update, headers=OURS)).status_code for _ in range(2)]
        await until(lambda: answers(town, A))
    assert statuses == [503, 200]


async def test_without_room_telegram_is_to_come_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.room.ROOM", 1)
    monkeypatch.setattr(webhook, "ROOM_PATIENCE", 0.1)
    released, _ = hold(town, monkeypatch, A)
    async with served(town) as client:
        posts = [client.post(HOOK, json=town.telegram.says(A, "1.2.6"), headers=OURS) for _ in range(2)]
        assert [(await post).status_code for post in posts] == [200, 503]
        released.set()


@pytest.mark.on_both
async def test_an_update_delivered_again_is_not_handled_again(town: Town) -> None:
    update = town.telegram.says(A, "1.2.6")
    async with served(town) as client:
        posts = [client.post(HOOK, json=update, headers=OURS) for _ in range(3)]
        assert {answer.status_code for answer in await asyncio.gather(*posts)} == {200}
        await client.post(HOOK, json=town.telegram.says(B, "1.2.6"), headers=OURS)
        await until(lambda: answers(town, B) and answers(town, A))
    assert len(answers(town, A)) == 1


@pytest.mark.on_both
async def test_a_chats_updates_are_handled_as_they_were_committed(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept, committed = inbox.accept, list[int]()

    def noted(database: Database, arrivals: list[inbox.Arrival], *more: Any) -> set[int]:
        committed.extend(arrival.update_id for arrival in arrivals)
        return accept(database, arrivals, *more)

    monkeypatch.setattr(inbox, "accept", noted)
    codes = ("1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.2.1", "1.2.2")
    updates = {code: town.telegram.says(A, code) for code in codes}
    async with served(town) as client:
        await asyncio.gather(*(client.post(HOOK, json=one, headers=OURS) for one in updates.values()))
        await until(lambda: len(answers(town, A)) == len(codes))
    handled = [updates[text[:5]]["update_id"] for text in answers(town, A)]
    assert handled == committed


async def test_a_proxy_may_take_its_prefix_off(town: Town) -> None:
    async with served(town) as client:
        for path in (HOOK, "/hook"):
            assert (await client.post(path, content=b"", headers=OURS)).status_code == 400
        assert (await client.post("/", content=b"", headers=OURS)).status_code == 404
        assert (await client.get(HOOK, headers=OURS)).status_code == 405


async def test_who_knocks_while_it_ends_is_sent_away(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    (released, _), stop = hold(town, monkeypatch, A), asyncio.Event()
    serving = asyncio.create_task(serve(town.bot, stop))
    await until(lambda: town.telegram.webhook)
    async with knocking(town) as client:
        await client.post(HOOK, json=town.telegram.says(A, "1.2.6"), headers=OURS)
        stop.set()
        await until(lambda: town.bot.health.is_draining)
        state = await client.get("/healthz/ready")
        assert (state.status_code, state.json()["draining"]) == (503, True)
        await until(lambda: not town.application.running)
        late = await client.post(HOOK, json=town.telegram.says(B, "1.2.6"), headers=OURS)
        assert late.status_code == 503
        released.set()
    await serving
    assert [row.state for row in rows(town)] == ["done"]


async def test_telegram_is_told_where_to_deliver_once(town: Town) -> None:
    for _ in range(2):
        async with served(town):
            pass
        town.rebuild()
    assert len(told := of(town.telegram, "setWebhook")) == 1
    assert told[0]["url"] == f"https://town.example.org{HOOK}"
    assert told[0]["secret_token"] == SECRET
    assert "message" in told[0]["allowed_updates"]
    assert told[0].get("drop_pending_updates") is not True


@pytest.mark.parametrize(
    "change",
    [
        lambda town: replace(town.settings.webhook, secret="another"),
        lambda town: replace(town.settings.webhook, url="https://town.example.org/elsewhere"),
    ],
)
async def test_what_was_changed_is_told_anew(town: Town, change: Callable[[Town], Webhook]) -> None:
    old = town.settings
    for settings in (old, replace(old, webhook=change(town)), old):
        town.settings = settings
        town.rebuild()
        async with served(town):
            pass
    assert len(told := of(town.telegram, "setWebhook")) == 3
    assert told[0] == told[2] != told[1]


async def test_a_webhook_that_somebody_else_took_off_is_set_again(town: Town) -> None:
    for _ in range(2):
        async with served(town):
            pass
        town.telegram.webhook = ""
        town.rebuild()
    assert len(of(town.telegram, "setWebhook")) == 2


async def test_an_address_that_telegram_does_not_take_is_said_so(town: Town) -> None:
    town.telegram.fail("setWebhook", 400)
    with pytest.raises(Problem, match="不接受 BOT_WEBHOOK_URL"):
        await serve(town.bot, asyncio.Event())
    assert webhooks.claim(town.database, "mark", town.clock.now())
    await town.application.stop()


def test_the_claim_of_one_that_died_ends(database: Database) -> None:
    assert webhooks.claim(database, "mark", MORNING)
    assert not webhooks.claim(database, "mark", MORNING + timedelta(minutes=1))
    assert webhooks.claim(database, "mark", MORNING + webhooks.LEASE)
    assert not webhooks.is_set(database, "mark")
    webhooks.note_set(database, "mark", MORNING)
    assert webhooks.is_set(database, "mark")
    assert not webhooks.is_set(database, "another")
    webhooks.note_set(database, "another", MORNING)
    assert not webhooks.is_set(database, "mark")


async def test_polling_takes_a_webhook_off(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.settings = replace(town.settings, webhook=None, listen=None)
    town.rebuild()
    town.telegram.webhook = "https://example.org/hook"
    town.telegram.deliver(town.telegram.says(A, "1.2.6"))
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(town.bot, stop))
    await until(lambda: answers(town, A))
    stop.set()
    await serving
    assert town.telegram.webhook == ""
    assert "原来设有 webhook，已撤掉" in caplog.text
    assert all(p.get("drop_pending_updates") is not True for p in of(town.telegram, "deleteWebhook"))


def of(telegram: SimulatedTelegram, method: str) -> list[Json]:
    return [parameters for name, parameters in telegram.calls if name == method]
