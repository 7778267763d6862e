"""How much a fleet answers: so many questions are under way, each from the next of thousands of chats."""

import asyncio
import itertools
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from bot.opening import load_shipped_notice
from bot.shapes import Account
from db.engine import Database
from db.migrate import upgrade
from tests import databases
from tests.bench.fleet.program import Fleet, cpu_seconds, machine_seconds, own_cpu_seconds
from tests.bench.fleet.statements import Statements
from tests.bench.fleet.wire import Line, Receiver, api_url
from tests.courier import free_port
from tests.simulated_telegram import SimulatedTelegram
from tests.town import DATA

Used = Callable[[], dict[str, float]]
CHATS = 4_000
_FIRST_CHAT, _ANSWER_SECONDS = 1_000_000, 60
_WARM_SECONDS, _IDLE_SECONDS = 5.0, 5.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one stretch: how long each question took, and what was used of the processors, in seconds, by
    whom."""

    seconds: float
    waits: list[float]
    used: dict[str, float]

    def lines(self) -> Iterator[str]:
        times, percent = len(self.waits), quantiles(self.waits, n=100)
        yield (
            f"  {times / self.seconds:.0f} a second, p50 {percent[49] * 1000:.0f} ms, "
            f"p99 {percent[98] * 1000:.0f} ms"
        )
        each = (
            f"{name} {used / self.seconds:.2f} ({used / times * 1000:.2f} ms each)"
            for name, used in self.used.items()
        )
        yield f"    cores used: {', '.join(each)}"


class Load:
    """Delivers to some ports, one line a question under way."""

    def __init__(self) -> None:
        self._telegram = SimulatedTelegram(lambda: datetime.now(UTC))
        self._chats = itertools.cycle(range(_FIRST_CHAT, _FIRST_CHAT + CHATS))
        self._texts = itertools.cycle(_questions())
        self._answered: dict[int, asyncio.Event] = {}
        self.waits: list[float] = []

    def heard(self, chat_id: int) -> None:
        """A chat was sent something."""
        if chat_id in self._answered:
            self._answered[chat_id].set()

    async def run(self, ports: list[int], at_once: int, seconds: float, is_answered: bool = True) -> None:
        """Adds to ``waits`` how long each took from its delivery to its answer, or to the 200."""
        ends_at = time.monotonic() + seconds
        lines = [Line(port) for port, _ in zip(itertools.cycle(ports), range(at_once))]
        async with asyncio.TaskGroup() as group:
            for line in lines:
                group.create_task(self._one_after_another(line, ends_at, is_answered))
        for line in lines:
            line.close()

    async def _one_after_another(self, line: Line, ends_at: float, is_answered: bool) -> None:
        while time.monotonic() < ends_at:
            chat_id = next(self._chats)
            update = self._telegram.says(Account(chat_id, "群众"), next(self._texts))
            answered = self._answered[chat_id] = asyncio.Event()
            started = time.monotonic()
            status = await line.deliver(json.dumps(update).encode())
            assert status == 200, status
            if is_answered:
                async with asyncio.timeout(_ANSWER_SECONDS):
                    await answered.wait()
            del self._answered[chat_id]
            self.waits.append(time.monotonic() - started)


async def measured(load: Load, ports: list[int], at_once: int, seconds: float, used: Used) -> Figures:
    """One stretch of load; ``used`` says what each has used of the processors until now."""
    load.waits.clear()
    before, started = used(), time.monotonic()
    await load.run(ports, at_once, seconds)
    took = time.monotonic() - started
    return Figures(took, [*load.waits], {name: at - before[name] for name, at in used().items()})


def against_nothing(seconds: float, at_once: int) -> list[str]:
    """What the generator costs, and how fast it could be."""
    port, load = free_port(), Load()
    with subprocess.Popen([sys.executable, "-m", "tests.bench.fleet.null", str(port)]) as null:
        _wait_for(port)
        before, started = own_cpu_seconds(), time.monotonic()
        asyncio.run(load.run([port], at_once, seconds, is_answered=False))
        used, took = own_cpu_seconds() - before, time.monotonic() - started
        null.kill()
    return [*Figures(took, load.waits, {"generator": used}).lines()]


async def of_workers(workers: int, seconds: float, at_once: tuple[int, ...]) -> list[str]:
    """What so many workers answer, and what a question asks of PostgreSQL."""
    load = Load()
    with TemporaryDirectory() as folder, closing(_town(Path(folder))) as database:
        async with await Receiver(load.heard).serve() as telegram:
            with Fleet(api_url(telegram), Path(folder), database.engine.url, workers) as fleet:
                await asyncio.to_thread(fleet.start_all)
                await load.run(fleet.ports, at_once[-1], _WARM_SECONDS)
                statements, used = Statements(database), partial(_used, fleet, databases.server().pids)
                await statements.rest(_IDLE_SECONDS)
                lines = [f"{workers} workers"]
                for questions in at_once:
                    statements.reset()
                    figures = await measured(load, fleet.ports, questions, seconds, used)
                    lines += [f" {questions} questions under way", *figures.lines()]
                    lines += statements.a_question(len(figures.waits), figures.seconds)
                await asyncio.to_thread(fleet.stop_all)
    return lines


def _used(fleet: Fleet, servers: Callable[[], list[int]]) -> dict[str, float]:
    return {
        "generator": own_cpu_seconds(),
        "workers": sum(map(cpu_seconds, fleet.pids)),
        "PostgreSQL": sum(map(cpu_seconds, servers())),
        "whole machine": machine_seconds(),
    }


def _town(folder: Path) -> Database:
    database = Database(databases.present().empty(folder / "fleet.db"))
    upgrade(database)
    load_shipped_notice(database, datetime.now(UTC))
    return database


def _wait_for(port: int) -> None:
    give_up_at = time.monotonic() + _ANSWER_SECONDS
    while time.monotonic() < give_up_at:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionError:
            time.sleep(0.05)
    raise AssertionError("nobody listens")


def _questions() -> list[str]:
    rows = (json.loads(line) for line in (DATA / "questions.jsonl").read_text().splitlines())
    return [row["q"] for row in rows if row.get("q")]
