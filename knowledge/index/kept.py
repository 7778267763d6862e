"""What is kept for a while."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """What was made for the latest keys, ``most`` of them or twice as many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: tuple[dict[Hashable, Any], dict[Hashable, Any]] = {}, {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept for a key, or else is made now."""
        kept, before = self._kept
        for some in (kept, before):
            if key in some:
                found: T = some[key]
                return found
        made = make()
        if len(kept) >= self._most:  # nothing is ever taken out of them: another thread may be reading
            kept, before = {}, kept
            self._kept = kept, before
        kept[key] = made
        return made
