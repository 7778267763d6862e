"""Two notices → whether they are editions of one; which findings are the same, changed, new, vanished."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from knowledge.model import Finding, Notice
from knowledge.towns import issuing_town

# From this likeness of their problems on (rapidfuzz's ratio) two findings may be one matter; a finding that
# kept its number needs less.
_ALIKE, _ALIKE_AT_ITS_NUMBER = 75.0, 60.0
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Difference:
    """Codes: of the new notice, and of the old one for what has vanished; ``changed`` with what changed."""

    same: tuple[str, ...]
    changed: tuple[tuple[str, tuple[str, ...]], ...]
    new: tuple[str, ...]
    vanished: tuple[str, ...]


def matched(before: Notice | None, after: Notice) -> dict[str, str]:
    """For each finding of ``after`` that is in ``before``, too, by its problem: the code there."""
    if before is None:
        return {}
    old_problems = _problems(before)
    pairs = sorted(
        (-score, new, old)
        for new, problem in enumerate(_problems(after))
        for _, score, old in process.extract(
            problem, old_problems, scorer=fuzz.ratio, score_cutoff=_ALIKE_AT_ITS_NUMBER, limit=None
        )
        if score >= _ALIKE or _code(after, new) == _code(before, old)
    )
    found: dict[int, int] = {}
    taken = set[int]()
    for _, new, old in pairs:
        if new not in found and old not in taken:
            found[new] = old
            taken.add(old)
    return {_code(after, new): _code(before, old) for new, old in sorted(found.items())}


def is_edition_of(one: Notice, other: Notice) -> bool:
    """Whether both are the same notice: of one town, under one title, and of one day, where both say when;
    next year's notice under the same title is another."""
    same_day = None in (one.issued_on, other.issued_on) or one.issued_on == other.issued_on
    return (
        issuing_town(one.issuer) == issuing_town(other.issuer)
        and _bare(one.title) == _bare(other.title)
        and same_day
    )


def compare(before: Notice | None, after: Notice) -> Difference:
    """What changes when ``after`` takes the place of ``before``."""
    known = {finding.code: finding for finding in before.findings} if before else {}
    old = matched(before, after)
    changes = [(f.code, _changes(known[old[f.code]], f)) for f in after.findings if f.code in old]
    return Difference(
        same=tuple(code for code, what in changes if not what),
        changed=tuple((code, what) for code, what in changes if what),
        new=tuple(f.code for f in after.findings if f.code not in old),
        vanished=tuple(code for code in known if code not in old.values()),
    )


def _changes(before: Finding, after: Finding) -> tuple[str, ...]:
    """The names of the fields that differ in more than blanks."""
    fields = ("code", "problem", "rectification", "status")
    return tuple(f for f in fields if _bare(getattr(before, f)) != _bare(getattr(after, f)))


def _problems(notice: Notice) -> list[str]:
    return [_bare(finding.problem) for finding in notice.findings]


def _bare(text: str) -> str:
    return _BLANK.sub("", text)


def _code(notice: Notice, number: int) -> str:
    return notice.findings[number].code
