"""What people call those whom notices are about: 云汀县水利局 is also 云汀, 水利局, yunting."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from operator import add

from knowledge.index.sources import Source
from knowledge.language.sounds import read, typed
from knowledge.language.tokens import Tokenizer
from knowledge.text import normalise

_PARTY = re.compile(
    r"^中共|(?:总支部|支部|工作)?委员会$|党(?:组|委|工委|总支|支部)$|(?<=[镇乡县区市道])工?委$"
)
_BEFORE_WHAT_IT_SAYS = re.compile(r"关于|巡察|巡视|整改|落实|公示|公告|通报")
# A place and its kind; one character before it only where counties are called so (单县, never 城市).
_PLACE = re.compile(
    r"([^\W\da-z和与及]{2,6}?(?:自治[区州县]|省|市|县|区|旗|镇|乡|街道|社区|村)|[^\W\da-z城农乡]县)"
)
_KIND = re.compile(r"(?:自治[区州县]|省|市|县|区|旗|镇|乡|街道|社区|村)$")
_GENERAL = re.compile(r"^(?:国有|国家)|(?:集团)?(?:有限责任|有限|责任)?公司$")
_OFFICE = re.compile(r".+[局委办院会社站馆中校队厅处场行联]")
_LATIN = re.compile(r"[a-z]{4,}")
_SPOKEN_FROM = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it stands in a question, with the notices that are about such a one; a place, or an office
    or a firm."""

    start: int
    end: int
    notices: frozenset[int]
    is_place: bool


class Names:
    """The names of all whom some notices are about."""

    def __init__(self, sources: Sequence[Source], tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        places: dict[str, set[int]] = defaultdict(set)
        offices: dict[str, set[int]] = defaultdict(set)
        named = [(source, *parts(source)) for source in sources]
        for source, its_places, office in named:
            for place in its_places:
                for name in self._of_place(place):
                    places[name].add(source.notice_id)
            for name in self._of_office(office):
                offices[name].add(source.notice_id)
        for kind, notices in self._kinds_of_one(named).items():
            if kind not in places:
                offices[kind] |= notices
        self._named = {name: (frozenset(notices), False) for name, notices in offices.items()}
        self._named |= {name: (frozenset(notices), True) for name, notices in places.items()}
        # The lengths of the names with these two first characters, the longest first.
        self._lengths = _lengths_by_beginning(self._named)
        # By the letters of their sounds, which no name is typed in.
        self._spoken = {read(name): name for name in self._named if name[0] >= "\u3400"}
        self._lengths_heard = _lengths_by_beginning(its for its in self._spoken if len(its) >= _SPOKEN_FROM)

    def _kinds_of_one(self, named: Iterable[tuple[Source, Sequence[str], str]]) -> dict[str, set[int]]:
        """What kind of office or place only one of several issuers is, with its notices: 医院, 街道."""
        having: dict[str, dict[str | None, set[int]]] = defaultdict(dict)
        issuers = set[str | None]()
        for source, places, office in named:
            issuers.add(source.issuer)
            having[self._kind_of(places, office)].setdefault(source.issuer, set()).add(source.notice_id)
        return {
            kind: next(iter(its.values()))
            for kind, its in having.items()
            if len(kind) > 1 and len(its) == 1 < len(issuers)
        }

    def _kind_of(self, places: Sequence[str], office: str) -> str:
        """医院 of 云汀县人民医院, 街道 of 城南街道; nothing where the name tells of neither."""
        if office:
            return self._tokenizer.cut(office)[-1]
        return _KIND.findall(places[-1])[0] if places else ""

    def find(self, normal: str) -> list[Named]:
        """The names in a normalised question, the longest where they overlap; by their sound where none is
        written as it should be."""
        return [*self._written(normal)] or [one for one, _ in self._heard(normal)]

    def as_written(self, normal: str) -> str:
        """A normalised question with a name that is just heard in it written as it should be: 胡滨镇."""
        if any(self._written(normal)):
            return normal
        for named, name in self._heard(normal):
            return f"{normal[: named.start]}{name}{normal[named.end :]}"
        return normal

    def _written(self, normal: str) -> Iterator[Named]:
        ended = 0
        for at, beginning in enumerate(map(add, normal, normal[1:])):
            if at < ended:
                continue
            for length in self._lengths.get(beginning, ()):
                written = normal[at : at + length]
                if found := self._named.get(written):
                    ended = at + len(written)
                    yield Named(at, ended, *found)
                    break

    def _heard(self, normal: str) -> Iterator[tuple[Named, str]]:
        """Each with the name that it sounds like."""
        for match in _LATIN.finditer(normal):
            if name := self._spoken.get(typed(match[0])):
                yield Named(match.start(), match.end(), *self._named[name]), name
        said = read(normal)
        for at, beginning in enumerate(map(add, said, said[1:])):
            for length in self._lengths_heard.get(beginning, ()):
                heard = said[at : at + length]
                if len(heard) == length and (name := self._spoken.get(heard)):
                    yield Named(at, at + length, *self._named[name]), name
                    return

    def _of_place(self, place: str) -> Iterator[str]:
        yield place
        bare = _KIND.sub("", place)
        if len(bare) > 1 and self._tokenizer.is_name(bare):
            yield bare

    def _of_office(self, office: str) -> Iterator[str]:
        if len(office) < 2:
            return
        yield office
        proper = _GENERAL.sub("", office)
        if len(proper) > 3:
            yield proper
        if len(office) > 4 and self._tokenizer.is_name(office[:2]):
            yield office[:2]
        yield from (name for name in self._abbreviated(office) if _OFFICE.fullmatch(name))

    def _abbreviated(self, office: str) -> set[str]:
        """市监局 and 市场局 for 市场监督管理局, 一中 for 第一中学: some of its words, or their beginnings."""
        words = [word.removeprefix("第") for word in self._tokenizer.cut(office) if word not in "和与及"]
        if len(words[-1]) > 2 and _OFFICE.fullmatch(words[-1]):
            words[-1:] = words[-1][:-1], words[-1][-1]
        if not 2 <= len(words) <= 7:
            return set()
        head, *middle, last = words
        tails = (last, last[0], last[-1])
        found = {head + tail for tail in tails}
        for count in (1, 2):
            for some in combinations(middle, count):
                heads = ("".join((head, *some)), "".join(word[0] for word in (head, *some)))
                found |= {begun + tail for begun, tail in product(heads, tails)}
        if len(office) == 4:
            found |= {short for tail in tails if self._tokenizer.occurrences(short := head[0] + tail[-1])}
        return found


def _lengths_by_beginning(names: Iterable[str]) -> dict[str, list[int]]:
    """Of the names with the same two first characters how long they are, the longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for name in names:
        found[name[:2]].add(len(name))
    return {beginning: sorted(lengths, reverse=True) for beginning, lengths in found.items()}


def parts(source: Source) -> tuple[Sequence[str], str]:
    """The places in the name of whom a notice is about, and what is left of it: 云汀县, and 水利局."""
    name = normalise(source.issuer or _BEFORE_WHAT_IT_SAYS.split(source.title)[0])
    name = _PARTY.sub("", name)
    places, at = [], 0
    while match := _PLACE.match(name, at):
        places.append(match[1])
        at = match.end()
    return places, name[at:]
