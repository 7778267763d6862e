"""Numbers that lead to a person are masked, amounts and codes are not."""

import pytest

from knowledge.progress.guard import MASK, Caution, cautions, mask, mask_all
from knowledge.text import sentences
from tests.town import DATA


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


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("给予张三党内警告处分", "给予张某党内警告处分"),
        ("决定给予张建国同志严重警告处分", "决定给予张某同志严重警告处分"),
        ("对张建国给予党内警告处分", "对张某给予党内警告处分"),
        ("对李四同志进行诫勉谈话", "对李某同志进行诫勉谈话"),
        ("给予张三、王小五、李四政务记过处分", "给予张某、王某、李某政务记过处分"),
        ("决定给予会计张三政务记过处分", "决定给予会计张某政务记过处分"),
        ("给予张三和李四党内警告处分", "给予张某和李某党内警告处分"),
        ("对会计张三进行诫勉谈话", "对会计张某进行诫勉谈话"),
        ("将张三移送司法机关处理，涉嫌贪污", "将张某移送司法机关处理，涉嫌贪污"),
    ],
)
def test_who_is_punished_in_the_usual_words_is_named(text: str, masked: str) -> None:
    assert cautions(text) == {Caution.NAME}
    assert mask_all(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "给予党内警告处分", "给予严重警告处分", "给予通报批评，立行立改，杜绝违规", "对镇党委给予通报批评",
        "对严重违纪的给予开除党籍处分", "对于违规问题给予处分", "对相关责任人给予党内警告处分",
        "对王庄给予通报批评", "给予金山镇通报批评", "对高标准农田项目进行检查", "对王庄、李庄进行谈话提醒",
        "王庄村因违规被通报批评", "金山镇受到通报批评",
        "对3名党员给予党内警告处分", "对张某给予警告处分", "严肃党内政治生活，开展谈话",
    ],
)  # fmt: skip
def test_what_names_nobody_is_no_reason_for_caution(text: str) -> None:
    assert cautions(text) == frozenset()


def test_the_notices_name_whom_they_name_and_nobody_else() -> None:
    """Four thousand sentences, full of 处分, 违规 and 谈话."""
    words = [path.read_text(encoding="utf-8") for path in (DATA / "notices").rglob("*.txt")]
    every = [one for text in words for one in sentences(text)]
    assert len(every) > 3000
    assert [one for one in every if Caution.NAME in cautions(one) and "马占林" not in one] == []
