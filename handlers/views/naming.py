"""What notices are called in a line or on a button, where several are in force."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from handlers.views.texts import public as texts
from handlers.views.texts import staff
from knowledge.model import NoticeName
from knowledge.record import Located, Record
from knowledge.text import shorten
from knowledge.towns import issuing_town, town_name

_LONGEST = 20


def short_name(name: NoticeName) -> str:
    """By whom and of which year: 湖滨镇2021年通报; of one that names nobody, its title."""
    if name.issuer is None:
        return shorten(name.title, _LONGEST)
    when = _when(name.issued_on, name.by_day) if name.issued_on else ""
    return texts.NOTICE_NAME.format(issuer=shorten(town_name(name.issuer), _LONGEST), when=when)


def apart(names: Iterable[NoticeName]) -> dict[int, NoticeName]:
    """The notices by their ids; those that would be called alike say their day."""
    named = {name.id: name for name in names}
    times = Counter(map(short_name, named.values()))
    return {
        one: replace(name, by_day=name.issued_on is not None and times[short_name(name)] > 1)
        for one, name in named.items()
    }


def name_beside(name: NoticeName, shown: NoticeName) -> str:
    """The same beside another notice: of one town, the year alone tells them apart, or the day."""
    if name.town_id != shown.town_id or name.issuer is None or name.issued_on is None:
        return short_name(name)
    is_of_year = shown.issued_on is not None and shown.issued_on.year == name.issued_on.year
    return texts.NOTICE_NAME.format(issuer="", when=_when(name.issued_on, is_of_year))


def _when(issued_on: date, by_day: bool) -> str:
    return f"{issued_on}" if by_day else texts.OF_YEAR.format(year=issued_on.year)


def spoken(code: str, name: NoticeName | None) -> str:
    """A code in a sentence, with its notice where there are several."""
    return code if name is None else texts.IN_NOTICE.format(text=code, notice=short_name(name))


def code_in(record: Record, code: str) -> str:
    """The same for a finding of a record."""
    return spoken(code, record.name if record.is_one_of_several else None)


def typed_code(record: Record, code: str) -> str:
    """The same as a command takes it, with the year before it."""
    issued_on = record.notice.issued_on if record.is_one_of_several else None
    return f"{issued_on.year} {code}" if issued_on else code


def whose(code: str, found: Sequence[Located]) -> str:
    """That a code is one of several towns, and how to say whose; a notice that names nobody has its title."""
    towns = [town for one in found if (town := issuing_town(one.record.notice.issuer))]
    titles = [one.record.notice.title for one in found if one.record.notice.issuer is None]
    return staff.WHOSE_CODE.format(code=code, towns="、".join([*towns, *titles]), town=towns[0])


def no_such_year(year: int, years: Sequence[int]) -> str:
    """That no notice is of a year, and of which they are."""
    known = "、".join(texts.OF_YEAR.format(year=one) for one in years)
    return staff.NO_SUCH_YEAR.format(year=year, years=known)


def told_code(facts: Mapping[str, Any]) -> str:
    """The same for the facts of a notification."""
    notice = facts.get("notice")
    if not notice or not facts["code"]:
        return str(facts["code"] or "")
    return spoken(facts["code"], named_in(notice))


def named_in(notice: Mapping[str, Any]) -> NoticeName:
    """A notice as facts of a notification name it."""
    issued_on = date.fromisoformat(notice["issued_on"]) if notice["issued_on"] else None
    return NoticeName(notice["id"], notice["title"], notice["issuer"], issued_on)


def code_label(code: str, name: NoticeName | None) -> str:
    """What a button says that leads to a finding, likewise."""
    if name is None:
        return code
    return texts.IN_NOTICE.format(text=code, notice=short_name(name).removesuffix(texts.NOTICE))
