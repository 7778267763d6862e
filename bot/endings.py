"""What was handled, until it is stored that it was, together with what it owes."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection

from sqlmodel import SQLModel

from db.engine import NewRow
from db.inbox import Ended

Store = Callable[[list[Ended]], Awaitable[None]]


class Endings:
    """Updates end one by one and are marked together, in small batches."""

    def __init__(self, chat_of: Callable[[int], int], store: Store) -> None:
        self._chat_of = chat_of
        self._store = store
        self._errors: dict[int, str | None] = {}
        # Of each table one: an update that is handled once more owes the same anew.
        self._owed: dict[int, dict[type[SQLModel], NewRow]] = defaultdict(dict)

    def __len__(self) -> int:
        """How many are to be marked."""
        return len(self._errors)

    def owe(self, update_id: int, row: NewRow) -> None:
        """Has a row stored with the end of the update: one of a table, the last it was given."""
        self._owed[update_id][row.table] = row

    def add(self, update_id: int, error: str | None) -> None:
        self._errors[update_id] = error

    def forget(self, update_ids: Collection[int]) -> None:
        """What these owe is owed no more."""
        for update_id in update_ids:
            self._owed.pop(update_id, None)

    async def mark(self) -> Collection[int]:
        """Stores how they ended, and gives those that did. Whatever goes wrong is raised, and they are still
        to be marked."""
        batch, self._errors = self._errors, {}
        stored = False
        try:
            await self._store([self._how(one, error) for one, error in batch.items()])
            stored = True
        finally:
            if not stored:
                self._errors = batch | self._errors
        return batch.keys()

    def _how(self, update_id: int, error: str | None) -> Ended:
        owed = self._owed.get(update_id, {})
        return Ended(update_id, self._chat_of(update_id), error, (*owed.values(),))
