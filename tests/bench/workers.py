"""Several workers of the real program over one PostgreSQL.

python -m tests.bench.workers kills [SECONDS [PAUSE [PEOPLE]]]
    one after another is killed, every five seconds or so, while so many people ask, each again three seconds
    after the answer; what was lost or doubled. Who starts needs three seconds of a processor: with 120 people
    two cores have them for nobody.
python -m tests.bench.workers throughput
    how much one, two and four of them answer
"""

import asyncio
import os
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from knowledge.reading.parser import read_notice
from tests import databases
from tests.bench.fleet.kills import KillRun
from tests.bench.fleet.throughput import against_nothing, of_workers
from tests.bench.fleet.verdict import Verdict
from tests.databases import Kind
from tests.http_stub import http_telegram
from tests.town import DATA

_FLEETS, _SECONDS, _UNDER_WAY = (1, 2, 4), 15.0, (4, 32)
_READERS = 40
_WORKERS, _PEOPLE, _MORNINGS, _RESTARTS = 4, 40, 5, 2


def kills(seconds: float = 300, pause: float = 5, people: float = _PEOPLE) -> int:
    """Says what came of the run, and 1 if anything was lost or doubled."""
    notice = read_notice((DATA / "notices" / "hubin-2021.txt").read_bytes()).notice
    with (
        http_telegram() as stub,
        tempfile.TemporaryDirectory() as folder,
        closing(KillRun(stub, Path(folder), notice, _WORKERS, _READERS)) as run,
    ):
        run.settle()
        asyncio.run(run.run(seconds, pause, int(people), _MORNINGS, _RESTARTS))
        verdict = Verdict(run, stub.telegram.shown)
    sys.stdout.write("\n".join([*verdict.lines, f"FAULTS: {verdict.faults or 'none'}", ""]))
    return 1 if verdict.faults else 0


def throughput() -> None:
    """One after another in the same run, with a disk that is waited for, as in service."""
    databases.server().settle(
        shared_preload_libraries="pg_stat_statements", fsync="on", full_page_writes="on"
    )
    say = sys.stdout.write
    say(f"{os.cpu_count()} cores; load before: {os.getloadavg()[0]:.1f}\n")
    say("the generator against a server that answers 200 at once\n")
    say("\n".join(against_nothing(_SECONDS, _UNDER_WAY[-1])) + "\n")
    for workers in _FLEETS:
        say("\n".join(asyncio.run(of_workers(workers, _SECONDS, _UNDER_WAY))) + "\n")
        sys.stdout.flush()


def main() -> int:
    databases.use(Kind.POSTGRES)
    try:
        command, *more = sys.argv[1:] or ["kills"]
        if command == "kills":
            return kills(*map(float, more))
        if command == "throughput":
            throughput()
            return 0
        raise SystemExit(__doc__)
    finally:
        databases.stop()


if __name__ == "__main__":
    sys.exit(main())
