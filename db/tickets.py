"""What a citizen does: reports, adds to it, insists on it."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func
from sqlmodel import Session, col, select

from db import arrivals, dialogs, effects, ownerships, ticket_bounds, towns
from db.arrivals import Sent
from db.dialogs import Waiting, Wanted
from db.engine import Database
from db.findings import matter_of
from db.in_force import finding_row
from db.models import FindingRow, OpinionRow, OpinionWordsRow
from db.opinions import noted, tell, to_opinion
from knowledge.progress.opinions import FOLLOWS_WITHIN, OPEN, TICKETS_A_DAY, Opinion, Place, Standing

_SALT_BYTES = 16


class Refused(StrEnum):
    """Why nothing was taken: too many tickets for a day, a ticket that is not there or not theirs, one that
    was answered, one that holds enough."""

    TOO_MANY = "too_many"
    GONE = "gone"
    ANSWERED = "answered"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Author:
    """Who reports: the account that the answer goes to, its key, the chat, and the town that the chat is
    of."""

    id: int
    key: str
    chat_id: int
    town_id: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What came in one message."""

    text: str = ""
    place: Place | None = None
    file: Sent | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """``is_new`` is False where the words were joined to a ticket there was."""

    opinion: Opinion
    is_new: bool


@dataclass(frozen=True, slots=True)
class Added:
    """``is_first`` says whether it is the first of its album."""

    opinion: Opinion
    is_first: bool = True


def receive(
    database: Database,
    update_id: int,
    author: Author,
    report: Report,
    about: tuple[int, str] | None,
    day: date,
    now: datetime,
    answers: Waiting | None = None,
    hold: bool = False,
) -> Received | Refused:
    """A new ticket, ``about`` the finding that a notice has under a code, or, for nearly the same words about
    the same matter within some days, the one there is. Those who may answer are told. With ``hold`` it is
    kept, but is no ticket until release. What comes soon after it is waited for. The same update delivered
    again gets the ticket it made before."""
    with database.transaction() as session:
        if made := effects.earlier(session, update_id, "opinion"):
            opinion = to_opinion(session, session.get_one(OpinionRow, made.subject_id))
            return Received(opinion, is_new=len(opinion.texts) <= 1)
        finding = finding_row(session, *about) if about else None
        known = _same(session, author, report, finding, now)
        if known is None and ticket_bounds.of_the_day(session, author.key, now) >= TICKETS_A_DAY:
            return Refused.TOO_MANY
        row = known or _begun(session, author, finding, hold, now)
        effects.record(session, update_id, "opinion", row.id)
        dialogs.answered(session, update_id, author.id, answers)
        if known is not None:
            _join(session, row, report, update_id, now)
        elif hold:
            _put(session, row, report, now)
            noted(session, row, "held", now)
        else:
            _put(session, row, report, now)
            _open(session, row, update_id, day, now)
        _follow(session, author, row, now)
        return Received(to_opinion(session, row), known is None)


def _begun(
    session: Session, author: Author, finding: FindingRow | None, hold: bool, now: datetime
) -> OpinionRow:
    """A report without its words yet, and no ticket yet; what is held is no unit's."""
    row = OpinionRow(
        person_id=author.id, person_key=author.key, salt=secrets.token_hex(_SALT_BYTES),
        matter_id=matter_of(finding) if finding else None, town_id=_town(session, author, finding),
        unit=ownerships.of(session, finding).unit if finding and not hold else None,
        state=Standing.HELD, received_at=now, changed_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _town(session: Session, author: Author, finding: FindingRow | None) -> int | None:
    """Whose it is to answer: of the finding, else of the author's chat, else the only one there is."""
    if finding is not None:
        return towns.of_notice(session, finding.notice_id)
    return author.town_id or towns.only_one(session)


def _same(
    session: Session, author: Author, report: Report, finding: FindingRow | None, now: datetime
) -> OpinionRow | None:
    matter_id = matter_of(finding) if finding else None
    return ticket_bounds.same(session, author.key, report.text, matter_id, now)


def _is_full(session: Session, row: OpinionRow, report: Report) -> bool:
    """Whether the ticket has no room for this."""
    has_words = bool(report.text or report.place)
    return ticket_bounds.is_full(session, row, has_words, report.file is not None)


def _join(session: Session, row: OpinionRow, report: Report, update_id: int, now: datetime) -> None:
    """The same words again add nothing but what came with them."""
    row.changed_at = now
    if not _is_full(session, row, report):
        _put(session, row, report, now)
    noted(session, row, "joined", now)
    if report.file or report.place:
        tell(session, row, "more", update_id, now)


def release(
    database: Database, update_id: int, opinion_id: int, author: Author, day: date, now: datetime
) -> Received | Refused:
    """What was held becomes a ticket all the same; it goes to the supervisors, who may forward it. A second
    tap gets the same ticket."""
    with database.transaction() as session:
        row = session.get(OpinionRow, opinion_id)
        if row is None or row.person_id != author.id:
            return Refused.GONE
        if row.state == Standing.HELD:
            if ticket_bounds.of_the_day(session, author.key, now) > TICKETS_A_DAY:  # itself among them
                return Refused.TOO_MANY
            row.received_at = row.changed_at = now
            _open(session, row, update_id, day, now)
            _follow(session, author, row, now)
        return Received(to_opinion(session, row), is_new=True)


def add(
    database: Database,
    update_id: int,
    opinion_id: int,
    author: Author,
    report: Report,
    now: datetime,
    answers: Waiting | None = None,
) -> Added | Refused:
    """Adds to an open ticket of the author's, or to what is held; those who may answer a ticket are told of
    words, a place and the first photo. The same update delivered again changes nothing."""
    with database.transaction() as session:
        row = session.get(OpinionRow, opinion_id)
        if row is None or row.person_id != author.id:
            return Refused.GONE
        is_first = report.file is None or arrivals.is_first_of_album(session, author.id, report.file)
        if effects.earlier(session, update_id, "opinion_added"):
            return Added(to_opinion(session, row), is_first)
        if row.state not in OPEN | {Standing.HELD}:
            return Refused.ANSWERED
        if _is_full(session, row, report):
            return Refused.FULL
        had_files = ticket_bounds.files_of(session, row) > 0
        _put(session, row, report, now)
        row.changed_at = now
        effects.record(session, update_id, "opinion_added", row.id)
        dialogs.answered(session, update_id, author.id, answers)
        noted(session, row, "added", now)
        if row.state in OPEN and (report.text or report.place or not had_files):
            tell(session, row, "more", update_id, now, report.text)
        _follow(session, author, row, now)
        return Added(to_opinion(session, row), is_first)


def is_fresh(database: Database, update_id: int, opinion_id: int, person_id: int, now: datetime) -> bool:
    """Whether what comes now may go on with this ticket without being asked for; what went on with it before
    does so whenever it is delivered again."""
    with database.snapshot() as session:
        if effects.earlier(session, update_id, "opinion_added"):
            return True
        row = session.get(OpinionRow, opinion_id)
        is_theirs = row is not None and row.person_id == person_id and row.state in OPEN
        return is_theirs and row is not None and now - row.changed_at <= FOLLOWS_WITHIN


def _open(session: Session, row: OpinionRow, update_id: int, day: date, now: datetime) -> None:
    """Gives the ticket its number, and tells who may answer."""
    prefix = f"{day:%y%m%d}-"
    of_day = select(func.count()).select_from(OpinionRow).where(col(OpinionRow.number).startswith(prefix))
    row.number, row.state = f"{prefix}{session.exec(of_day).one() + 1:02}", Standing.RECEIVED
    noted(session, row, "received", now)
    tell(session, row, "new", update_id, now, to_opinion(session, row).text)


def _put(session: Session, row: OpinionRow, report: Report, now: datetime) -> None:
    if report.text or report.place:
        place = report.place
        words = OpinionWordsRow(
            opinion_id=row.id or 0, text=report.text, latitude=place.latitude if place else None,
            longitude=place.longitude if place else None, said_at=now,
        )  # fmt: skip
        session.add(words)
    if report.file:
        arrivals.add(session, row.person_id or 0, report.file, now, opinion_id=row.id)
    session.flush()


def _follow(session: Session, author: Author, row: OpinionRow, now: datetime) -> None:
    """What its author sends next may belong to it."""
    dialogs.wait_for(session, author.chat_id, author.id, Wanted.FOLLOWING, row.id or 0, now)
