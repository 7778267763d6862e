"""Notices with their ground truth: where each finding begins and ends, and what it says of its status."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.reading.parser import Reading, read_notice
from tests.town import DATA

FOLDER = DATA / "notices"
NAMES = tuple(sorted(str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.json")))


def path_of(name: str) -> Path:
    """The notice beside its ground truth."""
    return next(path for path in FOLDER.glob(f"{name}.*") if path.suffix != ".json")


@cache
def reading(name: str) -> Reading:
    return read_notice(path_of(name).read_bytes())


@cache
def truth(name: str) -> dict[str, Any]:
    return dict(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


def squeezed(text: str | None) -> str:
    """Without blanks, as the anchors of the ground truth are."""
    return re.sub(r"\s", "", text or "")
