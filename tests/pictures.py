"""Pictures to send, and letters to draw them with."""

import io
from pathlib import Path

from PIL import Image, ImageFont

_GPS, _ORIENTATION = 0x8825, 0x0112


def picture(colour: str = "green", place: str = "", kind: str = "JPEG", turned: bool = False) -> bytes:
    """A small picture; with a place, that is written into it as a camera does."""
    exif = Image.Exif()
    if place:
        exif[_GPS] = {1: "N", 2: (37.0, 8.0, 3.0), 29: place}
    if turned:
        exif[_ORIENTATION] = 6
    out = io.BytesIO()
    Image.new("RGB", (64, 32), colour).save(out, kind, exif=exif)
    return out.getvalue()


def latin_font(folder: Path) -> Path:
    """A real font without Chinese: Pillow's own, as a file."""
    letters = ImageFont.load_default(20)
    assert isinstance(letters, ImageFont.FreeTypeFont)
    assert isinstance(letters.path, io.BytesIO)
    font = folder / "latin.ttf"
    font.write_bytes(letters.path.getvalue())
    return font
