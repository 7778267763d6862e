"""How much one person may ask in a while, so that nobody is served at everybody's cost."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# Never felt below 40 messages a minute, however they are spread, as the outside face promises.
BURST, A_SECOND = 45.0, 1.0
# Of inline queries, of which typing makes one with every keystroke.
KEYSTROKES, KEYSTROKES_A_SECOND = 200.0, 5.0
SILENCE = timedelta(seconds=60)
# People remembered at a time; who has been quiet longest is forgotten first, and begins anew.
_REMEMBERED = 10_000


class Verdict(StrEnum):
    SERVED = "served"
    WARNED = "warned"
    IGNORED = "ignored"


@dataclass(slots=True)
class _Budget:
    left: float
    at: datetime
    silent_until: datetime | None = None


class Budgets:
    """A bucket of messages for each person that fills with time (a token bucket).

    Time is that of the messages themselves: what was replayed or delivered late costs what it cost then.
    """

    def __init__(self, burst: float = BURST, a_second: float = A_SECOND) -> None:
        self._burst, self._a_second = burst, a_second
        self._budgets: OrderedDict[int, _Budget] = OrderedDict()

    def forget(self) -> None:
        """Everybody begins anew."""
        self._budgets.clear()

    def spend(self, person_id: int, sent_at: datetime) -> Verdict:
        """Takes one message from the person's budget. Beyond it there is one warning, then silence."""
        budget = self._budgets.setdefault(person_id, _Budget(self._burst, sent_at))
        self._budgets.move_to_end(person_id)
        if len(self._budgets) > _REMEMBERED:
            self._budgets.popitem(last=False)
        if budget.silent_until is not None and sent_at < budget.silent_until:
            return Verdict.IGNORED
        passed = max((sent_at - budget.at).total_seconds(), 0.0)
        budget.left = min(self._burst, budget.left + passed * self._a_second)
        budget.at = max(budget.at, sent_at)
        if budget.left < 1:
            budget.silent_until = sent_at + SILENCE
            return Verdict.WARNED
        budget.left -= 1
        return Verdict.SERVED
