"""Close-outs as supervisors see them, and those who propose them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from handlers.views import keyboards, supervisor_keys
from handlers.views.cards import NO_NAMES
from handlers.views.html import bold, escape
from handlers.views.keyboards import Markup
from handlers.views.naming import code_in, spoken, told_code
from handlers.views.pieces import local_date, update_block
from handlers.views.texts import public, staff
from handlers.views.texts import supervisors as texts
from handlers.views.view import View
from knowledge.model import Closeout, Finding, NoticeName, Step
from knowledge.progress.guard import Caution
from knowledge.progress.rules import NotNow
from knowledge.record import Record

_RECEIPTS = {
    Step.PROPOSED: texts.PROPOSAL_SENT,
    Step.VERIFIED: texts.VERIFIED,
    Step.RETURNED: texts.RETURNED,
    Step.REOPENED: texts.REOPENED,
}


def receipt(step: Closeout, record: Record) -> str:
    """What is said to who took the step."""
    return _RECEIPTS[step.step].format(code=code_in(record, step.code))


def verified(step: Closeout, record: Record, are_others: bool) -> View:
    """The receipt of who closed a finding, who may have to open it again; and has others to decide, if there
    are any."""
    closed, more = supervisor_keys.closed(record.notice_id, step.code), _more(step, record, are_others)
    return View((escape(receipt(step, record)),), keyboards.above(closed, more) if more else closed)


def decided(step: Closeout, record: Record, are_others: bool) -> View:
    """The receipt of who returned or re-opened a finding, likewise."""
    return View((escape(receipt(step, record)),), _more(step, record, are_others))


def _more(step: Closeout, record: Record, are_others: bool) -> Markup | None:
    return supervisor_keys.next_review(record.notice_id, step.code) if are_others else None


def refusal(why: str) -> str:
    """Why a step was not taken."""
    return texts.NOT_NOW.get(NotNow(why), "") if why in [*NotNow] else texts.STEP_NOT_ALLOWED


def caution(found: Collection[Caution]) -> str:
    """What must not stand in a reason that citizens see."""
    what = "、".join(staff.CAUTIONS[one] for one in sorted(found))
    return texts.REASON_CAUTION.format(what=what)


def none_left(
    waiting: Sequence[Closeout], person_id: int, names: Mapping[int, NoticeName] = NO_NAMES
) -> View:
    """Nothing is left to be shown: some were put off, or are for another to decide."""
    others = [step for step in waiting if step.person_id != person_id]
    if others:
        return View((texts.PENDING_LATER.format(count=len(others)),))
    yours = [spoken(step.code, names.get(step.notice_id)) for step in waiting]
    return View(
        (escape(texts.PENDING_YOURS.format(codes="、".join(yours))) if yours else texts.PENDING_NONE,)
    )


def review(finding: Finding, record: Record, zone: ZoneInfo) -> View:
    """A finding with what a supervisor may do with it now; of a proposal, what its unit said last."""
    step, code = record.closeout(finding.code), finding.code
    if step is not None and step.step is Step.PROPOSED:
        asked = texts.PROPOSED.format(
            unit=step.unit,
            code=code_in(record, code),
            title=finding.title,
            date=local_date(step.taken_at, zone),
        )
        latest = [update_block(one, zone, texts.LATEST) for one in record.updates_of(code)[:1]]
        return View((bold(asked), *latest), supervisor_keys.review(record.notice_id, code))
    status = public.STATUS[record.present_status(finding).status]
    said = texts.STANDING.format(code=code_in(record, code), title=finding.title, status=status)
    is_closed = step is not None and step.step is Step.VERIFIED
    return View((escape(said),), supervisor_keys.closed(record.notice_id, code) if is_closed else None)


def told(facts: Mapping[str, Any], step: Step) -> View:
    """What those hear whom a step concerns."""
    code = told_code(facts)
    if step is Step.PROPOSED:
        said = texts.PROPOSED_TOLD.format(unit=facts["unit"], code=code)
        return View((escape(said),), supervisor_keys.review(facts["notice_id"], facts["code"]))
    return View((escape(texts.TOLD[step].format(code=code, reason=facts["reason"])),))
