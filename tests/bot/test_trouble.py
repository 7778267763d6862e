"""In whatever trouble, the real program goes on, loses nothing it accepted and publishes nothing twice."""

from pathlib import Path

import pytest

from tests.crash import (
    CrashRun,
    Trouble,
    faulty_api,
    full_disk,
    locked_database,
    restarted_server,
)
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


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_trouble_is_outlived(tmp_path: Path, trouble: Trouble) -> None:
    assert_outlived(tmp_path, trouble)


@pytest.mark.on_postgres
def test_a_restarted_server_is_outlived(tmp_path: Path) -> None:
    assert_outlived(tmp_path, restarted_server)


def assert_outlived(tmp_path: Path, trouble: Trouble) -> None:
    with http_telegram() as stub:
        outcome = CrashRun(stub, tmp_path).trouble_times(2, trouble)
    outcome.assert_whole()
