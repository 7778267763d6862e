"""Which numbered paragraphs under a reply count the measures taken, and which are the next problem."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from knowledge.reading.drafted import ADDRESSES_A_PROBLEM
from knowledge.reading.faults import is_a_fault
from knowledge.reading.marks import (
    NO_DECIMAL,
    Kind,
    Mark,
    mark_of,
    ordinal,
    reply_in,
    says_who_found_it,
    split_at_labels,
)
from knowledge.reading.tree import Node

_WITHIN = re.compile(
    rf"(?:^|(?<=[。；;]))\s*(?:(?P<n>\d{{1,2}})[.．、]{NO_DECIMAL}|(?P<circle>[①-⑳]))", re.MULTILINE
)
_IN_BRACKETS = re.compile(r"(?:^|(?<=[。；;]))\s*[（(](?P<n>\d{1,2})[)）]", re.MULTILINE)


def counts_measures(
    mark: Mark, within: Iterable[str], reply: Sequence[str], label: str, answered: Kind
) -> bool:
    """Whether a number, that of the first of these paragraphs, counts what was done, in the way in which
    problems are counted: it begins behind a bare 整改情况： or goes on, and has no such label of its own."""
    is_counted = mark.kind >= Kind.ITEM or (mark.kind is Kind.PROBLEM and mark.ordinal is not None)
    if not is_counted or mark.ordinal != _next_measure(reply, mark.kind):
        return False
    return not _has_label(mark, within, label, answered)


def begins_problem(mark: Mark, within: Sequence[str], above: Node | None) -> bool:
    """Whether 第一， or 首先， begins the first problem of a list, not of what was done: it says who found
    it, has a label of its own, or addresses it where nothing but headings stand above that are none. More of
    a problem is told with 一是, too: of a list, 二是 follows."""
    if mark.ordinal != 1 or (within[0].startswith("一是") and not _goes_on(within)):
        return False
    is_below_heading = above is None or (above.kind <= Kind.CATEGORY and not is_a_fault(above.text))
    addresses = is_below_heading and ADDRESSES_A_PROBLEM.match(mark.text) is not None
    return says_who_found_it(mark.text) or addresses or has_label(mark, within)


def _goes_on(paragraphs: Sequence[str]) -> bool:
    """Whether the next number is a 二是 that begins a paragraph."""
    after = next(filter(None, map(mark_of, paragraphs[1:])), None)
    return after is not None and (after.kind, after.ordinal) == (Kind.WORD, 2)


def has_label(mark: Mark, within: Iterable[str]) -> bool:
    """Whether a numbered paragraph, the first of these, has 整改情况： or the like before the next number."""
    return _has_label(mark, within, None, mark.kind)


def numbered_within(text: str, in_brackets: bool = False) -> list[str]:
    """A text that begins with 1. or ① cut ahead of 2., 3. …, which begin a sentence; nothing for others.
    In brackets it begins with （1）."""
    starts: list[int] = []
    for match in (_IN_BRACKETS if in_brackets else _WITHIN).finditer(text):
        if ordinal(match[match.lastgroup or 0]) == len(starts) + 1:
            starts.append(match.start())
    if len(starts) < 2 or starts[0] > 0:
        return []
    return [text[start:end].strip() for start, end in pairwise([*starts, len(text)])]


def _next_measure(reply: Sequence[str], kind: Kind) -> int | None:
    """The number that the next measure of a reply bears: 1 behind a label alone or a colon, else the one
    after the last of its kind; None where the reply does not count."""
    if not reply or reply_in(reply[-1]) == "" or reply[-1].endswith(("：", ":")):
        return 1
    for line in reversed(reply):
        if (mark := mark_of(line)) and mark.kind is kind and mark.ordinal is not None:
            return mark.ordinal + 1
    return None


def _has_label(mark: Mark, paragraphs: Iterable[str], label: str | None, answered: Kind) -> bool:
    """Whether a numbered paragraph, the first of these, is answered under this label itself, or any, as
    problems of a kind that is answered are: before the next number that does not stand below it."""
    for number, paragraph in enumerate(paragraphs):
        first, *labelled = split_at_labels(paragraph) or [""]
        if number > 0:
            after = mark_of(first)
            # Of two ways to number that of the problems may be the deeper one: (2) follows 1., 2. in a reply.
            if after and (after.kind <= mark.kind or (after.kind is answered and after.ordinal != 1)):
                return False
            labelled = [first, *labelled]
        labels = [found for piece in labelled if (found := _label_of(piece)) is not None]
        if _bare(label) in labels if label is not None else labels:
            return True
    return False


def _label_of(line: str) -> str | None:
    reply = reply_in(line)
    return None if reply is None else _bare(line.removesuffix(reply))


def _bare(label: str) -> str:
    return label.strip("：:【】[] ")
