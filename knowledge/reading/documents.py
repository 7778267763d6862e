"""The bytes of a file become paragraphs, with joins over page breaks repaired."""

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import PurePath

from knowledge.codes import HAN_NUMERAL
from knowledge.reading.formats import Kind, Reason, Unreadable
from knowledge.reading.formats.text import without_tables
from knowledge.reading.frame import signs
from knowledge.reading.marks import reply_in
from knowledge.reading.sandbox import lines_in

MAX_BYTES, MAX_TEXT_BYTES = 20_000_000, 5_000_000
MAX_CHARACTERS = 1_000_000

_READABLE = frozenset({"", ".txt", ".docx", ".pdf", ".html", ".htm"})
_TO_BE_SAVED_ANEW = frozenset({".doc", ".wps", ".rtf", ".docm", ".dot", ".dotx"})
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".gif", ".webp", ".heic"})
_ORDINAL = HAN_NUMERAL
_HEADING = re.compile(rf"{_ORDINAL}、|[（(]{_ORDINAL}[)）]")
_NUMBERED = re.compile(rf"{_HEADING.pattern}|\d{{1,3}}(?:[.．](?!\d)|、(?!\d{{1,3}}、))|[（(]\d{{1,3}}[)）]")
_NUMBER_ALONE = re.compile(rf"{_ORDINAL}、|[（(](?:{_ORDINAL}|\d{{1,3}})[)）]|\d{{1,3}}[.．、]")
_BLOCK_START = re.compile(
    rf"{_NUMBERED.pattern}|[①-⑳]|{_ORDINAL}是|【|(?:问题|整改任务)(?:{_ORDINAL}|\d|[①-⑳])|[^，。；：:]{{1,10}}[：:]|[合总小]\s*计\s|欢迎|中共"
    r"|\d{4}[年.\-]\d{1,2}[月.\-]\d{1,2}日?$"
)
_WEB_PAGE = re.compile(
    rb"\s*(?:<!--.{0,200}?-->\s*)?<(?:!doctype\s+html|html|head|body|meta|div|table|article)",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_FORMAT = re.compile(r"\s*<\?xml")
_OLE, _ENCRYPTED_OLE = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
# What a paragraph may begin with ahead of its number or label. Not ☐ and ☑, which say something, nor ❶.
_ORNAMENT = re.compile(
    "(?:[▲△▶►▪●○■□◆◇•‣➢➤※\u2600-\u260f\u2613-\u2775\u2794-\u27bf\u2b00-\u2bff"
    "\U0001f000-\U0001faff\ufe0f\u200d]\\s*)++(?=\\S)"
)
_MARKDOWN = re.compile(r"(?:#{1,6}\s+)?(?:(\*\*|__)(?P<strong>.+?)\1)?")
_IN_ONE_CHARACTER = re.compile(r"[⑴-⒛㈠-㈩]")
_IN_SHELLS = re.compile(rf"〔(\d{{1,2}}|{_ORDINAL})〕")
# 关 于 整 改 anywhere; 问 题 一： at the beginning of a line.
_SPACED_OUT = re.compile(
    r"(?:[\u4e00-\u9fff] ){3,}[\u4e00-\u9fff](?![\u4e00-\u9fff])"
    r"|\A(?:[\u4e00-\u9fff] +)+[\u4e00-\u9fff](?=\s*[：:])"
)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# In Chinese characters: pages are so wide, and a line broken at the margin ends so near it. In a document
# broken at a margin so large a part of the lines ends there.
_NARROWEST, _WIDEST, _RAGGED, _OFTEN, _FEWEST_LINES = 18, 60, 2.5, 0.3, 10
# A rule; a number alone, or beside what stands at the head or the foot of each page.
_NO_TEXT = re.compile(
    r"[\s—–\-─－=＝*＊~～_]{3,}|[\s—–\-─－]*\d{1,4}[\s—–\-─－]*|\d{1,3}\s*/\s*\d{1,3}|第\s*\d+\s*页"
    r"|[^。；\n]{0,80}第\s*\d+\s*页\s*[,，/]?\s*共\s*\d+\s*页[^。；\n]{0,40}"
)
_A_TITLE = re.compile(r"[^，。；：:]{8,60}(?:通报|公示|公告|报告)")
_OFTEN_A_TITLE = 3  # on so many pages
_ENDS_A_HEADING = ("问题", "方面", "整改", "情况")
_ENDS_A_PARAGRAPH = tuple("。！？；：.!?;:”’」』）)")


def refused_unread(name: str, size: int) -> Reason | None:
    """Why a file of this name and of so many bytes is not worth fetching; None for one that may be read."""
    ending = PurePath(name.lower()).suffix
    if size > MAX_BYTES:
        return Reason.TOO_LARGE
    if ending in _TO_BE_SAVED_ANEW:
        return Reason.OLD_WORD
    if ending in _PICTURES:
        return Reason.SCANNED
    return None if ending in _READABLE else Reason.NOT_TEXT


def lines_of(data: bytes) -> list[str]:
    """The lines of a document, whatever its name says it is: text, Word, PDF or a web page.

    Raises Unreadable for nothing, for too much, for other formats, and for what is damaged.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    if not data.strip():
        raise Unreadable(Reason.EMPTY)
    kind = _kind(data)
    found = lines_in(kind, data) if kind else without_tables(decode(data).splitlines())
    if not found:
        raise Unreadable(Reason.EMPTY)
    if sum(map(len, found)) > MAX_CHARACTERS:
        raise Unreadable(Reason.TOO_LARGE)
    return found


def _kind(data: bytes) -> Kind | None:
    """None for plain text. Raises Unreadable for what an office must save anew."""
    if data.startswith(_OLE):
        raise Unreadable(Reason.ENCRYPTED if _ENCRYPTED_OLE in data else Reason.OLD_WORD)
    if data.lstrip().startswith(b"{\\rtf"):
        raise Unreadable(Reason.OLD_WORD)
    if data.startswith(b"PK\x03\x04"):
        return Kind.WORD
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    return Kind.WEB if _WEB_PAGE.match(data.removeprefix(_BYTE_ORDER_MARK)) else None


def decode(data: bytes) -> str:
    """Text of UTF-8, UTF-16 with a byte order mark, or GB18030 bytes. Raises Unreadable for too much, for
    other formats, and for a text cut in mid-character."""
    if len(data) > MAX_TEXT_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
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


def paragraphs(printed: list[str]) -> list[str]:
    """The paragraphs of printed lines: no blank lines, no page numbers, torn ones whole again."""
    stripped = (line.replace("\u3000", " ").replace("\xa0", " ").strip() for line in unwrapped(printed))
    lines = [_begun_plainly(line) for line in stripped if line and not _NO_TEXT.fullmatch(line)]
    whole: list[str] = []
    for line, after in pairwise([*lines, ""]):
        begins = _BLOCK_START.match(line) or reply_in(line) is not None or signs(line, after)
        if whole and (_is_numbered_by(whole[-1], line) or (_is_torn(whole[-1]) and not begins)):
            whole[-1] += line
        else:
            whole.append(line)
    return whole


def _begun_plainly(line: str) -> str:
    """Without bullets, emoji and Markdown at its beginning, a number there in the usual characters, and no
    blanks between the characters of a word."""
    line = _SPACED_OUT.sub(lambda match: match[0].replace(" ", ""), line)
    line = _ORNAMENT.sub("", line, count=1) if _ORNAMENT.match(line) else line
    if (marked := _MARKDOWN.match(line)) and marked[0]:
        line = (marked["strong"] or "") + line[marked.end() :]
    if match := _IN_SHELLS.match(line):
        line = match.expand(r"（\1）") + line[match.end() :]
    if _IN_ONE_CHARACTER.match(line):
        line = unicodedata.normalize("NFKC", line[0]) + line[1:]
    return line


def unwrapped(lines: list[str]) -> list[str]:
    """The lines of a page broken at its margin as paragraphs; those of other documents as they are."""
    kept = [line for line in _without_heads(lines) if not _NO_TEXT.fullmatch(line.strip())]
    margin = _margin([_width(line.rstrip()) for line in kept if line.strip()])
    if margin is None:
        return _without_heads(lines)
    whole: list[str] = []
    is_full = False
    for line in kept:
        if is_full and line.strip() and _goes_on(whole[-1], line):
            whole[-1] += line.strip()
        else:
            whole.append(line)
        is_full = _width(line.rstrip()) >= margin
    return whole


def _without_heads(lines: list[str]) -> list[str]:
    """Without the title where it stands again at the head of each page."""
    printed = [line.strip() for line in lines]
    heads = {
        one for one, times in Counter(printed).items() if times >= _OFTEN_A_TITLE and _A_TITLE.fullmatch(one)
    }
    first = {printed.index(one) for one in heads}
    return [line for at, line in enumerate(lines) if at in first or printed[at] not in heads]


def _goes_on(above: str, line: str) -> bool:
    if line.startswith(("  ", "\u3000")) or _NUMBERED.match(line):
        return False
    return not above.endswith(_ENDS_A_PARAGRAPH) or not _BLOCK_START.match(line)


def _margin(widths: list[float]) -> float | None:
    """From this width on a line is full; None where lines are not broken at a margin."""
    widest = max(widths, default=0.0)
    at_margin = sum(width >= widest - _RAGGED for width in widths)
    is_broken = (
        len(widths) >= _FEWEST_LINES and _NARROWEST <= widest <= _WIDEST and at_margin >= _OFTEN * len(widths)
    )
    return widest - _RAGGED if is_broken else None


def _width(line: str) -> float:
    """In Chinese characters."""
    return sum(0.5 if character.isascii() else 1.0 for character in line)


def _is_numbered_by(above: str, line: str) -> bool:
    """Whether the line above is nothing but the number of this one."""
    return _NUMBER_ALONE.fullmatch(above) is not None and _NUMBERED.match(line) is None


def _is_torn(paragraph: str) -> bool:
    """Prose that stops in the middle of a sentence; a heading may do without a full stop."""
    if paragraph.endswith(_ENDS_A_PARAGRAPH):
        return False
    if paragraph.endswith(("，", ",", "、")):
        return True
    names_a_problem = _NUMBERED.match(paragraph) and paragraph.endswith(_ENDS_A_HEADING)
    return "，" in paragraph and not (_HEADING.match(paragraph) or names_a_problem)
