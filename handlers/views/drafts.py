"""What the author of a progress update sees on the way to its publication."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.views import keyboards, staff_keys
from handlers.views.callback_data import Press
from handlers.views.cards import NO_NAMES
from handlers.views.html import escape, quote
from handlers.views.naming import code_in, spoken
from handlers.views.pieces import headline, local_date, which
from handlers.views.texts import public
from handlers.views.texts import staff as texts
from handlers.views.view import View
from knowledge.model import Draft, Finding, NoticeName, ProgressUpdate, Status
from knowledge.progress.guard import cautions
from knowledge.progress.phrases import Phrase
from knowledge.progress.rules import MAX_PROGRESS, WITHDRAW_WITHIN, Fault
from knowledge.progress.telling import MANY
from knowledge.record import Located, Record
from knowledge.text import one_line, shorten

_WORDS = 40


def preview(draft: Draft, record: Record, finding: Finding, now: datetime, zone: ZoneInfo) -> View:
    """The update as citizens will see it, what it does to the status, and what to think of before."""
    found = cautions(draft.text)
    label = public.LATEST_CORRECTION if draft.corrects else public.LATEST_UPDATE
    label = label.format(date=local_date(now, zone), unit=draft.unit)
    blocks = [
        _head(draft, record, zone),
        headline(finding),
        *which(record),
        f"{escape(label)}\n{quote(draft.text)}",
    ]
    if draft.files:
        blocks.append(texts.PREVIEW_FILES.format(count=draft.files))
    blocks.append(_status(draft, record, finding, now))
    if found:
        what = "、".join(texts.CAUTIONS[caution] for caution in sorted(found))
        blocks.append(texts.PREVIEW_CAUTIONS.format(what=what))
    return View(tuple(blocks), staff_keys.preview(draft, bool(found)))


def phrases(draft: Draft, ready: Sequence[Phrase]) -> View:
    """The words so far, and what may be put behind them."""
    head = texts.PHRASES_HEAD if ready else texts.NO_PHRASES
    return View((quote(draft.text), head), staff_keys.phrases(draft.id, ready))


def choices(draft: Draft, findings: Sequence[Located], head: str) -> View:
    """Which finding is the draft about?"""
    are_mixed = len({one.notice_id for one in findings}) > 1
    lines = [escape(f"{code_in(one.record, one.code)} {one.finding.title}") for one in findings]
    blocks = (head, quote(draft.text), *(["\n".join(lines)] if are_mixed else []))
    return View(blocks, keyboards.by_title(Press.PLACE, draft.id, findings))


def published(update: ProgressUpdate, name: NoticeName | None, audience: int) -> View:
    """The receipt: who will hear of it, and what may still be done; ``name`` is that of the notice, where
    there are several."""
    lines = [escape(texts.PUBLISHED.format(code=spoken(update.code, name)))]
    if update.files:
        lines.append(texts.PUBLISHED_FILES.format(count=update.files))
    if audience:
        form = texts.PUBLISHED_AUDIENCE if audience <= MANY else texts.PUBLISHED_TO_MANY
        lines.append(form.format(count=min(audience, MANY)))
    lines.append(texts.WITHDRAWABLE.format(minutes=WITHDRAW_WITHIN // timedelta(minutes=1)))
    return View(("\n".join(lines),), staff_keys.published(update))


def withdrawn(update: ProgressUpdate, earlier: ProgressUpdate | None) -> View:
    """What is gone; and what of the author's citizens see again in its place, with what may be done."""
    said = escape(texts.WITHDRAWN.format(code=update.code))
    if earlier is None:
        return View((said,))
    again = f"{texts.SHOWN_AGAIN}\n{quote(earlier.text)}"
    return View((said, again, texts.TO_BE_RIGHTED), staff_keys.published(earlier))


def fault(fault: Fault, text: str) -> str:
    """What is wrong with the words of an update."""
    if fault is Fault.TOO_LONG:
        return texts.TOO_LONG.format(limit=MAX_PROGRESS, length=len(text))
    return texts.EMPTY


def drafts_list(kept: Sequence[Draft], names: Mapping[int, NoticeName] = NO_NAMES) -> View:
    """A line and a button for each; ``names`` are those of the notices, where there are several."""
    if not kept:
        return View((texts.NO_DRAFTS,))
    head = texts.DRAFTS_HEAD.format(count=len(kept))
    return View((_listed(head, kept, names),), staff_keys.drafts(kept))


def to_give_up(kept: Sequence[Draft], names: Mapping[int, NoticeName] = NO_NAMES) -> View:
    """Asks which of the drafts is not to be published."""
    return View((_listed(texts.WHICH_TO_GIVE_UP, kept, names),), staff_keys.to_give_up(kept))


def cancelled(draft: Draft, name: NoticeName | None) -> View:
    """Which one is given up: there may be several."""
    return View((escape(_named(texts.CANCELLED, draft, name)),))


def _listed(head: str, kept: Sequence[Draft], names: Mapping[int, NoticeName]) -> str:
    lines = (_named(texts.DRAFT_LINE, one, names.get(one.notice_id)) for one in kept)
    return escape("\n".join([head, *lines]))


def _named(form: str, draft: Draft, name: NoticeName | None) -> str:
    files = texts.DRAFT_FILES.format(count=draft.files) if draft.files else ""
    words = shorten(one_line(draft.text), _WORDS)
    return form.format(code=spoken(draft.code, name), text=words) + files


def _head(draft: Draft, record: Record, zone: ZoneInfo) -> str:
    corrected = next((update for update in record.updates if update.id == draft.corrects), None)
    if corrected is None:
        return texts.PREVIEW
    return texts.PREVIEW_CORRECTION.format(date=local_date(corrected.published_at, zone))


def _status(draft: Draft, record: Record, finding: Finding, now: datetime) -> str:
    """What the status will be once this is published."""
    as_update = ProgressUpdate(0, draft.code, draft.text, draft.unit, now, draft.status, draft.corrects)
    published = replace(record, updates=(*record.updates, as_update))
    shown = published.present_status(finding).status
    if shown is Status.CLOSED:
        return texts.PREVIEW_CLOSED.format(status=public.STATUS[shown], code=draft.code)
    if draft.chosen is not None:
        return texts.PREVIEW_CHOSEN.format(status=public.STATUS[shown])
    if draft.said is not Status.NOT_STATED:
        return texts.PREVIEW_STATUS.format(status=public.STATUS[shown])
    return texts.PREVIEW_NO_STATUS.format(status=public.STATUS[shown])
