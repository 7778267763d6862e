"""Close-outs as supervisors see them, and those who propose them."""

from collections.abc import Collection, Sequence
from zoneinfo import ZoneInfo

from handlers.views import keyboards
from handlers.views.callback_data import Press
from handlers.views.cards import local_date
from handlers.views.html import escape
from handlers.views.texts import public, staff
from handlers.views.texts import supervisors as texts
from handlers.views.view import View
from knowledge.model import Closeout, Finding, Record, Step
from knowledge.progress.guard import Caution
from knowledge.progress.rules import NotNow

_RECEIPTS = {
    Step.PROPOSED: texts.PROPOSAL_SENT,
    Step.VERIFIED: texts.VERIFIED,
    Step.RETURNED: texts.RETURNED,
    Step.REOPENED: texts.REOPENED,
}


def receipt(step: Closeout) -> str:
    """What is said to who took the step."""
    return _RECEIPTS[step.step].format(code=step.code)


def verified(step: Closeout, notice_id: int) -> View:
    """The receipt of who closed a finding, who may have to open it again."""
    return View((escape(receipt(step)),), keyboards.closed(notice_id, step.code))


def refusal(why: str) -> str:
    """Why a step was not taken."""
    return texts.NOT_NOW.get(NotNow(why), "") if why in [*NotNow] else texts.STEP_NOT_ALLOWED


def caution(found: Collection[Caution]) -> str:
    """What must not stand in a reason that citizens see."""
    what = "、".join(staff.CAUTIONS[one] for one in sorted(found))
    return texts.REASON_CAUTION.format(what=what)


def pending(waiting: Sequence[Closeout], record: Record, person_id: int, zone: ZoneInfo) -> View:
    """The proposals that wait for a supervisor, each with a button."""
    if not waiting:
        return View((texts.PENDING_NONE,))
    lines = [texts.PENDING_HEAD.format(count=len(waiting))]
    for step in waiting:
        finding = record.finding(step.code)
        line = texts.PENDING_LINE.format(
            code=step.code, unit=step.unit, date=local_date(step.taken_at, zone),
            title=finding.title if finding else "",
        )  # fmt: skip
        lines.append(line + (texts.PENDING_YOURS if step.person_id == person_id else ""))
    codes = [step.code for step in waiting]
    return View((escape("\n".join(lines)),), keyboards.by_code(Press.REVIEW, record.notice_id, codes))


def review(finding: Finding, record: Record) -> View:
    """A finding with what a supervisor may do with it now."""
    step, code = record.closeout(finding.code), finding.code
    if step is not None and step.step is Step.PROPOSED:
        said = texts.PROPOSED.format(unit=step.unit, code=code, title=finding.title)
        return View((escape(said),), keyboards.review(record.notice_id, code))
    status = public.STATUS[record.present_status(finding).status]
    said = texts.STANDING.format(code=code, title=finding.title, status=status)
    is_closed = step is not None and step.step is Step.VERIFIED
    return View((escape(said),), keyboards.closed(record.notice_id, code) if is_closed else None)


def told(code: str, step: Step, unit: str, reason: str | None, notice_id: int) -> View:
    """What those hear whom a step concerns."""
    if step is Step.PROPOSED:
        said = texts.PROPOSED_TOLD.format(unit=unit, code=code)
        return View((escape(said),), keyboards.review(notice_id, code))
    return View((escape(texts.TOLD[step].format(code=code, reason=reason)),))
