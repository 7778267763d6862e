"""The process in which a large register is made, its bytes on standard output:

python -m handlers.register_writer < {"url": …, "notice": …, "zone": …}
"""

import json
import os
import sys
from contextlib import closing
from zoneinfo import ZoneInfo

from db import records
from db.engine import Database
from handlers.views.register import register

# Citizens are answered first, also on a machine with one core.
_NICENESS = 10


def main() -> None:
    os.nice(_NICENESS)
    wanted = json.load(sys.stdin)
    with closing(Database(wanted["url"])) as database:
        record = records.record(database, wanted["notice"])
    if record is not None:
        sys.stdout.buffer.write(register(record, ZoneInfo(wanted["zone"])))


if __name__ == "__main__":
    main()
