"""Fits knowledge/data/followups.json to questions asked after a card: python -m tests.bench.fit_followups

Deterministic. Two models: whether a question stays with the card, and which passage of it answers best.
What stays are labelled follow-ups (tests/data/asking/follow-ups.jsonl, to four notices)
and turns of dialogues; what leaves are labelled questions, asked after the card of another finding, and
turns that change the subject.
"""

import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from knowledge.asking.answers import found_first
from knowledge.asking.choosing import features as passage_features
from knowledge.asking.ellipsis import LONGEST, as_heard, is_elliptical, is_of_the_whole
from knowledge.asking.followups import goes_without_saying, own_units, weighed
from knowledge.asking.manner import read_manner
from knowledge.asking.places import names_another_place
from knowledge.asking.query import make_query
from knowledge.asking.staying import features, is_of_notice, is_private
from knowledge.asking.talking import LAPSES
from knowledge.index.index import Index
from knowledge.model import ReplyKind, Talk
from knowledge.text import normalise
from tests.asking import AskedSet, fitting_sets, follow_ups
from tests.bench.dialogues import TUNING, index_over
from tests.bench.fit import named, softmax_weights

_WEIGHTS = Path(__file__).parents[2] / "knowledge" / "data" / "followups.json"
_DIALOGUES = (TUNING, *(TUNING.with_name(f"dialogues-{number}.jsonl") for number in (2, 3)))
FITTED_TO = ("n1", "n2", "n5", "n6")
"""The notices whose follow-ups the model sees."""
# In a conversation, every other question goes on; of nonsense there is no end.
_STAYING_SHARE, _NONSENSE_COUNTS, _C = 0.5, 0.1, 1.0
_A_THING = re.compile(r"[一-鿿]{2,4}")
_BROUGHT_UP = ("{}坏了", "{}了", "{}没人管", "{}太差了", "{}又不行了", "{}怎么办")
# Real changes of subject are few beside questions after a card of chance.
_CHANGE_COUNTS = 5.0
# Of questions that name another matter, so many may be taken for one that goes on.
_STRAYING = 0.015


@dataclass(frozen=True, slots=True)
class Case:
    """A question after a card: what speaks for it going on, whether it does, what it counts, and whether it
    is about another finding."""

    features: dict[str, float]
    stays: bool
    counts: float = 1.0
    of_another: bool = False


def case(
    question: str, index: Index, code: str, stays: bool, counts: float = 1.0, of_another: bool = False
) -> Case | None:
    """The case of a question after a card; None where no model is asked."""
    normal, shown = normalise(question), (index.notices.newest(), code)
    entry = index.entry(*shown)
    if entry is None or _is_decided(normal, index, shown):
        return None
    kind, keys = found_first(normal, index, Talk((shown,)))
    if (
        is_private(normal)
        or is_of_notice(normal, entry)
        or (kind is ReplyKind.OVERVIEW and is_of_the_whole(normal))
    ):
        return None
    its = features(normal, entry, own_units(normal, index), weighed(normal, index, kind, keys))
    return Case(its, stays, counts, of_another)


def _is_decided(normal: str, index: Index, shown: tuple[int, str]) -> bool:
    """Whether words alone decide."""
    heard = as_heard(normal, index.language.tokenizer)
    return (
        len(normal) > LONGEST
        or goes_without_saying(normal, index, [shown])
        or (heard != normal and is_elliptical(heard, index.language.tokenizer))
        or read_manner(normal) is not None
        or names_another_place(normal, index)
    )


def staying(notices: tuple[str, ...]) -> Iterator[Case | None]:
    """The labelled follow-ups to notices."""
    for index, asked in follow_ups(notices):
        for line in asked:
            yield case(line["q"], index, line["shown"], True)


def leaving(sets: list[AskedSet], seed: int = 11) -> Iterator[Case | None]:
    """Labelled questions after the card of another finding; a thing that is named alone also as people put it
    who bring it up."""
    chance = random.Random(seed)
    for index, asked in sets:
        for line in asked:
            if line["kind"] in ("code", "meta"):
                continue
            others = [code for code in index.codes if code not in line["codes"]]
            counts = _NONSENSE_COUNTS if line["kind"] == "nonsense" else 1.0
            yield case(line["q"], index, chance.choice(others), False, counts, bool(line["codes"]))
            if _A_THING.fullmatch(line["q"]):
                brought_up = chance.choice(_BROUGHT_UP).format(line["q"])
                yield case(brought_up, index, chance.choice(others), False, counts)


def in_dialogues(paths: Sequence[Path]) -> Iterator[Case | None]:
    """Turns after one card, as labelled, which go on with it or do not."""
    for dialogue in _lines(paths):
        index, shown = index_over(dialogue["notice"]), None
        for turn in dialogue["turns"]:
            wanted = turn.get("code")
            codes = [wanted] if isinstance(wanted, str) else wanted or []
            if shown and turn.get("gap", 0) < LAPSES.total_seconds() / 60:
                stays = shown in codes
                counts = 1.0 if stays else _CHANGE_COUNTS
                yield case(turn["q"], index, shown, stays, counts, bool(codes) and not stays)
            shown = codes[0] if len(codes) == 1 else None


def _lines(paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def fit(cases: list[Case]) -> dict[str, Any]:
    """The model without its threshold."""
    names = list(cases[0].features)
    rows = np.array([[one.features[name] for name in names] for one in cases])
    right = np.array([one.stays for one in cases])
    counts = np.array([one.counts for one in cases])
    share = counts[right].sum() / counts[~right].sum()
    counts[~right] *= share * (1 - _STAYING_SHARE) / _STAYING_SHARE
    model = LogisticRegression(C=_C, max_iter=5000).fit(rows, right, counts)
    weights = {name: round(float(its), 2) for name, its in zip(names, model.coef_[0], strict=True)}
    return {"bias": round(float(model.intercept_[0]), 2), "weights": weights}


def scores(model: dict[str, Any], cases: list[Case]) -> Any:
    """The probabilities of the cases."""
    linear = [
        model["bias"] + sum(model["weights"][name] * value for name, value in one.features.items())
        for one in cases
    ]
    return 1 / (1 + np.exp(-np.array(linear)))


def training() -> list[Case]:
    """All that tells whether a question stays."""
    every = [*staying(FITTED_TO), *in_dialogues(_DIALOGUES), *leaving(fitting_sets())]
    return [one for one in every if one]


Group = tuple[list[dict[str, float]], Any]


def passages(notices: tuple[str, ...]) -> Iterator[Group | None]:
    """The passages for the labelled follow-ups to notices."""
    for index, asked in follow_ups(notices):
        for line in asked:
            yield _group(line["q"], index, line["shown"], line.get("focus") or ())


def passages_of_questions(sets: Sequence[AskedSet]) -> Iterator[Group | None]:
    """The passages for questions whose answer is labelled."""
    for index, asked in sets:
        for line in asked:
            if line["codes"] and (measure := line.get("measure")):
                yield _group(line["q"], index, line["codes"][0], [measure])


def passages_of_dialogues(paths: Sequence[Path]) -> Iterator[Group | None]:
    """The passages for the turns of dialogues."""
    for dialogue in _lines(paths):
        for turn in dialogue["turns"]:
            if isinstance(turn.get("code"), str):
                yield _group(turn["q"], index_over(dialogue["notice"]), turn["code"], turn.get("focus") or ())


def _group(question: str, index: Index, code: str, focus: Sequence[str]) -> Group | None:
    """What speaks for each passage, and which are right; None where there is no choice to make."""
    entry = index.entry(index.notices.newest(), code)
    if entry is None:
        return None
    texts = [_squeezed(one.text) for one in entry.passages]
    wanted = [*map(_squeezed, focus)]
    right = np.array([any(it in text or text in it for it in wanted) for text in texts], float)
    if not right.any() or right.all():
        return None
    return passage_features(make_query(normalise(question), index), entry), right


def _squeezed(text: str) -> str:
    return "".join(text.split())


def fit_passages(groups: Sequence[Group]) -> dict[str, float]:
    """The weights of what speaks for a passage."""
    names = list(groups[0][0][0])
    rows = [(np.array([[its[n] for n in names] for its in one]), right) for one, right in groups]
    return named(names, softmax_weights(rows, len(names)))


def main() -> None:
    cases = training()
    model = fit(cases)
    straying = scores(model, [one for one in cases if one.of_another])
    model["stays_from"] = round(float(np.quantile(straying, 1 - _STRAYING)), 3)
    asked = passages_of_questions(fitting_sets())
    groups = [one for one in (*passages(FITTED_TO), *passages_of_dialogues(_DIALOGUES), *asked) if one]
    table = {"staying": model, "passage": fit_passages(groups)}
    _WEIGHTS.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(
        f"{len(cases)} cases, stays from {model['stays_from']}; {len(groups)} choices of a passage\n"
    )


if __name__ == "__main__":
    main()
