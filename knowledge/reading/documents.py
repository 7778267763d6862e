"""The bytes of a file become paragraphs, with joins over page breaks repaired."""

import re
from enum import StrEnum

from knowledge.codes import HAN_NUMERAL

MAX_BYTES = 5_000_000


class Reason(StrEnum):
    EMPTY = "empty"
    NOT_TEXT = "not_text"
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    NOT_A_NOTICE = "not_a_notice"


class Unreadable(Exception):
    """The file cannot become a notice; ``reason`` says why, the words for it are the caller's."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


_ORDINAL = HAN_NUMERAL
_HEADING = re.compile(rf"{_ORDINAL}、|[（(]{_ORDINAL}[)）]")
_BLOCK_START = re.compile(
    rf"{_ORDINAL}、|[（(]{_ORDINAL}[)）]|\d{{1,3}}[.．、](?!\d)|[（(]\d{{1,3}}[)）]|[①-⑳]|{_ORDINAL}是|问题{_ORDINAL}"
    r"|[^，。；：:]{2,10}[：:]|欢迎|中共|\d{4}[年.\-]\d{1,2}[月.\-]\d{1,2}日?$"
)
_OTHER_FORMAT = re.compile(r"\s*(?:<!doctype|<html|<\?xml|%PDF-|PK\x03\x04|\{\\rtf)", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"[\s—–\-─－]*\d{1,4}[\s—–\-─－]*|第\s*\d+\s*页(\s*[,，/]?\s*共\s*\d+\s*页)?")
_ENDS_A_PARAGRAPH = tuple("。！？；：.!?;:”’」』）)")


def decode(data: bytes) -> str:
    """Text of UTF-8, UTF-16 with a byte order mark, or GB18030 bytes.

    Raises Unreadable for nothing, for too much, for other formats, and for a text cut in mid-character.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    if not data.strip():
        raise Unreadable(Reason.EMPTY)
    text = _decoded(data)
    if "\x00" in text or _OTHER_FORMAT.match(text):
        raise Unreadable(Reason.NOT_TEXT)
    return text


def _decoded(data: bytes) -> str:
    marked_utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked_utf16 else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(Reason.NOT_TEXT if b"\x00" in data else Reason.BROKEN)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: no blank lines, no page numbers, torn ones whole again."""
    lines = (line.replace("\u3000", " ").replace("\xa0", " ").strip() for line in text.splitlines())
    whole: list[str] = []
    for line in lines:
        if not line or _PAGE_NUMBER.fullmatch(line):
            continue
        if whole and _is_torn(whole[-1]) and not _BLOCK_START.match(line):
            whole[-1] += line
        else:
            whole.append(line)
    return whole


def _is_torn(paragraph: str) -> bool:
    """Prose that stops in the middle of a sentence; a heading may do without a full stop."""
    if paragraph.endswith(_ENDS_A_PARAGRAPH):
        return False
    if paragraph.endswith(("，", ",", "、")):
        return True
    return "，" in paragraph and not _HEADING.match(paragraph)
