"""Deep links: what the payload of https://t.me/bot?start=… leads to, and how it is written.

A payload may be printed and hang on a wall for years, so that what one was given stays readable.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_CODE, _NOTICE = r"(?P<code>\d{1,3}(?:-\d{1,3})%s)", r"(?P<notice>\d{1,18})"
_FORMS = (
    re.compile(rf"(?:(?P<to>item)-)?{_CODE % '{2,4}'}(?:-in-{_NOTICE})?"),
    re.compile(rf"(?P<to>cat)-{_CODE % '?'}(?:-in-{_NOTICE})?"),
    re.compile(rf"(?P<to>notice|town)-{_NOTICE}"),
)


class To(StrEnum):
    """What a link leads to; TOWN is the newest notice of whoever issued the notice that it names."""

    FINDING = "item"
    CATEGORY = "cat"
    NOTICE = "notice"
    TOWN = "town"


@dataclass(frozen=True, slots=True)
class Link:
    """``code`` is that of a finding, or the beginning that a category stands for; without ``notice_id`` it is
    that of whichever notice is in force."""

    to: To
    code: str | None = None
    notice_id: int | None = None

    @property
    def payload(self) -> str:
        """item-1-2-6, item-1-2-6-in-3, cat-1-2, notice-3, town-3: digits, letters and -, 64 at most."""
        if self.code is None:
            return f"{self.to}-{self.notice_id}"
        of_notice = f"-in-{self.notice_id}" if self.notice_id is not None else ""
        return f"{self.to}-{self.code.replace('.', '-')}{of_notice}"


def read_link(payload: str) -> Link | None:
    """The link that a payload is, also 1-2-6 alone; None for any other."""
    for form in _FORMS:
        if match := form.fullmatch(payload):
            named = match.groupdict()
            code, notice = named.get("code"), named["notice"]
            return Link(
                To(named["to"] or To.FINDING),
                code and code.replace("-", "."),
                int(notice) if notice else None,
            )
    return None


def is_meant_as_link(payload: str) -> bool:
    """Whether it is a link, or was one that came to grief."""
    return payload.partition("-")[0] in {*To} or read_link(payload) is not None
