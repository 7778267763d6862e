"""The font that pictures are lettered in: the operator's, else one with Chinese that the system has."""

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts",
    "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts",
    "C:/Windows/Fonts", "~/AppData/Local/Microsoft/Windows/Fonts",
)  # fmt: skip
# As files are named in lower case, the best to read on a phone first.
_NAMES = (
    "notosanssc-regular.*", "notosanscjksc-regular.*", "sourcehansanssc-regular.*",
    "sourcehansanscn-regular.*", "notosanscjk-regular.*", "sourcehansans-regular.*", "pingfang.ttc",
    "hiragino sans gb.ttc", "msyh.ttc", "msyh.ttf", "wqy-microhei.ttc", "wqy-zenhei.ttc", "notosanssc*",
    "deng.ttf", "stheiti*", "simhei.ttf", "arial unicode.ttf", "notoserifcjk-regular.*", "simsun.ttc",
    "uming.ttc", "ukai.ttc",
)  # fmt: skip
# What a font for traditional characters or Japanese, or one that only fills gaps, does not have all of.
_NEEDED = "整改销号坚说类0123456789…"
_MISSING = "\uffff"
_SIZE = 32


def find_font(own: Path | None) -> Path | None:
    """``own`` if it has Chinese, else the first of the system's that has."""
    if own is not None and has_chinese(own):
        return own
    return next((font for font in _on_the_system() if has_chinese(font)), None)


def has_chinese(font: Path) -> bool:
    """Whether the file is a font that has what pictures say; its name proves nothing."""
    from PIL import ImageFont  # an eighth of a second, and only where needed

    try:
        letters = ImageFont.truetype(font, _SIZE)
        missing, *shapes = (bytes(letters.getmask(one)) for one in _MISSING + _NEEDED)
    except OSError:
        return False
    return all(shape not in (missing, b"") for shape in shapes)


def _on_the_system() -> Iterator[Path]:
    files = [*_files()]
    for name in _NAMES:
        yield from sorted(file for file in files if fnmatch(file.name.lower(), name))


def _files() -> Iterator[Path]:
    for folder in FOLDERS:
        for where, _, names in os.walk(os.path.expanduser(folder)):
            yield from (Path(where, name) for name in names)
