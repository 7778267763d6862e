"""Web pages: the article out of what a government's site puts around it."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from knowledge.reading.formats import Reason, Unreadable
from knowledge.reading.formats.tables import Cell, Row, table_lines
from knowledge.reading.frame import is_below_article
from knowledge.reading.marks import mark_of

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w\-]+)", re.IGNORECASE)
_NO_TEXT = "script, style, noscript, template, iframe, svg, nav, header, footer, aside, form, button, select"
_BLOCK = re.compile(
    "address|article|blockquote|body|br|center|dd|div|dl|dt|fieldset|figure|h[1-6]|hr|li|main|ol|p|pre|section"
    "|table|tbody|td|th|tr|ul"
)
_NAVIGATION = re.compile(
    r"nav|menu|crumb|foot|header|sidebar|share|recommend|related|copyright", re.IGNORECASE
)
_IS_TITLE = re.compile(r"整改.{0,16}(?:通报|公示|公告|公开|报告|情况)")
# Not 2021-2022年度.
_BESIDE = re.compile(r"[_|｜—–]|(?<!\d)-|-(?!\d)")
_ITS_TITLE = ('meta[name="ArticleTitle"]', 'meta[property="og:title"]')
# A container holds the article when it has so much of the prose on the page.
_MOST_OF_IT = 0.85
_PROSE = 20
_MOST_COLUMNS = 50


def lines(data: bytes) -> list[str]:
    """The title and the paragraphs of the article. Raises Unreadable."""
    tree = LexborHTMLParser(_decoded(data))
    name = _name(tree)
    for node in tree.css(_NO_TEXT):
        node.decompose()
    if tree.body is None:
        raise Unreadable(Reason.NOT_TEXT)
    article = _article(tree.body)
    found = [line for line in _lines(article) if line and not is_below_article(line)]
    return [name, *found] if name and name not in found[:5] else found


def _name(tree: LexborHTMLParser) -> str:
    """The title of the article: what the page says of itself, a heading, or the part of its window's title
    that is one, 某局关于巡察整改情况的通报_某县人民政府."""
    said = (node.attributes.get("content") for css in _ITS_TITLE if (node := tree.css_first(css)))
    heading = tree.css_first("h1")
    lesser = (node.text(strip=True) for node in tree.css("h2, h3"))
    window = (part for node in tree.css("title") for part in _BESIDE.split(node.text(strip=True)))
    return (
        next(said, None)
        or (heading.text(strip=True) if heading else "")
        or next(filter(_IS_TITLE.search, (*lesser, *window)), "")
    ).strip()


def _decoded(data: bytes) -> str:
    named = _CHARSET.search(data[:4096])
    encodings = [named[1].decode("ascii", "replace")] if named else []
    for encoding in (*encodings, "utf-8-sig", "gb18030"):
        try:
            return data.decode("gb18030" if encoding.lower().startswith("gb") else encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Unreadable(Reason.BROKEN)


def _article(node: LexborNode) -> LexborNode:
    """Down from the body as long as one child has most of the prose."""
    while True:
        whole = _prose(node)
        inner = next((child for child in node.iter() if _prose(child) >= _MOST_OF_IT * whole), None)
        if inner is not None and inner.tag == "table":
            inner = _column(inner)
        if not whole or inner is None or inner.tag == "p":
            return node
        node = inner


def _column(table: LexborNode) -> LexborNode | None:
    """The cell that holds most of a page laid out in columns: another table is in it."""
    cells = (cell for cell in table.css("td") if cell.css_first("table"))
    return next((cell for cell in cells if _prose(cell) >= _MOST_OF_IT * _prose(table)), None)


def _prose(node: LexborNode) -> int:
    """How many characters stand in paragraphs of some length, links apart."""
    if node.tag == "a" or _is_navigation(node):
        return 0
    return sum(len(line) for line in _lines(node) if len(line) >= _PROSE)


def _is_navigation(node: LexborNode) -> bool:
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    return _NAVIGATION.search(names) is not None


def _lines(node: LexborNode) -> list[str]:
    text = "".join(_texts(node))
    return [" ".join(line.split()) for line in text.split("\n")]


def _texts(node: LexborNode) -> Iterator[str]:
    for child, number in _numbered(node):
        if child.tag == "-text":
            yield re.sub(r"\s+", " ", child.text(deep=False))
        elif child.tag and _BLOCK.fullmatch(child.tag):
            if child.tag != "br" and _is_navigation(child):
                continue
            known = table_lines(_rows(child)) if child.tag == "table" else None
            yield "\n" + number
            yield from _texts(child) if known is None else ("\n".join(known),)
            yield "\n"
        elif child.tag and child.tag[0].isalpha():
            yield from _texts(child)


def _numbered(items: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """What stands in a node; with an item of a numbered list, the number that a browser draws ahead of it."""
    start = items.attributes.get("start") or "" if items.tag == "ol" else ""
    number = int(start) if re.fullmatch(r"\d{1,4}", start) else 1
    for child in items.iter(include_text=True):
        is_item = items.tag == "ol" and child.tag == "li"
        yield child, f"{number}." if is_item and _is_text(child) else ""
        number += is_item


def _is_text(item: LexborNode) -> bool:
    """Whether an item bears no number of its own, and does not only lead elsewhere."""
    text = item.text(strip=True)
    linked = sum(len(link.text(strip=True)) for link in item.css("a"))
    return 2 * linked <= len(text) and mark_of(text) is None


def _rows(table: LexborNode) -> list[Row]:
    """None for a table around others: a page laid out in columns, not a register."""
    if any(inner != table for inner in table.css("table")):
        return []
    rows: list[Row] = []
    below: dict[int, tuple[int, Cell]] = {}
    for tr in table.css("tr"):
        row: list[Cell] = []
        for td in (node for node in tr.iter() if node.tag in ("td", "th")):
            _fill(row, below)
            cell = Cell("\n".join(line for line in _lines(td) if line))
            for _ in range(min(_span(td, "colspan"), _MOST_COLUMNS)):
                below[len(row)] = (_span(td, "rowspan") - 1, cell)
                row.append(cell)
        _fill(row, below)
        rows.append(row)
    return [row for row in rows if row]


def _fill(row: list[Cell], below: dict[int, tuple[int, Cell]]) -> None:
    """Puts in the cells that reach down from rows above."""
    while (left := below.get(len(row), (0, Cell(""))))[0] > 0:
        below[len(row)] = (left[0] - 1, left[1])
        row.append(left[1])


def _span(td: LexborNode, name: str) -> int:
    value = td.attributes.get(name) or ""
    return max(int(value), 1) if value.isdecimal() else 1
