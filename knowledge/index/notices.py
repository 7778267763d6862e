"""All the notices in force, as far as a question may name them or their findings by code."""

from collections.abc import Iterable, Iterator, Set
from functools import cached_property

from knowledge.index.names import Names
from knowledge.index.sources import Key, Source
from knowledge.language.tokens import Tokenizer
from knowledge.model import NoticeName


class Notices:
    """``sources`` are the notices, the newest first; never changed after it is made."""

    def __init__(self, sources: Iterable[Source], tokenizer: Tokenizer) -> None:
        self.sources = tuple(sources)
        self._tokenizer = tokenizer
        self._by_id = {source.notice_id: source for source in self.sources}
        self._own_names: dict[int, frozenset[str]] = {}
        self._place = {source.notice_id: place for place, source in enumerate(self.sources)}

    def source(self, notice_id: int) -> Source:
        return self._by_id[notice_id]

    def named(self, notice_ids: Iterable[int]) -> dict[int, NoticeName]:
        """What those of them that are here are called."""
        return {one: self._by_id[one].name for one in notice_ids if one in self._by_id}

    def age(self, notice_id: int) -> int:
        """How many notices are newer."""
        return self._place[notice_id]

    def of_issuer(self, notice_id: int) -> frozenset[int]:
        """The notice with all others of whom it is by; alone where it names nobody."""
        issuer = self._by_id[notice_id].issuer
        its = (source.notice_id for source in self.sources if issuer and source.issuer == issuer)
        return frozenset([notice_id, *its])

    def of_town(self, town_id: int | None) -> frozenset[int]:
        """The notices of a town; none of no town."""
        return self._of_town.get(town_id, frozenset()) if town_id is not None else frozenset()

    def beside(self, notice_id: int) -> frozenset[int]:
        """All of the town of a notice; none where it is of no town."""
        source = self._by_id.get(notice_id)
        return self.of_town(source.town_id) if source else frozenset()

    def towns_of(self, notice_ids: Iterable[int]) -> frozenset[int | None]:
        """The towns whose these notices are."""
        return frozenset(self._by_id[one].town_id for one in notice_ids if one in self._by_id)

    @cached_property
    def ids(self) -> frozenset[int]:
        """All of them."""
        return frozenset(self._by_id)

    def by_year(self, scope: frozenset[int]) -> dict[int, frozenset[int]]:
        """Those of a scope, or all where it is empty, by the year of issue, the latest first."""
        return _by_year(map(self._by_id.__getitem__, scope)) if scope else self._every_year

    @cached_property
    def _every_year(self) -> dict[int, frozenset[int]]:
        return _by_year(self.sources)

    @cached_property
    def _of_town(self) -> dict[int | None, frozenset[int]]:
        found: dict[int | None, set[int]] = {}
        for source in self.sources:
            found.setdefault(source.town_id, set()).add(source.notice_id)
        return {town_id: frozenset(notices) for town_id, notices in found.items()}

    def newest(self, scope: frozenset[int] | None = None) -> int:
        """The newest notice, among those of a scope where there is one."""
        if scope is None:
            return self.sources[0].notice_id if self.sources else 0
        return min(scope & self.ids, key=self.age, default=0)

    @cached_property
    def having(self) -> dict[str, tuple[int, ...]]:
        """By code, the notices that have it, the newest first."""
        found: dict[str, list[int]] = {}
        for source in self.sources:
            for code in source.codes:
                found.setdefault(code, []).append(source.notice_id)
        return {code: tuple(notices) for code, notices in found.items()}

    def with_codes(self, codes: Set[str], scope: frozenset[int] | None) -> Iterator[Key]:
        """The findings in the scope with any of the codes, those of the newest notice first."""
        having = {one for code in codes for one in self.having.get(code, ()) if scope is None or one in scope}
        for notice_id in sorted(having, key=self.age):
            yield from ((notice_id, code) for code in self._by_id[notice_id].codes if code in codes)

    def newest_of_each(self, findings: Iterable[Key]) -> list[Key]:
        """Of findings that come the newest notice first, those of the newest notice of each issuer."""
        newest: dict[str | None, int] = {}
        return [
            (notice_id, code)
            for notice_id, code in findings
            if newest.setdefault(self.source(notice_id).issuer, notice_id) == notice_id
        ]

    @cached_property
    def are_of_several(self) -> bool:
        """Whether they are by more than one issuer."""
        return len({source.issuer for source in self.sources}) > 1

    @cached_property
    def names(self) -> Names:
        """What people call those whom the notices are about."""
        return Names(self.sources, self._tokenizer)

    @cached_property
    def frames(self) -> frozenset[str]:
        """The pairs of characters of all titles and issuers."""
        return frozenset().union(*(source.frame for source in self.sources))

    def own_name(self, notice_id: int) -> frozenset[str]:
        """The words of the name of whom a notice is about."""
        if notice_id not in self._own_names:
            self._own_names[notice_id] = self._by_id[notice_id].own_name(self._tokenizer)
        return self._own_names[notice_id]


def _by_year(sources: Iterable[Source]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for source in sources:
        if source.issued_on:
            found.setdefault(source.issued_on.year, set()).add(source.notice_id)
    return {year: frozenset(found[year]) for year in sorted(found, reverse=True)}
