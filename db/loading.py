"""Notices come into force, and leave it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlmodel import Session, col, select

from db import matters, outbox, sample, towns
from db.engine import Database
from db.findings import finding_rows, notice_of
from db.history import Change, note
from db.in_force import after, all_in_force, told
from db.models import FindingRow, NoticeRow
from knowledge.model import Notice, Outlook
from knowledge.reading.compare import is_edition_of


def load(database: Database, notice: Notice, now: datetime) -> bool:
    """Stores a notice, which is then in force beside the others, in place of the edition of it that was;
    False and no change if just this one is in force already.

    The sample that came with the program gives way to the first notice of another town, unless somebody has
    worked on it. Findings that are also in notices of this town go on with their progress and names.
    """
    with database.transaction() as session:
        return put_in_force(session, notice, now, None)


def put_in_force(session: Session, notice: Notice, now: datetime, by: int | None) -> bool:
    """What load promises, as part of the caller's transaction and in the name of whoever it is."""
    known = row_of(session, notice)
    if known is not None and known.in_force:
        return False
    replaced, shipped = _edition(session, notice), sample.giving_way(session, notice)
    row = known or _add(session, notice, now)
    row.in_force = True
    for one in (replaced, shipped):
        if one is not None:
            one.in_force = False
    if shipped is not None:  # whoever was invited before the first notice was loaded is of its town
        sample.hand_over(session, shipped.town_id, row.town_id, now)
        outbox.hand_over(session, shipped.town_id, row.town_id)
    details = {"gave_way": shipped.id} if shipped else {}
    note(
        session, Change.NOTICE_LOADED, now, by, row.id, findings=len(notice.findings),
        replaces=replaced.id if replaced else None, **details,
    )  # fmt: skip
    return True


def load_if_empty(database: Database, notice: Notice, now: datetime) -> bool:
    """Stores the sample only where there never was a notice; says whether it did."""
    with database.transaction() as session:
        if session.exec(select(NoticeRow.id).limit(1)).first() is not None:
            return False
        row = _add(session, notice, now)
        row.in_force = True
        count = len(notice.findings)
        note(session, Change.NOTICE_LOADED, now, None, row.id, findings=count, replaces=None, shipped=True)
        return True


def withdraw(database: Database, notice_id: int, now: datetime) -> bool:
    """Answers come from this notice no more, but from the edition that it replaced, if any; it is kept. False
    for one that is not there, or was withdrawn before."""
    with database.transaction() as session:
        if notice_id not in after(told(session))[1]:
            return False
        note(session, Change.NOTICE_WITHDRAWN, now, None, notice_id)
        newest, _ = after(told(session))
        rows = session.exec(select(NoticeRow).where(col(NoticeRow.in_force) | col(NoticeRow.id).in_(newest)))
        for row in rows:
            row.in_force = row.id in newest
        return True


def outlook(database: Database, notice: Notice) -> Outlook:
    with database.snapshot() as session:
        replaced = replaced_by(session, notice)
        others = len(all_in_force(session)) - (replaced is not None)
        return Outlook(replaced, others, compared=replaced or _newest_of_issuer(session, notice))


def _newest_of_issuer(session: Session, notice: Notice) -> int | None:
    """The newest in force; those that name nobody need not be of one office."""
    if notice.issuer is None:
        return None
    row = session.exec(towns.rows_of_issuer(session, notice.issuer).limit(1)).first()
    return row.id if row else None


def replaced_by(session: Session, notice: Notice) -> int | None:
    """The notice in force that this one is, or would take the place of."""
    row = row_of(session, notice)
    if row is not None and row.in_force:
        return row.id
    found = _edition(session, notice) or sample.giving_way(session, notice)
    return found.id if found else None


def digest_of(session: Session, row: NoticeRow) -> str:
    """The digest of what is stored under a notice now."""
    return _digest(notice_of(row, finding_rows(session, row)))


def row_of(session: Session, notice: Notice) -> NoticeRow | None:
    """The row of just this notice, in force or not."""
    return session.exec(select(NoticeRow).where(NoticeRow.digest == _digest(notice))).first()


def _edition(session: Session, notice: Notice) -> NoticeRow | None:
    """The edition of a notice that is in force."""
    of_issuer = session.exec(towns.rows_of_issuer(session, notice.issuer))
    return next((row for row in of_issuer if is_edition_of(notice_of(row, ()), notice)), None)


def _add(session: Session, notice: Notice, now: datetime) -> NoticeRow:
    row = NoticeRow(
        title=notice.title, issuer=notice.issuer, issued_on=notice.issued_on, phone=notice.phone,
        email=notice.email, inspection_period=notice.inspection_period, digest=_digest(notice), loaded_at=now,
        dated_on=notice.issued_on or now.date(), town_id=towns.of_issuer(session, notice.issuer),
    )  # fmt: skip
    session.add(row)
    session.flush()
    rows = [
        FindingRow(
            notice_id=row.id or 0,
            position=position,
            **asdict(finding) | {"measures": list(finding.measures), "status": finding.status.value},
        )
        for position, finding in enumerate(notice.findings)
    ]
    session.add_all(rows)
    session.flush()
    earlier = _of_issuer(session, notice, row)
    matters.go_on(rows, notice, earlier)
    editions = (its_rows for before, its_rows in earlier if is_edition_of(before, notice))
    matters.put_in_categories(rows, next(editions, []))
    return row


def _of_issuer(session: Session, notice: Notice, new: NoticeRow) -> list[tuple[Notice, Sequence[FindingRow]]]:
    """The notices that there were of this one's town before it: editions of it before the others, those in
    force before those withdrawn, which may be loaded again with the same matters, and the newest first."""
    ever = [row for row in session.exec(towns.ever_of_issuer(session, notice.issuer)) if row is not new]
    editions = {row.id for row in ever if is_edition_of(notice_of(row, ()), notice)}
    if notice.issuer is None:  # those that name nobody need not be of one office
        ever = [row for row in ever if row.id in editions]
    in_order = sorted(ever, key=lambda row: (row.id not in editions, not row.in_force))
    return [(notice_of(row, rows), rows) for row in in_order if (rows := finding_rows(session, row))]


def _digest(notice: Notice) -> str:
    words = json.dumps(asdict(notice), default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()
