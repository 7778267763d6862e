"""A register as the bytes of an Excel file, and back: text stays text, whatever it begins with."""

import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Any

from knowledge.sandbox import Stopped, answer_of

HIDDEN = "zhenggai"
"""The name of the sheet that nobody sees."""

_A4 = 9
# 序号 and 问题 stay in sight.
_FROZEN_COLUMNS = 2
# In points: small enough for twelve columns on a page. Column widths are in digits of the standard font, a
# Chinese character is as wide as two; Excel has no row that is higher.
_SIZE, _STANDARD_SIZE, _LINE, _HIGHEST = 9, 11, 12.5, 409.0
_FONT = {"font_size": _SIZE, "text_wrap": True, "border": 1}
_HEADING = _FONT | {"bold": True, "valign": "vcenter", "align": "center"}
_TO_BE_FILLED_IN = "#FFF2CC"
_CELL = _FONT | {"valign": "top"}
_DAY = {"num_format": "yyyy-mm-dd"}
# Excel knows no days before 1900, and takes that for a leap year.
_FIRST_DAY = date(1901, 1, 1)
# What Excel shows of a cell; more is cut by the programs that read it.
_LONGEST = 32_767
# Thousands of rows, on a machine that has other things to do.
_SECONDS = 25.0
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is in characters of the standard font; ``words`` are all that may stand in it, where there is
    such a list, and are offered as a drop-down. One that is to be filled in is coloured; ``hint`` is shown
    beside its cells."""

    heading: str
    width: float
    words: tuple[str, ...] = ()
    to_be_filled_in: bool = False
    is_date: bool = False
    hint: str = ""


class Special(Enum):
    """What stands in a cell, but is nothing that somebody wrote: a formula, or the error it came to."""

    FORMULA = "formula"


Cell = str | date | Special
Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Book:
    """What an Excel file holds: the rows of each sheet that is seen, blank ones too, and those of the one
    that is not; None where there is none."""

    sheets: tuple[Rows, ...]
    hidden: Rows | None


class Unfit(StrEnum):
    """Why a file is no register."""

    OTHER_KIND = "other_kind"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    NO_HEADINGS = "no_headings"


class NotRead(Exception):
    def __init__(self, why: Unfit) -> None:
        super().__init__(why.value)
        self.why = why


def as_kept(text: str) -> str:
    """What an Excel file keeps of a text."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n"))[:_LONGEST]


def to_xlsx(
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str | date]],
    hidden: Sequence[Sequence[str]],
) -> bytes:
    """One sheet of this name: a frozen header, wrapped text, printed on A4 landscape with the header and the
    title on each page; and one that nobody sees."""
    import xlsxwriter  # 70 ms, and only where it is needed

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        _write(book.add_worksheet(name), book, columns, rows)
        _set_up_print(book.worksheets()[0], title, len(columns), len(rows))
        unseen = book.add_worksheet(HIDDEN)
        unseen.very_hidden()
        for at, row in enumerate(hidden):
            for number, text in enumerate(row):
                unseen.write_string(at, number, as_kept(text))
    return out.getvalue()


def from_xlsx(data: bytes) -> Book:
    """Opens a file from outside, in a child process. Raises NotRead."""
    try:
        answer = answer_of("knowledge.progress.workbook_reader", data=data, seconds=_SECONDS)
    except Stopped as stopped:
        raise NotRead(Unfit.TOO_LARGE if stopped.too_much else Unfit.BROKEN) from None
    if refused := answer.get("refused"):
        raise NotRead(Unfit(refused))
    sheets = tuple([[_cell(one) for one in row] for row in sheet] for sheet in answer["sheets"])
    hidden = answer["hidden"]
    return Book(sheets, None if hidden is None else [[_cell(one) for one in row] for row in hidden])


def _cell(told: Any) -> Cell:
    """As the child process tells it: a text, a list with a day's date, or an empty one for what nobody
    wrote."""
    if isinstance(told, str):
        return told
    return date.fromisoformat(told[0]) if told else Special.FORMULA


def _write(sheet: Any, book: Any, columns: Sequence[Column], rows: Sequence[Sequence[str | date]]) -> None:
    heading, marked = book.add_format(_HEADING), book.add_format(_HEADING | {"bg_color": _TO_BE_FILLED_IN})
    text_format, day_format = book.add_format(_CELL), book.add_format(_CELL | _DAY)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.heading, marked if column.to_be_filled_in else heading)
        if rows and (offer := _validation(column)):
            sheet.data_validation(1, number, len(rows), number, offer)
    formats = [day_format if column.is_date else text_format for column in columns]
    for at, row in enumerate(rows, start=1):
        sheet.set_row(at, _height(columns, row))
        for number, value in enumerate(row):
            if isinstance(value, date) and value >= _FIRST_DAY:
                sheet.write_datetime(at, number, value, formats[number])
            else:
                sheet.write_string(at, number, as_kept(str(value)), formats[number])


def _height(columns: Sequence[Column], row: Sequence[str | date]) -> float:
    """That all of the row is seen: only some programs find out by themselves, when they open the file."""
    lines = max(
        sum(_lines(paragraph, column.width) for paragraph in str(value).split("\n"))
        for column, value in zip(columns, row, strict=True)
    )
    return min(lines * _LINE + 4, _HIGHEST)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column; a little is lost at the end of each."""
    room = width * _STANDARD_SIZE / _SIZE - 2
    return max(math.ceil(sum(1 if one.isascii() else 2 for one in text) / room), 1)


def _validation(column: Column) -> dict[str, Any]:
    """What Excel offers and says; it insists on nothing, as days are written in many ways."""
    if column.words:
        return {"validate": "list", "source": [*column.words], "ignore_blank": True}
    hint = {"input_message": column.hint} if column.hint else {}
    return {"validate": "any", **hint} if hint else {}


def _set_up_print(sheet: Any, title: str, columns: int, rows: int) -> None:
    sheet.freeze_panes(1, _FROZEN_COLUMNS)
    sheet.autofilter(0, 0, rows, columns - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_header(f"&C{title.replace('&', '&&')}")
    sheet.set_footer("&C&P / &N")
