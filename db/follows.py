"""Who follows what, and how they are told.

What a citizen follows is their own matter: no line of history is written of it, nothing of it is logged,
and what they give up leaves no trace. All of it can be done twice without harm.
"""

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, literal, null, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from db.engine import Database
from db.findings import matter_of, to_finding
from db.in_force import NEWEST_FIRST, finding_row
from db.models import BlockedRow, EveningReaderRow, FindingRow, FollowRow, NoticeRow
from knowledge.model import Follow, Following, Scope
from knowledge.progress.telling import MANY

# More than anybody reads; without a limit one account could fill the table.
MOST = 200


class Outcome(StrEnum):
    """What became of a wish to follow."""

    FOLLOWED = "followed"
    ALREADY = "already"
    TOO_MANY = "too_many"
    GONE = "gone"


class GivenUp(StrEnum):
    """What became of a wish to follow a finding no more: they may hear of it still, as they follow its
    category or everything; or there was nothing to give up."""

    DONE = "done"
    STILL_HEARD_OF = "still_heard_of"
    NEVER_FOLLOWED = "never_followed"


_DOES_FOLLOW = (
    select(FollowRow.id)
    .join(FindingRow, col(FindingRow.matter_id) == col(FollowRow.subject_id))
    .where(FindingRow.notice_id == bindparam("notice"), FindingRow.code == bindparam("code"))
    .where(FollowRow.scope == Scope.MATTER, FollowRow.person_id == bindparam("person"))
)

_FOLLOWED = "followed"
# All findings that the person follows one by one; of the shape of dialogs.WAITING.
FOLLOWED = (
    select(literal(_FOLLOWED), FindingRow.code, FindingRow.notice_id, null())
    .join(FollowRow, col(FindingRow.matter_id) == col(FollowRow.subject_id))
    .where(FollowRow.scope == Scope.MATTER, FollowRow.person_id == bindparam("person"))
)


def followed_in(rows: Sequence[Any]) -> frozenset[tuple[int, str]]:
    """By notice and code, of the rows that FOLLOWED gives; others are passed over."""
    return frozenset((row.subject_id, row.step) for row in rows if row.what == _FOLLOWED)


def follow(database: Database, person_id: int, scope: Scope, notice_id: int = 0, code: str = "") -> Outcome:
    """From now on the person hears of the finding that a notice has under this code, of its
    category, or of everything. GONE where no notice in force has such a matter any more."""
    with database.transaction() as session:
        subject_id = _subject(session, scope, notice_id, code)
        if subject_id is None or not _stands(session, scope, subject_id):
            return Outcome.GONE
        mine = select(FollowRow).where(FollowRow.person_id == person_id)
        if session.exec(mine.where(_about(scope, subject_id))).first() is not None:
            return Outcome.ALREADY
        if session.exec(select(func.count()).select_from(mine.subquery())).one() >= MOST:
            return Outcome.TOO_MANY
        session.add(FollowRow(person_id=person_id, scope=scope, subject_id=subject_id))
        return Outcome.FOLLOWED


def unfollow(database: Database, person_id: int, notice_id: int, code: str) -> GivenUp:
    """The person follows the finding no more, whichever issue of the notice it is named by."""
    with database.transaction() as session:
        matter_id = _subject(session, Scope.MATTER, notice_id, code)
        if matter_id is None:
            return GivenUp.NEVER_FOLLOWED
        mine = col(FollowRow.person_id) == person_id
        its = delete(FollowRow).where(mine, _about(Scope.MATTER, matter_id)).returning(col(FollowRow.id))
        was_followed = bool(session.execute(its).all())
        if hears_of(session, person_id, matter_id):
            return GivenUp.STILL_HEARD_OF
        return GivenUp.DONE if was_followed else GivenUp.NEVER_FOLLOWED


def drop(database: Database, person_id: int, follow_id: int) -> None:
    """The person gives up one of the things they follow."""
    with database.transaction() as session:
        mine = col(FollowRow.person_id) == person_id
        session.execute(delete(FollowRow).where(mine, col(FollowRow.id) == follow_id))


def tell(database: Database, person_id: int, evening: bool) -> None:
    """The person is told once an evening from now on, or at once."""
    with database.transaction() as session:
        if evening:
            session.merge(EveningReaderRow(person_id=person_id))
        else:
            session.execute(delete(EveningReaderRow).where(col(EveningReaderRow.person_id) == person_id))


def does_follow(database: Database, person_id: int, notice_id: int, code: str) -> bool:
    """Whether the person follows just this finding; asked for every card."""
    with database.glance() as connection:
        asked = {"notice": notice_id, "code": code, "person": person_id}
        return connection.execute(_DOES_FOLLOW, asked).first() is not None


def of_person(database: Database, person_id: int) -> Following:
    """All that the person follows: everything first, then categories, then findings."""
    with database.snapshot() as session:
        rows = session.exec(
            select(FollowRow).where(FollowRow.person_id == person_id).order_by(col(FollowRow.id))
        )
        found = [_as_it_stands(session, row) for row in rows]
        evening = session.get(EveningReaderRow, person_id) is not None
    order = (Scope.EVERYTHING, Scope.CATEGORY, Scope.MATTER)
    return Following(tuple(sorted(found, key=lambda one: order.index(one.scope))), evening)


def audience(database: Database, notice_id: int, code: str, but_not: int) -> int:
    """How many people will hear of a change to a finding that this person makes; beyond MANY they are not
    counted, as who is waiting for the receipt would have to wait for that."""
    with database.snapshot() as session:
        finding = finding_row(session, notice_id, code)
        hearing = page(session, matter_of(finding), 0, MANY + 2) if finding else []
        return min(len([one for one in hearing if one != but_not]), MANY + 1)


def page(session: Session, matter_id: int, after: int, size: int) -> list[int]:
    """The next followers of a matter, its category or everything, by their ids: each once, and nobody who has
    blocked the bot. A short look into the index for each subject, however many follow."""
    found = set[int]()
    for scope, subject_id in _subjects(session, matter_id):
        followers = select(FollowRow.person_id).where(_about(scope, subject_id), _is_reached())
        following = followers.where(FollowRow.person_id > after).order_by(col(FollowRow.person_id))
        found |= {*session.exec(following.limit(size))}
    return sorted(found)[:size]


def hears_of(session: Session, person_id: int, matter_id: int) -> bool:
    """Whether the person follows a matter, its category or everything."""
    mine = FollowRow.person_id == person_id
    return session.exec(select(FollowRow.id).where(mine, _any_of(matter_id))).first() is not None


def evening_readers(session: Session, among: Collection[int]) -> set[int]:
    """Those of them who are told once an evening."""
    query = select(EveningReaderRow.person_id).where(col(EveningReaderRow.person_id).in_(among))
    return {*session.exec(query)}


def forget(session: Session, person_id: int) -> int:
    """Nothing is left of what the person follows; says how much it was. Part of the caller's transaction."""
    theirs = session.exec(select(FollowRow).where(FollowRow.person_id == person_id)).all()
    for row in theirs:
        session.delete(row)
    session.execute(delete(EveningReaderRow).where(col(EveningReaderRow.person_id) == person_id))
    return len(theirs)


def _subject(session: Session, scope: Scope, notice_id: int, code: str) -> int | None:
    if scope is Scope.EVERYTHING:
        return 0
    query = select(FindingRow).where(FindingRow.notice_id == notice_id, FindingRow.code == code)
    finding = session.exec(query).first()
    if finding is None:
        return None
    return matter_of(finding) if scope is Scope.MATTER else finding.category_id


def _stands(session: Session, scope: Scope, subject_id: int) -> bool:
    """Whether it is in a notice in force."""
    return scope is Scope.EVERYTHING or _newest(session, scope, subject_id, in_force=True) is not None


def _newest(session: Session, scope: Scope, subject_id: int, in_force: bool = False) -> FindingRow | None:
    """The finding, or the first of the category, in the newest notice, or in the newest that is in force."""
    column = FindingRow.matter_id if scope is Scope.MATTER else FindingRow.category_id
    query = select(FindingRow).join(NoticeRow).where(column == subject_id)
    if in_force:
        query = query.where(col(NoticeRow.in_force))
    return session.exec(query.order_by(*NEWEST_FIRST, col(FindingRow.position)).limit(1)).first()


def _as_it_stands(session: Session, row: FollowRow) -> Follow:
    scope = Scope(row.scope)
    if scope is Scope.EVERYTHING:
        return Follow(row.id or 0, scope, "", None)
    present = _newest(session, scope, row.subject_id, in_force=True)
    known = present or _newest(session, scope, row.subject_id)
    finding = to_finding(known) if known else None
    title = (finding.title if scope is Scope.MATTER else finding.category_name) if finding else None
    code, notice_id = (present.code, present.notice_id) if present else (None, 0)
    return Follow(row.id or 0, scope, title or "", code, notice_id)


def _subjects(session: Session, matter_id: int) -> list[tuple[Scope, int]]:
    """What one may follow to hear of a matter."""
    categories = [(Scope.CATEGORY, one) for one in session.exec(_categories(matter_id)) if one is not None]
    return [(Scope.MATTER, matter_id), *categories, (Scope.EVERYTHING, 0)]


def _categories(matter_id: int) -> SelectOfScalar[int | None]:
    """All that the matter ever stood under: who followed one of them followed it."""
    return select(col(FindingRow.category_id)).where(FindingRow.matter_id == matter_id).distinct()


def _about(scope: Scope, subject_id: int) -> ColumnElement[bool]:
    return (col(FollowRow.scope) == scope) & (col(FollowRow.subject_id) == subject_id)


def _any_of(matter_id: int) -> ColumnElement[bool]:
    in_category = col(FollowRow.subject_id).in_(_categories(matter_id))
    return or_(
        _about(Scope.MATTER, matter_id),
        (col(FollowRow.scope) == Scope.CATEGORY) & in_category,
        _about(Scope.EVERYTHING, 0),
    )


def _is_reached() -> ColumnElement[bool]:
    """Not by accounts of the terminal, whose ids are negative, nor by who has blocked the bot."""
    return (col(FollowRow.person_id) > 0) & col(FollowRow.person_id).not_in(select(BlockedRow.chat_id))
