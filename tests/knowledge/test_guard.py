"""Numbers that lead to a person are masked, amounts and codes are not."""

import pytest

from knowledge.progress.guard import MASK, mask


@pytest.mark.parametrize(
    "number",
    [
        "13812345678", "138 1234 5678", "138-1234-5678", "+8613812345678", "2567001", "0543-2567001",
        "370302196503125672", "37030219650312567X", "6222020200011112222", "6222 0202 0001 1112 222",
        "zhang.san@example.org",
    ],
)  # fmt: skip
def test_a_number_is_masked(number: str) -> None:
    assert mask(f"我家的井坏了，找我{number}，谢谢") == f"我家的井坏了，找我{MASK}，谢谢"


@pytest.mark.parametrize("text", ["1.2.6 修好没有", "投资2743万元", "补了1234567元", "2021年2月18日"])
def test_what_leads_to_nobody_stays(text: str) -> None:
    assert mask(text) == text
