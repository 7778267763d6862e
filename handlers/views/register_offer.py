"""What a register that came back would change: cell by cell, what cannot be taken first."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from handlers.views import supervisor_keys
from handlers.views.html import escape
from handlers.views.naming import short_name
from handlers.views.texts import supervisors as texts
from handlers.views.view import View
from knowledge.model import RectificationKind
from knowledge.progress.differences import LONGEST_NAME, BadCell, Basis, Comparison, Conflict, Place
from knowledge.progress.register import Change, Field
from knowledge.progress.workbook import Unfit
from knowledge.record import Record
from knowledge.text import one_line, shorten

_LONGEST_VALUE, _LONGEST_HEADING, _MOST_HEADINGS, _LONGEST_NAME = 60, 20, 10, 60
_CHANGES_SHOWN, _OTHERS_SHOWN = 40, 15
# A terminal shows them all.
EVERYTHING = 1_000_000
_One = TypeVar("_One")


def offer(found: Comparison, units: Sequence[str], offer_id: int | None, record: Record, today: date) -> View:
    """The differences, with the buttons to take them where there are any; under the notice's name where
    there are several."""
    named = [short_name(record.name)] if record.is_one_of_several else []
    blocks = [*named, *difference(found, units, today)]
    if offer_id is None:
        return View(tuple(map(escape, blocks)))
    return View(tuple(map(escape, [*blocks, texts.IMPORT_OR_NOT])), supervisor_keys.register_offer(offer_id))


def unreadable(name: str, why: Unfit) -> str:
    """Why the file of this name is no register, and what to do."""
    return texts.REGISTER_IS.format(name=shorten(name, _LONGEST_NAME), why=texts.REGISTER_UNFIT[why])


def difference(
    found: Comparison,
    units: Sequence[str],
    today: date,
    shown: int = _CHANGES_SHOWN,
    others: int = _OTHERS_SHOWN,
) -> list[str]:
    """A block for each kind of difference; ``units`` are those that somebody works in."""
    codes = {one.code for one in found.changes}
    blocks = [
        texts.TO_BE_IMPORTED.format(count=len(found.changes), findings=len(codes))
        if found.changes
        else texts.NOTHING_TO_IMPORT,
        texts.BASIS[found.basis] if found.basis is not Basis.KNOWN else "",
        _block(texts.CONFLICTS, found.conflicts, _conflict, others),
        _block(texts.BAD_CELLS, found.bad, _bad, others),
        _block(texts.UNKNOWN_CODES, found.unknown, _place, others),
        _block(texts.REPEATED_CODES, found.repeated, _place, others),
        _block(texts.OTHER_FINDINGS, found.others, _place, others),
        _block(texts.CHANGES, found.changes, _change, shown),
        _unknown_units(found.changes, units),
        _past_deadlines(found.changes, today),
        _block(texts.EDITED, found.edited, _edited, others),
        _kept_out(found.kept_out),
    ]
    return [block for block in blocks if block]


def _block(head: str, many: Sequence[_One], line: Callable[[_One], str], shown: int) -> str:
    if not many:
        return ""
    more = [texts.MORE_CELLS.format(count=len(many) - shown)] if len(many) > shown else []
    return "\n".join([head.format(count=len(many)), *map(line, many[:shown]), *more])


def _change(one: Change) -> str:
    form = texts.EMPTIED if not one.new else texts.CHANGED_CELL if one.old else texts.FILLED_IN
    return form.format(
        code=one.code,
        column=_column(one.field),
        old=_value(one.field, one.old),
        new=_value(one.field, one.new),
    )


def _conflict(one: Conflict) -> str:
    values = {
        name: _value(one.field, value)
        for name, value in (("base", one.base), ("now", one.now), ("new", one.new))
    }
    return texts.CONFLICT.format(code=one.code, column=_column(one.field), **values)


def _bad(one: BadCell) -> str:
    why = texts.BAD_CELL[one.fault].format(limit=LONGEST_NAME, kinds="、".join(texts.KINDS.values()))
    text = shorten(one_line(one.text), _LONGEST_VALUE)
    said = texts.BAD_CELL_TEXT.format(text=text) if text else ""
    return texts.BAD_CELL_LINE.format(row=one.row, column=_column(one.field), text=said, why=why)


def _place(one: Place) -> str:
    code = shorten(one_line(one.code), _LONGEST_HEADING) or texts.EMPTY_CELL
    return texts.PLACE.format(row=one.row, code=code)


def _edited(one: tuple[Place, Field]) -> str:
    place, field = one
    return texts.EDITED_LINE.format(row=place.row, code=place.code, column=_column(field))


def _unknown_units(changes: Sequence[Change], units: Sequence[str]) -> str:
    """A name may be misspelt; what nobody belongs to, nobody on staff can work on."""
    named = dict.fromkeys(one.new for one in changes if one.field is Field.UNIT and one.new)
    nobodys = [_value(Field.UNIT, unit) for unit in named if unit not in units]
    return texts.UNITS_OF_NOBODY.format(units=_list(nobodys)) if nobodys else ""


def _past_deadlines(changes: Sequence[Change], today: date) -> str:
    """A day that is over may be mistyped."""
    due = [one for one in changes if one.field is Field.DUE and one.new]
    past = [one.code for one in due if date.fromisoformat(one.new) < today]
    return texts.DEADLINES_PAST.format(codes=_list(past)) if past else ""


def _kept_out(headings: Sequence[str]) -> str:
    short = [shorten(one_line(heading), _LONGEST_HEADING) for heading in headings]
    return texts.KEPT_OUT.format(columns=_list(short)) if short else ""


def _list(names: Sequence[str]) -> str:
    more = texts.AND_MORE.format(count=len(names)) if len(names) > _MOST_HEADINGS else ""
    return "、".join(names[:_MOST_HEADINGS]) + more


def _column(field: Field) -> str:
    return texts.REGISTER_HEADINGS[field]


def _value(field: Field, value: str) -> str:
    if not value:
        return texts.EMPTY_CELL
    word = texts.KINDS[RectificationKind(value)] if field is Field.KIND else value
    return shorten(one_line(word), _LONGEST_VALUE)
