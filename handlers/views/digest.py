"""The digest as a supervisor reads it: exceptions first; codes in the text, buttons lead to the cards."""

from collections import Counter
from collections.abc import Sequence
from datetime import time, timedelta

from handlers.views import digest_lines as line
from handlers.views import supervisor_keys
from handlers.views.html import bold, escape
from handlers.views.naming import apart, short_name
from handlers.views.texts import public
from handlers.views.texts import supervisors as texts
from handlers.views.texts.opinions import GRADE
from handlers.views.view import View
from knowledge.model import Closeout, Handover, NoticeName, ProgressUpdate, Status
from knowledge.progress.county import TownStanding
from knowledge.progress.digest import Digest, Late
from knowledge.progress.mornings import Days
from knowledge.progress.opinions import Grade
from knowledge.progress.workdays import is_known

_LINES, _QUESTIONS, _BUTTONS = 10, 5, 12
_NOTICES = 10
_TOWNS, _BEST = 8, 3


Digests = Sequence[tuple[NoticeName, Digest]]
"""Of each notice in force, the newest first, what is to be told of it, and besides."""


def digest(told: Digests, county: Sequence[TownStanding] = ()) -> View:
    """The digest that somebody asked for; with ``county``, of several towns, worst first, it is theirs."""
    facts = told[0][1]
    return _digest(told, _head(facts), county, _as_of_today(facts))


def morning(told: Digests, county: Sequence[TownStanding] = ()) -> View:
    """The digest of a morning, which tells of the days before it; the same with ``county``."""
    facts = told[0][1]
    span = facts.span
    form = texts.HEAD_OF_MORNING if span.first == span.last else texts.HEAD_OF_MORNING_AFTER
    return _digest(told, form.format(morning=facts.today, first=span.first, last=span.last), county)


def which_mornings(chosen: Days, at: time) -> View:
    """Asks on which days the digest is to come."""
    said = texts.WHICH_MORNINGS.format(at=at, chosen=texts.DAYS[chosen])
    return View((escape(said),), supervisor_keys.mornings())


def _digest(told: Digests, head: str, county: Sequence[TownStanding], note: str = "") -> View:
    """Parts that have nothing to say are left out. With several notices each that has news stands under its
    name, between what is of none; with several towns, each town has a line."""
    besides, names = told[0][1], apart(name for name, _ in told)
    told = [(names[name.id], facts) for name, facts in told]
    blocks = [
        bold(head),
        *([escape(note)] if note else []),
        *([texts.BACKUP_FAILED] if besides.backup_failed else []),
        *(_of_county(told, county) if county else _of_notices(told)),
        _counts(told),
        *([] if is_known(besides.today) else [texts.UNKNOWN_HOLIDAYS.format(year=besides.today.year)]),
    ]
    waiting = sum(len(facts.waiting) for _, facts in told)
    if county:
        shown = [one.town for one in county[:_TOWNS]]
        keyboard = supervisor_keys.county_digest(shown, besides.span, waiting, len(besides.opinions))
    else:
        keyboard = supervisor_keys.digest(_places(told), waiting, len(besides.opinions))
    return View(tuple(blocks), keyboard)


def _of_notices(told: Digests) -> list[str]:
    return _of_one(told[0][1]) if len(told) == 1 else _of_several(told)


def _of_county(told: Digests, county: Sequence[TownStanding]) -> list[str]:
    """The worst towns, then the best of the others, then what is of no town's own."""
    worst, rest = county[:_TOWNS], county[_TOWNS:]
    lines = [texts.TOWNS_WORST.format(count=len(county)), *map(line.town, worst), texts.TOWNS_HOW]
    best = [texts.TOWNS_BEST, *map(line.town, rest[: -_BEST - 1 : -1])] if rest else []
    return [
        *(escape("\n".join(part)) for part in (lines, best) if part),
        *_waits(told),
        *_of_none(told[0][1]),
    ]


def _of_one(facts: Digest) -> list[str]:
    """What asks for a decision or attention, then what happened."""
    happened = [*_happened(facts), *_of_none(facts), *_unresolved(facts)]
    return [*_exceptions(facts), *(happened or [_nothing(facts)])]


def _of_several(told: Digests) -> list[str]:
    """What waits, then the newest notices that have news, each with its exceptions first."""
    named = [(name, facts) for name, facts in told if facts.has_news]
    blocks = [block for one in named[:_NOTICES] for block in _of_notice(*one)]
    beyond = len(named) - _NOTICES
    more = [texts.MORE_NOTICES.format(count=beyond)] if beyond > 0 else []
    besides, has_happened = told[0][1], any(facts.updates or facts.unresolved for _, facts in named)
    happened = _of_none(besides) or ([] if has_happened else [_nothing(besides)])
    return [*_waits(told), *blocks, *more, *happened]


def _of_none(facts: Digest) -> list[str]:
    """What was asked, reported and graded, whichever notice it is of."""
    opinions = _listed(texts.OPINIONS, [line.opinion(one) for one in facts.opinions], _QUESTIONS)
    return [*_questions(facts), *opinions, *_grades(facts)]


def _of_notice(name: NoticeName, facts: Digest) -> list[str]:
    """What is to be told of one notice of several."""
    return [bold(short_name(name)), *_late(facts), *_happened(facts), *_unresolved(facts)]


def _exceptions(facts: Digest) -> list[str]:
    """What asks for a decision or attention, where there is one notice."""
    waiting, *late = _late_parts(facts)
    handovers = _listed(texts.HANDOVERS, [line.handover(one) for one in facts.handovers])
    offers = [texts.OFFERS.format(count=facts.offers)] if facts.offers else []
    return [*waiting, *handovers, *offers, *(block for part in late for block in part)]


def _waits(told: Digests) -> list[str]:
    """What waits and is of no notice's own; hand-overs say which they are of."""
    names, facts = {name.id: name for name, _ in told}, told[0][1]
    lines = [line.handover(one, names.get(one.notice_id)) for one in facts.handovers]
    offers = [texts.OFFERS.format(count=facts.offers)] if facts.offers else []
    return [*_listed(texts.HANDOVERS, lines), *offers]


def _late(facts: Digest) -> list[str]:
    return [block for part in _late_parts(facts) for block in part]


def _late_parts(facts: Digest) -> tuple[list[str], ...]:
    return (
        _listed(texts.WAITING, [line.waiting(step) for step in facts.waiting]),
        _listed(texts.OVERDUE, [line.late(texts.OVERDUE_LINE, late) for late in facts.overdue]),
        _listed(texts.DUE_SOON, [line.due(late) for late in facts.due_soon]),
        _listed(texts.SILENT, [line.late(texts.SILENT_LINE, late) for late in facts.silent]),
    )


def _happened(facts: Digest) -> list[str]:
    return _listed(texts.UPDATES, [line.update(update) for update in facts.updates])


def _unresolved(facts: Digest) -> list[str]:
    return _listed(texts.UNRESOLVED, [line.unresolved(*one) for one in facts.unresolved], _QUESTIONS)


def _head(facts: Digest) -> str:
    span = facts.span
    if span.first == span.last:
        return texts.HEAD.format(date=span.last)
    return texts.HEAD_OF_DAYS.format(first=span.first, last=span.last)


def _as_of_today(facts: Digest) -> str:
    """What is not of the days that were asked for, where they are over."""
    if facts.span.last >= facts.today:
        return ""
    days = texts.THAT_DAY if facts.span.first == facts.span.last else texts.THOSE_DAYS
    return texts.AS_OF_TODAY.format(days=days, today=facts.today)


def _nothing(facts: Digest) -> str:
    if facts.span.last == facts.today:
        return texts.NOTHING_TODAY
    if facts.span.first == facts.today - timedelta(days=1):
        return texts.NOTHING_YESTERDAY
    return texts.NOTHING_THAT_DAY if facts.span.first == facts.span.last else texts.NOTHING_NEW


def _places(told: Digests) -> list[tuple[NoticeName, str]]:
    """What is spoken of, each once, in that order."""
    return [(name, code) for name, facts in told for code in _codes(facts, name.id)][:_BUTTONS]


def _codes(facts: Digest, notice_id: int) -> list[str]:
    handovers = [one for one in facts.handovers if one.notice_id == notice_id][:_LINES]
    parts: tuple[Sequence[Closeout | Handover | Late | ProgressUpdate], ...] = (
        facts.waiting, handovers, facts.overdue, facts.due_soon, facts.silent, facts.updates,
    )  # fmt: skip
    named = dict.fromkeys(one.code for part in parts for one in part[:_LINES])
    return [*dict.fromkeys([*named, *(code for code, _ in facts.unresolved[:_QUESTIONS])])]


def _questions(facts: Digest) -> list[str]:
    if not facts.unanswered:
        return [texts.ALL_ANSWERED.format(asked=facts.asked)] if facts.asked else []
    head = texts.UNANSWERED.format(asked=facts.asked, count=len(facts.unanswered))
    return _listed(head, [line.question(question) for question in facts.unanswered], _QUESTIONS)


def _grades(facts: Digest) -> list[str]:
    if not facts.grades:
        return []
    given = "，".join(f"{GRADE[grade]} {facts.grades[grade]}" for grade in Grade if facts.grades.get(grade))
    return [escape(texts.GRADES.format(count=sum(facts.grades.values()), given=given))]


def _counts(told: Digests) -> str:
    """Of all notices together."""
    counted = sum((Counter(facts.by_status) for _, facts in told), Counter[Status]())
    lines = [
        public.STATUS_LINE.format(status=public.STATUS[status], count=counted[status]) for status in Status
    ]
    total = sum(facts.total for _, facts in told)
    head = texts.COUNTS.format(total=total)
    of_several = texts.COUNTS_OF_SEVERAL.format(notices=len(told), total=total)
    return "\n".join([head if len(told) == 1 else of_several, *lines])


def _listed(head: str, lines: list[str], most: int = _LINES) -> list[str]:
    """At most so many lines as a phone shows at a glance, then how many there are besides."""
    if not lines:
        return []
    beyond = len(lines) - most
    shown = [*lines[:most], texts.MORE.format(count=beyond)] if beyond > 0 else lines
    return [escape("\n".join([head.format(count=len(lines)), *shown]))]
