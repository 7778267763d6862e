"""Which notices there are, and what they are called; which of them have what."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, extract, func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from db import towns
from db.engine import Database
from db.in_force import (
    NEWEST_FIRST,
    all_in_force,
    are_several,
    finding_row,
    is_in_force,
    names,
    present_row,
    rows_in_force,
)
from db.models import FindingRow, NoticeRow
from knowledge.model import NoticeName, Role, StoredNotice

_AT_ONCE = 50


def stored(database: Database, town_id: int | None = None) -> list[StoredNotice]:
    """All notices, or those for the admins of a town: those in force before the others, the newest first."""
    with database.snapshot() as session:
        counted = dict(
            session.exec(select(FindingRow.notice_id, func.count()).group_by(col(FindingRow.notice_id))).all()
        )
        theirs = towns.theirs(session, town_id, col(NoticeRow.town_id), Role.ADMIN)
        wanted = select(NoticeRow).where(theirs).order_by(col(NoticeRow.in_force).desc(), *NEWEST_FIRST)
        return [
            StoredNotice(
                row.id or 0, row.title, row.loaded_at, counted.get(row.id or 0, 0), row.in_force,
                row.issued_on,
            )
            for row in session.exec(wanted)
        ]  # fmt: skip


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


def newest_of_year(database: Database, year: int, town_id: int | None = None) -> int | None:
    """The newest notice in force of a year, or that of a town."""
    of_year = rows_in_force().where(extract("year", col(NoticeRow.dated_on)) == year)
    with database.snapshot() as session:
        return next((one.id for one in names(session, _of_town(of_year, town_id).limit(1))), None)


def years(database: Database, town_id: int | None = None) -> list[int]:
    """The years of the notices in force, or of a town's, the newest first."""
    with database.snapshot() as session:
        of_town = _of_town(rows_in_force(), town_id).with_only_columns(col(NoticeRow.dated_on))
        return list(dict.fromkeys(day.year for (day,) in session.execute(of_town)))


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
        told = present_row(session, found.matter_id or 0) if found else None
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
