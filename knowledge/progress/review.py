"""What waits for a supervisor's decision."""

from collections.abc import Iterable

from knowledge.model import Closeout, Step
from knowledge.record import Record


def pending(record: Record) -> list[Closeout]:
    """The proposed close-outs that nobody has decided yet, the oldest first."""
    newest = {step.code: step for step in record.closeouts}
    waiting = (step for step in newest.values() if step.step is Step.PROPOSED)
    return sorted(waiting, key=lambda step: step.id)


def next_for(waiting: Iterable[Closeout], person_id: int, after: int = 0) -> Closeout | None:
    """The next of those waiting, the oldest first, that this person may decide: the first, or the one that
    was proposed after another, which may be decided by now."""
    return next((one for one in waiting if one.id > after and one.person_id != person_id), None)
