"""The digest as a supervisor reads it."""

from handlers.views.html import bold, escape
from handlers.views.texts import public
from handlers.views.texts import supervisors as texts
from handlers.views.view import View
from knowledge.model import AskedQuestion, ProgressUpdate
from knowledge.progress.digest import Digest
from knowledge.progress.guard import mask
from knowledge.text import shorten

_LINES = 10
_WORDS = 60


def digest(facts: Digest) -> View:
    """What was published, what was asked in vain, then the counts; codes and questions as text."""
    blocks = [bold(texts.HEAD.format(date=facts.day)), _updates(facts), _questions(facts), _counts(facts)]
    if facts.backup_failed:
        blocks.insert(1, texts.BACKUP_FAILED)
    return View(tuple(blocks))


def _updates(facts: Digest) -> str:
    if not facts.updates:
        return texts.NO_UPDATES
    head = texts.UPDATES.format(count=len(facts.updates))
    return _listed(head, [_update_line(update) for update in facts.updates])


def _questions(facts: Digest) -> str:
    if not facts.asked:
        return texts.NO_QUESTIONS
    if not facts.unanswered:
        return texts.ALL_ANSWERED.format(asked=facts.asked)
    head = texts.UNANSWERED.format(asked=facts.asked, count=len(facts.unanswered))
    return _listed(head, [_question_line(question) for question in facts.unanswered])


def _counts(facts: Digest) -> str:
    lines = [
        public.STATUS_LINE.format(status=public.STATUS[status], count=count)
        for status, count in facts.by_status.items()
    ]
    return "\n".join([texts.COUNTS.format(total=facts.total), *lines])


def _listed(head: str, lines: list[str]) -> str:
    """At most so many lines as a phone shows at a glance, then how many there are besides."""
    beyond = len(lines) - _LINES
    shown = [*lines[:_LINES], texts.MORE.format(count=beyond)] if beyond > 0 else lines
    return escape("\n".join([head, *shown]))


def _update_line(update: ProgressUpdate) -> str:
    return texts.UPDATE.format(
        code=update.code, unit=update.unit, text=shorten(_one_line(update.text), _WORDS)
    )


def _question_line(question: AskedQuestion) -> str:
    text = shorten(_one_line(mask(question.text)), _WORDS)
    form = texts.QUESTION if question.times == 1 else texts.QUESTION_TIMES
    return form.format(text=text, times=question.times)


def _one_line(text: str) -> str:
    return " ".join(text.split())
