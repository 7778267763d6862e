"""A stretch of text in the forms that a question is compared with."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.language.language import Language
from knowledge.language.numbers import numbers
from knowledge.language.sounds import Sound
from knowledge.language.tokens import is_of_two, pairs


@dataclass(frozen=True, slots=True)
class Known:
    """What takes long to find out about a finding's text, where it was found out before: its words, the
    groups of the thesaurus, its numbers, how many pairs of characters it has, where its passages stand."""

    words: str
    groups: str
    numbers: Sequence[float]
    pair_count: int
    starts: Sequence[int]
    ends: Sequence[int]


class Text:
    """A stretch of normalised text in all the forms that a question is compared with, each made when first
    looked at: of a large collection, few texts ever are. It may be ``known``, or a part of a ``whole``, where
    it begins at ``start``, if that can be told."""

    def __init__(
        self,
        normal: str,
        language: Language,
        known: Known | None = None,
        whole: "Text | None" = None,
        start: int = -1,
    ) -> None:
        self.normal, self.start = normal, start
        self._language, self._known, self._whole = language, known, whole

    def prepare(self) -> None:
        """Makes all forms now; those of a whole are its parts' too."""
        _ = self.heard, self.numbers, self._alone
        if self._whole is None:
            _ = self.words, self._group_bits

    @cached_property
    def words(self) -> str:
        """All of them, with a space on either side: of sets of them the collector would go through each word,
        several milliseconds every now and then."""
        if self._known is not None:
            return self._known.words
        return _spaced({*self._language.tokenizer.words(self.normal)})

    def has(self, word: str) -> bool:
        """Whether a word is one of its words; a part has those of the whole that stand in it, as cutting is
        what takes longest."""
        if word not in self.normal:
            return False
        return self._whole.has(word) if self._whole is not None else f" {word} " in self.words

    @cached_property
    def heard(self) -> Sound:
        if self._whole is None or self.start < 0:
            return Sound.of(self.normal)
        return self._whole.heard.part(self.normal, self.start)

    @cached_property
    def groups(self) -> str:
        """The numbers of those of the thesaurus, likewise."""
        if self._known is not None:
            return self._known.groups
        heard = self._language.thesaurus.chinese(self.normal)
        return _spaced({str(group) for one in heard for group in one.groups})

    @cached_property
    def numbers(self) -> Sequence[float]:
        if self._known is not None:
            return self._known.numbers
        return list({number.value for number in numbers(self.normal)})

    def held_of(self, pairs: Iterable[str]) -> list[str]:
        """Which of these pairs it holds."""
        normal = self.normal
        return [pair for pair in pairs if pair in normal and (is_of_two(pair) or pair in self._alone)]

    def times(self, pair: str) -> int:
        """How often it holds one that it does hold."""
        if not is_of_two(pair):
            return self._alone[pair]
        return self.normal.count(pair) if pair[0] != pair[1] else len(re.findall(f"(?={pair})", self.normal))

    def sounds_like(self, sounds: Iterable[str]) -> list[str]:
        """Which of these sounds it has."""
        if not sounds:
            return []
        heard = self.heard.heard
        return [sound for sound in sounds if sound in heard]

    def groups_of(self, groups: Iterable[int]) -> list[int]:
        """To which of these groups of the thesaurus words of it belong."""
        if self._whole is None:
            bits = self._group_bits
            return [one for one in groups if bits >> one & 1]
        is_said = self._language.thesaurus.is_said
        return [one for one in groups if is_said(one, self.normal)]

    @cached_property
    def _group_bits(self) -> int:
        return sum(1 << int(one) for one in self.groups.split())

    @cached_property
    def _alone(self) -> Counter[str]:
        """What is among its pairs and no two characters."""
        return Counter(one for one in pairs(self.normal) if not is_of_two(one))


def _spaced(words: Iterable[str]) -> str:
    return f" {' '.join(sorted(words))} "
