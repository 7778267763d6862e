"""The digest as a supervisor reads it: exceptions first; codes in the text, buttons lead to the cards."""

from collections.abc import Sequence
from datetime import time, timedelta

from handlers.views import supervisor_keys
from handlers.views.html import bold, escape
from handlers.views.texts import public
from handlers.views.texts import supervisors as texts
from handlers.views.texts.opinions import GRADE
from handlers.views.view import View
from knowledge.model import AskedQuestion, Closeout, Handover, ProgressUpdate, Record, Verdicts
from knowledge.progress.digest import Digest, Late, Waiting
from knowledge.progress.guard import mask
from knowledge.progress.mornings import Days
from knowledge.progress.opinions import Grade
from knowledge.progress.workdays import is_known
from knowledge.text import one_line, shorten

_LINES, _QUESTIONS, _BUTTONS = 10, 5, 12
_WORDS = 60


def digest(facts: Digest, record: Record) -> View:
    """The digest that somebody asked for."""
    return _digest(facts, record, _head(facts))


def morning(facts: Digest, record: Record) -> View:
    """The digest of a morning, which tells of the days before it."""
    span = facts.span
    form = texts.HEAD_OF_MORNING if span.first == span.last else texts.HEAD_OF_MORNING_AFTER
    return _digest(facts, record, form.format(morning=facts.today, first=span.first, last=span.last))


def which_mornings(chosen: Days, at: time) -> View:
    """Asks on which days the digest is to come."""
    said = texts.WHICH_MORNINGS.format(at=at, chosen=texts.DAYS[chosen])
    return View((escape(said),), supervisor_keys.mornings())


def _digest(facts: Digest, record: Record, head: str) -> View:
    """Parts that have nothing to say are left out."""
    exceptions = (
        _listed(texts.WAITING, [_waiting_line(step) for step in facts.waiting]),
        _listed(texts.HANDOVERS, [_handover_line(one) for one in facts.handovers]),
        [texts.OFFERS.format(count=facts.offers)] if facts.offers else [],
        _listed(texts.OVERDUE, [_late_line(texts.OVERDUE_LINE, late) for late in facts.overdue]),
        _listed(texts.DUE_SOON, [_due_line(late) for late in facts.due_soon]),
        _listed(texts.SILENT, [_late_line(texts.SILENT_LINE, late) for late in facts.silent]),
    )
    happened = [
        *_listed(texts.UPDATES, [_update_line(update) for update in facts.updates]),
        *_questions(facts),
        *_listed(texts.OPINIONS, [_opinion_line(one) for one in facts.opinions], _QUESTIONS),
        *_grades(facts),
        *_listed(texts.UNRESOLVED, [_unresolved_line(*one) for one in facts.unresolved], _QUESTIONS),
    ]
    blocks = [
        bold(head),
        *([texts.BACKUP_FAILED] if facts.backup_failed else []),
        *(block for part in exceptions for block in part),
        *(happened or [_nothing(facts)]),
        _counts(facts),
        *([] if is_known(facts.today) else [texts.UNKNOWN_HOLIDAYS.format(year=facts.today.year)]),
    ]
    return View(tuple(blocks), supervisor_keys.digest(record.notice_id, _codes(facts), facts))


def _head(facts: Digest) -> str:
    span = facts.span
    if span.first == span.last:
        return texts.HEAD.format(date=span.last)
    return texts.HEAD_OF_DAYS.format(first=span.first, last=span.last)


def _nothing(facts: Digest) -> str:
    if facts.span.last == facts.today:
        return texts.NOTHING_TODAY
    if facts.span.first == facts.today - timedelta(days=1):
        return texts.NOTHING_YESTERDAY
    return texts.NOTHING_THAT_DAY if facts.span.first == facts.span.last else texts.NOTHING_NEW


def _codes(facts: Digest) -> list[str]:
    """What is spoken of, each once, in that order."""
    parts: tuple[Sequence[Closeout | Handover | Late | ProgressUpdate], ...] = (
        facts.waiting, facts.handovers, facts.overdue, facts.due_soon, facts.silent, facts.updates,
    )  # fmt: skip
    named = dict.fromkeys(one.code for part in parts for one in part[:_LINES])
    return [*dict.fromkeys([*named, *(code for code, _ in facts.unresolved[:_QUESTIONS])])][:_BUTTONS]


def _questions(facts: Digest) -> list[str]:
    if not facts.unanswered:
        return [texts.ALL_ANSWERED.format(asked=facts.asked)] if facts.asked else []
    head = texts.UNANSWERED.format(asked=facts.asked, count=len(facts.unanswered))
    return _listed(head, [_question_line(question) for question in facts.unanswered], _QUESTIONS)


def _opinion_line(one: Waiting) -> str:
    """Without the words: they are shown where they are answered, masked, to who may."""
    waits = texts.WAITS.format(days=one.days) if one.days else texts.CAME_TODAY
    return texts.OPINION_LINE.format(
        number=one.opinion.number, unit=one.opinion.unit or texts.NO_UNIT, waits=waits
    )


def _grades(facts: Digest) -> list[str]:
    if not facts.grades:
        return []
    given = "，".join(f"{GRADE[grade]} {facts.grades[grade]}" for grade in Grade if facts.grades.get(grade))
    return [escape(texts.GRADES.format(count=sum(facts.grades.values()), given=given))]


def _unresolved_line(code: str, said: Verdicts) -> str:
    return texts.UNRESOLVED_LINE.format(code=code, unresolved=said.unresolved, resolved=said.resolved)


def _counts(facts: Digest) -> str:
    lines = [
        public.STATUS_LINE.format(status=public.STATUS[status], count=count)
        for status, count in facts.by_status.items()
    ]
    return "\n".join([texts.COUNTS.format(total=facts.total), *lines])


def _listed(head: str, lines: list[str], most: int = _LINES) -> list[str]:
    """At most so many lines as a phone shows at a glance, then how many there are besides."""
    if not lines:
        return []
    beyond = len(lines) - most
    shown = [*lines[:most], texts.MORE.format(count=beyond)] if beyond > 0 else lines
    return [escape("\n".join([head.format(count=len(lines)), *shown]))]


def _waiting_line(step: Closeout) -> str:
    return texts.WAITING_LINE.format(code=step.code, unit=step.unit)


def _handover_line(one: Handover) -> str:
    return texts.HANDOVER_LINE.format(code=one.code, from_unit=one.from_unit, to_unit=one.to_unit)


def _due_line(late: Late) -> str:
    return _late_line(texts.DUE_SOON_LINE if late.days else texts.DUE_TODAY_LINE, late)


def _late_line(form: str, late: Late) -> str:
    return form.format(code=late.code, unit=late.unit or texts.NO_UNIT, days=abs(late.days))


def _update_line(update: ProgressUpdate) -> str:
    line = texts.UPDATE.format(
        code=update.code, unit=update.unit, text=shorten(one_line(update.text), _WORDS)
    )
    return line + (texts.UPDATE_FILES.format(count=update.files) if update.files else "")


def _question_line(question: AskedQuestion) -> str:
    text = shorten(one_line(mask(question.text)), _WORDS)
    form = texts.QUESTION if question.times == 1 else texts.QUESTION_TIMES
    return form.format(text=text, times=question.times)
