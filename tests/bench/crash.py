"""The long crash run: python -m tests.bench.crash [KILLS]"""

import sys
import tempfile
import time
from pathlib import Path

from tests.crash import CrashRun
from tests.http_stub import http_telegram


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    started = time.monotonic()
    with http_telegram() as stub, tempfile.TemporaryDirectory() as folder:
        outcome = CrashRun(stub, Path(folder), seed=kills).kill_times(kills)
    sys.stdout.write(
        f"{kills} kills in {time.monotonic() - started:.0f} s: {outcome.questions} questions, "
        f"unanswered {len(outcome.unanswered)}, answered twice {outcome.answered_twice}; "
        f"{len(outcome.confirmed)} updates confirmed, lost {len(outcome.lost)}, "
        f"published twice {len(outcome.doubled)}\n"
    )


if __name__ == "__main__":
    main()
