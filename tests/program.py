"""The program as a user starts it: ``python -m bot`` in a process of its own."""

import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from tests.forking import Forked, Streams


class Program:
    """``python -m bot`` with these arguments, in a folder; used in ``with``, it ends there.

    What is ``typed`` is all that it can read. What it writes is kept until then; with ``log``, it is added to
    that file. ``cold``, and everywhere but on Linux, it is not forked.
    """

    def __init__(
        self,
        *arguments: str,
        env: Mapping[str, str],
        cwd: Path,
        typed: str = "",
        log: Path | None = None,
        cold: bool = False,
    ) -> None:
        self._kept = TemporaryDirectory()
        folder = Path(self._kept.name)
        self._out, self._err = (log, log) if log else (folder / "out", folder / "err")
        (folder / "typed").write_text(typed, encoding="utf-8")
        start = Forked if sys.platform == "linux" and not cold else _cold
        with (folder / "typed").open("rb") as read, self._out.open("ab") as out, self._err.open("ab") as err:
            self._process = start(arguments, env, cwd, (read, out, err))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        self.kill()
        self.wait()
        self._kept.cleanup()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """As Popen has it: known once the end was looked for and found."""
        return self._process.returncode

    def poll(self) -> int | None:
        """The return code, if it has ended."""
        return self._process.poll()

    def wait(self, timeout: float = 60) -> int:
        """Its end. Raises subprocess.TimeoutExpired."""
        return self._process.wait(timeout)

    def send_signal(self, number: int) -> None:
        """Nothing where it has ended."""
        self._process.send_signal(number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def out(self) -> str:
        """What it has written to stdout until now."""
        return self._out.read_text(encoding="utf-8")

    def err(self) -> str:
        """What it has written to stderr until now."""
        return self._err.read_text(encoding="utf-8")

    def wait_until_it_says(self, words: str, seconds: float = 30) -> None:
        """Returns once it has written this to stderr."""
        give_up_at = time.monotonic() + seconds
        while words not in self.err():
            assert time.monotonic() < give_up_at, "waited in vain"
            time.sleep(0.02)


def _cold(
    arguments: Sequence[str], env: Mapping[str, str], cwd: Path, files: Streams
) -> subprocess.Popen[bytes]:
    stdin, stdout, stderr = files
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.Popen(command, env=env, cwd=cwd, stdin=stdin, stdout=stdout, stderr=stderr)
