"""Where a finding stands, as its card says it: the status and whence it is, what came since."""

from zoneinfo import ZoneInfo

from handlers.views.html import escape
from handlers.views.pieces import labelled, local_date, update_block
from handlers.views.texts import public as texts
from knowledge.asking.reply import Answer
from knowledge.index.entries import Part
from knowledge.model import Beside, Closeout, Finding, Status, Step
from knowledge.progress.rules import VERDICTS_SHOWN_FROM
from knowledge.reading.status import read_part_status
from knowledge.record import PresentStatus, Record


def part_status(record: Record, answer: Answer) -> list[str]:
    """What the focus says of itself, where the finding as a whole stands elsewhere; after the notice,
    updates tell, and they speak of the whole."""
    part = read_part_status(answer.focus)
    says_so = answer.part is Part.RECTIFICATION and part is not Status.NOT_STATED
    if not says_so or part is answer.finding.status or record.updates_of(answer.finding.code):
        return []
    return [texts.PART_STATUS.format(status=texts.STATUS[part])]


def status(record: Record, finding: Finding, quoted: str, zone: ZoneInfo) -> list[str]:
    """The present status with the words it was read from, unless they stand in this card already."""
    present = record.present_status(finding)
    word = texts.STATUS[present.status]
    if present.closed is not None:
        said_on = local_date(present.closed.taken_at, zone)
        return [texts.STATUS_CLOSED.format(status=word, date=said_on)]
    if present.reopened is not None:
        return [_in_progress_again(present.reopened, word, zone)]
    return [*_claimed(record, finding, present, quoted, zone), *_reopened(record, finding, zone)]


def feedback(record: Record, finding: Finding, beside: Beside) -> list[str]:
    """What people say of a claim, where they are many enough that nobody is told by it."""
    said, claimed = beside.verdicts, record.present_status(finding).claims_completion
    if not claimed or said.resolved + said.unresolved < VERDICTS_SHOWN_FROM:
        return []
    return [texts.FEEDBACK.format(resolved=said.resolved, unresolved=said.unresolved)]


def since(record: Record, finding: Finding, zone: ZoneInfo) -> list[str]:
    """The newest update since the notice, and how many there are besides."""
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


def _in_progress_again(step: Closeout, word: str, zone: ZoneInfo) -> str:
    said_on = local_date(step.taken_at, zone)
    return escape(texts.STATUS_BY_REOPENING.format(status=word, date=said_on, reason=step.reason))


def _reopened(record: Record, finding: Finding, zone: ZoneInfo) -> list[str]:
    step = record.closeout(finding.code)
    if step is None or step.step is not Step.REOPENED:
        return []
    said_on = local_date(step.taken_at, zone)
    return [escape(texts.STATUS_REOPENED.format(date=said_on, reason=step.reason))]


def _claimed(
    record: Record, finding: Finding, present: PresentStatus, quoted: str, zone: ZoneInfo
) -> list[str]:
    word = texts.STATUS[present.status]
    if present.update is not None:
        said_on = local_date(present.update.published_at, zone)
        line = texts.STATUS_BY_UPDATE.format(
            status=word, unit=present.update.unit, date=said_on, before=texts.STATUS[finding.status]
        )
        is_newest = present.update == record.updates_of(finding.code)[0]
        return [escape(line)] if is_newest else labelled(escape(line), present.update.text)
    if present.quote is None:
        return [texts.STATUS_NOT_STATED.format(status=word)]
    if present.quote in quoted:
        return [texts.STATUS_SEEN_ABOVE.format(status=word)]
    return labelled(texts.STATUS_BY_NOTICE.format(status=word), present.quote)
