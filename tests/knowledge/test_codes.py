"""Codes in every spelling people use, and numbers that are none."""

import pytest

from knowledge.codes import bare_item, find_codes, leading_code, matching, numeral, printed
from knowledge.model import Notice


def spellings(code: str) -> list[str]:
    section, category, item = code.split(".")
    han_section, han_category = numeral(int(section)), numeral(int(category))
    return [
        code,
        code.replace(".", "-"),
        printed(code),
        code.replace(".", "。"),
        code.replace(".", "．"),
        "".join(chr(ord(c) + 0xFEE0) for c in code),
        f"{han_section}({han_category}){item}",
        f"{han_section}、（{han_category}）{item}",
        f"{han_section}（{han_category}）第{item}条",
        f"第{han_section}部分第{han_category}大条第{item}个问题",
        f"第{han_section}部分（{han_category}）第{item}条",
        f"{han_section}部分（{han_category}）的{item}",
        f"请问{code}怎么样了",
        f"{section}（{category}）{item}",
        f"{section} . {category} . {item}",
        f"{section}—{category}—{item}",
        f"{section}.{category}.0{item}",
        f"{han_section}.{han_category}.{item}",
        f"{section}、{category}、{item}",
        f"{section} {category} {item}",
    ]


def test_every_code_answers_to_its_own_spellings(notice: Notice) -> None:
    for finding in notice.findings:
        for spelling in spellings(finding.code):
            assert find_codes(spelling) == [finding.code], spelling


@pytest.mark.parametrize(
    "text",
    ["13.8亿元是什么钱", "2021.2.18", "2020年4月30日", "43.28%", "146250", "喷漆中心", "192.168.1.1.5.6"],
)
def test_amounts_and_dates_are_no_codes(text: str) -> None:
    assert find_codes(text) == []


def test_a_beginning_stands_for_all_it_begins() -> None:
    assert matching("2.2", ["2.1.1", "2.2.1", "2.2.2"]) == ["2.2.1", "2.2.2"]


def test_a_beginning_in_brackets_is_found_anywhere() -> None:
    assert find_codes("二（三）怎么样") == ["2.3"]


def test_a_bare_item_names_no_section() -> None:
    assert bare_item("第六条怎么样了") == "6"
    assert bare_item("一（二）第6条") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.2.6 泵站 <修好>", ("1.2.6", "泵站 <修好>")),
        ("１.２.６　泵站", ("1.2.6", "泵站")),
        ("一（二）6：泵站", ("1.2.6", "泵站")),
        ("1.2.6 3个泵站", ("1.2.6", "3个泵站")),
        ("一（二）第六个问题 泵站", ("1.2.6", "泵站")),
        ("第一部分第二大条第6个问题 泵站", ("1.2.6", "泵站")),
        ("1 . 2 . 6 泵站", ("1.2.6", "泵站")),
        ("1.2.6\n第一行\n第二行", ("1.2.6", "第一行\n第二行")),
        ("1.2.6", ("1.2.6", "")),
        ("喷漆 好了", None),
        ("", None),
    ],
)
def test_a_leading_code_leaves_the_rest_as_typed(text: str, expected: tuple[str, str] | None) -> None:
    assert leading_code(text) == expected


@pytest.mark.parametrize("text", ["一(十十)6", "第十十条", "第三一十条", "第一部分第十十大条", "二三(一)1"])
def test_what_only_looks_like_a_numeral_is_none(text: str) -> None:
    assert find_codes(text) == []


@pytest.mark.parametrize(
    ("value", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")]
)
def test_numerals(value: int, text: str) -> None:
    assert numeral(value) == text
