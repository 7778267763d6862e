"""What a button carries: an action and ids, at most 64 bytes, never words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zlib import crc32

from handlers.views.stops import STOP, Stop, read_stop
from knowledge.progress.mornings import Span

_MOST_BYTES = 64


class Press(StrEnum):
    CARD = "card"
    FULL = "full"
    NEWS = "news"
    LIST = "list"
    NOTICES = "notices"
    PAGE = "page"
    HELPED = "helped"
    OFF_POINT = "offpoint"
    NONE = "none"
    FOLLOW = "follow"
    FOLLOW_CHOICE = "followone"
    UNFOLLOW = "unfollow"
    ENOUGH = "enough"
    FOLLOW_CATEGORY = "followcat"
    FOLLOW_ALL = "followall"
    MY = "my"
    TOWN = "town"
    TOWNS = "towns"
    RELEASE = "release"
    WAY = "way"
    RESOLVED = "resolved"
    UNRESOLVED = "unresolved"
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
    OPEN = "open"
    CHART = "chart"
    REGISTER = "register"
    REGISTERS = "registers"
    MORNINGS = "mornings"
    TOWN_DIGEST = "towndigest"
    PENDING = "pending"
    LATER = "later"
    VERIFY = "verify"
    RETURN = "return"
    REOPEN = "reopen"
    ACCEPT = "accept"
    DECLINE = "decline"
    MISSED = "missed"
    TEACH = "teach"
    TEACH_IN = "teachin"
    MEANS = "means"
    SAVE = "save"
    FOREIGN = "foreign"
    UNTEACH = "unteach"
    MAY_REVOKE = "mayrevoke"
    REVOKE = "revoke"
    KEEP_ROLE = "keeprole"
    OPINE = "opine"
    SPEAK = "speak"
    ANYWAY = "anyway"
    MORE = "more"
    TICKET = "ticket"
    RECALL = "recall"
    GRADE = "grade"
    BACKLOG = "backlog"
    OPINIONS = "opinions"
    OPINION = "opinion"
    REPLY = "reply"
    FORWARD = "forward"
    TO_UNIT = "to_unit"
    LOOK = "look"
    TAKE = "take"
    LEAVE = "leave"
    IMPORT = "import"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class OnFinding:
    """A finding of one notice, and where one comes back to from it."""

    notice_id: int
    code: str
    back: Stop | None = None


def on_finding(press: Press, notice_id: int, code: str, back: Stop | None = None) -> str:
    """CARD, FULL and NEWS may carry where one comes back to; what does not fit is left out."""
    bare = f"{press}:{notice_id}:{code}"
    whole = f"{bare}:{back}" if back else bare
    return whole if len(whole) <= _MOST_BYTES else bare


def to_stop(notice_id: int, stop: Stop) -> str:
    return f"{Press.PAGE}:{notice_id}:{stop}"


def with_number(press: Press, number: int) -> str:
    """For a page, a choice, a notice, or whatever has an id; 0 where there is nothing to tell apart."""
    return f"{press}:{number}"


@dataclass(frozen=True, slots=True)
class ForFinding:
    """A draft or a question, and the finding that it may be of."""

    number: int
    notice_id: int
    code: str


def for_finding(press: Press, number: int, notice_id: int, code: str) -> str:
    """PLACE carries a draft, MEANS and SAVE a question, each with a finding."""
    return f"{press}:{number}:{notice_id}:{code}"


def with_numbers(press: Press, number: int, other: int) -> str:
    """CHOOSE carries a draft and a status, PHRASE a draft and a phrase, RELEASE what is followed and a page,
    GRADE an answer and its grade, TO_UNIT an opinion and what number_of gives for a unit,
    TEACH_IN a question and a notice, TOWN_DIGEST a town and what number_of_span gives for the days."""
    return f"{press}:{number}:{other}"


_ON_FINDING = frozenset(
    {
        Press.CARD, Press.OPEN, Press.FULL, Press.NEWS, Press.POST, Press.DESK, Press.FILES, Press.PROPOSE,
        Press.LATER, Press.VERIFY, Press.RETURN, Press.REOPEN, Press.FOLLOW, Press.UNFOLLOW, Press.ENOUGH,
        Press.FOLLOW_CHOICE,
        Press.FOLLOW_CATEGORY, Press.RESOLVED, Press.UNRESOLVED, Press.OPINE,
    }
)  # fmt: skip
_FOR_FINDING = frozenset({Press.PLACE, Press.MEANS, Press.SAVE})
_WITH_BACK = frozenset({Press.CARD, Press.FULL, Press.NEWS})
_TWO_NUMBERS = frozenset(
    {
        Press.CHOOSE, Press.PHRASE, Press.RELEASE, Press.GRADE, Press.TO_UNIT, Press.TEACH_IN,
        Press.TOWN_DIGEST,
    }
)  # fmt: skip


def number_of(unit: str) -> int:
    """A number that stands for a unit, whoever joins or leaves meanwhile."""
    return crc32(unit.encode())


_MOST_DAYS = 99


def number_of_span(span: Span) -> int:
    """Its last day, and how many there are."""
    days = (span.last - span.first).days + 1
    return span.last.toordinal() * 100 + min(days, _MOST_DAYS)


def read_span(number: int) -> Span | None:
    """None for what number_of_span never gave."""
    ordinal, days = divmod(number, 100)
    if not (days and 0 < ordinal <= date.max.toordinal()):
        return None
    last = date.fromordinal(ordinal)
    return Span(date.fromordinal(max(ordinal - days + 1, 1)), last)


def pattern(press: Press) -> str:
    """The regular expression for this button's data, whole: what does not fit was never made here."""
    if press in _TWO_NUMBERS:
        return rf"{press}:\d{{1,18}}:\d{{1,10}}"
    if press is Press.PAGE:
        return rf"{press}:\d{{1,18}}:{STOP}"
    if press in _FOR_FINDING:
        return rf"{press}:\d{{1,18}}:\d{{1,18}}:[\d.]{{1,40}}"
    ids = r"\d{1,18}:[\d.]{1,40}" if press in _ON_FINDING else r"-?\d{1,18}"
    return f"{press}:{ids}(?::{STOP})?" if press in _WITH_BACK else f"{press}:{ids}"


def read_finding(data: str) -> OnFinding:
    """For data that fits its pattern."""
    _, notice_id, code, *back = data.split(":")
    return OnFinding(int(notice_id), code, read_stop(back[0]) if back else None)


def read_page(data: str) -> tuple[int, Stop]:
    """The notice and the stop, for data that fits its pattern."""
    _, notice_id, stop = data.split(":")
    return int(notice_id), read_stop(stop)


def read_for_finding(data: str) -> ForFinding:
    """For data that fits its pattern."""
    _, number, notice_id, code = data.split(":")
    return ForFinding(int(number), int(notice_id), code)


def read_numbers(data: str) -> tuple[int, int]:
    """For data that fits its pattern."""
    _, number, other = data.split(":")
    return int(number), int(other)


def read_number(data: str) -> int:
    """For data that fits its pattern."""
    return int(data.partition(":")[2])
