"""What the bot did not understand, and what it is taught; what people wrote is shown masked."""

from collections.abc import Sequence

from handlers.views import keyboards, staff_keys
from handlers.views.callback_data import Press
from handlers.views.html import escape
from handlers.views.naming import code_in
from handlers.views.paging import page_of
from handlers.views.pieces import which
from handlers.views.texts import staff as texts
from handlers.views.view import View
from knowledge.asking.effect import Effect
from knowledge.model import MissedQuestion, NoticeName
from knowledge.progress.guard import mask
from knowledge.record import Located, Record
from knowledge.text import one_line, shorten

_A_PAGE, _LINES, _WORDS = 12, 8, 60


def missed(questions: Sequence[MissedQuestion], page: int = 0) -> View:
    """One page of questions, each with a number to tap; beyond the end is the last page."""
    if not questions:
        return View((texts.MISSED_NONE,))
    here, page, pages = page_of(questions, _A_PAGE, page)
    lines = [_line(number, question) for number, question in enumerate(here, start=1)]
    head = texts.MISSED_HEAD.format(count=len(questions))
    buttons = staff_keys.missed([question.id for question in here], page, pages)
    return View((escape("\n".join([head, *lines])),), buttons)


def one(question_id: int, text: str, record: Record, others: Sequence[NoticeName]) -> View:
    """A question, and every finding that it may mean; ``others`` are notices that it may mean besides."""
    findings = record.notice.findings
    titles = "\n".join(f"{finding.code} {finding.title}" for finding in findings)
    found = [Located(record, finding) for finding in findings]
    buttons = keyboards.by_code_for(Press.MEANS, question_id, found, staff_keys.foreign(question_id))
    blocks = (escape(texts.MISSED_ONE.format(text=shown(text))), escape(titles), *which(record))
    return View(blocks, keyboards.above(buttons, staff_keys.teach_in_others(question_id, record, others)))


def effect(question_id: int, text: str, meant: Located, found: Effect) -> View:
    """What saving would change."""
    code = code_in(meant.record, meant.code)
    head = texts.EFFECT.format(text=shown(text), code=code, title=meant.finding.title)
    blocks = [head, *_listed(texts.EFFECT_GAINED, found.gained)]
    blocks += _listed(texts.EFFECT_CHANGED, found.changed) or [texts.EFFECT_NONE]
    return View(tuple(map(escape, blocks)), staff_keys.teach(question_id, meant))


def taught(alias_id: int, text: str, code: str) -> View:
    said = texts.TAUGHT.format(text=shown(text), code=code)
    return View((escape(said),), staff_keys.unteach(alias_id))


def shown(text: str) -> str:
    """What somebody wrote, without what leads to them, in one short line."""
    return shorten(one_line(mask(text)), _WORDS)


def _line(number: int, question: MissedQuestion) -> str:
    line = texts.MISSED_LINE.format(number=number, text=shown(question.text))
    line += texts.MISSED_TIMES.format(times=question.times) if question.times > 1 else ""
    return line + (texts.MISSED_GOT.format(code=question.got) if question.got else "")


def _listed(head: str, said: Sequence[str]) -> list[str]:
    if not said:
        return []
    lines = [texts.EFFECT_LINE.format(text=shown(text)) for text in said[:_LINES]]
    return ["\n".join([head.format(count=len(said)), *lines])]
