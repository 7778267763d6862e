"""Towns, and the wall between them.

Who is of a town works on what is that town's, and on nothing else; who is of the county works everywhere.
What is of no town (a notice that names no issuer, a word of somebody who named no place) is the county's, and
everybody's where nobody of a role is the county's. It is asked in the transaction that acts, whichever way
led there.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, exists, false, or_, true
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from db import sample
from db.engine import Database
from db.in_force import NEWEST_FIRST, rows_in_force
from db.models import BlockedRow, FindingRow, NoticeRow, PersonRow, TownRow
from knowledge.model import Notice, Role, Town
from knowledge.towns import town_name


class OtherTown(Exception):
    """Somebody of a town would work on what is another's: nothing is done. ``what`` is said of it, and
    ``whose`` it is, where that is known to everybody; else both are empty."""

    def __init__(self, yours: str, what: str = "", whose: str = "") -> None:
        super().__init__(what)
        self.yours, self.what, self.whose = yours, what, whose


def of_issuer(session: Session, issuer: str | None) -> int | None:
    """The town of an issuer, which there is from now on; None of nobody. Part of the caller's transaction."""
    if issuer is None:
        return None
    name = town_name(issuer)
    if (known := _named(session, name)) is not None:
        return known.id
    row = TownRow(name=name)
    session.add(row)
    session.flush()
    return row.id


def rows_of_issuer(session: Session, issuer: str | None) -> SelectOfScalar[NoticeRow]:
    """The notices in force of an issuer's town, however the issuer is printed; of nobody's those that name
    nobody. The newest first."""
    return ever_of_issuer(session, issuer).where(col(NoticeRow.in_force))


def ever_of_issuer(session: Session, issuer: str | None) -> SelectOfScalar[NoticeRow]:
    """The same with those that are in force no more."""
    ever = select(NoticeRow).order_by(*NEWEST_FIRST)
    if issuer is None:
        return ever.where(col(NoticeRow.town_id).is_(None))
    known = _named(session, town_name(issuer))
    return ever.where(NoticeRow.town_id == known.id if known else false())


def workable(database: Database, person_id: int, town_ids: Collection[int | None]) -> set[int | None]:
    """Of some towns, or of none, those on whose things somebody with a role may work."""
    with database.snapshot() as session:
        return {one for one in town_ids if may_touch(session, person_id, one)}


def made(database: Database, name: str) -> Town:
    """The town of this name, or of an issuer, which there is from now on."""
    with database.transaction() as session:
        return _town(session, of_issuer(session, name))


def every(database: Database) -> list[Town]:
    """All towns, with a notice in force or without."""
    with database.snapshot() as session:
        return [Town(row.id or 0, row.name) for row in session.exec(select(TownRow))]


def get(database: Database, town_id: int) -> Town | None:
    with database.snapshot() as session:
        row = session.get(TownRow, town_id)
        return Town(town_id, row.name) if row else None


def name_of(session: Session, town_id: int) -> str:
    return _town(session, town_id).name


def in_force(database: Database) -> list[Town]:
    """The towns with a notice in force, by name."""
    having = select(NoticeRow.town_id).where(col(NoticeRow.in_force)).distinct()
    with database.snapshot() as session:
        rows = session.exec(select(TownRow).where(col(TownRow.id).in_(having)))
        return sorted((Town(row.id or 0, row.name) for row in rows), key=lambda town: town.name)


def only_one(session: Session) -> int | None:
    """The town of all notices in force; None where they are of several, or of none."""
    found = session.exec(select(NoticeRow.town_id).where(col(NoticeRow.in_force)).distinct().limit(2)).all()
    return found[0] if len(found) == 1 else None


def newest_notice(database: Database, town_id: int) -> int | None:
    """The newest notice in force of a town."""
    with database.snapshot() as session:
        row = session.exec(rows_in_force().where(NoticeRow.town_id == town_id).limit(1)).first()
        return row.id if row else None


def newest_of_each(database: Database, notice_ids: Sequence[int]) -> dict[int | None, int]:
    """Of some notices, the newest first, the newest of each town, in that order."""
    newest: dict[int | None, int] = {}
    having = select(NoticeRow.id, NoticeRow.town_id).where(col(NoticeRow.id).in_(notice_ids))
    with database.snapshot() as session:
        town_of = dict(session.exec(having).all())
    for notice_id in notice_ids:
        newest.setdefault(town_of[notice_id], notice_id)
    return newest


def of_any_notice(database: Database, notice_id: int) -> Town | None:
    """Whose a notice is, in force or not."""
    with database.snapshot() as session:
        town_id = of_notice(session, notice_id)
        return _town(session, town_id) if town_id is not None else None


def of_matter(session: Session, matter_id: int) -> int | None:
    """Whose a matter is; it goes on from one notice to the next of one issuer alone."""
    of_it = select(NoticeRow.town_id).join(FindingRow).where(FindingRow.matter_id == matter_id)
    return session.exec(of_it.order_by(col(NoticeRow.id)).limit(1)).first()


def of_notice(session: Session, notice_id: int) -> int | None:
    row = session.get(NoticeRow, notice_id)
    return row.town_id if row else None


def may_touch(session: Session, person_id: int, town_id: int | None) -> bool:
    """Whether a person with a role may work on what is of a town, or of none; what their role lets them do is
    another question."""
    row = session.get(PersonRow, person_id)
    if row is None or row.town_id in (None, town_id):
        return True
    return town_id is None and not _are_of_county(session, Role(row.role))


def guard(session: Session, person_id: int, town_id: int | None, what: str = "") -> None:
    """Raises OtherTown for who may not; with ``what``, whose it is may be told."""
    if may_touch(session, person_id, town_id):
        return
    person = session.get_one(PersonRow, person_id)
    whose = _town(session, town_id).name if what and town_id is not None else ""
    raise OtherTown(_town(session, person.town_id).name, what, whose)


def guard_finding(session: Session, person_id: int, finding: FindingRow) -> None:
    """Raises OtherTown for who may not work on the finding."""
    guard(session, person_id, of_notice(session, finding.notice_id), finding.code)


def guard_notice(session: Session, person_id: int, notice: Notice) -> None:
    """Raises OtherTown for who may not load the notice; who has issued none so far is no town yet, and may
    be anybody but theirs. Who is of the sample's town goes over to that of the notice it gives way to."""
    row = session.get(PersonRow, person_id)
    shipped = sample.giving_way(session, notice)
    if row is not None and shipped is not None and row.town_id == shipped.town_id:
        return
    if row is None or row.town_id is None or notice.issuer is None:
        guard(session, person_id, None)
    elif town_name(notice.issuer) != (yours := _town(session, row.town_id).name):
        raise OtherTown(yours, notice.title, town_name(notice.issuer))


def check(database: Database, person_id: int, notice_id: int, what: str) -> None:
    """As guard, for who is only to be shown how something stands that is the staff's business."""
    with database.snapshot() as session:
        guard(session, person_id, of_notice(session, notice_id), what)


def check_town(database: Database, person_id: int, town_id: int, what: str) -> None:
    """The same for what is of a town as a whole."""
    with database.snapshot() as session:
        guard(session, person_id, town_id, what)


def theirs(
    session: Session, town_id: int | None, column: Mapped[int | None], role: Role
) -> ColumnElement[bool]:
    """Of rows whose town stands in a column, those that somebody of the town, or of the county, works on."""
    if town_id is None:
        return true()
    nobodys = false() if _are_of_county(session, role) else column.is_(None)
    return or_(column == town_id, nobodys)


def to_be_told(
    session: Session, town_id: int | None, role: Role, but_not: int | None = None
) -> ColumnElement[bool]:
    """Of the people of a role, those who hear what concerns a town: its own; where it has none but who caused
    it, or whom nothing reaches, the county's; and of what is of no town, the county's, or, where there are
    none, all."""
    is_role = (col(PersonRow.role) == role) & (col(PersonRow.id) != (but_not or 0)) & _can_be_told()
    own = col(PersonRow.town_id) == town_id
    if town_id is not None and session.exec(select(exists().where(is_role, own))).one():
        return own
    if town_id is not None or _are_of_county(session, role):
        return col(PersonRow.town_id).is_(None)
    return true()


def who_works_in(session: Session, town_id: int | None, role: Role) -> ColumnElement[bool]:
    """Of all people, those who may work on what is of a town, or of none."""
    countys = col(PersonRow.town_id).is_(None)
    if town_id is not None:
        return or_(countys, col(PersonRow.town_id) == town_id)
    return countys if _are_of_county(session, role) else true()


def _are_of_county(session: Session, role: Role) -> bool:
    """Whether anybody of the role is the county's, and could be waited for."""
    countys = col(PersonRow.town_id).is_(None)
    return session.exec(select(exists().where(col(PersonRow.role) == role, countys, _can_be_told()))).one()


def _can_be_told() -> ColumnElement[bool]:
    """Of people, those whom something reaches: accounts of the terminal have negative ids."""
    return (col(PersonRow.id) > 0) & col(PersonRow.id).not_in(select(BlockedRow.chat_id))


def _named(session: Session, name: str) -> TownRow | None:
    return session.exec(select(TownRow).where(TownRow.name == name)).first()


def _town(session: Session, town_id: int | None) -> Town:
    row = session.get_one(TownRow, town_id)
    return Town(row.id or 0, row.name)
