"""Words, character pairs, sounds, and how rare a word is in Chinese at large."""

import logging
import math
import re
import warnings
from functools import cache
from importlib.resources import files
from itertools import pairwise
from threading import Lock

# jieba 0.42.1 is no longer maintained: old escapes in its patterns, and pkg_resources, where there is one.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import jieba

# A lone digit says nothing: half of all findings hold one.
_TELLING = re.compile(r"(?!\d$)[\w%.]*\w[\w%]*")
_CJK = re.compile(r"[\u3400-\u9fff]+|[a-z0-9.%]+")
_SOUNDING = re.compile(r"[\u3400-\u9fff]+|[a-z]+")
_UNKNOWN_WORD_COUNT = 3

# jieba logs to stderr through a handler of its own, at DEBUG.
logging.getLogger("jieba").setLevel(logging.WARNING)


def data_file(name: str) -> str:
    """The text of a file in knowledge/data."""
    return files("knowledge").joinpath("data", name).read_text(encoding="utf-8")


class Tokenizer:
    """Cuts normalised text. Building one takes about a second and 60 MB: make it once and share it.

    It is our own jieba.Tokenizer with the dictionary built in place: the module-level one writes its
    cache under a fixed name into the shared temp folder and reads it back with ``marshal``.
    """

    def __init__(self) -> None:
        self._jieba = jieba.Tokenizer()
        self._jieba.FREQ, self._jieba.total = self._jieba.gen_pfdict(self._jieba.get_dict_file())
        self._jieba.initialized = True
        self._background: dict[str, int] = self._jieba.FREQ
        self._background_total: int = self._jieba.total
        self._stop_words = frozenset(data_file("stopwords.txt").split())
        for word in data_file("userdict.txt").split():
            self._jieba.add_word(word)

    def words(self, text: str) -> list[str]:
        """The words that carry meaning, long ones also in their parts; no stop words, no punctuation."""
        cut = self._jieba.cut_for_search(text, HMM=False)
        return [word for word in cut if word not in self._stop_words and _TELLING.fullmatch(word)]

    def rarity(self, word: str) -> float:
        """How much a word tells: its information (−ln p) in jieba's general frequencies, in nats."""
        count = self._background.get(word) or _UNKNOWN_WORD_COUNT
        return math.log(self._background_total / count)


_building = Lock()


@cache
def _only_tokenizer() -> Tokenizer:
    return Tokenizer()


def tokenizer() -> Tokenizer:
    """The one tokenizer of this process, built by whoever asks first."""
    with _building:
        return _only_tokenizer()


def pairs(text: str) -> list[str]:
    """Neighbouring characters inside each run of Chinese; Latin words and numbers stay whole."""
    found: list[str] = []
    for run in _CJK.findall(text):
        if run[0] < "\u3400" or len(run) == 1:
            found.append(run)
        else:
            found += [run[i : i + 2] for i in range(len(run) - 1)]
    return found


@cache
def _syllables() -> dict[str, str]:
    """Toneless syllable of each character."""
    lines = (line.split() for line in data_file("pinyin.txt").splitlines())
    return {character: syllable for syllable, characters in lines for character in characters}


@cache
def _syllable_pattern() -> re.Pattern[str]:
    """A Latin word that is pinyin throughout; the longest syllables are tried first."""
    longest_first = sorted(set(_syllables().values()), key=lambda syllable: (-len(syllable), syllable))
    return re.compile(f"(?:{'|'.join(longest_first)})")


def _spelt(word: str) -> list[str]:
    """The syllables of a Latin word that is pinyin to its end, with as few syllables as can be; else none."""
    best: list[list[str] | None] = [[]] + [None] * len(word)
    known = _syllable_pattern()
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 6), end):
            head = best[start]
            shorter = head is not None and (best[end] is None or len(head) + 1 < len(best[end] or []))
            if head is not None and shorter and known.fullmatch(word, start, end):
                best[end] = [*head, word[start:end]]
    return best[len(word)] or []


def sounds(text: str) -> list[str]:
    """Neighbouring toneless syllables ("wu shui"), of characters and of words typed in pinyin alike."""
    table = _syllables()
    found: list[str] = []
    for run in _SOUNDING.findall(text):
        syllables = _spelt(run) if run.isascii() else [table.get(c, c) for c in run]
        found += [f"{first} {second}" for first, second in pairwise(syllables)]
    return found
