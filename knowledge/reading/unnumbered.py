"""Problems that bear no number and no label, and stand in paragraphs of their own."""

import re
from collections.abc import Sequence
from itertools import pairwise

from knowledge.model import Status
from knowledge.reading.drafted import ADDRESSES_A_PROBLEM, split
from knowledge.reading.faults import FAULT, names_a_problem
from knowledge.reading.frame import begins_closing
from knowledge.reading.marks import Kind, mark_of, reply_in
from knowledge.reading.status import read_status
from knowledge.reading.tree import Node, Outline
from knowledge.text import sentences

# Not 关于巡察反馈问题的整改情况, which is the whole matter.
_MATTER = r"(?![^“”]{0,20}(?:巡[察视]|审计|督[查察])[^“”]{0,12}问题的?整改)"
_ITS_REPLY = r"的?整改(?:落实|进展|完成)?情况"
_ADDRESSES_ALONE = re.compile(
    rf"(?:针对|关于){_MATTER}(?:[^。]{{4,120}}问题(?:{_ITS_REPLY})?|[“‘][^”’]{{4,80}}[”’]{_ITS_REPLY})[：:]?\Z"
)
_ADDRESSES_QUOTED = re.compile(r"针对[“‘][^。”’]{4,80}[”’][，,：:]")
_SAYS_ITS_PROBLEM = re.compile(
    r"(?:[^。]{4,90}问题。|(?:针对|关于|对)[“‘][^。]{4,120}?问题[，,：:]"
    rf"|(?:针对|关于){_MATTER}[^。]{{4,120}}?问题{_ITS_REPLY}[：:]).{{8,}}\Z",
    re.DOTALL,
)
_LEADS = re.compile(r"[：:]$|现将|(?:通报|公示|公告|报告)$")
_MOSTLY = 0.5
_SHORT = 40  # characters of a problem that stands ahead of its reply


def unnumbered(found: Outline) -> list[Node]:
    """In a notice without any number: the paragraphs that name a problem and then say what was done."""
    for begins in (_SAYS_ITS_PROBLEM, _ADDRESSES_ALONE):
        at = [n for n, line in enumerate(found.preamble) if begins.match(line)]
        if len(at) > 1:
            return _taken_from(found, at[0], begins)
    return []


def answers_the_last(preamble: Sequence[str], ahead: Sequence[str]) -> bool:
    """Whether the first reply of a notice, with which these paragraphs begin, answers what stands right
    above, which bears nothing to know it by: its label is there again, and neither leads to a list."""
    line, after = ahead[:2]
    reply = reply_in(line) or ""
    label = line.removesuffix(reply)
    is_once = sum(paragraph.startswith(label) for paragraph in ahead) == 1
    is_of_list = "如下" in label or (not reply and mark_of(after) is not None)
    return bool(preamble) and not (is_once or is_of_list or _LEADS.search(preamble[-1]))


def _taken_from(found: Outline, start: int, begins: re.Pattern[str]) -> list[Node]:
    """What stands in the preamble from there on, with what closes the notice put where it belongs."""
    lines = found.preamble[start:]
    del found.preamble[start:]
    end = next((n for n, line in enumerate(lines) if begins_closing(line)), len(lines))
    found.closing += lines[end:]
    return _begun_by(begins, lines[:end], None)


def in_turn(nodes: list[Node]) -> list[Node]:
    """Under headings that name no problem: paragraphs without number, of which some say what was found and
    the others what was done; now nodes of their own."""
    headings = [node for node in nodes if node.own and not node.children]
    begun = [(node, at) for node in headings if (at := _beginnings(node.own)) and at[0] == 0]
    if len(begun) < len(headings) or all(len(at) == 1 for _, at in begun):
        return []
    is_plain = all(_addresses(node.own[0]) for node in headings)
    naming = sum(map(names_a_problem, headings))
    if not is_plain and (len(begun) == 1 or naming >= _MOSTLY * len(headings)):
        return []
    found: list[Node] = []
    for node, at in begun:
        for start, end in zip(at, [*at[1:], len(node.own)], strict=True):
            first, *rest = node.own[start:end]
            found.append(Node(Kind.PROBLEM, None, first, first, node, own=rest))
            node.children.append(found[-1])
        node.own.clear()
    return found


def addressed(node: Node) -> list[Node]:
    """The paragraphs under a heading that begin with 针对…问题, now nodes of their own, with what follows."""
    at = next((n for n, line in enumerate(node.own) if ADDRESSES_A_PROBLEM.match(line)), None)
    if at is None:
        return []
    found = _begun_by(ADDRESSES_A_PROBLEM, node.own[at:], node)
    del node.own[at:]
    node.children += found
    return found


def _begun_by(begins: re.Pattern[str], lines: list[str], parent: Node | None) -> list[Node]:
    """A node for each of the lines that begins one, with the lines behind it; the first line begins one."""
    nodes: list[Node] = []
    for line in lines:
        if begins.match(line):
            nodes.append(Node(Kind.PROBLEM, None, line, line, parent))
        else:
            nodes[-1].own.append(line)
    return nodes


def _beginnings(lines: list[str]) -> list[int]:
    """Where paragraphs say what was found: 关于…的问题 alone, a fault and then what was done in each, or a
    brief one before a longer one."""
    alone = [at for at, line in enumerate(lines) if _addresses(line)]
    whole = [at for at, line in enumerate(lines) if _is_fault_and_reply(line)]
    return alone or (whole if len(whole) == len(lines) else _brief_before_long(lines))


def _addresses(line: str) -> bool:
    """Whether a paragraph is 关于…的问题 alone, or begins with 针对“…”，."""
    return bool(_ADDRESSES_ALONE.match(line) or _ADDRESSES_QUOTED.match(line))


def _is_fault_and_reply(line: str) -> bool:
    first, rest = split(line)
    is_fault = len(first) <= _SHORT and FAULT.search(first) and read_status(first)[0] is Status.NOT_STATED
    return bool(is_fault and rest)


def _brief_before_long(lines: list[str]) -> list[int]:
    """Where a brief paragraph of one sentence that claims no status stands before a longer one."""
    brief = [
        len(line) <= _SHORT and len(sentences(line)) == 1 and read_status(line)[0] is Status.NOT_STATED
        for line in lines
    ]
    pairs = enumerate(pairwise(lines))
    return [at for at, (one, after) in pairs if brief[at] and not brief[at + 1] and len(after) > len(one)]
