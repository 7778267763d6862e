"""Killed at random moments, the real program loses nothing it accepted and publishes nothing twice.

The long run is by hand: python -m tests.bench.crash
"""

import signal
from pathlib import Path

import pytest

from tests.courier import delivering, free_port, settings_for
from tests.crash import CrashRun
from tests.http_stub import http_telegram


@pytest.mark.parametrize(("number", "times"), [(signal.SIGKILL, 10), (signal.SIGTERM, 3)])
def test_nothing_accepted_is_lost(tmp_path: Path, number: signal.Signals, times: int) -> None:
    with http_telegram() as stub:
        outcome = CrashRun(stub, tmp_path).kill_times(times, number)
    outcome.assert_whole()


@pytest.mark.parametrize(("number", "times"), [(signal.SIGKILL, 6), (signal.SIGTERM, 3)])
def test_nothing_delivered_to_the_webhook_is_lost(tmp_path: Path, number: signal.Signals, times: int) -> None:
    with http_telegram() as stub, delivering(stub.telegram):
        run = CrashRun(stub, tmp_path, more=settings_for(free_port()))
        outcome = run.kill_times(times, number)
    outcome.assert_whole()


@pytest.mark.on_sqlite("PostgreSQL has backups of its own")
def test_what_was_published_before_a_backup_is_there_after_a_kill_and_a_restore(tmp_path: Path) -> None:
    here, elsewhere, archive = tmp_path / "here", tmp_path / "elsewhere", tmp_path / "backup.tar.gz"
    here.mkdir()
    elsewhere.mkdir()
    with http_telegram() as stub:
        before = CrashRun(stub, here).back_up_and_kill(archive)
        goes_on = CrashRun(stub, elsewhere, label="恢复后第")
        goes_on.restore(archive)
        outcome = goes_on.kill_times(1)
    assert before
    assert before <= outcome.published.keys()
    outcome.assert_whole()
