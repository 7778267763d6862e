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
    REVOKE = "revoke"
    TAKE = "take"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class OnFinding:
    """A finding of one notice."""

    notice_id: int
    code: str


def on_finding(press: Press, notice_id: int, code: str) -> str:
    return f"{press}:{notice_id}:{code}"


def with_number(press: Press, number: int) -> str:
    """LIST carries a page, the draft buttons a draft, REVOKE a person, TAKE and LEAVE an offer, NONE nothing
    of meaning."""
    return f"{press}:{number}"


_ON_FINDING = frozenset({Press.CARD, Press.FULL, Press.NEWS})


def pattern(press: Press) -> str:
    """The regular expression for this button's data, whole: what does not fit was never made here."""
    ids = r"\d{1,18}:[\d.]{1,40}" if press in _ON_FINDING else r"-?\d{1,18}"
    return f"{press}:{ids}"


def read_finding(data: str) -> OnFinding:
    """For data that fits its pattern."""
    _, notice_id, code = data.split(":")
    return OnFinding(int(notice_id), code)


def read_number(data: str) -> int:
    """For data that fits its pattern."""
    return int(data.partition(":")[2])
