"""The digest as a supervisor reads it: exceptions first; codes in the text, buttons lead to the cards."""

from collections.abc import Sequence
from datetime import date

from handlers.views import keyboards
from handlers.views.callback_data import Press
from handlers.views.html import bold, escape
from handlers.views.texts import public
from handlers.views.texts import supervisors as texts
from handlers.views.view import View
from knowledge.model import AskedQuestion, Closeout, ProgressUpdate, Record
from knowledge.progress.digest import Digest, Late
from knowledge.progress.guard import mask
from knowledge.progress.workdays import is_known
from knowledge.text import shorten

_LINES, _QUESTIONS, _BUTTONS = 10, 5, 12
_WORDS = 60


def digest(facts: Digest, record: Record, today: date) -> View:
    """Parts that have nothing to say are left out."""
    exceptions = (
        _listed(texts.WAITING, [_waiting_line(step) for step in facts.waiting]),
        _listed(texts.OVERDUE, [_late_line(texts.OVERDUE_LINE, late) for late in facts.overdue]),
        _listed(texts.DUE_SOON, [_late_line(texts.DUE_SOON_LINE, late) for late in facts.due_soon]),
        _listed(texts.SILENT, [_late_line(texts.SILENT_LINE, late) for late in facts.silent]),
    )
    happened = [
        *_listed(texts.UPDATES, [_update_line(update) for update in facts.updates]),
        *_questions(facts),
    ]
    blocks = [
        bold(_head(facts)),
        *([texts.BACKUP_FAILED] if facts.backup_failed else []),
        *(block for part in exceptions for block in part),
        *(happened or [texts.NOTHING_NEW]),
        _counts(facts),
        *([] if is_known(today) else [texts.UNKNOWN_HOLIDAYS.format(year=today.year)]),
    ]
    codes = _codes(facts)
    return View(tuple(blocks), keyboards.by_code(Press.CARD, record.notice_id, codes) if codes else None)


def _head(facts: Digest) -> str:
    if facts.first == facts.last:
        return texts.HEAD.format(date=facts.last)
    return texts.HEAD_OF_DAYS.format(first=facts.first, last=facts.last)


def _codes(facts: Digest) -> list[str]:
    """What is spoken of, each once, in that order."""
    parts: tuple[Sequence[Closeout | Late | ProgressUpdate], ...] = (
        facts.waiting, facts.overdue, facts.due_soon, facts.silent, facts.updates,
    )  # fmt: skip
    named = dict.fromkeys(one.code for part in parts for one in part[:_LINES])
    return [*named][:_BUTTONS]


def _questions(facts: Digest) -> list[str]:
    if not facts.unanswered:
        return [texts.ALL_ANSWERED.format(asked=facts.asked)] if facts.asked else []
    head = texts.UNANSWERED.format(asked=facts.asked, count=len(facts.unanswered))
    return _listed(head, [_question_line(question) for question in facts.unanswered], _QUESTIONS)


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


def _late_line(form: str, late: Late) -> str:
    return form.format(code=late.code, unit=late.unit or texts.NO_UNIT, days=abs(late.days))


def _update_line(update: ProgressUpdate) -> str:
    line = texts.UPDATE.format(
        code=update.code, unit=update.unit, text=shorten(_one_line(update.text), _WORDS)
    )
    return line + (texts.UPDATE_FILES.format(count=update.files) if update.files else "")


def _question_line(question: AskedQuestion) -> str:
    text = shorten(_one_line(mask(question.text)), _WORDS)
    form = texts.QUESTION if question.times == 1 else texts.QUESTION_TIMES
    return form.format(text=text, times=question.times)


def _one_line(text: str) -> str:
    return " ".join(text.split())
