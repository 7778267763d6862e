"""What a button carries: an action and ids, at most 64 bytes, never words."""

from dataclasses import dataclass
from enum import StrEnum


class Press(StrEnum):
    CARD = "card"
    FULL = "full"
    NEWS = "news"
    LIST = "list"
    NONE = "none"
    PUBLISH = "publish"
    REWORD = "reword"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class OnFinding:
    """CARD, FULL and NEWS: a finding of one notice."""

    notice_id: int
    code: str


def on_finding(press: Press, notice_id: int, code: str) -> str:
    return f"{press}:{notice_id}:{code}"


def with_number(press: Press, number: int) -> str:
    """LIST carries a page, the draft buttons a draft, NONE nothing of meaning."""
    return f"{press}:{number}"


def pattern(press: Press) -> str:
    """The regular expression that tells this button's data from any other."""
    return rf"^{press}:"


def read_finding(data: str) -> OnFinding:
    """Raises ValueError for data this program never made."""
    _, notice_id, code = data.split(":")
    return OnFinding(int(notice_id), code)


def read_number(data: str) -> int:
    """Raises ValueError for data this program never made."""
    _, number = data.split(":")
    return int(number)
