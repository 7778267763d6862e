"""Ready wording: sentences that staff put in by a tap, a file of lines 状态<TAB>句子."""

from dataclasses import dataclass

from knowledge.model import Status

_STATUS = {"已完成": Status.COMPLETED, "正在整改": Status.IN_PROGRESS, "长期坚持": Status.LONG_TERM}


@dataclass(frozen=True, slots=True)
class Phrase:
    status: Status
    text: str


def read_phrases(table: str) -> tuple[Phrase, ...]:
    """The phrases of a table, in its order; empty lines and comments are left out. Raises ValueError with
    the line for one that is of another shape."""
    return tuple(_phrase(line) for line in table.splitlines() if line.strip() and not line.startswith("#"))


def _phrase(line: str) -> Phrase:
    status, tab, text = line.partition("\t")
    if not tab or status.strip() not in _STATUS or not text.strip():
        raise ValueError(line)
    return Phrase(_STATUS[status.strip()], text.strip())
