"""The notices that answers come from, as far as a question may name them."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from knowledge.language.tokens import Tokenizer, pairs
from knowledge.model import Notice, NoticeName
from knowledge.text import normalise

Key = tuple[int, str]
"""A finding: its notice and its code there."""

_NOT_ITS_NAME = re.compile(r"中共|党委|党组|党工委|委员会|关于.*|巡察|整改|通报|情况")


@dataclass(frozen=True)
class Source:
    """A notice in force, with the codes of its findings in their order, and the town whose it is."""

    notice_id: int
    title: str
    issuer: str | None
    issued_on: date | None
    codes: tuple[str, ...]
    town_id: int | None = None

    @classmethod
    def of(cls, notice_id: int, notice: Notice) -> "Source":
        codes = tuple(finding.code for finding in notice.findings)
        return cls(notice_id, notice.title, notice.issuer, notice.issued_on, codes)

    @property
    def name(self) -> NoticeName:
        return NoticeName(self.notice_id, self.title, self.issuer, self.issued_on, self.town_id)

    def neighbours(self, code: str) -> tuple[str | None, str | None]:
        """The codes before and after."""
        codes = (None, *self.codes, None)
        at = codes.index(code)
        return codes[at - 1], codes[at + 1]

    @cached_property
    def frame(self) -> frozenset[str]:
        """The pairs of characters of its title and its issuer."""
        return frozenset(pairs(normalise(f"{self.title}\n{self.issuer}")))

    def own_name(self, tokenizer: Tokenizer) -> frozenset[str]:
        """The words of the name of whom the notice is about: people put it before what they ask."""
        parts = (normalise(text) for text in (self.issuer or "", self.title))
        return frozenset(word for part in parts for word in tokenizer.words(_NOT_ITS_NAME.sub(" ", part)))
