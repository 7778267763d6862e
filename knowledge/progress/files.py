"""What a photo or file is, by its contents; photos lose what tells where they were taken."""

from __future__ import annotations

import io
import struct
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MAX_BYTES = 20_000_000  # what a bot may fetch from Telegram
_MAX_PIXELS = 60_000_000
_QUALITY = 92
_PDF, _ZIP, _OFFICE = b"%PDF-", b"PK\x03\x04", b"[Content_Types].xml"
# A damaged picture, or one that was made to do harm, leads it into any of these.
_WHAT_PILLOW_RAISES = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError, AttributeError,
    struct.error,
)  # fmt: skip
_SUFFIXES = frozenset({".pdf", ".docx", ".xlsx", ".pptx", ".jpg", ".jpeg", ".png", ".webp"})
# Other names of what is kept for its contents: pictures, and Office files with macros or of a template.
_ALSO = frozenset({".jfif", ".jpe", ".docm", ".xlsm", ".pptm", ".dotx", ".xltx", ".potx", ".ppsx"})
_PICTURES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


class Unfit(StrEnum):
    """Why a file is not kept as evidence."""

    KIND = "kind"
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    GONE = "gone"


class NotKept(Exception):
    def __init__(self, why: Unfit) -> None:
        super().__init__(why)
        self.why = why


def suffix_of(name: str | None) -> str:
    """The ending of a file's name, if it is a kind that is kept; else nothing."""
    ending = PurePath((name or "").lower()).suffix
    return ending if ending in _SUFFIXES else ""


def may_be_kept(name: str) -> bool:
    """Whether a file of this name may be of a kind that is kept; one without an ending may."""
    ending = PurePath(name.lower()).suffix
    return not ending or ending in _SUFFIXES | _ALSO


def fit_to_keep(data: bytes) -> bytes:
    """The bytes as they are kept: PDF and Office files as they came, pictures without what was written into
    them besides. Raises NotKept for other kinds, whatever their name says, and for what is broken."""
    if len(data) > MAX_BYTES:
        raise NotKept(Unfit.TOO_LARGE)
    if data.startswith(_PDF) or (data.startswith(_ZIP) and _OFFICE in data):
        return data
    return _bare_picture(data)


def _bare_picture(data: bytes) -> bytes:
    from PIL import Image, UnidentifiedImageError  # an eighth of a second, and only where needed

    try:
        with Image.open(io.BytesIO(data), formats=[*_PICTURES]) as image:
            if image.width * image.height > _MAX_PIXELS:
                raise NotKept(Unfit.TOO_LARGE)
            image.load()
            kind = image.format or ""
            upright = _upright(image)
            colours = image.info.get("icc_profile")
            upright.info.clear()
            out = io.BytesIO()
            upright.save(out, kind, quality=_QUALITY, exif=b"", icc_profile=colours)
            return out.getvalue()
    except UnidentifiedImageError as fault:
        raise NotKept(Unfit.KIND) from fault
    except (*_WHAT_PILLOW_RAISES, Image.DecompressionBombError) as fault:
        raise NotKept(Unfit.BROKEN) from fault


def _upright(image: Image.Image) -> Image.Image:
    """The camera's way up is written beside the picture, and goes with the rest; one that cannot be read is
    left out."""
    from PIL import ImageOps

    try:
        return ImageOps.exif_transpose(image)
    except _WHAT_PILLOW_RAISES:
        return image
