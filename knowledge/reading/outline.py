"""Paragraphs become a tree of headings, whatever way of numbering stands above which in this document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from knowledge.reading.answering import names_who_answers
from knowledge.reading.fields import numbered_fields, read_field
from knowledge.reading.frame import begins_closing, looks_ahead, signs
from knowledge.reading.marks import (
    Kind,
    Mark,
    is_unnumbered_heading,
    mark_of,
    reply_in,
    serial_in,
)
from knowledge.reading.measures import begins_problem, counts_measures, has_label
from knowledge.reading.pieces import pieces
from knowledge.reading.tree import Node, Outline
from knowledge.reading.unnumbered import answers_the_last

# A line of a table of contents: its heading, a leader, its page; the sums below a table.
_CONTENTS = re.compile(r"目\s*录|(?:[合总小]\s*计)\s.*|.{2,60}?(?:[.．·…]{3,}|\s{3,})\s*\d{1,3}")
_LONGEST_PROBLEM = 40  # paragraphs


def outline(paragraphs: Iterable[str]) -> Outline:
    """The tree of these paragraphs; each of them is in it once."""
    whole = [*paragraphs, ""]
    fields = numbered_fields(whole)
    builder = _Builder(whole, bool(fields))
    for at, (paragraph, after) in enumerate(pairwise(whole)):
        if signs(paragraph, after):
            builder.close(paragraph)
        elif _CONTENTS.fullmatch(paragraph):
            builder.outline.signposts.append(paragraph)
        else:
            first, *others = pieces(paragraph, after, builder.heading)
            builder.take_field(first, at) if at in fields else builder.take(first, at)
            for piece in others:
                builder.take(piece, at)
    return builder.finished()


class _Builder:
    """Takes one paragraph after another and knows under which heading it stands, and what follows."""

    def __init__(self, paragraphs: Sequence[str], has_fields: bool) -> None:
        self.outline = Outline()
        self._paragraphs = paragraphs
        self._open: Node | None = None
        self._at = 0
        self._serial: int | None = None
        self._answering: list[str] = []  # who answers for the problem of which only the number was read
        self._awaited = False  # 问题： stood alone on the last line
        self._has_labels = has_fields or any(reply_in(paragraph) is not None for paragraph in paragraphs)

    @property
    def heading(self) -> str:
        """What stands above the paragraph that comes next."""
        return self._open.text if self._open else ""

    def take(self, line: str, at: int) -> None:
        """Takes a piece of the paragraph that stands there."""
        self._at = at
        awaited, self._awaited = self._awaited, False
        if serial := serial_in(line):
            self._serial, self._awaited = serial.number, serial.is_problem
            self.outline.signposts.append(line)
        elif (self._open or self._serial) and names_who_answers(line):
            self._awaited = awaited
            whose = self._open.answering if self._open and not self._serial else self._answering
            whose.append(line)
        elif (reply := reply_in(line)) is not None:
            self._take_reply(reply, line)
        elif (mark := mark_of(line)) and not begins_closing(mark.text) and self._is_heading(mark, line):
            self._take_mark(mark, line)
        elif kind := self._kind_of_unnumbered(line):
            self._enter(Mark(kind, None, line.strip("【】[]")), line)
        elif awaited and mark is None and not begins_closing(line):
            self._enter(Mark(Kind.PROBLEM, None, line), line)
        else:
            self._take_text(line)

    def take_field(self, line: str, at: int) -> None:
        """Takes what a finding has under a number: its reply, what is asked, or more of the problem."""
        self._at, node = at, self._open
        reply, is_asked = read_field(line)
        mark = mark_of(line)
        if reply is not None:
            self._take_reply(reply, line)
        elif is_asked and node:
            node.answering.append(line)
        elif node and node.kind > Kind.CATEGORY and node.reply is None:
            node.take(line)
        else:
            self._enter(Mark(Kind.PROBLEM, None, mark.text if mark else line), line)

    def finished(self) -> Outline:
        """The outline, with what waited for a problem that did not come."""
        self.outline.stray += self._answering
        return self.outline

    def close(self, line: str) -> None:
        """Takes the signature, wherever it stands."""
        (self.outline.closing if self._open else self.outline.preamble).append(line)

    def _take_mark(self, mark: Mark, line: str) -> None:
        if mark.kind is Kind.PROBLEM and mark.ordinal is None and not mark.text:
            self._awaited = True
            self.outline.signposts.append(line)
        else:
            self._enter(mark, line)

    def _take_text(self, line: str) -> None:
        found = self.outline
        if self._open is None:
            found.preamble.append(line)
        elif found.closing or begins_closing(line) or (looks_ahead(line) and self._open.says_something):
            found.closing.append(line)
        else:
            self._open.take(line)

    def _take_reply(self, reply: str, line: str) -> None:
        node = self._open
        label = line.removesuffix(reply)
        if node is None and answers_the_last(self.outline.preamble, self._ahead()):
            problem = self.outline.preamble.pop()
            self._enter(Mark(Kind.PROBLEM, None, problem), problem)
            self._take_reply(reply, line)
        elif node is None or self.outline.closing or self._heads_a_list(node, line):
            self._take_text(line)
        elif node.reply is None:
            node.answer(reply, label)
        elif label == node.label and len(node.reply) > 1 and node.kind <= Kind.PROBLEM:
            # The same label again: what stands before it is the next problem, which has no number; nor had
            # the first one below a heading.
            problem = node.reply.pop()
            if node.kind <= Kind.CATEGORY and node.own and not node.children:
                node.heads_a_problem()
            self._enter(mark_of(problem) or Mark(Kind.PROBLEM, None, problem), problem)
            self._take_reply(reply, line)
        else:
            node.reply.append(line)

    def _heads_a_list(self, node: Node, line: str) -> bool:
        """Whether a line such as 具体整改情况如下： stands between a chapter and the problems in it."""
        is_above = "如下" in line[-3:] and node.kind <= Kind.CATEGORY
        return is_above and mark_of(self._paragraphs[self._at + 1]) is not None

    def _kind_of_unnumbered(self, line: str) -> Kind | None:
        """The kind of a heading without number, below those above it that have one: a problem follows."""
        if not is_unnumbered_heading(line) or self.outline.closing:
            return None
        after = self._paragraphs[self._at + 1]
        mark = mark_of(after)
        if mark is None:
            begins = self._is_answered_next(after)
        else:
            begins = mark.kind is Kind.PROBLEM or has_label(mark, self._ahead(1))
        numbered = {each.kind for each in self._chain() if each.ordinal is not None}
        if not (begins or serial_in(after)) or Kind.CATEGORY in numbered:
            return None
        return Kind.CATEGORY if numbered & {Kind.PART, Kind.SECTION} else Kind.SECTION

    def _is_answered_next(self, problem: str) -> bool:
        """Whether a paragraph has its reply right below, under the label that the last one had."""
        line, *_ = self._ahead(2) or [""]
        reply, node = reply_in(line), self._open
        if reply is None or reply_in(problem) is not None:
            return False
        return node is None or node.reply is None or node.label == line.removesuffix(reply)

    def _is_heading(self, mark: Mark, line: str) -> bool:
        """Numbers below an answered problem count the measures taken; an unnumbered 问题： under a number
        begins nothing new before that is answered, under a label or, where no reply has one, without."""
        node = self._open
        used = {each.kind for each in self._chain()}
        is_first_word = mark.kind is Kind.WORD and Kind.WORD not in used
        if is_first_word and not begins_problem(mark, self._ahead(), node):
            return False
        if node is None:
            return True
        if mark.kind is Kind.PROBLEM and mark.ordinal is None and self._serial is None:
            return node.kind <= Kind.CATEGORY or node.reply is not None or self._is_told(node, mark, line)
        if node.reply is None:
            return True
        if mark.kind not in used and mark.kind > node.kind:
            return False
        return not counts_measures(mark, self._ahead(), node.reply, node.label, node.kind)

    def _is_told(self, node: Node, mark: Mark, line: str) -> bool:
        """Whether, where no reply has a label, the last problem of this label has its paragraphs."""
        is_beside = _label(line, mark.text) == _label(node.printed, node.text)
        return is_beside and bool(node.own) and not self._has_labels

    def _ahead(self, after: int = 0) -> Sequence[str]:
        """The paragraph that is being taken, or one after it, and those behind it."""
        start = self._at + after
        return self._paragraphs[start : start + _LONGEST_PROBLEM]

    def _chain(self) -> list[Node]:
        """The node that is open, and its headings."""
        return [self._open, *self._open.above()] if self._open else []

    def _enter(self, mark: Mark, line: str) -> None:
        self._resume()
        parent = self._parent(mark)
        ordinal = mark.ordinal if mark.ordinal is not None else self._serial
        self._serial = None
        node = Node(
            mark.kind, ordinal, mark.text, line, parent, parent is not None and parent.reply is not None
        )
        node.answering, self._answering = self._answering, []
        (parent.children if parent else self.outline.roots).append(node)
        self._open = node

    def _resume(self) -> None:
        """What looked like the closing was none, as headings go on."""
        node, lines = self._open, self.outline.closing
        while lines and looks_ahead(lines[0]) and node:
            node.take(lines.pop(0))
        self.outline.stray += lines
        lines.clear()

    def _parent(self, mark: Mark) -> Node | None:
        """Beside the last one of its kind, else under the last heading that does not stand below it."""
        node = self._open
        kinds = [each.kind for each in self._chain()]
        while node is not None:
            if node.kind == mark.kind:
                return node.parent
            if mark.kind not in kinds and node.kind < mark.kind:
                return node
            node = node.parent
        return None


def _label(line: str, text: str) -> str:
    """What stands ahead of the text of a problem: 巡察反馈：."""
    return line.removesuffix(text).strip()
