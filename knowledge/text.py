"""Normalising: one form for everything that is compared. What is quoted is never normalised."""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise

from opencc import OpenCC

# And those for private use: a PDF's bullets, which nobody can read, and our own letters of sounds.
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ue000-\uf8ff\ufe00-\ufe0f\ufeff\u00ad]")
_CJK = r"\u3400-\u9fff"
_OF_A_QUESTION = 200
_SPACE_BESIDE_CJK = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")
_SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;]?[”’」』）)]*|[。！？；!?;\n]")
# A new page in the middle of a sentence: more was said on the line, or what was opened is not closed, and no
# point of a list and no label follows. (A title has no full stop either, but stands alone on its line.)
# Possessive, and no further than the next opener: 4,000 openers took 77 ms.
_TORN = re.compile(
    r"(?:[。！？；][^。！？；!?;：:\n]++|《[^《》\n]++|“[^“”\n]++)"
    rf"(?=\n[{_CJK}])(?!\n(?:第?[一二三四五六七八九十]+[、是，]|.{{2,8}}[：:]))"
)

WHO_ANSWERS = r"(?:(?:整改)?责任(?:领导|单位|部门|科室|人|清单)|牵头(?:领导|单位|部门))\s*[：:]"
"""How a line begins that says who is to put a finding right."""
# Begun where a word begins, it is looked for once in each: a long row of digits took minutes.
EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+", re.ASCII)


@cache
def _traditional_to_simplified() -> OpenCC:
    return OpenCC("t2s")


@cache
def _traditional() -> re.Pattern[str]:
    """Any character that conversion would change; converting a whole text costs ten times a look at it."""
    every = "\n".join(map(chr, range(0x3400, 0xA000)))
    pairs = zip(every, _traditional_to_simplified().convert(every), strict=True)
    return re.compile(f"[{''.join(one for one, converted in pairs if one != converted)}]")


def normalise(text: str) -> str:
    """NFKC (full-width digits and letters become ASCII), simplified characters, lower case,
    no invisible characters, no spaces beside Chinese characters and single ones elsewhere."""
    return _normal(text) if len(text) <= _OF_A_QUESTION else _normal.__wrapped__(text)


@lru_cache(maxsize=32)  # several ask for that of one question, from what was typed
def _normal(text: str) -> str:
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    simplified = _traditional_to_simplified().convert(plain) if _traditional().search(plain) else plain
    return " ".join(_SPACE_BESIDE_CJK.sub("", simplified).lower().split())


def cut(text: str) -> list[str]:
    """The text cut after 。！？； and line ends, but not where a page ends amid a sentence; joined again the
    pieces are the text."""
    torn = {at for match in _TORN.finditer(text) for at in (match.end(), match.end() + 1)}
    ends = [match.end() for match in _SENTENCE.finditer(text) if match.end() not in torn]
    return [text[start:end] for start, end in pairwise([0, *ends])]


def sentences(text: str) -> list[str]:
    """The sentences of a text, without the blanks around them."""
    return [sentence.strip() for sentence in cut(text) if sentence.strip()]


def one_line(text: str) -> str:
    """The text without its line breaks and double spaces."""
    return " ".join(text.split())


def shorten(text: str, length: int) -> str:
    """At most ``length`` characters, the last of them … where something was left out."""
    return text if len(text) <= length else text[: length - 1] + "…"
