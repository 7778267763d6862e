"""Whom an admin invites, as they write it: 工作人员 环保办, or 督办人员 青岭镇."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.model import Role, Town
from knowledge.towns import ends_so, town_name

# 环保办的
_EDGE = " 。.，,的"
_COUNTY = frozenset({"全县", "县里", "县级", "本县"})


@dataclass(frozen=True, slots=True)
class Wish:
    """``towns`` are those that may be meant, none where none is named; ``is_county`` where the county is."""

    role: Role | None
    unit: str | None
    towns: Sequence[Town] = ()
    is_county: bool = False


def split_by_town(towns: Sequence[Town], town_id: int | None) -> tuple[list[Town], list[Town]]:
    """Those that an admin of a town, or of the county, may invite to, and the others."""
    mine = [one for one in towns if town_id in (None, one.id)]
    return mine, [one for one in towns if one not in mine]


def read_wish(
    argument: str, roles: Mapping[Role, str], towns: Sequence[Town], others: Sequence[Town] = ()
) -> Wish:
    """The words may come in any order; what is no role and no town is the unit. ``towns`` are those that the
    admin may invite to; of ``others`` only a whole name is taken for one, as units are called like them."""
    called = {name: one for one, name in roles.items() if one is not Role.CITIZEN}
    called |= {name.removesuffix("人员"): one for name, one in called.items()}  # 督办 纪委
    called |= {str(one): one for one in called.values()}
    words = argument.split()
    named = next((word for word in words if word in called), None)
    if named is not None:
        words.remove(named)
    left = [word for word in words if word not in _COUNTY]
    at, found = _town_among(left, towns, others)
    unit = " ".join(word for place, word in enumerate(left) if place != at).rstrip(_EDGE)
    return Wish(called[named] if named else None, unit or None, found, len(left) < len(words))


def _town_among(
    words: Sequence[str], towns: Sequence[Town], others: Sequence[Town]
) -> tuple[int | None, Sequence[Town]]:
    """The place of the word that names a town, and which may be meant: a whole name before the end of one
    (水利局 is a unit beside 青岭镇, though 云汀县水利局 issues notices), and the last word before others. All
    that are named, and no place, where it is not clear which."""
    every = [*towns, *others]
    whole = {at: found for at, word in enumerate(words) if (found := _called_just(word, every))}
    ends = {
        at: found for at, word in enumerate(words) if (found := [one for one in towns if ends_so(one, word)])
    }
    last = len(words) - 1
    if last in whole:
        return last, whole[last]
    named = whole or ends
    if len(named) == 1:
        return next(iter(named.items()))
    return None, [*dict.fromkeys(one for found in named.values() for one in found)]


def _called_just(word: str, towns: Sequence[Town]) -> list[Town]:
    return [one for one in towns if one.name == town_name(word)]
