"""The long fuzz run: python -m tests.bench.fuzz [UPDATES]"""

import asyncio
import gc
import logging
import sys
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from bot.shapes import Json
from knowledge.model import Role
from tests.fuzz import CONTENTS
from tests.town import Town, receive

_BATCH, _BATCHES = 100, 50


class _Errors(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if "set aside" not in record.getMessage():
            self.seen.append(logging.Formatter().format(record))


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


def _round(town: Town, runner: asyncio.Runner, errors: _Errors, number: int) -> None:
    """hypothesis remembers all it has tried in a round; rounds keep its memory out of ours."""

    @seed(number)
    @settings(max_examples=_BATCHES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(CONTENTS, min_size=_BATCH, max_size=_BATCH))
    def outlived(contents: list[Json]) -> None:
        runner.run(receive(town, contents))
        town.telegram.forget()
        assert not errors.seen, errors.seen[0]

    outlived()
    gc.collect()


def main() -> None:
    updates = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    errors, sizes, started = _Errors(), list[float](), time.monotonic()
    logging.getLogger().addHandler(errors)
    logging.getLogger("bot.intake").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner() as runner:
        town = Town(Path(folder))
        runner.run(town.open())
        town.enrol_many(Role.SUPERVISOR, how_many=_BATCH // 2)
        for number in range(updates // (_BATCH * _BATCHES)):
            _round(town, runner, errors, number)
            sizes.append(_megabytes())
        runner.run(town.close())
        town.database.close()
    sys.stdout.write(
        f"{len(sizes) * _BATCH * _BATCHES} updates in {time.monotonic() - started:.0f} s, "
        f"errors {len(errors.seen)}, memory in MB after each round: {[round(size) for size in sizes]}\n"
    )


if __name__ == "__main__":
    main()
