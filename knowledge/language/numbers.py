"""Numbers as people write them: 2743万, 一万五, 三分之一, 百分之五十, 两千七百多万.

Our own grammar: cn2an knows neither how exact a number is meant nor 一万五, and takes a millisecond.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1_000}

_HAN = "[零〇一二两三四五六七八九十百千万亿]"
_NUMBER = re.compile(
    rf"(?P<fraction>(?P<below>{_HAN}+|\d+)分之(?P<above>{_HAN}+|\d+))"
    r"|(?P<yuan>\d+)块(?P<jiao>\d)毛?(?P<fen>\d)?"
    rf"|(?P<plain>\d+(?:\.\d+)?)\s*(?P<large>万亿|亿|万|千|百)?(?P<percent>%|个百分点)?(?:/(?P<over>\d+))?"
    rf"|(?P<decimal>{_HAN}+点{_HAN}+?)(?P<of>[万亿]?)(?!{_HAN})"
    rf"|(?P<han>{_HAN}{{2,}})(?:[多余来几](?P<later>亿|万))?"
    r"|(?P<counted>[二两三四五六七八九])(?=[个户家名次期条天年月元位所项台份间座本件处笔村])"
)
_SAYS_NOTHING = frozenset({"千万", "万一", "百万", "万千", "百千", "一百一", "一千", "万万", "十十"})
_TEN_THOUSAND = 10_000.0
_LONGEST = 24  # what is longer counts nothing, and could not be computed with
_MULTIPLE = {"百": 100.0, "千": 1_000.0, "万": 1e4, "亿": 1e8, "万亿": 1e12}


@dataclass(frozen=True, slots=True)
class Number:
    """A value, the place in the text it stands at, the size of its last digit, and whether it is bare
    digits, so that a measure of ten thousands may have been left out."""

    value: float
    start: int
    end: int
    exact_to: float = 0.0
    is_bare: bool = False

    @property
    def meant(self) -> tuple["Number", ...]:
        """This number, and for 2743 also 27430000 to the last ten thousand."""
        if not self.is_bare:
            return (self,)
        decimals = len(f"{self.value:g}".partition(".")[2])
        value, exact_to = self.value * _TEN_THOUSAND, _TEN_THOUSAND / 10**decimals
        return self, replace(self, value=value, exact_to=exact_to, is_bare=False)

    @property
    def range(self) -> tuple[float, float]:
        """The least and the most that may fit this very number."""
        return min(self.value, self.value - self.exact_to / 2) - 1e-9, self.value + self.exact_to + 1e-9

    def fits_any(self, others: Iterable[float]) -> bool:
        """Whether somebody who says this number may mean one of the others: 2743万 is 27431500."""
        meant = self.meant
        return any(one.fits(other) for other in others for one in meant)

    def fits(self, other: float) -> bool:
        """The same of this very number, whatever may have been left out."""
        if abs(self.value - other) < 1e-9:
            return True
        return self.value >= 100 and self.value - self.exact_to / 2 <= other < self.value + self.exact_to


def numbers(text: str) -> Iterator[Number]:
    """The numbers in normalised text. Numerals of Chinese characters count from two characters on."""
    for match in _NUMBER.finditer(text):
        if match.end() - match.start() > _LONGEST:
            continue
        value, exact_to = _value(match)
        if value is not None:
            is_bare = match[0] == match["plain"] and (value >= 100 or "." in match[0])
            yield Number(value, match.start(), match.end(), exact_to, is_bare)


def _value(match: re.Match[str]) -> tuple[float | None, float]:
    if match["fraction"]:
        above, below = _whole(match["above"]), _whole(match["below"])
        return (above / below, 0.0) if above is not None and below else (None, 0.0)
    if match["counted"]:
        return float(_DIGITS[match["counted"]]), 0.0
    if match["yuan"]:
        return float(f"{match['yuan']}.{match['jiao']}{match['fen'] or ''}"), 0.0
    if match["decimal"]:
        return _decimal(match["decimal"], match["of"])
    if match["han"]:
        value = None if match["han"] in _SAYS_NOTHING else _whole(match["han"])
        if value is None or value < 10:
            return None, 0.0
        value *= _MULTIPLE[match["later"]] if match["later"] else 1
        return value, _last_place(value)
    value = float(match["plain"])
    if match["over"]:
        return (value / int(match["over"]) if int(match["over"]) else None), 0.0
    if match["percent"]:
        return round(value / 100, 9), 0.0
    multiple = _MULTIPLE.get(match["large"] or "", 1.0)
    decimals = len(match["plain"].partition(".")[2])
    return round(value * multiple, 6), multiple / 10**decimals if multiple > 1 else _last_place(value)


def _decimal(spoken: str, of: str) -> tuple[float | None, float]:
    """45200 for 四点五二万."""
    whole, _, after = spoken.partition("点")
    before = _whole(whole)
    if before is None or not all(character in _DIGITS for character in after):
        return None, 0.0
    fraction = float("0." + "".join(str(_DIGITS[character]) for character in after))
    multiple = _MULTIPLE.get(of, 1.0)
    return round((before + fraction) * multiple, 6), multiple / 10 ** len(after)


def _last_place(value: float) -> float:
    """1000 for 15000: what stands behind the last digit that is not zero is not meant exactly."""
    place = 1.0
    while value and value % (place * 10) == 0:
        place *= 10
    return place if place > 1 else 0.0


def _whole(text: str) -> float | None:
    """15000 for 一万五, 2020 for 二〇二〇; None for what is no number."""
    if text.isdecimal():
        return float(text)
    if all(character in _DIGITS for character in text):
        return float("".join(str(_DIGITS[character]) for character in text))
    high, _, low = text.rpartition("亿")
    if high:
        above, below = _whole(high), _whole(low) if low else 0.0
        if low in _DIGITS and low != "零":  # 两亿五: five tenths
            below = _DIGITS[low] * 1e7
        return above * 1e8 + below if above is not None and below is not None else None
    return _below_hundred_millions(text)


def _below_hundred_millions(text: str) -> float:
    ten_thousands = part = digit = 0
    last_unit = 1
    for before, character in zip(" " + text, text, strict=False):
        if character in _DIGITS:
            digit = _DIGITS[character]
            if before == "零":
                last_unit = 1
        elif character in _UNITS:
            part += (digit or 1) * _UNITS[character]
            last_unit, digit = _UNITS[character], 0
        else:
            ten_thousands = (part + digit) * 10_000
            last_unit, part, digit = 10_000, 0, 0
    # 一万五, 三百二: a last digit without its unit counts in tenths of the unit before it.
    trailing = digit * last_unit // 10 if last_unit >= 100 else digit
    return float(ten_thousands + part + trailing)
