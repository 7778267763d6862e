"""A finding with everything that a question may touch, in the forms that a question is compared with."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from knowledge.index.sources import Key
from knowledge.language.language import Language
from knowledge.language.numbers import numbers
from knowledge.language.sounds import initials, sounds
from knowledge.language.tokens import characters, pairs
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


class Text:
    """A stretch of text in all the forms that a question is compared with, each made when first looked at:
    of a large collection, few texts ever are. ``words`` may be known already, or be some of a ``whole``'s."""

    def __init__(
        self,
        text: str,
        language: Language,
        words: frozenset[str] | None = None,
        whole: "Text | None" = None,
    ) -> None:
        self.normal = normalise(text)
        self._language, self._words, self._whole = language, words, whole

    @cached_property
    def words(self) -> frozenset[str]:
        if self._words is not None:
            return self._words
        if self._whole is not None:  # cutting words is what takes longest
            return frozenset(word for word in self._whole.words if word in self.normal)
        return frozenset(self._language.tokenizer.words(self.normal))

    @cached_property
    def pairs(self) -> frozenset[str]:
        return frozenset(pairs(self.normal))

    @cached_property
    def sounds(self) -> frozenset[str]:
        return frozenset(sounds(self.normal))

    @cached_property
    def groups(self) -> frozenset[int]:
        return frozenset().union(*(heard.groups for heard in self._language.thesaurus.chinese(self.normal)))

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        return tuple({number.value for number in numbers(self.normal)})


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

    def __init__(self, facts: Facts, language: Language, words: frozenset[str] | None = None) -> None:
        """``words`` are those of all its text, where they are known."""
        self.facts = facts
        self._language, self._words = language, words

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
        return Text("\n".join(whole), self._language, self._words)

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

    @cached_property
    def pair_counts(self) -> Counter[str | int]:
        return Counter(pairs(self.forms.normal))

    @cached_property
    def counts(self) -> Counts:
        words, body = self._language.tokenizer.words, self.forms.normal
        heard = self._language.thesaurus.chinese(body)
        return {
            "words": Counter(words(body)),
            "pairs": self.pair_counts,
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
