"""The child process in which an Excel file from outside is opened: its bytes on standard input, its rows on
standard output as JSON, or why there are none. ``python -m knowledge.progress.workbook_reader``"""

import io
import json
import re
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from knowledge.archives import Fault, fault_of
from knowledge.progress.workbook import HIDDEN, NotRead, Unfit
from knowledge.sandbox import limit_myself

_UNPACKED_BYTES = 200_000_000
_ROWS, _COLUMNS, _CHARACTERS = 20_000, 60, 40_000_000
_OLE, _ENCRYPTED_OLE = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
_PART = "xl/workbook.xml"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')

Told = str | list[str]


def main() -> None:
    """Limits itself before it looks at a single byte."""
    limit_myself()
    try:
        answer = _book(sys.stdin.buffer.read())
    except NotRead as refusal:
        answer = {"refused": refusal.why}
    except MemoryError:
        answer = {"refused": Unfit.TOO_LARGE}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())


def _book(data: bytes) -> dict[str, Any]:
    if data.startswith(_OLE):
        raise NotRead(Unfit.ENCRYPTED if _ENCRYPTED_OLE in data else Unfit.OTHER_KIND)
    if fault := fault_of(data, _PART, _UNPACKED_BYTES):
        is_zip = data.startswith(b"PK")
        raise NotRead(Unfit(fault) if is_zip or fault is not Fault.BROKEN else Unfit.OTHER_KIND)
    # Numbers of its own kind, which it would load where it can, cost more than all the rest.
    sys.modules["numpy"] = None  # type: ignore[assignment]  # that is how Python is told of no module
    from openpyxl import load_workbook  # after the limits are set

    book = load_workbook(
        io.BytesIO(data), read_only=True
    )  # with formulas as such: what they came to is stale
    seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = next((sheet for sheet in book.worksheets if sheet.title == HIDDEN), None)
    budget = _Budget()
    return {
        "sheets": [_rows(sheet, budget) for sheet in seen if sheet is not hidden],
        "hidden": _rows(hidden, budget) if hidden is not None else None,
    }


class _Budget:
    """A text that stands once in the file may be in a million cells."""

    def __init__(self) -> None:
        self.left = _CHARACTERS

    def spend(self, row: list[Told]) -> None:
        self.left -= sum(map(len, row)) + len(row)
        if self.left < 0:
            raise NotRead(Unfit.TOO_LARGE)


def _rows(sheet: Any, budget: _Budget) -> list[list[Told]]:
    """The rows up to the last that is not blank, merged cells each with what stands in them."""
    sheet.reset_dimensions()  # what other programs write of them is often wrong
    rows: list[list[Told]] = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        row = _trimmed([_told(cell) for cell in cells[:_COLUMNS]])
        if row and number > _ROWS:
            raise NotRead(Unfit.TOO_LARGE)
        budget.spend(row)
        if number <= _ROWS:
            rows.append(row)
    _unmerge(sheet, rows)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _told(cell: Any) -> Told:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in ("f", "e"):
        return []
    if isinstance(value, datetime | date):
        return [(value.date() if isinstance(value, datetime) else value).isoformat()]
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _trimmed(row: list[Told]) -> list[Told]:
    while row and row[-1] == "":
        row.pop()
    return row


def _unmerge(sheet: Any, rows: list[list[Told]]) -> None:
    """Offices merge the cells of findings that have the same unit: each of them has it."""
    for column, first, last in _merged(sheet):
        value = _at(rows, first, column)
        for number in range(first + 1, min(last, len(rows)) + 1):
            if value != "" and _at(rows, number, column) == "":
                row = rows[number - 1]
                row += [""] * (column - len(row))
                row[column - 1] = value


def _merged(sheet: Any) -> Iterator[tuple[int, int, int]]:
    """The column, the first and the last row of merged cells; of more columns than one, the first."""
    from openpyxl.utils import range_boundaries

    # A sheet that is only read does not say which cells are merged, nor, openly, where it lies.
    with sheet.parent._archive.open(sheet._worksheet_path) as part:
        found = _MERGED.findall(part.read())
    for reference in found:
        column, first, _, last = range_boundaries(reference.decode())
        if column <= _COLUMNS:
            yield column, first, last


def _at(rows: list[list[Told]], number: int, column: int) -> Told:
    row = rows[number - 1] if number <= len(rows) else []
    return row[column - 1] if column <= len(row) else ""


if __name__ == "__main__":
    main()
