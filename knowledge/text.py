"""Normalising: one form for everything that is compared. What is quoted is never normalised."""

import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

# And those for private use: a PDF's bullets, which nobody can read, and our own letters of sounds.
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ue000-\uf8ff\ufe00-\ufe0f\ufeff\u00ad]")
_CJK = r"\u3400-\u9fff"
_OF_A_QUESTION = 200
_SPACE_BESIDE_CJK = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")
_SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;]?[”’」』）)]*|[。！？；!?;\n]")


@cache
def _traditional_to_simplified() -> OpenCC:
    return OpenCC("t2s")


@cache
def _traditional() -> frozenset[str]:
    """The characters that conversion would change; converting a whole text costs ten times a look at it."""
    every = "\n".join(map(chr, range(0x3400, 0xA000)))
    pairs = zip(every, _traditional_to_simplified().convert(every), strict=True)
    return frozenset(one for one, converted in pairs if one != converted)


def normalise(text: str) -> str:
    """NFKC (full-width digits and letters become ASCII), simplified characters, lower case,
    no invisible characters, no spaces beside Chinese characters and single ones elsewhere."""
    return _normal(text) if len(text) <= _OF_A_QUESTION else _normal.__wrapped__(text)


@lru_cache(maxsize=32)  # several ask for that of one question, from what was typed
def _normal(text: str) -> str:
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    simplified = plain if _traditional().isdisjoint(plain) else _traditional_to_simplified().convert(plain)
    return " ".join(_SPACE_BESIDE_CJK.sub("", simplified).lower().split())


def cut(text: str) -> list[str]:
    """The text cut after 。！？； and line ends; joined again the pieces are the text."""
    return _SENTENCE.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text, without the blanks around them."""
    return [sentence.strip() for sentence in cut(text) if sentence.strip()]


def one_line(text: str) -> str:
    """The text without its line breaks and double spaces."""
    return " ".join(text.split())


def shorten(text: str, length: int) -> str:
    """At most ``length`` characters, the last of them … where something was left out."""
    return text if len(text) <= length else text[: length - 1] + "…"
