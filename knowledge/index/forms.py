"""A stretch of text in the forms that a question is compared with."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from knowledge.language.language import Language
from knowledge.language.numbers import numbers
from knowledge.language.sounds import Heard
from knowledge.language.tokens import is_of_two, pairs


@dataclass(frozen=True, slots=True)
class Known:
    """What takes long to find out about a finding's text, where it was found out before: its words, the
    groups of the thesaurus, its numbers, how many pairs of characters it has, where its passages stand."""

    words: frozenset[str]
    groups: frozenset[int]
    numbers: tuple[float, ...]
    pair_count: int
    spans: Sequence[Sequence[int] | None]


class Text:
    """A stretch of normalised text in all the forms that a question is compared with, each made when first
    looked at: of a large collection, few texts ever are. It may be ``known``, or a part of a ``whole``, where
    it begins at ``start``."""

    def __init__(
        self,
        normal: str,
        language: Language,
        known: Known | None = None,
        whole: "Text | None" = None,
        start: int | None = None,
    ) -> None:
        self.normal = normal
        self._language, self._known, self._whole, self._start = language, known, whole, start

    @property
    def span(self) -> tuple[int, int] | None:
        """Where it stands in the whole."""
        return None if self._start is None else (self._start, self._start + len(self.normal))

    @cached_property
    def words(self) -> frozenset[str]:
        if self._known is not None:
            return self._known.words
        if self._whole is not None:  # cutting words is what takes longest
            return frozenset(word for word in self._whole.words if word in self.normal)
        return frozenset(self._language.tokenizer.words(self.normal))

    @cached_property
    def heard(self) -> Heard:
        if self._whole is None or self._start is None:
            return Heard.of(self.normal)
        return self._whole.heard.part(self.normal, self._start)

    @cached_property
    def groups(self) -> frozenset[int]:
        if self._known is not None:
            return self._known.groups
        return frozenset().union(*(heard.groups for heard in self._language.thesaurus.chinese(self.normal)))

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        if self._known is not None:
            return self._known.numbers
        return tuple({number.value for number in numbers(self.normal)})

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
        return [*filter(self.heard.holds, sounds)] if sounds else []

    def groups_of(self, groups: Set[int]) -> Set[int]:
        """To which of these groups of the thesaurus words of it belong."""
        if self._whole is None:
            return self.groups & groups
        there = self._whole.groups & groups
        return {one for one in there if self._language.thesaurus.is_said(one, self.normal)}

    @cached_property
    def _alone(self) -> Counter[str]:
        """What is among its pairs and no two characters."""
        return Counter(one for one in pairs(self.normal) if not is_of_two(one))
