"""Growth, beside others, in one run: python -m tests.bench.growth [--folder F] [SIZE…]

For each number of passages and each engine, each in a process of its own: recall@1 on clean questions and on
those with one or two wrong characters, milliseconds a question, memory (of the process that answers; its
words and tables alone are some 190 MB), build, start from disk to the first answer, and the time until a
changed passage is found. What is built in the folder is kept, and not built again in the next run.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.runtime import keep_what_stays
from knowledge.language.language import language
from tests.bench.engines import ENTRANTS, Search
from tests.bench.passages import Asked, Passages

_SIZES = (1_000, 10_000, 100_000, 1_000_000)
_NEW_WORDS = "湿地栈道木板朽烂需要更换"
_FEW = 60  # questions for what takes a second each
_COLUMNS = ("R@1", "wrong", "p50 ms", "p99 ms", "MB", "build s", "start s", "change s")
_HEAD = " " * 26 + "".join(f"{column:>9}" for column in _COLUMNS) + "\n"


def _build(name: str, size: int, folder: Path) -> dict[str, Any]:
    language()
    started = time.perf_counter()
    ENTRANTS[name].make().build(Passages().texts(size), folder)
    return {"build": time.perf_counter() - started}


def _ask(name: str, size: int, folder: Path) -> dict[str, Any]:
    language()
    passages, engine = Passages(), ENTRANTS[name].make()
    keep_what_stays()  # as the bot does
    few = _FEW if ENTRANTS[name].most < size * 100 and name.startswith("rapidfuzz") else None
    started = time.perf_counter()
    search = engine.open(folder)
    search(passages.clean[0][0])
    start = time.perf_counter() - started
    times: list[float] = []
    clean, wrong = (_recall(search, asked[:few], times) for asked in (passages.clean, passages.wrong))
    times.sort()
    row = {"start": start, "clean": clean, "wrong": wrong, "p50": times[len(times) // 2]}
    row |= {"p99": times[int(len(times) * 0.99)], "memory": _megabytes()}
    return row | {"change": _change(engine.change, size)}


def _recall(search: Search, asked: Asked, times: list[float]) -> float:
    found = 0
    for question, right in asked:
        started = time.perf_counter()
        found += search(question)[:1] == [right]
        times.append((time.perf_counter() - started) * 1000)
    return found / len(asked)


def _change(change: Callable[[int, str], Search], size: int) -> float | None:
    """How long until a passage is found by its new words; None where all must be built anew for it."""
    started = time.perf_counter()
    try:
        search = change(size - 1, _NEW_WORDS)
    except NotImplementedError:
        return None
    found = search(_NEW_WORDS)
    if not found:
        raise AssertionError("the change is not found")
    return time.perf_counter() - started


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def _in_a_process(step: str, name: str, size: int, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.growth", "--step", step, name, str(size), str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    row: dict[str, Any] = json.loads(done.stdout)
    return row


def _measure(name: str, size: int, folder: Path) -> str:
    its = folder / f"{size}-{name.split(',')[0].replace(' ', '-')}"
    kept = its / "built.json"
    if not kept.exists():
        its.mkdir(parents=True)
        kept.write_text(json.dumps(_in_a_process("build", name, size, its)))
    row = json.loads(kept.read_text()) | _in_a_process("ask", name, size, its)
    change = f"{row['change']:9.3f}" if row["change"] is not None else f"{'(anew)':>9}"
    return (
        f"{name:26}{row['clean']:9.3f}{row['wrong']:9.3f}{row['p50']:9.2f}{row['p99']:9.2f}{row['memory']:9.0f}"
        f"{row['build']:9.1f}{row['start']:9.2f}{change}\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--step", nargs=4)
    parser.add_argument("sizes", nargs="*", type=int)
    given = parser.parse_args()
    if given.step:
        step, name, size, folder = given.step
        done = {"build": _build, "ask": _ask}[step](name, int(size), Path(folder))
        sys.stdout.write(json.dumps(done))
        return
    with tempfile.TemporaryDirectory() as temporary:
        for size in given.sizes or _SIZES:
            sys.stdout.write(f"\n{size} passages\n{_HEAD}")
            for name, entrant in ENTRANTS.items():
                if size <= entrant.most:
                    sys.stdout.write(_measure(name, size, given.folder or Path(temporary)))
                    sys.stdout.flush()


if __name__ == "__main__":
    main()
