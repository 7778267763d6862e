"""The program as a user starts it, ``python -m bot`` in a process of its own, but in a hundredth of the time:
forked from a process that has imported it and read its dictionary."""

import gc
import json
import os
import runpy
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from select import select
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
    """``python -m bot`` with these arguments, in a folder, as text: otherwise a Popen like any other."""

    def __init__(self, *arguments: str, env: Mapping[str, str], cwd: Path, **more: Any) -> None:
        self._reports = -1
        super().__init__(["bot", *arguments], env=env, cwd=cwd, text=True, encoding="utf-8", **more)

    def _execute_child(
        self, args: list[str], executable: None, preexec_fn: None, close_fds: bool, pass_fds: tuple[int, ...],
        cwd: Path, env: Mapping[str, str], startupinfo: None, creationflags: int, shell: bool,
        p2cread: int, p2cwrite: int, c2pread: int, c2pwrite: int, errread: int, errwrite: int, *_more: object,
    ) -> None:  # fmt: skip
        """As Popen's own, but that the process comes from a fork elsewhere."""
        self._reports, told = os.pipe()
        streams = [own if given == -1 else given for own, given in enumerate((p2cread, c2pwrite, errwrite))]
        request = json.dumps({"arguments": args, "folder": str(cwd), "environment": dict(env)}).encode()
        with _starting:
            socket.send_fds(_forks()[0], [request], [*streams, told])
        os.close(told)
        self._close_pipe_fds(p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite)  # type: ignore[attr-defined]
        self.pid = self._told()
        self._child_created = True

    def _try_wait(self, wait_flags: int) -> tuple[int, int]:
        """As Popen's own: the process and its end, or noughts where it has not come and is not waited for."""
        if wait_flags & os.WNOHANG and not select([self._reports], [], [], 0)[0]:
            return 0, 0
        ended = self._told()
        os.close(self._reports)
        return self.pid, ended

    def _internal_poll(self, *_own: object, **_more: object) -> int | None:
        with self._waitpid_lock:  # type: ignore[attr-defined]
            if self.returncode is None and (found := self._try_wait(os.WNOHANG))[0]:
                self._handle_exitstatus(found[1])  # type: ignore[attr-defined]
        return self.returncode

    def _told(self) -> int:
        number: int = _TOLD.unpack(os.read(self._reports, _TOLD.size))[0]
        return number


@cache
def _forks() -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """Whom to ask for a process."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with its:
        command = [sys.executable, "-m", "tests.program", str(its.fileno())]
        return ours, subprocess.Popen(command, cwd=_ROOT, pass_fds=[its.fileno()])


def stop() -> None:
    """Ends what runs; processes that were asked for run on."""
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
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w", errors="backslashreplace")  # noqa: SIM115
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
