"""The tree of headings that paragraphs become, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.reading.answering import says_what_is_asked
from knowledge.reading.marks import Kind
from knowledge.text import sentences

# Characters: a problem and its reply in one paragraph.
_LONGER_THAN_A_PROBLEM = 100
_MORE_THAN_A_PROBLEM = 2  # sentences


@dataclass(slots=True, eq=False)
class Node:
    """A heading or a numbered paragraph with all that stands under it. ``own`` are its paragraphs as printed,
    ``reply`` those from 整改情况： on, that ``label`` taken off; None where there is no label; ``answering``
    those that name who answers for it. ``is_late`` is what stands under its parent's reply."""

    kind: Kind
    ordinal: int | None
    text: str
    printed: str
    parent: Node | None
    is_late: bool = False
    own: list[str] = field(default_factory=list)
    reply: list[str] | None = None
    label: str = ""
    answering: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        """Whether it holds more than the problem: a paragraph, a reply, or itself a measure taken."""
        if self.reply is not None:
            return bool(self.reply)
        is_long = len(self.text) > _LONGER_THAN_A_PROBLEM or len(sentences(self.text)) > _MORE_THAN_A_PROBLEM
        return bool(self.own) or self.kind > Kind.ITEM or is_long

    def take(self, line: str) -> None:
        """Takes in a paragraph that has no number."""
        (self.own if self.reply is None else self.reply).append(line)

    def answer(self, reply: str, label: str) -> None:
        """Begins its reply; what is asked was so far in the middle of the problem."""
        self.reply, self.label = [reply] if reply else [], label
        asked = [line for line in self.own if says_what_is_asked(line)]
        self.answering += asked
        self.own = [line for line in self.own if line not in asked]

    def heads_a_problem(self) -> None:
        """Makes of its paragraphs and its reply the first problem below it, which has no number."""
        first, *more = self.own
        below = Node(
            Kind.PROBLEM, None, first, first, self, False, more, self.reply, self.label, self.answering
        )
        self.own, self.reply, self.label, self.answering = [], None, "", []
        self.children.append(below)

    def above(self) -> Iterator[Node]:
        """Its headings, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def within(self) -> Iterator[Node]:
        """Itself and all under it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.within()

    def paragraphs(self) -> list[str]:
        """All that is printed under its own line, deeper headings with their numbers."""
        return [*self.own, *self.replied(), *(line for child in self.children for line in child.whole())]

    def whole(self) -> list[str]:
        return [self.printed, *self.answering, *self.paragraphs()]

    def replied(self) -> list[str]:
        """The reply as printed, with its label."""
        if self.reply is None:
            return []
        first, *others = self.reply or [""]
        return [self.label + first, *others]


@dataclass(slots=True)
class Outline:
    """``signposts`` are the table of contents and labels alone on their line; ``stray`` are paragraphs among
    the headings that look like a closing but are none."""

    preamble: list[str] = field(default_factory=list)
    roots: list[Node] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    signposts: list[str] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)

    def nodes(self) -> Iterator[Node]:
        for root in self.roots:
            yield from root.within()
