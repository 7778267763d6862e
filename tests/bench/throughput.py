"""The whole bot against a bare echo, in the same run: python -m tests.bench.throughput [MESSAGES]

Over HTTP both poll a server on loopback; in process both poll the in-memory Bot API. A message is one of the
labelled questions, from one of 200 chats; the rate counts from the first answer to the last.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.serving import serve
from bot.shapes import Account
from tests.asking import labelled
from tests.bench import echo
from tests.http_stub import TOKEN, http_telegram
from tests.simulated_telegram import SimulatedTelegram
from tests.town import Town

_CHATS = 200
_LOOK_SECONDS, _ENDED_AFTER_SECONDS = 0.01, 3.0


def _fill(telegram: SimulatedTelegram, messages: int) -> None:
    questions = [str(one["q"]) for one in labelled("questions")]
    for number in range(messages):
        asked = questions[number % len(questions)]
        telegram.deliver(telegram.says(Account(1000 + number % _CHATS, "群众"), asked))


class _Rate:
    """How fast answers come; they have ended when none has come for a while, as the echo loses some."""

    def __init__(self) -> None:
        self._seen: list[tuple[float, int]] = []

    def look(self, count: int) -> None:
        if count and (not self._seen or count > self._seen[-1][1]):
            self._seen.append((time.perf_counter(), count))

    @property
    def has_ended(self) -> bool:
        return bool(self._seen) and time.perf_counter() - self._seen[-1][0] > _ENDED_AFTER_SECONDS

    @property
    def a_second(self) -> float:
        (first_at, first), (last_at, last) = self._seen[0], self._seen[-1]
        return (last - first) / (last_at - first_at)


def _over_http(module: str, messages: int) -> float:
    with http_telegram() as stub, tempfile.TemporaryDirectory() as folder:
        _fill(stub.telegram, messages)
        environment = {
            "PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2]), "BOT_TOKEN": TOKEN,
            "BOT_API_URL": stub.url, "BOT_DATA_DIR": folder,
        }  # fmt: skip
        with subprocess.Popen(
            [sys.executable, "-m", module], env=environment, cwd=folder, stderr=subprocess.DEVNULL
        ) as process:
            rate = _Rate()
            while not rate.has_ended:
                rate.look(len(stub.telegram.shown))
                time.sleep(_LOOK_SECONDS)
            process.kill()
    return rate.a_second


async def _watched(telegram: SimulatedTelegram) -> float:
    rate = _Rate()
    while not rate.has_ended:
        rate.look(len(telegram.shown))
        await asyncio.sleep(_LOOK_SECONDS)
    return rate.a_second


async def _echo_in_process(messages: int) -> float:
    telegram = SimulatedTelegram(lambda: datetime.now(UTC))
    _fill(telegram, messages)
    application = echo.build(TOKEN, "https://api.telegram.org", telegram)
    async with application:
        await application.start()
        await application.updater.start_polling()
        rate = await _watched(telegram)
        await application.updater.stop()
        await application.stop()
    return rate


async def _bot_in_process(messages: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        town = Town(Path(folder))
        _fill(town.telegram, messages)
        stop = asyncio.Event()
        serving = asyncio.create_task(serve(town.bot, stop))
        rate = await _watched(town.telegram)
        stop.set()
        await serving
        town.database.close()
    return rate


def main() -> None:
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    http = _over_http("bot", messages), _over_http("tests.bench.echo", messages)
    inside = asyncio.run(_bot_in_process(messages)), asyncio.run(_echo_in_process(messages))
    for where, (ours, bare) in (("over HTTP", http), ("in process", inside)):
        sys.stdout.write(f"{where}: {ours:.0f} a second, bare echo {bare:.0f}, ratio {ours / bare:.2f}\n")


if __name__ == "__main__":
    main()
