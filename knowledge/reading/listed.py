"""Problems that one chapter lists, with what a later one says was done about each."""

import re
from dataclasses import replace

from knowledge.model import Status
from knowledge.reading.drafted import ADDRESSES_A_PROBLEM, Draft, problem_of, split
from knowledge.reading.marks import NUMERAL, ordinal, reply_in
from knowledge.reading.measures import numbered_within
from knowledge.reading.status import read_status
from knowledge.reading.tree import Node, Outline

_NAMES_A_PROBLEM = re.compile(rf"{ADDRESSES_A_PROBLEM.pattern}|(?:针对|关于|对于?)[^。]{{4,120}}?问题$")
_REFERS = re.compile(rf"(?:针对|关于|对于?)(?:上述|反馈)?(?:的)?问题(?P<n>{NUMERAL})[，,：:]")
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


def shared_replies(drafts: list[Draft]) -> list[Draft]:
    """With its own part for each of several problems that one reply answers: 针对问题①，… 针对问题②，…,
    or 1.…2.…."""
    found: list[Draft] = []
    for draft in drafts:
        asked = [*_waiting(found, draft), draft]
        parts = _by_number("\n".join(draft.rectification))
        numbers = [each.nodes[0].ordinal for each in asked]
        if len(asked) > 1 and [*parts] == numbers:
            told = zip(asked, parts.values(), strict=True)
            found[len(found) - len(asked) + 1 :] = [
                replace(each, problem=problem_of(each.nodes[0]), rectification=part.strip().split("\n"))
                for each, part in told
            ]
        else:
            found.append(draft)
    return found


def _waiting(drafts: list[Draft], last: Draft) -> list[Draft]:
    """Those just before, under the same heading, that have no reply."""
    number = len(drafts)
    while number > 0 and _waits_beside(drafts[number - 1], last):
        number -= 1
    return drafts[number:]


def _waits_beside(draft: Draft, last: Draft) -> bool:
    """Whether nothing answers it."""
    node, beside = draft.nodes[0], last.nodes[0]
    return node.parent is beside.parent and (not any(draft.rectification) or _asks_on(node, beside))


def _asks_on(node: Node, last: Node) -> bool:
    """Whether, as a label begins the reply that is shared, the sentences of a problem after the first are
    more of it: the reply ends the chapter, and behind 关于…的问题。 nothing says what was done."""
    if last.reply is None or node.reply is not None or node.paragraphs():
        return False
    ends = last.parent is None or last.parent.children[-1] is last
    return (
        ends and not ADDRESSES_A_PROBLEM.match(node.text) and read_status(node.text)[0] is Status.NOT_STATED
    )


def _by_number(reply: str) -> dict[int | None, str]:
    """The parts of a reply that begins with 针对问题①， or 1., by the number that each names."""
    begins = [*_REFERS.finditer(reply)]
    if not begins or begins[0].start() > 0:
        return dict(enumerate(numbered_within(reply), start=1))
    ends = [*(match.start() for match in begins[1:]), len(reply)]
    pieces = zip(begins, ends, strict=True)
    return {ordinal(match["n"]): reply[match.start() : end] for match, end in pieces}


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
