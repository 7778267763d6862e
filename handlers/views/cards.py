"""What is shown of a finding: the card that answers, the full text, the progress since."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from handlers.views import card_keys, standing
from handlers.views.callback_data import Press
from handlers.views.html import escape, quote
from handlers.views.naming import name_beside, spoken
from handlers.views.pieces import (
    headline,
    labelled,
    local_date,
    source_line,
    update_block,
    which,
    whom_to_ask,
)
from handlers.views.plain import plainly
from handlers.views.stops import Stop
from handlers.views.texts import public as texts
from handlers.views.view import View
from knowledge.asking.reply import Answer, Choices
from knowledge.codes import printed
from knowledge.index.entries import MAX_FOCUS, Part, Passage, names_who_answers
from knowledge.model import (
    NOTHING_BESIDE,
    Beside,
    Closeout,
    Finding,
    NoticeName,
    ProgressUpdate,
)
from knowledge.record import Record
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
    if answer.again:
        return View(
            plainly(finding, answer.again, record, zone), card_keys.card(record, finding.code, beside, back)
        )
    blocks = [
        headline(finding),
        *_unstated(answer, record),
        *_focus(answer),
        *standing.part_status(record, answer),
        *standing.status(
            record, finding, "\n".join([answer.focus, *(one.text for one in answer.beside)]), zone
        ),
        *standing.feedback(record, finding, beside),
        *standing.since(record, finding, zone),
        *_also(record, finding),
        source_line(record),
    ]
    return View(tuple(blocks), card_keys.card(record, finding.code, beside, back))


def short(answer: Answer, record: Record, zone: ZoneInfo, link: str, back: Stop | None = None) -> View:
    """The card in a group: the sentence that answers, where the finding stands, the newest that came since,
    and the source; ``link`` leads to all of it."""
    finding = answer.finding
    if answer.again:
        return View(
            plainly(finding, answer.again, record, zone), card_keys.short(record, finding.code, link, back)
        )
    status = record.present_status(finding).status
    blocks = (
        headline(finding),
        *_unstated(answer, record),
        _quoted(answer.focus, answer.part),
        *map(_beside, answer.beside),
        texts.STATUS_ALONE.format(status=texts.STATUS[status]),
        *standing.since(record, finding, zone)[:1],
        source_line(record),
    )
    return View(blocks, card_keys.short(record, finding.code, link, back))


def full_text(finding: Finding, record: Record, back: Stop | None = None) -> View:
    """Everything the notice says of the finding."""
    place = " › ".join(shorten(part, _HEADING) for part in (finding.section, finding.heading) if part)
    blocks = [
        f"{headline(finding)}\n{escape(f'{printed(finding.code)}　{place}')}",
        *which(record),
        *labelled(texts.PROBLEM, finding.problem),
        *(
            labelled(texts.RECTIFICATION, finding.rectification)
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


def _unstated(answer: Answer, record: Record) -> list[str]:
    """That the notice does not say what was asked, and whom to ask."""
    if answer.unstated is None:
        return []
    return [escape(texts.UNSTATED[answer.unstated].format(way=whom_to_ask(record.notice)))]


def _beside(passage: Passage) -> str:
    """One more passage that answers."""
    return _quoted(passage.text, passage.part)


def _quoted(text: str, part: Part) -> str:
    """A passage under the name of what it is part of."""
    if names_who_answers(text):
        return f"{texts.WHO_ANSWERS}\n{quote(text)}"
    return f"{texts.RECTIFICATION if part is Part.RECTIFICATION else texts.PROBLEM}\n{quote(text)}"


def _focus(answer: Answer) -> list[str]:
    """The focus and what answers beside it; one that is part of the problem is followed by what was done
    about it."""
    beside = [*map(_beside, answer.beside)]
    if answer.part is Part.RECTIFICATION:
        return [_quoted(answer.focus, answer.part), *beside]
    blocks = [_quoted(answer.focus, answer.part), *beside]
    if any(passage.part is Part.RECTIFICATION for passage in answer.beside):
        return blocks
    reply = _beginning(answer.finding.rectification)
    return [*blocks, *(labelled(texts.RECTIFICATION, reply) if reply else [texts.NO_RECTIFICATION])]


def _beginning(text: str) -> str:
    """As many whole sentences as a focus may be long, but at least one."""
    taken = ""
    for sentence in sentences(text):
        if taken and len(taken) + len(sentence) > MAX_FOCUS:
            break
        taken += sentence
    return taken
