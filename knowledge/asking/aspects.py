"""What a question asks of a matter – who, when, how much, why, how far – and how a notice states it."""

import re
from enum import StrEnum
from functools import cache, lru_cache

from knowledge.data import data_file


class Aspect(StrEnum):
    """The more telling of two in one question comes first here."""

    HOW_MUCH = "how_much"
    WHO = "who"
    WHEN = "when"
    WHY = "why"
    WHOLE = "whole"
    HOW = "how"
    STANDING = "standing"


_Pattern = re.Pattern[str]
MAY_BE_UNSTATED = (Aspect.WHO, Aspect.WHEN, Aspect.HOW_MUCH)
_BEHIND_HOW_MANY = re.compile(r"(?:多少|几)([一-鿿]{1,3})")
_BEHIND_A_NUMBER = re.compile(r"[\d两二三四五六七八九十百千万]\s*[余多]?\s*(?=(.{1,3}))")
_HOW_OFTEN = re.compile(r"(?:多久|几天|几个?月|多少天|多长时间).{0,4}[一1][次回趟]|多久.{1,2}一|频率|几次")
_IN_CHARGE = re.compile(
    r"负责|管|牵头|责任|领导|部门|单位|科室|主抓|包保|[抓盯归找]|^(?:那|是|到底|究竟)*谁(?:啊|呀|呢|嘛|来的?)*$"
)
_HOW_LONG = re.compile(r"多久|多长|小时|分钟")
_PUNISHED = re.compile(r"处[分罚理]|约谈|批评|追责|问责|警告|抓|罚|撤|免职|开除|挨|判|坐牢")


@lru_cache(maxsize=64)  # asked by turns of a question, of what it leans on, and of parts of it
def aspect_of(normal: str) -> Aspect | None:
    """What a normalised question asks for, if it says so."""
    return next((aspect for aspect in Aspect if _asked()[aspect].search(normal)), None)


def asks_outright(normal: str) -> bool:
    """Whether a question that names a matter wants to know just who, when or how much."""
    return asks_of_a_matter(normal) or _asked()["outright"].search(normal) is not None


def asks_of_a_matter(normal: str) -> bool:
    """Whether a question asks who is in charge of something, when it is done, what was spent on it."""
    return _asked()["of_a_matter"].search(normal) is not None


def asking_words(normal: str) -> tuple[str, ...]:
    """The words in which a question asks who, when or how much: 多少钱, 几点."""
    aspect = aspect_of(normal)
    if aspect not in MAY_BE_UNSTATED:
        return ()
    ways = (_asked()[aspect], *(asks for _, asks in _counted()))
    return tuple(match[0] for way in ways for match in way.finditer(normal))


def without_aspects(normal: str) -> str:
    """The question without the phrases that ask for an aspect."""
    for aspect in Aspect:
        normal = _asked()[aspect].sub(" ", normal)
    return normal


def is_of_a_deed(aspect: Aspect, normal: str) -> bool:
    """Whether it asks who did something, which any sentence may say, and not who is in charge."""
    return aspect is Aspect.WHO and _IN_CHARGE.search(normal) is None


def says(aspect: Aspect, normal: str) -> _Pattern:
    """How a notice states the aspect, in the way it is asked for."""
    if aspect is Aspect.HOW_MUCH:
        return _stating(next((kind for kind, asks in _counted() if asks.search(normal)), "figures"))
    if aspect is Aspect.WHO:
        if _PUNISHED.search(normal):
            return _stating("punished")
        return _stating("who", "who_did") if is_of_a_deed(aspect, normal) else _stating("who")
    if _HOW_OFTEN.search(normal):
        return _stating("how_often")
    return _stating("when", "how_long") if _HOW_LONG.search(normal) else _stating("when")


def counted_so(normal: str) -> str | None:
    """What follows 几 and 多少: the measure, and what is counted."""
    match = _BEHIND_HOW_MANY.search(normal)
    return match[1] if match else None


def counts(text: str, counted: str) -> int:
    """How much of the measure and what is counted follows a number in a normalised text: 个村 in 25个村."""
    followed = tuple(match[1] for match in _BEHIND_A_NUMBER.finditer(text))
    sizes = range(len(counted), 0, -1)
    return next((size for size in sizes if any(one.startswith(counted[:size]) for one in followed)), 0)


@cache
def _stating(*kinds: str) -> _Pattern:
    return re.compile("|".join(_statements()[kind].pattern for kind in kinds))


@cache
def _statements() -> dict[str, _Pattern]:
    return dict(_rows("stated.tsv"))


@cache
def _asked() -> dict[str, _Pattern]:
    return dict(_rows("aspects.tsv"))


@cache
def _counted() -> list[tuple[str, _Pattern]]:
    """What is counted, by how it is asked for; the first that fits."""
    return _rows("counted.tsv")


def _rows(name: str) -> list[tuple[str, _Pattern]]:
    """A kind and its regular expressions on each line."""
    lines = (line.partition("\t") for line in data_file(name).splitlines() if not line.startswith("#"))
    return [(kind, re.compile("|".join(f"(?:{one})" for one in forms.split()))) for kind, _, forms in lines]
