"""A sheet of A4 to print: black on white, measured in millimetres.

It is a bitmap as fine as office printers are. A PDF of outlines would ask for a library that embeds fonts;
ReportLab, the one in pure Python, cannot embed those that most servers have for Chinese (CFF outlines).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from handlers.views.canvas import Align, Spot, letters

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 210, 297
_DPI, _DPI_OF_PNG = 600, 300
_A_MM = _DPI / 25.4
_BLACK, _WHITE = 0, 1
# What stays together in a line: Latin words, and what may not begin or end one.
_TOGETHER = re.compile(r"[“《（]*(?:[!-~]+|[^“《（])[，。；：、！？”》）]*")
# Light modules around a QR code, which scanners need to find it.
QUIET = 4


class Sheet:
    """One page."""

    def __init__(self, font: Path) -> None:
        from PIL import Image, ImageDraw  # an eighth of a second, and only where needed

        self.image = Image.new("1", (int(WIDTH * _A_MM), int(HEIGHT * _A_MM)), _WHITE)
        self._draw = ImageDraw.Draw(self.image)
        self._letters = cache(lambda size: letters(font, _dots(size)))

    def text(self, spot: Spot, words: str, size: float, align: Align = "l", bold: bool = False) -> None:
        """``spot`` is on the line that the letters stand on."""
        at = (_dots(spot[0]), _dots(spot[1]))
        thick = _dots(size / 60) if bold else 0
        self._draw.text(at, words, _BLACK, self._letters(size), f"{align}s", stroke_width=thick)

    def width_of(self, words: str, size: float) -> float:
        return float(self._letters(size).getlength(words)) / _A_MM

    def lines(self, words: str, size: float, width: float, most: int) -> list[str]:
        """The words in lines of this width; what more than so many do not hold is left out, with a sign."""
        found = [""]
        for piece in _TOGETHER.findall(" ".join(words.split())):
            if found[-1] and self.width_of(found[-1] + piece, size) > width:
                found.append("")
            found[-1] += piece
        if len(found) <= most:
            return found
        last = found[most - 1]
        while last and self.width_of(f"{last}…", size) > width:
            last = last[:-1]
        return [*found[: most - 1], f"{last}…"]

    def fitting(self, words: str, size: float, width: float) -> float:
        """The largest size up to this one in which the words are no wider."""
        return size * min(1.0, width / self.width_of(words, size))

    def rule(self, spot: Spot, width: float, thick: float) -> None:
        x, y = spot
        self._draw.rectangle((_dots(x), _dots(y), _dots(x + width), _dots(y + thick)), _BLACK)

    def frame(self, spot: Spot, opposite: Spot, thick: float) -> None:
        corners = (_dots(spot[0]), _dots(spot[1]), _dots(opposite[0]), _dots(opposite[1]))
        self._draw.rectangle(corners, outline=_BLACK, width=_dots(thick))

    def qr(self, spot: Spot, side: float, words: str) -> None:
        """A QR code as wide as ``side``, the light around it included; a quarter of it may be lost to rain
        and pins (level Q)."""
        import segno

        modules = segno.make(words, error="q", micro=False).matrix
        dot = _dots(side) // (len(modules) + 2 * QUIET)
        left, top = (_dots(one) + QUIET * dot for one in spot)
        for row, line in enumerate(modules):
            for column, is_dark in enumerate(line):
                if is_dark:
                    x, y = left + column * dot, top + row * dot
                    self._draw.rectangle((x, y, x + dot - 1, y + dot - 1), _BLACK)

    def png(self) -> bytes:
        out = io.BytesIO()
        grey: Image = self.image.convert("L").reduce(_DPI // _DPI_OF_PNG)
        grey.save(out, "PNG", dpi=(_DPI_OF_PNG, _DPI_OF_PNG))
        return out.getvalue()


def pdf(sheets: Iterable[Sheet], title: str) -> bytes:
    """A page for each; one is held at a time."""
    out = io.BytesIO()
    for number, sheet in enumerate(sheets):
        sheet.image.save(out, "PDF", resolution=_DPI, title=title, append=number > 0)
    return out.getvalue()


def _dots(millimetres: float) -> int:
    return round(millimetres * _A_MM)
