"""Whether the program lives, and whether it is ready to be sent to."""

import logging

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.looking import Look
from db.engine import Database

log = logging.getLogger(__name__)

_LASTS_SECONDS = 1.0


class Health:
    """``is_warm`` once the first building of the index is over; ``is_draining`` once it is told to stop."""

    def __init__(self, database: Database) -> None:
        self.is_warm = self.is_draining = False
        self._look = Look(lambda: _ask(database), _LASTS_SECONDS)

    async def state(self) -> dict[str, bool]:
        """What readiness consists of, and ``ready`` itself. That it is given says that the loop runs."""
        answers = await self._database_answers()
        ready = answers and self.is_warm and not self.is_draining
        return {"ready": ready, "database": answers, "index": self.is_warm, "draining": self.is_draining}

    async def _database_answers(self) -> bool:
        try:
            await self._look.get()
        except (SQLAlchemyError, OSError) as fault:  # TimeoutError is an OSError
            log.warning("the database does not answer: %s", type(fault).__name__)
            return False
        return True


def _ask(database: Database) -> None:
    with database.glance() as connection:
        connection.execute(text("SELECT 1 FROM job_runs LIMIT 1")).all()
