"""What a button carries: an action and ids, at most 64 bytes, never words."""

from dataclasses import dataclass
from enum import StrEnum
from zlib import crc32


class Press(StrEnum):
    CARD = "card"
    FULL = "full"
    NEWS = "news"
    LIST = "list"
    NONE = "none"
    PUBLISH = "publish"
    REWORD = "reword"
    CANCEL = "cancel"
    DRAFT = "draft"
    PLACE = "place"
    CHOOSE = "choose"
    MASK = "mask"
    PHRASES = "phrases"
    PHRASE = "phrase"
    POST = "post"
    DESK = "desk"
    FILES = "files"
    WITHDRAW = "withdraw"
    CORRECT = "correct"
    ADD = "add"
    PROPOSE = "propose"
    REVIEW = "review"
    VERIFY = "verify"
    RETURN = "return"
    REOPEN = "reopen"
    ACCEPT = "accept"
    DECLINE = "decline"
    MISSED = "missed"
    TEACH = "teach"
    MEANS = "means"
    SAVE = "save"
    FOREIGN = "foreign"
    UNTEACH = "unteach"
    REVOKE = "revoke"
    OPINE = "opine"
    SPEAK = "speak"
    ANYWAY = "anyway"
    MORE = "more"
    TICKET = "ticket"
    GRADE = "grade"
    OPINIONS = "opinions"
    OPINION = "opinion"
    REPLY = "reply"
    FORWARD = "forward"
    TO_UNIT = "to_unit"
    LOOK = "look"
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
    """LIST and MISSED carry a page, the draft buttons a draft, those on what is published an update, REVOKE
    a person, TAKE and LEAVE an offer, ACCEPT and DECLINE a hand-over, TEACH and FOREIGN a question, UNTEACH
    a name, ANYWAY, MORE, TICKET, OPINION, REPLY, FORWARD and LOOK an opinion, OPINIONS a page, NONE and SPEAK
    nothing of meaning."""
    return f"{press}:{number}"


@dataclass(frozen=True, slots=True)
class WithCode:
    """A draft or a question, and the code of a finding."""

    number: int
    code: str


def with_code(press: Press, number: int, code: str) -> str:
    """PLACE carries a draft, MEANS and SAVE a question, each with a finding's code."""
    return f"{press}:{number}:{code}"


def with_numbers(press: Press, number: int, other: int) -> str:
    """CHOOSE carries a draft and a status, PHRASE a draft and a phrase, GRADE an answer and its grade,
    TO_UNIT an opinion and what number_of gives for a unit."""
    return f"{press}:{number}:{other}"


_ON_FINDING = frozenset(
    {
        Press.CARD, Press.FULL, Press.NEWS, Press.POST, Press.DESK, Press.FILES, Press.PROPOSE, Press.REVIEW,
        Press.VERIFY, Press.RETURN, Press.REOPEN, Press.PLACE, Press.MEANS, Press.SAVE,
        Press.OPINE,
    }
)  # fmt: skip
_TWO_NUMBERS = frozenset({Press.CHOOSE, Press.PHRASE, Press.GRADE, Press.TO_UNIT})


def number_of(unit: str) -> int:
    """A number that stands for a unit, whoever joins or leaves meanwhile."""
    return crc32(unit.encode())


def pattern(press: Press) -> str:
    """The regular expression for this button's data, whole: what does not fit was never made here."""
    if press in _TWO_NUMBERS:
        return rf"{press}:\d{{1,18}}:\d{{1,10}}"
    ids = r"\d{1,18}:[\d.]{1,40}" if press in _ON_FINDING else r"-?\d{1,18}"
    return f"{press}:{ids}"


def read_finding(data: str) -> OnFinding:
    """For data that fits its pattern."""
    _, notice_id, code = data.split(":")
    return OnFinding(int(notice_id), code)


def read_with_code(data: str) -> WithCode:
    """For data that fits its pattern."""
    _, number, code = data.split(":")
    return WithCode(int(number), code)


def read_numbers(data: str) -> tuple[int, int]:
    """For data that fits its pattern."""
    _, number, other = data.split(":")
    return int(number), int(other)


def read_number(data: str) -> int:
    """For data that fits its pattern."""
    return int(data.partition(":")[2])
