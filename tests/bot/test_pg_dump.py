"""PostgreSQL is backed up and restored by its own tools, as docs/operations.md says."""

import subprocess
from pathlib import Path

import pytest

from tests import databases
from tests.shell import Shell

pytestmark = pytest.mark.on_postgres


def run(program: str, *arguments: str) -> None:
    subprocess.run([databases.server().program(program), *arguments], check=True, timeout=60)


def test_what_was_dumped_is_restored_with_its_history(tmp_path: Path) -> None:
    old, new = Shell(tmp_path / "old"), Shell(tmp_path / "new")
    for shell in (old, new):
        shell.folder.mkdir()
    old("invite", "admin")
    before = old("audit").stdout
    dump = str(tmp_path / "zhenggai.dump")
    run("pg_dump", "-Fc", "-d", address(old), "-f", dump)
    run("pg_restore", "--exit-on-error", "--no-owner", "-d", address(new), dump)
    after = new("audit")
    assert (after.returncode, after.stdout) == (0, before)
    assert "1.2.6" in new("ask", "喷漆中心整改进展").stdout


def address(shell: Shell) -> str:
    url = databases.present().empty(shell.folder / "zhenggai.db")
    return url.set(drivername="postgresql").render_as_string()
