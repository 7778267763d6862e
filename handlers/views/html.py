"""Telegram's HTML: escaped, quoted, split under its limit, and back to plain text."""

import html
import re
from collections.abc import Iterable
from itertools import chain

from telegram.constants import MessageLimit

from knowledge.text import cut

# Characters; at worst each of them counts as two with Telegram.
_LONGEST_PIECE = 2000
_QUOTED = re.compile(r"<blockquote>(.*?)</blockquote>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def escape(text: str) -> str:
    return html.escape(text, quote=False)


def bold(text: str) -> str:
    return f"<b>{escape(text)}</b>"


def quote(text: str) -> str:
    """Words that are not the bot's own: the notice's, or those of a unit's update."""
    return f"<blockquote>{escape(text)}</blockquote>"


def quotes(text: str) -> list[str]:
    """The text as quotations that each fit into a message, cut between sentences where possible."""
    return [quote(piece) for piece in _pieces(text)]


def messages(blocks: Iterable[str]) -> list[str]:
    """Blocks joined by blank lines into as few messages as Telegram's limit allows, cut between blocks;
    a block that is over the limit by itself loses its markup and is cut as well."""
    joined: list[str] = []
    for block in chain.from_iterable(map(_fitting, blocks)):
        if joined and length(joined[-1]) + 2 + length(block) <= MessageLimit.MAX_TEXT_LENGTH:
            joined[-1] += "\n\n" + block
        else:
            joined.append(block)
    return joined


def _fitting(block: str) -> list[str]:
    if length(block) <= MessageLimit.MAX_TEXT_LENGTH:
        return [block]
    return [escape(piece) for piece in _pieces(plain(block))]


def _pieces(text: str) -> list[str]:
    """The text in pieces of at most _LONGEST_PIECE characters; joined again they are the text."""
    pieces = [""]
    for sentence in cut(text):
        if pieces[-1] and len(pieces[-1]) + len(sentence) > _LONGEST_PIECE:
            pieces.append("")
        pieces[-1] += sentence
    return [p[i : i + _LONGEST_PIECE] for p in pieces for i in range(0, len(p), _LONGEST_PIECE)]


def length(text: str) -> int:
    """As Telegram counts: without markup, in UTF-16 units."""
    return len(html.unescape(_TAG.sub("", text)).encode("utf-16-le")) // 2


def plain(text: str) -> str:
    """The text without markup; each line of a quotation begins with │, so that it still stands apart."""
    barred = _QUOTED.sub(lambda match: "│ " + match[1].replace("\n", "\n│ "), text)
    return html.unescape(_TAG.sub("", barred))
