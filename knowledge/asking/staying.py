"""Whether a question with words of its own is still about the one finding that was shown before it.

A logistic model over what the question asks, what of its words the finding holds and lacks, and what its own
search found; fitted by ``python -m tests.bench.fit_followups`` and kept in knowledge/data/followups.json.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.asking.aspects import MAY_BE_UNSTATED, Aspect, aspect_of
from knowledge.asking.ellipsis import asks, is_of_the_whole, words_of_the_whole
from knowledge.asking.presence import FOUND, presence
from knowledge.asking.query import Unit
from knowledge.asking.signs import asks_elsewhere
from knowledge.asking.telling import counts_so, is_said
from knowledge.data import data_file
from knowledge.index.entries import Entry
from knowledge.index.sources import Key
from knowledge.language.tokens import words_of_any_question
from knowledge.model import ReplyKind
from knowledge.text import normalise

# In nats, as Tokenizer.rarity: what the words tell that name a matter by themselves.
NAMES_A_MATTER = 11.5
# Holding less than so many nats more tells nothing.
_ALIKE = 1.0
# From this probability on, half of what an answer needs, what got none may have been about the finding shown.
_MAY_STAY = 0.25
# More than so many nats tell no more.
_ENOUGH = 30.0
_OF_FIGURES = (Aspect.HOW_MUCH, Aspect.WHEN)
_POINTS = re.compile(r"[那这他她它其]|剩|另|原来|当初|以后|现在|如今|还|里[头面]|都|总共|一共")
_OF_EITHER = re.compile(r"[多几]|周几|星期|礼拜")
_TURNS = re.compile(r"呢[?吧啊]*$")
_KIN = "老婆|媳妇|老公|丈夫|爱人|儿子|闺女|女儿|孩子|对象|爹|爸|妈|小三|家里"
_OFFICE = "书记|[区市镇乡县局院校站所处科村]长|主任|经理|会计|老板|领导"
_PRIVATE = re.compile(
    rf"(?:{_KIN})[^,。?]{{0,6}}(?:结婚|离婚|叫|多大|几岁|住|上班|工作|考上|读书|上学|干啥|干什么|是谁|电话|几口|几套)"
    rf"|(?:{_OFFICE})[^,。?]{{0,5}}(?:哪里人|哪儿人|多大|岁数|年纪|几岁|属什么|属啥|住哪|住在|家在|结婚|离婚|学历|长啥样|手机)"
)
_OF_ONESELF = re.compile(r"[我俺]|你(?!们)|孩子|老婆|儿子|媳妇")


@dataclass(frozen=True, slots=True)
class Found:
    """What a question's own search found: the kind of reply, the findings of it, likeliest first, and how
    likely each finding that was looked at is by itself."""

    kind: ReplyKind
    entries: Sequence[Entry]
    chances: Mapping[Key, float]


@dataclass(frozen=True, slots=True)
class _Model:
    bias: float
    weights: Mapping[str, float]
    stays_from: float


# Who tells something and asks nothing: 停电了.
_TOLD = re.compile(r"[^吗么没呢吧?怎咋啥哪谁几多不]+了[啊呀]?")


@cache
def _model() -> _Model:
    return _Model(**json.loads(data_file("followups.json"))["staying"])


def stays(normal: str, entry: Entry, own: Sequence[Unit], found: Found) -> bool:
    """Whether a normalised question is likely about the finding that was shown; never, where it asks for what
    concerns nobody else, or for what the notice as a whole tells and the finding does not."""
    if is_private(normal) or is_of_notice(normal, entry):
        return False
    return likelihood(features(normal, entry, own, found)) >= _model().stays_from


def may_stay(normal: str, entry: Entry, own: Sequence[Unit], found: Found) -> bool:
    """Whether a question that got no answer may have been about the finding: then that is still talked of."""
    return is_private(normal) or likelihood(features(normal, entry, own, found)) >= _MAY_STAY


def is_private(normal: str) -> bool:
    """Whether a normalised question asks about somebody's life."""
    return _PRIVATE.search(normal) is not None


def is_of_notice(normal: str, entry: Entry) -> bool:
    """Whether it asks in words for the notice as a whole that the finding does not hold; how many, and which
    day, may be asked of the finding, too."""
    words = [word for word in words_of_the_whole(normal) if not _OF_EITHER.match(word)]
    return any(word not in entry.forms.normal for word in words)


def is_another(entry: Entry, own: Sequence[Unit], found: Found) -> bool:
    """Whether a question names outright what another finding is about: all that it names stands in the title
    of the one that its own search surely found, and the one shown holds none of it."""
    is_named = sum(unit.weight for unit in own if len(unit.word) > 1) >= NAMES_A_MATTER
    if not is_named or found.kind is not ReplyKind.ANSWER or entry in found.entries:
        return False
    title = normalise(found.entries[0].finding.title)
    return all(unit.word in title and presence(unit, entry) < FOUND for unit in own)


def likelihood(its: Mapping[str, float]) -> float:
    """The probability that the question is about the finding."""
    model = _model()
    score = model.bias + sum(model.weights[name] * value for name, value in its.items())
    return 1 / (1 + math.exp(-score))


def features(normal: str, entry: Entry, own: Sequence[Unit], found: Found) -> dict[str, float]:
    """What speaks for the finding shown and against it; ``own`` is what the question names."""
    is_common = all(unit.word in words_of_any_question() for unit in own)
    return {
        **_of_question(normal, entry, is_common),
        **_of_words(normal, entry, own),
        **_of_search(entry, own, found),
    }


def heaviest(entries: Sequence[Entry], own: Sequence[Unit]) -> list[Entry]:
    """Those that hold most of what the question names."""
    held = [_held(one, own) for one in entries]
    return [one for one, its in zip(entries, held, strict=True) if its >= max(held) - _ALIKE]


def _of_question(normal: str, entry: Entry, is_common: bool) -> dict[str, float]:
    aspect = aspect_of(normal)
    says = aspect in MAY_BE_UNSTATED and is_said(aspect, normal, entry)
    elsewhere = asks_elsewhere(normal, entry.forms.normal)
    return {
        **{f"asks_{one}": float(aspect is one) for one in Aspect},
        "asks": float(asks(normal)),
        "says": float(says),
        "counts": float(counts_so(normal, entry)) if aspect is Aspect.HOW_MUCH else 0.0,
        "elsewhere_asked": float(elsewhere and aspect in _OF_FIGURES),
        "elsewhere_unsaid": float(elsewhere and not says),
        "elsewhere": float(elsewhere and aspect not in _OF_FIGURES),
        "of_the_whole": float(is_of_the_whole(normal)),
        "points": float(_POINTS.search(normal) is not None),
        "turns": float(_TURNS.search(normal) is not None),
        "common": float(is_common),
        "of_oneself": float(_OF_ONESELF.search(normal) is not None),
        "length": min(len(normal), 20) / 10,
    }


def _of_words(normal: str, entry: Entry, own: Sequence[Unit]) -> dict[str, float]:
    there = [presence(unit, entry) for unit in own]
    missing = [unit.weight for unit, held in zip(own, there, strict=True) if held < FOUND]
    held = _held(entry, own)
    named = sum(unit.weight for unit in own)
    return {
        "held": min(held, _ENOUGH) / 10,
        "share": held / named if named else 0.5,
        "all_there": float(not missing),
        "missing": min(sum(missing), _ENOUGH) / 10,
        "rarest_missing": max(missing, default=0.0) / 10,
        "lone_missing": sum(len(u.word) == 1 for u, h in zip(own, there, strict=True) if h < FOUND) / 2,
        "turns_unheld": float(bool(own) and held < named / 2 and _TURNS.search(normal) is not None),
        "names_nothing": float(not own),
        "turns_missing": float(bool(missing) and _TURNS.search(normal) is not None),
        "topic_missing": float(bool(missing) and not asks(normal)),
        "told_missing": float(bool(missing) and _TOLD.fullmatch(normal) is not None),
        "many_missing": float(len(missing) > 1),
    }


def _of_search(entry: Entry, own: Sequence[Unit], found: Found) -> dict[str, float]:
    keys = [one.key for one in found.entries]
    is_among = entry.key in keys
    rival = max((_held(one, own) for one in found.entries if one.key != entry.key), default=0.0)
    ahead = max(rival - _held(entry, own), -10.0)
    return {
        "unfound": float(found.kind is ReplyKind.NOT_FOUND),
        "overview": float(found.kind is ReplyKind.OVERVIEW),
        "sure_of_it": float(found.kind is ReplyKind.ANSWER and is_among),
        "sure_of_another": float(found.kind is ReplyKind.ANSWER and not is_among),
        "offers_it": float(found.kind is ReplyKind.CHOICES and is_among),
        "offers_others": float(found.kind is ReplyKind.CHOICES and not is_among),
        "chance": found.chances.get(entry.key, 0.0),
        "chance_of_another": max(
            (its for key, its in found.chances.items() if key != entry.key), default=0.0
        ),
        "first": float(keys[:1] == [entry.key]),
        "rival": min(ahead, _ENOUGH) / 10,
        "rival_of_sure": min(ahead, _ENOUGH) / 10 if found.kind is ReplyKind.ANSWER and not is_among else 0.0,
    }


def _held(entry: Entry, own: Sequence[Unit]) -> float:
    return sum(unit.weight * presence(unit, entry) for unit in own)
