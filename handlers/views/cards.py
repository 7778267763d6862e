"""What is shown of a finding: the card that answers, the full text, the progress since."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.views import card_keys
from handlers.views.callback_data import Press
from handlers.views.html import bold, escape, quote, quotes
from handlers.views.naming import name_beside, spoken
from handlers.views.stops import Stop
from handlers.views.texts import public as texts
from handlers.views.view import View
from knowledge.asking.reply import Answer, Choices
from knowledge.codes import printed
from knowledge.index.entries import MAX_FOCUS, Part, Passage
from knowledge.model import (
    NOTHING_BESIDE,
    Beside,
    Closeout,
    Finding,
    Notice,
    NoticeName,
    ProgressUpdate,
    Status,
    Step,
)
from knowledge.progress.rules import VERDICTS_SHOWN_FROM
from knowledge.reading.status import read_part_status
from knowledge.record import PresentStatus, Record
from knowledge.text import sentences, shorten

_HEADING = 100
NO_NAMES: Mapping[int, NoticeName] = {}


def card(
    answer: Answer,
    record: Record,
    zone: ZoneInfo,
    beside: Beside = NOTHING_BESIDE,
    back: Stop | None = None,
) -> View:
    """The answer: the sentence that answers first, then status, what came since, and the source."""
    finding = answer.finding
    if answer.whole:
        return full_text(finding, record, back)
    blocks = [
        headline(finding),
        *_unstated(answer, record),
        *_focus(answer),
        *_part_status(record, answer),
        *_status(record, finding, "\n".join([answer.focus, *(one.text for one in answer.beside)]), zone),
        *_feedback(record, finding, beside),
        *_since(record, finding, zone),
        *_also(record, finding),
        source_line(record),
    ]
    return View(tuple(blocks), card_keys.card(record, finding.code, beside, back))


def short(answer: Answer, record: Record, zone: ZoneInfo, link: str, back: Stop | None = None) -> View:
    """The card in a group: the sentence that answers, where the finding stands, the newest that came since,
    and the source; ``link`` leads to all of it."""
    finding = answer.finding
    label = texts.RECTIFICATION if answer.part is Part.RECTIFICATION else texts.PROBLEM
    status = record.present_status(finding).status
    blocks = (
        headline(finding),
        *_unstated(answer, record),
        f"{label}\n{quote(answer.focus)}",
        *map(_beside, answer.beside),
        texts.STATUS_ALONE.format(status=texts.STATUS[status]),
        *_since(record, finding, zone)[:1],
        source_line(record),
    )
    return View(blocks, card_keys.short(record, finding.code, link, back))


def full_text(finding: Finding, record: Record, back: Stop | None = None) -> View:
    """Everything the notice says of the finding."""
    place = " › ".join(shorten(part, _HEADING) for part in (finding.section, finding.heading) if part)
    blocks = [
        f"{headline(finding)}\n{escape(f'{printed(finding.code)}　{place}')}",
        *which(record),
        *_labelled(texts.PROBLEM, finding.problem),
        *(
            _labelled(texts.RECTIFICATION, finding.rectification)
            if finding.rectification
            else [texts.NO_RECTIFICATION]
        ),
        *([] if record.is_one_of_several else [source_line(record)]),
    ]
    return View(tuple(blocks), card_keys.detail(record, finding.code, back=back))


def progress(finding: Finding, record: Record, zone: ZoneInfo, back: Stop | None = None) -> View:
    """All that was published since the notice and each step of the close-out, newest first."""
    updates = record.updates_of(finding.code)
    corrected = {update.corrects: update for update in updates}
    told = [(update.published_at, _told(update, corrected.get(update.id), zone)) for update in updates]
    told += [(step.taken_at, step_line(step, zone)) for step in record.closeouts if step.code == finding.code]
    said = [block for _, block in sorted(told, key=lambda one: one[0], reverse=True)]
    head = texts.PROGRESS_SINCE if said else texts.NO_UPDATES
    files = sum(update.files for update in updates)
    return View(
        (headline(finding), *which(record), head, *said), card_keys.detail(record, finding.code, files, back)
    )


def which(record: Record) -> list[str]:
    """The source before all else, where there are several: a long text comes in several messages."""
    return [source_line(record)] if record.is_one_of_several else []


def choices(
    found: Choices,
    record: Record,
    names: Mapping[int, NoticeName] = NO_NAMES,
    press: Press = Press.CARD,
) -> View:
    """What may be meant, named in the text as well: a button shows but the beginning of a title. ``names``
    are those of the notices where they are several, ``press`` what a tap does with the one chosen."""
    more = found.total > len(found.findings)
    which_one = () if names else which(record)
    one_or_many = texts.CHOICES if found.total > 1 else texts.ONE_CHOICE
    head = texts.CHOICES_TO_FOLLOW if press is Press.FOLLOW_CHOICE else one_or_many
    lines = [
        escape(f"{spoken(finding.code, names.get(notice_id))} {finding.title}")
        for finding, notice_id in found.placed(record.notice_id)
    ]
    rest = [texts.CHOICES_OF_MORE.format(count=found.total, shown=len(lines))] if more else []
    return View(
        ("\n".join([head, *lines, *rest]), *which_one), card_keys.choices(record, found, names, press)
    )


def _also(record: Record, finding: Finding) -> list[str]:
    """That other notices have the same matter: it is one story, told on each of their cards."""
    return [
        escape(texts.ALSO_IN.format(notice=name_beside(one.notice, record.name), code=one.there))
        for one in record.also_in(finding.code)
    ]


def headline(finding: Finding) -> str:
    return bold(f"{finding.code} {finding.title}")


def source(notice: Notice | NoticeName) -> str:
    """《title》, issuer, date: whatever of them the notice has."""
    issued_on = notice.issued_on.isoformat() if notice.issued_on else None
    return "，".join(part for part in (f"《{notice.title}》", notice.issuer, issued_on) if part)


def source_line(record: Record) -> str:
    return texts.SOURCE.format(source=escape(source(record.notice)))


def update_block(update: ProgressUpdate, zone: ZoneInfo, label: str) -> str:
    said_on = local_date(update.published_at, zone)
    return f"{escape(label.format(date=said_on, unit=update.unit))}\n{quote(update.text)}"


def step_line(step: Closeout, zone: ZoneInfo) -> str:
    """A step of the close-out, with its reason where it has one."""
    said_on = local_date(step.taken_at, zone)
    return escape(texts.STEP[step.step].format(date=said_on, unit=step.unit, reason=step.reason or ""))


def _told(update: ProgressUpdate, by: ProgressUpdate | None, zone: ZoneInfo) -> str:
    """An update in the timeline; one that was put right stays, and says so."""
    block = update_block(update, zone, texts.CORRECTION if update.corrects else texts.UPDATE)
    if by is None:
        return block
    return f"{block}\n{texts.CORRECTED.format(date=local_date(by.published_at, zone))}"


def local_date(moment: date | datetime | None, zone: ZoneInfo) -> str:
    """The day as people of the town call it; nothing for no date."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(zone).date()
    return moment.isoformat() if moment else ""


def _labelled(label: str, text: str) -> list[str]:
    first, *rest = quotes(text)
    return [f"{label}\n{first}", *rest]


def _unstated(answer: Answer, record: Record) -> list[str]:
    """That the notice does not say what was asked, and whom to ask."""
    if answer.unstated is None:
        return []
    return [escape(texts.UNSTATED[answer.unstated].format(way=whom_to_ask(record.notice)))]


def whom_to_ask(notice: Notice) -> str:
    """The notice's own way to its issuer."""
    if notice.phone:
        return texts.CALL.format(phone=notice.phone)
    if notice.email:
        return texts.WRITE_MAIL.format(email=notice.email)
    return texts.GO_THERE.format(issuer=notice.issuer or texts.THE_ISSUER)


def _beside(passage: Passage) -> str:
    """One more passage that answers."""
    label = texts.RECTIFICATION if passage.part is Part.RECTIFICATION else texts.PROBLEM
    return f"{label}\n{quote(passage.text)}"


def _focus(answer: Answer) -> list[str]:
    """The focus and what answers beside it; one that is part of the problem is followed by what was done
    about it."""
    beside = [*map(_beside, answer.beside)]
    if answer.part is Part.RECTIFICATION:
        return [f"{texts.RECTIFICATION}\n{quote(answer.focus)}", *beside]
    blocks = [f"{texts.PROBLEM}\n{quote(answer.focus)}", *beside]
    if any(passage.part is Part.RECTIFICATION for passage in answer.beside):
        return blocks
    reply = _beginning(answer.finding.rectification)
    return [*blocks, *(_labelled(texts.RECTIFICATION, reply) if reply else [texts.NO_RECTIFICATION])]


def _beginning(text: str) -> str:
    """As many whole sentences as a focus may be long, but at least one."""
    taken = ""
    for sentence in sentences(text):
        if taken and len(taken) + len(sentence) > MAX_FOCUS:
            break
        taken += sentence
    return taken


def _part_status(record: Record, answer: Answer) -> list[str]:
    """What the focus says of itself, where the finding as a whole stands elsewhere; after the notice,
    updates tell, and they speak of the whole."""
    part = read_part_status(answer.focus)
    says_so = answer.part is Part.RECTIFICATION and part is not Status.NOT_STATED
    if not says_so or part is answer.finding.status or record.updates_of(answer.finding.code):
        return []
    return [texts.PART_STATUS.format(status=texts.STATUS[part])]


def _status(record: Record, finding: Finding, quoted: str, zone: ZoneInfo) -> list[str]:
    """The present status with the words it was read from, unless they stand in this card already."""
    present = record.present_status(finding)
    status = texts.STATUS[present.status]
    if present.closed is not None:
        said_on = local_date(present.closed.taken_at, zone)
        return [texts.STATUS_CLOSED.format(status=status, date=said_on)]
    return [*_claimed(record, finding, present, quoted, zone), *_reopened(record, finding, zone)]


def _feedback(record: Record, finding: Finding, beside: Beside) -> list[str]:
    """What people say of a claim, where they are many enough that nobody is told by it."""
    said, claimed = beside.verdicts, record.present_status(finding).claims_completion
    if not claimed or said.resolved + said.unresolved < VERDICTS_SHOWN_FROM:
        return []
    return [texts.FEEDBACK.format(resolved=said.resolved, unresolved=said.unresolved)]


def _reopened(record: Record, finding: Finding, zone: ZoneInfo) -> list[str]:
    step = record.closeout(finding.code)
    if step is None or step.step is not Step.REOPENED:
        return []
    said_on = local_date(step.taken_at, zone)
    return [escape(texts.STATUS_REOPENED.format(date=said_on, reason=step.reason))]


def _claimed(
    record: Record, finding: Finding, present: PresentStatus, quoted: str, zone: ZoneInfo
) -> list[str]:
    status = texts.STATUS[present.status]
    if present.update is not None:
        said_on = local_date(present.update.published_at, zone)
        line = texts.STATUS_BY_UPDATE.format(
            status=status, unit=present.update.unit, date=said_on, before=texts.STATUS[finding.status]
        )
        is_newest = present.update == record.updates_of(finding.code)[0]
        return [escape(line)] if is_newest else _labelled(escape(line), present.update.text)
    if present.quote is None:
        return [texts.STATUS_NOT_STATED.format(status=status)]
    if present.quote in quoted:
        return [texts.STATUS_SEEN_ABOVE.format(status=status)]
    return _labelled(texts.STATUS_BY_NOTICE.format(status=status), present.quote)


def _since(record: Record, finding: Finding, zone: ZoneInfo) -> list[str]:
    updates = record.updates_of(finding.code)
    if not updates:
        issued_on = record.notice.issued_on
        nothing = texts.NOTHING_SINCE.format(date=issued_on) if issued_on else texts.NOTHING_SINCE_UNDATED
        return [nothing]
    newest, earlier = updates[0], len(updates) - 1
    label = texts.LATEST_CORRECTION if newest.corrects else texts.LATEST_UPDATE
    return [
        update_block(newest, zone, label),
        *([texts.HAS_FILES.format(count=newest.files)] if newest.files else []),
        *([texts.MORE_UPDATES.format(count=earlier)] if earlier else []),
    ]
