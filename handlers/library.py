"""The index in memory over what the database holds, renewed when that changes."""

from collections.abc import Callable
from threading import Lock

from db import notices
from db.engine import Database
from knowledge.asking.index import Index
from knowledge.asking.tokens import Tokenizer


class NoNotice(Exception):
    """No notice was ever loaded."""


class Library:
    """Gives the index over the notice in force. For threads of the pool; never on the event loop."""

    def __init__(self, database: Database, tokenizer: Callable[[], Tokenizer]) -> None:
        self._database = database
        self._tokenizer = tokenizer
        self._index: Index | None = None
        self._renewing = Lock()

    def index(self) -> Index:
        """The index over the newest record, whoever changed it. Raises NoNotice."""
        known = self._index
        if known is not None and known.record.version == notices.version(self._database):
            return known
        with self._renewing:
            record = notices.record(self._database)
            if record is None:
                raise NoNotice
            if self._index is None or self._index.record.version != record.version:
                self._index = Index(record, self._tokenizer())
            return self._index
