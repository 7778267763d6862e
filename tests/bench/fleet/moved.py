"""The program with a clock that others may move on: python -m tests.bench.fleet.moved FILE [LEASE]

The file says by how many days; with a second number a worker is believed to live so many seconds.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import cli
from db import claims


def main() -> int:
    days, *lease = sys.argv[1:]
    file = Path(days)

    def now() -> datetime:
        return datetime.now(UTC) + timedelta(days=int(file.read_text()))

    cli._now = now
    for seconds in lease:
        claims.LEASE = timedelta(seconds=float(seconds))
    return cli.main([])


if __name__ == "__main__":
    sys.exit(main())
