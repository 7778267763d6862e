"""The outbox is sent at Telegram's pace, and what is recorded as sent never again."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.delivery import Delivery
from db import dispatch, outbox, people
from db.dispatch import Owed
from db.engine import Database
from db.models import OutboxRow, PersonRow
from knowledge.model import Role
from tests.town import MORNING, Clock

SHANGHAI = ZoneInfo("Asia/Shanghai")
FACTS = {"person_id": 1, "name": "张三", "role": "staff", "unit": "环保办"}


class Post:
    """A post office on a simulated clock: what was sent to whom and when, and what it is to refuse."""

    def __init__(self, database: Database, pool: ThreadPoolExecutor) -> None:
        self.clock = Clock(MORNING)
        self.sent: list[tuple[float, int]] = []
        self.refusals: dict[int, list[TelegramError]] = {}
        self.database = database
        self.delivery = Delivery(database, pool, self.send, self.clock.now, SHANGHAI, self.sleep)

    async def send(self, owed: Owed) -> None:
        if refusals := self.refusals.get(owed.chat_id):
            raise refusals.pop(0)
        self.sent.append(((self.clock.now() - MORNING).total_seconds(), owed.chat_id))

    async def sleep(self, seconds: float) -> None:
        self.clock.pass_by(timedelta(seconds=seconds))
        await asyncio.sleep(0)

    async def run(self, until: timedelta = timedelta(minutes=5)) -> None:
        while self.clock.now() < MORNING + until:
            if not await self.delivery.send_batch():
                await self.sleep(1)

    def states(self) -> dict[int | None, str]:
        with self.database.snapshot() as session:
            rows = session.exec(select(OutboxRow.chat_id, OutboxRow.state))
            return {chat_id: state for chat_id, state in rows if chat_id is not None}


@pytest.fixture
def post(database: Database) -> Iterator[Post]:
    with ThreadPoolExecutor(1) as pool:
        yield Post(database, pool)


def owe(database: Database, key: str, admins: int) -> None:
    with database.transaction() as session:
        for chat_id in range(1, admins + 1):
            session.merge(PersonRow(id=chat_id, name="", role=Role.ADMIN, unit="", joined_at=MORNING))
        outbox.owe_to_role(session, key, "joined", FACTS, outbox.To(Role.ADMIN), MORNING)


async def test_one_row_reaches_everybody_of_a_role_once(post: Post) -> None:
    owe(post.database, "a", admins=1200)
    await post.run()
    assert sorted(chat for _, chat in post.sent) == list(range(1, 1201))


async def test_the_same_thing_is_not_owed_twice(post: Post) -> None:
    owe(post.database, "a", admins=3)
    owe(post.database, "a", admins=3)
    await post.run()
    assert len(post.sent) == 3


async def test_no_more_than_thirty_a_second_go_out(post: Post) -> None:
    owe(post.database, "a", admins=300)
    await post.run()
    last = max(at for at, _ in post.sent)
    assert 300 / 30 * 0.95 <= last <= 300 / 30 * 1.05


async def test_one_chat_gets_one_a_second_while_others_go_on(post: Post) -> None:
    for key in ("a", "b", "c"):
        owe(post.database, key, admins=2)
    await post.run()
    for chat in (1, 2):
        times = [at for at, to in post.sent if to == chat]
        assert len(times) == 3
        assert all(round(later - earlier, 6) >= 1 for earlier, later in pairwise(times))


async def test_retry_after_holds_that_chat_only(post: Post) -> None:
    post.refusals = {1: [RetryAfter(30)]}
    owe(post.database, "a", admins=2)
    await post.run()
    times = {chat: at for at, chat in post.sent}
    assert times[1] >= 30
    assert times[2] < 2


async def test_who_has_blocked_the_bot_is_left_alone(post: Post) -> None:
    post.refusals = {1: [Forbidden("blocked")] * 9}
    owe(post.database, "a", admins=2)
    owe(post.database, "b", admins=2)
    await post.run()
    assert [chat for _, chat in post.sent] == [2, 2]
    assert len(post.refusals[1]) == 8


async def test_what_telegram_refuses_is_dead(post: Post) -> None:
    post.refusals = {1: [BadRequest("chat not found")]}
    owe(post.database, "a", admins=2)
    await post.run()
    assert post.states() == {1: "dead", 2: "sent"}


async def test_a_bad_line_is_waited_out_longer_and_longer(post: Post) -> None:
    post.refusals = {1: [NetworkError("down")] * 4}
    owe(post.database, "a", admins=1)
    await post.run()
    assert [chat for _, chat in post.sent] == [1]
    assert post.sent[0][0] >= 5 + 10 + 20 + 40


async def test_a_kill_between_sending_and_the_next_loses_and_repeats_nothing(post: Post) -> None:
    owe(post.database, "a", admins=700)
    send, left = post.send, [1] * 250

    async def killed(owed: Owed) -> None:
        if not left:
            raise asyncio.CancelledError
        left.pop()
        await send(owed)

    with ThreadPoolExecutor(1) as pool:
        dying = Delivery(post.database, pool, killed, post.clock.now, SHANGHAI, post.sleep)
        with pytest.raises(asyncio.CancelledError):
            await dying.run()
    await post.run()
    assert sorted(chat for _, chat in post.sent) == list(range(1, 701))


async def test_terminal_accounts_are_owed_nothing(post: Post) -> None:
    people.enrol(post.database, -4, "终端管理员", Role.ADMIN, MORNING)
    owe(post.database, "a", admins=0)
    await post.run()
    assert post.sent == []


async def test_a_group_gets_twenty_a_minute(post: Post) -> None:
    group = -500
    with post.database.transaction() as session:
        for number in range(41):
            row = OutboxRow(
                key=str(number), kind="joined", facts=FACTS, chat_id=group, state="owed", not_before=MORNING
            )
            session.add(row)
    await post.run()
    times = [at for at, _ in post.sent]
    assert len(times) == 41
    assert all(round(later - earlier, 6) >= 60 for earlier, later in zip(times, times[20:], strict=False))


async def test_a_clock_that_goes_on_between_two_looks_holds_nobody_back(post: Post) -> None:
    def now() -> datetime:
        post.clock.pass_by(timedelta(microseconds=1))
        return post.clock.now()

    owe(post.database, "a", admins=20)
    with ThreadPoolExecutor(1) as pool:
        delivery = Delivery(post.database, pool, post.send, now, SHANGHAI, post.sleep)
        await delivery.send_batch()
    assert len(post.sent) == 20


async def test_what_was_sent_but_could_not_be_recorded_is_not_sent_again(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark_sent, faults = dispatch.mark_sent, [1, 1]

    def faulty(database: Database, owed_id: int) -> None:
        if faults:
            faults.pop()
            raise OperationalError("UPDATE", None, Exception("disk full"))
        mark_sent(database, owed_id)

    monkeypatch.setattr(dispatch, "mark_sent", faulty)
    owe(post.database, "a", admins=1)
    for _ in range(4):
        with suppress(OperationalError):
            await post.delivery.send_batch()
        await post.sleep(5)
    assert len(post.sent) == 1
    assert post.states() == {1: "sent"}


async def test_a_chat_that_is_owed_much_fills_no_batch(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.BATCH", 3)
    for key in ("a", "b", "c", "d", "e"):
        owe(post.database, key, admins=1)
    while outbox.expand(post.database, MORNING, SHANGHAI):
        pass
    owe(post.database, "f", admins=2)
    post.refusals = {1: [RetryAfter(3600)]}
    await post.run(timedelta(seconds=30))
    assert [chat for _, chat in post.sent] == [2]


async def test_a_role_lost_takes_what_it_was_owed(post: Post) -> None:
    owe(post.database, "a", admins=2)
    while outbox.expand(post.database, MORNING, SHANGHAI):
        pass
    people.revoke(post.database, 1, None, MORNING)
    await post.run()
    assert [chat for _, chat in post.sent] == [2]
