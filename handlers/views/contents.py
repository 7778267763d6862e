"""The lists: the table of contents, one category, what stands where, a topic; each page leads to cards that
lead back to it."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from telegram import InlineKeyboardMarkup

from handlers.views import list_keys, pieces
from handlers.views.callback_data import Press
from handlers.views.html import bold, escape
from handlers.views.naming import short_name
from handlers.views.paging import page_line, page_of, pages_of
from handlers.views.stops import Kind, Stop
from handlers.views.texts import public as texts
from handlers.views.texts import supervisors
from handlers.views.view import View
from knowledge.asking.contents import Group, group_of, groups
from knowledge.asking.reply import Overview
from knowledge.index.sources import Key
from knowledge.model import Finding, NoticeName, Status
from knowledge.record import Record
from knowledge.text import shorten

NOTICES_A_PAGE = 10
_A_PAGE = 12
_HEADING = 60
_STATUSES = tuple(Status)


def at(stop: Stop, record: Record) -> View | None:
    """What is listed at a stop; None where it is no longer there, or not to be found in the record alone."""
    if stop.kind is Kind.TABLE:
        return table(record, stop.number)
    if stop.kind is Kind.STANDING:
        chosen = {status for number, status in enumerate(_STATUSES) if str(number) in stop.keys}
        return status_list(record, chosen or _STATUSES, stop.number)
    found_groups = groups(record.notice.findings)
    group = next((one for one in found_groups if (one.code,) == stop.keys), None)
    return _group(record, group, found_groups, stop.number) if group else None


def table(record: Record, page: int = 0) -> View:
    """One page of the sections and categories, each with how many findings stand where; beyond the end is
    the last page. A notice of one category shows its findings at once."""
    findings = record.notice.findings
    all_groups = groups(findings)
    if len(all_groups) == 1:
        return _group(record, all_groups[0], all_groups, page)
    shown, page, pages = page_of(all_groups, _A_PAGE, page)
    head = f"{texts.LIST_HEAD.format(count=len(findings))}\n{_tally(record, findings)}\n\n{texts.LIST_HOW}"
    blocks = [_which(record) + head, *_by_section(record, shown), *page_line(page, pages)]
    return with_others(View(tuple(blocks), list_keys.table(record.notice_id, shown, page, pages)), record)


def notices(shown: Sequence[NoticeName], count: int, page: int, is_for_registers: bool = False) -> View:
    """One page of the notices in force, each with the way to its table or to its register."""
    pages = pages_of(count, NOTICES_A_PAGE)
    lines = [texts.NOTICE_LINE.format(source=pieces.source(one)) for one in shown]
    head = supervisors.WHICH_REGISTER if is_for_registers else texts.NOTICES_HEAD
    blocks = (head.format(count=count), escape("\n".join(lines)), *page_line(page, pages))
    press = Press.REGISTERS if is_for_registers else Press.NOTICES
    return View(blocks, list_keys.notices(shown, press, page, pages))


def with_others(view: View, record: Record, kind: Kind = Kind.TABLE) -> View:
    """With the way to the same of other notices, where there are any."""
    if not (rows := list_keys.others(record, kind)):
        return view
    here = view.keyboard.inline_keyboard if view.keyboard else ()
    return View(view.blocks, InlineKeyboardMarkup([*here, *rows]))


def _which(record: Record) -> str:
    """A line that says which notice it is, where there are several."""
    return f"{bold(short_name(record.name))}\n" if record.is_one_of_several else ""


def category(record: Record, code: str) -> View | None:
    """The findings of the category that a code, or the beginning of one, stands for."""
    all_groups = groups(record.notice.findings)
    group = group_of(code, all_groups)
    return _group(record, group, all_groups) if group else None


def status_list(record: Record, statuses: Collection[Status] = _STATUSES, page: int = 0) -> View:
    """How many findings stand where; of some statuses, which they are."""
    by_status: dict[Status, list[Finding]] = {status: [] for status in Status}
    for finding in record.notice.findings:
        by_status[record.present_status(finding).status].append(finding)
    wanted = {status: found for status, found in by_status.items() if found and status in statuses}
    head = [escape(texts.STATUS_HEAD.format(count=len(record.notice.findings)))]
    head += [_status_line(status, len(found)) for status, found in wanted.items()]
    if not wanted:
        names = "、".join(texts.STATUS[status] for status in Status if status in statuses)
        head = [escape(texts.STATUS_NONE.format(status=names))]
    note = [texts.STATUS_NOTE] if Status.NOT_STATED in wanted else []
    if len(statuses) == len(_STATUSES):
        counts = {_numbered({status}): f"{_marked(status)} {len(found)}" for status, found in wanted.items()}
        keyboard = list_keys.standing(record, counts)
        view = View((_which(record) + "\n".join(head), *note, pieces.source_line(record)), keyboard)
        return with_others(view, record, Kind.STANDING)
    listed = [finding for found in wanted.values() for finding in found]
    shown, page, pages = page_of(listed, _A_PAGE, page)
    stop = Stop(Kind.STANDING, page, _numbered(statuses))
    lines = ["\n".join(_lines(record, shown))] if shown else []
    head[0] = _which(record) + head[0]
    blocks = ("\n".join(head), *lines, *page_line(page, pages), *note, pieces.source_line(record))
    return View(
        blocks,
        list_keys.findings(record.notice_id, shown, stop, pages, list_keys.to_standing(record.notice_id)),
        _places(record, shown),
    )


def on_topic(reply: Overview, record: Record, asked: int | None = None, page: int = 0) -> View:
    """One page of the findings on a topic; ``asked`` is what the question is remembered by, without which
    nobody can come back to them."""
    shown, page, pages = page_of(reply.findings, _A_PAGE, page)
    head = texts.TOPIC_HEAD.format(topic=reply.topic, count=len(reply.findings))
    stop = Stop(Kind.QUESTION, page, (str(asked),)) if asked is not None else None
    blocks = (_which(record) + escape(head), "\n".join(_lines(record, shown)), *page_line(page, pages))
    keyboard = list_keys.findings(record.notice_id, shown, stop, pages)
    return View(blocks, keyboard, _places(record, shown))


def _places(record: Record, shown: Iterable[Finding]) -> tuple[Key, ...]:
    return tuple((record.notice_id, finding.code) for finding in shown)


def _group(record: Record, group: Group, among: Sequence[Group], page: int = 0) -> View:
    shown, page, pages = page_of(group.findings, _A_PAGE, page)
    names = [bold(shorten(group.section, _HEADING))] if group.section and not group.is_section else []
    names += [escape(shorten(group.title, _HEADING))] if group.title and len(group.findings) > 1 else []
    alone = len(among) == 1
    head = [texts.LIST_HEAD.format(count=len(group.findings))] if alone else []
    tally = _tally(record, group.findings)
    count = tally if alone else texts.GROUP_COUNT.format(count=len(group.findings), tally=tally)
    stop = Stop(Kind.GROUP, page, (group.code,))
    last = () if alone else (list_keys.to_table(record, among.index(group) // _A_PAGE),)
    told = _which(record) + "\n".join([*head, *names, count])
    blocks = (told, "\n".join(_lines(record, shown)), *page_line(page, pages))
    keyboard = list_keys.findings(record.notice_id, shown, stop, pages, *last)
    view = View(blocks, keyboard, _places(record, shown))
    return with_others(view, record) if alone else view


def _by_section(record: Record, shown: Iterable[Group]) -> list[str]:
    """A block for each group, the first of a section under its name; one that is a single finding is that."""
    blocks, before = [], None
    for group in shown:
        name = group.section if group.section != before and not group.is_section else None
        lines = [bold(shorten(name, _HEADING))] if name else []
        blocks.append("\n".join([*lines, *_summary(record, group)]))
        before = group.section
    return blocks


def _summary(record: Record, group: Group) -> list[str]:
    if len(group.findings) == 1:
        return _lines(record, group.findings)
    title = escape(f"{group.code} {shorten(group.title or '', _HEADING)}".strip())
    return [title, texts.GROUP_COUNT.format(count=len(group.findings), tally=_marks(record, group.findings))]


def _lines(record: Record, shown: Iterable[Finding]) -> list[str]:
    return [
        escape(f"{texts.MARK[record.present_status(one).status]} {one.code} {one.title}") for one in shown
    ]


def _counts(record: Record, findings: Iterable[Finding]) -> dict[Status, int]:
    counted = Counter(record.present_status(finding).status for finding in findings)
    return {status: counted[status] for status in Status if counted[status]}


def _tally(record: Record, findings: Iterable[Finding]) -> str:
    """How many stand where, in words beside the marks: this explains them."""
    return texts.BETWEEN.join(f"{_marked(status)} {n}" for status, n in _counts(record, findings).items())


def _marks(record: Record, findings: Iterable[Finding]) -> str:
    counts = _counts(record, findings)
    return texts.BETWEEN.join(f"{texts.MARK[status]} {n}" for status, n in counts.items())


def _marked(status: Status) -> str:
    return f"{texts.MARK[status]} {texts.STATUS[status]}"


def _status_line(status: Status, count: int) -> str:
    return f"{texts.MARK[status]} {texts.STATUS_LINE.format(status=texts.STATUS[status], count=count)}"


def _numbered(statuses: Collection[Status]) -> tuple[str, ...]:
    return tuple(str(number) for number, status in enumerate(_STATUSES) if status in statuses)
