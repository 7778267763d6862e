"""Making the register of a notice; a large one in a process of its own, which reads it itself."""

import json
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from db.engine import Database
from handlers.views.register import register
from knowledge.record import Record

_ROOT = Path(__file__).parents[1]
FEW = 300
_SECONDS = 180.0


def register_of(record: Record, database: Database, zone: ZoneInfo) -> bytes:
    """The Excel file of a notice in force; for threads. Thousands of rows are written elsewhere, as whoever
    shares this process is answered meanwhile."""
    if len(record.notice.findings) <= FEW:
        return register(record, zone)
    url = database.engine.url.render_as_string(hide_password=False)
    wanted = json.dumps({"url": url, "notice": record.notice_id, "zone": str(zone)}).encode()
    command = [sys.executable, "-m", "handlers.register_writer"]
    done = subprocess.run(  # noqa: S603 - ourselves
        command, input=wanted, stdout=subprocess.PIPE, cwd=_ROOT, check=True, timeout=_SECONDS
    )
    return done.stdout or register(record, zone)  # what was withdrawn meanwhile is not read any more
