"""What a progress update must be before it may be published."""

from enum import StrEnum

# A card shows the update whole beside the notice's words, in one message of Telegram's 4096 characters.
MAX_PROGRESS = 1000


class Fault(StrEnum):
    EMPTY = "empty"
    TOO_LONG = "too_long"


def check_text(text: str) -> Fault | None:
    """What is wrong with the words of an update; None if nothing is."""
    if not text.strip():
        return Fault.EMPTY
    return Fault.TOO_LONG if len(text) > MAX_PROGRESS else None
