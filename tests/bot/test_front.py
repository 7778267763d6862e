"""What the program says of its health, and its numbers, while it is served."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError

from bot import clock
from bot.looking import Look
from bot.problem import Problem
from bot.serving import serve
from bot.settings import Listen
from bot.shapes import Account
from db import inbox, outbox
from db.engine import Database
from db.inbox import Arrival, Ended
from handlers.context import services_of
from tests.served import answers, fail_times
from tests.town import Town
from tests.waiting import until

A, B = Account(501, "张三丰"), Account(502, "乙")
Numbers = dict[tuple[str, str], float]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town that polls and may be asked, and is not opened yet."""
    town = Town(tmp_path)
    town.settings = replace(town.settings, listen=Listen("127.0.0.1", 0))
    await town.close()
    town.rebuild()
    yield town
    await town.close()
    town.database.close()


@asynccontextmanager
async def served(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(town.bot, stop))
    try:
        async with asking(town) as client:
            yield client
    finally:
        stop.set()
        await serving


def asking(town: Town) -> httpx.AsyncClient:
    assert town.bot.front is not None
    transport = httpx.ASGITransport(town.bot.front.app)
    return httpx.AsyncClient(transport=transport, base_url="http://town.example.org")


async def numbers(client: httpx.AsyncClient) -> Numbers:
    """The value of each sample, by its name and the values of its labels."""
    said = (await client.get("/metrics")).text
    return {
        (sample.name.removeprefix("zhenggai_"), ",".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(said)
        for sample in family.samples
    }


@contextmanager
def unanswering(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody reads from it."""

    @contextmanager
    def broken(*_: object) -> Iterator[Any]:
        raise OperationalError("SELECT", None, Exception("server closed the connection"))
        yield

    with monkeypatch.context() as patch:
        for way in ("snapshot", "glance"):
            patch.setattr(database, way, broken)
        yield


async def test_it_is_ready_once_the_index_is_built(town: Town) -> None:
    async with asking(town) as client:
        early = await client.get("/healthz/ready")
    assert (early.status_code, early.json()["ready"], early.json()["index"]) == (503, False, False)
    async with served(town) as client:
        await until(lambda: town.bot.health.is_warm)
        assert (await client.get("/healthz/live")).json() == {"live": True}
        assert (await client.get("/healthz/ready")).status_code == 200
        both = await client.get("/healthz")
    assert both.json() == {"live": True, "ready": True, "database": True, "index": True, "draining": False}


async def test_without_its_database_it_lives_and_is_not_ready(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.bot.health.is_warm = True
    with unanswering(town.database, monkeypatch):
        async with asking(town) as client:
            assert (await client.get("/healthz/live")).status_code == 200
            state = await client.get("/healthz")
    assert (state.status_code, state.json()["database"], state.json()["live"]) == (503, False, True)


async def test_a_look_is_shared_and_serves_for_a_while() -> None:
    taken, times = list[int](), [0.0]

    def take() -> int:
        taken.append(1)
        return len(taken)

    look = Look(take, lasts=5, clock=lambda: times[0])
    assert await asyncio.gather(*(look.get() for _ in range(10))) == [1] * 10
    times[0] = 6.0
    assert await look.get() == 2


async def test_what_happens_is_counted_and_timed(town: Town) -> None:
    questions = ("1.2.6", "污水", "目录", "联系电话多少", "明天下雨不")
    async with served(town) as client:
        for number, text in enumerate(questions):
            town.telegram.deliver(town.telegram.says(Account(600 + number, "群众"), text))
        await until(lambda: len(town.telegram.shown) == len(questions))
        await until(lambda: all(answers(town, Account(600 + n, "")) for n in range(len(questions))))
        found = await numbers(client)
    assert found["updates_total", "message"] == len(questions)
    assert found["updates_total", "callback_query"] == 0
    for band in ("answer", "choices", "overview", "not_found"):
        assert found["answers_total", band] == 1
    assert found["search_seconds_count", ""] >= 4
    assert found["handling_seconds_count", ""] >= len(questions) - 1
    assert 0 < found["handling_seconds_sum", ""] < 60
    assert found["index_findings", ""] == 27
    assert found["index_age_seconds", ""] >= 0
    assert found["process_resident_memory_bytes", ""] > 1_000_000


async def test_every_number_is_explained_to_operators(town: Town) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    async with served(town) as client:
        await until(lambda: town.bot.health.is_warm)
        said = (await client.get("/metrics")).text
    families = {family.name for family in text_string_to_metric_families(said)}
    ours = {name.removeprefix("zhenggai_") for name in families if name.startswith("zhenggai_")}
    assert len(ours) >= 12
    assert [name for name in ours if f"`{name}" not in manual and not name.endswith("_created")] == []


async def test_no_word_of_anybody_is_in_the_numbers(town: Town) -> None:
    async with served(town) as client:
        town.telegram.deliver(town.telegram.says(A, "喷漆中心整改进展"))
        await until(lambda: answers(town, A))
        said = (await client.get("/metrics")).text
    labels = " ".join(re.findall(r"\{.*?\}", said))  # an id may stand in a measured number by chance
    assert labels
    assert not any(word in said for word in ("喷漆", A.name, "1.2.6", "offline"))
    assert str(A.id) not in labels


async def test_what_waits_is_read_from_the_database(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    now = town.clock.now()
    inbox.accept(town.database, [Arrival(1, A.id, "{}"), Arrival(2, A.id, "{}")], now - timedelta(hours=1))
    inbox.accept(town.database, [Arrival(3, 0, "{}", readable=False), Arrival(4, B.id, "{}")], now)
    inbox.finish(town.database, [Ended(2, A.id), Ended(4, B.id, "KeyError")])
    with town.database.transaction() as session:
        outbox.owe(session, "a", "joined", {}, A.id, now - timedelta(minutes=5))
        outbox.owe(session, "b", "joined", {}, A.id, now + timedelta(days=1))
        outbox.owe(session, "c", "joined", {}, B.id, now - timedelta(days=1))
    outbox.block(town.database, B.id, now)
    async with asking(town) as client:
        found = await numbers(client)
    states = {state: found["inbox_rows", state] for state in ("new", "failed", "unreadable")}
    assert states == {"new": 1, "failed": 1, "unreadable": 1}
    assert found["inbox_oldest_seconds", ""] == 3600
    assert (found["outbox_rows", ""], found["outbox_oldest_seconds", ""]) == (2, 300)


async def test_what_telegram_refuses_is_counted(town: Town) -> None:
    town.telegram.fail("sendMessage", 502)
    town.telegram.fail("sendMessage", 0)
    town.telegram.fail("sendMessage", 429, retry_after=0)
    async with served(town) as client:
        town.telegram.deliver(town.telegram.says(A, "1.2.6"))
        await until(lambda: answers(town, A))
        found = await numbers(client)
    for why in ("502", "network", "429"):
        assert found["telegram_failures_total", f"sendMessage,{why}"] == 1


async def test_a_question_that_failed_has_no_answer_counted(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_times(monkeypatch, 1)
    async with served(town) as client:
        town.telegram.deliver(town.telegram.says(A, "喷漆"))
        await until(lambda: answers(town, A))
        found = await numbers(client)
    assert found["answers_total", "answer"] == 1
    assert found["search_seconds_count", ""] >= 2


async def test_jobs_are_counted_by_how_they_ended(town: Town) -> None:
    def broken(day: date, now: Any) -> Any:
        raise RuntimeError

    jobs = [job for job in town.bot.jobs if job.name in ("tidy", "reminders")]
    jobs[1] = replace(jobs[1], plan=broken)
    services = services_of(town.application)
    clock.tick(town.database, town.clock.now(), services.zone, tuple(jobs), services.watch)
    async with asking(town) as client:
        found = await numbers(client)
    assert found["job_runs_total", "tidy,done"] == 1
    assert found["job_runs_total", "reminders,failed"] == 1


@pytest.mark.on_sqlite("the error is SQLite's")
async def test_without_its_database_it_still_gives_what_it_counted(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(OperationalError), town.database.glance() as connection:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")
    with unanswering(town.database, monkeypatch):
        async with asking(town) as client:
            found = await numbers(client)
    assert found["storage_faults_total", ""] == 1
    assert ("inbox_rows", "new") not in found


async def test_asked_often_the_database_is_looked_at_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    depth, looks = inbox.depth, list[int]()

    def noted(database: Database) -> inbox.Depth:
        looks.append(1)
        return depth(database)

    monkeypatch.setattr(inbox, "depth", noted)
    async with asking(town) as client:
        await asyncio.gather(*(client.get("/metrics") for _ in range(20)))
    assert len(looks) == 1


async def test_a_port_that_is_taken_is_said_so(town: Town) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        town.settings = replace(town.settings, listen=Listen("127.0.0.1", other.getsockname()[1]))
        town.rebuild()
        with pytest.raises(Problem, match="BOT_LISTEN") as refused:
            await serve(town.bot, asyncio.Event())
    assert refused.value.exit_code == 1


async def test_while_polling_there_is_no_door(town: Town) -> None:
    async with served(town) as client:
        assert (await client.post("/hook", json=town.telegram.says(A, "1.2.6"))).status_code == 404


async def test_nothing_is_listened_to_unless_asked_for(town: Town) -> None:
    town.settings = replace(town.settings, listen=None)
    town.rebuild()
    assert town.bot.front is None
