"""Which notices a question goes to: those of the place, the office or the year that it names."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.index.index import Index
from knowledge.index.names import Named
from knowledge.text import normalise

_NOTICE = r"(?:的|那|这)?(?:[次份个回轮批])?(?:通报|公告|公示|巡察|巡视|审计|整改)"
_YEAR = re.compile(rf"((?:19|20)\d\d)(?:年度?)?(?:{_NOTICE})")
# An inspection of 2019 may be reported on in 2021; what is said to be issued then is not of another year.
_YEAR_OF_ISSUE = re.compile(r"((?:19|20)\d\d)年(?:度)?的?(?:[那这]?[次份个])?(?:通报|公告|公示)")
_LATEST = re.compile(rf"(?:今年|本次|这次|这一次|最新|最近)(?:一次|发)?{_NOTICE}")
_BEFORE = re.compile(rf"(?:去年|上次|上一次|上回|前一次|上一年|以前|之前){_NOTICE}")
_YEAR_BESIDE = re.compile(r"((?:19|20)\d\d)(?:年度?)?的?$"), re.compile(r"^的?((?:19|20)\d\d)(?:年度?)?")


@dataclass(frozen=True, slots=True)
class Route:
    """A question without the name of the notices it goes to; ``scope`` is all of them where it is None.
    What is found must hold the words of ``holding``."""

    text: str
    scope: frozenset[int] | None = None
    holding: tuple[str, ...] = ()


def routes(
    normal: str, index: Index, near: frozenset[int] = frozenset(), home: frozenset[int] = frozenset()
) -> list[Route]:
    """Where to look, the narrowest first; what is not found there is looked for in the next. What names
    somebody is looked for elsewhere only where they are talked of. ``near`` are the notices that were talked
    of just now, ``home`` those of the town that the chat is of."""
    if len(index.notices.sources) == 1:
        return [Route(_YEAR_OF_ISSUE.sub(" ", index.notices.names.as_written(normal)).strip())]
    named = index.notices.names.find(normal)
    found = _of_all_named(named)
    text = _without(normal, named) if found else normal
    ways: list[Route] = []
    for scope in (found,) if found else (home, frozenset[int]()):
        if not ways and (narrower := _of_a_year(text, named, normal, index.notices.by_year(scope))):
            ways.append(narrower)
    if not found:
        return [*ways, *(Route(normal, scope) for scope in (near, home) if scope), Route(normal)]
    others = index.notices.ids - found
    words = tuple(normal[name.start : name.end] for name in named)
    return [*ways, Route(text, found), Route(normal, others, words)]


def year_of_none(normal: str, index: Index, home: frozenset[int]) -> tuple[int, list[int]] | None:
    """The year of whose notice a question asks, where those whom it names, or else those of ``home``, issued
    none then, with the years in which they did, the latest first."""
    issued = _YEAR_OF_ISSUE.search(normal)
    if issued is None:
        return None
    years = [*index.notices.by_year(split_names(normal, index)[0] or home)]
    return (int(issued[1]), years) if years and int(issued[1]) not in years else None


def named_alone(normal: str, index: Index) -> frozenset[int]:
    """The notices of whom a normalised text names, where it says nothing else."""
    named, rest = split_names(normal, index)
    return frozenset() if rest else named


def split_names(normal: str, index: Index) -> tuple[frozenset[int], str]:
    """The notices of whom a normalised text names, and what else it says."""
    named = index.notices.names.find(normal)
    return _of_all_named(named), "".join(_without(normal, named).split())


def _of_all_named(named: Iterable[Named]) -> frozenset[int]:
    """The notices that most of the names fit, places above all."""
    fitting: dict[int, tuple[int, int]] = {}
    for name in named:
        for notice_id in name.notices:
            places, others = fitting.get(notice_id, (0, 0))
            fitting[notice_id] = (places + name.is_place, others + (not name.is_place))
    best = max(fitting.values(), default=(0, 0))
    return frozenset(notice_id for notice_id, fit in fitting.items() if fit == best)


def _without(normal: str, named: Iterable[Named]) -> str:
    for name in sorted(named, key=lambda one: -one.start):
        normal = f"{normal[: name.start]} {normal[name.end :]}"
    return normal.strip()


def _of_a_year(
    text: str, named: list[Named], normal: str, by_year: Mapping[int, frozenset[int]]
) -> Route | None:
    """The notices of a year, where the question says of which."""
    year, said = _year(text, [*by_year])
    if year is None and named:
        beside = _YEAR_BESIDE[0].search(normal[: named[0].start]) or _YEAR_BESIDE[1].search(
            normal[named[-1].end :]
        )
        year, said = (int(beside[1]), beside[0]) if beside else (None, "")
    scope = by_year.get(year) if year is not None else None
    return Route(text.replace(said, " ").strip(), scope) if scope else None


def _year(text: str, years: list[int]) -> tuple[int | None, str]:
    """The year of the notice that a text speaks of, and in which words; years come the latest first."""
    if match := _YEAR.search(text):
        return int(match[1]), match[0]
    if years and (match := _LATEST.search(text)):
        return years[0], match[0]
    if len(years) > 1 and (match := _BEFORE.search(text)):
        return years[1], match[0]
    return None, ""


def town_of(question: str, notice_ids: Iterable[int], index: Index, home: int | None) -> int | None:
    """Whose a question is: of the notices that answered it, else of the one town that it names, else of the
    chat's, else of the only one there is."""
    notices = index.notices
    named = _of_all_named(notices.names.find(normalise(question)))
    for found in (notices.towns_of(notice_ids), notices.towns_of(named)):
        if len(found) == 1 and (town_id := next(iter(found))) is not None:
            return town_id
    every = notices.towns_of(notices.ids)
    return home or (next(iter(every)) if len(every) == 1 else None)


def is_from_elsewhere(question: str, notice_ids: Iterable[int], index: Index, home: frozenset[int]) -> bool:
    """Whether a question that names nobody was answered by none of the chat's own town."""
    found = {*notice_ids} - {0}
    if not home or not found or found & home:
        return False
    return not index.notices.names.find(normalise(question))
