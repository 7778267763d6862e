"""Whether people say that a finding claimed to be done is: one verdict a person, whose last word counts.

It never touches the status. Like what citizens follow it is their own matter: kept under a key that does not
say who, written into no history, and never logged.
"""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, bindparam, exists, func
from sqlmodel import Session, col, select

from db.engine import Database, heard
from db.findings import matter_of
from db.models import CloseoutRow, FindingRow, VerdictRow
from knowledge.model import Step, Verdicts


class Outcome(StrEnum):
    """What became of a verdict."""

    SAID = "said"
    ALREADY = "already"


def _counts() -> ColumnElement[bool]:
    """What was said before a re-opening was of another claim."""
    reopened = (col(CloseoutRow.step) == Step.REOPENED) & (
        col(CloseoutRow.taken_at) > col(VerdictRow.said_at)
    )
    return ~exists().where(col(CloseoutRow.matter_id) == col(VerdictRow.matter_id), reopened)


_COUNT = (
    select(VerdictRow.resolved, func.count())
    .join(FindingRow, col(FindingRow.matter_id) == col(VerdictRow.matter_id))
    .where(FindingRow.notice_id == bindparam("notice"), FindingRow.code == bindparam("code"), _counts())
    .group_by(col(VerdictRow.resolved))
)


def say(
    database: Database, notice_id: int, code: str, person_key: str, resolved: bool, now: datetime
) -> Outcome:
    """Somebody says of a finding of this notice that it is done, or is not."""
    with database.transaction() as session:
        query = select(FindingRow).where(FindingRow.notice_id == notice_id, FindingRow.code == code)
        finding = session.exec(query).one()
        if _stands(session, matter_of(finding), person_key) is resolved:
            return Outcome.ALREADY
        session.merge(
            VerdictRow(matter_id=matter_of(finding), person_key=person_key, resolved=resolved, said_at=now)
        )
        heard(session)
        return Outcome.SAID


def count(database: Database, notice_id: int, code: str) -> Verdicts:
    """What is said of one finding; asked for every card of one that is claimed to be done."""
    with database.glance() as connection:
        found = {row[0]: row[1] for row in connection.execute(_COUNT, {"notice": notice_id, "code": code})}
        return Verdicts(found.get(True, 0), found.get(False, 0))


def counts(database: Database, notice_ids: Collection[int]) -> dict[int, dict[str, Verdicts]]:
    """By notice, what is said of its findings, by their codes; those that nobody spoke of are left out."""
    with database.snapshot() as session:
        said = (
            select(FindingRow.notice_id, FindingRow.code, VerdictRow.resolved, func.count())
            .join(VerdictRow, col(FindingRow.matter_id) == col(VerdictRow.matter_id))
            .where(col(FindingRow.notice_id).in_(notice_ids), _counts())
            .group_by(col(FindingRow.notice_id), col(FindingRow.code), col(VerdictRow.resolved))
        )
        found = {(one, code, resolved): times for one, code, resolved, times in session.exec(said)}
    by_notice: dict[int, dict[str, Verdicts]] = {one: {} for one in notice_ids}
    for one, code in sorted({(one, code) for one, code, _ in found}):
        times = found.get((one, code, True), 0), found.get((one, code, False), 0)
        by_notice[one][code] = Verdicts(*times)
    return by_notice


def _stands(session: Session, matter_id: int, person_key: str) -> bool | None:
    """What the person has said that counts still."""
    mine = (VerdictRow.matter_id == matter_id, VerdictRow.person_key == person_key)
    return session.exec(select(VerdictRow.resolved).where(*mine, _counts())).first()
