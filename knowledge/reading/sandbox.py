"""Documents from outside, taken apart in a child process."""

from knowledge.reading.formats import Kind, Reason, Unreadable
from knowledge.sandbox import Stopped, answer_of


def lines_in(kind: Kind, data: bytes) -> list[str]:
    """The lines of a document of this kind. Raises Unreadable; takes ten seconds at most."""
    try:
        answer = answer_of("knowledge.reading.formats", kind, data=data)
    except Stopped as stopped:
        raise Unreadable(Reason.TOO_LARGE if stopped.too_much else Reason.BROKEN) from None
    if refused := answer.get("refused"):
        raise Unreadable(Reason(refused))
    return [str(line) for line in answer["lines"]]
