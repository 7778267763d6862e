"""The index over what the database holds, renewed when that changes."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from db import material
from db.engine import Database
from db.notices import ids_in_force
from handlers.records import SEEN_WITHIN, NoNotice, Records
from handlers.shelves import Shelves
from knowledge.asking.answers import answer
from knowledge.index.entries import Entry
from knowledge.index.index import Index
from knowledge.index.notices import Notices
from knowledge.index.shelf import Shelf
from knowledge.language.language import language

# So many findings are held in memory, over the shelf if there is one; with more, a new shelf is made.
IN_MEMORY = 1_000
_FIRST_ASKED = ("", "谁负责", "是谁干的", "什么时候完成", "要多久", "花了多少钱", "有几个人")


@dataclass(frozen=True, slots=True)
class _Over:
    """Of one notice what lies over the shelf, and which findings on the shelf are as they were no more."""

    entries: tuple[Entry, ...]
    gone: frozenset[int]


@dataclass(slots=True)
class _State:
    """What the index was built from."""

    mark: material.Mark
    notices: Notices
    shelf: Shelf | None = None
    over: dict[int, _Over] = field(default_factory=dict)


class Library:
    """Gives the index over the notices in force, and their records.

    A few thousand findings are held in memory as they are. Of more, most lie on a shelf, and what changed
    since lies over it; when that has become too much, a new shelf is made beside, and taken when it is ready.
    """

    def __init__(
        self, database: Database, words: str, folder: Path, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``words`` are those that the operator adds to the language; shelves are kept in the folder."""
        self._database, self._words, self._clock = database, words, clock
        self.shelves = Shelves(folder, database, words)
        self._state: _State | None = None
        self._index: Index | None = None
        self._built_at = 0.0
        self._looked_at, self._changes_seen = 0.0, -1
        self._renewing = Lock()
        self.records = Records(database, clock)

    def at_hand(self) -> Index | None:
        """The index if nothing can have changed since the last look at the database; waits for nothing."""
        is_fresh = self._clock() - self._looked_at < SEEN_WITHIN
        return self._index if is_fresh and self._changes_seen == self._database.changes else None

    def age(self) -> float | None:
        """For how many seconds the index has been as it is; None while there is none."""
        return self._clock() - self._built_at if self._index is not None else None

    def size(self) -> int:
        """How many findings the index holds."""
        return self._index.size if self._index is not None else 0

    def index(self) -> Index:
        """The index over the present state, whoever changed it; for threads of the pool, never on the event
        loop. Raises NoNotice."""
        looked_at, changes = self._clock(), self._database.changes
        with self._renewing:
            index = self._renewed()
        # Taken before the look: a change that came meanwhile leads to another look.
        self._looked_at, self._changes_seen = looked_at, changes
        return index

    def close(self) -> None:
        """Ends what runs beside."""
        self.shelves.close()

    def _renewed(self) -> Index:
        mark, is_made = material.mark(self._database), self.shelves.is_made()
        if self._index is not None and self._state is not None and self._state.mark == mark and not is_made:
            return self._index
        before = None if is_made else self._state
        state = self._later(before, mark) if before else self._first(mark)
        self._index, self._state, self._built_at = self._built(state), state, self._clock()
        return self._index

    def _first(self, mark: material.Mark) -> _State:
        """What there is, over the newest shelf; one is made first where memory would not hold all."""
        known = language(self._words)
        notices = self._notices()
        shelf = self.shelves.open_newest(known)
        if shelf is None and sum(len(source.codes) for source in notices.sources) > IN_MEMORY:
            self.shelves.make()
            self.shelves.wait()
            shelf = self.shelves.open_newest(known)
        state = _State(mark, notices, shelf)
        in_force = {source.notice_id for source in notices.sources}
        changed = material.changed_since(self._database, shelf.version) if shelf else frozenset(in_force)
        shelved = {source.notice_id for source in shelf.sources} if shelf else set()
        self._lay_over(state, (changed | shelved - in_force))
        return state

    def _later(self, before: _State, mark: material.Mark) -> _State:
        """What there is now, known what there was."""
        changed = material.changed_since(self._database, before.mark.version)
        known = {source.notice_id for source in before.notices.sources}
        in_force = {*ids_in_force(self._database)}
        notices = before.notices if known == in_force else self._notices()
        state = _State(mark, notices, before.shelf, dict(before.over))
        self._lay_over(state, changed | (known ^ in_force))
        return state

    def _notices(self) -> Notices:
        sources = material.sources(self._database)
        if not sources:
            raise NoNotice
        return Notices(sources, language(self._words).tokenizer)

    def _lay_over(self, state: _State, changed: Iterable[int]) -> None:
        in_force = {source.notice_id for source in state.notices.sources}
        for notice_id in changed:
            shelved = state.shelf.numbers_of(notice_id) if state.shelf else range(0)
            if notice_id in in_force:
                state.over[notice_id] = self._over(state, notice_id)
            elif shelved:
                state.over[notice_id] = _Over((), frozenset(shelved))
            else:
                state.over.pop(notice_id, None)

    def _over(self, state: _State, notice_id: int) -> _Over:
        """What of a notice in force is not on the shelf as it is now."""
        entries = {one.key: one for one in state.over[notice_id].entries} if notice_id in state.over else {}
        shelf, kept = state.shelf, set[int]()
        over = []
        for facts in material.of_notice(self._database, notice_id):
            key = notice_id, facts.finding.code
            number = shelf.number_of(*key) if shelf else None
            if shelf is not None and number is not None and shelf.entry(number).facts == facts:
                kept.add(number)
                continue
            known = entries.get(key)
            over.append(known if known and known.facts == facts else Entry(facts, language(self._words)))
        gone = frozenset(shelf.numbers_of(notice_id)) - kept if shelf else frozenset[int]()
        return _Over(tuple(over), gone)

    def _built(self, state: _State) -> Index:
        sources = state.notices.sources
        over = [state.over[source.notice_id] for source in sources if source.notice_id in state.over]
        entries = tuple(entry for one in over for entry in one.entries)
        gone = frozenset().union(*(over.gone for over in state.over.values()))
        if len(entries) > IN_MEMORY or len(gone) > IN_MEMORY:
            self.shelves.make()
        index = Index(state.notices, entries, language(self._words), state.shelf, gone)
        # What is read on first use is read before anybody waits for it.
        for entry, asked in zip(index.entries_of(state.notices.newest()), _FIRST_ASKED, strict=False):
            answer(f"{entry.finding.title}{asked}", index)
        return index
