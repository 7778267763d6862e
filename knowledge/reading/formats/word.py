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
from knowledge.reading.formats.word_numbers import Numbering
from knowledge.reading.marks import register_row

_REASONS = {
    Fault.BROKEN: Reason.BROKEN,
    Fault.ENCRYPTED: Reason.ENCRYPTED,
    Fault.TOO_LARGE: Reason.TOO_LARGE,
    Fault.OTHER_KIND: Reason.NOT_TEXT,
}
_LONGEST_HEADER = 14
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
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")):
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
    """A register gives a line "heading：text" for each cell; any other table its paragraphs."""
    rows = [_cells(row, numbering) for row in table.iter(qn("w:tr"))]
    head = rows[0] if rows else []
    names = [name.replace("\n", "") for name in head]
    if len(rows) > 1 and len(names) > 1 and all(0 < len(name) <= _LONGEST_HEADER for name in names):
        for row in rows[1:]:
            for text in register_row(names, row):
                yield from text.split("\n")
    else:
        for row in rows:
            for text in row:
                yield from text.split("\n")


def _cells(row: Any, numbering: Numbering) -> list[str]:
    return ["\n".join(_block(cell, numbering)).strip() for cell in row.iterchildren(qn("w:tc"))]
