"""How often an update whose handling failed is tried again."""

from contextvars import ContextVar

from db.engine import STORAGE_FAULTS

# In seconds. An error of ours is tried three times in all. A fault of the storage is nobody's error and
# passes: it is waited out as long as a bad line to Telegram is.
_WAITS = (0.2, 1.0)
_STORAGE_WAITS = (0.2, 1.0, 2.0, 5.0, 10.0, 10.0, 10.0, 10.0, 10.0)

# The number of the present attempt, from 0; None for an update that is handled once and never again.
attempt: ContextVar[int | None] = ContextVar("attempt", default=None)


def is_first_attempt() -> bool:
    return not attempt.get()


def wait_before_next(error: Exception | None) -> float | None:
    """In seconds, after this error; None when the update is not tried again."""
    number = attempt.get()
    waits = _STORAGE_WAITS if isinstance(error, STORAGE_FAULTS) else _WAITS
    return waits[number] if number is not None and number < len(waits) else None
