"""What people say of the findings shown lately, in memory: counted anew when anything has changed."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from db import verdicts
from db.engine import Database
from handlers.records import SEEN_WITHIN
from knowledge.model import Verdicts

_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class _Tally:
    """What was counted, when, and after which change."""

    verdicts: Verdicts
    at: float
    changes: int


class Tallies:
    """Gives what is said of a finding, by notice and code; as old as records may be."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database, self._clock = database, clock
        self._kept: OrderedDict[tuple[int, str], _Tally] = OrderedDict()
        self._lock = Lock()

    def at_hand(self, notice_id: int, code: str) -> Verdicts | None:
        """The tally if nothing can have changed since it was made; waits for nothing."""
        tally = self._kept.get((notice_id, code))
        if tally is None or tally.changes != self._database.changes:
            return None
        return tally.verdicts if self._clock() - tally.at < SEEN_WITHIN else None

    def get(self, notice_id: int, code: str) -> Verdicts:
        """The tally as it is now; for threads of the pool, never on the event loop."""
        # Taken before the look: a change that came meanwhile leads to another look.
        at, changes = self._clock(), self._database.changes
        found = verdicts.count(self._database, notice_id, code)
        with self._lock:
            self._kept[notice_id, code] = _Tally(found, at, changes)
            self._kept.move_to_end((notice_id, code))
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found
