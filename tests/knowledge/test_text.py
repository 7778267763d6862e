"""Texts are cut into sentences, and addresses found in them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import EMAIL, cut


@given(st.text(alphabet="。；\n《》“”一是甲乙： ", max_size=40))
def test_joined_again_the_pieces_are_the_text(text: str) -> None:
    assert "".join(cut(text)) == text


@pytest.mark.parametrize(
    "text",
    ["部分整改\n仅停留在纸面上。", "严格落实《从严治党实\n施方案》。"],
    ids=["more was said on the line", "what was opened is not closed"],
)
def test_a_page_that_ends_amid_a_sentence_ends_no_sentence(text: str) -> None:
    assert cut(f"成果没有用好。{text}已整改。") == ["成果没有用好。", text, "已整改。"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("扶贫工作不到位\n镇党委不重视。", "扶贫工作不到位"),
        ("不重视。已完成\n一是成立专班。", "已完成"),
        ("不重视。已完成\n整改情况：无", "已完成"),
    ],
    ids=["a title", "a point of a list", "a label"],
)
def test_other_lines_end_where_they_end(text: str, line: str) -> None:
    assert line in cut(text)


def test_a_long_row_of_digits_is_searched_for_an_address_at_once() -> None:
    began = time.process_time()
    assert EMAIL.search("1" * 200_000) is None
    assert time.process_time() - began < 1
    assert EMAIL.sub("■", "信箱a.b-c@example.org，d@e.cn") == "信箱■，■"
