"""PDF files with a text layer: the lines of their pages, without what is printed on every page."""

import io
import re
from collections import Counter

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from knowledge.reading.formats import Reason, Unreadable

_PAGES = 200
# At the top and the bottom of a page so many lines may be its header and footer.
_AT_EDGE, _ON_MOST_PAGES, _FEWEST_PAGES = 2, 0.6, 3
# One that is the title of the paper, too, is left on the first page: the title may stand nowhere else.
_A_TITLE = re.compile(r"(?:通报|公示|公告|报告)$")
_IS_TEXT = re.compile(r"[。；：:]")
_CHARACTERS_A_PAGE = 15


def lines(data: bytes) -> list[str]:
    """The lines in reading order. Raises Unreadable."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(Reason.ENCRYPTED)
        if len(reader.pages) > _PAGES:
            raise Unreadable(Reason.TOO_LARGE)
        pages = [_lines_of(page.extract_text()) for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as fault:
        # pypdf raises all of these for files that are damaged.
        raise Unreadable(Reason.BROKEN) from fault
    if sum(len(line) for page in pages for line in page) < _CHARACTERS_A_PAGE * len(pages):
        raise Unreadable(Reason.SCANNED)
    repeated = _on_most_pages(pages)
    return [
        line
        for number, page in enumerate(pages)
        for at, line in enumerate(page)
        if not (_is_at_edge(at, page) and _shape(line) in repeated)
        or (number == 0 and _A_TITLE.search(line.strip()))
    ]


def _lines_of(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _on_most_pages(pages: list[list[str]]) -> set[str]:
    if len(pages) < _FEWEST_PAGES:
        return _alike(pages)
    seen = Counter(
        shape for page in pages for shape in {_shape(line) for line in page[:_AT_EDGE] + page[-_AT_EDGE:]}
    )
    return {shape for shape, times in seen.items() if times >= _ON_MOST_PAGES * len(pages)}


def _alike(pages: list[list[str]]) -> set[str]:
    """Of two pages: the line that stands outermost on both, word for word, and is no sentence or label:
    完成情况：已完成。 may end both."""
    edges = [(page[0], page[-1]) for page in pages if page]
    return {
        _shape(line)
        for line, *same in zip(*edges, strict=True)
        if same and {line} == set(same) and not _IS_TEXT.search(line)
    }


def _is_at_edge(at: int, page: list[str]) -> bool:
    return at < _AT_EDGE or at >= len(page) - _AT_EDGE


def _shape(line: str) -> str:
    """A line whatever its numbers: 第3页 and 第4页 are alike."""
    return re.sub(r"\d+", "0", line.strip())
