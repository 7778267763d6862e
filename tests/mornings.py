"""Mornings of a town whose bot is killed again and again while the digests go out.

``python -m tests.mornings KILLS READERS SEED`` prints what became of them. Each run of the bot is a process
of its own, stopped by SIGKILL at a random moment: its clock and its sleep are simulated, its database is
real, and what it sends is a line of a file, written before it is recorded, as Telegram has a message before
we know.
"""

import asyncio
import os
import random
import signal
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sqlmodel import select
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot import mornings
from bot.clock import Job, tick
from bot.delivery import Delivery
from bot.settings import read_settings
from db import jobs, outbox
from db.dispatch import Owed
from db.engine import Database
from db.migrate import upgrade
from db.models import OutboxRow, PersonRow
from knowledge.model import Role

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Where the program may run, whatever zone the town is in: two with daylight saving time, which begins that
# morning in the first.
_HOSTS = ("America/New_York", "Europe/Paris", "Asia/Shanghai")
_MORNING = datetime(2021, 3, 15, 8, 29, tzinfo=SHANGHAI)
_BLOCKED, _VANISHED, _BUSY, _OUT_OF_REACH = range(1, 5)


@dataclass(slots=True)
class Outcome:
    readers: int = 0
    kills: int = 0
    runs_that_sent: int = 0
    sent: Counter[str] = field(default_factory=Counter)
    after_recorded: list[str] = field(default_factory=list)

    @property
    def missed(self) -> int:
        """A digest and a chart for each."""
        return 2 * self.readers - len(self.sent)

    @property
    def doubled(self) -> int:
        """Sent, and killed before that was recorded: Telegram has no key that would forbid it."""
        return sum(times - 1 for times in self.sent.values())


class Mornings:
    """Readers 1 and 2 have blocked the bot or vanished, 3 and 4 are hard to reach at first."""

    def __init__(self, folder: Path, readers: int, seed: int) -> None:
        self._settings = read_settings(
            {"BOT_DATA_DIR": str(folder), "BOT_DATABASE_URL": os.environ.get("BOT_DATABASE_URL", "")}
        )
        self._sent, self._time = folder / "sent", folder / "time"
        self._sent.touch()
        self._chance = random.Random(seed)
        self._outcome = Outcome(readers - 2)
        with closing(Database(self._settings.database_url)) as database:
            upgrade(database)
            with database.transaction() as session:
                for number in range(1, readers + 1):
                    row = PersonRow(id=number, name="", role=Role.SUPERVISOR, unit="", joined_at=_MORNING)
                    session.add(row)
            # The day before: a new database has nothing to catch up with.
            yesterday = _MORNING.date() - timedelta(days=1)
            jobs.run_once(database, "digests", yesterday, _MORNING, lambda session: None)

    def killed(self, kills: int, starts_at: datetime = _MORNING) -> Outcome:
        """What became of the digests after so many kills and one run that was left to finish."""
        now = starts_at
        for _ in range(kills):
            self._run(now, killed=True)
            # Downtime of some seconds; and now and then a clock that is set back.
            now = self._reached() + timedelta(seconds=self._chance.choice((1, 5, 9, -20)))
        self._run(now + timedelta(minutes=15), killed=False)
        self._outcome.kills = kills
        return self._outcome

    def _run(self, starts_at: datetime, killed: bool) -> None:
        recorded, before = self._recorded(), len(self._lines())
        self._time.write_text(starts_at.isoformat())
        host = self._chance.choice(_HOSTS)
        child = os.fork()
        if child == 0:
            os.environ["TZ"] = host
            time.tzset()
            asyncio.run(self._live(starts_at, until_done=not killed))
            os._exit(0)
        if killed:
            self._await_a_moment(before)
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines = self._lines()[before:]
        self._outcome.sent.update(lines)
        self._outcome.runs_that_sent += bool(lines)
        self._outcome.after_recorded += [line for line in lines if line in recorded]

    def _await_a_moment(self, lines_before: int) -> None:
        """Some while after the start, or after so many messages; then a little longer: anywhere."""
        give_up_at = time.monotonic() + self._chance.choice((0.05, 0.2, 1, 1, 1))
        wanted = lines_before + self._chance.randint(1, 6)
        while len(self._lines()) < wanted and time.monotonic() < give_up_at:
            time.sleep(0.002)
        time.sleep(self._chance.uniform(0, 0.01))

    async def _live(self, starts_at: datetime, until_done: bool) -> None:
        """Ticks and sends; simulated time goes by with every sleep."""
        now = starts_at

        async def sleep(seconds: float) -> None:
            nonlocal now
            now += timedelta(seconds=seconds)
            self._time.write_text(now.isoformat())
            await asyncio.sleep(0)

        refusals: dict[int, list[TelegramError]] = {
            _BLOCKED: [Forbidden("blocked")], _VANISHED: [BadRequest("chat not found")],
            _BUSY: [RetryAfter(7)], _OUT_OF_REACH: [NetworkError("down")],
        }  # fmt: skip

        async def send(owed: Owed) -> None:
            if found := refusals.get(owed.chat_id):
                raise found.pop()
            out = os.open(self._sent, os.O_WRONLY | os.O_APPEND)
            os.write(out, f"{owed.chat_id}:{owed.kind}:{owed.facts['morning']}\n".encode())
            os.close(out)

        plan = partial(mornings.digests, SHANGHAI)
        due = (Job("digests", self._settings.digest_time, plan),)
        with closing(Database(self._settings.database_url)) as database, ThreadPoolExecutor(1) as pool:
            delivery = Delivery(database, pool, send, lambda: now, SHANGHAI, sleep)
            give_up_at = starts_at + timedelta(minutes=15)
            while not until_done or now < give_up_at:
                tick(database, now, SHANGHAI, due)
                if not await delivery.send_batch():
                    await sleep(1)

    def _recorded(self) -> set[str]:
        with closing(Database(self._settings.database_url)) as database, database.snapshot() as session:
            sent = select(OutboxRow).where(OutboxRow.state == outbox.State.SENT)
            return {f"{row.chat_id}:{row.kind}:{row.facts['morning']}" for row in session.exec(sent)}

    def _reached(self) -> datetime:
        """When the last run was killed, in its own time; the beginning where it was killed writing that."""
        text = self._time.read_text()
        return datetime.fromisoformat(text) if text else _MORNING

    def _lines(self) -> list[str]:
        return self._sent.read_text().splitlines()


def main() -> None:
    """Prints one line a seed."""
    kills, readers, *seeds = (int(one) for one in sys.argv[1:])
    for seed in seeds:
        with TemporaryDirectory() as folder:
            found = Mornings(Path(folder), readers, seed).killed(kills)
        days = sorted({line.split(":")[-1] for line in found.sent})
        print(  # noqa: T201 - its answer
            f"seed {seed}: kills {found.kills}, readers {found.readers}, sent in {found.runs_that_sent} runs,"
            f" missed {found.missed}, sent twice {found.doubled}, sent after being recorded "
            f"{len(found.after_recorded)}, mornings {days}"
        )


if __name__ == "__main__":
    main()
