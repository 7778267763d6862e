"""What may happen to a finding: who may work on it, and which step may follow which."""

from datetime import datetime, timedelta
from enum import StrEnum

from knowledge.model import Closeout, Ownership, Person, Role, Step
from knowledge.progress.permissions import Action, may

# A card shows the update whole beside the notice's words, in one message of Telegram's 4096 characters.
MAX_PROGRESS = 1000
MAX_REASON = 300
MAX_FILES = 10
# So long an update can be taken back without a trace for citizens; later it can only be corrected.
WITHDRAW_WITHIN = timedelta(minutes=10)

# So many people must have said whether a finding is done before others see how many said what: in a village
# it is known who tapped.
VERDICTS_SHOWN_FROM = 5


class Fault(StrEnum):
    EMPTY = "empty"
    TOO_LONG = "too_long"


def check_text(text: str, limit: int = MAX_PROGRESS) -> Fault | None:
    """What is wrong with the words of an update, or of a reason; None if nothing is."""
    if not text.strip():
        return Fault.EMPTY
    return Fault.TOO_LONG if len(text) > limit else None


def may_work_on(person: Person, ownership: Ownership) -> bool:
    """A supervisor everywhere, staff on what is their unit's or nobody's."""
    if not may(person.role, Action.POST_PROGRESS):
        return False
    return person.role is Role.SUPERVISOR or ownership.unit in (None, person.unit)


def may_withdraw(published_at: datetime, now: datetime) -> bool:
    return now - published_at <= WITHDRAW_WITHIN


class NotNow(StrEnum):
    """Why a step of a close-out cannot be taken."""

    NO_EVIDENCE = "no_evidence"
    ALREADY_PROPOSED = "already_proposed"
    ALREADY_CLOSED = "already_closed"
    NOT_PROPOSED = "not_proposed"
    NOT_CLOSED = "not_closed"
    SAME_PERSON = "same_person"


def may_follow(step: Step, before: Closeout | None, person_id: int, has_evidence: bool) -> NotNow | None:
    """Whether the step may follow the newest one, taken by this person: None if so. What one person proposes
    another verifies or returns; without a photo or file nothing is proposed, and nothing verified."""
    if step is Step.PROPOSED:
        return _may_propose(before, has_evidence)
    if step is Step.REOPENED:
        return None if before and before.step is Step.VERIFIED else NotNow.NOT_CLOSED
    if before is None or before.step is not Step.PROPOSED:
        return NotNow.ALREADY_CLOSED if before and before.step is Step.VERIFIED else NotNow.NOT_PROPOSED
    if before.person_id == person_id:
        return NotNow.SAME_PERSON
    return NotNow.NO_EVIDENCE if step is Step.VERIFIED and not has_evidence else None


def _may_propose(before: Closeout | None, has_evidence: bool) -> NotNow | None:
    if before is not None and before.step is Step.PROPOSED:
        return NotNow.ALREADY_PROPOSED
    if before is not None and before.step is Step.VERIFIED:
        return NotNow.ALREADY_CLOSED
    return None if has_evidence else NotNow.NO_EVIDENCE
