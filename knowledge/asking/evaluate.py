"""A labelled question set against an index → rates by kind of question."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from knowledge.asking.answers import KINDS, Answer, Choices, Overview, answer
from knowledge.asking.index import Index


@dataclass(slots=True)
class Rates:
    """Counts for one kind of question. ``first`` and ``offered`` count right findings at rank 1 and within
    the first three codes of the reply, ``focused`` those whose focus holds the labelled part."""

    asked: int = 0
    answered: int = 0
    choices: int = 0
    refused: int = 0
    first: int = 0
    offered: int = 0
    right_intent: int = 0
    labelled_focus: int = 0
    focused: int = 0


def evaluate(labelled: Iterable[dict[str, Any]], index: Index) -> dict[str, Rates]:
    """Rates by kind, in the order the kinds appear; every line is asked as a first question.

    Raises KeyError for a line without ``q``.
    """
    rates: dict[str, Rates] = {}
    for line in labelled:
        _count(rates.setdefault(line.get("kind") or "-", Rates()), line, index)
    return rates


def _count(rates: Rates, line: dict[str, Any], index: Index) -> None:
    reply = answer(line["q"], index)
    right = set(line.get("codes") or ())
    rates.asked += 1
    rates.answered += KINDS[type(reply)] == "answer"
    rates.choices += KINDS[type(reply)] == "choices"
    rates.refused += KINDS[type(reply)] == "not_found"
    if isinstance(reply, Overview):
        rates.right_intent += reply.intent in {line.get("intent"), *(line.get("intent_alt") or ())}
    if isinstance(reply, Answer | Choices):
        rates.first += reply.codes[0] in right
        rates.offered += bool(right & set(reply.codes[:3]))
    if isinstance(reply, Answer) and line.get("measure"):
        wanted = [line["measure"], *(line.get("measure_alt") or ())]
        rates.labelled_focus += 1
        rates.focused += any(_squeezed(part) in _squeezed(reply.focus) for part in wanted)


def _squeezed(text: str) -> str:
    return "".join(text.split())
