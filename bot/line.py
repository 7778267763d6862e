"""What is known of the line to Telegram: when it last answered, and since when it refuses us."""

import logging
import time
from collections.abc import Callable

from telegram.error import Conflict, TelegramError

from bot import texts
from bot.problem import Problem

log = logging.getLogger(__name__)

# In seconds: how long another receiver may have the bot's updates; how long the line may be silent.
CONFLICT_PATIENCE, DEAF_AFTER = 60.0, 300.0


class Line:
    """Hears of every answer and every error of getUpdates."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._heard_at = clock()
        self._conflict_since: float | None = None
        self._token_refused = False

    def heard(self, status: int) -> None:
        """An HTTP status has come back."""
        self._token_refused = status in (401, 404)
        if status == 200:
            self._heard_at, self._conflict_since = self._clock(), None

    def failed(self, error: TelegramError) -> None:
        """A call has failed; it will be repeated."""
        if not isinstance(error, Conflict):
            log.warning("getUpdates: %s", type(error).__name__)
        elif self._conflict_since is None:
            log.warning(texts.CONFLICT)
            self._conflict_since = self._clock()

    def problem(self) -> Problem | None:
        """Why it is of no use to go on; None while it is."""
        now = self._clock()
        if self._token_refused:
            return Problem(texts.BAD_TOKEN)
        if self._conflict_since is not None and now - self._conflict_since > CONFLICT_PATIENCE:
            return Problem(texts.SECOND_RECEIVER, exit_code=1)
        if now - self._heard_at > DEAF_AFTER:
            return Problem(texts.DEAF, exit_code=1)
        return None
