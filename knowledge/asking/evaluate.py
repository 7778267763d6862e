"""A labelled question set against an index → rates by kind of question."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Any

from knowledge.asking.answers import answer
from knowledge.asking.reply import Answer, Choices, Overview
from knowledge.index.index import Index
from knowledge.model import ReplyKind


@dataclass(slots=True)
class Rates:
    """Counts for one kind of question. ``first`` and ``offered`` count right findings at rank 1 and within
    the first three codes of the reply, ``focused`` those whose focus holds the labelled part."""

    asked: int = 0
    with_codes: int = 0
    answered: int = 0
    choices: int = 0
    refused: int = 0
    first: int = 0
    offered: int = 0
    right_intent: int = 0
    labelled_focus: int = 0
    focused: int = 0

    @property
    def hit1(self) -> str:
        return self._rate(self.first)

    @property
    def hit3(self) -> str:
        return self._rate(self.offered)

    def _rate(self, count: int) -> str:
        return f"{count / self.with_codes:.2f}" if self.with_codes else "–"

    def __add__(self, other: "Rates") -> "Rates":
        return Rates(*(mine + others for mine, others in zip(astuple(self), astuple(other), strict=True)))


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
    rates.with_codes += bool(right)
    rates.answered += reply.kind is ReplyKind.ANSWER
    rates.choices += reply.kind is ReplyKind.CHOICES
    rates.refused += reply.kind is ReplyKind.NOT_FOUND
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
