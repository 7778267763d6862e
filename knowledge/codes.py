"""Codes of findings in every spelling: 1.2.6 ⇄ 一（二）6 ⇄ 1-2-6, and codes found in free text."""

import re
from collections.abc import Iterable
from functools import lru_cache

from knowledge.text import normalise

_DIGITS = "零一二三四五六七八九"
# 一 to 九十九, and nothing that only looks like a numeral (十十, 二三).
HAN_NUMERAL = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_N = rf"(?:\d{{1,3}}|{HAN_NUMERAL})"
_DOT = r"\s*[.。·\-—–_]\s*"
_ITEM = rf"(?:第(?P<ordinal>{_N})(?:个?问题|[条项个])?|(?P<item>{_N}))"

# On normalised text, where brackets, digits and most dots are narrow already.
_DOTTED = rf"(?P<dotted>(?:\d{{1,2}}|{HAN_NUMERAL})(?:{_DOT}{_N}){{2,4}})"
_PRINTED = rf"(?P<section>\d{{1,2}}|{HAN_NUMERAL})[、,.]?\s*\((?P<category>{_N})\)\s*[、,.]?\s*{_ITEM}"
_PRINTED_CATEGORY = rf"(?P<section>{HAN_NUMERAL})[、,.]?\s*\((?P<category>{_N})\)"
_SPOKEN = (
    rf"第?(?P<section>{_N})(?:大?部分|章|大?块)的?[,、]?\s*"
    rf"[第(](?P<category>{_N})(?:\)|大条|大?类|大?项|节|方面|条|个方面|个问题)"
)
_SPOKEN_ITEM = rf"{_SPOKEN}的?[,、]?\s*{_ITEM}"
_WHOLE_CODES = tuple(re.compile(form) for form in (_SPOKEN_ITEM, _PRINTED, _DOTTED))

# What may not stand beside a code: it would be part of a date, an amount, a longer number.
_BEFORE, _AFTER = r"(?<![\d.\-第一二三四五六七八九十])", r"(?!\d|[.\-。]\d|[%万亿元年月日])"
_ANYWHERE = tuple(
    re.compile(f"{_BEFORE if form[0] != '第' else ''}{form}{_AFTER}")
    for form in (_SPOKEN_ITEM, _PRINTED, _DOTTED, _SPOKEN, _PRINTED_CATEGORY)
)
_BARE_ITEM = re.compile(rf"第(?P<item>{_N})(?:条|项|个问题|个)(?!.*第{_N})|^(?P<alone>\d{{1,2}})$")
# Only when there is nothing else: "13.8" and "1、2、6" in a sentence are amounts and lists.
_ALONE = (
    re.compile(rf"(?P<dotted>\d{{1,2}}{_DOT}\d{{1,3}})\.?"),
    re.compile(rf"(?P<dotted>{_N}(?:\s*[、,/点]\s*|\s+){_N}(?:\s*[、,/点]\s*|\s+){_N})"),
)
_LONGEST_SPELLING = 24
_YEAR = re.compile(r"\s*(?P<year>(?:19|20)\d\d)(?:\s*年(?:的?通报)?的?\s*|\s+)")


def number(numeral: str) -> int:
    """12 for "12" and for "十二"; for what the grammar above takes as a numeral."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    value = _DIGITS.index(ones) if ones else 0
    return value + 10 * (_DIGITS.index(tens) if tens else 1) if ten else value


def numeral(value: int) -> str:
    """十二 for 12."""
    tens, ones = divmod(value, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def printed(code: str) -> str:
    """一（二）6 for 1.2.6, as the notice prints it; deeper levels follow in brackets: 一（二）6（3）."""
    section, category, item, *deeper = code.split(".")
    return f"{numeral(int(section))}（{numeral(int(category))}）{item}" + "".join(f"（{n}）" for n in deeper)


def find_codes(text: str) -> list[str]:
    """Codes or beginnings of codes (1.2) named in the text, in dotted form, each once, in order.

    A beginning in digits and loose spellings (1、2、6) count only when they are the whole text.
    """
    return list(_found(normalise(text)))


@lru_cache(maxsize=16)  # of one question it is asked by several
def _found(plain: str) -> tuple[str, ...]:
    found: dict[int, str] = {}
    for form in _ANYWHERE:
        for match in form.finditer(plain):
            found.setdefault(match.start(), _dotted(match))
    for form in () if found else _ALONE:
        if whole := form.fullmatch(plain):
            found[0] = _dotted(whole)
    return tuple(dict.fromkeys(found[start] for start in sorted(found)))


def leading_code(text: str) -> tuple[str, str] | None:
    """("1.2.6", "文字") for "一（二）6：文字": the code a text begins with, and the rest just as typed."""
    begun = text.lstrip()
    for end in range(min(len(begun), _LONGEST_SPELLING), 0, -1):
        head = normalise(begun[:end])
        if begun[end - 1].isspace() or begun[end:][:1].isdecimal():
            continue
        for form in _WHOLE_CODES:
            if match := form.fullmatch(head):
                return _dotted(match), begun[end:].lstrip(" \t\n\u3000:：,，、。;；")
    return None


def after_year(text: str) -> tuple[int | None, str]:
    """(2019, "1.2.6 文字") for "2019年 1.2.6 文字" and "2019 1.2.6 文字": the year of the notice that a code
    is of, and what follows; all of a text that does not begin with a year and a code."""
    match = _YEAR.match(text)
    if match is None or leading_code(text[match.end() :]) is None:
        return None, text
    return int(match["year"]), text[match.end() :]


def year_alone(text: str) -> int | None:
    """2019 for "2019年通报" and "2019", and nothing else."""
    match = _YEAR.fullmatch(f"{text} ")
    return int(match["year"]) if match else None


def without_codes(text: str) -> str:
    """The normalised text with every spelling of a code taken out."""
    plain = normalise(text)
    for form in (*_ANYWHERE, _BARE_ITEM):
        plain = form.sub(" ", plain)
    return plain.strip(" 、,.")


def run_together(text: str) -> str | None:
    """ "1.2.6" for 126 and ①②⑥ alone; None otherwise. An amount may look the same."""
    plain = normalise(text)
    return ".".join(plain) if re.fullmatch(r"[1-9]{3}", plain) else None


def bare_item(text: str) -> str | None:
    """ "6" for 第6条 or 第六个问题 with no section before it; None otherwise."""
    plain = normalise(text)
    match = _BARE_ITEM.search(plain)
    if match is None or find_codes(plain):
        return None
    return str(number(match["item"] or match["alone"]))


def _dotted(match: re.Match[str]) -> str:
    """The dotted form of what one of the grammar's forms has matched."""
    named = match.groupdict()
    if named.get("dotted"):
        return ".".join(str(number(part)) for part in re.findall(_N, named["dotted"]))
    parts = (named["section"], named["category"], named.get("ordinal") or named.get("item"))
    return ".".join(str(number(part)) for part in parts if part)


def matching(named: str, known: Iterable[str]) -> list[str]:
    """The known codes that a code or the beginning of one stands for: itself, else all it begins."""
    codes = list(known)
    if named in codes:
        return [named]
    return [code for code in codes if code.startswith(named + ".")]
