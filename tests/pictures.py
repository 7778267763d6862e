"""Pictures to send."""

import io

from PIL import Image

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
