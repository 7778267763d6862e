"""What of a notice is to be looked at is named, and a whole notice gives no reason to."""

import pytest

from knowledge.reading.doubts import Doubt
from knowledge.reading.parser import read_notice
from tests.knowledge.truth import NAMES, reading
from tests.town import DATA

_CUT = {Doubt.NO_BEGINNING, Doubt.NO_END}


def doubts_in(text: str) -> dict[Doubt, int | None]:
    return {one.doubt: one.said for one in read_notice(text.encode()).doubts}


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_notice_has_beginning_and_end(name: str) -> None:
    assert not {one.doubt for one in reading(name).doubts} & _CUT


@pytest.mark.parametrize("tenths", range(2, 9))
def test_of_a_file_that_is_cut_the_missing_half_is_named(tenths: int) -> None:
    text = (DATA / "notices" / "hubin-2021.txt").read_text(encoding="utf-8")
    at = len(text) * tenths // 10
    assert Doubt.NO_END in doubts_in(text[:at])
    assert Doubt.NO_BEGINNING in doubts_in(text[at:])


def test_a_count_is_read_before_and_after_its_word() -> None:
    text = (DATA / "notices" / "hubin-2021.txt").read_text(encoding="utf-8")
    head, _, rest = text.partition("一、")
    for said in ("反馈问题28个。", "指出了28个问题。"):
        assert doubts_in(f"{head}巡察组{said}\n一、{rest}")[Doubt.OTHER_COUNT] == 28
