"""What PostgreSQL was asked, as it counts itself (pg_stat_statements)."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator

from sqlalchemy import text

from db.engine import Database

_COUNTED = text("SELECT query, sum(calls) FROM pg_stat_statements GROUP BY query")
# What the intake asks, for one update or for a batch: rows of the inbox and what they owe, and claims.
_OF_INTAKE = re.compile(
    r"inbox|claims|workers|blocked|INTO (talks|questions)|SAVEPOINT|BEGIN|COMMIT|notify", re.I
)
_TOLD_FROM = 0.02


class Statements:
    """Counted from ``reset`` on; what is asked by and by, with no question, is left out."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._idle: dict[str, float] = {}
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_stat_statements"))

    def reset(self) -> None:
        with self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SELECT pg_stat_statements_reset()"))

    async def rest(self, seconds: float) -> None:
        """Learns what is asked while nobody asks anything."""
        self.reset()
        await asyncio.sleep(seconds)
        self._idle = {query: calls / seconds for query, calls in self._counted().items()}

    def a_question(self, questions: int, seconds: float) -> Iterator[str]:
        """How many statements of which kind there were for each of so many questions."""
        asked = Counter[str]()
        for query, calls in self._counted().items():
            asked[query] = max(0.0, calls - self._idle.get(query, 0.0) * seconds) / questions  # type: ignore[assignment]
        others = {query: times for query, times in asked.items() if not _OF_INTAKE.search(query)}
        yield (
            f"    statements a question: {sum(asked.values()):.2f}, of them besides intake and claim "
            f"{sum(others.values()):.2f}"
        )
        for query, times in asked.most_common():
            if times >= _TOLD_FROM:
                yield f"      {times:.2f} {'*' if query in others else ' '} {' '.join(query.split())[:80]}"

    def _counted(self) -> dict[str, int]:
        with self._database.engine.connect() as connection:
            return {query: int(calls) for query, calls in connection.execute(_COUNTED)}
