"""Telegram's HTML: escaped, quoted, split under its limit, and back to plain text."""

import html
import re
from collections.abc import Iterable

from telegram.constants import MessageLimit

from knowledge.text import sentences

# Characters; at worst each of them counts as two with Telegram.
_LONGEST_QUOTE = 2000
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
    pieces = [""]
    for sentence in sentences(text):
        if pieces[-1] and len(pieces[-1]) + len(sentence) > _LONGEST_QUOTE:
            pieces.append("")
        pieces[-1] += sentence
    cut = (p[i : i + _LONGEST_QUOTE] for p in pieces for i in range(0, len(p), _LONGEST_QUOTE))
    return [quote(piece) for piece in cut]


def messages(blocks: Iterable[str]) -> list[str]:
    """Blocks joined by blank lines into as few messages as Telegram's limit allows, cut between blocks."""
    joined: list[str] = []
    for block in blocks:
        if joined and length(joined[-1]) + 2 + length(block) <= MessageLimit.MAX_TEXT_LENGTH:
            joined[-1] += "\n\n" + block
        else:
            joined.append(block)
    return joined


def length(text: str) -> int:
    """As Telegram counts: without markup, in UTF-16 units."""
    return len(html.unescape(_TAG.sub("", text)).encode("utf-16-le")) // 2


def plain(text: str) -> str:
    """The text without markup; each line of a quotation begins with │, so that it still stands apart."""
    barred = _QUOTED.sub(lambda match: "│ " + match[1].replace("\n", "\n│ "), text)
    return html.unescape(_TAG.sub("", barred))
