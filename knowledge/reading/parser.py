"""Paragraphs become a Notice and a load report that hides nothing it could not place."""

import re
from dataclasses import dataclass, field

from knowledge.codes import HAN_NUMERAL, number
from knowledge.model import Finding, Notice
from knowledge.reading.documents import lines_of, paragraphs
from knowledge.reading.formats import Reason, Unreadable
from knowledge.reading.frame import Frame, begins_closing, is_date, read_frame
from knowledge.reading.status import read_status

_ORDINAL = HAN_NUMERAL
_SECTION = re.compile(rf"(?P<n>{_ORDINAL})、\s*(?P<text>.+)", re.DOTALL)
_CATEGORY = re.compile(rf"[（(](?P<n>{_ORDINAL})[)）]、?\s*(?P<text>.+)", re.DOTALL)
_ITEM = re.compile(r"(?P<n>\d{1,3})\s*[.．、](?!\d)\s*(?P<text>.+)", re.DOTALL)
_PROBLEM_LABEL = re.compile(
    rf"(?:反馈|存在)?(?:的)?问题(?P<n>{_ORDINAL}|\d+)?[：:]\s*(?P<text>.+)", re.DOTALL
)
_LABEL_WORDS = (
    r"(?:整改(?:落实|进展|完成|推进)?(?:情况|措施|成效|结果|进展)|(?:完成|落实|进展)情况|目前进展)[：:]"
)
_LABEL = re.compile(rf"{_LABEL_WORDS}\s*(?P<text>.*)", re.DOTALL)
_LABEL_INSIDE = re.compile(rf"(?<=[。；”])\s*(?={_LABEL_WORDS})")
# Chapters on how the work was organised and on what comes next hold no findings.
_ON_THE_WORK = re.compile(r"组织|领导|责任|部署|下一步|打算|今后|长期|提高站位|工作情况|基本情况|总体情况")
_MEASURE_MARKS = (
    re.compile(rf"(?:^|(?<=[。；：:，,;]))\s*{_ORDINAL}是"),
    re.compile(r"(?:^|(?<=[。；：:，,;]))\s*[（(]\d{1,2}[)）]"),
    re.compile(r"[①-⑳]"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a document.

    ``unassigned`` are paragraphs that belong somewhere among the findings but could not be placed;
    ``chapters_without_findings`` are headings of chapters that report on the work as a whole.
    """

    notice: Notice
    unassigned: tuple[str, ...]
    chapters_without_findings: tuple[str, ...]


@dataclass(slots=True)
class _Heading:
    ordinal: int
    text: str


@dataclass(slots=True)
class _Draft:
    """A finding while its paragraphs are still being collected."""

    section: _Heading
    category: _Heading | None
    item: int | None
    problem: list[str] = field(default_factory=list)
    rectification: list[str] = field(default_factory=list)


def read_notice(data: bytes) -> Reading:
    """The notice in the bytes of a file. Raises Unreadable when there is none to be read."""
    lines = [part for line in paragraphs(lines_of(data)) for part in _LABEL_INSIDE.split(line) if part]
    reader = _Reader()
    for line in lines:
        reader.take(line)
    answered = {id(draft.section) for draft in reader.drafts if draft.rectification}
    drafts = [draft for draft in reader.drafts if id(draft.section) in answered]
    if not drafts:
        raise Unreadable(Reason.NOT_A_NOTICE)
    signed_off = _end_of_signature(reader.closing)
    notice = _notice(read_frame(reader.preamble, reader.closing[:signed_off]), drafts)
    others = [section for section in reader.sections if id(section) not in answered]
    lost = [
        line
        for draft in reader.drafts
        if id(draft.section) not in answered and not _ON_THE_WORK.search(draft.section.text)
        for line in draft.problem
    ]
    unassigned = (*reader.unassigned, *lost, *reader.closing[signed_off:])
    return Reading(notice, unassigned, tuple(section.text for section in others))


def _end_of_signature(closing: list[str]) -> int:
    """How much of the closing goes up to its date; what follows that is no part of the notice's frame."""
    dates = [number for number, line in enumerate(closing, start=1) if is_date(line)]
    return dates[-1] if dates else len(closing)


class _Reader:
    """Takes one paragraph after another and knows where the last one belonged."""

    def __init__(self) -> None:
        self.preamble: list[str] = []
        self.closing: list[str] = []
        self.unassigned: list[str] = []
        self.sections: list[_Heading] = []
        self.drafts: list[_Draft] = []
        self._section: _Heading | None = None
        self._category: _Heading | None = None
        self._open: _Draft | None = None

    def take(self, line: str) -> None:
        if match := _SECTION.fullmatch(line):
            self._enter_section(_Heading(number(match["n"]), match["text"].rstrip("。")))
        elif match := _PROBLEM_LABEL.fullmatch(line):
            self._begin(int(match["n"]) if (match["n"] or "").isdecimal() else None, match["text"])
        elif match := _LABEL.fullmatch(line):
            self._take_reply(match)
        elif self._section is None and self._open is None:
            self.preamble.append(line)
        elif (match := _CATEGORY.fullmatch(line)) and not begins_closing(match["text"]):
            self._enter_category(_Heading(number(match["n"]), match["text"].rstrip("。")))
        elif (match := _ITEM.fullmatch(line)) and not begins_closing(match["text"]):
            self._begin(int(match["n"]), match["text"])
        elif self.closing or begins_closing(line):
            self.closing.append(line)
        else:
            self._take_text(line)

    def _resume(self) -> None:
        """What looked like the closing was none, as findings go on; where it belongs is not known."""
        self.unassigned += self.closing
        self.closing.clear()

    def _enter_section(self, heading: _Heading) -> None:
        self._resume()
        self._section, self._category, self._open = heading, None, None
        self.sections.append(heading)

    def _enter_category(self, heading: _Heading) -> None:
        self._resume()
        self._category, self._open = heading, None

    def _begin(self, item: int | None, problem: str) -> None:
        self._resume()
        # A notice without any heading still has one section, which the codes count as 1.
        self._section = self._section or _Heading(1, "")
        self._open = _Draft(self._section, self._category, item, [problem])
        self.drafts.append(self._open)

    def _take_reply(self, match: re.Match[str]) -> None:
        if self._open is None and self._category is not None:
            self._begin(None, self._category.text)
        if self.closing or self._open is None:
            (self.unassigned if self._section else self.preamble).append(match[0])
        elif self._open.rectification:
            self._open.rectification.append(match[0])
        else:
            self._open.rectification.append(match["text"])

    def _take_text(self, line: str) -> None:
        if self._open is None and self._category is not None:
            self._begin(None, line)
        elif self._open is None:
            self.unassigned.append(line)
        else:
            (self._open.rectification or self._open.problem).append(line)


def _notice(frame: Frame, drafts: list[_Draft]) -> Notice:
    taken: set[str] = set()
    findings = []
    for draft in drafts:
        code = _free_code(draft, taken)
        taken.add(code)
        findings.append(_finding(code, draft))
    return Notice(
        frame.title, frame.issuer, frame.issued_on, frame.phone, frame.email, frame.inspection_period,
        tuple(findings),
    )  # fmt: skip


def _free_code(draft: _Draft, taken: set[str]) -> str:
    """section.category.item as printed; a level not printed is 1; one taken goes to the next free."""
    parents = f"{draft.section.ordinal}.{draft.category.ordinal if draft.category else 1}"
    item = draft.item or 1
    while f"{parents}.{item}" in taken:
        item += 1
    return f"{parents}.{item}"


def _finding(code: str, draft: _Draft) -> Finding:
    rectification = "\n".join(part for part in draft.rectification if part)
    status, quote = read_status(rectification)
    return Finding(
        code=code,
        section=draft.section.text or None,
        category=draft.category.text if draft.category else None,
        problem="\n".join(draft.problem),
        rectification=rectification,
        measures=split_measures(rectification),
        status=status,
        status_quote=quote,
    )


def split_measures(rectification: str) -> tuple[str, ...]:
    """Actions numbered 一是…, else （1）…, else ①…, each with its number; none if fewer than two."""
    for mark in _MEASURE_MARKS:
        starts = [match.start() for match in mark.finditer(rectification)]
        if len(starts) > 1:
            ends = [*starts[1:], len(rectification)]
            return tuple(rectification[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return ()
