"""Trees looked at all at once say what each of them says by itself."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.asking.forest import Forest, Split, Tree

SIGNS = ("missing", "found", "phrasing")
VALUES = st.integers(-3, 3).map(float)


def splits(below: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.builds(Split, st.sampled_from(SIGNS), VALUES, below, below)


# Three forks deep: eight leaves at most.
TREES = splits(splits(splits(VALUES) | VALUES) | VALUES)


def walked(tree: Tree, signs: dict[str, float]) -> float:
    while isinstance(tree, Split):
        tree = tree.low if signs[tree.sign] <= tree.cut else tree.high
    return tree


@given(VALUES, st.lists(TREES, max_size=20), st.fixed_dictionaries(dict.fromkeys(SIGNS, VALUES)))
def test_the_points_are_those_of_the_leaves_that_are_walked_to(
    base: float, trees: list[Tree], signs: dict[str, float]
) -> None:
    assert Forest(base, trees).points(signs) == base + sum(walked(tree, signs) for tree in trees)


def test_a_value_on_the_cut_stays_low() -> None:
    assert Forest(0.0, [Split("found", 1.0, 2.0, 3.0)]).points({"found": 1.0}) == 2.0
