"""The passage of a finding that answers: one sentence or one measure, verbatim."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from knowledge.asking.presence import held_by_passages
from knowledge.asking.query import Query
from knowledge.index.entries import Entry, Part, Passage

# Beside the share of the question's units that a passage holds, which counts 1.
_PAIRS, _ALIKE = 0.5, 0.3
_PREFER_REPLY = 1.1
_PREFER_FIGURES = 1.25
_ASKS_FOR_A_FIGURE = re.compile(r"多少|几[个名次期户条家年天笔]|多长|多大|多久|占比|比例|how (?:much|many)")


def focus(query: Query, entry: Entry, held_units: Sequence[float] = ()) -> Passage:
    """The passage that holds most of what the question tells. A question that names nothing in
    particular gets the sentence the status was read from, else the reply's first. ``held_units`` is
    what each passage holds of the question where that is known."""
    units = held_units or held_by_passages(query, entry)
    held = [_held(query, passage, its) for passage, its in zip(entry.passages, units, strict=True)]
    if max(held) > 0:
        return max(zip(held, entry.passages, strict=True), key=lambda pair: _preferred(query, *pair))[1]
    quoted = entry.finding.status_quote
    saying_status = (p for p in entry.passages if quoted and (p.text in quoted or quoted in p.text))
    return next(saying_status, entry.passages[0])


def _held(query: Query, passage: Passage, units: float) -> float:
    return (units / query.weight if units else 0.0) + _PAIRS * query.pairs_in(passage.forms)


def _preferred(query: Query, held: float, passage: Passage) -> float:
    score = held + _ALIKE * fuzz.partial_ratio(query.core, passage.forms.normal) / 100
    if passage.part is Part.RECTIFICATION:
        score *= _PREFER_REPLY
    if _ASKS_FOR_A_FIGURE.search(query.text) and passage.forms.numbers:
        score *= _PREFER_FIGURES
    return score
