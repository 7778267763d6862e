"""The numbers that Word draws before paragraphs and that stand nowhere in their text."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from knowledge.codes import numeral

_HAN = {
    "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
    "taiwaneseCounting", "taiwaneseCountingThousand", "koreanDigital", "chineseLegalSimplified",
}  # fmt: skip
_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
_MOST_HAN, _MOST_CIRCLED = 99, 20


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts along as the paragraphs of a document are read in order."""

    def __init__(self, document: Document) -> None:
        self._lists: dict[str, _List] = {}
        self._of_style = _style_numbers(document)
        part = next(
            (r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None
        )
        if part is not None:
            self._read(part.element)

    def label(self, paragraph: Any) -> str:
        """What is drawn before this paragraph; nothing for one without a number."""
        number_id, level = self._number_of(paragraph)
        listed = self._lists.get(number_id or "")
        if listed is None or level not in listed.levels:
            return ""
        counts = listed.counts
        counts[level] = counts.get(level, listed.levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda match: _number(listed, int(match[1]) - 1), listed.levels[level].text)

    def _number_of(self, paragraph: Any) -> tuple[str | None, int]:
        properties = paragraph.pPr
        style = _value(properties, "w:pStyle")
        number_id, level = self._of_style.get(style or "", (None, 0))
        own = properties.find(qn("w:numPr")) if properties is not None else None
        if own is not None:
            number_id = _value(own, "w:numId") or number_id
            level = int(_value(own, "w:ilvl") or level)
        return number_id, level

    def _read(self, root: Any) -> None:
        abstract = {
            each.get(qn("w:abstractNumId")): _levels(each) for each in root.findall(qn("w:abstractNum"))
        }
        shared: dict[str, _List] = {}
        for each in root.findall(qn("w:num")):
            which = _value(each, "w:abstractNumId") or ""
            overrides = {
                int(over.get(qn("w:ilvl")) or 0): int(_value(over, "w:startOverride") or 1)
                for over in each.findall(qn("w:lvlOverride"))
                if over.find(qn("w:startOverride")) is not None
            }
            levels = dict(abstract.get(which, {}))
            for level, start in overrides.items():
                if level in levels:
                    levels[level] = _Level(levels[level].form, levels[level].text, start)
            # Lists of one template go on counting, but for one that starts anew.
            known = _List(levels) if overrides else shared.setdefault(which, _List(levels))
            self._lists[each.get(qn("w:numId"))] = known


def _style_numbers(document: Document) -> dict[str, tuple[str | None, int]]:
    """The list and level that each paragraph style brings, be it from the style it is based on."""
    own: dict[str, tuple[str | None, int]] = {}
    based_on: dict[str, str] = {}
    for style in document.styles.element.findall(qn("w:style")):
        name = style.get(qn("w:styleId"))
        based_on[name] = _value(style, "w:basedOn") or ""
        properties = style.find(qn("w:pPr"))
        number = properties.find(qn("w:numPr")) if properties is not None else None
        if number is not None:
            own[name] = (_value(number, "w:numId"), int(_value(number, "w:ilvl") or 0))
    found: dict[str, tuple[str | None, int]] = defaultdict(lambda: (None, 0))
    for name in based_on:
        at, seen = name, set[str]()
        while at and at not in own and at not in seen:
            seen.add(at)
            at = based_on.get(at, "")
        found[name] = own.get(at, (None, 0))
    return found


def _levels(abstract: Any) -> dict[int, _Level]:
    return {
        int(level.get(qn("w:ilvl")) or 0): _Level(
            _value(level, "w:numFmt") or "decimal",
            _value(level, "w:lvlText") or "",
            int(_value(level, "w:start") or 1),
        )
        for level in abstract.findall(qn("w:lvl"))
        if _value(level, "w:numFmt") not in ("bullet", "none")
    }


def _number(listed: _List, level: int) -> str:
    form = listed.levels[level].form if level in listed.levels else "decimal"
    value = listed.counts.get(level, listed.levels[level].start if level in listed.levels else 1)
    if form in _HAN and value <= _MOST_HAN:
        return numeral(value)
    if form in _CIRCLED and value <= _MOST_CIRCLED:
        return chr(ord("①") + value - 1)
    return str(value)


def _value(element: Any, tag: str) -> str | None:
    child = element.find(qn(tag)) if element is not None else None
    value: str | None = child.get(qn("w:val")) if child is not None else None
    return value
