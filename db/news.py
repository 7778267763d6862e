"""News: what followers are told, from the row that a change writes to the words right before sending.

A row of news holds ids, not words: what is withdrawn before it was sent is not told.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlmodel import Session, col, select

from db import follows
from db.findings import matter_of, to_finding
from db.in_force import are_several, present_row, to_name
from db.models import CloseoutRow, FindingRow, NoticeRow, OutboxRow, UpdateRow
from knowledge.model import News, NewsKind, NoticeName, Step
from knowledge.progress.telling import awake_at, evening_after

KIND, ITEMS = "news", "items"
# What an item names by its id.
UPDATE, CLOSEOUT = "update", "closeout"


def hand_out(
    session: Session, row: OutboxRow, receivers: Collection[int], now: datetime, zone: ZoneInfo
) -> None:
    """Owes the row's news to each of them: at once but not at night, or with the day's other news."""
    evening = follows.evening_readers(session, receivers)
    morning = awake_at(now, zone)
    _add(session, [_owed(row, f"{row.key}:{one}", one, morning) for one in receivers if one not in evening])
    at = evening_after(now, zone)
    keys = {f"evening:{at:%Y%m%d}:{reader}": reader for reader in evening}
    # Locked, as whoever sends one takes it away without waiting for this transaction.
    for begun in session.exec(select(OutboxRow).where(col(OutboxRow.key).in_(keys)).with_for_update()):
        begun.facts = {ITEMS: [*begun.facts[ITEMS], *row.facts[ITEMS]]}
        del keys[begun.key]
    _add(session, [_owed(row, key, reader, at) for key, reader in keys.items()])


def still_true(session: Session, row: OutboxRow, zone: ZoneInfo) -> tuple[News, ...]:
    """What of a row's news was not withdrawn, and is followed by its receiver still."""
    told = []
    for item in row.facts[ITEMS]:
        said, finding = _said(session, item)
        if finding is None or not follows.hears_of(session, row.chat_id or 0, matter_of(finding)):
            continue
        if isinstance(said, UpdateRow) and said.withdrawn_at is None:
            told.append(_of_update(said, finding, _name(session, finding), zone))
        elif isinstance(said, CloseoutRow):
            told.append(_of_closeout(said, finding, _name(session, finding), zone))
    return tuple(told)


def _said(session: Session, item: dict[str, int]) -> tuple[UpdateRow | CloseoutRow | None, FindingRow | None]:
    """What an item names, and the finding that tells of its matter; None where no notice in force has it."""
    if (update := session.get(UpdateRow, item.get(UPDATE, 0))) is not None:
        matter_id = matter_of(session.get_one(FindingRow, update.finding_id))
        return update, present_row(session, matter_id)
    closeout = session.get(CloseoutRow, item.get(CLOSEOUT, 0))
    return closeout, present_row(session, closeout.matter_id) if closeout else None


def _name(session: Session, finding: FindingRow) -> NoticeName | None:
    """What the finding's notice is called, where several are in force."""
    row = session.get_one(NoticeRow, finding.notice_id)
    return to_name(row) if are_several(session) else None


def _of_update(row: UpdateRow, finding: FindingRow, notice: NoticeName | None, zone: ZoneInfo) -> News:
    kind = NewsKind.CORRECTION if row.corrects_id else NewsKind.UPDATE
    return _news(kind, finding, notice, row.unit, row.published_at.astimezone(zone).date(), row.text)


def _of_closeout(row: CloseoutRow, finding: FindingRow, notice: NoticeName | None, zone: ZoneInfo) -> News:
    kind = NewsKind.VERIFIED if row.step == Step.VERIFIED else NewsKind.REOPENED
    return _news(kind, finding, notice, row.unit, row.taken_at.astimezone(zone).date(), row.reason or "")


def _news(
    kind: NewsKind, finding: FindingRow, notice: NoticeName | None, unit: str, on: date, text: str
) -> News:
    return News(kind, finding.notice_id, finding.code, to_finding(finding).title, unit, on, text, notice)


def _owed(row: OutboxRow, key: str, chat_id: int, not_before: datetime) -> dict[str, Any]:
    return {
        "key": key, "kind": row.kind, "facts": row.facts, "chat_id": chat_id, "state": row.state, "tries": 0,
        "not_before": not_before,
    }  # fmt: skip


def _add(session: Session, rows: list[dict[str, Any]]) -> None:
    """As values, not as objects, which takes a fraction of the time for a page."""
    if rows:
        session.execute(insert(OutboxRow), rows)
