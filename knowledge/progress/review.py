"""What waits for a supervisor's decision."""

from knowledge.model import Closeout, Record, Step


def pending(record: Record) -> list[Closeout]:
    """The proposed close-outs that nobody has decided yet, the oldest first."""
    newest = {step.code: step for step in record.closeouts}
    waiting = (step for step in newest.values() if step.step is Step.PROPOSED)
    return sorted(waiting, key=lambda step: step.id)


def next_for(record: Record, person_id: int, after: str | None = None) -> Closeout | None:
    """The next that this person may decide: the oldest, or the one that was proposed after that of the code,
    which may be decided by now."""
    proposed = (step.id for step in record.closeouts if step.code == after and step.step is Step.PROPOSED)
    at = max(proposed, default=0)
    return next((one for one in pending(record) if one.id > at and one.person_id != person_id), None)
