"""第二个, 最后那条, 下一个, 2: a place in what was shown."""

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.codes import HAN_NUMERAL, number

_N = rf"(?:\d{{1,2}}|{HAN_NUMERAL}|两)"
# 下个月 is a month.
_COUNTER = r"(?:个(?:问题)?|条(?:问题)?|项|件(?:事)?)(?![月星周季学])"
_BESIDE = r"(?:的|那|这|一)*"


class Place(StrEnum):
    """What an ordinal counts by."""

    NTH = "nth"
    BARE = "bare"
    LAST = "last"
    FIRST = "first"
    MIDDLE = "middle"
    OTHER = "other"
    ABOVE = "above"
    BEFORE = "before"
    AFTER = "after"


_ORDINAL = re.compile(
    rf"第\s*(?P<nth>{_N})\s*(?:{_COUNTER}|号|种|点|(?=[呢吧的啊]|\s*$))"
    rf"|(?P<bare>^\s*(?:选|看|要|点|就)?\s*{_N}\s*(?:号|呢|吧)?\s*$)"
    rf"|(?P<last>(?:最后|最末|末了|最[下底]面|最底下|倒数第一)面?{_BESIDE}{_COUNTER})"
    rf"|(?P<first>(?:头|首|打头|最上[面边]|最前面){_BESIDE}{_COUNTER})"
    rf"|(?P<middle>(?:中间|当中|正中){_BESIDE}{_COUNTER})"
    rf"|(?P<other>(?:另|另外|其[他它]|剩下){_BESIDE}{_COUNTER})"
    rf"|(?P<above>上[面边头]{_BESIDE}{_COUNTER})"
    rf"|(?P<before>(?:前[面边头]?|上){_BESIDE}{_COUNTER})"
    rf"|(?P<after>(?:后[面边头]?|下[面边头]?){_BESIDE}{_COUNTER})"
)
_NUMERAL = re.compile(_N)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A place named in a text; ``number`` counts from 1 where one is given, ``is_item`` says that it may be
    an item's number in the notice, as 第二条; ``rest`` is what else the text says."""

    place: Place
    number: int
    is_item: bool
    rest: str

    def among(self, size: int, now: int | None) -> int | None:
        """The place in a list of that size, from 0; ``now`` is where one is in it, if one was picked."""
        at = self._at(size, now)
        return at if at is not None and 0 <= at < size else None

    def _at(self, size: int, now: int | None) -> int | None:
        match self.place:
            case Place.NTH | Place.BARE:
                return self.number - 1
            case Place.MIDDLE:
                return size // 2 if size % 2 else None
            case Place.OTHER:
                return 1 - now if now is not None and size == 2 else None
            case Place.BEFORE | Place.ABOVE if now is not None:
                return now - 1
            case Place.AFTER if now is not None:
                return now + 1
            case Place.FIRST | Place.BEFORE | Place.ABOVE:
                return 0
            case _:
                return size - 1


def read_ordinal(normal: str) -> Ordinal | None:
    """The place that a normalised text names, if it names one."""
    match = _ORDINAL.search(normal)
    if match is None:
        return None
    place = next(one for one in Place if match[one] is not None)
    numeral = _NUMERAL.search(match[place]) if place in (Place.NTH, Place.BARE) else None
    rest = f"{normal[: match.start()]} {normal[match.end() :]}"
    return Ordinal(place, _number(numeral[0]) if numeral else 0, match[0].endswith(("条", "问题")), rest)


def _number(numeral: str) -> int:
    return 2 if numeral == "两" else number(numeral)
