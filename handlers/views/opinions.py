"""Opinions as their authors see them, and, masked, those who answer."""

from collections.abc import Collection, Sequence
from datetime import date, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from handlers.views import opinion_keys as buttons
from handlers.views import overviews
from handlers.views.callback_data import Press
from handlers.views.html import escape, quote, quotes
from handlers.views.naming import code_in, told_code
from handlers.views.paging import page_of
from handlers.views.pieces import local_date
from handlers.views.texts import opinions as texts
from handlers.views.texts import staff
from handlers.views.view import View
from knowledge.progress.channels import Channel
from knowledge.progress.guard import Caution
from knowledge.progress.opinions import MAX_OPINION, OPEN, Opinion, OpinionReply, Standing, masked
from knowledge.record import Located, Record
from knowledge.text import one_line, shorten

_A_PAGE, _MOST_OPEN, _MOST_MINE, _WORDS = 12, 5, 30, 40


def invitation(at: Located | None, unfinished: Sequence[Opinion]) -> View:
    """Asks for the words, and shows the tickets that are not done yet."""
    about = texts.SEND_ABOUT.format(title=f"{code_in(at.record, at.code)} {at.finding.title}") if at else ""
    blocks = [escape(about + texts.SEND.format(limit=MAX_OPINION))]
    shown = unfinished[:_MOST_OPEN]
    if shown:
        blocks.append(escape("\n".join([texts.OPEN_HEAD, *map(_own_line, shown)])))
    return View(tuple(blocks), buttons.numbers(Press.TICKET, shown))


def to_take_back(unfinished: Sequence[Opinion]) -> View:
    """Asks which of the open tickets is to be taken back."""
    if not unfinished:
        return View((texts.NOTHING_TO_TAKE_BACK,))
    shown = unfinished[:_MOST_OPEN]
    return View(
        (escape("\n".join([texts.WHICH_TO_TAKE_BACK, *map(_own_line, shown)])),), buttons.recall(shown)
    )


def mine(opinions: Sequence[Opinion]) -> View:
    """A citizen's tickets, the newest first."""
    if not opinions:
        return View((texts.MINE_NONE,))
    shown = opinions[:_MOST_MINE]
    head = texts.MINE_HEAD.format(count=len(opinions))
    return View((escape("\n".join([head, *map(_own_line, shown)])),), buttons.numbers(Press.TICKET, shown))


def received(opinion: Opinion, is_new: bool) -> View:
    """The ticket's number, at once."""
    if not is_new:
        said = texts.JOINED.format(number=opinion.number, standing=texts.STANDING[opinion.standing])
    else:
        said = texts.RECEIVED.format(number=opinion.number, unit=_unit(opinion.unit))
    how = texts.HOW_TO_ADD if opinion.texts else texts.NOW_WORDS_OF_FILED
    hidden = [texts.HIDDEN] if masked(opinion.text) != opinion.text else []
    return View((escape(said), *hidden, how), buttons.more(opinion.id))


def is_here(opinion: Opinion) -> View:
    """That nothing more is to be done, for who would send it; what is held is to be sent by a tap."""
    if opinion.standing is Standing.HELD:
        return View((texts.NOT_SENT_YET,), buttons.anyway(opinion.id))
    return View((escape(texts.IS_HERE.format(number=opinion.number)),), buttons.more(opinion.id))


def offered(opinion_id: int) -> View:
    """Offers to send what somebody told who had asked how."""
    return View((texts.OFFER_TO_SEND,), buttons.send(opinion_id))


def with_way_to_send(view: View) -> View:
    """With how to send what was told of, below what the notice says of it."""
    return View((*view.blocks, texts.TO_SEND), view.keyboard, view.listed)


def added(opinion: Opinion) -> View:
    if opinion.standing is Standing.HELD:
        return View((texts.KEPT_TOO,), buttons.anyway(opinion.id))
    said = texts.ADDED.format(number=opinion.number)
    return View((said if opinion.texts else f"{said}\n{texts.NOW_WORDS_OF_FILED}",), buttons.more(opinion.id))


def channel(which: Channel, opinion_id: int, record: Record) -> View:
    """Whom to turn to first; the words are kept meanwhile."""
    return View((*_first(which, record), texts.NOT_SENT_YET), buttons.anyway(opinion_id))


def elsewhere(which: Channel, record: Record, asks_too: bool = False) -> View:
    """Whom to turn to first, for who asked; they may report it all the same. Who asks something, too, reads
    whom to ask."""
    is_told = which in (Channel.DISCIPLINE, Channel.DESPAIR)
    also = overviews.contact(record).blocks if asks_too and not is_told else ()
    return View((*_first(which, record), *also), None if which is Channel.DESPAIR else buttons.speak())


def _first(which: Channel, record: Record) -> tuple[str, ...]:
    if which is Channel.DISCIPLINE:
        return (texts.CHANNEL[which], *overviews.contact(record).blocks)
    is_despair = which is Channel.DESPAIR
    return (texts.CHANNEL[which], texts.NOBODY_WATCHES_HERE if is_despair else texts.NOBODY_WATCHES)


def own(opinion: Opinion, record: Record, zone: ZoneInfo) -> View:
    """A ticket as who wrote it sees it."""
    blocks = [*_head(opinion, record, zone)]
    if opinion.texts:
        first, *rest = quotes(opinion.text)
        blocks += [f"{texts.YOU_WROTE}\n{first}", *rest]
    return View((*blocks, *_replies(opinion, zone)), buttons.own(opinion))


def forwarded_told(facts: dict[str, Any]) -> View:
    return View((escape(texts.FORWARDED_TOLD.format(**facts)),))


def answered_told(facts: dict[str, Any]) -> View:
    """An answer, as it comes to who asked for it."""
    head = escape(texts.ANSWERED_TOLD.format(number=facts["number"], unit=facts["unit"]))
    blocks = (f"{head}\n{quote(facts['text'])}", texts.ASK_GRADE)
    return View(blocks, buttons.grades(facts["reply"]))


def graded(opinion: Opinion, reply: OpinionReply) -> View:
    """The answer with its grade; one that opened the ticket again says so."""
    grade = texts.GRADE[reply.grade] if reply.grade else ""
    is_open = opinion.standing in OPEN
    form = texts.STILL_BAD if reply.grade and reply.grade.is_bad else texts.GRADED
    said = (texts.REOPENED if is_open else form).format(grade=grade, number=opinion.number)
    head = escape(texts.ANSWERED_TOLD.format(number=opinion.number, unit=reply.unit))
    keyboard = buttons.more(opinion.id) if is_open else buttons.speak() if form is texts.STILL_BAD else None
    return View((f"{head}\n{quote(reply.text)}", escape(said)), keyboard)


def told(facts: dict[str, Any]) -> View:
    """What those hear who may answer; the words were masked before they were stored."""
    about = texts.TOLD_ABOUT.format(code=told_code(facts)) if facts["code"] else ""
    said = texts.TOLD[facts["why"]].format(
        number=facts["number"], about=about, unit=_unit(facts["unit"])
    )  # fmt: skip
    blocks = [escape(said), *(quotes(facts["words"]) if facts["words"] else [])]
    return View((*blocks, *_enclosed(facts["files"], facts["place"])), buttons.told(facts["opinion"]))


def waiting(opinions: Sequence[Opinion], today: date, zone: tzinfo, number: int = 0) -> View:
    """One page of the tickets that wait for an answer; beyond the end is the last page."""
    if not opinions:
        return View((texts.LIST_NONE,))
    here, number, pages = page_of(opinions, _A_PAGE, number)
    head = texts.LIST_HEAD.format(count=len(opinions))
    lines = "\n".join([head, *(_line(one, today, zone) for one in here)])
    return View((escape(lines),), buttons.page(here, number, pages))


def handled(opinion: Opinion, record: Record, zone: ZoneInfo) -> View:
    """A ticket as who may answer it sees it."""
    blocks = [*_head(opinion, record, zone)]
    if opinion.texts:
        first, *rest = quotes(masked(opinion.text))
        blocks += [f"{texts.CITIZEN_WROTE}\n{first}", *rest]
    return View((*blocks, *_replies(opinion, zone)), buttons.handled(opinion))


def which_unit(opinion: Opinion, units: Sequence[str]) -> View:
    if not units:
        return View((texts.NO_OTHER_UNIT,), buttons.units(opinion.id, ()))
    return View((texts.WHICH_UNIT.format(number=opinion.number),), buttons.units(opinion.id, units))


def caution(found: Collection[Caution]) -> str:
    """What must not stand in an answer."""
    what = "、".join(staff.CAUTIONS[one] for one in sorted(found))
    return texts.REPLY_CAUTION.format(what=what)


def _head(opinion: Opinion, record: Record, zone: ZoneInfo) -> list[str]:
    finding = record.finding(opinion.code) if opinion.code and opinion.notice_id == record.notice_id else None
    lines = [
        texts.TICKET.format(
            number=opinion.number, standing=texts.STANDING[opinion.standing],
            date=local_date(opinion.received_at, zone),
        ),
        texts.HANDLED_BY.format(unit=_unit(opinion.unit)),
        *([texts.ABOUT.format(title=f"{code_in(record, finding.code)} {finding.title}")] if finding else []),
        *_enclosed(opinion.files, opinion.place is not None),
    ]  # fmt: skip
    return [escape("\n".join(lines))]


def _enclosed(files: int, place: bool) -> list[str]:
    return [*([texts.FILES.format(count=files)] if files else []), *([texts.HAS_PLACE] if place else [])]


def _replies(opinion: Opinion, zone: ZoneInfo) -> list[str]:
    blocks = []
    for reply in opinion.replies:
        head = escape(texts.REPLY.format(date=local_date(reply.replied_at, zone), unit=reply.unit))
        grade = f"\n{texts.REPLY_GRADED.format(grade=texts.GRADE[reply.grade])}" if reply.grade else ""
        blocks.append(f"{head}\n{quote(reply.text)}{grade}")
    return blocks


def _own_line(opinion: Opinion) -> str:
    standing = texts.STANDING[opinion.standing]
    return texts.MINE_LINE.format(number=opinion.number, standing=standing, text=_short(opinion.text))


def _line(opinion: Opinion, today: date, zone: tzinfo) -> str:
    days = (today - opinion.received_at.astimezone(zone).date()).days
    return texts.LINE.format(
        number=opinion.number, standing=texts.STANDING[opinion.standing], unit=_unit(opinion.unit),
        age=texts.DAYS.format(days=days) if days else texts.TODAY, text=_short(masked(opinion.text)),
    )  # fmt: skip


def _short(text: str) -> str:
    return shorten(one_line(text), _WORDS) or texts.ONLY_FILES


def _unit(unit: str | None) -> str:
    return unit or texts.SUPERVISORS


def is_unfinished(opinion: Opinion) -> bool:
    """Whether its author has something to wait for, or to say, still."""
    return opinion.standing is not Standing.RATED
