"""How a question is put tells whether a notice answers it, whatever the matter is."""

import pytest

from knowledge.asking.answers import answer
from knowledge.asking.phrasing import forms, phrasing
from knowledge.asking.ranking import fitted
from knowledge.language.tokens import tokenizer
from knowledge.model import ReplyKind
from tests.asking import index_of


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


def test_a_word_that_nobody_has_put_so_counts_nothing() -> None:
    assert phrasing("囗囗", tokenizer(), {"": 1.5}) == 1.5


def test_how_to_get_what_a_finding_is_about_is_no_question_about_the_finding() -> None:
    index = index_of("asking/n7.txt")
    assert answer("机床厂加装电梯装得怎么样了", index).kind is ReplyKind.ANSWER
    assert answer("申请加装电梯要交哪些材料，去哪个窗口办", index).kind is not ReplyKind.ANSWER


def test_what_names_nothing_finds_nothing() -> None:
    assert answer("的了吗", index_of("asking/n7.txt")).kind is ReplyKind.NOT_FOUND
