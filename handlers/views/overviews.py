"""What is shown of the notice as a whole, and what is said when it has no answer."""

from collections import Counter
from collections.abc import Callable, Mapping

from handlers.views import card_keys, contents, keyboards, opinion_keys, towns
from handlers.views.cards import NO_NAMES
from handlers.views.html import escape, quote
from handlers.views.naming import spoken
from handlers.views.pieces import source_line, whom_to_ask
from handlers.views.texts import commands, staff, talk
from handlers.views.texts import public as texts
from handlers.views.view import View
from knowledge.asking.answers import MAX_QUESTION
from knowledge.asking.manner import Manner
from knowledge.asking.reply import Choices, Miss, NotFound, Overview
from knowledge.model import Intent, Notice, NoticeName, Role
from knowledge.record import Record
from knowledge.text import shorten
from knowledge.towns import town_name

_HEADING = 60
_SECTIONS = 20
_SHORT_TITLE = 20


def overview(reply: Overview, record: Record, role: Role, asked: int | None = None) -> View:
    """``asked`` is what the question is remembered by, if it is."""
    if reply.manner is not None:
        return mannered(reply.manner, record)
    if reply.intent is Intent.HELP:
        return help_for(role, record)
    if reply.intent is Intent.STATUS_LIST:
        return contents.status_list(record, reply.statuses)
    if reply.topic:
        return contents.on_topic(reply, record, asked)
    view = _OVERVIEWS[reply.intent](record)
    return view if reply.intent is Intent.LIST else contents.with_others(view, record)


def welcome(record: Record) -> View:
    findings = record.notice.findings
    text = texts.WELCOME.format(
        title=f"《{record.notice.title}》",
        example=_example(record),
        code=findings[0].code,
        count=len(findings),
    )
    return View((escape(text),), keyboards.to_list())


def help_for(role: Role, record: Record) -> View:
    """How to ask, and the commands with their Chinese phrases: one phone's screen. Who has a role reads of
    its commands; those of everybody are named."""
    shown = commands.for_role(role)
    lines = [
        texts.HELP_LINE.format(name=command.name, phrase=_spoken(command), zh=command.zh)
        for command in shown
        if role is Role.CITIZEN or command.shown_to != commands.ALL
    ]
    of_all = "、".join(_spoken(command) for command in shown if command.shown_to == commands.ALL)
    besides = [] if role is Role.CITIZEN else [texts.HELP_FOR_ALL.format(phrases=of_all)]
    how_to_post = [staff.HELP] if role in commands.STAFF else []
    head = texts.HELP.format(example=_example(record)) if role is Role.CITIZEN else texts.HELP_FOR_ROLE
    return View(tuple(map(escape, ("\n".join([head, *lines]), *how_to_post, *besides))))


def _spoken(command: commands.Command) -> str:
    return f"{command.phrase} {command.example}".strip()


def _example(record: Record) -> str:
    """What one may ask of this notice. Notices begin with doctrine and end with what touches people, so it is
    the last short title."""
    titles = [finding.title for finding in record.notice.findings]
    short = (title for title in reversed(titles) if len(title) <= _SHORT_TITLE)
    return next(short, shorten(titles[0], _SHORT_TITLE))


def mannered(manner: Manner, record: Record) -> View:
    """One calm line to what was no question; it leads back."""
    text = texts.MANNER[manner].format(example=_example(record), way=whom_to_ask(record.notice))
    return View((escape(text),), keyboards.to_list())


def privacy(keep_days: int) -> View:
    return View((escape(texts.PRIVACY.format(days=keep_days)),))


def forgotten(questions: int, opinions: int, follows: int, has_role: bool) -> View:
    """What was erased, and what stays of somebody who holds an office."""
    said = texts.FORGOTTEN.format(questions=questions, opinions=opinions, follows=follows)
    told = (texts.FORGOTTEN_OPINIONS,) if opinions else ()
    return View((said, *told, *((texts.FORGOTTEN_STAFF,) if has_role else ())))


def contact(record: Record) -> View:
    which = (source_line(record),) if record.is_one_of_several else ()
    return View((escape(_contact_line(record.notice)), *which))


def not_found(reply: NotFound, record: Record) -> View:
    if reply.manner is not None:
        return mannered(reply.manner, record)
    if reply.place is not None:
        return _no_such_place(reply, record)
    if (plain := _PLAIN_MISSES.get(reply.miss)) is not None:
        return plain
    if reply.miss is Miss.UNKNOWN_CODE:
        example = record.notice.findings[0].code
        text = texts.UNKNOWN_CODE.format(code=reply.code, example=example)
        return View((escape(text),), keyboards.to_list())
    if reply.miss is Miss.NONE_MEANT:
        return none_of_these(record)
    return _way_out(escape(_missed(reply, record)), record)


def _missed(reply: NotFound, record: Record) -> str:
    """Why there is no answer, before whom to ask."""
    if reply.miss is Miss.OTHER_YEAR:
        years = "、".join(texts.OF_YEAR.format(year=year) for year in reply.years)
        return texts.OTHER_YEAR.format(year=reply.year, years=years, latest=reply.years[0])
    if reply.miss is Miss.NOT_THERE:
        return texts.NOT_THERE.format(notice=_whose(record))
    return talk.STILL_UNCLEAR if reply.miss is Miss.STILL_UNCLEAR else texts.NO_MATCH


def nothing_open() -> View:
    """For who points at a card, or types its button, where there is none."""
    return View((talk.NOTHING_OPEN,), keyboards.to_list())


def _no_such_place(reply: NotFound, record: Record) -> View:
    """Whom to ask of another place nobody knows here; only the chat's own town is named."""
    said = escape(texts.NO_SUCH_PLACE.format(place=reply.place))
    contact = [escape(_contact_line(record.notice))] if reply.notice_id else []
    return View((said, *contact), keyboards.above(towns.to_change(), opinion_keys.list_or_speak()))


def _whose(record: Record) -> str:
    name = record.name
    return town_name(name.issuer) if name.issuer else f"《{name.title}》"


def none_of_these(record: Record) -> View:
    return _way_out(texts.ASK_AGAIN, record)


def off_point(record: Record, code: str, others: Choices, names: Mapping[int, NoticeName] = NO_NAMES) -> View:
    """What else may have been meant by a question that ``code`` did not answer, and whom to ask."""
    lines = [
        f"{spoken(finding.code, names.get(notice_id))} {finding.title}"
        for finding, notice_id in others.placed(record.notice_id)
    ]
    offered = "\n".join([texts.OTHERS_MEANT, *lines]) if lines else texts.NO_OTHERS
    blocks = (texts.NOTED_OFF_POINT, escape(offered), escape(_contact_line(record.notice)))
    return View(blocks, card_keys.off_point(record, code, others, names))


def _way_out(words: str, record: Record) -> View:
    return View((words, escape(_contact_line(record.notice))), opinion_keys.list_or_speak())


def _contact_line(notice: Notice) -> str:
    issuer = notice.issuer or texts.THE_ISSUER
    known = [
        texts.PHONE.format(phone=notice.phone) if notice.phone else "",
        texts.EMAIL.format(email=notice.email) if notice.email else "",
    ]
    lines = [line for line in known if line]
    if not lines:
        return texts.NO_CONTACT.format(issuer=issuer)
    return "\n".join([texts.CONTACT.format(issuer=issuer), *lines])


def _count(record: Record) -> View:
    findings = record.notice.findings
    sections = Counter(finding.section for finding in findings if finding.section)
    lines = [
        texts.COUNT_OF_SECTION.format(section=shorten(name, _HEADING), count=n)
        for name, n in sections.items()
    ]
    more = [texts.MORE_SECTIONS] if len(lines) > _SECTIONS else []
    text = "\n".join([texts.COUNT.format(count=len(findings)), *lines[:_SECTIONS], *more])
    return View((escape(text), source_line(record)), keyboards.to_list())


def _issuer(record: Record) -> View:
    issuer = record.notice.issuer
    return View(
        (escape(texts.ISSUER.format(issuer=issuer)) if issuer else texts.NO_ISSUER, source_line(record))
    )


def _date(record: Record) -> View:
    day = record.notice.issued_on
    return View((texts.DATE.format(date=day) if day else texts.NO_DATE, source_line(record)))


def _period(record: Record) -> View:
    period = record.notice.inspection_period
    return View((f"{texts.PERIOD}\n{quote(period)}" if period else texts.NO_PERIOD, source_line(record)))


def _how_to_report(record: Record) -> View:
    return View((texts.HOW_TO_REPORT, escape(_contact_line(record.notice))), opinion_keys.speak())


def _who_speaks(record: Record) -> View:
    notice = record.notice
    said = talk.WHO_SPEAKS.format(title=f"《{notice.title}》", way=whom_to_ask(notice))
    return View((escape(said),), keyboards.to_list())


def _anonymity(_: Record) -> View:
    return View((talk.ANONYMITY,), opinion_keys.speak())


_PLAIN_MISSES = {
    Miss.TOO_LONG: View((texts.TOO_LONG.format(limit=MAX_QUESTION),)),
    Miss.EMPTY: View((texts.EMPTY,)),
    Miss.NOTHING_SHOWN: nothing_open(),
}
_OVERVIEWS: dict[Intent, Callable[[Record], View]] = {
    Intent.CONTACT: contact,
    Intent.COUNT: _count,
    Intent.ISSUER: _issuer,
    Intent.DATE: _date,
    Intent.HOW_TO_REPORT: _how_to_report,
    Intent.LIST: contents.table,
    Intent.INSPECTION_PERIOD: _period,
    Intent.WHO_SPEAKS: _who_speaks,
    Intent.ANONYMITY: _anonymity,
}
