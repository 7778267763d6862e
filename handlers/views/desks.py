"""The findings that somebody works on: which to post about, how they stand, what is waiting."""

from collections.abc import Sequence

from handlers.views import drafts as draft_views
from handlers.views import keyboards, staff_keys
from handlers.views.callback_data import Press
from handlers.views.cards import headline
from handlers.views.html import escape
from handlers.views.texts import public
from handlers.views.texts import staff as texts
from handlers.views.view import View
from knowledge.model import Draft, Handover, Person, Record
from knowledge.progress.desk import DeskLine, workable

_CHOICES = 3


def which_finding(record: Record, person: Person, head: str = texts.WHICH_FINDING) -> View:
    """The findings that the person may post about, each with a button."""
    codes = workable(record, person)
    if not codes:
        return View((escape(texts.ALL_TAKEN.format(unit=person.unit)),))
    blocks = [head.format(code=codes[0])]
    if not any(one.unit == person.unit for one in record.ownerships):
        blocks.append(texts.NOTHING_OF_YOURS.format(unit=person.unit))
    lines = [f"{code} {_title(record, code)}" for code in codes]
    blocks.append("\n".join(lines))
    return View(tuple(map(escape, blocks)), keyboards.by_code(Press.POST, record.notice_id, codes))


def whose_draft(draft: Draft, record: Record, codes: Sequence[str]) -> View:
    """The findings that a draft may be about: a few by their titles, many by their codes."""
    findings = [one for code in codes if (one := record.finding(code))]
    if len(findings) <= _CHOICES:
        return draft_views.choices(draft, findings, texts.CHOOSE_FINDING)
    lines = "\n".join(f"{one.code} {one.title}" for one in findings)
    buttons = keyboards.by_code(Press.PLACE, draft.id, codes)
    return View((texts.WHICH_FINDING_OF_TEXT, escape(lines)), buttons)


def mine(
    lines: Sequence[DeskLine], person: Person, notice_id: int, drafts: int, handovers: Sequence[Handover]
) -> View:
    """The unit's findings with what is waiting; the requests of others come first."""
    asked = [texts.MINE_HANDOVER.format(unit=one.from_unit, code=one.code) for one in handovers]
    kept = [texts.MINE_DRAFTS.format(count=drafts)] if drafts else []
    if not lines:
        blocks = [*asked, texts.MINE_NONE.format(unit=person.unit), *kept]
        return View(tuple(map(escape, blocks)), _handover_buttons(handovers))
    blocks = [
        *asked,
        texts.MINE_HEAD.format(unit=person.unit, count=len(lines)),
        "\n".join(map(_line, lines)),
        *kept,
        texts.HOW_TO_HAND_OVER.format(code=lines[0].finding.code),
    ]
    codes = [line.finding.code for line in lines]
    buttons = keyboards.by_code(Press.DESK, notice_id, codes)
    return View(tuple(map(escape, blocks)), keyboards.above(_handover_buttons(handovers), buttons))


def desk(line: DeskLine, notice_id: int) -> View:
    """One finding as who works on it sees it."""
    owner = line.ownership
    lines = [
        texts.OWNED_BY.format(unit=owner.unit) if owner.unit else "",
        texts.OWNER.format(owner=owner.owner) if owner.owner else "",
        f"{public.STATUS[line.status]}；{_due(line)}；{_last(line)}",
        _waiting(line),
    ]
    said = "\n".join(filter(None, lines))
    return View((headline(line.finding), escape(said)), staff_keys.desk(notice_id, line.finding.code))


def handover(asked: Handover) -> View:
    """A request to take a finding over."""
    said = texts.HANDOVER_ASKED.format(unit=asked.from_unit, code=asked.code)
    return View((escape(said),), staff_keys.handover(asked.id))


def _handover_buttons(handovers: Sequence[Handover]) -> keyboards.Markup | None:
    return staff_keys.handover(handovers[0].id) if handovers else None


def _line(line: DeskLine) -> str:
    said = texts.MINE_LINE.format(
        code=line.finding.code, title=line.finding.title, status=public.STATUS[line.status],
        due=_due(line), last=_last(line),
    )  # fmt: skip
    return f"{said}；{_waiting(line)}" if line.waiting else said


def _due(line: DeskLine) -> str:
    if line.ownership.due_on is None:
        return texts.DUE_NONE
    form = texts.OVERDUE if line.overdue else texts.DUE
    return form.format(day=line.ownership.due_on, days=line.overdue)


def _last(line: DeskLine) -> str:
    if line.silent is None:
        return texts.LAST_NONE
    return texts.LAST.format(days=line.silent) if line.silent else texts.LAST_TODAY


def _waiting(line: DeskLine) -> str:
    return texts.WAITING[line.waiting.step].format(reason=line.waiting.reason) if line.waiting else ""


def _title(record: Record, code: str) -> str:
    finding = record.finding(code)
    return finding.title if finding else ""
