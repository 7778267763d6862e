"""What is worth counting and timing, said where it happens; who counts is a subclass."""

from contextlib import AbstractContextManager, nullcontext

from knowledge.model import ReplyKind


class Watch:
    """Hears of it all and keeps nothing: nobody has asked for numbers. No method is told who it was or what
    was said."""

    def received(self, kind: str) -> None:
        """An update of this kind of Telegram's is a row now."""

    def handling(self) -> AbstractContextManager[object]:
        """An update waits for its chat's turn and is handled."""
        return nullcontext()

    def searching(self) -> AbstractContextManager[object]:
        """The index is asked a question."""
        return nullcontext()

    def answered(self, kind: ReplyKind) -> None:
        """A question has got its reply."""

    def job_ran(self, name: str, succeeded: bool) -> None:
        """A job of the clock has run to its end, or not."""

    def call_failed(self, method: str, why: str) -> None:
        """Telegram refused a call, or was not reached; ``why`` is an HTTP status or ``network``."""


UNWATCHED = Watch()
