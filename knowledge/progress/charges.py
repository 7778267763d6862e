"""Whose a finding is to be, as people write it: 环保办 张三, 给水利站，张三负责."""

import re
from collections.abc import Collection
from dataclasses import dataclass

_EDGE = " \t\n\u3000。.!！，,;；:："
# 给环保办; but 给水站 and 给排水公司 are offices, 给水利站 is none.
_TO = re.compile(r"^(?:给(?!排水|水(?:[站所厂管]|公司))|[到由让])\s*")
_DOES = re.compile(r"(?:来|去)?(?:牵头|负责|承办|办理|处理|落实|整改|完成)+$")
_IS_OWNER = re.compile(r"^责任人[\s:：是为]*")
# 环保办和水利站 are two, 住房和城乡建设局 is one.
_BETWEEN = re.compile(r"[\s，,、；;:：（(）)]+|的|(?<=..[办站所局])[和与及](?=.{2,}[办站所局])")
_OFFICE = re.compile(r".{2,}(?:[办站所局室委院科]|中心|公司|大队|支队|支部|政府|街道)$")
# 月底前 and 12.31 are deadlines, which have their own command, 一直没有进展 is no name; but 刘向前 is one.
_NO_NAME = re.compile(r"\d|[年月周季度][底末]$|[年月日天周号底末节][之以]?[前内]$|尽快|抓紧|马上|没|一直")
_IS_CALLED_SO = re.compile(r".+(?:[办站所局室委院科组队部会村镇乡]|中心|公司|政府|街道|社区|学校)$")
_NAMED = re.compile(r"[^\W\d_]{2}")
_ASKED = re.compile(r"谁|哪|什么|啥|还是|是[不否]|不是")


@dataclass(frozen=True, slots=True)
class Charge:
    """The unit, and who of it."""

    unit: str
    owner: str | None = None


def read_charge(text: str, known: Collection[str] = ()) -> Charge | None:
    """None for what names no unit, or several: 环保办、水利站. One of those that are ``known`` is taken as it
    stands, whatever it looks like."""
    plain = text.strip(_EDGE)
    if plain in known:
        return Charge(plain)
    if not any(plain.startswith(one) for one in known):
        plain = _TO.sub("", plain)
    unit, *others = _parts(plain) or [""]
    if any(map(_OFFICE.fullmatch, others)):
        return Charge(plain) if plain.endswith((")", "）")) else None
    if any(map(_NO_NAME.search, others)):
        return None
    is_unit = unit in known or (_NAMED.search(unit) and not _ASKED.search(unit))
    return Charge(unit, " ".join(others) or None) if is_unit else None


def names_office(text: str) -> bool:
    """Whether what is named is called as offices are: 派出所, but not 第三方运营."""
    charge = read_charge(text)
    return charge is not None and _IS_CALLED_SO.fullmatch(charge.unit) is not None


def _parts(text: str) -> list[str]:
    """What is named one after another, without what it is to do."""
    bare = (_IS_OWNER.sub("", _DOES.sub("", one)) for one in _BETWEEN.split(text))
    return [one for one in bare if one]
