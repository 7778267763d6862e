"""Whom an admin invites, as they write it: 工作人员 环保办, or 督办人员 青岭镇."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.model import Role, Town
from knowledge.towns import meant

_COUNTY = frozenset({"全县", "县里", "县级", "本县"})


@dataclass(frozen=True, slots=True)
class Wish:
    """``towns`` are those that may be meant, none where none is named; ``is_county`` where the county is."""

    role: Role | None
    unit: str | None
    towns: Sequence[Town] = ()
    is_county: bool = False


def read_wish(argument: str, roles: Mapping[Role, str], towns: Sequence[Town]) -> Wish:
    """The words may come in any order; what is no role and no town is the unit."""
    role: Role | None = None
    found: list[Town] = []
    is_county, unit = False, list[str]()
    called = {name: one for one, name in roles.items() if one is not Role.CITIZEN}
    called |= {str(one): one for one in called.values()}
    for word in argument.split():
        if role is None and word in called:
            role = called[word]
        elif word in _COUNTY:
            is_county = True
        elif not found and (named := [one for one in meant(word, towns) if one.name.endswith(word)]):
            found = named
        else:
            unit.append(word)
    return Wish(role, " ".join(unit) or None, found, is_county)
