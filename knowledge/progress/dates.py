"""Days as people write them."""

import re
from datetime import date

from knowledge.text import normalise

_DAY = re.compile(r"(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})[日号]?")
_LONGEST = 20
_FIRST, _LAST = 1990, 2099


def read_date(text: str) -> date | None:
    """2021-06-30, 2021年6月30日, 2021.6.30, 2021/6/30, also in full-width digits; None for what is no day of
    this age: 9999-12-31 stands for no deadline at all."""
    match = _DAY.fullmatch(normalise(text)) if len(text) <= _LONGEST else None
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    return day if day and _FIRST <= day.year <= _LAST else None
