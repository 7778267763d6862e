"""The immutable index: everything that may be quoted, cut into passages, and candidates for a question."""

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from knowledge.asking.numbers import Number, numbers
from knowledge.asking.sounds import initials, sounds
from knowledge.asking.thesaurus import Thesaurus
from knowledge.asking.tokens import Tokenizer, characters, pairs, tokenizer
from knowledge.data import data_file
from knowledge.model import Finding, Notice, Record
from knowledge.text import normalise, sentences

MAX_FOCUS = 200
# So many updates of a finding are looked through, the newest: hundreds would drown the notice.
_LATEST = 20

# BM25 (Robertson & Zaragoza 2009); k1 and b as tuned in shared/RETRIEVAL.md, section 3.
_K1, _B = 0.9, 0.65
_NOT_ITS_NAME = re.compile(r"中共|党委|党组|党工委|委员会|关于.*|巡察|整改|通报|情况")


class Part(StrEnum):
    PROBLEM = "problem"
    RECTIFICATION = "rectification"


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of the language: how words are cut and how rare they are, and what means the same."""

    tokenizer: Tokenizer
    thesaurus: Thesaurus


@cache
def language(more_words: str = "") -> Language:
    """The language as it ships, with more lines of an operator's thesaurus; it takes a second to make."""
    tables = [data_file("thesaurus.tsv"), "\n".join(map(_normal_row, more_words.splitlines()))]
    return Language(tokenizer(), Thesaurus(tables, tokenizer().cut))


def _normal_row(line: str) -> str:
    return "\t".join(" ".join(map(normalise, cell.split(" "))) for cell in line.split("\t"))


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text in all the forms that a question is compared with."""

    normal: str
    words: frozenset[str]
    pairs: frozenset[str]
    sounds: frozenset[str]
    groups: frozenset[int]
    numbers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence or measure, verbatim and at most MAX_FOCUS characters."""

    text: str
    part: Part
    forms: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding with everything a question may touch. ``forms`` are those of all its text,
    ``heading`` its title and category, ``title`` their pairs, ``aliases`` what people call it,
    ``called`` all of that in one, ``later`` the newest updates, which ``forms`` hold, too."""

    finding: Finding
    later: tuple[str, ...]
    passages: tuple[Passage, ...]
    forms: Text
    heading: str
    title: frozenset[str]
    initials: frozenset[str]
    aliases: tuple[str, ...]
    called: str
    counts: "Counts"


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each token stands in a finding, by kind; the last two are those of its aliases."""

    words: Mapping[str | int, int]
    pairs: Mapping[str | int, int]
    sounds: Mapping[str | int, int]
    characters: Mapping[str | int, int]
    groups: Mapping[str | int, int]
    alias_words: Mapping[str | int, int]
    alias_pairs: Mapping[str | int, int]


class Postings:
    """BM25 over one kind of token."""

    def __init__(self, documents: Iterable[Mapping[str | int, int]]) -> None:
        counts = list(documents)
        lengths = [sum(count.values()) for count in counts]
        mean = sum(lengths) / len(lengths) if any(lengths) else 1.0
        holding: dict[str | int, list[tuple[int, float]]] = defaultdict(list)
        for number, count in enumerate(counts):
            norm = _K1 * (1 - _B + _B * lengths[number] / mean)
            for token, times in count.items():
                holding[token].append((number, times * (_K1 + 1) / (times + norm)))
        size = len(counts)
        self.unseen = math.log(1 + (size + 0.5) / 0.5)
        """The idf of a token that stands nowhere."""
        self._idf = {t: math.log(1 + (size - len(of) + 0.5) / (len(of) + 0.5)) for t, of in holding.items()}
        self._postings = {t: [(n, self._idf[t] * impact) for n, impact in of] for t, of in holding.items()}

    def __contains__(self, token: str | int) -> bool:
        return token in self._postings

    def idf(self, token: str | int) -> float:
        """How rare a token is among the findings."""
        return self._idf.get(token, self.unseen)

    def scores(self, tokens: Iterable[str | int]) -> dict[int, float]:
        """BM25 of each finding that holds any of the tokens."""
        scores: dict[int, float] = defaultdict(float)
        for token in tokens:
            for number, score in self._postings.get(token, ()):
                scores[number] += score
        return scores

    def weighted_scores(self, tokens: Mapping[str, float]) -> dict[int, float]:
        """The same for tokens that count by a weight each."""
        scores: dict[int, float] = defaultdict(float)
        for token, weight in tokens.items():
            for number, score in self._postings.get(token, ()):
                scores[number] += weight * score
        return scores


class Index:
    """Never changed after it is built: a new record gets a new index, which takes over from the one
    ``before`` what it has of findings that are as they were."""

    def __init__(self, record: Record, language: Language, before: "Index | None" = None) -> None:
        self.record = record
        self.language = language
        findings = record.notice.findings
        self.codes = tuple(finding.code for finding in findings)
        known = {one.finding.code: one for one in before.entries} if before else {}
        self.entries: tuple[Entry, ...] = tuple(
            self._entry(finding, known.get(finding.code)) for finding in findings
        )
        self._frame = frozenset(pairs(normalise(f"{record.notice.title}\n{record.notice.issuer}")))
        self.own_name = _own_name(record.notice, language.tokenizer)
        # Aliases by their first two characters: there may be thousands, and each question is looked through.
        self._aliases: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
        for entry in self.entries:
            for alias in entry.aliases:
                self._aliases[alias[:2]].append((alias, entry))
        counts = [entry.counts for entry in self.entries]
        self.words = Postings(count.words for count in counts)
        self.pairs = Postings(count.pairs for count in counts)
        self.sounds = Postings(count.sounds for count in counts)
        self.characters = Postings(count.characters for count in counts)
        self.groups = Postings(count.groups for count in counts)
        values = (
            (value, number) for number, entry in enumerate(self.entries) for value in entry.forms.numbers
        )
        self._numbers = sorted(values)
        self.alias_words = Postings(count.alias_words for count in counts)
        self.alias_pairs = Postings(count.alias_pairs for count in counts)

    def aliases_in(self, normal: str) -> Iterator[tuple[str, Entry]]:
        """The aliases that stand in a normalised text, each with its finding."""
        for at in range(len(normal)):
            for alias, entry in self._aliases.get(normal[at : at + 2], ()):
                if normal.startswith(alias, at):
                    yield alias, entry

    def names(self, place: str) -> bool:
        """Whether the notice has a name, going by its pairs of characters."""
        return all(pair in self._frame or pair in self.pairs for pair in pairs(place))

    def with_number(self, wanted: Number) -> set[int]:
        """The findings that hold a number which the one wanted fits."""
        return set().union(*(self._with_number(one) for one in wanted.meant))

    def _with_number(self, wanted: Number) -> set[int]:
        found = set[int]()
        at = bisect_left(self._numbers, (min(wanted.value, wanted.value - wanted.exact_to / 2) - 1e-9, -1))
        while at < len(self._numbers) and self._numbers[at][0] <= wanted.value + wanted.exact_to:
            value, number = self._numbers[at]
            if wanted.fits(value):
                found.add(number)
            at += 1
        return found

    def with_initials(self, letters: str) -> set[int]:
        """The findings that hold characters which begin with these letters."""
        return {number for number, entry in enumerate(self.entries) if letters in entry.initials}

    def entry(self, code: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.finding.code == code), None)

    def _entry(self, finding: Finding, before: Entry | None) -> Entry:
        later = tuple(update.text for update in self.record.updates_of(finding.code)[:_LATEST])
        names = tuple(map(normalise, self.record.aliases_of(finding.code)))
        if before and (before.finding, before.later, before.aliases) == (finding, later, names):
            return before
        passages = tuple(Passage(text, part, self._text(text)) for text, part in passages_of(finding))
        whole = "\n".join([finding.category or "", finding.problem, finding.rectification, *later])
        forms = self._text(whole)
        heading = normalise(f"{finding.title}\n{finding.category or ''}")
        called = "\n".join(names)
        return Entry(
            finding, later, passages, forms, heading, frozenset(pairs(heading)),
            self._initials(heading, forms.normal), names,
            called, self._counts(forms.normal, called),
        )  # fmt: skip

    def _counts(self, body: str, called: str) -> Counts:
        words = self.language.tokenizer.words
        return Counts(
            Counter(words(body)), Counter(pairs(body)), Counter(sounds(body)), Counter(characters(body)),
            self._group_counts(body), Counter(words(called)), Counter(pairs(called)),
        )  # fmt: skip

    def _text(self, text: str) -> Text:
        normal = normalise(text)
        groups = frozenset().union(*(heard.groups for heard in self.language.thesaurus.chinese(normal)))
        values = tuple({number.value for number in numbers(normal)})
        words = frozenset(self.language.tokenizer.words(normal))
        return Text(normal, words, frozenset(pairs(normal)), frozenset(sounds(normal)), groups, values)

    def _initials(self, heading: str, body: str) -> frozenset[str]:
        """What words of a finding are abbreviated to. Three letters would fit some words of any long text:
        they count in the heading only."""
        cut = self.language.tokenizer.cut
        return frozenset((*initials(cut(heading), 3), *initials(cut(body), 4)))

    def _group_counts(self, normal: str) -> Counter[str | int]:
        heard = self.language.thesaurus.chinese(normal)
        return Counter(group for one in heard for group in one.groups)


def _own_name(notice: Notice, tokenizer: Tokenizer) -> frozenset[str]:
    """The words of the name of whom the notice is about: people put it before what they ask."""
    parts = (normalise(text) for text in (notice.issuer or "", notice.title))
    return frozenset(word for part in parts for word in tokenizer.words(_NOT_ITS_NAME.sub(" ", part)))


def passages_of(finding: Finding) -> list[tuple[str, Part]]:
    """What can stand as a focus: measures where numbered, sentences elsewhere, in pieces if too long."""
    start = finding.rectification.find(finding.measures[0]) if finding.measures else None
    reply = [*sentences(finding.rectification[:start]), *finding.measures]
    return [(piece, Part.RECTIFICATION) for text in reply for piece in _pieces(text)] + [
        (piece, Part.PROBLEM) for text in sentences(finding.problem) for piece in _pieces(text)
    ]


def _pieces(text: str) -> Sequence[str]:
    """The text itself if short enough for a focus; else its sentences, else runs of its clauses."""
    if len(text) <= MAX_FOCUS:
        return [text]
    if len(parts := sentences(text)) > 1:
        return [piece for part in parts for piece in _pieces(part)]
    pieces = [""]
    for clause in text.replace("，", "，\0").split("\0"):
        if pieces[-1] and len(pieces[-1]) + len(clause) > MAX_FOCUS:
            pieces.append("")
        pieces[-1] += clause
    return [piece[i : i + MAX_FOCUS] for piece in pieces for i in range(0, len(piece), MAX_FOCUS)]
