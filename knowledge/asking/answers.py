"""question + index → Answer | Choices | Overview | NotFound."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from knowledge import codes
from knowledge.asking.focus import focus
from knowledge.asking.index import Entry, Index, Part
from knowledge.asking.intents import NOTICE_WORDS, recognise
from knowledge.asking.query import Query, make_query
from knowledge.asking.ranking import Match, fitted, rank
from knowledge.model import Finding, Intent, ReplyKind
from knowledge.text import normalise

MAX_QUESTION = 300
MAX_CHOICES = 3

# A finding this much less likely than the first is no choice beside it.
_BESIDE = 0.1

# In nats of tokens.rarity: what a question says besides its intent is one everyday word at most.
NAMES_NOTHING = 9.0


class Miss(StrEnum):
    """Why there is no answer."""

    NO_MATCH = "no_match"
    UNKNOWN_CODE = "unknown_code"
    TOO_LONG = "too_long"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Answer:
    """One finding, and the passage of it (verbatim, ≤ 200 characters) that answers; runners-up by code."""

    kind: ClassVar = ReplyKind.ANSWER
    finding: Finding
    focus: str
    part: Part
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Up to three findings that may be meant, likeliest first; ``total`` counts those left out, too."""

    kind: ClassVar = ReplyKind.CHOICES
    findings: tuple[Finding, ...]
    total: int

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(finding.code for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Overview:
    """A question about the notice as a whole."""

    kind: ClassVar = ReplyKind.OVERVIEW
    codes: ClassVar[tuple[str, ...]] = ()
    intent: Intent


@dataclass(frozen=True, slots=True)
class NotFound:
    """No answer, and why; ``code`` is the one asked for that the notice does not have."""

    kind: ClassVar = ReplyKind.NOT_FOUND
    codes: ClassVar[tuple[str, ...]] = ()
    miss: Miss
    code: str | None = None


Reply = Answer | Choices | Overview | NotFound


def answer(question: str, index: Index) -> Reply:
    """The reply to one question without context; never raises for what a person may type."""
    if len(question) > MAX_QUESTION:
        return NotFound(Miss.TOO_LONG)
    normal = normalise(question)
    if not normal:
        return NotFound(Miss.EMPTY)
    return _by_code(normal, index) or _by_words(normal, index)


def is_worth_remembering(reply: Reply) -> bool:
    """Whether supervisors learn from the question: over-long, empty and mistyped ones tell nothing."""
    return not isinstance(reply, NotFound) or reply.miss is Miss.NO_MATCH


def show(code: str, index: Index) -> Answer | None:
    """The answer to a code alone, as buttons and links ask for it."""
    entry = index.entry(code)
    return _answer(entry, make_query("", index), (code,)) if entry else None


def _by_code(normal: str, index: Index) -> Reply | None:
    """The reply to a question that names a code, or nothing but an item's number; else None."""
    named = codes.find_codes(normal)
    item = None if named else codes.bare_item(normal)
    if not named and item is None:
        return None
    query = make_query(codes.without_codes(normal), index)
    if not named and query.units:
        return None
    meant = {code for name in named for code in codes.matching(name, index.codes)}
    entries = [e for e in index.entries if e.finding.code in meant or e.finding.code.split(".")[2] == item]
    if not entries:
        return NotFound(Miss.UNKNOWN_CODE, named[0] if named else item)
    if len(entries) == 1:
        return _answer(entries[0], query, (entries[0].finding.code,))
    return _choices(entries)


def _by_words(normal: str, index: Index) -> Reply:
    if overview := _overview(normal, index):
        return overview
    query = make_query(normal, index)
    matches = rank(query, index)
    likely = _likely(matches)
    if len(likely) == 1 and likely[0].probability >= fitted().answer_from:
        ranked = tuple(match.entry.finding.code for match in matches[:MAX_CHOICES])
        return _answer(likely[0].entry, query, ranked)
    if sum(match.probability for match in matches) >= fitted().offer_from:
        return _choices([match.entry for match in likely])
    return NotFound(Miss.NO_MATCH)


def _likely(matches: list[Match]) -> list[Match]:
    """The first, and those that may well be meant instead."""
    return [match for match in matches if match.probability >= _BESIDE * matches[0].probability]


def _overview(normal: str, index: Index) -> Overview | None:
    """A question about the notice as a whole, unless it names a matter besides."""
    if (recognised := recognise(normal)) is None:
        return None
    intent, shown_by = recognised
    tokenizer = index.language.tokenizer
    words = set(tokenizer.words(normal)) - NOTICE_WORDS
    beyond = sum(tokenizer.rarity(word) for word in words if word not in shown_by)
    return Overview(intent) if beyond <= NAMES_NOTHING else None


def _answer(entry: Entry, query: Query, ranked: tuple[str, ...]) -> Answer:
    passage = focus(query, entry)
    return Answer(entry.finding, passage.text, passage.part, ranked)


def _choices(entries: list[Entry]) -> Choices:
    return Choices(tuple(entry.finding for entry in entries[:MAX_CHOICES]), len(entries))
