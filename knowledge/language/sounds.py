"""How text sounds: toneless pinyin of characters, and of words typed in pinyin, alike."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from operator import add

from knowledge.data import data_file

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z]+")
_LONGEST_WORD = 4
_LONGEST_SYLLABLE = 6
# Letters that begin a syllable; a word of nothing else is an abbreviation by initials (pqzx = 喷漆中心).
_INITIALS = re.compile(r"[bpmfdtnlgkhjqxzcsrywae]{3,8}")
_MOST_INITIALS = 8


@cache
def _syllables() -> dict[str, str]:
    """The commonest syllable of each character."""
    lines = (line.split() for line in data_file("pinyin.txt").splitlines())
    return {character: syllable for syllable, characters in lines for character in characters}


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """Words in which a character is read otherwise: 会计 kuai ji."""
    lines = (line.split() for line in data_file("readings.txt").splitlines())
    return {word: tuple(syllables) for word, *syllables in lines}


@cache
def _beginnings() -> frozenset[str]:
    """The first two characters of the words that are read otherwise: most texts hold none."""
    return frozenset(word[:2] for word in _readings())


@cache
def _known() -> frozenset[str]:
    return frozenset(_syllables().values())


def spoken(characters: str) -> list[str]:
    """A syllable for each character, words with readings of their own read as such."""
    readings, table = _readings(), _syllables()
    if _beginnings().isdisjoint(map(add, characters, characters[1:])):
        return [table.get(character, character) for character in characters]
    syllables: list[str] = []
    at = 0
    while at < len(characters):
        for length in range(min(_LONGEST_WORD, len(characters) - at), 1, -1):
            if reading := readings.get(characters[at : at + length]):
                syllables += reading
                at += length
                break
        else:
            syllables.append(syllable(characters[at]))
            at += 1
    return syllables


def spelt(word: str) -> list[str]:
    """The syllables of a Latin word that is pinyin to its end, in as few as can be; else none."""
    known = _known()
    best: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            head, so_far = best[start], best[end]
            if head is None or word[start:end] not in known:
                continue
            if so_far is None or len(head) + 1 < len(so_far):
                best[end] = [*head, word[start:end]]
    return best[len(word)] or []


def sounds(text: str) -> list[str]:
    """Neighbouring toneless syllables ("wu shui") of normalised text. Syllables typed apart are joined:
    wu shui and wushui sound the same."""
    found: list[str] = []
    typed: list[str] = []
    for run in _RUN.findall(text):
        if run.isascii():
            typed += spelt(run)
        else:
            heard, each = spoken(run), [*map(syllable, run)]
            found += _joined(heard)
            if each != heard:  # who types pinyin may not know that 会计 is kuai ji
                known = {*_joined(heard)}
                found += [pair for pair in _joined(each) if pair not in known]
    return found + _joined(typed)


def _joined(syllables: list[str]) -> list[str]:
    return [f"{first} {second}" for first, second in pairwise(syllables)]


def syllable(character: str) -> str:
    """The commonest syllable of a character; itself where none is known."""
    return _syllables().get(character, character)


def initials(words: Sequence[str], at_least: int, most_words: int = 4) -> Iterator[str]:
    """The first letters of the syllables of neighbouring Chinese words, so many at least: pqzx for 喷漆
    中心."""
    letters = [*map(_letters, words)]
    for start in range(len(letters)):
        typed = ""
        for more in letters[start : start + most_words]:
            typed += more
            if not typed.isascii() or len(typed) > _MOST_INITIALS:
                break
            if len(typed) >= at_least:
                yield typed


@lru_cache(maxsize=20_000)
def _letters(word: str) -> str:
    return "".join(syllable(character)[0] for character in word)


def is_initials(word: str) -> bool:
    """Whether a Latin word may be an abbreviation by initials."""
    return _INITIALS.fullmatch(word) is not None and not spelt(word)
