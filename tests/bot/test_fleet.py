"""Several processes of the real program, one of which is killed.

The long run is by hand: python -m tests.bench.workers kills
"""

from contextlib import closing
from pathlib import Path

import pytest

from knowledge.model import Notice
from tests.bench.fleet.kills import KillRun
from tests.bench.fleet.verdict import Verdict
from tests.http_stub import http_telegram

pytestmark = pytest.mark.on_postgres


async def test_nothing_is_lost_or_doubled_when_one_of_two_is_killed(tmp_path: Path, notice: Notice) -> None:
    with (
        http_telegram() as stub,
        closing(KillRun(stub, tmp_path, notice, workers=2, lease=3, revives=False)) as run,
    ):
        run.settle()
        await run.run(seconds=4, pause=2.5, at_once=20, mornings=0, restarts=0)
        verdict = Verdict(run, stub.telegram.shown)
    assert len(run.fleet.kills) == 1
    assert verdict.faults == []
