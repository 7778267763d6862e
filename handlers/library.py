"""The index in memory over what the database holds, renewed when that changes; and the records."""

import time
from collections.abc import Callable
from threading import Lock

from db import records
from db.engine import Database
from handlers.records import SEEN_WITHIN, NoNotice, Records
from knowledge.asking.answers import answer
from knowledge.asking.index import Index
from knowledge.asking.language import Language
from knowledge.model import Record


class Library:
    """Gives the index over the notice in force."""

    def __init__(
        self,
        database: Database,
        language: Callable[[], Language],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._language = language
        self._clock = clock
        self._index: Index | None = None
        self._looked_at, self._changes_seen = 0.0, -1
        self._renewing = Lock()
        self.records = Records(database, clock)

    def at_hand(self) -> Index | None:
        """The index if nothing can have changed since the last look at the database; waits for nothing."""
        is_fresh = self._clock() - self._looked_at < SEEN_WITHIN
        return self._index if is_fresh and self._changes_seen == self._database.changes else None

    def index(self) -> Index:
        """The index over the newest record, whoever changed it; for threads of the pool, never on the
        event loop. Raises NoNotice."""
        looked_at, changes = self._clock(), self._database.changes
        index = self._index
        if index is None or index.record.version != records.version(self._database):
            index = self._renewed()
        # Taken before the look: a change that came meanwhile leads to another look.
        self._looked_at, self._changes_seen = looked_at, changes
        return index

    def record(self, notice_id: int | None = None) -> Record | None:
        """The record of a notice in force, of the newest where none is named; None for one that is not in
        force. For threads of the pool, as ``index``. Raises NoNotice."""
        return self.records.get(notice_id)

    def _renewed(self) -> Index:
        with self._renewing:
            record = records.record(self._database)
            if record is None:
                raise NoNotice
            if self._index is None or self._index.record.version != record.version:
                index = Index.over([record], self._language(), self._index)
                # What is read on first use is read before anybody waits for it.
                for finding in record.notice.findings[:3]:
                    answer(finding.title, index)
                self._index = index
            return self._index
