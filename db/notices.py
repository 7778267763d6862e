"""Notices: loading one, withdrawing one, and which there are."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, extract, func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from db import matters, sample, towns
from db.engine import Database
from db.findings import finding_rows, notice_of
from db.history import Change, note
from db.in_force import (
    after,
    all_in_force,
    are_several,
    finding_row,
    is_in_force,
    names,
    rows_in_force,
    standing,
    told,
)
from db.models import FindingRow, NoticeRow
from knowledge.model import Notice, NoticeName, Role, StoredNotice
from knowledge.reading.compare import is_edition_of

_AT_ONCE = 50


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
    row = known or _add(session, notice, now, replaced)
    row.in_force = True
    for one in (replaced, shipped):
        if one is not None:
            one.in_force = False
    if shipped is not None:  # whoever was invited before the first notice was loaded is of its town
        sample.hand_over(session, shipped.town_id, row.town_id, now)
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
        row = _add(session, notice, now, None)
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


@dataclass(frozen=True, slots=True)
class Outlook:
    """What loading a notice would do: ``replaced`` is the notice that it would take the place of, None where
    it would stand beside all ``others`` in force."""

    replaced: int | None
    others: int


def outlook(database: Database, notice: Notice) -> Outlook:
    with database.snapshot() as session:
        replaced = replaced_by(session, notice)
        return Outlook(replaced, len(all_in_force(session)) - (replaced is not None))


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


def stored(database: Database, town_id: int | None = None) -> list[StoredNotice]:
    """All notices, or those for the admins of a town: those in force before the others, the newest first."""
    newest_first = (col(NoticeRow.in_force).desc(), col(NoticeRow.dated_on).desc(), col(NoticeRow.id).desc())
    with database.snapshot() as session:
        counted = dict(
            session.exec(select(FindingRow.notice_id, func.count()).group_by(col(FindingRow.notice_id))).all()
        )
        theirs = towns.theirs(session, town_id, col(NoticeRow.town_id), Role.ADMIN)
        return [
            StoredNotice(row.id or 0, row.title, row.loaded_at, counted.get(row.id or 0, 0), row.in_force)
            for row in session.exec(select(NoticeRow).where(theirs).order_by(*newest_first))
        ]


def ids_in_force(database: Database, town_id: int | None = None) -> Sequence[int]:
    """The notices in force, or those for the supervisors of a town, the newest first."""
    with database.snapshot() as session:
        if town_id is None:
            return all_in_force(session)
        return [row.id or 0 for row in session.exec(rows_in_force().where(_supervised(session, town_id)))]


def batches_in_force(database: Database, town_id: int | None = None) -> Iterator[Sequence[int]]:
    """The same, so many together as are read at once: of a county's fifteen hundred, one by one takes ten
    times as long, and all of them at once too much memory."""
    every = ids_in_force(database, town_id)
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]


def _supervised(session: Session, town_id: int | None) -> ColumnElement[bool]:
    return towns.theirs(session, town_id, col(NoticeRow.town_id), Role.SUPERVISOR)


def _of_town(query: SelectOfScalar[NoticeRow], town_id: int | None) -> SelectOfScalar[NoticeRow]:
    return query if town_id is None else query.where(NoticeRow.town_id == town_id)


def named(database: Database, notice_ids: Sequence[int]) -> dict[int, NoticeName]:
    """What these notices are called, where several are in force; else there is nothing to tell apart."""
    with database.snapshot() as session:
        if not are_several(session):
            return {}
        wanted = select(NoticeRow).where(col(NoticeRow.id).in_(notice_ids))
        return {one.id: one for one in names(session, wanted)}


def page(
    database: Database, number: int, size: int, town_id: int | None = None
) -> tuple[list[NoticeName], int]:
    """One page of the notices in force, or of those for the supervisors of a town, the newest first, and how
    many there are."""
    with database.snapshot() as session:
        found = rows_in_force().where(_supervised(session, town_id))
        count = session.exec(select(func.count()).select_from(found.order_by(None).subquery())).one()
        return names(session, found.offset(number * size).limit(size)), count


def having(database: Database, code: str, year: int | None = None, town_id: int | None = None) -> list[int]:
    """The notices in force that have a finding of this code, of a year or a town where one is named; the
    newest first."""
    wanted = _of_town(rows_in_force().join(FindingRow).where(FindingRow.code == code), town_id)
    if year is not None:
        wanted = wanted.where(extract("year", col(NoticeRow.dated_on)) == year)
    with database.snapshot() as session:
        return [one.id for one in names(session, wanted)]


def row_of(session: Session, notice: Notice) -> NoticeRow | None:
    """The row of just this notice, in force or not."""
    return session.exec(select(NoticeRow).where(NoticeRow.digest == _digest(notice))).first()


def issuer(session: Session, town_id: int | None = None) -> str:
    """Who issued the newest notice in force, or the newest of a town; its title where it names nobody."""
    row = session.exec(_of_town(rows_in_force(), town_id).limit(1)).first()
    if row is None:
        return towns.name_of(session, town_id) if town_id is not None else ""
    return row.issuer or row.title


def finding_number(database: Database, notice_id: int, code: str) -> int | None:
    """The row of a finding of a notice in force, by which words about it are waited for."""
    with database.snapshot() as session:
        finding = finding_row(session, notice_id, code)
        return finding.id if finding else None


def place_of(database: Database, finding_id: int) -> tuple[int, str] | None:
    """The notice and the code of that row, if its notice is still in force."""
    with database.snapshot() as session:
        finding = session.get(FindingRow, finding_id)
        if finding is None or not is_in_force(session, finding.notice_id):
            return None
        return finding.notice_id, finding.code


def place_now(database: Database, notice_id: int, code: str) -> tuple[int, str] | None:
    """The notice in force and the code that tell of what stood under a code of any notice, in force or not;
    None where none tells of it any more."""
    with database.snapshot() as session:
        wanted = select(FindingRow).where(FindingRow.notice_id == notice_id, FindingRow.code == code)
        found = session.exec(wanted).first()
        told = standing(session, found.matter_id or 0) if found else None
        return (told.notice_id, told.code) if told else None


def newest_of_town(database: Database, notice_id: int) -> int | None:
    """The newest notice in force of whoever issued any notice, in force or not; of one that names nobody,
    itself. None where none is in force."""
    with database.snapshot() as session:
        row = session.get(NoticeRow, notice_id)
        if row is None or row.town_id is None:
            return notice_id if row is not None and row.in_force else None
        newest = session.exec(_of_town(rows_in_force(), row.town_id).limit(1)).first()
        return newest.id if newest else None


def _edition(session: Session, notice: Notice) -> NoticeRow | None:
    """The edition of a notice that is in force."""
    of_issuer = session.exec(towns.rows_of_issuer(session, notice.issuer))
    return next((row for row in of_issuer if is_edition_of(notice_of(row, ()), notice)), None)


def _add(session: Session, notice: Notice, now: datetime, replaced: NoticeRow | None) -> NoticeRow:
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
    matters.go_on(rows, notice, _of_issuer(session, notice, replaced))
    matters.put_in_categories(rows, finding_rows(session, replaced) if replaced else [])
    return row


def _of_issuer(
    session: Session, notice: Notice, replaced: NoticeRow | None
) -> list[tuple[Notice, Sequence[FindingRow]]]:
    """The notices in force of this one's town: the edition that it replaces before the others, the newest
    of them first."""
    if notice.issuer is None:
        found = [replaced] if replaced else []  # those that name nobody need not be of one office
    else:
        found = [*session.exec(towns.rows_of_issuer(session, notice.issuer))]
    with_rows = (
        (row, finding_rows(session, row)) for row in sorted(found, key=lambda row: row is not replaced)
    )
    return [(notice_of(row, rows), rows) for row, rows in with_rows]


def _digest(notice: Notice) -> str:
    words = json.dumps(asdict(notice), default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()
