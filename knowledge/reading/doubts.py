"""What in a notice, as it was read, somebody should look at before it is relied on."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from knowledge.codes import HAN_NUMERAL, number
from knowledge.model import Notice, Status
from knowledge.text import normalise


class Doubt(StrEnum):
    """What may be wrong."""

    NO_BEGINNING = "no_beginning"
    NO_END = "no_end"
    NO_DATE = "no_date"
    DATE_TO_COME = "date_to_come"
    NO_REPLY = "no_reply"
    REPEATED = "repeated"
    SKIPPED = "skipped"
    OTHER_COUNT = "other_count"
    OTHER_COMPLETED = "other_completed"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A doubt, about one finding or about the numbers that the notice itself says."""

    doubt: Doubt
    code: str | None = None
    said: int | None = None
    found: int | None = None


_N = rf"(?P<n>\d{{1,3}}|{HAN_NUMERAL})"
_COUNT = (
    re.compile(rf"{_N}\s*[个条项](?:具体|突出|主要)?(?:反馈)?(?:的)?问题"),
    re.compile(rf"(?:反馈|指出|发现)(?:的)?(?:具体|突出|主要)?问题\s*(?:共(?:计)?)?{_N}\s*[个条项]"),
)
_A_TITLE = re.compile(r"[^。]*(?:整改|通报|公示|公告|报告|情况|说明)[^。]*")
_FINISHED = re.compile(r"[。！？；;!?”」』）)\]】]$")
_COMPLETED = (
    re.compile(rf"(?:已(?:经)?(?:整改)?|整改)(?:完成|办结|销号)(?:整改)?(?:的)?(?:问题)?\s*{_N}\s*[个条项]"),
    re.compile(
        rf"{_N}\s*[个条项](?:问题)?(?:均|全部)?已(?:经)?(?:全部)?(?:整改)?(?:完成|办结|销号|整改到位)"
        rf"(?!\s*[\d一二三四五六七八九十])"  # of 22 problems, 14 are
    ),
)


def doubts(
    notice: Notice, repeated: Iterable[str], preamble: Iterable[str], closing: Sequence[str]
) -> tuple[Doubtful, ...]:
    """A beginning or an end that is missing, findings without a reply, numbers that repeat (their codes are
    given) or jump, and counts in the preamble that differ from what was found."""
    findings = notice.findings
    lines = list(map(normalise, preamble))
    completed = sum(finding.status is Status.COMPLETED for finding in findings)
    codes = [finding.code for finding in findings]
    jumps = [after for before, after in pairwise(codes) if _jumps(before, after)]
    return (
        *([Doubtful(Doubt.NO_BEGINNING, codes[0])] if _begins_amid(notice) else []),
        *([Doubtful(Doubt.NO_END, codes[-1])] if _ends_amid(notice, closing) else []),
        *_differs(Doubt.OTHER_COUNT, _said(lines, _COUNT), len(findings)),
        *_differs(Doubt.OTHER_COMPLETED, _said(lines, _COMPLETED), completed),
        *(Doubtful(Doubt.REPEATED, code) for code in repeated),
        *(Doubtful(Doubt.SKIPPED, code) for code in jumps),
        *(Doubtful(Doubt.NO_REPLY, finding.code) for finding in findings if not finding.rectification),
    )


def doubts_of_date(notice: Notice, today: date) -> tuple[Doubtful, ...]:
    """That it says no date, or one to come: notices are put in order by it."""
    if notice.issued_on is None:
        return (Doubtful(Doubt.NO_DATE),)
    return (Doubtful(Doubt.DATE_TO_COME),) if notice.issued_on > today else ()


def _begins_amid(notice: Notice) -> bool:
    """Whether there is no title, or the first number is not the first; sections may begin with any, where
    others tell of the work."""
    _, *below = notice.findings[0].code.split(".")
    return _A_TITLE.fullmatch(notice.title) is None or any(number != "1" for number in below)


def _ends_amid(notice: Notice, closing: Sequence[str]) -> bool:
    """Whether nothing closes the notice, and not all that a closing says stands at its head."""
    said = notice.issued_on and (notice.phone or notice.email)
    return not closing and (not said or _FINISHED.search(notice.findings[-1].rectification) is None)


def _differs(doubt: Doubt, said: int | None, found: int) -> tuple[Doubtful, ...]:
    return (Doubtful(doubt, None, said, found),) if said is not None and said != found else ()


def _said(lines: list[str], patterns: tuple[re.Pattern[str], ...]) -> int | None:
    """The largest such number: parts are counted beside the whole."""
    said = [number(match["n"]) for pattern in patterns for line in lines for match in pattern.finditer(line)]
    return max(said, default=None)


def _jumps(before: str, after: str) -> bool:
    """Whether a number between two neighbours is missing: 1.2.4 after 1.2.2."""
    *above, last = before.split(".")
    *beside, item = after.split(".")
    return above == beside and int(item) > int(last) + 1
