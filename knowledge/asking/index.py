"""The immutable index: everything that may be quoted, cut into passages, and candidates for a question."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from knowledge.asking.tokens import Tokenizer, pairs, sounds
from knowledge.model import Finding, Record
from knowledge.text import normalise, sentences

MAX_FOCUS = 200

# BM25 (Robertson & Zaragoza 2009); k1 and b as tuned in shared/RETRIEVAL.md, section 3.
_K1, _B = 0.9, 0.65


class Part(StrEnum):
    PROBLEM = "problem"
    RECTIFICATION = "rectification"


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence or measure, verbatim and at most MAX_FOCUS characters, with its normal form."""

    text: str
    part: Part
    normal: str
    sounds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding with everything a question may touch."""

    finding: Finding
    passages: tuple[Passage, ...]
    normal: str
    words: frozenset[str]
    pairs: frozenset[str]
    sounds: frozenset[str]


class _Postings:
    """BM25 over one kind of token."""

    def __init__(self, documents: Iterable[Mapping[str, int]]) -> None:
        counts = list(documents)
        lengths = [sum(count.values()) for count in counts]
        mean = sum(lengths) / len(lengths) if any(lengths) else 1.0
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, count in enumerate(counts):
            norm = _K1 * (1 - _B + _B * lengths[number] / mean)
            for token, times in count.items():
                postings[token].append((number, times * (_K1 + 1) / (times + norm)))
        self._size = len(counts)
        self._postings = dict(postings)

    def idf(self, token: str) -> float:
        holding = len(self._postings.get(token, ()))
        return math.log(1 + (self._size - holding + 0.5) / (holding + 0.5))

    def add_scores(self, tokens: Iterable[str], weight: float, scores: dict[int, float]) -> None:
        for token in set(tokens):
            idf = self.idf(token)
            for number, impact in self._postings.get(token, ()):
                scores[number] += weight * idf * impact


class Index:
    """Never changed after it is built: a new record gets a new index."""

    def __init__(self, record: Record, tokenizer: Tokenizer) -> None:
        self.record = record
        self.tokenizer = tokenizer
        self.codes = tuple(finding.code for finding in record.notice.findings)
        self.entries = tuple(self._entry(finding) for finding in record.notice.findings)
        self._words = _Postings(Counter(self.tokenizer.words(entry.normal)) for entry in self.entries)
        self._pairs = _Postings(Counter(pairs(entry.normal)) for entry in self.entries)
        self._sounds = _Postings(Counter(sounds(entry.normal)) for entry in self.entries)

    def candidates(self, normal: str, limit: int) -> list[Entry]:
        """The findings that share most with a normalised question, best first."""
        scores: dict[int, float] = defaultdict(float)
        self._words.add_scores(self.tokenizer.words(normal), 1.0, scores)
        self._pairs.add_scores(pairs(normal), 0.6, scores)
        self._sounds.add_scores(sounds(normal), 0.4, scores)
        best = sorted(scores, key=lambda number: (-scores[number], number))[:limit]
        return [self.entries[number] for number in best]

    def pair_weight(self, pair: str) -> float:
        """How rare a pair is among the findings (its idf)."""
        return self._pairs.idf(pair)

    def _entry(self, finding: Finding) -> Entry:
        passages = tuple(self._passage(text, part) for text, part in _passages(finding))
        later = [update.text for update in self.record.updates_of(finding.code)]
        whole = [finding.category or "", finding.problem, finding.rectification, *later]
        normal = "\n".join(normalise(text) for text in whole)
        words = frozenset(self.tokenizer.words(normal))
        return Entry(finding, passages, normal, words, frozenset(pairs(normal)), frozenset(sounds(normal)))

    def _passage(self, text: str, part: Part) -> Passage:
        normal = normalise(text)
        return Passage(text, part, normal, frozenset(sounds(normal)))


def _passages(finding: Finding) -> list[tuple[str, Part]]:
    """What can stand as a focus: measures where numbered, sentences elsewhere, in pieces if too long."""
    start = finding.rectification.find(finding.measures[0]) if finding.measures else None
    reply = [*sentences(finding.rectification[:start]), *finding.measures]
    return [(piece, Part.RECTIFICATION) for text in reply for piece in _pieces(text)] + [
        (piece, Part.PROBLEM) for text in sentences(finding.problem) for piece in _pieces(text)
    ]


def _pieces(text: str) -> list[str]:
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
