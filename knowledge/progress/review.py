"""What waits for a supervisor's decision."""

from knowledge.model import Closeout, Record, Step


def pending(record: Record) -> list[Closeout]:
    """The proposed close-outs that nobody has decided yet, the oldest first."""
    newest = {step.code: step for step in record.closeouts}
    waiting = (step for step in newest.values() if step.step is Step.PROPOSED)
    return sorted(waiting, key=lambda step: step.id)
