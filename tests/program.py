"""The program as a user starts it, ``python -m bot`` in a process of its own, but in one second instead of
five: forked from a process that has imported it and read its dictionary.

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
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from select import POLLIN, poll
from threading import Lock
from typing import Any

from knowledge.language.language import language
from knowledge.text import normalise

_ROOT = Path(__file__).parents[1]
# What a process tells of another: which it is, and later how it ended, as os.waitpid has it.
_TOLD = struct.Struct("i")
_LONGEST_REQUEST = 200_000
_starting = Lock()


class Program(subprocess.Popen[str]):
    """``python -m bot`` with these arguments, in a folder, as text; used in ``with``, it ends there.

    Otherwise as Popen, whose own methods are replaced where they start a process and learn of its end (those
    of CPython 3.11); ``cold`` is Popen's own way, and that of other systems.
    """

    def __init__(
        self,
        *arguments: str,
        env: Mapping[str, str],
        cwd: Path,
        cold: bool = False,
        **more: Any,
    ) -> None:
        self._is_cold, self._reports = cold or sys.platform != "linux", -1
        command = [sys.executable, "-m", "bot", *arguments]
        super().__init__(command, env=env, cwd=cwd, text=True, encoding="utf-8", **more)

    def __exit__(self, *fault: Any) -> None:
        self.kill()
        super().__exit__(*fault)

    def _execute_child(self, *own: Any) -> None:
        if self._is_cold:
            super()._execute_child(*own)  # type: ignore[misc]
            return
        arguments, folder, environment, pipes = own[0][2:], str(own[5]), dict(own[6]), own[10:16]
        self._reports, told = os.pipe()
        streams = [own if given == -1 else given for own, given in enumerate((pipes[0], pipes[3], pipes[5]))]
        request = {"arguments": arguments, "folder": folder, "environment": environment}
        try:
            with _starting:
                socket.send_fds(_forks()[0], [json.dumps(request).encode()], [*streams, told])
        finally:
            os.close(told)
            self._close_pipe_fds(*pipes)  # type: ignore[attr-defined]
        self.pid = self._told()
        self._child_created = True

    def _try_wait(self, wait_flags: int) -> tuple[int, int]:
        """The process and its end, or noughts where it has not come and is not waited for."""
        if self._is_cold:
            ended: tuple[int, int] = super()._try_wait(wait_flags)  # type: ignore[misc]
            return ended
        reports = poll()
        reports.register(self._reports, POLLIN)
        if wait_flags & os.WNOHANG and not reports.poll(0):
            return 0, 0
        ended = self.pid, self._told()
        os.close(self._reports)
        return ended

    def _internal_poll(self, *own: Any, **more: Any) -> int | None:
        lock: Lock = self._waitpid_lock  # type: ignore[attr-defined]
        if self._is_cold:
            code: int | None = super()._internal_poll(*own, **more)  # type: ignore[misc]
            return code
        if lock.acquire(False):
            try:
                if self.returncode is None and (found := self._try_wait(os.WNOHANG))[0]:
                    self._handle_exitstatus(found[1])  # type: ignore[attr-defined]
            finally:
                lock.release()
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
        command = [sys.executable, "-m", "tests.program", str(its.fileno())]
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
        sys.argv = asked
        sys.path[0] = os.getcwd()
        runpy.run_module("bot", run_name="__main__", alter_sys=True)
