"""A picture to draw on, as wide as a phone shows it sharp; all is drawn twice as fine and then made smaller,
so that no edge is ragged."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from knowledge.text import shorten

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont, ImageFont

PAPER, INK, FAINT, RULE, SHADE, WHITE = "#F7F8FA", "#1E2733", "#5A6675", "#D3D9E0", "#E1E7EF", "#FFFFFF"
_WIDTH, _TALLEST, MARGIN = 1080, 1900, 54
LEFT, RIGHT = MARGIN, _WIDTH - MARGIN
_FINER = 2
_CORNER = 8
# Characters; no line of a picture holds more.
_LONGEST = 80

Align = Literal["l", "m", "r"]
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Style:
    """How words look; with a halo they keep clear of what they lie upon."""

    size: int
    colour: str
    bold: bool = False
    halo: bool = False


class Canvas:
    """``font`` has Chinese; without one the letters are Pillow's own, which have not."""

    def __init__(self, font: Path | None) -> None:
        from PIL import Image, ImageDraw  # an eighth of a second, and only where needed

        self._image = Image.new("RGB", (_WIDTH * _FINER, _TALLEST * _FINER), PAPER)
        self._draw = ImageDraw.Draw(self._image)
        self._letters = cache(lambda size: letters(font, size * _FINER))

    def text(self, spot: Spot, words: str, style: Style, align: Align = "l") -> None:
        """``spot`` is on the line that the letters stand on."""
        (at,), letters, anchor = _fine([spot]), self._letters(style.size), f"{align}s"
        if style.halo:
            around = style.size * _FINER // 6
            self._draw.text(at, words, PAPER, letters, anchor, stroke_width=around)
        self._draw.text(at, words, style.colour, letters, anchor, stroke_width=1 if style.bold else 0)

    def width_of(self, words: str, style: Style) -> float:
        return float(self._letters(style.size).getlength(words)) / _FINER

    def fitted(self, words: str, style: Style, width: float) -> str:
        """As much of the words as the width has room for."""
        lengths = range(min(len(words), _LONGEST), 0, -1)
        shorter = (shorten(words, length) for length in lengths)
        return next((one for one in shorter if self.width_of(one, style) <= width), "")

    def bar(self, corner: Spot, opposite: Spot, colour: str, rounded: tuple[bool, bool]) -> None:
        """Its left end is rounded, its right end, both or neither."""
        (left, top), (right, bottom) = _fine([corner, opposite])
        first, last = rounded
        self._draw.rounded_rectangle(
            (left, top, right - 1, bottom - 1), _CORNER * _FINER, colour, corners=(first, last, last, first)
        )

    def line(self, spots: Iterable[Spot], colour: str, thick: int) -> None:
        self._draw.line(_fine(spots), colour, thick * _FINER, joint="curve")

    def area(self, spots: Iterable[Spot], colour: str) -> None:
        self._draw.polygon(_fine(spots), colour)

    def dot(self, spot: Spot, radius: float, colour: str) -> None:
        self._draw.circle(_fine([spot])[0], radius * _FINER, colour)

    def png(self, height: int) -> bytes:
        """The picture down to this height."""
        out = io.BytesIO()
        cut = self._image.crop((0, 0, self._image.width, height * _FINER))
        cut.reduce(_FINER).save(out, "PNG")
        return out.getvalue()


def _fine(spots: Iterable[Spot]) -> list[Spot]:
    return [(round(x * _FINER), round(y * _FINER)) for x, y in spots]


def letters(font: Path | None, size: int) -> FreeTypeFont | ImageFont:
    """The letters of a font in a size; without one, Pillow's own."""
    from PIL import ImageFont

    if font is None:
        return ImageFont.load_default(size)
    return ImageFont.truetype(font, size, _face(font))


@cache
def _face(font: Path) -> int:
    """A collection has a face for each of several countries, which write the same characters differently: the
    one for simplified Chinese if it says so, else the first."""
    from PIL import ImageFont

    for number in count():
        try:
            name, _ = ImageFont.truetype(font, _FINER, number).getname()
        except OSError:  # there are no more
            return 0
        if "SC" in (name or "").split():
            return number
    raise AssertionError
