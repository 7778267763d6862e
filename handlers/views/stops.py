"""A place in the lists that one may come back to, as a button carries it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

STOP = r"[tgsoq]\d{1,9}(?:-[\d.,@]{1,50})?"
"""The regular expression for a stop, whole."""
_LONGEST_ID = 18


class Kind(StrEnum):
    """A stop's letter, which the pattern names, too."""

    TABLE = "t"
    GROUP = "g"
    STANDING = "s"
    CHOICES = "o"
    QUESTION = "q"


@dataclass(frozen=True, slots=True)
class Stop:
    """``keys`` are what is listed: of a GROUP its code; of STANDING the numbers of statuses, none for the
    overview; of CHOICES the codes, those of another notice than the one the button carries with its id, as
    1.2.6@3; of a QUESTION about a topic the update that it came in. ``number`` is the
    page, but of CHOICES how many there were in all."""

    kind: Kind
    number: int = 0
    keys: tuple[str, ...] = ()

    @property
    def asked(self) -> int | None:
        """The update of the question, where a stop is one."""
        number = self.keys[0] if self.kind is Kind.QUESTION and self.keys else ""
        return int(number) if number.isdecimal() and len(number) <= _LONGEST_ID else None

    def places(self, notice_id: int) -> list[tuple[int, str]]:
        """The findings of CHOICES, each by its notice and code; ``notice_id`` is what the button carries."""
        split = (key.partition("@") for key in self.keys)
        return [(int(other) if other.isdecimal() else notice_id, code) for code, _, other in split]

    def at(self, page: int) -> Self:
        """The same list at another page."""
        return type(self)(self.kind, page, self.keys)

    def __str__(self) -> str:
        return f"{self.kind}{self.number}" + (f"-{','.join(self.keys)}" if self.keys else "")


def to_choices(notice_id: int, places: Sequence[tuple[int, str]], total: int) -> Stop:
    """The stop at choices, for buttons that carry ``notice_id``."""
    keys = (code if its == notice_id else f"{code}@{its}" for its, code in places)
    return Stop(Kind.CHOICES, total, tuple(keys))


def read_stop(text: str) -> Stop:
    """For a text that fits STOP."""
    number, dash, keys = text[1:].partition("-")
    return Stop(Kind(text[0]), int(number), tuple(keys.split(",")) if dash else ())
