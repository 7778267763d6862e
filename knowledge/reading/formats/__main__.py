"""The child process in which a document from outside is taken apart: its bytes on standard input, its lines
on standard output as JSON, or why there are none. ``python -m knowledge.reading.formats KIND``"""

import importlib
import json
import resource
import sys

from knowledge.reading.formats import Kind, Reason, Unreadable

_SECONDS, _BYTES = 8, 300 * 2**20


def main() -> None:
    """Limits itself before it looks at a single byte."""
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    reader = importlib.import_module(f"knowledge.reading.formats.{Kind(sys.argv[1])}")
    try:
        answer = {"lines": reader.lines(sys.stdin.buffer.read())}
    except Unreadable as refusal:
        answer = {"refused": refusal.reason}
    except MemoryError:
        answer = {"refused": Reason.TOO_LARGE}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
