"""Killed at random moments, the real program loses nothing it accepted and publishes nothing twice.

The long run is by hand: python -m tests.bench.crash
"""

import signal
from pathlib import Path

import pytest

from tests.crash import CrashRun
from tests.http_stub import http_telegram


@pytest.mark.parametrize(("number", "times"), [(signal.SIGKILL, 10), (signal.SIGTERM, 3)])
def test_nothing_accepted_is_lost(tmp_path: Path, number: signal.Signals, times: int) -> None:
    with http_telegram() as stub:
        outcome = CrashRun(stub, tmp_path).kill_times(times, number)
    assert outcome.questions > 20
    assert outcome.confirmed
    assert outcome.unanswered == []
    assert outcome.lost == []
    assert outcome.doubled == []
