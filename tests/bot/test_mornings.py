"""Digests go out exactly once, however often the program is killed meanwhile."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests import databases


def test_killed_again_and_again_no_morning_is_missed_and_none_repeated(tmp_path: Path) -> None:
    """In a process of its own, which forks: no thread of the tests' may be forked with it."""
    command = [sys.executable, "-m", "tests.mornings", "12", "52", "1"]
    url = databases.present().empty(tmp_path / "mornings.db").render_as_string(hide_password=False)
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, cwd=Path(__file__).parents[2], check=True,
        env={**os.environ, "BOT_DATABASE_URL": url},
    )  # fmt: skip
    found = done.stdout
    assert re.search(r"kills 12, readers 50, sent in ([5-9]|1\d) runs, missed 0,", found), found
    assert "sent after being recorded 0, mornings ['2021-03-15']" in found
