"""Where the findings stand, as a picture: a bar for each category, and how many were open of late.

It is for phones, in light and dark chats: opaque, no letter under 30 points of 1080, and colours that differ
in lightness too, for those who see them otherwise.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from handlers.views.canvas import FAINT, INK, LEFT, MARGIN, RIGHT, WHITE, Canvas, Style
from handlers.views.texts import public
from handlers.views.texts import supervisors as texts
from handlers.views.trends import trend
from knowledge.model import Status
from knowledge.progress.standing import Category, Standing
from knowledge.text import one_line, shorten

COLOURS = {
    Status.CLOSED: "#0B4A8F",
    Status.COMPLETED: "#2FA97C",
    Status.IN_PROGRESS: "#F0AE2E",
    Status.LONG_TERM: "#9A52A8",
    Status.NOT_STATED: "#D9DEE5",
}
_SQUARES = {
    Status.CLOSED: "🟦",
    Status.COMPLETED: "🟩",
    Status.IN_PROGRESS: "🟨",
    Status.LONG_TERM: "🟪",
    Status.NOT_STATED: "⬜",
}

_TITLE, _BESIDE = Style(50, INK, bold=True), Style(36, FAINT)
_CODE, _LABEL, _TOTAL = Style(34, INK, bold=True), Style(34, INK), Style(34, FAINT)
_LEGEND = Style(32, INK)
_NUMBERS = {
    status: Style(34, WHITE if status in (Status.CLOSED, Status.LONG_TERM) else INK, bold=True)
    for status in Status
}

_BAR, _GAP = 46, 3
_HEADING_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with what is said below it, as plain text within Telegram's limit."""

    png: bytes
    caption: str


def chart(facts: Standing, font: Path | None) -> Picture:
    """Without a font that has Chinese, the picture holds digits and codes only, and the caption says what
    they mean."""
    canvas = Canvas(font)
    in_words = font is not None
    y = _head(canvas, facts, in_words)
    for category in facts.categories:
        y = _category(canvas, y, category, in_words)
    if len(facts.trend) > 1:
        y = trend(canvas, y + 48, facts.trend, texts.CHART_TREND if in_words else "")
    return Picture(canvas.png(y + MARGIN), _line(facts) if in_words else _key(facts))


def _head(canvas: Canvas, facts: Standing, in_words: bool) -> int:
    title, beside = (texts.CHART, f"{facts.day}") if in_words else (f"{facts.day}", f"{facts.total}")
    y = MARGIN + 48
    canvas.text((LEFT, y), title, _TITLE)
    canvas.text((RIGHT, y), beside, _BESIDE, "r")
    if in_words:
        y += 58
        counts = texts.CHART_COUNTS.format(total=facts.total, open=facts.open)
        canvas.text((LEFT, y), counts, _BESIDE)
    y = _bar(canvas, y + 30, facts.by_status)
    return _legend(canvas, y, _met(facts)) if in_words else y + 12


def _met(facts: Standing) -> list[Status]:
    """The statuses that the picture has."""
    return [status for status, count in facts.by_status.items() if count]


def _legend(canvas: Canvas, top: int, statuses: Iterable[Status]) -> int:
    """In as many lines as it needs."""
    x, y, square = LEFT, top + 50, 28
    for status in statuses:
        name = public.STATUS[status]
        wide = square + 10 + round(canvas.width_of(name, _LEGEND))
        if x + wide > RIGHT:
            x, y = LEFT, y + 46
        canvas.bar((x, y - square + 2), (x + square, y + 2), COLOURS[status], (True, True))
        canvas.text((x + square + 10, y), name, _LEGEND)
        x += wide + 36
    return y + 18


def _category(canvas: Canvas, top: int, category: Category, in_words: bool) -> int:
    y = top + 58
    total = texts.CHART_TOTAL.format(count=category.total) if in_words else f"{category.total}"
    canvas.text((RIGHT, y), total, _TOTAL, "r")
    room = RIGHT - LEFT - canvas.width_of(total, _TOTAL) - 30
    if in_words:
        code = f"{category.code}  " if category.code else ""
        canvas.text((LEFT, y), code, _CODE)
        beside = canvas.width_of(code, _CODE)
        canvas.text((LEFT + beside, y), canvas.fitted(_heading(category), _LABEL, room - beside), _LABEL)
    else:
        canvas.text((LEFT, y), _code(category), _CODE)
    return _bar(canvas, y + 14, category.by_status)


def _code(category: Category) -> str:
    return category.code or texts.CHART_REST_CODE.format(count=category.together)


def _heading(category: Category) -> str:
    if category.code is None:
        return texts.CHART_REST.format(count=category.together)
    heading = one_line(category.heading or "")
    core = re.fullmatch(r"(?:关于|针对)(.+?)(?:的?问题)?", heading)
    return core[1] if core else heading


def _bar(canvas: Canvas, top: int, by_status: Mapping[Status, int]) -> int:
    """The whole width, shared as the findings are."""
    counts = {status: count for status, count in by_status.items() if count}
    least = {status: canvas.width_of(f"{count}", _NUMBERS[status]) + 24 for status, count in counts.items()}
    x, bottom = float(LEFT), top + _BAR
    for at, (status, wide) in enumerate(_shares(counts, least, RIGHT - LEFT).items(), start=1):
        last = at == len(counts)
        end = x + wide - (0 if last else _GAP)
        canvas.bar((x, top), (end, bottom), COLOURS[status], (at == 1, last))
        canvas.text(((x + end) / 2, bottom - 11), f"{counts[status]}", _NUMBERS[status], "m")
        x += wide
    return bottom


def _shares(counts: Mapping[Status, int], least: Mapping[Status, float], width: float) -> dict[Status, float]:
    """In proportion to the counts, but none too narrow for its number."""
    wide: dict[Status, float] = {}
    while True:
        others = {status: count for status, count in counts.items() if status not in wide}
        room, whole = width - sum(wide.values()), sum(others.values())
        narrow = [status for status, count in others.items() if room * count / whole < least[status]]
        if not narrow:
            shared = {status: room * count / whole for status, count in others.items()}
            return {status: wide.get(status) or shared[status] for status in counts}
        wide |= {status: least[status] for status in narrow}


def _line(facts: Standing) -> str:
    return texts.CHART_CAPTION.format(day=facts.day, total=facts.total, open=facts.open)


def _key(facts: Standing) -> str:
    """What the colours, the codes and the line mean."""
    names = " ".join(f"{_SQUARES[status]}{public.STATUS[status]}" for status in _met(facts))
    headings = [
        f"{_code(one)} {shorten(_heading(one), _HEADING_LENGTH)}".rstrip() for one in facts.categories
    ]
    first, last = facts.trend[0], facts.trend[-1]
    line = texts.CHART_LINE.format(first=first.day, before=first.count, last=last.day, now=last.count)
    told = [line] if len(facts.trend) > 1 else []
    return "\n".join([_line(facts), texts.CHART_COLOURS.format(names=names), *headings, *told])
