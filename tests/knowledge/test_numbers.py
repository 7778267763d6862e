"""Numbers as people write them."""

import pytest

from knowledge.language.numbers import numbers

_ENDLESS = ("1/" + "9" * 400, "9" * 400 + "万")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一万五", 15_000),
        ("一万零五", 10_005),
        ("三百二", 320),
        ("两千七百多万", 27_000_000),
        ("二十七亿四千五百万", 2_745_000_000),
        ("两亿五", 250_000_000),
        ("四点五二万", 45_200),
        ("2743.15万元", 27_431_500),
        ("13.8亿", 1_380_000_000),
        ("2964块3毛2", 2964.32),
        ("百分之十六", 0.16),
        ("16%", 0.16),
        ("三分之一", 1 / 3),
        ("1/3", 1 / 3),
        ("二〇二〇年", 2020),
        ("三十多户", 30),
        ("五个村", 5),
    ],
)
def test_values(text: str, value: float) -> None:
    assert [number.value for number in numbers(text)] == [pytest.approx(value)]


@pytest.mark.parametrize(
    "text",
    ["三会一课", "两学一做", "千万别忘", "万一下雨", "一岗双责", "喷漆", *_ENDLESS],
)
def test_words_that_are_no_numbers(text: str) -> None:
    assert list(numbers(text)) == []


@pytest.mark.parametrize(
    ("said", "meant", "fits"),
    [
        ("2743万", 27_431_500, True),
        ("两千七百多万", 27_431_500, True),
        ("两千七百多万", 28_431_500, False),
        ("15万", 150_000, True),
        ("15", 15.3, False),
        ("13.8亿", 1_380_000_000, True),
        ("一万五", 15_400, True),
        ("一万五", 16_100, False),
    ],
)
def test_round_numbers_fit_what_they_stand_for(said: str, meant: float, fits: bool) -> None:
    (number,) = numbers(said)
    assert number.fits_any([meant]) is fits
