"""A fleet whose workers are killed one after another while people ask, staff publish and digests go out."""

import asyncio
import itertools
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from bot import shapes
from bot.opening import load_shipped_notice
from bot.shapes import Account
from db import follows, people, subscriptions
from db.claims import LEASE
from db.engine import Database
from db.migrate import upgrade
from db.notices import ids_in_force
from knowledge.model import Notice, Role, Scope
from knowledge.progress.mornings import Days
from tests import databases
from tests.bench.fleet.people import Citizens, Postman, Staff, watch
from tests.bench.fleet.program import Fleet
from tests.bench.fleet.records import Records
from tests.databases import Server
from tests.http_stub import HttpTelegram

_READERS_FROM, _FOLLOWERS = 101, range(1, 21)
# Staff post so slowly that all who follow can be told, at Telegram's pace.
_STAFF, _GAP_SECONDS, _POST_GAP = 10, 3.0, 20.0
_SETTLED_SECONDS = 180


class KillRun:
    """People at a fleet; what came of it is in its fields, and in the database."""

    def __init__(
        self,
        stub: HttpTelegram,
        folder: Path,
        notice: Notice,
        workers: int,
        readers: int = 0,
        lease: float = LEASE.total_seconds(),
        revives: bool = True,
    ) -> None:
        self._stub, self._workers, self._lease = stub, workers, lease
        self._revives = revives
        self.readers = range(_READERS_FROM, _READERS_FROM + readers)
        self._database = Database(databases.present().empty(folder / "fleet.db"))
        self.records = Records(self._database)
        self._days = folder / "days"
        self._move_clock(0)
        program = ("tests.bench.fleet.moved", str(self._days), str(lease))
        self.fleet = Fleet(stub.url, folder, self._database.engine.url, workers, program)
        self.postman = Postman(self.fleet.doors)
        codes = tuple(finding.code for finding in notice.findings)
        self.citizens = Citizens(stub.telegram, self.postman, codes, _GAP_SECONDS)
        self.staff = Staff(stub.telegram, self.postman, _STAFF)
        self.mornings, self.restarts, self.exits = 0, 0, list[int]()
        # Of each kill the moment, and the chats that were the dead one's.
        self.orphans: list[tuple[float, set[int]]] = []
        self.starts = list[float]()
        self._known_dead: set[str] = set()

    def settle(self) -> None:
        """Makes the database, and who has a role in it."""
        now = self._stub.telegram.now()
        upgrade(self._database)
        load_shipped_notice(self._database, now)
        for member in self.staff.members:
            people.enrol(self._database, member.id, member.name, Role.STAFF, now)
        for reader in self.readers:
            people.enrol(self._database, reader, "督办", Role.SUPERVISOR, now)
            subscriptions.choose(self._database, reader, Days.DAILY, now)
        for number in (*self.readers, *_FOLLOWERS):
            self._stub.telegram.meet(shapes.private(Account(number, "某")))
        (notice_id,) = ids_in_force(self._database)
        for follower in _FOLLOWERS if self.readers else ():
            follows.follow(self._database, follower, Scope.MATTER, notice_id, "1.2.6")

    def close(self) -> None:
        """Nothing more is asked of the database."""
        self._database.close()

    async def run(self, seconds: float, pause: float, at_once: int, mornings: int, restarts: int) -> None:
        """Load for so long, with a kill after every pause; returns when all that was accepted is handled, and
        all that is owed is sent."""
        with self.fleet:
            await asyncio.to_thread(self.fleet.start_all)
            watching = asyncio.create_task(watch(self._stub.telegram, self.citizens, self.staff))
            ends_at = time.monotonic() + seconds
            async with asyncio.TaskGroup() as group:
                group.create_task(self.citizens.ask_until(ends_at, at_once))
                group.create_task(self.staff.post_until(ends_at, _POST_GAP if self.readers else pause))
                group.create_task(self._kill(group, ends_at, pause))
                group.create_task(self._let_mornings_come(seconds / (mornings + 1), mornings))
                group.create_task(self._restart_server(seconds / (restarts + 1), restarts))
            await self._until(lambda: not self.citizens.unanswered and self._is_settled())
            watching.cancel()
            self.exits = await asyncio.to_thread(self.fleet.stop_all)
            await self.postman.close()

    async def _kill(self, group: asyncio.TaskGroup, ends_at: float, pause: float) -> None:
        for number in itertools.cycle(range(self._workers)):
            await asyncio.sleep(pause)
            if time.monotonic() > ends_at:
                return
            claims = await asyncio.to_thread(self.records.claims)
            await asyncio.to_thread(self.fleet.kill, number)
            if self._revives:
                self.fleet.start(number)
                group.create_task(self._note_start(number, ends_at))
            group.create_task(self._note_orphans(time.monotonic(), claims))

    async def _note_start(self, number: int, ends_at: float) -> None:
        """How long it took until it could answer, if it was left the time."""
        started = time.monotonic()
        while (now := time.monotonic()) < ends_at:
            if await asyncio.to_thread(self.fleet.is_ready, number):
                self.starts.append(now - started)
                return
            await asyncio.sleep(0.2)

    async def _note_orphans(self, killed_at: float, claims: dict[int, str]) -> None:
        """Who says no more that it lives is the dead one, but for those who were killed before it."""
        before = await asyncio.to_thread(self.records.lives)
        await asyncio.sleep(self._lease / 2)  # who lives has said so by then, and who does not is not missed
        after = await asyncio.to_thread(self.records.lives)
        dead = {name for name, until in before.items() if after.get(name, until) == until} - self._known_dead
        self._known_dead |= dead
        self.orphans.append((killed_at, {chat for chat, worker in claims.items() if worker in dead}))

    async def _let_mornings_come(self, gap: float, mornings: int) -> None:
        """Each while nobody sends anything: a clock that jumps would end the claims of those who do."""
        for morning in range(1, mornings + 1):
            await asyncio.sleep(gap)
            self.staff.may_post.clear()
            await self._until(lambda: not self.records.is_being_sent(self._now()))
            self._move_clock(morning)
            self.staff.may_post.set()
            self.mornings += 1

    async def _restart_server(self, gap: float, restarts: int) -> None:
        server = databases.present()
        assert isinstance(server, Server)
        for _ in range(restarts):
            await asyncio.sleep(gap)
            await asyncio.to_thread(server.restart)
            self.restarts += 1

    def _move_clock(self, days: int) -> None:
        self._moved_by = timedelta(days=days)
        new = self._days.with_suffix(".new")
        new.write_text(str(days))
        new.rename(self._days)

    def _now(self) -> datetime:
        """By the fleet's clock."""
        return self._stub.telegram.now() + self._moved_by

    @property
    def digests(self) -> int:
        """How many must have been sent."""
        return len(self.readers) * (self.mornings + 1)

    def _is_settled(self) -> bool:
        if len(self.records.digests()) < self.digests:
            return False
        return not self.records.owed(self._now()) and "new" not in self.records.states().values()

    async def _until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(_SETTLED_SECONDS):
            while not await asyncio.to_thread(condition):
                await asyncio.sleep(0.2)
