"""Word files (.docx): paragraphs with the numbers that Word draws itself, tables, text boxes."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from knowledge.archives import Fault, fault_of
from knowledge.reading.formats import Reason, Unreadable
from knowledge.reading.formats.tables import Cell, Row, table_lines
from knowledge.reading.formats.word_numbers import Numbering

_REASONS = {
    Fault.BROKEN: Reason.BROKEN,
    Fault.ENCRYPTED: Reason.ENCRYPTED,
    Fault.TOO_LARGE: Reason.TOO_LARGE,
    Fault.OTHER_KIND: Reason.NOT_TEXT,
}
_MOST_COLUMNS = 50
# What stands around paragraphs, tables and cells: content controls, and marks for other programs.
_WRAPPERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")}
# Text that is shown nowhere, or that a second form of the same drawing repeats.
_UNSEEN = {
    qn("w:del"),
    qn("w:instrText"),
    qn("w:delText"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def lines(data: bytes) -> list[str]:
    """The paragraphs in reading order. Raises Unreadable."""
    if why := fault_of(data, "word/document.xml"):
        raise Unreadable(_REASONS[why])
    try:
        document = Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, LxmlError) as fault:
        raise Unreadable(Reason.BROKEN) from fault
    numbering = Numbering(document)
    return [line for line in _block(document.element.body, numbering) if line.strip()]


def _block(container: Any, numbering: Numbering) -> Iterator[str]:
    for child in container:
        if child.tag == qn("w:p"):
            yield from _paragraph(child, numbering)
        elif child.tag == qn("w:tbl"):
            yield from _table(child, numbering)
        elif child.tag in _WRAPPERS:
            yield from _block(child, numbering)


def _paragraph(paragraph: Any, numbering: Numbering) -> Iterator[str]:
    boxes: list[Any] = []
    text = "".join(_seen(paragraph, boxes))
    yield from (numbering.label(paragraph) + text if text.strip() else text).split("\n")
    for box in boxes:
        yield from _block(box, numbering)


def _seen(element: Any, boxes: list[Any]) -> Iterator[str]:
    for child in element:
        if child.tag in _UNSEEN:
            continue
        if child.tag == qn("w:txbxContent"):
            boxes.append(child)
        elif child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif child.tag == qn("w:tab"):
            yield " "
        else:
            yield from _seen(child, boxes)


def _table(table: Any, numbering: Numbering) -> Iterator[str]:
    """A register or a form gives a line "heading：text" for each cell; any other table its paragraphs."""
    rows: list[Row] = []
    for row in table.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl"))) is not table:
            continue  # of a table inside a cell, whose text has it
        if cells := _cells(row, rows[-1] if rows else (), numbering):
            rows.append(cells)
    known = table_lines(rows)
    if known is not None:
        yield from known
    else:
        for cell in dict.fromkeys(cell for row in rows for cell in row):
            yield from cell.text.split("\n")


def _printed_cells(container: Any) -> Iterator[Any]:
    for child in container:
        if child.tag == qn("w:tc"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _printed_cells(child)


def _cells(row: Any, above: Row, numbering: Numbering) -> list[Cell]:
    cells: list[Cell] = []
    for each in _printed_cells(row):
        span = each.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        merge = each.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        goes_on = merge is not None and merge.get(qn("w:val")) != "restart" and len(cells) < len(above)
        cell = above[len(cells)] if goes_on else Cell("\n".join(_block(each, numbering)).strip())
        columns = int(span.get(qn("w:val"))) if span is not None else 1
        cells += [cell] * min(columns, _MOST_COLUMNS)
    return cells
