"""The senders of several workers: together they keep to Telegram's limits, and send what is owed once."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from telegram.error import RetryAfter

from bot.delivery import Delivery
from db import dispatch, outbox
from db.dispatch import Owed
from db.engine import Database
from db.models import PersonRow
from knowledge.model import Role
from tests.town import MORNING

pytestmark = pytest.mark.on_both

SHANGHAI = ZoneInfo("Asia/Shanghai")
SENDERS = 3


class SharedClock:
    """Goes on when all who go by it sleep, to when the first of them wakes."""

    def __init__(self, sleepers: int) -> None:
        self.time = MORNING
        self._sleepers, self._asleep = sleepers, list[datetime]()

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        wakes_at = self.time + timedelta(seconds=seconds)
        self._asleep.append(wakes_at)
        while self.time < wakes_at:
            if len(self._asleep) == self._sleepers:
                self.time = min(self._asleep)
            await asyncio.sleep(0)
        self._asleep.remove(wakes_at)


class PostOffices:
    """Several on one database; ``sent`` is when what went to whom."""

    def __init__(self, database: Database, pool: ThreadPoolExecutor) -> None:
        self.clock = SharedClock(SENDERS)
        self.sent: list[tuple[float, int, str]] = []
        self.refusals: dict[int, list[Exception]] = {}
        self.database = database
        self._senders = [
            Delivery(database, pool, self._send, self.clock.now, SHANGHAI, self.clock.sleep)
            for _ in range(SENDERS)
        ]

    async def _send(self, owed: Owed) -> None:
        if refusals := self.refusals.get(owed.chat_id):
            raise refusals.pop()
        self.sent.append(((self.clock.now() - MORNING).total_seconds(), owed.chat_id, owed.facts["name"]))

    async def run(self, until: timedelta) -> None:
        running = [asyncio.create_task(one.run()) for one in self._senders]
        while self.clock.now() < MORNING + until:
            await asyncio.sleep(0)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


@pytest.fixture
def offices(database: Database) -> Iterator[PostOffices]:
    with ThreadPoolExecutor(SENDERS) as pool:
        yield PostOffices(database, pool)


def owe(database: Database, what: str, people: int) -> None:
    facts = {"person_id": 1, "name": what, "role": "staff", "unit": "环保办"}
    with database.transaction() as session:
        for chat_id in range(1, people + 1):
            session.merge(PersonRow(id=chat_id, name="", role=Role.ADMIN, unit="", joined_at=MORNING))
        outbox.owe_to_role(session, what, "joined", facts, outbox.To(Role.ADMIN), MORNING)


async def test_they_keep_one_pace_and_send_each_once(offices: PostOffices) -> None:
    for what in ("甲", "乙"):
        owe(offices.database, what, people=90)
    await offices.run(timedelta(seconds=15))
    assert Counter((chat, what) for _, chat, what in offices.sent) == {
        (chat, what): 1 for chat in range(1, 91) for what in ("甲", "乙")
    }
    times = sorted(at for at, _, _ in offices.sent)
    assert all(later - earlier > 0.99 for earlier, later in zip(times, times[30:], strict=False))
    for chat in range(1, 91):
        mine = [(at, what) for at, to, what in offices.sent if to == chat]
        assert [what for _, what in mine] == ["甲", "乙"]
        assert all(round(later - earlier, 6) >= 1 for (earlier, _), (later, _) in pairwise(mine))


async def test_a_chat_that_telegram_holds_back_is_held_back_by_all(offices: PostOffices) -> None:
    offices.refusals = {1: [RetryAfter(10)]}
    for what in ("甲", "乙", "丙"):
        owe(offices.database, what, people=1)
    await offices.run(timedelta(seconds=20))
    assert [what for _, _, what in offices.sent] == ["甲", "乙", "丙"]
    assert offices.sent[0][0] >= 10


async def test_what_a_dead_one_had_claimed_is_sent_when_the_claim_ends(offices: PostOffices) -> None:
    owe(offices.database, "甲", people=40)
    while outbox.expand(offices.database, MORNING, SHANGHAI):
        pass
    dead = {place.owed.chat_id for place in dispatch.claim(offices.database, MORNING, 10).places}
    owe(offices.database, "乙", people=40)
    await offices.run(dispatch.LEASE + timedelta(seconds=10))
    assert len(offices.sent) == 80
    for chat in dead:
        mine = [(at, what) for at, to, what in offices.sent if to == chat]
        assert [what for _, what in mine] == ["甲", "乙"]
        assert mine[0][0] >= dispatch.LEASE.total_seconds()


async def test_one_that_is_told_to_stop_leaves_what_it_has_claimed(offices: PostOffices) -> None:
    owe(offices.database, "甲", people=40)
    await offices.run(timedelta(seconds=0.5))
    assert 0 < len(offices.sent) < 40
    while outbox.expand(offices.database, MORNING, SHANGHAI):
        pass
    later = offices.clock.now() + timedelta(seconds=5)
    left = dispatch.claim(offices.database, later, 100).places
    assert len(left) + len(offices.sent) == 40
