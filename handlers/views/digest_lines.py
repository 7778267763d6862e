"""The lines of a digest, each of one thing that it tells."""

from handlers.views.naming import spoken
from handlers.views.texts import supervisors as texts
from knowledge.model import AskedQuestion, Closeout, Handover, NoticeName, ProgressUpdate, Verdicts
from knowledge.progress.county import ANSWERED_WITHIN, TownStanding
from knowledge.progress.digest import Late, Waiting
from knowledge.progress.guard import mask
from knowledge.text import one_line, shorten

_WORDS = 60


def town(one: TownStanding) -> str:
    return texts.TOWN_LINE.format(
        town=one.town.name, overdue=one.overdue, late_opinions=one.late_opinions, silent=one.silent,
        total=one.total, open=one.open, days=ANSWERED_WITHIN,
    )  # fmt: skip


def waiting(step: Closeout) -> str:
    return texts.WAITING_LINE.format(code=step.code, unit=step.unit)


def handover(one: Handover, name: NoticeName | None = None) -> str:
    """With the name of its notice, where there are several."""
    code = spoken(one.code, name)
    return texts.HANDOVER_LINE.format(code=code, from_unit=one.from_unit, to_unit=one.to_unit)


def due(one: Late) -> str:
    return late(texts.DUE_SOON_LINE if one.days else texts.DUE_TODAY_LINE, one)


def late(form: str, one: Late) -> str:
    return form.format(code=one.code, unit=one.unit or texts.NO_UNIT, days=abs(one.days))


def update(one: ProgressUpdate) -> str:
    said = texts.UPDATE.format(code=one.code, unit=one.unit, text=shorten(one_line(one.text), _WORDS))
    return said + (texts.UPDATE_FILES.format(count=one.files) if one.files else "")


def question(one: AskedQuestion) -> str:
    text = shorten(one_line(mask(one.text)), _WORDS)
    form = texts.QUESTION if one.times == 1 else texts.QUESTION_TIMES
    return form.format(text=text, times=one.times)


def opinion(one: Waiting) -> str:
    """Without the words: they are shown where they are answered, masked, to who may."""
    waits = texts.WAITS.format(days=one.days) if one.days else texts.CAME_TODAY
    return texts.OPINION_LINE.format(
        number=one.opinion.number, unit=one.opinion.unit or texts.NO_UNIT, waits=waits
    )


def unresolved(code: str, said: Verdicts) -> str:
    return texts.UNRESOLVED_LINE.format(code=code, unresolved=said.unresolved, resolved=said.resolved)
