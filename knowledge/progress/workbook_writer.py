"""The process in which a large Excel file is written: what is to be in it on standard input as JSON, its
bytes on standard output. ``python -m knowledge.progress.workbook_writer``"""

import json
import sys
from datetime import date
from typing import Any

from knowledge.progress.workbook import Column, write


def main() -> None:
    order = json.load(sys.stdin.buffer)
    columns = [Column(**column | {"words": tuple(column["words"])}) for column in order["columns"]]
    rows = [[_cell(one) for one in row] for row in order["rows"]]
    sys.stdout.buffer.write(write(order["name"], order["title"], columns, rows, order["hidden"]))


def _cell(told: Any) -> str | date:
    """A day comes as a list of one."""
    return date.fromisoformat(told[0]) if isinstance(told, list) else str(told)


if __name__ == "__main__":
    main()
