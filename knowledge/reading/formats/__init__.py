"""The lines of text in documents that are no plain text: Word, PDF, web pages."""

from enum import StrEnum


class Kind(StrEnum):
    WORD = "word"
    PDF = "pdf"
    WEB = "web"


class Reason(StrEnum):
    """Why a file cannot become a notice."""

    EMPTY = "empty"
    NOT_TEXT = "not_text"
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    OLD_WORD = "old_word"
    SCANNED = "scanned"
    ENCRYPTED = "encrypted"
    NOT_A_NOTICE = "not_a_notice"
    SEVERAL = "several"


class Unreadable(Exception):
    """The file cannot become a notice; ``reason`` says why, the words for it are the caller's."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
