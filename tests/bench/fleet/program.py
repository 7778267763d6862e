"""The processes of several workers, as systemd would run them behind a proxy."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
from sqlalchemy import URL

from tests.courier import SECRET, free_port
from tests.http_stub import TOKEN

_ROOT = str(Path(__file__).parents[3])
# What Telegram is told; whoever stands for it delivers to the doors behind.
WEBHOOK = "http://127.0.0.1:8443/hook"
_START_SECONDS, _STOP_SECONDS = 60, 30


class Fleet:
    """So many workers of the program over one database and one data folder, each behind a port of its own.
    ``kills`` are the workers that were killed, each with the moment."""

    def __init__(
        self, api_url: str, folder: Path, database: URL, workers: int, program: tuple[str, ...] = ("bot",)
    ) -> None:
        self._api_url, self._folder, self._database, self._program = api_url, folder, database, program
        self._ports = [free_port() for _ in range(workers)]
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        self.kills: list[tuple[float, int]] = []

    @property
    def ports(self) -> list[int]:
        return [*self._ports]

    @property
    def doors(self) -> list[str]:
        """Where updates are delivered to, whether anybody is at home or not."""
        return [f"http://127.0.0.1:{port}/hook" for port in self._ports]

    @property
    def pids(self) -> list[int]:
        return [process.pid for process in self._processes.values()]

    def start(self, number: int) -> None:
        """Begins to start a worker."""
        with (self._folder / f"worker{number}.log").open("ab") as log:
            self._processes[number] = subprocess.Popen(
                [sys.executable, "-m", *self._program],
                env=self._environment(self._ports[number]), cwd=self._folder, stdout=log, stderr=log,
            )  # fmt: skip

    def is_ready(self, number: int) -> bool:
        """By its own word."""
        return _is_ready(self._ports[number])

    def start_all(self) -> None:
        """Returns when all are ready."""
        for number in range(len(self._ports)):
            self.start(number)
        for port in self._ports:
            _wait_until_ready(port)

    def kill(self, number: int) -> None:
        """SIGKILL; it is gone when this returns."""
        process = self._processes.pop(number)
        process.kill()
        process.wait()
        self.kills.append((time.monotonic(), number))

    def stop_all(self) -> list[int]:
        """SIGTERM; gives the exit codes."""
        for process in self._processes.values():
            process.send_signal(signal.SIGTERM)
        return [process.wait(_STOP_SECONDS) for process in self._processes.values()]

    def logs(self) -> str:
        """All that they wrote."""
        return "".join(path.read_text() for path in sorted(self._folder.glob("worker*.log")))

    def __enter__(self) -> "Fleet":
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes.values():
            process.kill()
            process.wait()

    def _environment(self, port: int) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"], "PYTHONPATH": _ROOT, "BOT_TOKEN": TOKEN, "BOT_API_URL": self._api_url,
            "BOT_DATA_DIR": str(self._folder / "data"), "BOT_DIGEST_TIME": "00:00",
            "BOT_DATABASE_URL": self._database.render_as_string(hide_password=False), "BOT_MODE": "webhook",
            "BOT_WEBHOOK_URL": WEBHOOK, "BOT_WEBHOOK_SECRET": SECRET,
            "BOT_LISTEN": f"127.0.0.1:{port}",
        }  # fmt: skip


def cpu_seconds(pid: int) -> float:
    """What a process has used until now."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def own_cpu_seconds() -> float:
    """What this process has used until now."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _wait_until_ready(port: int) -> None:
    give_up_at = time.monotonic() + _START_SECONDS
    while not _is_ready(port):
        assert time.monotonic() < give_up_at, "a worker does not start"
        time.sleep(0.1)


def _is_ready(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz/ready").status_code == 200
    except httpx.TransportError:
        return False


def machine_seconds() -> float:
    """What all processes of the machine have used until now, together."""
    busy = Path("/proc/stat").read_text().splitlines()[0].split()[1:4]
    return sum(map(int, busy)) / os.sysconf("SC_CLK_TCK")
