"""Notices: loading one, and which is in force."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from db.engine import Database
from db.history import Change, note
from db.models import EventRow, FindingRow, NoticeRow
from knowledge.model import Finding, Notice, Status, StoredNotice
from knowledge.reading.compare import matched


def load(database: Database, notice: Notice, now: datetime) -> bool:
    """Stores a notice, which is then in force; False and no change if just this one is in force already.

    A notice that was in force before comes back. Findings that are also in the notice in force until now go
    on with its progress and names.
    """
    with database.transaction() as session:
        return put_in_force(session, notice, now, None)


def put_in_force(session: Session, notice: Notice, now: datetime, by: int | None) -> bool:
    """What load promises, as part of the caller's transaction and in the name of whoever it is."""
    known = row_of(session, notice)
    if known is not None and known.id == in_force(session):
        return False
    row = known or _add(session, notice, now)
    note(session, Change.NOTICE_LOADED, now, by, row.id, findings=len(notice.findings))
    return True


def load_if_empty(database: Database, notice: Notice, now: datetime) -> bool:
    """Stores the notice only where there never was one; says whether it did."""
    with database.transaction() as session:
        if session.exec(select(NoticeRow.id).limit(1)).first() is not None:
            return False
        row = _add(session, notice, now)
        note(session, Change.NOTICE_LOADED, now, None, row.id, findings=len(notice.findings))
        return True


def digest_of(session: Session, row: NoticeRow) -> str:
    """The digest of what is stored under a notice now."""
    return _digest(notice_of(row, finding_rows(session, row)))


def stored(database: Database) -> list[StoredNotice]:
    """All notices, the one loaded first before the others."""
    with database.snapshot() as session:
        current = in_force(session)
        counted = dict(
            session.exec(select(FindingRow.notice_id, func.count()).group_by(col(FindingRow.notice_id))).all()
        )
        return [
            StoredNotice(
                row.id or 0, row.title, row.loaded_at, counted.get(row.id or 0, 0), row.id == current
            )
            for row in session.exec(select(NoticeRow).order_by(col(NoticeRow.id)))
        ]


def current(database: Database) -> int:
    """The row of the notice in force; 0 where there is none."""
    with database.snapshot() as session:
        return in_force(session) or 0


def withdraw(database: Database, notice_id: int, now: datetime) -> bool:
    """Answers come from this notice no more, but from the one loaded before it, if any; it is kept. False for
    one that is not there, or was withdrawn before."""
    with database.transaction() as session:
        if notice_id not in _loaded(session):
            return False
        note(session, Change.NOTICE_WITHDRAWN, now, None, notice_id)
        return True


def row_of(session: Session, notice: Notice) -> NoticeRow | None:
    """The row of just this notice, in force or not."""
    return session.exec(select(NoticeRow).where(NoticeRow.digest == _digest(notice))).first()


def issuer(session: Session) -> str:
    """Who issued the notice in force; its title where it names nobody."""
    row = session.get(NoticeRow, in_force(session) or 0)
    return (row.issuer or row.title) if row else ""


def is_in_force(session: Session, finding_id: int) -> bool:
    """Whether the finding belongs to the notice in force."""
    finding = session.get(FindingRow, finding_id)
    return finding is not None and finding.notice_id == in_force(session)


def finding_row(session: Session, code: str) -> FindingRow | None:
    """The row of a code in the notice in force."""
    return session.exec(
        select(FindingRow).where(FindingRow.notice_id == in_force(session), FindingRow.code == code)
    ).first()


def finding_number(database: Database, code: str) -> int | None:
    """The row of a finding of the notice in force, by which words about it are waited for."""
    with database.snapshot() as session:
        finding = finding_row(session, code)
        return finding.id if finding else None


def code_of(database: Database, finding_id: int) -> str | None:
    """The code of that row, if its notice is still in force."""
    with database.snapshot() as session:
        finding = session.get(FindingRow, finding_id)
        is_current = finding is not None and finding.notice_id == in_force(session)
        return finding.code if finding is not None and is_current else None


def matter_of(finding: FindingRow) -> int:
    """The matter that a finding is about, whichever issue of the notice it stands in."""
    return finding.matter_id or finding.id or 0


def in_force(session: Session) -> int | None:
    """The row of the notice loaded last and not withdrawn since."""
    loaded = _loaded(session)
    return loaded[-1] if loaded else None


def _loaded(session: Session) -> list[int]:
    """The notices loaded and not withdrawn since, the one loaded last at the end."""
    told = select(EventRow.kind, EventRow.subject_id).where(
        col(EventRow.kind).in_((Change.NOTICE_LOADED, Change.NOTICE_WITHDRAWN))
    )
    loaded: dict[int, None] = {}
    for kind, notice_id in session.exec(told.order_by(col(EventRow.id))):
        loaded.pop(notice_id or 0, None)
        if kind == Change.NOTICE_LOADED:
            loaded[notice_id or 0] = None
    return list(loaded)


def _add(session: Session, notice: Notice, now: datetime) -> NoticeRow:
    before = session.get(NoticeRow, in_force(session) or 0)
    row = NoticeRow(
        title=notice.title, issuer=notice.issuer, issued_on=notice.issued_on, phone=notice.phone,
        email=notice.email, inspection_period=notice.inspection_period, digest=_digest(notice), loaded_at=now,
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
    matters = _matters(session, before, notice)
    for added in rows:
        added.matter_id = matters.get(added.code, added.id)
    _put_in_categories(rows, finding_rows(session, before) if before else [])
    return row


def _matters(session: Session, before: NoticeRow | None, notice: Notice) -> dict[str, int | None]:
    """The matters that the findings of a new notice go on with, by their new code."""
    if before is None:
        return {}
    rows = finding_rows(session, before)
    of_code = {row.code: row.matter_id for row in rows}
    return {new: of_code[old] for new, old in matched(notice_of(before, rows), notice).items()}


def _put_in_categories(rows: Sequence[FindingRow], before: Sequence[FindingRow]) -> None:
    """Each category goes on under its name or else, renamed, with most of its matters."""
    earlier = [row for row in before if row.category_id is not None]
    by_name = {_category(row): row.category_id for row in earlier}
    members: dict[tuple[str | None, str | None], list[FindingRow]] = defaultdict(list)
    for row in rows:
        members[_category(row)].append(row)
    going_on = {by_name[name] for name in members if name in by_name}
    of_matter = {row.matter_id: row.category_id for row in earlier if row.category_id not in going_on}
    for name, found in members.items():
        if name[-1] is None:
            continue
        renamed = Counter(of_matter[row.matter_id] for row in found if row.matter_id in of_matter)
        most = renamed.most_common(1)[0][0] if renamed else found[0].id
        for row in found:
            row.category_id = by_name.get(name, most)


def _category(row: FindingRow) -> tuple[str | None, str | None]:
    """A category is told from others by its name and its section."""
    return row.section, to_finding(row).category_name


def finding_rows(session: Session, notice: NoticeRow) -> Sequence[FindingRow]:
    of_notice = select(FindingRow).where(FindingRow.notice_id == notice.id)
    return session.exec(of_notice.order_by(col(FindingRow.position))).all()


def _digest(notice: Notice) -> str:
    words = json.dumps(asdict(notice), default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()


def notice_of(row: NoticeRow, findings: Sequence[FindingRow]) -> Notice:
    return Notice(
        title=row.title, issuer=row.issuer, issued_on=row.issued_on, phone=row.phone, email=row.email,
        inspection_period=row.inspection_period, findings=tuple(to_finding(finding) for finding in findings),
    )  # fmt: skip


def to_finding(row: FindingRow) -> Finding:
    return Finding(
        code=row.code, section=row.section, category=row.category, problem=row.problem,
        rectification=row.rectification, measures=tuple(row.measures), status=Status(row.status),
        status_quote=row.status_quote,
    )  # fmt: skip
