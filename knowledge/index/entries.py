"""A finding with everything that a question may touch, in the forms that a question is compared with."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from knowledge.index.sources import Key
from knowledge.language.language import Language
from knowledge.language.numbers import numbers
from knowledge.language.sounds import heard, initials, sounds
from knowledge.language.tokens import characters, is_of_two, pairs
from knowledge.model import Finding
from knowledge.text import normalise, sentences

MAX_FOCUS = 200
# So many updates of a finding are looked through, the newest: hundreds would drown the notice.
MOST_UPDATES = 20

FAMILIES = (
    "words", "pairs", "sounds", "characters", "groups", "alias_words", "alias_pairs", "initials",
)  # fmt: skip
"""The kinds of token that findings are found by; the last three are of their names, and of abbreviations."""
NOT_LISTED = frozenset({"pairs"})
"""Families of which a shelf has but the rarities: what they say of the best findings is taken from those
themselves (they hardly count among first scores, and would take a quarter of the shelf)."""

Counts = Mapping[str, Mapping[str | int, int]]
"""How often each token stands in a finding, by family."""


class Part(StrEnum):
    PROBLEM = "problem"
    RECTIFICATION = "rectification"


@dataclass(frozen=True, slots=True)
class Known:
    """What takes long to find out about a text, where it was found out before: its words, the groups of the
    thesaurus, and how many pairs of characters it has."""

    words: frozenset[str]
    groups: frozenset[int]
    pair_count: int


class Text:
    """A stretch of text in all the forms that a question is compared with, each made when first looked at:
    of a large collection, few texts ever are. It may be ``known``, or a part of a ``whole``."""

    def __init__(
        self, text: str, language: Language, known: Known | None = None, whole: "Text | None" = None
    ) -> None:
        self.normal = normalise(text)
        self._language, self._known, self._whole = language, known, whole

    @cached_property
    def words(self) -> frozenset[str]:
        if self._known is not None:
            return self._known.words
        if self._whole is not None:  # cutting words is what takes longest
            return frozenset(word for word in self._whole.words if word in self.normal)
        return frozenset(self._language.tokenizer.words(self.normal))

    @cached_property
    def heard(self) -> str:
        return heard(self.normal)

    @cached_property
    def groups(self) -> frozenset[int]:
        if self._known is not None:
            return self._known.groups
        return frozenset().union(*(heard.groups for heard in self._language.thesaurus.chinese(self.normal)))

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        return tuple({number.value for number in numbers(self.normal)})

    def held_of(self, pairs: Iterable[str]) -> list[str]:
        """Which of these pairs it holds."""
        return [pair for pair in pairs if pair in (self.normal if is_of_two(pair) else self._alone)]

    def times(self, pair: str) -> int:
        """How often it holds one that it does hold."""
        if not is_of_two(pair):
            return self._alone[pair]
        return self.normal.count(pair) if pair[0] != pair[1] else len(re.findall(f"(?={pair})", self.normal))

    def sounds_like(self, sounds: Iterable[str]) -> list[str]:
        """Which of these sounds it has."""
        return [sound for sound in sounds if sound in self.heard]

    @cached_property
    def _alone(self) -> Counter[str]:
        """What is among its pairs and no two characters."""
        return Counter(one for one in pairs(self.normal) if not is_of_two(one))


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence or measure, verbatim and at most MAX_FOCUS characters."""

    text: str
    part: Part
    forms: Text


@dataclass(frozen=True, slots=True)
class Facts:
    """What an entry is made of: a finding of a notice, the matter it is about, its newest updates, and what
    people call it."""

    notice_id: int
    finding: Finding
    matter: int | None = None
    later: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class Entry:
    """A finding as it is searched. ``forms`` are those of all its text with its newest updates, ``heading``
    its title and category, ``title`` their pairs, ``called`` what people call it, all in one."""

    def __init__(self, facts: Facts, language: Language, known: Known | None = None) -> None:
        """``known`` is what is of all its text."""
        self.facts = facts
        self._language, self._known = language, known

    @property
    def finding(self) -> Finding:
        return self.facts.finding

    @property
    def notice_id(self) -> int:
        return self.facts.notice_id

    @property
    def key(self) -> Key:
        return self.notice_id, self.finding.code

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(
            Passage(text, part, Text(text, self._language, whole=self.forms))
            for text, part in passages_of(self.finding)
        )

    @cached_property
    def forms(self) -> Text:
        finding = self.finding
        whole = [finding.category or "", finding.problem, finding.rectification, *self.facts.later]
        return Text("\n".join(whole), self._language, self._known)

    @cached_property
    def heading(self) -> str:
        return normalise(f"{self.finding.title}\n{self.finding.category or ''}")

    @cached_property
    def title(self) -> frozenset[str]:
        return frozenset(pairs(self.heading))

    @cached_property
    def aliases(self) -> tuple[str, ...]:
        return tuple(map(normalise, self.facts.aliases))

    @cached_property
    def called(self) -> str:
        return "\n".join(self.aliases)

    @cached_property
    def initials(self) -> frozenset[str]:
        """What words of the finding are abbreviated to. Three letters, or many words, would fit any long
        text: they count in the heading only."""
        cut = self._language.tokenizer.cut
        return frozenset((*initials(cut(self.heading), 3), *initials(cut(self.forms.normal), 4, 2)))

    @property
    def known(self) -> Known:
        """What is to be known of it when it is made again."""
        return Known(self.forms.words, self.forms.groups, self.pair_count)

    @cached_property
    def pair_count(self) -> int:
        return self._known.pair_count if self._known else len(pairs(self.forms.normal))

    @cached_property
    def counts(self) -> Counts:
        words, body = self._language.tokenizer.words, self.forms.normal
        heard = self._language.thesaurus.chinese(body)
        return {
            "words": Counter(words(body)),
            "pairs": Counter(pairs(body)),
            "sounds": Counter(sounds(body)),
            "characters": Counter(characters(body)),
            "groups": Counter(group for one in heard for group in one.groups),
            "alias_words": Counter(words(self.called)),
            "alias_pairs": Counter(pairs(self.called)),
            "initials": Counter(self.initials),
        }


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
