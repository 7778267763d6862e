"""整改台账: its columns, what it says besides unseen, and what one that comes back would change."""

import hashlib
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum, StrEnum

from knowledge.codes import find_codes
from knowledge.model import Ownership, RectificationKind
from knowledge.progress.dates import read_date
from knowledge.progress.guard import Caution, cautions
from knowledge.progress.workbook import Book, Cell, Rows, Special, as_kept
from knowledge.text import normalise

LONGEST_NAME = 100
"""Of a unit, an owner, a lead; several may stand together."""

_LONGEST_HEADING, _LONGEST_CODE = 20, 24
# Above the headings an office may have put a title and a line of its own.
_HEADINGS_WITHIN = 10
_FORM = "1"
_NUMBERS = frozenset({Caution.PHONE, Caution.IDENTITY, Caution.BANK_CARD, Caution.EMAIL})


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

_TO_READ = tuple(field for field in Field if field not in (*EDITABLE, Field.CODE))


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding in the register: who works on it, and its cells as they are shown, "" for nothing."""

    ownership: Ownership
    cells: Mapping[Field, str | date]


@dataclass(frozen=True, slots=True)
class Words:
    """What offices call the columns and the kinds."""

    headings: Mapping[Field, str]
    kinds: Mapping[RectificationKind, str]


class Basis(StrEnum):
    """What the file says of the time when it was written: of this notice, of an earlier one, or nothing."""

    KNOWN = "known"
    OTHER_NOTICE = "other_notice"
    UNKNOWN = "unknown"


class Fault(Enum):
    """Why a cell is not taken; no text, as any text may stand in a cell."""

    FORMULA = 1
    NO_DATE = 2
    NO_KIND = 3
    TOO_LONG = 4
    NUMBER = 5


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that is to be other than it is now. Values are texts, "" for nothing: days as 2021-06-30, kinds
    by their name in RectificationKind."""

    code: str
    field: Field
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that was changed in the file, and otherwise in the record, since the file was written."""

    code: str
    field: Field
    base: str
    now: str
    new: str


@dataclass(frozen=True, slots=True)
class BadCell:
    row: int
    field: Field
    text: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the sheet, as Excel numbers them, and what stands there for a code."""

    row: int
    code: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a register that came back says otherwise than the record. Only ``changes`` can be taken: not what
    is in conflict or cannot be read, not rows without a known code, with a code that is there twice, or of
    ``others``, the findings of another notice; nor cells for reading that were ``edited``, and columns
    ``kept_out`` as nobody knows them."""

    basis: Basis
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    bad: tuple[BadCell, ...] = ()
    unknown: tuple[Place, ...] = ()
    repeated: tuple[Place, ...] = ()
    others: tuple[Place, ...] = ()
    edited: tuple[tuple[Place, Field], ...] = ()
    kept_out: tuple[str, ...] = ()

    @property
    def is_unchanged(self) -> bool:
        """Whether there is nothing to be said of the file."""
        return not any(getattr(self, field.name) for field in fields(self) if field.name != "basis")


@dataclass(frozen=True, slots=True)
class Stamp:
    """The notice that a register is of."""

    notice_id: int
    title: str


@dataclass(frozen=True, slots=True)
class _Base:
    """The unseen sheet: by code, what a cell to be filled in had, and marks of those to be read."""

    stamp: Stamp
    rows: Mapping[str, Mapping[Field, str]]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a sheet: its number and its cells."""

    number: int
    cells: Mapping[Field, Cell]

    @property
    def code(self) -> str:
        return _plain(self.cells.get(Field.CODE, ""))


def value_of(ownership: Ownership, field: Field) -> str:
    """What a finding has in a column that can be filled in, as Change has it."""
    return _plain(str(getattr(ownership, field) or ""))


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
            *(_mark(one.cells[field]) for field in _TO_READ),
        ]
        for one in entries
    )
    return [head, *told]


def compare(book: Book, entries: Sequence[Entry], stamp: Stamp, words: Words) -> Comparison | None:
    """What the file says otherwise than the register of now. None where no sheet has the headings of one."""
    found = next((one for sheet in book.sheets if (one := _table(sheet, words))), None)
    if found is None:
        return None
    lines, kept_out = found
    base, now = _read_base(book.hidden), {one.ownership.code: one for one in entries}
    basis = Basis.UNKNOWN if base is None else Basis.KNOWN if base.stamp == stamp else Basis.OTHER_NOTICE
    known, unknown, repeated = _by_code(lines, now)
    is_earlier = basis is Basis.OTHER_NOTICE
    others = [code for code, line in known.items() if is_earlier and _is_other(line, now[code])]
    kept = {code: line for code, line in known.items() if code not in others}
    then = base.rows if base else {}
    cells = [one for code, line in kept.items() for one in _judged(line, now[code], then.get(code), words)]
    return Comparison(
        basis,
        tuple(one for one in cells if isinstance(one, Change)),
        tuple(one for one in cells if isinstance(one, Conflict)),
        tuple(one for one in cells if isinstance(one, BadCell)),
        unknown,
        repeated,
        tuple(Place(known[code].number, code) for code in others),
        tuple(one for code, line in kept.items() for one in _edited(line, now[code], then.get(code))),
        kept_out,
    )


def _table(sheet: Rows, words: Words) -> tuple[list[_Line], tuple[str, ...]] | None:
    """The rows below the headings that are not blank, and the headings that nobody knows."""
    field_of = {normalise(heading): field for field, heading in words.headings.items()}
    for at, row in enumerate(sheet[:_HEADINGS_WITHIN]):
        named = [field_of.get(normalise(_plain(cell))) if _is_short(cell) else None for cell in row]
        if Field.CODE not in named or len({*named} - {None}) < 2:
            continue
        first = {field: number for number, field in reversed([*enumerate(named)]) if field}
        kept_out = tuple(
            _plain(cell) for number, cell in enumerate(row) if _plain(cell) and number not in first.values()
        )
        lines = [
            _Line(number, {field: _at(cells, column) for field, column in first.items()})
            for number, cells in enumerate(sheet[at + 1 :], start=at + 2)
            if any(cell != "" for cell in cells)
        ]
        heading = _plain(row[first[Field.CODE]])
        return [line for line in lines if line.code != heading], kept_out
    return None


def _by_code(
    lines: Sequence[_Line], entries: Mapping[str, Entry]
) -> tuple[dict[str, _Line], tuple[Place, ...], tuple[Place, ...]]:
    """The lines whose code is known and stands there once; the others; those whose code is there again."""
    codes = [_code(line.code, entries) for line in lines]
    times = Counter(codes)
    known = {code: line for code, line in zip(codes, lines, strict=True) if code and times[code] == 1}
    unknown = tuple(
        Place(line.number, line.code) for code, line in zip(codes, lines, strict=True) if not code
    )
    repeated = tuple(
        Place(line.number, code) for code, line in zip(codes, lines, strict=True) if code and times[code] > 1
    )
    return known, unknown, repeated


def _code(text: str, known: Container[str]) -> str | None:
    """The code in the register's own spelling, however it is written."""
    if text in known or len(text) > _LONGEST_CODE:
        return text if text in known else None
    named = find_codes(text)
    return named[0] if len(named) == 1 and named[0] in known else None


def _is_other(line: _Line, entry: Entry) -> bool:
    """The same code may stand for another finding in another notice."""
    return _plain(line.cells.get(Field.PROBLEM, "")) != _plain(entry.cells[Field.PROBLEM])


def _judged(
    line: _Line, entry: Entry, then: Mapping[Field, str] | None, words: Words
) -> Iterator[Change | Conflict | BadCell]:
    """The cells to be filled in that are other than now, as far as somebody changed them in the file."""
    code = entry.ownership.code
    for field in (one for one in EDITABLE if one in line.cells):
        new, now = _meaning(field, line.cells[field], words), value_of(entry.ownership, field)
        before = then[field] if then else now
        if new in (now, before):
            continue
        checked = new if isinstance(new, Fault) else _fault(field, new) or new
        if isinstance(checked, Fault):
            yield BadCell(line.number, field, _plain(line.cells[field]), checked)
        elif before == now:
            yield Change(code, field, now, checked)
        else:
            yield Conflict(code, field, before, now, checked)


def _meaning(field: Field, cell: Cell, words: Words) -> str | Fault:
    """What a cell says, as Change has it; a Fault where that cannot be told."""
    text = _plain(cell)
    if isinstance(cell, Special):
        return Fault.FORMULA
    if text and field is Field.DUE:
        day = read_date(text)
        return day.isoformat() if day else Fault.NO_DATE
    if text and field is Field.KIND:
        word = normalise(text) if _is_short(text) else ""
        return next((kind for kind, name in words.kinds.items() if name == word), Fault.NO_KIND)
    return text


def _fault(field: Field, value: str) -> Fault | None:
    """What is wrong with a new value."""
    if field in (Field.DUE, Field.KIND):
        return None
    if len(value) > LONGEST_NAME:
        return Fault.TOO_LONG
    return Fault.NUMBER if cautions(value) & _NUMBERS else None


def _edited(line: _Line, entry: Entry, then: Mapping[Field, str] | None) -> Iterator[tuple[Place, Field]]:
    """The cells for reading that are other than when the file was written; than now, where that is not
    known."""
    for field in (one for one in _TO_READ if one in line.cells):
        if _mark(line.cells[field]) != (then[field] if then else _mark(entry.cells[field])):
            yield Place(line.number, entry.ownership.code), field


def _read_base(hidden: Rows | None) -> _Base | None:
    """The unseen sheet, if it is one that we wrote."""
    if not hidden:
        return None
    texts = [[_plain(cell) for cell in row] for row in hidden]
    form, number, title = (*texts[0], "", "", "")[:3]
    if form != _FORM or not number.isdecimal():
        return None
    had = (*EDITABLE, *_TO_READ)
    blank = [""] * len(had)  # at the end of a row they are left out
    rows = {code: dict(zip(had, (*cells, *blank), strict=False)) for code, *cells in filter(None, texts[1:])}
    return _Base(Stamp(int(number), title), rows)


def _mark(cell: Cell) -> str:
    """As good as the text itself for telling whether it is the same."""
    text = _plain(cell)
    return hashlib.sha256(text.encode()).hexdigest()[:8] if text else ""


def _plain(cell: Cell) -> str:
    """The text of a cell, without the blanks around it that nobody sees."""
    return "" if isinstance(cell, Special) else as_kept(str(cell)).strip()


def _is_short(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) <= _LONGEST_HEADING


def _at(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else ""
