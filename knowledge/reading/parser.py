"""Paragraphs become a Notice and a load report that hides nothing it could not place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.codes import HAN_NUMERAL
from knowledge.model import Finding, Notice, Status
from knowledge.reading.documents import lines_of, paragraphs
from knowledge.reading.doubts import Doubtful, doubts, doubts_of_date
from knowledge.reading.drafted import Draft
from knowledge.reading.findings import drafts, is_on_the_work
from knowledge.reading.formats import Reason, Unreadable
from knowledge.reading.frame import is_below_article, is_date, read_frame
from knowledge.reading.marks import NO_DECIMAL, Kind, status_in_front
from knowledge.reading.outline import outline
from knowledge.reading.status import read_heading_status, read_status, without_mark
from knowledge.reading.tree import Node, Outline

_OF_THE_GENRE = re.compile(r"巡察|巡视|督[查察]|审计|检查组|主题教育|反馈")
_NAMES_ITSELF = re.compile(rf"{_OF_THE_GENRE.pattern}|通报|公示")
_A_TITLE = re.compile(r".{4,60}整改.{0,16}(?:通报|公示|公告|报告)")
# What is about 整改, too, but tells of none: a plan, an order, news of a meeting, cases made known to warn.
_A_PLAN = re.compile(
    r"(?:(?:方案|计划|办法)(?:的通知)?|关于(?:开展|做好|抓好|推进|落实)[^。]{2,40}的通知)(?:[（(][^（）()]{2,12}[)）])?$"
)
_OF_A_PLAN = re.compile(
    r"指导思想|(?:总体|工作)(?:目标|思路|要求)|(?:实施|方法|工作)步骤|时间安排|整改时间|保障措施"
)
_A_MEETING = re.compile(r"[^。，]{2,40}召开[^。，]{2,40}会议?")
_CASES = re.compile(
    r"(?!.*整改.{0,8}(?:情况|结果|进展))[^。]{0,40}(?:通报|曝光|公布)"
    r".{0,30}(?:典型(?:案例|问题)|案例|[\d一二三四五六七八九十]起)[^。]*"
)
_IN_BRACKETS = re.compile(r"[（(\[［【][^（()）\[\]［］【】]{2,16}[)）\]］】](?=。?$)")
_LEAST_LEVELS, _HEAD, _LAST = 3, 3, 6
_MEASURE_MARKS = (
    re.compile(rf"(?:^|(?<=[。；：:，,;]))\s*{HAN_NUMERAL}是", re.MULTILINE),
    re.compile(r"(?:^|(?<=[。；：:，,;]))\s*[（(]\d{1,2}[)）]", re.MULTILINE),
    re.compile(r"[①-⑳]"),
    re.compile(rf"(?:^|(?<=[。；：:;]))\s*(?P<n>\d{{1,2}})[.．、)）]{NO_DECIMAL}", re.MULTILINE),
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
    doubts: tuple[Doubtful, ...] = ()

    def doubts_on(self, today: date) -> tuple[Doubtful, ...]:
        """What should be looked at on a day: also the date."""
        return (*doubts_of_date(self.notice, today), *self.doubts)


def read_notice(data: bytes) -> Reading:
    """The notice in the bytes of a file. Raises Unreadable when there is none to be read."""
    lines = paragraphs(lines_of(data))
    found = outline(lines)
    drafted = drafts(found)
    if not drafted or not _is_of_the_genre(lines, found) or _tells_of_none(found):
        raise Unreadable(Reason.NOT_A_NOTICE)
    titles = [at for at, line in enumerate(lines) if _A_TITLE.fullmatch(line)]
    if any(drafts(outline(lines[:at])) and drafts(outline(lines[at:])) for at in titles[1:]):
        raise Unreadable(Reason.SEVERAL)
    return _reading(found, drafted, lines[-_LAST:])


def _is_of_the_genre(lines: list[str], found: Outline) -> bool:
    """News, plans and CVs have numbered paragraphs, too, and now and then an 整改."""
    answers = sum("整改" in node.label for node in found.nodes())
    named = (_NAMES_ITSELF if answers else _OF_THE_GENRE).search
    return answers > 1 or (any(map(named, lines)) and any("整改" in line for line in lines))


def _tells_of_none(found: Outline) -> bool:
    """Whether a title promises a plan, and its chapters are those of one; or cases or a meeting, and no
    problem has a reply under a label."""
    head = found.preamble[:_HEAD]
    planned = any(map(_A_PLAN.search, head)) and any(_OF_A_PLAN.match(root.text) for root in found.roots)
    is_told = any(_CASES.fullmatch(line) or _A_MEETING.fullmatch(line) for line in head)
    named = is_told and all(node.reply is None for node in found.nodes())
    return planned or named


def _reading(found: Outline, drafted: list[Draft], end: list[str]) -> Reading:
    signed_off = _end_of_signature(found.closing)
    closing, below = found.closing[:signed_off], found.closing[signed_off:]
    around = read_frame(found.preamble, closing, end)
    codes = _Codes()
    notice = Notice(
        around.title, around.issuer, around.issued_on, around.phone, around.email, around.inspection_period,
        tuple(_finding(draft, codes) for draft in drafted),
    )  # fmt: skip
    told = {id([node, *node.above()][-1]) for draft in drafted for node in draft.nodes}
    others = [root for root in found.roots if id(root) not in told]
    frame, unplaced = _around(found, drafted, others)
    of_the_site = [line for line in below if is_below_article(line)]
    return Reading(
        notice,
        unassigned=(*found.stray, *unplaced, *(line for line in below if line not in of_the_site)),
        chapters_without_findings=tuple(root.text.rstrip("。") for root in others),
        doubts=doubts(notice, codes.repeated, found.preamble, found.closing),
        frame=(*found.preamble, *found.signposts, *frame, *closing, *of_the_site),
    )


def _end_of_signature(closing: list[str]) -> int:
    """How much of the closing goes up to its date; what follows that is no part of the notice's frame."""
    dates = [number for number, line in enumerate(closing, start=1) if is_date(line)]
    return dates[-1] if dates else len(closing)


def _around(found: Outline, drafted: list[Draft], others: list[Node]) -> tuple[list[str], list[str]]:
    """What of the tree is no finding: headings and chapters on the work; and what could not be placed."""
    in_findings = {id(node) for draft in drafted for one in draft.nodes for node in one.within()}
    headings = {id(above) for draft in drafted for one in draft.nodes for above in one.above()}
    frame, unplaced = [draft.lead for draft in drafted if draft.lead], list[str]()
    for root in found.roots:
        if root in others:
            frame.append(root.printed)
            (frame if is_on_the_work(root) else unplaced).extend(root.paragraphs())
            continue
        for node in root.within():
            if id(node) not in in_findings:
                (frame if id(node) in headings else unplaced).append(node.printed)
                frame += node.answering
                unplaced += (*node.own, *node.replied())
    return frame, unplaced


class _Codes:
    """Gives section.category.item as printed, deeper levels after it; a level not printed is 1; a number
    taken, or none, goes to the next free one."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._taken: dict[str, set[int]] = {}
        self.repeated: list[str] = []
        self._reported: set[int] = set()

    def of(self, node: Node) -> str:
        chain = [*reversed([*node.above()]), node]
        numbers = {each.kind: self._number(each) for each in chain}
        headings = [kind for kind in numbers if kind <= Kind.CATEGORY]
        if len(numbers) < _LEAST_LEVELS and Kind.PART not in numbers and Kind.SECTION not in numbers:
            numbers = {Kind.SECTION: 1, **numbers}
        if len(numbers) < _LEAST_LEVELS and Kind.CATEGORY not in numbers and len(headings) < len(chain):
            numbers[Kind.CATEGORY] = 1
        levels = [numbers[kind] for kind in sorted(numbers)]
        *above, item = [*levels, *[1] * (_LEAST_LEVELS - len(levels))]
        start = ".".join(map(str, above))
        code = f"{start}.{self._free(start, item)}"
        moved = [each for each in chain if each.ordinal not in (None, self._numbers[id(each)])]
        if any(id(each) not in self._reported for each in moved):
            self.repeated.append(code)
        self._reported.update(map(id, moved))
        return code

    def _number(self, node: Node) -> int:
        """Its own among all that stand beside it."""
        if id(node) not in self._numbers:
            beside = f"beside {id(node.parent)} {node.kind}"
            self._numbers[id(node)] = self._free(beside, node.ordinal or 1)
        return self._numbers[id(node)]

    def _free(self, where: str, wanted: int) -> int:
        taken = self._taken.setdefault(where, set())
        number = wanted if wanted not in taken else max(taken) + 1
        taken.add(number)
        return number


def _finding(draft: Draft, codes: _Codes) -> Finding:
    node = draft.nodes[0]
    headings = {each.kind: each.text.rstrip("。") for each in (*reversed([*node.above()]), node)}
    section = headings.get(Kind.SECTION) or headings.get(Kind.PART)
    rectification = "\n".join(part for part in draft.rectification if part)
    status, quote = read_status(rectification)
    if status is Status.NOT_STATED and rectification:
        status, quote = _said_by_heading(node)
    return Finding(
        code=codes.of(node),
        section=section,
        category=headings.get(Kind.CATEGORY),
        problem="\n".join(draft.problem),
        rectification=rectification,
        measures=split_measures(rectification),
        status=status,
        status_quote=quote,
    )


def _said_by_heading(node: Node) -> tuple[Status, str | None]:
    """The status in brackets behind a problem or ahead of its number, or the one that a heading such as
    已完成整改的问题 gives to all under it."""
    behind = _IN_BRACKETS.search(node.text)
    ahead = status_in_front(node.printed)
    for said in (
        *([behind[0]] if behind else ()),
        *([ahead] if ahead else ()),
        *(above.text for above in node.above()),
    ):
        status = read_heading_status(said)
        if status is not Status.NOT_STATED:
            return status, said
    return Status.NOT_STATED, None


def split_measures(rectification: str) -> tuple[str, ...]:
    """Actions numbered 一是…, else （1）…, else ①…, else 1. at the beginning of a line or of a
    sentence, each with its number; none if fewer than two."""
    rectification = without_mark(rectification)
    for mark in _MEASURE_MARKS:
        starts = [match.start() for match in _in_order(mark.finditer(rectification))]
        if len(starts) > 1:
            ends = [*starts[1:], len(rectification)]
            return tuple(rectification[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return ()


def _in_order(marks: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Those whose number, if they are numbers alone, is the next: 12. may begin a date."""
    count = 0
    for mark in marks:
        if "n" not in mark.re.groupindex or int(mark["n"]) == count + 1:
            count += 1
            yield mark
