"""A finding with everything that a question may touch, in the forms that a question is compared with."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import repeat

from knowledge.index.forms import Known, Text
from knowledge.index.sources import Key
from knowledge.language.language import Language
from knowledge.language.sounds import initials, sounds
from knowledge.language.tokens import characters, pairs
from knowledge.model import Finding
from knowledge.text import WHO_ANSWERS, normalise, sentences

MAX_FOCUS = 200
_WHO_ANSWERS = re.compile(WHO_ANSWERS)
_NOWHERE = -1  # as str.find has it
# So many updates of a finding are looked through, the newest: hundreds would drown the notice.
MOST_UPDATES = 20

FAMILIES = (
    "words", "pairs", "sounds", "characters", "groups", "alias_words", "alias_pairs", "initials",
)  # fmt: skip
"""The kinds of token that findings are found by; the last three are of their names, and of abbreviations."""
FLAT = frozenset({"initials"})
"""Families whose tokens count alike, however rare they are."""
NOT_LISTED = frozenset({"pairs"})
"""Families of which a shelf has but the rarities: what they say of the best findings is taken from those
themselves (they hardly count among first scores, and would take a quarter of the shelf)."""

Counts = Mapping[str, Mapping[str | int, int]]
"""How often each token stands in a finding, by family."""


class Part(StrEnum):
    PROBLEM = "problem"
    RECTIFICATION = "rectification"


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
    those of its title and category, ``called`` is what people call it, all in one."""

    def __init__(self, facts: Facts, language: Language, known: Known | None = None) -> None:
        """``known`` is what is known already of all its text."""
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

    def prepare(self) -> None:
        """Makes all that questions are compared with now: the first ones need not wait for it."""
        _ = self.called, self.initials
        for text in (self.forms, self.heading, *(one.forms for one in self.passages)):
            text.prepare()

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        known = self._known
        places = zip(known.starts, known.ends, strict=True) if known else repeat((_NOWHERE, _NOWHERE))
        return tuple(
            Passage(text, part, self._part(text, start, end))
            for (text, part), (start, end) in zip(passages_of(self.finding), places, strict=False)
        )

    def _part(self, text: str, start: int, end: int) -> Text:
        whole = self.forms
        if start != _NOWHERE:
            return Text(whole.normal[start:end], self._language, whole=whole, start=start)
        normal = normalise(text)
        return Text(normal, self._language, whole=whole, start=whole.normal.find(normal))

    @cached_property
    def forms(self) -> Text:
        finding = self.finding
        whole = [finding.category or "", finding.problem, finding.rectification, *self.facts.later]
        return Text(normalise("\n".join(whole)), self._language, self._known)

    @cached_property
    def heading(self) -> Text:
        return Text(normalise(f"{self.finding.title}\n{self.finding.category or ''}"), self._language)

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
        return frozenset((*initials(cut(self.heading.normal), 3), *initials(cut(self.forms.normal), 4, 2)))

    @property
    def known(self) -> Known:
        """What is to be known of it when it is made again."""
        starts = [one.forms.start for one in self.passages]
        ends = [one.forms.start + len(one.forms.normal) for one in self.passages]
        whole = self.forms
        return Known(whole.words, whole.groups, whole.numbers, self.pair_count, starts, ends)

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


def names_who_answers(passage: str) -> bool:
    """Whether it is the line that says who is to put it right: 责任领导：…."""
    return _WHO_ANSWERS.match(passage) is not None


def passages_of(finding: Finding) -> list[tuple[str, Part]]:
    """What can stand as a focus: measures where numbered, sentences elsewhere, in pieces if too long."""
    before, after = finding.rectification, ""
    if finding.measures:
        first, last = finding.measures[0], finding.measures[-1]
        before, after = before[: before.find(first)], before[before.rfind(last) + len(last) :]
    reply = [*sentences(before), *finding.measures, *sentences(after)]
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
