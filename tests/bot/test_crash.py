"""Killed at random moments or in other trouble, the real program loses nothing it accepted and publishes
nothing twice.

The long run is by hand: python -m tests.bench.crash
"""

import signal
from pathlib import Path

import pytest

from tests.courier import delivering, free_port, settings_for
from tests.crash import CrashRun, Outcome, Trouble, faulty_api, full_disk, locked_database, restarted_server
from tests.http_stub import http_telegram

TROUBLES = {
    "locked database": locked_database,
    "full disk": pytest.param(full_disk, marks=pytest.mark.on_sqlite("PostgreSQL's disk is elsewhere")),
    "500": faulty_api(500),
    "502": faulty_api(502),
    "429": faulty_api(429),
    "no answer": faulty_api(0),
    "taken effect, answer lost": faulty_api(0, taken_effect=True),
}


@pytest.mark.parametrize(("number", "times"), [(signal.SIGKILL, 10), (signal.SIGTERM, 3)])
def test_nothing_accepted_is_lost(tmp_path: Path, number: signal.Signals, times: int) -> None:
    with http_telegram() as stub:
        outcome = CrashRun(stub, tmp_path).kill_times(times, number)
    assert_whole(outcome)


@pytest.mark.parametrize(("number", "times"), [(signal.SIGKILL, 6), (signal.SIGTERM, 3)])
def test_nothing_delivered_to_the_webhook_is_lost(tmp_path: Path, number: signal.Signals, times: int) -> None:
    with http_telegram() as stub, delivering(stub.telegram):
        run = CrashRun(stub, tmp_path, more=settings_for(free_port()))
        outcome = run.kill_times(times, number)
    assert_whole(outcome)


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
    assert_whole(outcome)


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_trouble_is_outlived(tmp_path: Path, trouble: Trouble) -> None:
    assert_outlived(tmp_path, trouble)


@pytest.mark.on_postgres
def test_a_restarted_server_is_outlived(tmp_path: Path) -> None:
    assert_outlived(tmp_path, restarted_server)


def assert_outlived(tmp_path: Path, trouble: Trouble) -> None:
    with http_telegram() as stub:
        outcome = CrashRun(stub, tmp_path).trouble_times(2, trouble)
    assert_whole(outcome)


def assert_whole(outcome: Outcome) -> None:
    assert outcome.questions  # how many depends on how busy the machine is
    assert outcome.confirmed
    assert outcome.unanswered == []
    assert outcome.lost == []
    assert outcome.doubled == []
    assert outcome.photos_lost == 0
