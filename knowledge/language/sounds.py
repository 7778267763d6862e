"""How text sounds: toneless pinyin of characters, and of words typed in pinyin, alike.

Sounds are compared by letters of our own, one for each syllable: what sounds alike is the same text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import add
from typing import Self

from knowledge.data import data_file

_CHINESE, _LATIN = re.compile(r"[\u3400-\u9fff]+"), re.compile(r"[a-z]+")
_LONGEST_WORD = 4
_LONGEST_SYLLABLE = 6
# Letters that begin a syllable; a word of nothing else is an abbreviation by initials (pqzx = 喷漆中心).
_INITIALS = re.compile(r"[bpmfdtnlgkhjqxzcsrywae]{3,8}")
_MOST_INITIALS = 8
# Where the letters begin, in Unicode's area for private use.
_FIRST_LETTER = 0xE000


@cache
def _syllables() -> dict[str, str]:
    """The commonest syllable of each character."""
    lines = (line.split() for line in data_file("pinyin.txt").splitlines())
    return {character: syllable for syllable, characters in lines for character in characters}


@cache
def _letter_of() -> dict[str, str]:
    """The letter of each syllable."""
    lines = data_file("readings.txt").splitlines()
    every = {*_syllables().values(), *(syllable for line in lines for syllable in line.split()[1:])}
    return {syllable: chr(_FIRST_LETTER + at) for at, syllable in enumerate(sorted(every))}


@cache
def _syllable_of() -> dict[str, str]:
    return {letter: syllable for syllable, letter in _letter_of().items()}


@cache
def _commonest() -> dict[int, str]:
    """The letter of each character, as translate takes it."""
    return {ord(character): _letter_of()[syllable] for character, syllable in _syllables().items()}


@cache
def _readings() -> dict[str, str]:
    """The letters of words in which a character is read otherwise: 会计 kuai ji."""
    lines = (line.split() for line in data_file("readings.txt").splitlines())
    return {word: "".join(map(_letter_of().__getitem__, syllables)) for word, *syllables in lines}


@cache
def _beginnings() -> frozenset[str]:
    """The first two characters of the words that are read otherwise: most texts hold none."""
    return frozenset(word[:2] for word in _readings())


@cache
def _known() -> frozenset[str]:
    return frozenset(_syllables().values())


def spoken(characters: str) -> list[str]:
    """A syllable for each character, words with readings of their own read as such."""
    return [_syllable_of().get(letter, letter) for letter in read(characters)]


def _letters_of(characters: str) -> tuple[str, str]:
    """The same in letters, and those of each character alone; one that nobody can read stays."""
    each, readings, beginnings = characters.translate(_commonest()), _readings(), _beginnings()
    letters, read = each, 0
    for at, beginning in enumerate(map(add, characters, characters[1:])):
        if beginning not in beginnings or at < read:
            continue
        for length in range(_LONGEST_WORD, 1, -1):
            if reading := readings.get(characters[at : at + length]):
                read = at + len(reading)
                letters = letters[:at] + reading + letters[read:]
                break
    return letters, each


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
    """Neighbouring toneless syllables of normalised text, each pair in two letters."""
    return [pair for run in _runs(text) for pair in _neighbours(run)]


@dataclass(frozen=True, slots=True)
class Sound:
    """A normalised text as it sounds: as it is read, as each character alone would be, both as long as the
    text, and what is typed in pinyin."""

    said: str
    each: str
    typed: str
    heard: str = field(init=False, compare=False)
    """All of it: what is in here is one of the sounds of the text."""

    def __post_init__(self) -> None:
        heard = (self.said, self.typed) if self.each == self.said else (self.said, self.each, self.typed)
        object.__setattr__(self, "heard", " ".join(heard))

    @classmethod
    def of(cls, text: str) -> Self:
        said, each = _letters_of(text)
        return cls(said, each, typed(text))

    def part(self, text: str, start: int) -> "Sound":
        """A part of the text, which begins there, likewise."""
        end = start + len(text)
        return Sound(self.said[start:end], self.each[start:end], typed(text) if self.typed else "")


@lru_cache(maxsize=4096)
def in_syllables(sound: str) -> str:
    """A pair as people write it: wu shui."""
    return " ".join(_syllable_of().get(letter, letter) for letter in sound)


def _runs(text: str) -> list[str]:
    """The letters of what is said together. Syllables typed apart are joined: wu shui and wushui sound the
    same."""
    found: list[str] = []
    for run in _CHINESE.findall(text):
        said, each = _letters_of(run)
        found.append(said)
        if each != said:  # who types pinyin may not know that 会计 is kuai ji
            known = {*_neighbours(said)}
            found += [pair for pair in _neighbours(each) if pair not in known]
    return [*found, typed(text)]


def read(text: str) -> str:
    """The letters of how a text is read, one for each character."""
    return _letters_of(text)[0]


def typed(text: str) -> str:
    """The letters of all syllables that are typed in pinyin."""
    return "".join(_letter_of()[syllable] for word in _LATIN.findall(text) for syllable in spelt(word))


def _neighbours(run: str) -> list[str]:
    return [*map(add, run, run[1:])]


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
