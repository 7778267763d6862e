"""The immutable index: everything that may be quoted, and what is found by each token."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Self

from knowledge.index.entries import FAMILIES, FLAT, MOST_UPDATES, Entry, Facts
from knowledge.index.kept import Kept
from knowledge.index.notices import Notices
from knowledge.index.postings import Postings, Sums
from knowledge.index.shelf import Shelf
from knowledge.index.sources import Key, Source
from knowledge.language.language import Language
from knowledge.language.numbers import Number
from knowledge.language.sounds import sounds
from knowledge.language.tokens import pairs
from knowledge.record import Record

# Enough for all that one question is looked at as; of a large collection each takes up to half a megabyte.
_QUESTIONS, _WORDS = 16, 1024


class Index:
    """Never changed after it is built.

    Findings have numbers: first come those of the ``shelf``, the base on disk, if there is one; then the
    entries in memory, which lie over it. Those of the shelf that are ``gone`` are not found any more.
    """

    def __init__(
        self,
        notices: Notices,
        entries: Sequence[Entry],
        language: Language,
        shelf: Shelf | None = None,
        gone: frozenset[int] = frozenset(),
    ) -> None:
        self.language = language
        self.notices = notices
        self.entries = tuple(entries)
        self.shelf = shelf
        self.gone = gone
        self._numbers_of = {entry.key: self.below + at for at, entry in enumerate(entries)}
        counts = [entry.counts for entry in self.entries]
        for entry in self.entries:  # one of a shelf is made when it is looked at, and soon forgotten
            entry.prepare()
        self.postings = {
            family: Postings((count[family] for count in counts), shelf.family(family) if shelf else None)
            for family in FAMILIES
        }
        self.sums = Sums(self.postings, len(self.entries), FLAT)
        """What speaks for each of the entries in memory."""
        # Aliases by their first two characters: there may be thousands, and each question is looked through.
        self._aliases: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for number, alias in self._all_aliases():
            self._aliases[alias[:2]].append((alias, number))
        values = ((value, at) for at, entry in enumerate(entries) for value in entry.forms.numbers)
        self._values = sorted(values)
        self.of_questions, self.of_words = Kept(_QUESTIONS), Kept(_WORDS)
        """What is known of the latest questions, each of which is looked at several times, and of their
        words, of which people use few; both go with the index."""

    @classmethod
    def over(cls, records: Iterable[Record], language: Language) -> Self:
        """The index over some records, the newest first, in memory."""
        many = list(records)
        entries = [Entry(facts, language) for record in many for facts in facts_of(record)]
        sources = [Source.of(one.notice_id, one.notice) for one in many]
        return cls(Notices(sources, language.tokenizer), entries, language)

    def with_alias(self, key: Key, alias: str) -> "Index":
        """The index as it would be if people called the finding so. Raises KeyError where it is not here."""
        if (known := self.entry(*key)) is None:
            raise KeyError(key)
        taught = Entry(replace(known.facts, aliases=(*known.facts.aliases, alias)), self.language)
        others = [entry for entry in self.entries if entry.key != key]
        gone = self.gone
        if self.shelf and (number := self.shelf.number_of(*key)) is not None:
            gone |= {number}
        return Index(self.notices, [*others, taught], self.language, self.shelf, gone)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the newest notice."""
        return self.notices.sources[0].codes

    @property
    def below(self) -> int:
        """How many findings the shelf has: where the numbers of the entries in memory begin."""
        return self.shelf.size if self.shelf else 0

    @property
    def size(self) -> int:
        """How many findings it holds."""
        return self.below + len(self.entries) - len(self.gone)

    def entry_at(self, number: int) -> Entry:
        if self.shelf and number < self.below:
            return self.shelf.entry(number)
        return self.entries[number - self.below]

    def entry(self, notice_id: int, code: str) -> Entry | None:
        """The finding of a notice in force with this code."""
        if (number := self._numbers_of.get((notice_id, code))) is not None:
            return self.entry_at(number)
        number = self.shelf.number_of(notice_id, code) if self.shelf else None
        return None if number is None or number in self.gone else self.entry_at(number)

    def entries_of(self, notice_id: int) -> Iterator[Entry]:
        """The findings of a notice, in its order."""
        for code in self.notices.source(notice_id).codes:
            if entry := self.entry(notice_id, code):
                yield entry

    def aliases_in(self, normal: str) -> Iterator[tuple[str, Entry]]:
        """The aliases that stand in a normalised text, each with its finding."""
        for at in range(len(normal)):
            for alias, number in self._aliases.get(normal[at : at + 2], ()):
                if normal.startswith(alias, at):
                    yield alias, self.entry_at(number)

    def has_name(self, place: str) -> bool:
        """Whether any notice has a name, going by its pairs of characters, or, as most slips sound alike, of
        a longer one by how they sound."""
        if all(pair in self.notices.frames or pair in self.postings["pairs"] for pair in pairs(place)):
            return True
        return len(place) > 2 and all(sound in self.postings["sounds"] for sound in sounds(place))

    def with_number(self, wanted: Number) -> set[int]:
        """The places of the entries in memory that hold a number which the one wanted fits."""
        return set().union(*map(self._with_number, wanted.meant))

    def holds(self, wanted: Number) -> bool:
        """Whether any finding holds such a number."""
        return bool(self.with_number(wanted)) or bool(self.shelf and self.shelf.with_number(wanted))

    def with_initials(self, letters: str) -> list[int]:
        """The findings that hold characters which begin with these letters."""
        below = self.shelf.with_token("initials", letters) if self.shelf else []
        above = self.postings["initials"].holding(letters)
        return [number for number in below if number not in self.gone] + [self.below + at for at in above]

    def _with_number(self, wanted: Number) -> set[int]:
        least, most = wanted.range
        found = set[int]()
        at = bisect_left(self._values, (least, -1))
        while at < len(self._values) and self._values[at][0] <= most:
            value, place = self._values[at]
            if wanted.fits(value):
                found.add(place)
            at += 1
        return found

    def _all_aliases(self) -> Iterator[tuple[int, str]]:
        if self.shelf:
            yield from ((number, alias) for number, alias in self.shelf.aliases if number not in self.gone)
        for at, entry in enumerate(self.entries):
            yield from ((self.below + at, alias) for alias in entry.aliases)


def facts_of(record: Record) -> Iterator[Facts]:
    """What the entries of a record are made of."""
    for finding in record.notice.findings:
        later = tuple(update.text for update in record.updates_of(finding.code)[:MOST_UPDATES])
        aliases = record.aliases_of(finding.code)
        yield Facts(record.notice_id, finding, None, later, aliases)
