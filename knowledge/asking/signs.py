"""What tells whether a question is about any finding at all, and not about something else."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from knowledge.asking.aspects import MAY_BE_UNSTATED, asking_words, aspect_of
from knowledge.asking.candidates import Candidate
from knowledge.asking.presence import FOUND, presence_in
from knowledge.asking.query import Query, Unit
from knowledge.asking.stating import clauses_that_state, states
from knowledge.data import data_file
from knowledge.index.index import Index
from knowledge.language.tokens import words_of_any_question

_HOW_MUCH = re.compile(r"[几一两多每半]{1,2}[天次回亩户个月年起点分秒家条名位人度遍趟笔间层块成]*钟?")
# When it will be put right, people ask of whatever is not yet, be it stated or not.
_WHEN_PUT_RIGHT = re.compile(
    r"(?:什么时候|啥时候|何时|几时|多咱|哪天|几月|多会儿).{0,4}"
    r"(?:[改修弄办搞整建]好|完工|竣工|完成|解决|整改|落实|到位)"
)
# From so much on the value that is asked for is taken to be told of what the question names.
_NEAR = 0.8
_OF_NAMES = ("alias_words", "alias_pairs")


def signs(
    query: Query,
    index: Index,
    best: Candidate,
    held: Sequence[float],
    ranking: Mapping[str, float],
    phrasing: float,
) -> dict[str, float]:
    """The signs, of the likeliest finding: above all, whether what is rare in the question is there.
    ``held`` is what each of its passages holds of the question, ``ranking`` weighs its features, ``phrasing``
    is the question's."""
    stated = _stated(query, best, held)
    # 多少钱 is there where a price is.
    answered = asking_words(query.text) if stated["asks"] and stated["stated_near"] >= _NEAR else ()
    pairs = _that_count(query, best, index, answered)
    missing = [unit.weight for unit, there in pairs if there < FOUND]
    features = best.features
    points = {name: weight * features[name] for name, weight in ranking.items()}
    # Names are many, and of few words: what they speak for is less sure than what the notice itself says.
    called = sum(points[name] for name in _OF_NAMES)
    return {
        "told": sum(unit.weight for unit, _ in pairs),
        "found": sum(unit.weight * there for unit, there in pairs),
        "found_of_each": sum(there for _, there in pairs) / len(pairs) if pairs else 0.0,
        "found_together": max(held),
        "first": features["words"] + features["pairs"],
        "evidence": sum(points.values()) - called,
        "called": called,
        "missing": sum(missing),
        "rarest_missing": max(missing, default=0.0),
        "length": float(len(query.core)),
        "phrasing": phrasing,
        "title": features["title"],
        **stated,
        "elsewhere": float(asks_elsewhere(query.text, best.entry.forms.normal)),
    }


def _stated(query: Query, best: Candidate, held: Sequence[float]) -> dict[str, float]:
    """Whether a question asks who, when or how much, and what the passages hold of it that say so, beside
    what any passage does: of a bus whose hours are told, its fare may not be."""
    normal, most = query.text, max(held)
    if aspect_of(normal) not in MAY_BE_UNSTATED or _WHEN_PUT_RIGHT.search(normal):
        return {"asks": 0.0, "stated": 1.0, "stated_with": most, "stated_near": 1.0}
    stating = [its for its, one in zip(held, best.entry.passages, strict=True) if states(normal, one)]
    stated = max(stating, default=0.0)
    near = _stated_near(query, best) if stating else 0.0
    return {
        "asks": 1.0, "stated": stated / most if most else 0.0, "stated_with": stated, "stated_near": near
    }  # fmt: skip


def _stated_near(query: Query, best: Candidate) -> float:
    """Of what the question names and the finding holds, by weight, the share that stands in one clause that
    says what is asked, or in the title, which every clause is about: a rent beside the charging points is
    not what it costs to charge."""
    found = [unit for unit, there in zip(query.units, best.presences, strict=True) if there >= FOUND]
    titled = [(unit, presence_in(unit, best.entry.heading)) for unit in found]
    near = (
        sum(unit.weight * (1.0 if unit.word in clause else in_title) for unit, in_title in titled)
        for passage in best.entry.passages
        for clause in clauses_that_state(query.text, passage)
    )
    return max(near, default=0.0) / (sum(unit.weight for unit in found) or 1.0)


def _that_count(
    query: Query, best: Candidate, index: Index, answered: Sequence[str]
) -> list[tuple[Unit, float]]:
    """The units with their presence, without the missing ones that any question may hold, that name whom
    the notice is about or ask for what is ``answered``, and, beside others that are found, English words
    unknown to the thesaurus."""
    pairs = list(zip(query.units, best.presences, strict=True))
    any_found = any(there >= FOUND for _, there in pairs)
    return [
        (unit, there)
        for unit, there in pairs
        if there >= FOUND
        or not (
            unit.word in words_of_any_question()
            or unit.word in index.notices.own_name(best.entry.notice_id)
            or _HOW_MUCH.fullmatch(unit.word)
            or any(unit.word in phrase for phrase in answered)
            or (any_found and unit.word.isascii() and not unit.groups and unit.number is None)
        )
    ]


@cache
def _elsewhere() -> re.Pattern[str]:
    lines = data_file("elsewhere.txt").splitlines()
    return re.compile("|".join(f"(?:{line})" for line in lines if line and not line.startswith("#")))


def asks_elsewhere(question: str, finding: str) -> bool:
    """Whether a normalised question asks in the way of something no notice tells, in words that the
    finding does not hold itself."""
    return any(match[0] not in finding for match in _elsewhere().finditer(question))
