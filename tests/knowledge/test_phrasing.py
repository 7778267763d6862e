"""How a question is put tells whether a notice answers it, whatever the matter is."""

import pytest

from knowledge.asking.answers import answer
from knowledge.asking.candidates import candidates
from knowledge.asking.phrasing import forms, phrasing
from knowledge.asking.query import make_query
from knowledge.asking.ranking import fitted, rank
from knowledge.language.tokens import tokenizer
from knowledge.model import ReplyKind
from tests.asking import folds, index_of


def score(question: str) -> float:
    return phrasing(question, tokenizer(), fitted().phrasing)


@pytest.mark.parametrize("matter", ["污水管网", "加装电梯", "低保", "停车位", "食堂"])
def test_what_became_of_it_is_put_otherwise_than_how_to_get_it(matter: str) -> None:
    assert score(f"{matter}整改得怎么样了") > score(f"申请{matter}要带什么材料")


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("业委会退了多少钱", "^ □ 退"),
        ("12个人退了没", "^ # 个人"),
        ("dang jian咋样", "^ @ 咋样"),
        ("修好了没?!", "没 $"),
        ("?!", "^ $"),
    ],
)
def test_the_matter_is_one_mark_among_common_words(question: str, form: str) -> None:
    assert form in forms(question, tokenizer())


def test_what_nobody_has_put_so_counts_nothing() -> None:
    assert phrasing("怎么办", tokenizer(), {"": 1.5, "多少": 2.0}) == 1.5


def test_it_is_the_same_in_whatever_order_it_is_added_up() -> None:
    weights = {"": 0.1, "怎么": 0.2, "怎么 $": 0.3, "^": -0.7, "$": 1e9, "^ 怎么": -1e9}
    assert phrasing("怎么", tokenizer(), weights) == -0.1


def test_how_to_get_what_a_finding_is_about_is_no_question_about_the_finding() -> None:
    index = index_of("asking/n7.txt")
    assert answer("机床厂加装电梯装得怎么样了", index).kind is ReplyKind.ANSWER
    assert answer("申请加装电梯要交哪些材料，去哪个窗口办", index).kind is not ReplyKind.ANSWER


def test_what_names_nothing_is_not_looked_for() -> None:
    index = index_of("asking/n7.txt")
    query = make_query("在哪里", index)
    assert candidates(query, index, fitted().first)
    assert rank(query, index) == []


def test_what_is_measured_apart_was_not_fitted_to() -> None:
    """No notice stands in two parts, and all are tried."""
    parts = folds([f"n{number}" for number in range(12)])
    tried = [notice for part in parts for notice in part]
    assert sorted(tried) == sorted({*tried})
    assert len(tried) == 12
