"""Registers in a plain text: cells apart by tabs, bars or commas, or each on a line of its own."""

import csv
import re
from contextlib import suppress
from itertools import chain, pairwise

from knowledge.reading.formats.tables import Cell, names_columns, register_lines

_LEAST_CELLS = 3
_BARS = re.compile(r"[|｜│]")
_RULE = re.compile(r"[\s|｜│:+]*[-—─]{2}[\s|｜│:+\-—─]*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SERIAL = re.compile(r"序\s*号|编\s*号")
_QUOTED = re.compile(r'\A"(.*)"\Z', re.DOTALL)
_MOST_COLUMNS, _MOST_LINES = 12, 30


def without_tables(lines: list[str]) -> list[str]:
    """The lines of a text with "heading：text" for each cell of a register in it."""
    return _stacked(lines) or _in_columns(_unbroken(lines)) or _in_commas(lines) or lines


def _unbroken(lines: list[str]) -> list[str]:
    """Rows whole again that a spreadsheet broke inside a cell, which it then puts in quotes."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        end = at + 1
        if '\t"' in lines[at] and lines[at].count('"') % 2:
            after = range(at + 1, min(at + _MOST_LINES, len(lines)))
            end = next((n + 1 for n in after if lines[n].count('"') % 2), end)
        found.append("\n".join(lines[at:end]))
        at = end
    return found


def _in_columns(lines: list[str]) -> list[str]:
    rows = [[Cell(text) for text in _cells(line)] for line in lines]
    at = next((n for n, row in enumerate(rows) if len(row) >= _LEAST_CELLS and names_columns(row)), None)
    if at is None:
        return []
    head, found = rows[at], lines[:at]
    both = zip(lines[at + 1 :], rows[at + 1 :], strict=True)
    below = [(line, row) for line, row in both if not _RULE.fullmatch(line)]
    told = register_lines(head, [row for _, row in below if len(row) == len(head)])
    for line, row in below:
        found += next(told) if len(row) == len(head) else [line]
    return [part for line in found for part in line.split("\n")]


def _in_commas(lines: list[str]) -> list[str]:
    """What a spreadsheet saves with commas between the cells; nothing where no row is like the head."""
    head = next((n for n, line in enumerate(lines) if _names_columns_in_commas(line)), None)
    if head is None:
        return []
    end, (names, *rows) = _comma_rows(lines[head:])
    told = [*chain.from_iterable(register_lines(names, rows))]
    return [*lines[:head], *told, *lines[head + end :]] if told else []


def _comma_rows(lines: list[str]) -> tuple[int, list[list[Cell]]]:
    """The first rows that have as many cells as the first, and how many lines these are."""
    reader = csv.reader(f"{line}\n" for line in lines)
    rows: list[list[Cell]] = []
    end = 0
    with suppress(csv.Error):  # a quote that is never closed
        for row in reader:
            if row and rows and len(row) != len(rows[0]):
                break
            rows += [[Cell(cell.strip()) for cell in row]] if any(row) else []
            end = reader.line_num
    return end, rows


def _names_columns_in_commas(line: str) -> bool:
    cells = [Cell(cell) for cell in line.split(",")]
    return len(cells) >= _LEAST_CELLS and names_columns(cells)


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return [_QUOTED.sub(r"\1", cell.strip()).replace('""', '"') for cell in line.split("\t")]
    bare = line.strip()
    inner = bare[1:] if _BARS.match(bare) else bare
    inner = inner[:-1] if inner and _BARS.match(inner[-1]) else inner
    return [_BREAK.sub("\n", cell.strip()) for cell in _BARS.split(inner)]


def _stacked(lines: list[str]) -> list[str]:
    """Below the names of the columns, one a line, rows that begin with 1, 2 … alone; nothing if there are no
    such rows. One with as many lines as there are columns is told cell by cell; of another, whose cells hold
    several lines, the problem is known, and that its reply follows."""
    filled = [n for n, line in enumerate(lines) if line.strip()]
    texts = [lines[n].strip() for n in filled]
    at, names = _stacked_head(texts)
    begins = _serials(texts, at + len(names)) if names else []
    if len(begins) < 2:
        return []
    end = _end_of_last(lines, filled, begins, len(names))
    rows = [[Cell(text) for text in texts[one:after]] for one, after in pairwise([*begins, end])]
    whole = [row if len(row) == len(names) else _joined(row) for row in rows]
    told = chain.from_iterable(register_lines([Cell(name) for name in names], whole))
    rest = lines[filled[end] :] if end < len(filled) else []
    return [*lines[: filled[at]], *told, "", *rest]


def _stacked_head(texts: list[str]) -> tuple[int, list[str]]:
    """Where it begins, and the names; those of a register whose problem and reply stand first."""
    for at, text in enumerate(texts):
        below = texts[at : at + _MOST_COLUMNS + 1]
        if _SERIAL.fullmatch(text) and "1" in below:
            names = below[: below.index("1")]
            first = [Cell(name) for name in names[:3]]
            if (
                len(names) >= _LEAST_CELLS
                and names_columns([Cell(name) for name in names])
                and names_columns(first)
            ):
                return at, names
    return 0, []


def _serials(texts: list[str], start: int) -> list[int]:
    begins: list[int] = []
    for at in range(start, len(texts)):
        if texts[at] == str(len(begins) + 1):
            begins.append(at)
    return begins


def _end_of_last(lines: list[str], filled: list[int], begins: list[int], columns: int) -> int:
    """Up to a blank line where none stands inside the rows above; else as many lines as there are columns."""
    first, last = begins[0], begins[-1]
    counted = min(last + columns, len(filled))
    if any(not line.strip() for line in lines[filled[first] : filled[last]]):
        return counted
    gap = (n for n in range(last + 1, len(filled)) if filled[n] > filled[n - 1] + 1)
    return next(gap, counted)


def _joined(row: list[Cell]) -> list[Cell]:
    """Its number, its problem, and all that follows."""
    return [*row[:2], *([Cell("\n".join(cell.text for cell in row[2:]))] if row[2:] else [])]
