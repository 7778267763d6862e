"""Candidates become ranked matches, each with the passage that answers.

A match's score is between 0 and 1: a weighted mean of three shares, each of them explained below.
"""

import re
from collections.abc import Set
from dataclasses import dataclass

from rapidfuzz import fuzz

from knowledge.asking.index import Entry, Index, Part, Passage
from knowledge.asking.tokens import pairs, sounds

# A sound first choice by hand on the labelled questions; a later issue fits them.
WORD_WEIGHT, PAIR_WEIGHT, WINDOW_WEIGHT = 0.5, 0.2, 0.3
_CANDIDATES = 8
_PINYIN_HEARD, _CHARACTERS_HEARD = 0.8, 0.5
_PREFER_REPLY = 1.1
_PREFER_FIGURES = 1.25

_ASKS_FOR_A_FIGURE = re.compile(r"多少|几[个名次期户条家年天笔]|多长|多大|多久|占比|比例")


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is compared: its telling words with their weights, its pairs and sounds."""

    text: str
    words: dict[str, float]
    pairs: frozenset[str]
    sounds: frozenset[str]

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
    weights = {word: index.tokenizer.rarity(word) for word in telling}
    return Query(normal, weights, frozenset(pairs(kept)), frozenset(sounds(kept)))


def rank(query: Query, index: Index) -> list[Match]:
    """Best first; empty where nothing in the record shares a word or a character pair with the question."""
    if not query.words:
        return []
    entries = index.candidates(query.text, _CANDIDATES)
    matches = [Match(entry, _score(query, entry, index)) for entry in entries]
    return sorted(matches, key=lambda match: -match.score)


def _score(query: Query, entry: Entry, index: Index) -> float:
    """How much of the question's information the finding covers (words weighed by rarity in general
    Chinese, pairs by rarity in the record), and how well its best passage resembles the question."""
    words = sum(weight * _presence(word, entry) for word, weight in query.words.items())
    pairs_shared = _shared_pairs(query, entry, index)
    window = max((_resemblance(query, passage) for passage in entry.passages), default=0.0)
    return (
        WORD_WEIGHT * words / sum(query.words.values())
        + PAIR_WEIGHT * max(pairs_shared, _heard(query.text, query.sounds, entry.sounds))
        + WINDOW_WEIGHT * window
    )


def _shared_pairs(query: Query, entry: Entry, index: Index) -> float:
    total = sum(index.pair_weight(pair) for pair in query.pairs)
    return sum(index.pair_weight(pair) for pair in query.pairs & entry.pairs) / total if total else 0.0


def _resemblance(query: Query, passage: Passage) -> float:
    alike = fuzz.partial_ratio(query.core, passage.normal) / 100
    return max(alike, _heard(query.text, query.sounds, passage.sounds))


def _presence(word: str, entry: Entry) -> float:
    """1 for a word the finding holds; for one it lacks, the share of its sounds that it holds:
    that is what homophones, most slips of the pen, and pinyin have in common with the word meant."""
    if word in entry.words or word in entry.normal:
        return 1.0
    return _heard(word, frozenset(sounds(word)), entry.sounds)


def _heard(text: str, wanted: Set[str], held: Set[str]) -> float:
    """The share of sounds held, discounted: in characters a sound alike may be chance."""
    share = len(wanted & held) / len(wanted) if wanted else 0.0
    return share * (_PINYIN_HEARD if text.isascii() else _CHARACTERS_HEARD)


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
    return words + 2.0 * len(query.sounds & passage.sounds)


def _answers(query: Query, passage: Passage) -> float:
    score = _shared(query, passage) + fuzz.partial_ratio(query.core, passage.normal) / 20
    if passage.part is Part.RECTIFICATION:
        score *= _PREFER_REPLY
    if _ASKS_FOR_A_FIGURE.search(query.text) and re.search(r"\d", passage.normal):
        score *= _PREFER_FIGURES
    return score
