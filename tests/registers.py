"""Registers as an office sends them back: opened, changed here and there, saved by another program."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from openpyxl import Workbook, load_workbook

Cell = str | int | date | None
Cells = Mapping[tuple[str, str], Cell]


def edited(data: bytes, cells: Cells, also: Callable[[Any], None] = lambda sheet: None) -> bytes:
    """The register with these cells, by code and heading; text stays text. ``also`` does more to it."""
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    codes = [cell.value for cell in sheet["A"]]
    for (code, heading), value in cells.items():
        cell = sheet.cell(codes.index(code) + 1, headings.index(heading) + 1)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    also(sheet)
    return saved(book)


def by_hand(*rows: tuple[Cell, ...]) -> bytes:
    """A sheet that somebody made."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def without_unseen(data: bytes) -> bytes:
    """The register with nothing but the sheet that is seen."""
    book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets[1:]:
        book.remove(sheet)
    return saved(book)


def values(data: bytes) -> list[tuple[object, ...]]:
    """All cells of all sheets."""
    book = load_workbook(io.BytesIO(data))
    return [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]


def bomb() -> bytes:
    """Little to send, and much to unpack."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(21):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", "0" * 10_000_000)
    return out.getvalue()


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
