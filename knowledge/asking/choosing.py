"""Which passage of a finding answers a question about it best: a softmax over what speaks for each.

Fitted by ``python -m tests.bench.fit_followups`` to labelled follow-ups and kept in
knowledge/data/followups.json.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from operator import mul
from typing import NamedTuple, Self

from rapidfuzz import fuzz

from knowledge.asking.aspects import Aspect, aspect_of, counted_so, counts
from knowledge.asking.presence import FOUND, held_by_passages, in_passages
from knowledge.asking.query import Query
from knowledge.asking.ranking import softmax
from knowledge.asking.stating import CLOCK, HOURS, SPAN, SPANS, states
from knowledge.data import data_file
from knowledge.index.entries import Entry, Part, Passage

_ASKS_WHAT_IS_OPEN = re.compile(r"[没未还不剩差]|另")
_OPEN = re.compile(r"尚未|仍|暂|未|正在|剩余|其余|另有|还有|待|拟|计划|将")
_CAUSE = re.compile(r"因(?!此|素|地)|由于|导致|致使|原因|受.{2,8}影响|难以")
_DONE = re.compile(r"已|完成|全部|完毕")
# A reply begins with what was wrong, where the problem's own line is short, before it says what was done, is
# left, or is planned.
_CAME_OF_IT = re.compile(
    r"已|完成|全部|现[按凭由在]|目前|改[为由]|[制修]定|建[立成]|推行|实[行施]|投入|追[回缴]|[清缴]退|退还"
    r"|补发|处分|给予|预计|计划|其余|尚|责令|督促|起|每"
)
_OUTCOME = re.compile(
    r"了(?:没|吗|么|不)|没有?$|[吗么]$|咋样|怎么样|处理|进展|结果|现在|到底|咋[办整弄]|怎么[办弄]|管不管"
    r"|有没有|是不是"
)
_FAULT = re.compile(
    r"巡察(?:时|发现|指出)|此前|原[先来有]|以往|过去|曾|不(?:足|够|严|到位|规范|及时|力|实|清)|拖欠|违规|擅自"
    r"|发现|长期|仍|[一-鿿]{2}(?:难|乱|差|少)"
)
_PUNISHED = re.compile(r"处[分罚理]|受|罚|撤|抓|判|下场|怎么样|咋样|怎样")
PUNISHING = re.compile(
    r"处分|警告|诫勉|约谈|批评|检查|检讨|免职|免去|撤|开除|辞退|停职|立案|调离|判|拘留|解除|移送|刑事"
)
_PERSON = re.compile(r"谁|姓|名|书记|主任|局长|院长|校长|站长|会计|干部|人呢")
_NAMED = re.compile(r"[一-鿿]某|书记|主任|局长|院长|校长|站长|会计")
_MONEY, _AMOUNTS = re.compile(r"钱|元|款|资金"), re.compile(r"\d\s*(?:余)?[万亿]?元")
# What is asked, and what a passage then says.
_KINDS = {
    "outcome": (_OUTCOME, _CAME_OF_IT),
    "open": (_ASKS_WHAT_IS_OPEN, _OPEN),
    "clock": (CLOCK, HOURS),
    "span": (SPAN, SPANS),
    "punished": (_PUNISHED, PUNISHING),
    "person": (_PERSON, _NAMED),
    "money": (_MONEY, _AMOUNTS),
}
# In nats, as a unit's weight.
_MOST_HELD = 30.0


class _Asked(NamedTuple):
    """What a normalised question asks for; ``kinds`` are some of _KINDS."""

    normal: str
    aspect: Aspect | None
    counted: str | None
    kinds: frozenset[str]

    @classmethod
    def in_question(cls, normal: str) -> Self:
        kinds = frozenset(name for name, (asked, _) in _KINDS.items() if asked.search(normal))
        return cls(normal, aspect_of(normal), counted_so(normal), kinds)


@cache
def _weights() -> Mapping[str, float]:
    table: Mapping[str, Mapping[str, float]] = json.loads(data_file("followups.json"))
    return table["passage"]


def ranked(query: Query, entry: Entry) -> list[tuple[Passage, float]]:
    """The passages, likeliest first, each with the probability that it answers best."""
    of_each = features(query, entry)
    weights = [_weights().get(name, 0.0) for name in of_each[0]]
    scores = [sum(map(mul, weights, its.values())) for its in of_each]
    pairs = zip(entry.passages, softmax(scores), strict=True)
    return sorted(pairs, key=lambda pair: -pair[1])


def features(query: Query, entry: Entry) -> list[dict[str, float]]:
    """What speaks for each passage."""
    quoted = entry.finding.status_quote
    there = in_passages(query, entry)
    held, own = (held_by_passages(query, entry, its) for its in (there, [*map(_apart, there)]))
    most = max(held, default=0.0)
    asked = _Asked.in_question(query.text)
    first_reply = next((one for one in entry.passages if one.part is Part.RECTIFICATION), None)
    return [
        {
            "held": min(its, _MOST_HELD) / 10,
            "own": min(alone, _MOST_HELD) / 10,
            "holds_most": float(0 < its == most),
            "pairs": query.pairs_in(one.forms),
            "alike": fuzz.partial_ratio(query.core, one.forms.normal) / 100 if query.core else 0.0,
            "reply": float(one.part is Part.RECTIFICATION),
            "first_reply": float(one is first_reply),
            "status": float(bool(quoted) and (one.text in (quoted or "") or (quoted or "") in one.text)),
            "before": min(earlier, _MOST_HELD) / 10,
            "number": float(
                any(unit.number.fits_any(one.forms.numbers) for unit in query.units if unit.number)
            ),
            **_of_itself(one),
            **_of_kind(asked, one),
        }
        for one, its, alone, earlier in zip(
            entry.passages, held, own, _before(entry.passages, held), strict=True
        )
    ]


def _before(passages: Sequence[Passage], held: Sequence[float]) -> list[float]:
    """What an earlier passage of the same part holds, the most of them: what comes next is of it."""
    most = dict.fromkeys(Part, 0.0)
    found = []
    for one, its in zip(passages, held, strict=True):
        found.append(most[one.part])
        most[one.part] = max(its, most[one.part])
    return found


@lru_cache(maxsize=4096)
def _of_itself(passage: Passage) -> Mapping[str, float]:
    """What is so whatever is asked."""
    return {
        "title": float(passage.text.startswith("关于")),
        "length": math.log(len(passage.text)),
        "came_of_it": float(_CAME_OF_IT.search(passage.forms.normal) is not None),
        "fault": float(_FAULT.search(passage.forms.normal) is not None),
    }


def _of_kind(asked: _Asked, passage: Passage) -> dict[str, float]:
    """Whether the passage says what the question asks for, in kind."""
    text, aspect = passage.forms.normal, asked.aspect
    return {
        "states": float(states(asked.normal, passage)),
        "counts": float(counts(text, asked.counted)) if asked.counted else 0.0,
        "figures": float(aspect is Aspect.HOW_MUCH and bool(passage.forms.numbers)),
        "cause": float(aspect is Aspect.WHY and _CAUSE.search(text) is not None),
        "standing": float(
            aspect is Aspect.STANDING and (_DONE.search(text) or _OPEN.search(text)) is not None
        ),
        "of_reply": float(aspect is not Aspect.WHY and passage.part is Part.RECTIFICATION),
        **{
            name: float(name in asked.kinds and said.search(text) is not None)
            for name, (_, said) in _KINDS.items()
        },
    }


def _apart(row: Sequence[float]) -> list[float]:
    """What several passages hold counts for each of them by so much less."""
    sharing = sum(presence >= FOUND for presence in row) or 1
    return [presence / sharing for presence in row]
