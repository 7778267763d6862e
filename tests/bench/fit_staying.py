"""Fits knowledge/data/staying.json to questions asked after a card: python -m tests.bench.fit_staying

Deterministic. Those that stay with the card are labelled follow-ups (tests/data/asking/follow-ups.jsonl, the
notices that are fitted to) and turns of dialogues; those that leave it are the labelled questions of
tests/data/asking, asked after the card of another finding, and turns that change the subject.
"""

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from knowledge.asking.answers import found_first
from knowledge.asking.ellipsis import LONGEST, as_heard, is_elliptical, is_of_the_whole
from knowledge.asking.followups import entry_of, own_units
from knowledge.asking.index import Index
from knowledge.asking.manner import read_manner
from knowledge.asking.places import names_another_place
from knowledge.asking.staying import Found, features
from knowledge.asking.talking import LAPSES
from knowledge.model import ReplyKind, Talk
from knowledge.text import normalise
from tests.asking import AskedSet, fitting_sets, follow_ups
from tests.bench.dialogues import TUNING, index_over

_STAYING = Path(__file__).parents[2] / "knowledge" / "data" / "staying.json"
FITTED_TO = ("n1", "n2", "n5", "n6")
"""The notices whose follow-ups the model sees."""
# In a conversation, every other question goes on; of nonsense there is no end.
_STAYING_SHARE, _NONSENSE_COUNTS, _C = 0.5, 0.2, 1.0
# Of questions that name another matter, so many may be taken for one that goes on.
_STRAYING = 0.035


@dataclass(frozen=True, slots=True)
class Case:
    """A question after a card: what speaks for it going on, whether it does, and what it counts."""

    features: dict[str, float]
    stays: bool
    counts: float = 1.0


def case(question: str, index: Index, code: str, stays: bool, counts: float = 1.0) -> Case | None:
    """The case of a question after a card; None where no model is asked."""
    normal, shown = normalise(question), (index.notices.newest(), code)
    entry = entry_of(index, *shown)
    if entry is None or _is_decided(normal, index):
        return None
    kind, keys = found_first(normal, index, Talk((shown,)))
    if kind is ReplyKind.OVERVIEW and is_of_the_whole(normal):
        return None
    entries = [one for key in keys if (one := entry_of(index, *key))]
    its = features(normal, entry, own_units(normal, index), Found(kind, entries))
    return Case(its, stays, counts)


def _is_decided(normal: str, index: Index) -> bool:
    """Whether words alone decide."""
    return (
        len(normal) > LONGEST
        or is_elliptical(normal, index.language.tokenizer)
        or is_elliptical(as_heard(normal, index.language.tokenizer), index.language.tokenizer)
        or read_manner(normal) is not None
        or names_another_place(normal, index)
    )


def staying(notices: tuple[str, ...]) -> Iterator[Case | None]:
    """The labelled follow-ups to notices."""
    for index, asked in follow_ups(notices):
        for line in asked:
            yield case(line["q"], index, line["shown"], True)


def leaving(sets: list[AskedSet], seed: int = 11) -> Iterator[Case | None]:
    """Labelled questions after the card of another finding."""
    chance = random.Random(seed)
    for index, asked in sets:
        for line in asked:
            if line["kind"] in ("code", "meta"):
                continue
            others = [code for code in index.codes if code not in line["codes"]]
            counts = _NONSENSE_COUNTS if line["kind"] == "nonsense" else 1.0
            yield case(line["q"], index, chance.choice(others), False, counts)


def in_dialogues(paths: list[Path]) -> Iterator[Case | None]:
    """Turns after one card, as labelled, which go on with it or do not."""
    for path in paths:
        for dialogue in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            index, shown = index_over(dialogue["notice"]), None
            for turn in dialogue["turns"]:
                wanted = turn.get("code")
                codes = [wanted] if isinstance(wanted, str) else wanted or []
                if shown and turn.get("gap", 0) < LAPSES.total_seconds() / 60:
                    yield case(turn["q"], index, shown, shown in codes)
                shown = codes[0] if len(codes) == 1 else None


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
    """All that the model is fitted to."""
    dialogues = [TUNING, TUNING.with_name("dialogues-2.jsonl")]
    every = [*staying(FITTED_TO), *in_dialogues(dialogues), *leaving(fitting_sets())]
    return [one for one in every if one]


def main() -> None:
    cases = training()
    model = fit(cases)
    straying = scores(model, [one for one in cases if not one.stays])
    model["stays_from"] = round(float(np.quantile(straying, 1 - _STRAYING)), 3)
    _STAYING.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(cases)} cases, stays from {model['stays_from']}\n")


if __name__ == "__main__":
    main()
