"""What a register that comes back says otherwise than the record, cell by cell, before any is written."""

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from functools import partial

from knowledge.codes import find_codes
from knowledge.progress.dates import read_named_day
from knowledge.progress.guard import Caution, cautions
from knowledge.progress.register import (
    EDITABLE,
    TO_READ,
    Base,
    Change,
    Entry,
    Field,
    Stamp,
    Words,
    mark,
    plain,
    read_base,
    value_of,
)
from knowledge.progress.workbook import Book, Cell, Rows, Special
from knowledge.text import normalise

LONGEST_NAME = 100
"""Of a unit, an owner, a lead; several may stand together."""

_LONGEST_HEADING, _LONGEST_CODE = 20, 24
# Above the headings an office may have put a title and a line of its own.
_HEADINGS_WITHIN = 10
_FEWEST_HEADINGS = 2
_NUMBERS = frozenset({Caution.PHONE, Caution.IDENTITY, Caution.BANK_CARD, Caution.EMAIL})


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
    DITTO = 6


@dataclass(frozen=True, slots=True)
class BadCell:
    row: int
    field: Field
    text: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that was changed in the file, and otherwise in the record, since the file was written."""

    code: str
    field: Field
    base: str
    now: str
    new: str


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


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the sheet."""

    place: Place
    cells: Mapping[Field, Cell]

    @property
    def code(self) -> str:
        return self.place.code


def compare(
    book: Book, entries: Sequence[Entry], stamp: Stamp, words: Words, today: date
) -> Comparison | None:
    """What the file says otherwise than the register of now. None where no sheet has the headings of one."""
    now = {one.ownership.code: one for one in entries}
    found = next((one for sheet in book.sheets if (one := _table(sheet, now, words))), None)
    if found is None:
        return None
    lines, kept_out = found
    base = read_base(book.hidden)
    basis, then = _basis(base, stamp), base.rows if base else {}
    times = Counter(line.code for line in lines)
    known = [line for line in lines if line.code in now and times[line.code] == 1]
    is_other = {
        line.code for line in known if basis is Basis.OTHER_NOTICE and _is_other(line, now[line.code])
    }
    kept = [line for line in known if line.code not in is_other]
    said = partial(_meaning, words=words, today=today, may_empty=base is not None)
    cells = [one for line in kept for one in _judged(line, now[line.code], then.get(line.code), said)]
    return Comparison(
        basis,
        tuple(one for one in cells if isinstance(one, Change)),
        tuple(one for one in cells if isinstance(one, Conflict)),
        tuple(one for one in cells if isinstance(one, BadCell)),
        tuple(line.place for line in lines if line.code not in now),
        tuple(line.place for line in lines if line.code in now and times[line.code] > 1),
        tuple(line.place for line in known if line.code in is_other),
        tuple(one for line in kept for one in _edited(line, now[line.code], then.get(line.code))),
        kept_out,
    )


def _basis(base: Base | None, stamp: Stamp) -> Basis:
    if base is None:
        return Basis.UNKNOWN
    is_same = (base.stamp.notice_id, base.stamp.title) == (stamp.notice_id, plain(stamp.title))
    return Basis.KNOWN if is_same else Basis.OTHER_NOTICE


def _table(sheet: Rows, known: Container[str], words: Words) -> tuple[list[_Line], tuple[str, ...]] | None:
    """The rows below the headings that are not blank, and the headings that nobody knows."""
    field_of = {normalise(heading): field for heading, field in words.also.items()}
    field_of |= {normalise(heading): field for field, heading in words.headings.items()}
    for at, row in enumerate(sheet[:_HEADINGS_WITHIN]):
        named = [field_of.get(normalise(plain(cell))) if _is_short(cell) else None for cell in row]
        if Field.CODE not in named or len({*named} - {None}) < _FEWEST_HEADINGS:
            continue
        columns = {field: number for number, field in reversed([*enumerate(named)]) if field}
        kept_out = tuple(
            plain(cell) for number, cell in enumerate(row) if plain(cell) and number not in columns.values()
        )
        below = enumerate(sheet[at + 1 :], start=at + 2)
        lines = [
            _line(number, {field: _at(cells, column) for field, column in columns.items()}, known)
            for number, cells in below
            if any(cell != "" for cell in cells) and cells != row  # the headings once more
        ]
        return lines, kept_out
    return None


def _line(row: int, cells: Mapping[Field, Cell], known: Container[str]) -> _Line:
    """With the code in the register's own spelling, however it is written."""
    text = plain(cells[Field.CODE])
    named = find_codes(text) if text not in known and len(text) <= _LONGEST_CODE else []
    return _Line(Place(row, named[0] if len(named) == 1 and named[0] in known else text), cells)


def _is_other(line: _Line, entry: Entry) -> bool:
    """The same code may stand for another finding in another notice."""
    return plain(line.cells.get(Field.PROBLEM, "")) != plain(entry.cells[Field.PROBLEM])


def _judged(
    line: _Line, entry: Entry, then: Mapping[Field, str] | None, said: Callable[..., str | Fault | None]
) -> Iterator[Change | Conflict | BadCell]:
    """The cells to be filled in that are other than now, as far as somebody changed them in the file."""
    for field in (one for one in EDITABLE if one in line.cells):
        new, now = said(field, line.cells[field]), value_of(entry.ownership, field)
        before = then[field] if then else now
        if new is None or new in (now, before):
            continue
        checked = new if isinstance(new, Fault) else _fault(field, new) or new
        if isinstance(checked, Fault):
            yield BadCell(line.place.row, field, plain(line.cells[field]), checked)
        elif before == now:
            yield Change(line.code, field, now, checked)
        else:
            yield Conflict(line.code, field, before, now, checked)


def _meaning(field: Field, cell: Cell, *, words: Words, today: date, may_empty: bool) -> str | Fault | None:
    """What a cell says, as Change has it; a Fault where that cannot be told. An empty one says nothing in a
    sheet that was made by hand; there 无 empties."""
    text = plain(cell)
    if isinstance(cell, Special):
        return Fault.FORMULA
    if not text and not may_empty:
        return None
    if text in words.nothing:
        return ""
    if text and field is Field.DUE:
        day = read_named_day(text, today)
        return day.isoformat() if day else Fault.NO_DATE
    if text and field is Field.KIND:
        word = normalise(text) if _is_short(text) else ""
        named = (kind.value for kind, name in words.kinds.items() if name.startswith(word))  # 限期, 长期
        return next(named, Fault.NO_KIND) if len(word) > 1 else Fault.NO_KIND
    return text


def _fault(field: Field, value: str) -> Fault | None:
    """What is wrong with a new value."""
    if field in (Field.DUE, Field.KIND):
        return None
    if len(value) > LONGEST_NAME:
        return Fault.TOO_LONG
    if value in ("同上", "同前", "〃", "″"):
        return Fault.DITTO
    return Fault.NUMBER if cautions(value) & _NUMBERS else None


def _edited(line: _Line, entry: Entry, then: Mapping[Field, str] | None) -> Iterator[tuple[Place, Field]]:
    """The cells for reading that are other than when the file was written; than now, where that is not
    known."""
    for field in (one for one in TO_READ if one in line.cells):
        if mark(line.cells[field]) != (then[field] if then else mark(entry.cells[field])):
            yield line.place, field


def _is_short(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) <= _LONGEST_HEADING


def _at(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else ""
