"""Towns: whoever issues notices, under a name that does not change with the way it is printed."""

import re
from collections.abc import Iterable

from knowledge.model import Town

_PARTY = re.compile(
    r"(?:中共|中国共产党)(?P<place>.+?)(?:党委|党组|党工委|党总支|党支部|工作委员会|委员会|工委|委)"
    r"|(?P<office>.+?)(?:党委|党组|党工委|党总支|党支部)"
)

_SHORTEST = 2
_KIND = re.compile(r"(?:镇|乡|街道|县|区|市|旗)$")
_STATED = re.compile(
    r"(?:[我俺咱]们?(?:家?[是住在]在?|家))?(?P<name>.+?)(?:[这那]边)?(?:的人?|人)?[。.!！啊呀]*", re.DOTALL
)


def town_name(issuer: str) -> str:
    """中共湖滨镇委员会, 中共湖滨镇委 and 湖滨镇党委 are all 湖滨镇."""
    party = _PARTY.fullmatch(issuer.strip())
    return (party["place"] or party["office"]) if party else issuer.strip()


def stated(text: str) -> str:
    """The name that a text may be, and nothing else: 青岭镇 of 我是青岭镇的."""
    found = _STATED.fullmatch(text.strip())
    return found["name"].strip() if found else ""


def issuing_town(issuer: str | None) -> str | None:
    """The town of an issuer, however it is printed; None of a notice that names nobody."""
    return town_name(issuer) if issuer is not None else None


def called(name: str, towns: Iterable[Town]) -> list[Town]:
    """The towns of a name: just so, else those whose names end so; 青岭镇 is also what 沙河县青岭镇 is
    called, if it is the only one, and so is 青岭."""
    known, wanted = [*towns], town_name(name)
    exact = [one for one in known if one.name == wanted]
    return exact or [one for one in known if ends_so(one, wanted)]


def ends_so(town: Town, name: str) -> bool:
    """Whether a town's name ends so, with or without the kind of place that it is."""
    bare = _KIND.sub("", town.name)
    return len(name) >= _SHORTEST and (town.name.endswith(name) or bare.endswith(name))


def meant(name: str, towns: Iterable[Town]) -> list[Town]:
    """The towns that somebody means by a name: those called so, else those whose names hold it."""
    known, wanted = [*towns], town_name(name)
    return called(name, known) or [one for one in known if wanted and wanted in one.name]
