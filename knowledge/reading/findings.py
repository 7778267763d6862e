"""Which headings and paragraphs of an outline are findings."""

import re
from itertools import pairwise

from knowledge.model import Status
from knowledge.reading.drafted import ADDRESSES_A_PROBLEM, Draft, drafted, split
from knowledge.reading.fields import fields_in_chapters
from knowledge.reading.frame import begins_closing
from knowledge.reading.listed import problems_first, shared_replies
from knowledge.reading.marks import Kind, says_who_found_it
from knowledge.reading.status import read_status
from knowledge.reading.tree import Node, Outline
from knowledge.text import sentences

# Chapters on how the work was organised and on what comes next hold no findings.
_ON_THE_WORK = re.compile(
    r"组织|领导|责任|部署|下一步|打算|今后|长期|提高(?:政治)?站位|思想认识|政治任务|工作情况|基本情况|总体情况|巩固"
    r"|工作安排|主要做法|推进情况|^(?:有关|工作|几点|相关|具体)要求[。：:]?$"
)
_FAULT = re.compile(
    r"的问题[。：:]?$|不[够力严实到足高强深细紧规完及多少硬牢准明清稳妥畅平健充合精]|缺[乏失少位]|欠缺|单一"
    r"|少[。：:]?$|薄弱|滞后|迟缓|缓慢|弱化|淡薄|松散|粗放|走样"
    r"|违规|反弹|流失|闲置|拖欠|欠缴|漏洞|隐患|居高不下|屡禁不止|久拖不决|形同虚设|走过场|优亲厚友"
    r"|不(?:公开|透明|符|一致|合规)|[率量平准]偏?低"
)
_PROBLEM_IN_IT = re.compile(rf"问题|的整改|形式|没有|未[能按经]|[差乱慢难]|{_FAULT.pattern}")
_ADDRESSES_ALONE = re.compile(r"(?:针对|关于)[^。]{4,120}问题")
_SOME, _MOSTLY, _NEARLY_ALL = 0.2, 0.5, 0.8
_SHORT = 40  # characters of a problem that stands as a heading before the reply
_LOOKS_AHEAD = re.compile(r"下一?步|今后|打算|工作安排")
_WHAT_REMAINS = re.compile(r"存在的?(?:主要|突出)?(?:问题|不足)[^。]{0,6}(?:下一?步|今后|打算)")
_TELLS_HOW_FAR = re.compile(
    r"(?:[该此本]?(?:项|个)?问题)?(?:已经?|正在|部分|尚?未|基本|全部|持续)(?:全部)?(?:完成)?整改(?:完成|到位)?[。，；,;（(]"
)
_RESULTS = re.compile(r"整改.{0,16}(?:通报|公示|公告|公开|报告)$|整改.{0,8}(?:情况|结果|进展|成效)$")
_HEAD = 10
_SAYS_ITS_PROBLEM = re.compile(
    r"(?:[^。]{4,90}问题。|(?:针对|关于|对)[“‘][^。]{4,120}?问题[，,：:]).{8,}\Z", re.DOTALL
)


def drafts(found: Outline) -> list[Draft]:
    """The findings in the order of the document."""
    if not found.roots:
        found.roots += _unnumbered(found)
    return (
        problems_first(found)
        or fields_in_chapters(found)
        or shared_replies([drafted(node) for node in _finding_nodes(found)])
    )


def _unnumbered(found: Outline) -> list[Node]:
    """In a notice without any number: the paragraphs that name a problem and then say what was done."""
    at = [n for n, line in enumerate(found.preamble) if _SAYS_ITS_PROBLEM.match(line)]
    if len(at) < 2:
        return []
    lines = found.preamble[at[0] :]
    del found.preamble[at[0] :]
    end = next((n for n, line in enumerate(lines) if begins_closing(line)), len(lines))
    found.closing += lines[end:]
    return _begun_by(_SAYS_ITS_PROBLEM, lines[:end], None)


def _begun_by(begins: re.Pattern[str], lines: list[str], parent: Node | None) -> list[Node]:
    """A node for each of the lines that begins one, with the lines behind it; the first line begins one."""
    nodes: list[Node] = []
    for line in lines:
        if begins.match(line):
            nodes.append(Node(Kind.PROBLEM, None, line, line, parent))
        else:
            nodes[-1].own.append(line)
    return nodes


def _finding_nodes(found: Outline) -> list[Node]:
    chapters = [root for root in found.roots if root.reply is not None or not _looks_ahead(root.text)]
    answered = [node for root in chapters for node in root.within() if node.reply is not None]
    if answered:
        return _labelled(answered)
    return _unlabelled(found.roots, any(map(_RESULTS.search, found.preamble[:_HEAD])))


def _looks_ahead(heading: str) -> bool:
    """下一步打算, but not 今后整改的问题."""
    if "问题" in heading and not _WHAT_REMAINS.search(heading):
        return False
    return _LOOKS_AHEAD.search(heading) is not None


def _labelled(answered: list[Node]) -> list[Node]:
    """Those with an answer, and those beside them without one."""
    inner = {id(above) for node in answered for above in node.above()}
    chosen = [node for node in answered if id(node) not in inner]
    kinds = {node.kind for node in chosen}
    parents = {id(node.parent) for node in chosen}
    roots = {id(root := [node, *node.above()][-1]): root for node in answered}
    return [
        node
        for root in roots.values()
        for node in root.within()
        if id(node) not in inner
        and node.kind in kinds
        and (node.reply is not None or id(node.parent) in parents)
    ]


def _unlabelled(roots: list[Node], is_on_results: bool) -> list[Node]:
    """The deepest way of numbering whose paragraphs name problems, outside of chapters on the work; where
    there is none, the paragraphs that begin with 针对…问题, or, if the title says that it is about what was
    put right, what the structure shows."""
    chapters = [root for root in roots if not is_on_the_work(root) or _lists_faults(root)]
    nodes = [node for chapter in chapters for node in chapter.within()]
    if unnumbered := _in_turn(nodes):
        return unnumbered
    for kind in sorted({node.kind for node in nodes}, reverse=True):
        of_kind = [node for node in nodes if node.kind is kind]
        naming = sum(map(_names_a_problem, of_kind))
        heading = sum(map(_heads_paragraphs, of_kind))
        enough = _SOME if heading >= _NEARLY_ALL * len(of_kind) else _MOSTLY
        if naming > 1 and naming >= enough * len(of_kind):
            return _with_shorter_branches(of_kind, nodes, kind)
    addressed = [child for node in nodes for child in _addressed(node)]
    return addressed or (_by_structure(roots) if is_on_results else [])


def _in_turn(nodes: list[Node]) -> list[Node]:
    """Under headings that name no problem: paragraphs without number, of which some say what was found and
    the others what was done; now nodes of their own."""
    headings = [node for node in nodes if node.own and not node.children]
    begun = [(node, at) for node in headings if (at := _beginnings(node.own)) and at[0] == 0]
    if len(begun) < len(headings) or all(len(at) == 1 for _, at in begun):
        return []
    is_plain = all(_ADDRESSES_ALONE.fullmatch(node.own[0]) for node in headings)
    naming = sum(map(_names_a_problem, headings))
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


def _beginnings(lines: list[str]) -> list[int]:
    """Where paragraphs say what was found: 关于…的问题 alone, a fault and then what was done in each, or a
    brief one before a longer one."""
    alone = [at for at, line in enumerate(lines) if _ADDRESSES_ALONE.fullmatch(line)]
    whole = [at for at, line in enumerate(lines) if _is_fault_and_reply(line)]
    return alone or (whole if len(whole) == len(lines) else _brief_before_long(lines))


def _is_fault_and_reply(line: str) -> bool:
    first, rest = split(line)
    is_fault = len(first) <= _SHORT and _FAULT.search(first) and read_status(first)[0] is Status.NOT_STATED
    return bool(is_fault and rest)


def _brief_before_long(lines: list[str]) -> list[int]:
    """Where a brief paragraph of one sentence that claims no status stands before a longer one."""
    brief = [
        len(line) <= _SHORT and len(sentences(line)) == 1 and read_status(line)[0] is Status.NOT_STATED
        for line in lines
    ]
    pairs = enumerate(pairwise(lines))
    return [at for at, (one, after) in pairs if brief[at] and not brief[at + 1] and len(after) > len(one)]


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


def _addressed(node: Node) -> list[Node]:
    """The paragraphs under a heading that begin with 针对…问题, now nodes of their own, with what follows."""
    at = next((n for n, line in enumerate(node.own) if ADDRESSES_A_PROBLEM.match(line)), None)
    if at is None:
        return []
    found = _begun_by(ADDRESSES_A_PROBLEM, node.own[at:], node)
    del node.own[at:]
    node.children += found
    return found


def is_on_the_work(root: Node) -> bool:
    """Whether a chapter reports on the work as a whole."""
    if _WHAT_REMAINS.search(root.text):
        return True
    return bool(_ON_THE_WORK.search(root.text)) and "问题" not in root.text and not _FAULT.search(root.text)


def _lists_faults(root: Node) -> bool:
    """Whether what stands in a chapter are faults found, whatever its heading says: 党的组织建设方面."""
    first = [split(node.text)[0] for node in root.children]
    addressed = [match[0] for line in root.own if (match := ADDRESSES_A_PROBLEM.match(line))]
    faults, of_own = (sum(bool(_FAULT.search(one)) for one in each) for each in (first, addressed))
    return of_own > 1 or (len(first) > 0 and faults >= _MOSTLY * len(first))


def _names_a_problem(node: Node) -> bool:
    """Whether a paragraph names a problem first and then says more, of itself or in those under it."""
    first, rest = split(node.text)
    is_named = node.kind is Kind.PROBLEM or says_who_found_it(first) or _PROBLEM_IN_IT.search(first)
    is_named = is_named or _TELLS_HOW_FAR.match(rest)
    return bool(is_named) and bool(rest or node.own or node.children)
