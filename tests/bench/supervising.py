"""Digest and register of a large notice, and how fast citizens are answered meanwhile:
python -m tests.bench.supervising [FINDINGS] [UPDATES]"""

import asyncio
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import quantiles

from bot.runtime import keep_what_stays, take_short_turns
from db import loading
from db.models import DraftRow, OwnershipRow, UpdateRow
from handlers.context import services_of
from knowledge.model import Notice, Role
from knowledge.reading.parser import read_notice
from tests.town import DATA, Someone, Town

# So many that a hundredth of the answers is more than one of them.
_ROUNDS = {"digest": 60, "register": 5}
# Its own peak: what getrusage tells of a child counts its parent's memory at the fork.
_EXPORT = """
import re, sys
from pathlib import Path
from bot.cli import main
main(["register", "export", sys.argv[1]])
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""
_SECONDS_BETWEEN_QUESTIONS = 0.02


def _notice(findings: int) -> Notice:
    """The real notice's findings again and again, each copy in a section of its own."""
    real = read_notice((DATA / "notices" / "hubin-2021.txt").read_bytes()).notice
    many = []
    for number in range(findings):
        copy, one = divmod(number, len(real.findings))
        finding = real.findings[one]
        section = f"{copy + 1}、{finding.section}"
        many.append(replace(finding, code=f"{copy + 1}.{finding.code}", section=section))
    return replace(real, findings=tuple(many))


def _fill(town: Town, findings: int, updates: int) -> None:
    loading.load(town.database, _notice(findings), town.clock.now())
    now = town.clock.now()
    # Beyond the shipped notice's rows, which were there before.
    first = len(read_notice((DATA / "notices" / "hubin-2021.txt").read_bytes()).notice.findings) + 1
    with town.database.transaction() as session:
        for number in range(findings):
            due_on = now.date() + timedelta(days=number % 400 - 200)
            session.add(OwnershipRow(matter_id=first + number, unit=f"{number % 40}号办公室", due_on=due_on))
        for number in range(1, updates + 1):
            finding, at = first + number % findings, now - timedelta(minutes=number)
            text = f"第{number}号进展：已组织现场检查，督促责任单位落实整改措施"
            session.add(
                DraftRow(
                    id=number, author_id=1, finding_id=finding, text=text, unit="环保办",
                    status="in_progress", state="published", created_at=at,
                )
            )  # fmt: skip
            session.add(
                UpdateRow(
                    finding_id=finding, draft_id=number, author_id=1, text=text, unit="环保办",
                    status="in_progress", published_at=at,
                )
            )  # fmt: skip


async def _ask_until(citizen: Someone, done: asyncio.Event, times: list[float]) -> None:
    """Asks fifty times a second; the time waited for an answer is what counts."""
    budgets = services_of(citizen.town.application).budgets
    while not done.is_set():
        started = time.perf_counter()
        await citizen.says("喷漆中心整改进展")
        times.append(time.perf_counter() - started)
        budgets.forget()
        await asyncio.sleep(_SECONDS_BETWEEN_QUESTIONS)


async def _measured(
    citizen: Someone, what: Callable[[], Awaitable[str]], rounds_wanted: int = 5
) -> tuple[list[float], list[float]]:
    """Seconds of each round, and of the answers meanwhile."""
    rounds, answers = [], list[float]()
    for _ in range(rounds_wanted):
        done = asyncio.Event()
        asking = asyncio.create_task(_ask_until(citizen, done, answers))
        started = time.perf_counter()
        await what()
        rounds.append(time.perf_counter() - started)
        done.set()
        await asking
        services_of(citizen.town.application).budgets.forget()
    return rounds, answers


def _say(what: str, rounds: list[float], answers: list[float]) -> None:
    cuts = quantiles((1000 * one for one in answers), n=100) if len(answers) > 1 else [0.0] * 99
    sys.stdout.write(
        f"{what}: {min(rounds):.2f} to {max(rounds):.2f} s; {len(answers)} answers meanwhile: "
        f"p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms\n"
    )


def _export(folder: Path) -> None:
    """On the command line: time and memory of a process that does nothing else."""
    environment = os.environ | {
        "BOT_DATA_DIR": str(folder),
        "BOT_DATABASE_URL": f"sqlite:///{folder}/town.db",
    }
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _EXPORT, str(folder / "register.xlsx")],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    peak = int(done.stdout.split()[-1]) / 1024
    sys.stdout.write(
        f"register export, the whole process: {time.perf_counter() - started:.1f} s, peak {peak:.0f} MB\n"
    )


async def _measure(folder: Path, findings: int, updates: int) -> None:
    town = Town(folder)
    await town.open()
    _fill(town, findings, updates)
    supervisor, citizen = await town.invited(Role.SUPERVISOR), town.newcomer()
    started = time.perf_counter()
    await citizen.says("喷漆中心整改进展")
    sys.stdout.write(f"first answer, index included: {time.perf_counter() - started:.1f} s\n")
    await supervisor.says("/digest")
    keep_what_stays()
    take_short_turns()
    _say("nothing beside", *await _measured(citizen, lambda: asyncio.sleep(2, "")))
    for name, words in (("digest", "/digest"), ("register", "/register")):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        _say(name, *await _measured(citizen, partial(supervisor.says, words), _ROUNDS[name]))
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
        sys.stdout.write(f"{name}: memory of the bot grows by {grown:.0f} MB at its peak\n")
    await town.close()
    town.database.close()
    _export(folder)


def main() -> None:
    findings, updates = (int(one) for one in (sys.argv[1:] or ["10000", "100000"]))
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder), findings, updates))


if __name__ == "__main__":
    main()
