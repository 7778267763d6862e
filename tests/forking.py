"""The program in one second instead of five: forked from a process that has imported it and read its words.

A fork has what Python reads at its start (the seed of hashes, the locale, PYTHONPATH) from that process.
"""

import gc
import json
import os
import runpy
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from select import POLLIN, poll
from threading import Lock
from typing import IO, Any

from knowledge.language.language import language
from knowledge.text import normalise

# What stands for stdin, stdout and stderr.
Streams = tuple[IO[bytes], IO[bytes], IO[bytes]]

_ROOT = Path(__file__).parents[1]
# What a process tells of another: which it is, and later how it ended, as os.waitpid has it.
_TOLD = struct.Struct("i")
_LONGEST_REQUEST = 200_000
_starting = Lock()


class Forked:
    """``python -m bot`` in a process that another one forks, and tells of; it is asked as a Popen is."""

    def __init__(self, arguments: Sequence[str], env: Mapping[str, str], cwd: Path, files: Streams) -> None:
        self.returncode: int | None = None
        self._reports, told = os.pipe()
        request = {"arguments": arguments, "folder": str(cwd), "environment": dict(env)}
        try:
            with _starting:
                fds = [file.fileno() for file in files]
                socket.send_fds(_forks()[0], [json.dumps(request).encode()], [*fds, told])
        finally:
            os.close(told)
        self.pid = self._told()

    def poll(self) -> int | None:
        return self._look(0)

    def wait(self, timeout: float) -> int:
        if (code := self._look(timeout)) is None:
            raise subprocess.TimeoutExpired(f"process {self.pid}", timeout)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def _look(self, seconds: float) -> int | None:
        """The return code, if it ends within so long."""
        if self.returncode is None:
            reports = poll()
            reports.register(self._reports, POLLIN)
            if reports.poll(seconds * 1000):
                self.returncode = os.waitstatus_to_exitcode(self._told())
                os.close(self._reports)
        return self.returncode

    def _told(self) -> int:
        if not (told := os.read(self._reports, _TOLD.size)):
            os.close(self._reports)
            raise ChildProcessError("the process that others are forked from has ended")
        number: int = _TOLD.unpack(told)[0]
        return number


@cache
def _forks() -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """Whom to ask for a process."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with its:
        command = [sys.executable, "-m", "tests.forking", str(its.fileno())]
        # A process with threads, as NumPy's would be, is not to be forked.
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
        return ours, subprocess.Popen(command, cwd=_ROOT, env=environment, pass_fds=[its.fileno()])


def stop() -> None:
    """Ends the process that others are forked from."""
    if _forks.cache_info().currsize:
        requests, process = _forks()
        requests.close()
        process.wait()
        _forks.cache_clear()


def _serve(requests: socket.socket) -> list[str] | None:
    """Returns in each of the processes asked for, with its arguments, and at last in this one, with none."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody here asks how those who wait have ended
    while True:
        request, fds, _flags, _address = socket.recv_fds(requests, _LONGEST_REQUEST, 4)
        if not request:
            return None
        if os.fork() == 0:
            requests.close()
            return _begin(json.loads(request), *fds)
        for fd in fds:
            os.close(fd)


def _begin(request: dict[str, Any], stdin: int, stdout: int, stderr: int, report: int) -> list[str]:
    """Starts the process that was asked for, and stays beside it to tell how it ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if pid := os.fork():
        os.write(report, _TOLD.pack(pid))
        for fd in (0, 1, 2, stdin, stdout, stderr):
            os.close(fd)
        os.write(report, _TOLD.pack(os.waitpid(pid, 0)[1]))
        os._exit(0)
    os.close(report)
    for own, given in enumerate((stdin, stdout, stderr)):
        os.dup2(given, own)
        os.close(given)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    # The ones there are know of the old files whether they can be sought in.
    sys.stdin, sys.stdout = open(0), open(1, "w")  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace")  # noqa: SIM115
    arguments: list[str] = request["arguments"]
    return arguments


def _warm() -> None:
    """Does what each process would do at its start."""
    import alembic.command  # noqa: F401

    import bot.app
    import bot.cli  # noqa: F401

    language()
    normalise("")
    gc.freeze()


if __name__ == "__main__":
    _warm()
    if (asked := _serve(socket.socket(fileno=int(sys.argv[1])))) is not None:
        sys.argv = ["bot", *asked]
        sys.path[0] = os.getcwd()
        runpy.run_module("bot", run_name="__main__", alter_sys=True)
