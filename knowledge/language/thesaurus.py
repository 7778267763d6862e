"""Other people's words for what notices write: colloquial, dialect, English.

A line of the table is a group of words that mean the same to somebody who looks for something:
formal words, everyday words, English phrases; three columns with a tab between them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import add

_LATIN = re.compile(r"[a-z]+")
# "The pipes were repaired" is about a pipe and repairing: endings that are not part of an English word.
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ies|ing|ed|es|s|e|y)$")
# An English phrase counts from this share of its words on: "sewage network" for "sewage pipe network".
_PHRASE_HEARD = 0.5
# A word hints at so many others; one seen in few groups only is trusted less.
_HINTS, _DOUBT = 12, 1.0

Row = tuple[list[str], list[str], list[str]]


@dataclass(frozen=True, slots=True)
class Heard:
    """A term of the table found in a text, and the groups it belongs to."""

    start: int
    end: int
    groups: frozenset[int]


class Thesaurus:
    """The groups of one or more tables in normal form; a group is known by its number. ``cut`` takes
    terms apart into words, from which ``hints`` are learned."""

    def __init__(self, tables: Iterable[str], cut: Callable[[str], Iterable[str]]) -> None:
        groups: dict[str, set[int]] = defaultdict(set)
        self._phrases: list[tuple[int, int]] = []
        self._with_word: dict[str, list[int]] = defaultdict(list)
        rows = [row for table in tables for row in _rows(table)]
        for number, (formal, everyday, phrases) in enumerate(rows):
            for term in (*formal, *everyday):
                groups[term].add(number)
            for phrase in phrases:
                self._learn(phrase, number)
        self._groups = {term: frozenset(numbers) for term, numbers in groups.items()}
        self._terms: dict[int, list[str]] = defaultdict(list)
        for term in sorted(groups):
            for number in groups[term] if len(term) > 1 else ():
                self._terms[number].append(term)
        # The length of the longest term with these two first characters.
        self._longest: dict[str, int] = {}
        for term in groups:
            self._longest[term[:2]] = max(len(term), self._longest.get(term[:2], 0))
        self._hints = _hints(rows, cut)

    def of_word(self, word: str) -> frozenset[int]:
        """The groups that a word is a term of, be it a single character."""
        return self._groups.get(word, frozenset())

    def hints(self, word: str) -> tuple[tuple[str, float], ...]:
        """Formal words that an everyday word points to, likeliest first, each with how much of the time it
        does; taken from the terms that hold the word (厂子 in 黑厂子 points to 企业)."""
        return self._hints.get(word, ())

    def _learn(self, phrase: str, group: int) -> None:
        stems = {stem(word) for word in _LATIN.findall(phrase)}
        if stems:
            self._phrases.append((group, len(stems)))
            for word in stems:
                self._with_word[word].append(len(self._phrases) - 1)

    def chinese(self, normal: str) -> Iterator[Heard]:
        """Every term that stands in a normalised text."""
        groups, longest, size = self._groups, self._longest, len(normal)
        for start, beginning in enumerate(map(add, normal, normal[1:])):
            if beginning not in longest:
                continue
            for end in range(start + 2, min(start + longest[beginning], size) + 1):
                if found := groups.get(normal[start:end]):
                    yield Heard(start, end, found)

    def is_said(self, group: int, normal: str) -> bool:
        """Whether any term of a group stands in a normalised text, as ``chinese`` finds them."""
        return any(term in normal for term in self._terms[group])

    def english(self, words: list[str]) -> dict[str, dict[int, float]]:
        """For each word the groups one of whose phrases it helps to make, with the share heard of it."""
        stems = {word: stem(word) for word in words}
        hits: dict[int, int] = defaultdict(int)
        for of_word in {s: self._with_word.get(s, ()) for s in stems.values()}.values():
            for phrase in of_word:
                hits[phrase] += 1
        found: dict[str, dict[int, float]] = {}
        for word, its_stem in stems.items():
            best: dict[int, float] = {}
            for phrase in self._with_word.get(its_stem, ()):
                group, size = self._phrases[phrase]
                share = hits[phrase] / size
                if share >= _PHRASE_HEARD and share > best.get(group, 0.0):
                    best[group] = share
            found[word] = best
        return found


def stem(word: str) -> str:
    """An English word without its usual endings; good enough to compare with."""
    return _ENDING.sub("", word)


def _rows(table: str) -> Iterator[Row]:
    for line in table.splitlines():
        if line.strip() and not line.startswith("#"):
            formal, everyday, english = [*line.split("\t"), "", ""][:3]
            yield formal.split(), everyday.split(), english.split(";")


def _hints(rows: list[Row], cut: Callable[[str], Iterable[str]]) -> dict[str, tuple[tuple[str, float], ...]]:
    """For each word of everyday terms the words of the formal terms beside them, by how much of the groups
    that have the one also have the other, less what chance would have (the words' share of all groups)."""
    together: dict[str, Counter[str]] = defaultdict(Counter)
    having: Counter[str] = Counter()
    for formal, everyday, _ in rows:
        words = {word for term in formal for word in cut(term)}
        having.update(words)
        for word in {word for term in everyday for word in cut(term)}:
            together[word].update(words)
            together[word][""] += 1
    found = {}
    for word, beside in together.items():
        groups = beside.pop("")
        shares = {other: n / (groups + _DOUBT) - having[other] / len(rows) for other, n in beside.items()}
        best = sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))[:_HINTS]
        found[word] = tuple((other, share) for other, share in best if share > 0 and other != word)
    return found
