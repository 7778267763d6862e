"""A register as the bytes of an Excel file: text stays text, whatever it begins with."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

_A4 = 9
# 序号 and 问题 stay in sight.
_FROZEN_COLUMNS = 2
_HEADING = {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1}
_CELL = {"text_wrap": True, "valign": "top", "border": 1}
# What Excel shows of a cell; more is cut by the programs that read it.
_LONGEST = 32_767


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is in characters of the standard font; ``words`` are all that may stand in it, where there is
    such a list, and are offered as a drop-down."""

    heading: str
    width: float
    words: tuple[str, ...] = ()


def to_xlsx(title: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> bytes:
    """One sheet: a frozen header, wrapped text, printed on A4 landscape with the header on each page."""
    import xlsxwriter  # 70 ms, and only where it is needed

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        heading, cell = book.add_format(_HEADING), book.add_format(_CELL)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(0, number, column.heading, heading)
            if column.words and rows:
                offer = {"validate": "list", "source": [*column.words], "ignore_blank": True}
                sheet.data_validation(1, number, len(rows), number, offer)
        for at, row in enumerate(rows, start=1):
            for number, text in enumerate(row):
                sheet.write_string(at, number, text[:_LONGEST], cell)
        sheet.freeze_panes(1, _FROZEN_COLUMNS)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_header(f"&C{title.replace('&', '&&')}")
        sheet.set_footer("&C&P / &N")
    return out.getvalue()
