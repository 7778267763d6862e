"""Words, character pairs, and how rare a word is in Chinese at large."""

import logging
import math
import re
import warnings
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, partial
from threading import Lock

from knowledge.data import data_file

# jieba 0.42.1 is no longer maintained: old escapes in its patterns, and pkg_resources, where there is one.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import jieba

# A lone digit says nothing: half of all findings hold one.
_TELLING = re.compile(r"(?!\d$)[\w%.]*\w[\w%]*")
_CJK = re.compile(r"[\u3400-\u9fff]+|[a-z0-9.%]+")
_UNKNOWN_WORD_COUNT = 3
_LONGEST_PART = 3
_WORDS_KEPT = 4096

# jieba logs to stderr through a handler of its own, at DEBUG.
logging.getLogger("jieba").setLevel(logging.WARNING)


# In nats: what a name of one word, or of several, tells at least.
_NAME_FROM, _NAMES_FROM = 11.0, 17.0


class Tokenizer:
    """Cuts normalised text. Building one takes about a second and 60 MB: make it once and share it.
    ``fast`` has rjieba do it where that is installed.

    It is our own jieba.Tokenizer with the dictionary built in place: the module-level one writes its
    cache under a fixed name into the shared temp folder and reads it back with ``marshal``.
    """

    def __init__(self, fast: bool = True) -> None:
        slow = jieba.Tokenizer()
        slow.FREQ, slow.total = slow.gen_pfdict(slow.get_dict_file())
        slow.initialized = True
        self._background_total: int = slow.total
        self._stop_words = frozenset(data_file("stopwords.txt").split())
        user_words = data_file("userdict.txt").split()
        for word in user_words:
            slow.add_word(word)
        self._background: dict[str, int] = slow.FREQ
        self._cutter: Callable[[str], Iterable[str]] = partial(slow.cut, HMM=False)
        if fast and (cutter := self._fast_cutter(user_words)):
            self._cutter = cutter
            # Without the beginnings of words, which only jieba's own cutting needs: 20 MB.
            self._background = {word: count for word, count in slow.FREQ.items() if count}
        # One question is cut for several purposes, and people use few words.
        self.cut = lru_cache(maxsize=16)(self._cut)
        """All of a text in words, one after another."""
        self.is_telling = lru_cache(maxsize=_WORDS_KEPT)(self._is_telling)
        """Whether a word carries meaning of its own."""
        self.rarity = lru_cache(maxsize=_WORDS_KEPT)(self._rarity)
        """How much a word tells: its information (−ln p) in jieba's general frequencies, in nats."""
        self.parts = lru_cache(maxsize=_WORDS_KEPT)(self._parts)
        """The shorter words that a Chinese word of three or more characters is made of."""

    def _cut(self, text: str) -> tuple[str, ...]:
        return tuple(self._cutter(text))

    def _fast_cutter(self, user_words: list[str]) -> Callable[[str], Iterable[str]] | None:
        """rjieba's, where it is installed (.[fast]): the same words for the same dictionary."""
        try:
            import rjieba
        except ImportError:
            return None
        cutter = rjieba.Jieba()
        for word in user_words:
            cutter.add_word(word, self._background[word], None)
        return partial(cutter.cut, hmm=False)

    def words(self, text: str) -> list[str]:
        """The words that carry meaning, long ones also in their parts; no stop words, no punctuation."""
        found = []
        for word in self.cut(text):
            if self.is_telling(word):
                found.append(word)
                found += self.parts(word)
        return found

    def _is_telling(self, word: str) -> bool:
        return word not in self._stop_words and _TELLING.fullmatch(word) is not None

    def _parts(self, word: str) -> tuple[str, ...]:
        found = []
        if len(word) > 2 and word[0] >= "\u3400":
            for size in range(2, min(_LONGEST_PART, len(word) - 1) + 1):
                for at in range(len(word) - size + 1):
                    part = word[at : at + size]
                    if self._background.get(part) and part not in self._stop_words:
                        found.append(part)
        return tuple(found)

    def occurrences(self, word: str) -> int:
        """How often jieba's corpus has the word, of about 60 million."""
        return self._background.get(word) or 0

    def _rarity(self, word: str) -> float:
        return math.log(self._background_total / (self.occurrences(word) or _UNKNOWN_WORD_COUNT))

    def is_name(self, text: str) -> bool:
        """Whether it tells as much as names do, and is no word, nor words, that any question may hold."""
        words = self.cut(text)
        return sum(map(self.rarity, words)) >= (_NAME_FROM if len(words) == 1 else _NAMES_FROM)


_building = Lock()


@cache
def _only_tokenizer() -> Tokenizer:
    return Tokenizer()


def tokenizer() -> Tokenizer:
    """The one tokenizer of this process, built by whoever asks first."""
    with _building:
        return _only_tokenizer()


@cache
def words_of_any_question() -> frozenset[str]:
    """Words that any question may hold: what became of it, where, who, how much. Its answer uses others."""
    return frozenset(data_file("anyquestion.txt").split())


def pairs(text: str) -> list[str]:
    """Neighbouring characters inside each run of Chinese; Latin words and numbers stay whole."""
    found: list[str] = []
    for run in _CJK.findall(text):
        if run[0] < "\u3400" or len(run) == 1:
            found.append(run)
        else:
            found += [run[i : i + 2] for i in range(len(run) - 1)]
    return found


def is_of_two(pair: str) -> bool:
    """Whether it is two neighbouring characters: those are a pair wherever they stand in a text."""
    return len(pair) == 2 and pair[0] >= "\u3400"


def characters(text: str) -> list[str]:
    """The Chinese characters."""
    return [character for character in text if "\u3400" <= character <= "\u9fff"]
