"""What becomes of a draft: asked by drafts, and by the photos and files that arrive for them."""

from enum import StrEnum


class DraftState(StrEnum):
    OPEN = "open"
    UNPLACED = "unplaced"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


# Of a draft that waits for its publication; an unplaced one for its finding, too.
UNPUBLISHED = (DraftState.OPEN, DraftState.UNPLACED)
