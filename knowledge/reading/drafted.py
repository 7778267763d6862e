"""What of a finding is problem and what reply."""

import re
from dataclasses import dataclass

from knowledge.codes import HAN_NUMERAL
from knowledge.reading.marks import Kind, without_problem_label
from knowledge.reading.status import read_mark
from knowledge.reading.tree import Node

ADDRESSES_A_PROBLEM = re.compile(
    r"(?:针对|关于|对于?)[^。]{4,120}?问题(?:的?整改(?:落实|进展|完成)?情况)?[：:，,。]"
    r"|针对[“‘][^。”’]{4,80}[”’][，,：:]"
)
_FIRST_SENTENCE = re.compile(
    rf"{ADDRESSES_A_PROBLEM.pattern}|[^。；—]{{4,40}}——(?=.{{8}})|.{{4,}}?[。；！](?=.)"
    rf"|.{{4,}}?(?:问题|方面)(?:的整改)?[，,：:]?(?={HAN_NUMERAL}是)",
    re.DOTALL,
)


@dataclass(slots=True)
class Draft:
    """A finding before it has its code; ``nodes`` are that of its problem and, where it stands elsewhere,
    that of its rectification; ``lead`` is what only leads to that."""

    nodes: tuple[Node, ...]
    problem: list[str]
    rectification: list[str]
    lead: str = ""


def drafted(node: Node) -> Draft:
    if node.reply is not None:
        early = [line for child in node.children if not child.is_late for line in child.whole()]
        late = [line for child in node.children if child.is_late for line in child.whole()]
        if _says_how_far_alone(node):
            how_far = f"{node.label}{node.reply[0]}"
            return Draft((node,), [node.text, *node.answering], [*node.own, *early, how_far, *late])
        return Draft((node,), [*problem_of(node), *early, *node.answering], [*node.reply, *late])
    problem, rest = split(without_problem_label(node.text))
    if (node.own or node.children) and not ADDRESSES_A_PROBLEM.match(node.text):
        problem, rest = problem + rest, ""
    return Draft((node,), [problem, *node.answering], [*([rest] if rest else []), *node.paragraphs()])


def _says_how_far_alone(node: Node) -> bool:
    """Whether a reply with a label says but how far it is, 完成情况：已完成: what was done to a problem that
    is addressed stands in between."""
    reply = node.reply or []
    is_told_before = bool(node.own) and ADDRESSES_A_PROBLEM.fullmatch(node.text) is not None
    return is_told_before and len(reply) == 1 and read_mark(reply[0].rstrip("。")) is not None


def problem_of(node: Node) -> list[str]:
    """A heading names the problem only where no paragraph below it does."""
    texts = node.own if node.own and node.kind <= Kind.CATEGORY else [node.text, *node.own]
    return [problem for text in texts if (problem := without_problem_label(text))]


def split(text: str) -> tuple[str, str]:
    """The first sentence of a paragraph and the rest."""
    match = _FIRST_SENTENCE.match(text)
    end = match.end() if match else len(text)
    return text[:end], text[end:].strip()
