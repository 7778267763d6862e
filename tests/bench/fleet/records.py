"""What the database says of a fleet, while it works and afterwards. A server that is restarted meanwhile is
waited for."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from db import dispatch
from db.engine import Database
from db.models import ClaimRow, InboxRow, OutboxRow, QuestionRow, UpdateRow, WorkerRow

T = TypeVar("T")
_PATIENCE_SECONDS, _AGAIN_SECONDS = 60, 0.2


class Records:
    """Of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claims(self) -> dict[int, str]:
        """Which worker has which chat."""
        return self._read(lambda session: dict(session.exec(select(ClaimRow.chat_id, ClaimRow.worker)).all()))

    def lives(self) -> dict[str, datetime]:
        """Until when each worker is believed to live."""
        return self._read(
            lambda session: dict(session.exec(select(WorkerRow.id, WorkerRow.alive_until)).all())
        )

    def owed(self, now: datetime) -> int:
        """How many notifications should have been sent by then."""
        due = select(OutboxRow.id).where(OutboxRow.state == "owed", OutboxRow.not_before <= now)
        return self._read(lambda session: len(session.exec(due).all()))

    def is_being_sent(self, now: datetime) -> bool:
        """Whether any sender is at a notification, or could take one: what is due and its chat's oldest is in
        nobody's hands, or was taken a moment ago. What is in hands for longer is a dead one's."""
        due = select(OutboxRow).where(OutboxRow.state == "owed", OutboxRow.not_before <= now)
        newest_first = due.where(col(OutboxRow.chat_id).is_not(None)).order_by(col(OutboxRow.id).desc())
        heads = self._read(
            lambda session: {row.chat_id: row.claimed_until for row in session.exec(newest_first)}
        )
        soon = now + dispatch.LEASE / 2
        return not all(until and now < until < soon for until in heads.values())

    def states(self) -> dict[int, str]:
        """What became of each update."""
        return self._read(
            lambda session: dict(session.exec(select(InboxRow.update_id, InboxRow.state)).all())
        )

    def questions(self) -> Counter[int]:
        """How often each update is in the question log."""
        return self._read(
            lambda session: Counter(one or 0 for one in session.exec(select(QuestionRow.update_id)))
        )

    def published(self) -> Counter[str]:
        return self._read(lambda session: Counter(session.exec(select(UpdateRow.text))))

    def digests(self) -> Counter[tuple[int, str]]:
        """Of each reader and morning how many digests are recorded as sent."""
        sent = select(OutboxRow).where(OutboxRow.kind == "digest", OutboxRow.state == "sent")
        rows = self._read(
            lambda session: [(row.chat_id or 0, row.facts["morning"]) for row in session.exec(sent)]
        )
        return Counter(rows)

    def notifications(self) -> Counter[str]:
        """How many of those to one chat are in which state."""
        rows = select(OutboxRow.state).where(col(OutboxRow.chat_id).is_not(None))
        return self._read(lambda session: Counter(session.exec(rows)))

    def _read(self, read: Callable[[Session], T]) -> T:
        give_up_at = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                with self._database.snapshot() as session:
                    return read(session)
            except OperationalError:
                if time.monotonic() > give_up_at:
                    raise
                time.sleep(_AGAIN_SECONDS)
