"""Files from outside are taken apart in a child process: a library that hangs or eats memory over a damaged
one can be stopped, and takes nothing with it."""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[1]
_CPU_SECONDS, _BYTES = 8, 300 * 2**20


class Stopped(Exception):
    """The child gave no answer: it was ``too_much`` for its limits, or else it fell over the file."""

    def __init__(self, too_much: bool) -> None:
        super().__init__("too much" if too_much else "broken")
        self.too_much = too_much


def answer_of(module: str, *arguments: str, data: bytes, seconds: float = 9.0) -> Any:
    """What this module, run as a program, prints as JSON about the bytes on its standard input, within so
    many seconds of everybody's time and eight of its own. Raises Stopped."""
    command = [sys.executable, "-W", "ignore", "-m", module, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            command, input=data, capture_output=True, timeout=seconds, cwd=_ROOT, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise Stopped(too_much=True) from slow
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise Stopped(too_much=done.returncode < 0) from None


def limit_myself() -> None:
    """For the child, before it looks at a single byte."""
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
