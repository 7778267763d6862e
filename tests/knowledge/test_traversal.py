"""The best findings are found without reading everything: against reading everything, on small lists."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.index import traversal
from knowledge.index.shelf_format import IMPACT_STEPS
from knowledge.index.traversal import Listed, Scores, add_up, flat, in_order, looked_up

SIZE = 40
KINDS = {"words": 0.9, "sounds": 4.7, "numbers": 3.0}
DOCS = st.sets(st.integers(0, SIZE - 1), min_size=1).map(lambda docs: np.array(sorted(docs), np.uint16))

anything = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def listed(draw: st.DrawFn) -> Listed:
    """A token's postings, or the holders of one or more numbers."""
    weight, docs = draw(st.floats(0.1, 12)), draw(DOCS)
    if draw(st.booleans()):
        return flat("numbers", weight, docs, *draw(st.lists(DOCS, max_size=3)))
    steps = st.lists(st.integers(1, IMPACT_STEPS), min_size=len(docs), max_size=len(docs))
    return Listed(draw(st.sampled_from(["words", "sounds"])), weight, docs, np.array(draw(steps), np.uint8))


def summed(lists: list[Listed]) -> Scores:
    """What each finding has, reading everything."""
    totals = np.zeros(SIZE, np.float32)
    for one in lists:
        held: dict[int, int] = defaultdict(int)
        held |= dict(zip(one.docs.tolist(), one.impacts.tolist(), strict=True))
        held |= {doc: IMPACT_STEPS for docs in one.besides for doc in docs.tolist()}
        for doc, impact in held.items():
            totals[doc] += np.float32(one.counts(KINDS)) * impact
    return totals


@pytest.fixture(params=[1, 10, 100])
def long(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """From how many findings on a list is long."""
    monkeypatch.setattr(traversal, "LONG", request.param)
    return int(request.param)


@anything
@given(st.lists(listed(), max_size=8), st.integers(1, 120))
def test_what_is_added_and_what_is_looked_up_is_all(long: int, lists: list[Listed], most: int) -> None:
    totals, every = np.zeros(SIZE, np.float32), np.arange(SIZE, dtype=np.uint16)
    read, found = add_up(lists, most, KINDS, totals)
    weights = np.array([one.counts(KINDS) for one in lists[read:]], np.float32)
    assert np.allclose(totals + weights @ looked_up(lists[read:], every), summed(lists), rtol=1e-4)
    assert sorted(found.tolist()) == np.flatnonzero(totals).tolist()


@anything
@given(st.lists(listed(), max_size=8))
def test_nothing_short_is_passed_over(long: int, lists: list[Listed]) -> None:
    kept = in_order(lists, KINDS)
    passed_over = [one for one in lists if not any(one is other for other in kept)]
    assert all(len(one) >= long for one in passed_over)
    assert sum(one.counts(KINDS) for one in passed_over) <= 0.08 * sum(one.counts(KINDS) for one in lists)
