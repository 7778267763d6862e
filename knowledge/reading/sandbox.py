"""Documents from outside are taken apart in a child process: a library that hangs or eats memory over a
damaged file can be stopped, and takes nothing with it."""

import json
import subprocess
import sys
from pathlib import Path

from knowledge.reading.formats import Kind, Reason, Unreadable

_SECONDS = 9.0
_ROOT = Path(__file__).parents[2]


def lines_in(kind: Kind, data: bytes) -> list[str]:
    """The lines of a document of this kind. Raises Unreadable; takes ten seconds at most."""
    command = [sys.executable, "-W", "ignore", "-m", "knowledge.reading.formats", kind]
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            command, input=data, capture_output=True, timeout=_SECONDS, cwd=_ROOT, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise Unreadable(Reason.TOO_LARGE) from slow
    try:
        answer = json.loads(done.stdout)
    except ValueError:  # it was stopped by its limits, or fell over the file
        killed = done.returncode < 0
        raise Unreadable(Reason.TOO_LARGE if killed else Reason.BROKEN) from None
    if refused := answer.get("refused"):
        raise Unreadable(Reason(refused))
    return [str(line) for line in answer["lines"]]
