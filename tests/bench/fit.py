"""Fits weights.json, phrasing.json and intents.json of knowledge/data to the labelled questions:
python -m tests.bench.fit

Deterministic. Fitted on the shipped notice, with and without what people call its findings, and on invented
notices; which finding is meant, on all of them as one collection as well, and with slips of the pen. The
thresholds come from questions of notices that the weights were not fitted to (five folds). Sets that stay out
of the fit altogether are measured by tests.bench.matching (tests/asking.py).
"""

import json
import random
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from scipy.optimize import minimize
from sklearn.ensemble import HistGradientBoostingClassifier

from knowledge.asking.candidates import Candidate, candidates
from knowledge.asking.evidence import KINDS, scores_in_memory
from knowledge.asking.forest import Forest, Split, Tree
from knowledge.asking.presence import FOUND, held_by_passages, in_passages, presence
from knowledge.asking.query import Query, make_query
from knowledge.asking.ranking import Weights, is_looked_for, rank, score
from knowledge.asking.signs import signs
from knowledge.index.entries import Entry
from knowledge.index.index import Index
from knowledge.index.notices import Notices
from knowledge.text import normalise
from tests.asking import FOLDS, AskedSet, fitting_sets, folds
from tests.bench.fit_intents import fit_intents
from tests.bench.fit_phrasing import Answerable, fit_phrasing, scored_apart
from tests.bench.slips import Slips

_WEIGHTS = Path(__file__).parents[2] / "knowledge" / "data" / "weights.json"
_INTENTS, _PHRASING = _WEIGHTS.with_name("intents.json"), _WEIGHTS.with_name("phrasing.json")
# The same nonsense is asked of every notice; at full weight it would count more than all questions do.
_NONSENSE_COUNTS = 0.1
_PENALTY = 0.001
# Of each notice so many questions that are another's, in its words; such a question is met less often.
_STRANGERS, _STRANGER_COUNTS, _PLAIN = 120, 1.0, ("keyword", "natural", "entity", "typo")
# Kinds of question that people mistype; the others are hard to read already.
_MISTYPED = ("keyword", "natural", "entity", "paraphrase")
_ONE_SLIP = 0.6  # else there are two
# Of the questions that have no answer, so many may get one, and so many may get one or choices.
WRONGLY_ANSWERED, WRONGLY_OFFERED = 0.09, 0.225
# More of such a sign can only speak for the question, or only against it.
_FOR = (
    "found",
    "found_of_each",
    "found_together",
    "evidence",
    "called",
    "phrasing",
    "stated",
    "stated_with",
    "stated_near",
)
_AGAINST = ("missing", "rarest_missing", "elsewhere")


@dataclass(frozen=True)
class Example:
    """A question to an index, with the findings of a notice there that answer it."""

    query: Query
    index: Index
    codes: tuple[str, ...]
    kind: str
    notice_id: int = 0

    @property
    def notice(self) -> str:
        return self.index.notices.sources[0].title

    def is_answered_by(self, entry: Entry) -> bool:
        return entry.notice_id == self.notice_id and entry.finding.code in self.codes


def examples(sets: Iterable[AskedSet]) -> list[Example]:
    """What the ranking decides: no codes, no questions about the notice as a whole."""
    return [
        Example(make_query(normalise(asked["q"]), index), index, tuple(asked["codes"]), asked["kind"])
        for index, questions in sets
        for asked in questions
        if asked["kind"] not in ("code", "meta")
    ]


def _strangers(chosen: Sequence[Example]) -> list[Example]:
    """Questions that other notices answer, as if asked of each: those whose rarest word it does not hold. A
    few of them, as chance has it."""
    indexes = {one.index.notices: one.index for one in chosen}
    asked = sorted({one.query.text: one for one in chosen if one.codes and one.kind in _PLAIN}.items())
    found = list[Example]()
    for index in indexes.values():
        chance = random.Random(len(found))
        made = (
            Example(make_query(text, index), index, (), "stranger")
            for text, one in chance.sample(asked, len(asked))
            if one.notice != index.notices.sources[0].title
        )
        found += islice((one for one in made if _is_strange(one)), _STRANGERS)
    return found


def _is_strange(one: Example) -> bool:
    rarest = max(one.query.units, key=lambda unit: unit.weight, default=None)
    return rarest is not None and all(presence(rarest, entry) < FOUND for entry in one.index.entries)


def _together(chosen: Sequence[Example]) -> list[Example]:
    """The questions that have an answer, to all the notices as one collection."""
    notices = [*{one.notice: one.index for one in chosen}.values()]
    language = chosen[0].index.language
    sources = [replace(its.notices.sources[0], notice_id=number) for number, its in enumerate(notices)]
    entries = [
        Entry(replace(entry.facts, notice_id=number), language)
        for number, its in enumerate(notices)
        for entry in its.entries
    ]
    index = Index(Notices(sources, language.tokenizer), entries, language)
    number_of = {source.title: source.notice_id for source in sources}
    asked = {(one.notice, one.query.text): one for one in chosen if one.codes}.values()
    return [
        Example(make_query(one.query.text, index), index, one.codes, one.kind, number_of[one.notice])
        for one in asked
    ]


def _mistyped(chosen: Sequence[Example]) -> list[Example]:
    """The questions that have an answer, each with one or two slips of the pen."""
    chance = random.Random(len(chosen))
    slips = Slips(chance)
    asked = [one for one in chosen if one.codes and one.kind in _MISTYPED]
    typed = [slips.in_text(one.query.text, 1 + (chance.random() > _ONE_SLIP)) for one in asked]
    return [replace(one, query=make_query(text, one.index)) for one, text in zip(asked, typed, strict=True)]


def fit(chosen: Sequence[Example]) -> Weights:
    """The weights for these examples; the thresholds are not set yet."""
    chosen = [*chosen, *_strangers(chosen)]
    first = _fit_first([one for one in chosen if one.codes])
    found = [candidates(one.query, one.index, first) for one in chosen]
    harder = _together(chosen)
    harder += [*_mistyped(chosen), *_mistyped(harder)]
    of_harder = [candidates(one.query, one.index, first) for one in harder]
    ranking = _scaled(_fit_ranking([*chosen, *harder], [*found, *of_harder]), chosen, found)
    asked_of = _asked_of(chosen)
    apart = scored_apart(asked_of)
    seen = [
        (one, _signs(one, its, ranking, apart))
        for one, its in zip(chosen, found, strict=True)
        if its and is_looked_for(one.query, one.index)
    ]
    counts = {"nonsense": _NONSENSE_COUNTS, "stranger": _STRANGER_COUNTS}
    weights = [counts.get(one.kind, 1.0) for one, _ in seen]
    forest = _fit_forest([its for _, its in seen], [bool(one.codes) for one, _ in seen], weights)
    return Weights(first, ranking, fit_phrasing(asked_of.values()), forest, 0.5, 0.5)


def _asked_of(chosen: Sequence[Example]) -> Mapping[str, Answerable]:
    """The questions of each notice; nonsense, which is nobody's, as if there were some notices more."""
    asked_of: dict[str, dict[str, bool]] = {}
    for one in chosen:
        if one.kind == "stranger":  # how it is put says that it is answered, as it is elsewhere
            continue
        whose = one.notice if one.kind != "nonsense" else f"nobody {crc32(one.query.text.encode()) % FOLDS}"
        asked_of.setdefault(whose, {})[one.query.text] = bool(one.codes)
    return asked_of


def _fit_first(answerable: Sequence[Example]) -> dict[str, float]:
    groups = []
    for one in answerable:
        features = scores_in_memory(one.query, one.index).T / 10
        right = np.array([code in one.codes for code in one.index.codes], float)
        if features[right > 0].any():
            groups.append((features, right))
    return named(KINDS, softmax_weights(groups, len(KINDS)))


def _fit_ranking(chosen: Sequence[Example], found: Sequence[list[Candidate]]) -> dict[str, float]:
    names = list(next(its for its in found if its)[0].features)
    return named(names, softmax_weights(_groups(chosen, found, lambda its: [*its.values()]), len(names)))


def _scaled(
    weights: Mapping[str, float], chosen: Sequence[Example], found: Sequence[list[Candidate]]
) -> dict[str, float]:
    """The weights times what makes the shares of the candidates mean what they say in one notice: a penalty
    keeps weights small, and among many notices shares are smaller."""
    groups = _groups(chosen, found, lambda its: [score(weights, its)])
    (scale,) = softmax_weights(groups, 1)
    return named([*weights], scale * np.array([*weights.values()]))


def _groups(
    chosen: Sequence[Example],
    found: Sequence[list[Candidate]],
    row: Callable[[Mapping[str, float]], list[float]],
) -> list[tuple[Any, Any]]:
    """The candidates of each example that has a right one among them, as rows made of their features."""
    groups = []
    for one, its in zip(chosen, found, strict=True):
        right = np.array([one.is_answered_by(candidate.entry) for candidate in its], float)
        if right.any():
            groups.append((np.array([row(candidate.features) for candidate in its]), right))
    return groups


def softmax_weights(groups: Sequence[tuple[Any, Any]], size: int) -> Any:
    """Weights under which the right rows of each group are likeliest; groups are (features, is right)."""

    def loss(weights: Any) -> tuple[float, Any]:
        penalty = _PENALTY * len(groups)
        total, slope = penalty * float(weights @ weights), 2 * penalty * weights
        for features, right in groups:
            scores = features @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            those = shares * right
            total -= np.log(those.sum() + 1e-12)
            slope = slope + features.T @ (shares - those / (those.sum() + 1e-12))
        return total, slope

    return minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B").x


def _signs(
    one: Example,
    found: list[Candidate],
    ranking: Mapping[str, float],
    apart: Mapping[str, float],
) -> dict[str, float]:
    best = max(found, key=lambda candidate: score(ranking, candidate.features))
    held = held_by_passages(one.query, best.entry, in_passages(one.query, best.entry))
    return signs(one.query, one.index, best, held, ranking, apart[one.query.text])


def _fit_forest(seen: Sequence[dict[str, float]], right: Sequence[bool], weights: Sequence[float]) -> Forest:
    """Boosted trees, each of them monotone in the signs that can speak one way only."""
    names = list(seen[0])
    rows = np.array([list(its.values()) for its in seen])
    model = HistGradientBoostingClassifier(
        max_iter=100, learning_rate=0.06, max_leaf_nodes=8, min_samples_leaf=20, l2_regularization=1.0,
        monotonic_cst=[(name in _FOR) - (name in _AGAINST) for name in names], max_features=0.3, max_bins=64,
        random_state=0,
    ).fit(rows, np.array(right), np.array(weights))  # fmt: skip
    # scikit-learn has no public way to read the trees of this model.
    trees = [_tree(predictor.nodes, 0, names) for (predictor,) in model._predictors]
    return Forest(round(float(model._baseline_prediction[0, 0]), 3), trees)


def _tree(nodes: Any, at: int, names: Sequence[str]) -> Tree:
    node = nodes[at]
    if node["is_leaf"]:
        return round(float(node["value"]), 4)
    low, high = (_tree(nodes, node[side], names) for side in ("left", "right"))
    return Split(names[node["feature_idx"]], round(float(node["num_threshold"]), 4), low, high)


def named(names: Sequence[str], values: Any) -> dict[str, float]:
    """The values by name, rounded."""
    return {name: round(float(value), 3) for name, value in zip(names, values, strict=True)}


def with_thresholds(weights: Weights, chosen: Sequence[Example]) -> Weights:
    """The thresholds that the wanted share of unanswerable questions stays below when the weights were
    fitted to other notices."""
    first, offered = list[float](), list[float]()
    for apart in folds(dict.fromkeys(one.notice for one in chosen)):
        others = fit([one for one in chosen if one.notice not in apart])
        for one in chosen:
            # Nonsense is easily refused, and would only lower them.
            if one.notice in apart and one.kind == "out_of_scope":
                matches = rank(one.query, one.index, others)
                first.append(matches[0].probability if matches else 0.0)
                offered.append(sum(match.probability for match in matches))
    return replace(
        weights,
        answer_from=round(float(np.quantile(first, 1 - WRONGLY_ANSWERED)), 3),
        offer_from=round(float(np.quantile(offered, 1 - WRONGLY_OFFERED)), 3),
    )


def as_json(weights: Weights) -> str:
    """A tree a line: [sign, cut, low, high] for each fork."""
    table = {
        "first": weights.first, "ranking": weights.ranking, "base": weights.forest.base,
        "answer_from": weights.answer_from, "offer_from": weights.offer_from, "trees": [],
    }  # fmt: skip
    trees = ",\n".join(json.dumps(_row(tree)) for tree in weights.forest.trees)
    return json.dumps(table, indent=1).replace('"trees": []', f'"trees": [\n{trees}\n]') + "\n"


def _row(tree: Tree) -> Any:
    return [tree.sign, tree.cut, _row(tree.low), _row(tree.high)] if isinstance(tree, Split) else tree


def main() -> None:
    sets = fitting_sets()
    intents = json.dumps(fit_intents(sets), ensure_ascii=False, separators=(",", ":"))
    _INTENTS.write_text(intents.replace('],"', '],\n"') + "\n", encoding="utf-8")
    chosen = examples(sets)
    weights = with_thresholds(fit(chosen), chosen)
    _WEIGHTS.write_text(as_json(weights), encoding="utf-8")
    _PHRASING.write_text(json.dumps(weights.phrasing, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    sys.stdout.write(f"answer from {weights.answer_from}, offer from {weights.offer_from}\n")


if __name__ == "__main__":
    main()
