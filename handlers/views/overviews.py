"""What is shown of the notice as a whole, and what is said when it has no answer."""

from collections import Counter
from collections.abc import Callable, Collection
from itertools import groupby

from handlers.views import keyboards, opinion_buttons
from handlers.views.cards import source
from handlers.views.html import bold, escape, quote
from handlers.views.texts import commands, staff
from handlers.views.texts import public as texts
from handlers.views.view import View
from knowledge.asking.answers import MAX_QUESTION, Miss, NotFound, Overview
from knowledge.model import Finding, Intent, Notice, Record, Role, Status
from knowledge.text import shorten

_FINDINGS_A_PAGE = 32
_HEADING = 60


def overview(reply: Overview, record: Record, role: Role) -> View:
    if reply.intent is Intent.HELP:
        return help_for(role)
    if reply.intent is Intent.STATUS_LIST:
        return status_list(record, reply.statuses)
    if reply.topic:
        return _on_topic(reply, record)
    return _OVERVIEWS[reply.intent](record)


def welcome(record: Record) -> View:
    findings = record.notice.findings
    text = texts.WELCOME.format(
        title=f"《{record.notice.title}》",
        code=findings[0].code,
        count=len(findings),
    )
    return View((escape(text),), keyboards.to_list())


def help_for(role: Role) -> View:
    """The commands this person may use, with their Chinese phrases."""
    lines = [
        f"/{command.name}{f' {command.example}' if command.example else ''}（{command.phrase}）：{command.zh}"
        for command in commands.for_role(role)
    ]
    how_to_post = [staff.HELP] if role in commands.STAFF else []
    return View((escape(texts.HELP), escape("\n".join(lines)), *how_to_post))


def privacy(keep_days: int) -> View:
    return View((escape(texts.PRIVACY.format(days=keep_days)),))


def forgotten(questions: int, has_role: bool) -> View:
    """What was erased, and what stays of somebody who holds an office."""
    return View((texts.FORGOTTEN.format(count=questions), *((texts.FORGOTTEN_STAFF,) if has_role else ())))


def contact(record: Record) -> View:
    return View((escape(_contact_line(record.notice)),))


def findings_list(record: Record, page: int = 0) -> View:
    """One page of the list, in the notice's sections and categories; beyond the end is the last page."""
    findings = record.notice.findings
    pages = -(-len(findings) // _FINDINGS_A_PAGE)
    page = min(max(page, 0), pages - 1)
    shown = findings[page * _FINDINGS_A_PAGE : (page + 1) * _FINDINGS_A_PAGE]
    blocks = [texts.LIST_HEAD.format(count=len(findings)), *_grouped(shown)]
    if pages > 1:
        blocks.append(texts.LIST_PAGE.format(page=page + 1, pages=pages))
    return View(tuple(blocks), keyboards.codes(record, shown, page, pages))


def not_found(reply: NotFound, record: Record) -> View:
    if reply.miss is Miss.UNKNOWN_CODE:
        example = record.notice.findings[0].code
        text = texts.UNKNOWN_CODE.format(code=reply.code, example=example)
        return View((escape(text),), keyboards.to_list())
    if reply.miss is Miss.TOO_LONG:
        return View((texts.TOO_LONG.format(limit=MAX_QUESTION),))
    if reply.miss is Miss.EMPTY:
        return View((texts.EMPTY,))
    return _way_out(texts.NO_MATCH, record)


def none_of_these(record: Record) -> View:
    return _way_out(texts.ASK_AGAIN, record)


def _way_out(words: str, record: Record) -> View:
    return View((words, escape(_contact_line(record.notice))), keyboards.to_list())


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


def _grouped(findings: tuple[Finding, ...]) -> list[str]:
    """A block for each category: its heading, then a line for each finding."""
    blocks: list[str] = []
    before: str | None = None
    for (section, heading), group in groupby(findings, lambda finding: (finding.section, finding.heading)):
        lines = [bold(shorten(section, _HEADING))] if section and section != before else []
        lines += [escape(shorten(heading, _HEADING))] if heading else []
        blocks.append("\n".join([*lines, *(escape(f"{one.code} {one.title}") for one in group)]))
        before = section
    return blocks


def _on_topic(reply: Overview, record: Record) -> View:
    """The findings on a topic, as many as a page of the list holds."""
    shown = reply.findings[:_FINDINGS_A_PAGE]
    head = texts.TOPIC_HEAD.format(topic=reply.topic, count=len(reply.findings))
    return View((escape(head), *_grouped(shown)), keyboards.codes(record, shown, page=0, pages=1))


def status_list(record: Record, statuses: Collection[Status] = tuple(Status)) -> View:
    """The findings of each of these statuses, as they stand now."""
    by_status: dict[Status, list[str]] = {status: [] for status in Status}
    for finding in record.notice.findings:
        by_status[record.present_status(finding).status].append(finding.code)
    blocks = [
        f"{bold(texts.STATUS_LINE.format(status=texts.STATUS[status], count=len(codes)))}\n{'、'.join(codes)}"
        for status, codes in by_status.items()
        if codes and status in statuses
    ]
    head = texts.STATUS_HEAD.format(count=len(record.notice.findings))
    note = [texts.STATUS_NOTE] if by_status[Status.NOT_STATED] and Status.NOT_STATED in statuses else []
    if not blocks:
        names = "、".join(texts.STATUS[status] for status in Status if status in statuses)
        note = [escape(texts.STATUS_NONE.format(status=names))]
    return View((head, *blocks, *note, _source(record)), keyboards.to_list())


def _count(record: Record) -> View:
    findings = record.notice.findings
    sections = Counter(finding.section for finding in findings if finding.section)
    lines = [
        texts.COUNT_OF_SECTION.format(section=shorten(name, _HEADING), count=n)
        for name, n in sections.items()
    ]
    head = texts.COUNT.format(count=len(findings))
    return View((escape("\n".join([head, *lines])), _source(record)), keyboards.to_list())


def _issuer(record: Record) -> View:
    issuer = record.notice.issuer
    return View((escape(texts.ISSUER.format(issuer=issuer)) if issuer else texts.NO_ISSUER, _source(record)))


def _date(record: Record) -> View:
    day = record.notice.issued_on
    return View((texts.DATE.format(date=day) if day else texts.NO_DATE, _source(record)))


def _period(record: Record) -> View:
    period = record.notice.inspection_period
    return View((f"{texts.PERIOD}\n{quote(period)}" if period else texts.NO_PERIOD, _source(record)))


def _how_to_report(record: Record) -> View:
    return View((texts.HOW_TO_REPORT, escape(_contact_line(record.notice))), opinion_buttons.speak())


def _source(record: Record) -> str:
    return texts.SOURCE.format(source=escape(source(record.notice)))


_OVERVIEWS: dict[Intent, Callable[[Record], View]] = {
    Intent.CONTACT: contact,
    Intent.COUNT: _count,
    Intent.ISSUER: _issuer,
    Intent.DATE: _date,
    Intent.HOW_TO_REPORT: _how_to_report,
    Intent.LIST: findings_list,
    Intent.INSPECTION_PERIOD: _period,
}
