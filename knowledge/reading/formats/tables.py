"""Tables of whatever document: the rows of a register, and the fields of a form, become labelled lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count

from knowledge.codes import HAN_NUMERAL, numeral
from knowledge.reading.marks import Kind, is_reply_name, mark_of

_LONGEST_NAME, _LONGEST_HEADING = 14, 30
_MOST_TITLES = 3  # rows above the head: the title of the table, who filled it in
_STOPS = re.compile(r"[。；，：:]")
# 问题类别 and 任务来源 are about the problem, 问题整改情况 is the reply to it.
_PROBLEM = re.compile(
    r"(?:问题|意见|事项|任务)(?!类|编|序|来|(?:整改|落实|完成|办理|进展)(?:完成|落实|进展)?(?:情况|措施|结果|成效))"
)
_REPLY = re.compile(r"(?!.*(?:时限|时间|责任|单位|状态|是否|类)).*(?:整改|措施|情况|进展|成效|结果|落实)")
_SERIAL = re.compile(r"序号|编号")
_GROUP = re.compile(r"(?:反馈)?(?:问题)?(?:类别|类型|分类|大类|方面|领域|板块)")
_NO_HEADING = re.compile(r"[合总小]\s*计|备?注|说明|填[报表]|制表|审核|单位")
_SUM = re.compile(r"[合总小]\s*计")
_NUMERAL = re.compile(HAN_NUMERAL)


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One that spans rows or columns stands, itself, in each of them."""

    text: str


Row = Sequence[Cell]


def table_lines(rows: Sequence[Row]) -> list[str] | None:
    """Lines "heading：text" of a register or a form; None for any other table, whose text is to be read."""
    if _is_form(rows):
        return [line for row in rows for line in _field(row)]
    at = next((n for n, row in enumerate(rows[:_MOST_TITLES]) if names_columns(row)), len(rows))
    while at + 1 < len(rows) and names_columns(rows[at + 1]):
        at += 1
    if not (body := rows[at + 1 :]):
        return None
    end = max((n for n, row in enumerate(body, start=1) if not _spans_all(row)), default=0)
    below = chain.from_iterable(register_lines(rows[at], body[:end]))
    return [*_texts(rows[:at]), *below, *_texts(body[end:])]


def names_columns(row: Row) -> bool:
    """Whether a row is the head of a register: brief names, of problems and of replies among them."""
    names = _names(row)
    return (
        len(names) > 1
        and all(len(name) <= _LONGEST_NAME and not _STOPS.search(name) for name in names)
        and any(_PROBLEM.search(name) for name in names)
        and any(_REPLY.match(name) and not _PROBLEM.search(name) for name in names)
    )


@dataclass(frozen=True, slots=True)
class Columns:
    """What the head of a register says of its columns, each by its place: ``names`` are those that the
    reading of paragraphs knows; ``group`` is the one whose texts can be headings."""

    names: Sequence[str]
    problem: int
    serials: Sequence[int]
    group: int | None


def register_lines(head: Row, body: Sequence[Row]) -> Iterator[list[str]]:
    """For each row of the body its lines: a heading, or one for each cell; none for the head, which may stand
    on each page."""
    columns = _columns(head, body)
    unnumbered = count(1)
    above: Row = ()
    group = ""
    for row in body:
        if names_columns(row):
            yield []
        elif heading := _heading(row):
            yield [_numbered(heading, unnumbered)]
        elif _SUM.fullmatch(row[0].text):
            yield [" ".join(cell.text for cell in row)]
        else:
            its_group = _group_of(row, columns) or group
            begun = [_numbered(its_group, unnumbered)] if its_group != group else []
            found = [*begun, *_labelled(row, above, columns)]
            above, group = row, its_group
            yield [line for text in found for line in text.split("\n")]


def _columns(head: Row, body: Sequence[Row]) -> Columns:
    names = _names(head)
    problem = next(at for at, name in enumerate(names) if _PROBLEM.search(name))
    serials = [at for at, name in enumerate(names) if at != problem and _SERIAL.search(name)]
    group = next((at for at, name in enumerate(names) if at != problem and _GROUP.fullmatch(name)), None)
    if group is not None and not _is_in_groups([row[group].text for row in body if len(row) > group]):
        group = None
    return Columns(_understood(names, problem), problem, serials, group)


def _group_of(row: Row, columns: Columns) -> str:
    if columns.group is None or columns.group >= len(row):
        return ""
    return "".join(row[columns.group].text.split())


def _numbered(heading: str, unnumbered: Iterator[int]) -> str:
    """A heading that has no number would be read as text of the finding above."""
    return heading if _is_numbered(heading) else f"（{numeral(next(unnumbered))}）{heading}"


def _labelled(row: Row, above: Row, columns: Columns) -> Iterator[str]:
    """The problem first: what stands ahead of it would be read as the end of the finding above. A row whose
    problem is that of the row above goes on with its reply."""
    repeated = {at for at in range(min(len(row), len(above))) if row[at] is above[at]}
    problem, begins = columns.problem, (*columns.serials, columns.problem)
    goes_on = problem < len(row) and (not row[problem].text or problem in repeated)
    rest = [at for at in range(len(row)) if at not in begins and at != columns.group]
    if goes_on:
        order = [at for at in rest if at not in repeated]
    else:
        order = [at for at in begins if at < len(row) and at not in repeated] + rest
    shown = [at for at in order if not at or row[at] is not row[at - 1]]
    names = [columns.names[at] if at < len(columns.names) else "" for at in shown]
    return register_row(names, [row[at].text for at in shown], goes_on)


def register_row(names: Sequence[str], cells: Sequence[str], replied: bool = False) -> Iterator[str]:
    """The row of a register as labelled lines; what follows the first reply is a part of it."""
    for name, cell in zip(names, cells, strict=True):
        if _SERIAL.fullmatch(name):
            cell = cell.rstrip(".、．")
        if cell:
            yield cell if not name or (replied and is_reply_name(name)) else f"{name}：{cell}"
            replied = replied or is_reply_name(name)


def _names(row: Row) -> list[str]:
    return ["".join(cell.text.split()).rstrip("：:") for cell in row]


def _understood(names: list[str], problem: int) -> list[str]:
    """With names for the problem and for a reply that the reading of paragraphs knows."""
    known = list(names)
    mark = mark_of(f"{names[problem]}：…")
    if mark is None or mark.kind is not Kind.PROBLEM:
        known[problem] = "问题"
    if not any(map(is_reply_name, known)):
        reply = next(at for at, name in enumerate(names) if at != problem and _REPLY.match(name))
        known[reply] = "整改情况"
    return known


def _is_in_groups(groups: list[str]) -> bool:
    """Whether all rows of a group stand together, so that its name can be their heading."""
    begun = [name for name, above in zip(groups, ["", *groups], strict=False) if name and name != above]
    return len(begun) == len(set(begun))


def _heading(row: Row) -> str | None:
    """The text of a row that holds nothing but a heading, 一 | 党的建设方面 included."""
    texts = [cell.text.replace("\n", "") for cell in dict.fromkeys(row) if cell.text]
    if not texts or len(texts[-1]) > _LONGEST_HEADING or _NO_HEADING.match(texts[0]):
        return None
    if len(texts) == 2 and _NUMERAL.fullmatch(texts[0]) and not _STOPS.search(texts[1]):
        return "、".join(texts)
    is_alone = len(texts) == 1 and (
        (_spans_all(row) and not _STOPS.search(texts[0])) or _is_numbered(texts[0])
    )
    return texts[0] if is_alone else None


def _is_numbered(heading: str) -> bool:
    mark = mark_of(heading)
    return mark is not None and mark.kind <= Kind.CATEGORY


def _spans_all(row: Row) -> bool:
    return len(set(row)) <= 1


def _texts(rows: Sequence[Row]) -> list[str]:
    cells = dict.fromkeys(cell for row in rows for cell in row)
    return [line for cell in cells for line in cell.text.split("\n") if line]


def _is_form(rows: Sequence[Row]) -> bool:
    """Two columns, of which the first names what stands in the second: 反馈问题, 整改情况."""
    fields = [row for row in rows if not _spans_all(row)]
    names = [name for row in fields for name in _names(row[:1])]
    return (
        len(names) > 1
        and all(len(row) == 2 for row in fields)
        and all(len(name) <= _LONGEST_NAME and not _STOPS.search(name) for name in names)
        and any(mark.kind is Kind.PROBLEM for name in names if (mark := mark_of(f"{name}：…")))
        and any(map(is_reply_name, names))
    )


def _field(row: Row) -> list[str]:
    if _spans_all(row):
        return _texts([row])
    name, text = _names(row[:1])[0], row[1].text
    return f"{name}：{text}".split("\n") if text else []
