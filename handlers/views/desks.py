"""The findings that somebody works on: which to post about, how they stand, what is waiting."""

from collections.abc import Mapping, Sequence

from handlers.views import drafts as draft_views
from handlers.views import keyboards, staff_keys
from handlers.views.callback_data import Press
from handlers.views.cards import NO_NAMES
from handlers.views.html import escape
from handlers.views.naming import code_in, short_name, spoken, typed_code
from handlers.views.pieces import headline, which
from handlers.views.texts import public
from handlers.views.texts import staff as texts
from handlers.views.view import View
from knowledge.model import Draft, Handover, NoticeName, Person
from knowledge.progress.desk import DeskLine, workable
from knowledge.record import Located, Record

_CHOICES = 3


def which_finding(records: Sequence[Record], person: Person, head: str = texts.WHICH_FINDING) -> View:
    """The findings that the person may post about, each with a button."""
    found = workable(records, person)
    if not found:
        return View((escape(texts.ALL_TAKEN.format(unit=person.unit)),))
    blocks = [head.format(code=found[0].code)]
    if found[0].record.ownership(found[0].code).unit != person.unit:
        blocks.append(texts.NOTHING_OF_YOURS.format(unit=person.unit))
    blocks += _by_notice(found, [f"{one.code} {one.finding.title}" for one in found])
    return View(tuple(map(escape, blocks)), keyboards.by_notice(Press.POST, _places(found)))


def which_of(findings: Sequence[Located]) -> View:
    """A few findings that words may name, each with a button to post about it."""
    lines = _by_notice(findings, [f"{one.code} {one.finding.title}" for one in findings])
    blocks = (texts.WHICH_OF_THESE, *map(escape, lines))
    return View(blocks, keyboards.by_notice(Press.POST, _places(findings)))


def theirs(found: Located, person: Person) -> str:
    """Whose the finding is on which somebody may not post, and how it would become their unit's."""
    unit = found.record.ownership(found.code).unit
    if not unit:
        return texts.OTHER_UNIT
    code, typed = code_in(found.record, found.code), typed_code(found.record, found.code)
    return texts.THEIRS.format(code=code, typed=typed, unit=unit, own=person.unit)


def whose_draft(draft: Draft, findings: Sequence[Located]) -> View:
    """The findings that a draft may be about: a few by their titles, many by their codes."""
    if len(findings) <= _CHOICES:
        return draft_views.choices(draft, findings, texts.CHOOSE_FINDING)
    lines = _by_notice(findings, [f"{one.code} {one.finding.title}" for one in findings])
    buttons = keyboards.by_code_for(Press.PLACE, draft.id, findings)
    return View((texts.WHICH_FINDING_OF_TEXT, *map(escape, lines)), buttons)


def mine(
    lines: Sequence[DeskLine],
    person: Person,
    drafts: int,
    handovers: Sequence[Handover],
    names: Mapping[int, NoticeName] = NO_NAMES,
) -> View:
    """The unit's findings with what is waiting; the requests of others come first. ``names`` are those of
    the notices of the requests, where there are several."""
    asked = [
        texts.MINE_HANDOVER.format(unit=one.from_unit, code=spoken(one.code, names.get(one.notice_id)))
        for one in handovers
    ]
    kept = [texts.MINE_DRAFTS.format(count=drafts)] if drafts else []
    if not lines:
        blocks = [*asked, texts.MINE_NONE.format(unit=person.unit), *kept]
        return View(tuple(map(escape, blocks)), _handover_buttons(handovers))
    blocks = [
        *asked,
        texts.MINE_HEAD.format(unit=person.unit, count=len(lines)),
        *_by_notice([line.at for line in lines], [*map(_line, lines)]),
        *kept,
        texts.HOW_TO_HAND_OVER.format(code=lines[0].finding.code),
    ]
    buttons = keyboards.by_notice(Press.DESK, _places([line.at for line in lines]))
    return View(tuple(map(escape, blocks)), keyboards.above(_handover_buttons(handovers), buttons))


def desk(line: DeskLine) -> View:
    """One finding as who works on it sees it."""
    return View(_standing(line), staff_keys.desk(line.at.notice_id, line.finding.code))


def whose(line: DeskLine) -> View:
    """Whose a finding is and until when, as who may say otherwise sees it."""
    how = texts.HOW_TO_REASSIGN.format(code=line.finding.code)
    nobodys = [] if line.ownership.unit else [texts.OWNED_BY_NOBODY]
    return View((*_standing(line), *nobodys, escape(how)))


def _standing(line: DeskLine) -> tuple[str, ...]:
    owner = line.ownership
    lines = [
        texts.OWNED_BY.format(unit=owner.unit) if owner.unit else "",
        texts.OWNER.format(owner=owner.owner) if owner.owner else "",
        f"{public.STATUS[line.status]}；{_due(line)}；{_last(line)}",
        _waiting(line),
    ]
    return (headline(line.finding), *which(line.at.record), escape("\n".join(filter(None, lines))))


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


def _by_notice(findings: Sequence[Located], lines: Sequence[str]) -> list[str]:
    """The lines about findings, a block for each notice, under its name where there are several."""
    blocks: dict[int, list[str]] = {}
    for one, line in zip(findings, lines, strict=True):
        name = [short_name(one.record.name)] if one.record.is_one_of_several else []
        blocks.setdefault(one.notice_id, name).append(line)
    return ["\n".join(block) for block in blocks.values()]


def _places(findings: Sequence[Located]) -> list[tuple[NoticeName, str]]:
    return [(one.record.name, one.code) for one in findings]
