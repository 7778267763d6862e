"""The child process in which a document from outside is taken apart: its bytes on standard input, its lines
on standard output as JSON, or why there are none. ``python -m knowledge.reading.formats KIND``"""

import importlib
import json
import sys

from knowledge.reading.formats import Kind, Reason, Unreadable
from knowledge.sandbox import limit_myself


def main() -> None:
    """Limits itself before it looks at a single byte."""
    limit_myself()
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
