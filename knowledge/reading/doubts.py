"""What in a notice, as it was read, somebody should look at before it is relied on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from knowledge.codes import HAN_NUMERAL, number
from knowledge.model import Finding, Status
from knowledge.text import normalise


class Doubt(StrEnum):
    """What may be wrong."""

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
_COUNT = re.compile(rf"{_N}\s*[个条项](?:具体|突出|主要)?(?:反馈)?(?:的)?问题")
_COMPLETED = (
    re.compile(rf"(?:已(?:经)?(?:整改)?|整改)(?:完成|办结|销号)(?:整改)?(?:的)?(?:问题)?\s*{_N}\s*[个条项]"),
    re.compile(
        rf"{_N}\s*[个条项](?:问题)?(?:均|全部)?已(?:经)?(?:全部)?(?:整改)?(?:完成|办结|销号|整改到位)"
        rf"(?!\s*[\d一二三四五六七八九十])"  # of 22 problems, 14 are
    ),
)


def doubts(
    findings: tuple[Finding, ...], repeated: Iterable[str], preamble: Iterable[str]
) -> tuple[Doubtful, ...]:
    """Findings without a reply, numbers that repeat (their codes are given) or jump, and counts in the
    preamble that differ from what was found."""
    lines = list(map(normalise, preamble))
    completed = sum(finding.status is Status.COMPLETED for finding in findings)
    codes = [finding.code for finding in findings]
    jumps = [after for before, after in pairwise(codes) if _jumps(before, after)]
    return (
        *_differs(Doubt.OTHER_COUNT, _said(lines, (_COUNT,)), len(findings)),
        *_differs(Doubt.OTHER_COMPLETED, _said(lines, _COMPLETED), completed),
        *(Doubtful(Doubt.REPEATED, code) for code in repeated),
        *(Doubtful(Doubt.SKIPPED, code) for code in jumps),
        *(Doubtful(Doubt.NO_REPLY, finding.code) for finding in findings if not finding.rectification),
    )


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
