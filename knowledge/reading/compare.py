"""Two issues of a notice → which findings are the same, changed, new, vanished."""

from dataclasses import dataclass

from knowledge.model import Notice


@dataclass(frozen=True, slots=True)
class Difference:
    """Codes, in the order of the notice that has them."""

    same: tuple[str, ...]
    changed: tuple[str, ...]
    new: tuple[str, ...]
    vanished: tuple[str, ...]


def compare(before: Notice | None, after: Notice) -> Difference:
    """What changes when ``after`` takes the place of ``before``; findings are matched by code."""
    known = {finding.code: finding for finding in before.findings} if before else {}
    kept = [finding for finding in after.findings if finding.code in known]
    return Difference(
        same=tuple(f.code for f in kept if f == known[f.code]),
        changed=tuple(f.code for f in kept if f != known[f.code]),
        new=tuple(f.code for f in after.findings if f.code not in known),
        vanished=tuple(sorted(known.keys() - {f.code for f in after.findings})),
    )
