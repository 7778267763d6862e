"""整改台账: its columns, and what it carries unseen, so that one that comes back can be compared."""

import hashlib
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.model import Ownership, RectificationKind
from knowledge.progress.workbook import Cell, Rows, Special, as_kept

_FORM = "1"
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


class Field(StrEnum):
    """The columns, in the order in which offices have them."""

    CODE = "code"
    PROBLEM = "problem"
    RECTIFICATION = "rectification"
    LEAD = "lead"
    UNIT = "unit"
    OWNER = "owner"
    KIND = "kind"
    DUE = "due_on"
    PROGRESS = "progress"
    FILES = "files"
    STATUS = "status"
    CLOSED_ON = "closed_on"


EDITABLE = (Field.LEAD, Field.UNIT, Field.OWNER, Field.KIND, Field.DUE)
"""These are named as what Ownership has; all else is for reading only."""

TO_READ = tuple(field for field in Field if field not in (*EDITABLE, Field.CODE))
_TOLD = (*EDITABLE, *TO_READ)


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding in the register: who works on it, and its cells as they are shown, "" for nothing."""

    ownership: Ownership
    cells: Mapping[Field, str | date]


@dataclass(frozen=True, slots=True)
class Words:
    """What offices call the columns and the kinds; ``also`` are other names of columns, and ``nothing`` what
    stands where there is nothing."""

    headings: Mapping[Field, str]
    kinds: Mapping[RectificationKind, str]
    also: Mapping[str, Field]
    nothing: Set[str]


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that is to be other than it is now. Values are texts, "" for nothing: days as 2021-06-30, kinds
    by their name in RectificationKind."""

    code: str
    field: Field
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """The notice that a register is of."""

    notice_id: int
    title: str


@dataclass(frozen=True, slots=True)
class Base:
    """The unseen sheet: by code, what a cell to be filled in had, and marks of those to be read."""

    stamp: Stamp
    rows: Mapping[str, Mapping[Field, str]]


def value_of(ownership: Ownership, field: Field) -> str:
    """What a finding has in a column that can be filled in, as Change has it."""
    return plain(str(getattr(ownership, field) or ""))


def typed(field: Field, value: str) -> str | date | None:
    """The value of a Change as the record keeps it."""
    return date.fromisoformat(value) if value and field is Field.DUE else value or None


def base_of(stamp: Stamp, entries: Sequence[Entry]) -> list[list[str]]:
    """What a register carries unseen, so that it can be told later who changed what."""
    head = [_FORM, str(stamp.notice_id), stamp.title]
    told = (
        [
            one.ownership.code,
            *(value_of(one.ownership, field) for field in EDITABLE),
            " ".join(mark(one.cells[field]) for field in TO_READ),
        ]
        for one in entries
    )
    return [head, *told]


def read_base(hidden: Rows | None) -> Base | None:
    """The unseen sheet, if it is one that we wrote."""
    if not hidden:
        return None
    texts = [[plain(cell) for cell in row] for row in hidden]
    form, number, title = (*texts[0], "", "", "")[:3]
    if form != _FORM or not _NUMBER.fullmatch(number):
        return None
    rows = {row[0]: then for row in texts[1:] if (then := _then(row))}
    return Base(Stamp(int(number), title), rows)


def _then(row: Sequence[str]) -> dict[Field, str] | None:
    """A row of the unseen sheet; None for one that we did not write."""
    cells = (*row[1:-1], *row[-1].split(" ")) if row else ()
    return dict(zip(_TOLD, cells, strict=True)) if len(cells) == len(_TOLD) else None


def mark(cell: Cell) -> str:
    """As good as the text itself for telling whether it is the same."""
    return hashlib.sha256(plain(cell).encode()).hexdigest()[:8]


def plain(cell: Cell) -> str:
    """The text of a cell, without the blanks around it that nobody sees."""
    return "" if isinstance(cell, Special) else as_kept(str(cell)).strip()
