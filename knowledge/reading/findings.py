"""Which headings and paragraphs of an outline are findings."""

import re

from knowledge.reading.drafted import ADDRESSES_A_PROBLEM, Draft, drafted, split
from knowledge.reading.faults import FAULT, names_a_problem
from knowledge.reading.fields import fields_in_chapters
from knowledge.reading.listed import problems_first, shared_replies
from knowledge.reading.marks import Kind
from knowledge.reading.tree import Node, Outline
from knowledge.reading.unnumbered import addressed, in_turn, unnumbered

# Chapters on how the work was organised and on what comes next hold no findings.
_ON_THE_WORK = re.compile(
    r"组织|领导|责任|部署|下一步|打算|今后|长期|提高(?:政治)?站位|思想认识|政治任务|工作情况|基本情况|总体情况|巩固"
    r"|工作安排|主要做法|后半篇文章|(?:推进|开展)情况|整改(?:工作)?成果|^(?:有关|工作|几点|相关|具体)要求[。：:]?$"
)
# What inspections look at by rule, 落实全面从严治党责任方面, whatever words of the work are in it.
_INSPECTED = re.compile(
    r"(?!.*整改)(?=.*(?:决策|从严治党|两个责任|组织路线|组织建设|队伍|班子|群众|党的(?:领导|建设|组织)))"
    r".{4,60}方面(?:[（(][^（()）]*[)）])?[。：:]?"
)
_SOME, _MOSTLY, _NEARLY_ALL = 0.2, 0.5, 0.8
_SHORT = 40  # characters of a problem that stands as a heading before the reply
_LOOKS_AHEAD = re.compile(r"下一?步|今后|打算|工作安排")
_WHAT_REMAINS = re.compile(r"存在的?(?:主要|突出)?(?:问题|不足)[^。]{0,6}(?:下一?步|今后|打算)")
# What a chapter may name behind the findings: what is still wrong, what is to be kept up.
_COMES_AFTER = re.compile(
    r"^(?!.*(?:反馈|发现|指出)).*存在的?(?:主要|突出)?(?:问题|不足|困难)(?:[和与及、][^，。]{2,6})?[。：:]?$|^(?!.*问题).*长期"
)
_RESULTS = re.compile(r"整改.{0,16}(?:通报|公示|公告|公开|报告)$|整改.{0,8}(?:情况|结果|进展|成效)$")
# 针对巡察反馈的12个问题， is the whole matter.
_ALL_OF_THEM = re.compile(
    r"(?:针对|关于|对于?)[^“”，。]{0,16}(?:反馈|发现|指出|移交|存在)的?[^“”，。]{0,16}问题[，,]"
)
_ADDRESSED = re.compile(r"(?:针对|关于|对于?)[^。]{4,120}问题(?:的整改)?(?:（[^（）]*）)?[。：:]?$")
_HEAD = 10


def drafts(found: Outline) -> list[Draft]:
    """The findings in the order of the document."""
    if not found.roots:
        found.roots += unnumbered(found)
    return (
        problems_first(found)
        or fields_in_chapters(found)
        or shared_replies([drafted(node) for node in _finding_nodes(found)])
    )


def _finding_nodes(found: Outline) -> list[Node]:
    chapters = [root for root in found.roots if root.reply is not None or not _looks_ahead(root.text)]
    answered = [node for root in chapters for node in root.within() if node.reply is not None]
    if answered:
        return _labelled(answered, chapters)
    return _unlabelled(found.roots, any(map(_RESULTS.search, found.preamble[:_HEAD])))


def _looks_ahead(heading: str) -> bool:
    """下一步打算, but not 今后整改的问题."""
    if "问题" in heading and not _WHAT_REMAINS.search(heading):
        return False
    return _LOOKS_AHEAD.search(heading) is not None


def _labelled(answered: list[Node], chapters: list[Node]) -> list[Node]:
    """Those with an answer, those beside them without one, and in chapters where no reply has a label those
    that address a problem, unless what such a chapter tells comes after."""
    inner = {id(above) for node in answered for above in node.above()}
    chosen = [node for node in answered if id(node) not in inner]
    kinds = {node.kind for node in chosen}
    parents = {id(node.parent) for node in chosen}
    roots = {id([node, *node.above()][-1]) for node in answered}
    return [
        node
        for root in chapters
        for node in root.within()
        if id(node) not in inner
        and node.kind in kinds
        and (node.reply is not None or id(node.parent) in parents or _is_beside(node, root, roots))
    ]


def _is_beside(node: Node, root: Node, answered: set[int]) -> bool:
    if id(root) in answered or _COMES_AFTER.search(root.text):
        return False
    return bool(node.own) and _ADDRESSED.match(node.text) is not None


def _unlabelled(roots: list[Node], is_on_results: bool) -> list[Node]:
    """The deepest way of numbering whose paragraphs name problems, outside of chapters on the work; where
    there is none, the paragraphs that begin with 针对…问题, or, if the title says that it is about what was
    put right, what the structure shows."""
    chapters = [root for root in roots if not is_on_the_work(root) or _lists_faults(root)]
    nodes = [node for chapter in chapters for node in chapter.within()]
    if in_paragraphs := in_turn(nodes):
        return in_paragraphs
    for kind in sorted({node.kind for node in nodes}, reverse=True):
        of_kind = [node for node in nodes if node.kind is kind]
        naming = sum(map(names_a_problem, of_kind))
        heading = sum(map(_heads_paragraphs, of_kind))
        enough = _SOME if heading >= _NEARLY_ALL * len(of_kind) else _MOSTLY
        if naming > 1 and naming >= enough * len(of_kind):
            return _with_shorter_branches(of_kind, nodes, kind)
    begun = [child for node in nodes for child in addressed(node)]
    return begun or (_by_structure(roots) if is_on_results else [])


def _with_shorter_branches(of_kind: list[Node], nodes: list[Node], kind: Kind) -> list[Node]:
    """Together with the problems of branches that have fewer levels: nothing stands under these."""
    short = {id(node) for node in nodes if node.kind < kind and not node.children and _is_answered(node)}
    chosen = {id(node) for node in of_kind} | short
    return [node for node in nodes if id(node) in chosen]


def _is_answered(node: Node) -> bool:
    """Whether a paragraph addresses a problem, or has its reply below."""
    return bool(node.own) or ADDRESSES_A_PROBLEM.match(node.text) is not None


def _by_structure(roots: list[Node]) -> list[Node]:
    """Where no words tell: the deepest way of numbering of which nearly all say something and then more,
    between the first and the last chapter if these report on the work."""
    last = len(roots) - 1
    chapters = [root for at, root in enumerate(roots) if at not in (0, last) or not is_on_the_work(root)]
    nodes = [node for chapter in chapters for node in chapter.within()]
    for kind in sorted({node.kind for node in nodes}, reverse=True):
        of_kind = [node for node in nodes if node.kind is kind]
        if len(of_kind) > 1 and sum(map(_says_more, of_kind)) >= _NEARLY_ALL * len(of_kind):
            above = {id(one) for node in of_kind for one in node.above()}
            return [node for node in nodes if node.kind is kind or _stands_in(node, kind, above)]
    return []


def _stands_in(node: Node, kind: Kind, above: set[int]) -> bool:
    """A heading of a higher kind with its reply right below it, as a branch with fewer levels has."""
    return node.kind < kind and bool(node.own) and id(node) not in above


def _heads_paragraphs(node: Node) -> bool:
    """A short line with its reply below: that it is a problem takes fewer words to believe."""
    return bool(node.own) and len(node.text) <= _SHORT


def _says_more(node: Node) -> bool:
    first, rest = split(node.text)
    return bool(node.own or node.children or (rest and len(first) <= _SHORT))


def is_on_the_work(root: Node) -> bool:
    """Whether a chapter reports on the work as a whole."""
    if _WHAT_REMAINS.search(root.text):
        return True
    is_of_findings = "问题" in root.text or FAULT.search(root.text) or _INSPECTED.fullmatch(root.text)
    return bool(_ON_THE_WORK.search(root.text)) and not is_of_findings


def _lists_faults(root: Node) -> bool:
    """Whether what stands in a chapter are faults found, whatever its heading says: 党的组织建设方面."""
    first = [split(node.text)[0] for node in root.children]
    addressed = [match[0] for line in root.own if (match := ADDRESSES_A_PROBLEM.match(line))]
    faults = sum(bool(FAULT.search(one)) or _addresses_one(one) for one in first)
    of_own = sum(bool(FAULT.search(one)) for one in addressed)
    return of_own > 1 or (len(first) > 0 and faults >= _MOSTLY * len(first))


def _addresses_one(text: str) -> bool:
    return ADDRESSES_A_PROBLEM.match(text) is not None and _ALL_OF_THEM.match(text) is None
