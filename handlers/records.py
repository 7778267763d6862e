"""The records that were asked for lately, in memory, renewed when what the database holds changes."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from db import records
from db.engine import Database
from knowledge.index.sources import Key
from knowledge.record import Record

# In seconds: how soon a change by another process is seen; one of our own is seen at once.
SEEN_WITHIN = 1.0
# A county has a thousand notices, of which people ask about a few at a time.
_KEPT = 32


class NoNotice(Exception):
    """No notice is in force, or none of the town that is named."""

    def __init__(self, town: str | None = None) -> None:
        super().__init__(town)
        self.town = town


class Records:
    """Gives the record of any notice in force."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._kept: OrderedDict[int, Record] = OrderedDict()
        self._newest = 0, -1  # and the version of which that is true
        self._version, self._looked_at, self._changes_seen = -1, 0.0, -1
        self._lock = Lock()

    def at_hand(self, notice_id: int | None = None) -> Record | None:
        """The record if it is in memory, and nothing can have changed since the last look at the database;
        waits for nothing."""
        return self._known(notice_id) if self._is_fresh() else None

    def get(self, notice_id: int | None = None) -> Record | None:
        """The record of a notice, of the newest where none is named, whoever changed it; None for one that
        is not in force. For threads of the pool, never on the event loop. Raises NoNotice."""
        if not self._is_fresh():
            self._look()
        return self._known(notice_id) or self._read(notice_id)

    def several(self, notice_ids: Sequence[int]) -> dict[int, Record]:
        """The same of many notices, in their order, read at once where they are not in memory."""
        if not self._is_fresh():
            self._look()
        known = {one: self._known(one) for one in notice_ids}
        unknown = [one for one, record in known.items() if record is None]
        known |= records.several(self._database, unknown) if unknown else {}
        found = {one: record for one, record in known.items() if record is not None}
        if len(unknown) <= _KEPT:  # a county's digest is not to push out what people ask about
            self._keep(found[one] for one in unknown if one in found)
        return found

    def in_brief(self, findings: Sequence[Key]) -> dict[int, Record]:
        """The same of the notices that have these findings, with what a short card tells besides the words of
        the findings; of what is not in memory no more is read, and it is not kept."""
        if not self._is_fresh():
            self._look()
        known = {one: record for one, _ in findings if (record := self._known(one))}
        unknown = [key for key in findings if key[0] not in known]
        return known | records.in_brief(self._database, unknown) if unknown else known

    def newest(self) -> Record:
        """The record of the newest notice; for threads, too. Raises NoNotice."""
        if (record := self.get()) is None:
            raise NoNotice
        return record

    def _is_fresh(self) -> bool:
        is_recent = self._clock() - self._looked_at < SEEN_WITHIN
        return is_recent and self._changes_seen == self._database.changes

    def _look(self) -> None:
        # Taken before the look: a change that came meanwhile leads to another look.
        looked_at, changes = self._clock(), self._database.changes
        version = records.version(self._database)
        self._version, self._looked_at, self._changes_seen = version, looked_at, changes

    def _known(self, notice_id: int | None) -> Record | None:
        with self._lock:
            newest, version = self._newest
            wanted = notice_id if notice_id is not None else newest if version == self._version else 0
            record = self._kept.get(wanted)
            if record is None or record.version != self._version:
                return None
            self._kept.move_to_end(wanted)
            return record

    def _read(self, notice_id: int | None) -> Record | None:
        record = records.record(self._database, notice_id)
        if record is None:
            if notice_id is None or records.record(self._database) is None:
                raise NoNotice
            return None
        self._keep([record])
        if notice_id is None:
            with self._lock:
                self._newest = record.notice_id, record.version
        return record

    def _keep(self, found: Iterable[Record]) -> None:
        with self._lock:
            self._kept |= {record.notice_id: record for record in found}
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
