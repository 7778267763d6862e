"""Several workers at one database: a chat is with one at a time, and with another soon after that one died.

The long run is by hand: python -m tests.bench.workers
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from bot import room, share
from bot.intake_among import IntakeAmong
from bot.shapes import Account, Json
from db import claims, drafts, inbox, people, progress
from db.drafts import Written
from db.engine import Database
from db.inbox import Arrival
from db.models import ClaimRow, InboxRow, QuestionRow, WorkerRow
from handlers.context import services_of
from knowledge.model import Draft, Role, Status
from tests.served import hold
from tests.several_workers import OneOfSeveral
from tests.town import Town
from tests.waiting import until

pytestmark = pytest.mark.on_postgres

A, B = Account(501, "甲"), Account(502, "乙")
CODES = ("1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.1.5", "1.2.1", "1.2.2", "1.2.3")


@pytest.fixture
async def closed(tmp_path: Path) -> AsyncIterator[Town]:
    town = Town(tmp_path)
    yield town
    services_of(town.application).close()
    town.database.close()


@pytest.fixture
async def workers(closed: Town) -> AsyncIterator[list[OneOfSeveral]]:
    workers = [OneOfSeveral(closed) for _ in range(2)]
    await until(lambda: all(one.bot.health.is_warm for one in workers))
    yield workers
    await asyncio.gather(*(one.stops() for one in workers))


def answers(town: Town, who: Account) -> list[str]:
    return [shown.text[:5] for shown in town.telegram.shown if shown.chat_id == who.id]


def states(town: Town) -> list[str]:
    with town.database.snapshot() as session:
        return list(session.exec(select(InboxRow.state).order_by(col(InboxRow.update_id))))


def questions_stored(town: Town) -> int:
    with town.database.snapshot() as session:
        return len(session.exec(select(QuestionRow.id)).all())


def holders(town: Town) -> dict[int, str]:
    with town.database.snapshot() as session:
        return dict(session.exec(select(ClaimRow.chat_id, ClaimRow.worker)).all())


def taken_for_dead(town: Town, one: OneOfSeveral, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its own clock it was not heard of for a minute, as it cannot reach the database; its chats are
    anybody's. All others live, however slow the machine is."""
    renew = claims.renew

    def renewed(database: Database, worker: str) -> bool:
        if database is one.database:
            raise OperationalError("UPDATE", None, Exception("the line is cut"))
        return renew(database, worker)

    monkeypatch.setattr(claims, "renew", renewed)
    one.runs_ahead(monkeypatch, 60)
    claims.leave(town.database, one.name)


def left_by_the_dead(town: Town, *updates: Json, silent_for: timedelta = timedelta(0)) -> None:
    """What a worker that was killed had accepted and claimed."""
    claims.register(town.database, "dead")
    with town.database.addition() as session:
        session.get_one(WorkerRow, "dead").alive_until -= silent_for
        claims.take(session, "dead", {raw["message"]["chat"]["id"] for raw in updates})
    rows = [Arrival(raw["update_id"], raw["message"]["chat"]["id"], json.dumps(raw)) for raw in updates]
    inbox.accept(town.database, rows, town.clock.now())


async def test_a_chat_keeps_its_order_whoever_receives(closed: Town, workers: list[OneOfSeveral]) -> None:
    people = [Account(9000 + n, "群众") for n in range(20)]
    for turn, code in enumerate(CODES):
        for person in people:
            await workers[(turn + person.id) % 2].receives(closed.telegram.says(person, code))
    await until(lambda: states(closed) == ["done"] * len(CODES) * len(people))
    for person in people:
        assert answers(closed, person) == list(CODES)
    assert questions_stored(closed) == len(CODES) * len(people)


async def test_both_work(closed: Town, workers: list[OneOfSeveral]) -> None:
    for number in range(20):
        who = Account(9000 + number, "群众")
        await workers[number % 2].receives(closed.telegram.says(who, "1.1.1"))
    await until(lambda: states(closed) == ["done"] * 20)
    assert sorted(Counter(holders(closed).values()).values()) == [10, 10]


async def test_what_one_has_no_room_for_another_takes(
    closed: Town, workers: list[OneOfSeveral], monkeypatch: pytest.MonkeyPatch
) -> None:
    released, waiting = hold(closed, monkeypatch, A)
    await workers[0].receives(closed.telegram.says(A, "1.1.1"))
    await until(lambda: waiting)
    monkeypatch.setattr(room, "ROOM", 1)
    await workers[0].receives(closed.telegram.says(B, "1.1.2"))
    await until(lambda: answers(closed, B) == ["1.1.2"])
    released.set()
    await until(lambda: states(closed) == ["done", "done"])
    assert len(set(holders(closed).values())) == 2


async def test_what_is_delivered_to_both_is_handled_once(closed: Town, workers: list[OneOfSeveral]) -> None:
    updates = [closed.telegram.says(A, code) for code in CODES]
    await asyncio.gather(*(one.receives(*updates) for one in workers))
    await until(lambda: states(closed) == ["done"] * len(CODES))
    assert answers(closed, A) == list(CODES)


async def test_the_chats_of_the_dead_are_taken_over(closed: Town, workers: list[OneOfSeveral]) -> None:
    updates = [closed.telegram.says(A, code) for code in CODES[:3]]
    left_by_the_dead(closed, *updates, silent_for=timedelta(minutes=1))
    await workers[0].receives(closed.telegram.says(A, CODES[3]))
    await until(lambda: len(answers(closed, A)) == 4)
    assert answers(closed, A) == list(CODES[:4])
    assert "dead" not in holders(closed).values()


async def test_what_the_living_have_is_left_to_them(closed: Town, workers: list[OneOfSeveral]) -> None:
    left_by_the_dead(closed, closed.telegram.says(A, "1.1.1"))  # nobody knows yet that it is
    await workers[0].receives(closed.telegram.says(A, "1.1.2"), closed.telegram.says(B, "1.2.6"))
    await until(lambda: answers(closed, B))
    for one in workers:
        assert isinstance(one.bot.intake, IntakeAmong)
        await one.bot.intake.look()
    assert answers(closed, A) == []


async def test_one_taken_for_dead_ends_nothing_that_is_another_ones(
    closed: Town, workers: list[OneOfSeveral], monkeypatch: pytest.MonkeyPatch
) -> None:
    released, waiting = hold(closed, monkeypatch, A)
    await workers[0].receives(closed.telegram.says(A, "1.1.1"), closed.telegram.says(A, "1.1.2"))
    await until(lambda: waiting)  # only what is begun is gone on with
    taken_for_dead(closed, workers[0], monkeypatch)
    await until(lambda: len(waiting) == 2)  # the other one is at it, too
    released.set()
    await until(lambda: states(closed) == ["done", "done"])
    # An answer may come twice; what is written is written once, and what was not begun is not begun.
    assert sorted(answers(closed, A)) == ["1.1.1", "1.1.1", "1.1.2"]
    assert questions_stored(closed) == 2


async def test_one_that_may_be_taken_for_dead_begins_nothing(
    closed: Town, workers: list[OneOfSeveral], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another one has the chat by then, or soon."""
    await workers[0].receives(closed.telegram.says(A, "1.1.1"))
    await until(lambda: states(closed) == ["done"])
    taken_for_dead(closed, workers[0], monkeypatch)
    await workers[0].receives(closed.telegram.says(A, "1.1.2"))
    await until(lambda: states(closed) == ["done", "done"])
    assert answers(closed, A) == ["1.1.1", "1.1.2"]
    assert list(holders(closed).values()) == [workers[1].name]


async def test_one_taken_for_dead_goes_on_under_another_name(
    closed: Town, workers: list[OneOfSeveral]
) -> None:
    await workers[0].receives(closed.telegram.says(A, "1.1.1"))
    await until(lambda: states(closed) == ["done"])
    before = {one.name for one in workers}
    claims.leave_all(closed.database)
    for one in workers:
        await one.renews()
    assert before.isdisjoint(one.name for one in workers)
    await workers[0].receives(closed.telegram.says(A, "1.1.2"))
    await until(lambda: states(closed) == ["done", "done"])


async def test_one_that_is_told_to_stop_leaves_its_chats_at_once(
    closed: Town, workers: list[OneOfSeveral]
) -> None:
    await workers[0].receives(closed.telegram.says(A, "1.1.1"))
    await until(lambda: states(closed) == ["done"])
    third = OneOfSeveral(closed)
    await until(lambda: third.bot.health.is_warm)
    await third.receives(closed.telegram.says(B, "1.1.1"))
    await third.stops()
    await workers[0].receives(closed.telegram.says(B, "1.1.2"))
    await until(lambda: answers(closed, B) == ["1.1.1", "1.1.2"], seconds=10)


async def test_one_that_cannot_answer_yet_leaves_chats_to_others(
    closed: Town, workers: list[OneOfSeveral], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(IntakeAmong, "warmed_up", lambda self: None)
    third = OneOfSeveral(closed)
    await until(lambda: third.bot.application.running)
    await third.receives(closed.telegram.says(B, "1.1.1"))
    await until(lambda: answers(closed, B))
    assert holders(closed)[B.id] in [one.name for one in workers]
    await third.stops()


async def test_a_chat_that_was_quiet_is_anybodys(
    closed: Town, workers: list[OneOfSeveral], monkeypatch: pytest.MonkeyPatch
) -> None:
    await workers[0].receives(closed.telegram.says(A, "1.1.1"))
    await until(lambda: states(closed) == ["done"])
    monkeypatch.setattr(share, "KEPT", 0.0)
    await until(lambda: not holders(closed))
    await workers[1].receives(closed.telegram.says(A, "1.1.2"))
    await until(lambda: answers(closed, A) == ["1.1.1", "1.1.2"])


async def test_a_question_leans_on_what_another_worker_showed(
    closed: Town, workers: list[OneOfSeveral], monkeypatch: pytest.MonkeyPatch
) -> None:
    await workers[0].receives(closed.telegram.says(A, "喷漆中心整改进展"))
    await until(lambda: states(closed) == ["done"])
    monkeypatch.setattr(share, "KEPT", 0.0)
    await until(lambda: not holders(closed))
    monkeypatch.undo()
    await workers[1].receives(closed.telegram.says(A, "谁负责"))
    await until(lambda: states(closed) == ["done", "done"])
    assert "1.2.6" in closed.telegram.shown[-1].text


async def test_the_others_answer_with_what_one_changed_within_two_seconds(
    closed: Town, workers: list[OneOfSeveral], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once, as they are told; by looking now and then, if nobody could tell them."""
    monkeypatch.setattr("handlers.library.SEEN_WITHIN", 3600)
    monkeypatch.setattr("handlers.records.SEEN_WITHIN", 3600)
    await workers[1].receives(closed.telegram.says(A, "1.2.6"))
    await until(lambda: states(closed) == ["done"])
    before = workers[1].database.changes
    publish(closed, "泵站已修好。")
    await until(lambda: workers[1].database.changes > before, seconds=2)
    await workers[1].receives(closed.telegram.says(A, "1.2.6"))
    await until(lambda: states(closed) == ["done", "done"])
    assert "泵站已修好。" in closed.telegram.shown[-1].text


def publish(town: Town, text: str) -> None:
    """By a process that is none of the workers."""
    people.enrol(town.database, 7, "张三", Role.STAFF, town.clock.now())
    written = Written(text, Status.NOT_STATED)
    made = drafts.draft(town.database, 1, 7, 1, "1.2.6", written, town.clock.now())
    assert isinstance(made, Draft)
    progress.publish(town.database, 2, made.id, 7, town.clock.now())
