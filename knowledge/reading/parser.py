"""Paragraphs become a Notice and a load report that hides nothing it could not place."""

import re
from dataclasses import dataclass

from knowledge.codes import HAN_NUMERAL
from knowledge.model import Finding, Notice, Status
from knowledge.reading.documents import lines_of, paragraphs
from knowledge.reading.formats import Reason, Unreadable
from knowledge.reading.frame import begins_closing, is_date, read_frame
from knowledge.reading.marks import Kind, without_problem_label
from knowledge.reading.outline import Node, Outline, outline
from knowledge.reading.status import read_heading_status, read_status

# Chapters on how the work was organised and on what comes next hold no findings.
_ON_THE_WORK = re.compile(
    r"组织|领导|责任|部署|下一步|打算|今后|长期|提高(?:政治)?站位|思想认识|工作情况|基本情况|总体情况|巩固|工作安排"
)
_OF_THE_GENRE = re.compile(r"巡察|巡视|督[查察]|审计|检查组|主题教育|反馈")
_PROBLEM_IN_IT = re.compile(
    r"问题|不[够力严实到足高强深细紧规完及]|缺[乏失少位]|薄弱|滞后|弱化|缓慢|松散|漏洞|隐患|没有|未[能按]|[差乱慢难]"
)
_MOSTLY = 0.6
_FIRST_SENTENCE = re.compile(
    rf".{{4,}}?[。；！](?=.)|.{{4,}}?(?:问题|方面)(?:的整改)?[，,：:]?(?={HAN_NUMERAL}是)", re.DOTALL
)
_SAYS_ITS_PROBLEM = re.compile(r"[^。]{4,90}问题。.{8,}", re.DOTALL)
_A_TITLE = re.compile(r".{4,60}整改.{0,16}(?:通报|公示|公告|报告)")
_MEASURE_MARKS = (
    re.compile(rf"(?:^|(?<=[。；：:，,;]))\s*{HAN_NUMERAL}是", re.MULTILINE),
    re.compile(r"(?:^|(?<=[。；：:，,;]))\s*[（(]\d{1,2}[)）]", re.MULTILINE),
    re.compile(r"[①-⑳]"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a document.

    ``unassigned`` are paragraphs that belong somewhere among the findings but could not be placed;
    ``chapters_without_findings`` are headings of chapters that report on the work as a whole; ``frame`` is
    all that is printed around the findings.
    """

    notice: Notice
    unassigned: tuple[str, ...]
    chapters_without_findings: tuple[str, ...]
    frame: tuple[str, ...] = ()


@dataclass(slots=True)
class _Draft:
    """A finding before it has its code; ``nodes`` are that of its problem and, where it stands elsewhere,
    that of its rectification."""

    nodes: tuple[Node, ...]
    problem: list[str]
    rectification: list[str]


def read_notice(data: bytes) -> Reading:
    """The notice in the bytes of a file. Raises Unreadable when there is none to be read."""
    lines = paragraphs(lines_of(data))
    found = outline(lines)
    drafts = _drafts(found)
    is_labelled = any(node.reply is not None for node in found.nodes())
    if (
        not drafts
        or not any("整改" in line for line in lines)
        or not (is_labelled or _is_of_the_genre(lines))
    ):
        raise Unreadable(Reason.NOT_A_NOTICE)
    titles = [at for at, line in enumerate(lines) if _A_TITLE.fullmatch(line)]
    if any(_drafts(outline(lines[:at])) and _drafts(outline(lines[at:])) for at in titles[1:]):
        raise Unreadable(Reason.SEVERAL)
    return _reading(found, drafts)


def _is_of_the_genre(lines: list[str]) -> bool:
    return any(map(_OF_THE_GENRE.search, lines))


def _drafts(found: Outline) -> list[_Draft]:
    if not found.roots:
        found.roots += _unnumbered(found)
    return _problems_first(found) or [_draft(node) for node in _finding_nodes(found)]


def _unnumbered(found: Outline) -> list[Node]:
    """In a notice without any number: the paragraphs that name a problem and then say what was done."""
    at = [n for n, line in enumerate(found.preamble) if _SAYS_ITS_PROBLEM.fullmatch(line)]
    if len(at) < 2:
        return []
    nodes: list[Node] = []
    for line in found.preamble[at[0] :]:
        if found.closing or begins_closing(line):
            found.closing.append(line)
        elif not nodes or _SAYS_ITS_PROBLEM.fullmatch(line):
            nodes.append(Node(Kind.PROBLEM, None, line, line, None))
        else:
            nodes[-1].own.append(line)
    del found.preamble[at[0] :]
    return nodes


def _finding_nodes(found: Outline) -> list[Node]:
    answered = [node for node in found.nodes() if node.reply is not None]
    return _labelled(answered) if answered else _unlabelled(found.roots)


def _labelled(answered: list[Node]) -> list[Node]:
    """Those with an answer, and those beside them without one."""
    inner = {id(above) for node in answered for above in node.above()}
    chosen = {id(node): node for node in answered if id(node) not in inner}
    kinds = {node.kind for node in chosen.values()}
    for node in list(chosen.values()):
        for beside in node.parent.children if node.parent else ():
            if id(beside) not in inner and beside.kind in kinds:
                chosen[id(beside)] = beside
    roots = {id(root := [node, *node.above()][-1]): root for node in answered}
    return [node for root in roots.values() for node in root.within() if id(node) in chosen]


def _unlabelled(roots: list[Node]) -> list[Node]:
    """The deepest way of numbering whose paragraphs name problems, outside of chapters on the work."""
    chapters = [root for root in roots if not _is_on_the_work(root)]
    nodes = [node for chapter in chapters for node in chapter.within()]
    for kind in sorted({node.kind for node in nodes}, reverse=True):
        of_kind = [node for node in nodes if node.kind is kind]
        naming = [node for node in of_kind if _names_a_problem(node)]
        if len(naming) > 1 and len(naming) >= _MOSTLY * len(of_kind):
            return of_kind
    return []


def _is_on_the_work(root: Node) -> bool:
    return bool(_ON_THE_WORK.search(root.text)) and "问题" not in root.text


def _names_a_problem(node: Node) -> bool:
    """Whether a paragraph names a problem first and then says more, of itself or in those under it."""
    first, rest = _split(node.text)
    return bool(_PROBLEM_IN_IT.search(first)) and bool(rest or node.own or node.children)


def _problems_first(found: Outline) -> list[_Draft]:
    """Where a chapter lists the problems and a later one says in the same order what was done."""
    for number, problems in enumerate(found.roots):
        for replies in found.roots[number + 1 :]:
            asked, told = _leaves(problems), _leaves(replies)
            if (
                "问题" in problems.text and "整改" in replies.text and len(asked) == len(told) > 1
                and not any(node.reply is not None for node in problems.within())
            ):  # fmt: skip
                return [
                    _Draft((one, other), _problem_of(one), _told_by(other))
                    for one, other in zip(asked, told, strict=True)
                ]
    return []


def _leaves(root: Node) -> list[Node]:
    """What is numbered in the deepest way that heads no chapter."""
    return [node for node in root.within() if not node.children and node is not root]


def _told_by(node: Node) -> list[str]:
    if node.reply is not None or node.own:
        return [*node.own, *(node.reply or ())]
    _, rest = _split(node.text)
    return [rest or node.text]


def _draft(node: Node) -> _Draft:
    if node.reply is not None:
        early = [line for child in node.children if not child.is_late for line in child.whole()]
        late = [line for child in node.children if child.is_late for line in child.whole()]
        return _Draft((node,), [*_problem_of(node), *early], [*node.reply, *late])
    if node.own or node.children:
        return _Draft((node,), [without_problem_label(node.text)], node.paragraphs())
    problem, rest = _split(without_problem_label(node.text))
    return _Draft((node,), [problem], [rest] if rest else [])


def _problem_of(node: Node) -> list[str]:
    """A heading names the problem only where no paragraph below it does."""
    texts = node.own if node.own and node.kind <= Kind.CATEGORY else [node.text, *node.own]
    return [problem for text in texts if (problem := without_problem_label(text))]


def _split(text: str) -> tuple[str, str]:
    """The first sentence of a paragraph and the rest."""
    match = _FIRST_SENTENCE.match(text)
    end = match.end() if match else len(text)
    return text[:end], text[end:].strip()


def _reading(found: Outline, drafts: list[_Draft]) -> Reading:
    signed_off = _end_of_signature(found.closing)
    around = read_frame(found.preamble, found.closing[:signed_off])
    taken: set[str] = set()
    notice = Notice(
        around.title, around.issuer, around.issued_on, around.phone, around.email, around.inspection_period,
        tuple(_finding(draft, taken) for draft in drafts),
    )  # fmt: skip
    told = {id([node, *node.above()][-1]) for draft in drafts for node in draft.nodes}
    others = [root for root in found.roots if id(root) not in told]
    frame, unplaced = _around(found, drafts, others)
    return Reading(
        notice,
        unassigned=(*found.stray, *unplaced, *found.closing[signed_off:]),
        chapters_without_findings=tuple(root.text.rstrip("。") for root in others),
        frame=(*found.preamble, *found.contents, *frame, *found.closing[:signed_off]),
    )


def _end_of_signature(closing: list[str]) -> int:
    """How much of the closing goes up to its date; what follows that is no part of the notice's frame."""
    dates = [number for number, line in enumerate(closing, start=1) if is_date(line)]
    return dates[-1] if dates else len(closing)


def _around(found: Outline, drafts: list[_Draft], others: list[Node]) -> tuple[list[str], list[str]]:
    """What of the tree is no finding: headings and chapters on the work; and what could not be placed."""
    in_findings = {id(node) for draft in drafts for one in draft.nodes for node in one.within()}
    headings = {id(above) for draft in drafts for one in draft.nodes for above in one.above()}
    frame, unplaced = list[str](), list[str]()
    for root in found.roots:
        if root in others:
            frame.append(root.printed)
            (frame if _is_on_the_work(root) else unplaced).extend(root.paragraphs())
            continue
        for node in root.within():
            if id(node) not in in_findings:
                (frame if id(node) in headings else unplaced).append(node.printed)
                unplaced += (*node.own, *node.replied())
    return frame, unplaced


def _finding(draft: _Draft, taken: set[str]) -> Finding:
    node = draft.nodes[0]
    headings = {each.kind: each.text.rstrip("。") for each in (*reversed([*node.above()]), node)}
    section = headings.get(Kind.SECTION) or headings.get(Kind.PART)
    rectification = "\n".join(part for part in draft.rectification if part)
    status, quote = read_status(rectification)
    if status is Status.NOT_STATED and rectification:
        status, quote = _said_by_heading(node)
    return Finding(
        code=_free_code(node, taken),
        section=section,
        category=headings.get(Kind.CATEGORY),
        problem="\n".join(draft.problem),
        rectification=rectification,
        measures=split_measures(rectification),
        status=status,
        status_quote=quote,
    )


def _said_by_heading(node: Node) -> tuple[Status, str | None]:
    """The status that a heading such as 已完成整改的问题 gives to all under it."""
    for above in node.above():
        status = read_heading_status(above.text)
        if status is not Status.NOT_STATED:
            return status, above.text
    return Status.NOT_STATED, None


def _free_code(node: Node, taken: set[str]) -> str:
    """section.category.item as printed, deeper levels after it; a level not printed is 1; a number taken,
    or none, goes to the next free one."""
    chain = [*reversed([*node.above()]), node]
    ordinals = {each.kind: each.ordinal or 1 for each in chain}
    parents = [ordinals.pop(kind) for kind in (Kind.PART, Kind.SECTION) if kind in ordinals] or [1]
    parents.append(ordinals.pop(Kind.CATEGORY, 1))
    *above, item = list(ordinals.values()) or [1]
    start = ".".join(map(str, (*parents, *above)))
    while f"{start}.{item}" in taken:
        item += 1
    taken.add(f"{start}.{item}")
    return f"{start}.{item}"


def split_measures(rectification: str) -> tuple[str, ...]:
    """Actions numbered 一是…, else （1）…, else ①…, each with its number; none if fewer than two."""
    for mark in _MEASURE_MARKS:
        starts = [match.start() for match in mark.finditer(rectification)]
        if len(starts) > 1:
            ends = [*starts[1:], len(rectification)]
            return tuple(rectification[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return ()
