"""Problems that one chapter lists, with what a later one says was done about each."""

import re

from knowledge.model import Status
from knowledge.reading.drafted import ADDRESSES_A_PROBLEM, Draft, problem_of, split
from knowledge.reading.marks import reply_in
from knowledge.reading.status import read_status
from knowledge.reading.tree import Node, Outline

_NAMES_A_PROBLEM = re.compile(rf"{ADDRESSES_A_PROBLEM.pattern}|(?:针对|关于|对于?)[^。]{{4,120}}?问题$")
_LEADS = re.compile(r"针对|关于|对[^。]{4,}?问题[，,：:。]|.*(?:问题|整改|情况)[。：:]?$")


def problems_first(found: Outline) -> list[Draft]:
    """Where a chapter lists the problems and a later one says in the same order what was done. A chapter
    that speaks of 整改 itself answers its problems where they stand."""
    for at, listing in enumerate(found.roots):
        if "问题" not in listing.text or "整改" in listing.text or not _is_unanswered(listing):
            continue
        asked = _leaves(listing)
        for replies in found.roots[at + 1 :]:
            if _names_each_anew(replies, listing, len(asked)):
                return []
            for told in _ways_to_number(replies) if "整改" in replies.text else []:
                if len(asked) == len(told) > 1:
                    return [_paired(one, other) for one, other in zip(asked, told, strict=True)]
    return []


def _names_each_anew(replies: Node, listing: Node, asked: int) -> bool:
    """Whether a chapter says of each of its problems itself which it is, and they are more than those that
    were numbered before: these were listed in running text."""
    told, listed = _leaves(replies), "\n".join(listing.paragraphs())
    return len(told) > asked and all(
        _NAMES_A_PROBLEM.match(node.text) or _without_stop(node.text) in listed for node in told
    )


def _without_stop(text: str) -> str:
    return text.strip().rstrip("。；;.")


def _ways_to_number(root: Node) -> list[list[Node]]:
    """What is numbered in each way in a chapter, the highest way first, then all that heads nothing."""
    nodes = [node for node in root.within() if node is not root]
    kinds = sorted({node.kind for node in nodes})
    return [*([node for node in nodes if node.kind is kind] for kind in kinds), _leaves(root)]


def _is_unanswered(root: Node) -> bool:
    return not any(node.reply is not None for node in root.within())


def _leaves(root: Node) -> list[Node]:
    """What is numbered in the deepest way that heads no chapter."""
    return [node for node in root.within() if not node.children and node is not root]


def _paired(asked: Node, told: Node) -> Draft:
    problem = [*problem_of(asked), *asked.answering, *told.answering]
    labelled = reply_in(told.text)
    if labelled is not None:
        label = told.text.removesuffix(labelled)
        below = (line for child in told.children for line in child.whole())
        return Draft((asked, told), problem, [labelled, *told.own, *below], label)
    lead, rest = split(told.text)
    goes_on = lead.endswith(("，", ","))
    if _without_stop(told.text) == _without_stop(asked.text):
        lead, rest = told.text, ""
    elif goes_on or not _LEADS.match(lead) or read_status(lead)[0] is not Status.NOT_STATED:
        lead, rest = "", told.text
    below = (line for child in told.children for line in child.whole())
    body = [*([rest] if rest else []), *told.own, *(told.reply or ()), *below]
    if not body:
        lead, body = "", [told.text]
    return Draft((asked, told), problem, body, lead)
