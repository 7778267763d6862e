"""Questions about the notice as a whole, recognised by what they are made of, slips of the pen included.

A softmax over characters, pairs of characters and sounds, fitted by ``python -m tests.bench.fit`` from the
examples in knowledge/data/intents.tsv and the labelled questions.
"""

import json
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge.asking.ranking import softmax
from knowledge.data import data_file
from knowledge.language.sounds import in_syllables, sounds
from knowledge.language.tokens import Tokenizer, characters, pairs
from knowledge.model import Intent, Status
from knowledge.text import normalise

# In nats of tokens.rarity: what a question names beyond such questions is one uncommon word at most.
_NAMES_NOTHING = 14.0
_CERTAIN_FROM = 0.6
_MOST_UNKNOWN = 5
# 哪些没做完啊啊啊!!!
_CALLED_OUT = re.compile(r"[啊呀哦嗯吧嘛哈呗啦哟欸!！?？。.,，~\s]+$")
_NONE = "none"
UNKNOWN = "?"
"""The form that stands for each character which no such question is made of."""

_UNFINISHED = re.compile(r"没|未|还剩|还有|剩下|\bnot\b|\bun(?!der)|\bopen\b")
_UNDER_WAY = re.compile(r"在改|正在|在整改|在办")
_FINISHED = re.compile(r"完成|改完|改好|办结|销号|解决|finish|complet")
_LASTING = re.compile(r"长期(?:坚持|整改|抓)|要长|长抓")
# A rate, and who asks for both kinds, want to see all.
_RATE = re.compile(r"率|比例|百分之|\brate\b")
_DONE_TOO = re.compile(r"(?:已经?|都)(?:整改)?(?:完成|改完|改好|办结)")
_UNSAID = re.compile(r"未说明|没说|没写")


@dataclass(frozen=True, slots=True)
class _Model:
    """Weights of each form for each of the ``intents``; the first is none of them."""

    intents: tuple[Intent | None, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]

    def chances(self, found: Iterable[str]) -> list[float]:
        columns = zip(self.bias, *map(self.weights.__getitem__, found), strict=True)
        return softmax([*map(sum, columns)])


@cache
def _model() -> _Model:
    table = json.loads(data_file("intents.json"))
    intents = (None, *(Intent(name) for name in table["intents"]))
    weights = {form: tuple(row) for form, row in table["weights"].items()}
    return _Model(intents, tuple(table["bias"]), weights)


def forms(normal: str) -> set[str]:
    """Characters, pairs, Latin words and sounds: a slip of the pen spoils some of them only."""
    text = _CALLED_OUT.sub("", normal)
    return {*characters(text), *pairs(text), *map(in_syllables, sounds(text))}


def known_forms(normal: str, known: Set[str]) -> list[str]:
    """The forms of a text that are known, and UNKNOWN for each character that is not, up to a number."""
    found = forms(normal)
    held = found & known
    unknown = sum(character not in held for character in characters(_CALLED_OUT.sub("", normal)))
    return [*sorted(held), *[UNKNOWN] * min(unknown, _MOST_UNKNOWN)]


def examples() -> Iterator[tuple[str, Intent | None]]:
    """The examples, normalised, each with its intent, None of those that have none."""
    for line in data_file("intents.tsv").splitlines():
        if not line.startswith("#"):
            name, *texts = line.split("\t")
            yield from ((normalise(text), None if name == _NONE else Intent(name)) for text in texts)


@cache
def _known() -> dict[str, Intent | None]:
    return {_CALLED_OUT.sub("", text): intent for text, intent in examples()}


def recognise(normal: str, tokenizer: Tokenizer) -> Intent | None:
    """The intent of a normalised question; None where it is none for certain, or names a matter besides."""
    model, said = _model(), _CALLED_OUT.sub("", normal)
    if said in _known():
        return _known()[said]
    if _beyond(normal, tokenizer) > _NAMES_NOTHING:
        return None
    chances = model.chances(known_forms(normal, model.weights.keys()))
    best = max(range(len(chances)), key=chances.__getitem__)
    return model.intents[best] if chances[best] >= _CERTAIN_FROM else None


def _beyond(normal: str, tokenizer: Tokenizer) -> float:
    """What a question tells, in nats, that no question about a notice as a whole is made of."""
    words = {word for word in tokenizer.cut(normal) if not _is_of_such(word)}
    return sum(tokenizer.rarity(word) for word in words if tokenizer.is_telling(word))


@lru_cache(maxsize=4096)
def _is_of_such(word: str) -> bool:
    """Whether such questions are made of a word, or of parts of it; a single character says too little."""
    known = _model().weights
    return len(word) < 2 or any(form in known for form in (word, *pairs(word)))


def statuses_asked_for(normal: str) -> frozenset[Status]:
    """Which statuses a question for the list of statuses means; all of them where it names none."""
    if _LASTING.search(normal):
        return frozenset({Status.LONG_TERM})
    if _UNSAID.search(normal):
        return frozenset({Status.NOT_STATED})
    if _UNDER_WAY.search(normal):
        return frozenset({Status.IN_PROGRESS})
    if _RATE.search(normal) or (_DONE_TOO.search(normal) and _UNFINISHED.search(normal)):
        return frozenset(Status)
    if _UNFINISHED.search(normal):
        return frozenset({Status.IN_PROGRESS, Status.LONG_TERM, Status.NOT_STATED})
    if _FINISHED.search(normal) and re.search(r"哪|几|多少|which|how many", normal):
        return frozenset({Status.COMPLETED, Status.CLOSED})
    return frozenset(Status)
