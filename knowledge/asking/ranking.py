"""Candidates become ranked matches, each with the passage that answers.

A match's score is between 0 and 1: a weighted mean of three shares, each of them explained below.
"""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from knowledge.asking.index import Entry, Index, Part, Passage
from knowledge.asking.tokens import pairs

# A sound first choice by hand on the labelled questions; a later issue fits them.
WORD_WEIGHT, PAIR_WEIGHT, WINDOW_WEIGHT = 0.5, 0.2, 0.3
_CANDIDATES = 8
_MISSPELT_WORD = 0.6
_PREFER_REPLY = 1.1
_PREFER_FIGURES = 1.25

_ASKS_FOR_A_FIGURE = re.compile(r"多少|几[个名次期户条家年天笔]|多长|多大|多久|占比|比例")


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is compared: its telling words with their weights, its character pairs."""

    text: str
    words: dict[str, float]
    pairs: frozenset[str]

    @property
    def core(self) -> str:
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class Match:
    entry: Entry
    score: float


def make_query(normal: str, index: Index) -> Query:
    """The query for a normalised question; words inside longer ones of the question do not count twice."""
    found = index.tokenizer.words(normal)
    telling = [word for word in found if not any(word != other and word in other for other in found)]
    kept = " ".join(telling)
    return Query(normal, {word: index.tokenizer.rarity(word) for word in telling}, frozenset(pairs(kept)))


def rank(query: Query, index: Index) -> list[Match]:
    """Best first; empty where nothing in the record shares a word or a character pair with the question."""
    if not query.words:
        return []
    entries = index.candidates(index.tokenizer.words(query.text), query.pairs, _CANDIDATES)
    matches = [Match(entry, _score(query, entry, index)) for entry in entries]
    return sorted(matches, key=lambda match: -match.score)


def _score(query: Query, entry: Entry, index: Index) -> float:
    """How much of the question's information the finding covers (words weighed by rarity in general
    Chinese, pairs by rarity in the record), and how well its best passage resembles the question."""
    total = sum(query.words.values())
    words = sum(weight * _presence(word, entry) for word, weight in query.words.items()) / total
    all_pairs = sum(index.pair_weight(pair) for pair in query.pairs) or 1.0
    shared = sum(index.pair_weight(pair) for pair in query.pairs & entry.pairs) / all_pairs
    window = max((fuzz.partial_ratio(query.core, passage.normal) for passage in entry.passages), default=0)
    return WORD_WEIGHT * words + PAIR_WEIGHT * shared + WINDOW_WEIGHT * window / 100


def _presence(word: str, entry: Entry) -> float:
    """1 for a word the finding holds; for one it lacks, the share of its pairs, as misspelling leaves them."""
    if word in entry.words or word in entry.normal:
        return 1.0
    own = pairs(word)
    return _MISSPELT_WORD * sum(pair in entry.pairs for pair in own) / len(own) if len(own) > 1 else 0.0


def focus(query: Query, entry: Entry) -> Passage:
    """The passage that answers: the one sharing most of the question's information. A question that
    names nothing in particular gets the sentence the status was read from, else the reply's first."""
    best = max(entry.passages, key=lambda passage: _answers(query, passage))
    if _shared(query, best) > 0:
        return best
    quoted = entry.finding.status_quote
    saying_status = (p for p in entry.passages if quoted and (p.text in quoted or quoted in p.text))
    return next(saying_status, entry.passages[0])


def _shared(query: Query, passage: Passage) -> float:
    words = sum(weight for word, weight in query.words.items() if word in passage.normal)
    return words + sum(2.0 for pair in query.pairs if pair in passage.pairs)


def _answers(query: Query, passage: Passage) -> float:
    score = _shared(query, passage) + fuzz.partial_ratio(query.core, passage.normal) / 20
    if passage.part is Part.RECTIFICATION:
        score *= _PREFER_REPLY
    if _ASKS_FOR_A_FIGURE.search(query.text) and re.search(r"\d", passage.normal):
        score *= _PREFER_FIGURES
    return score
