"""Whatever is done to a notice, each of its paragraphs is in a finding, in the frame, or reported."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.reading.documents import lines_of, paragraphs
from knowledge.reading.formats import Unreadable
from knowledge.reading.marks import mark_of, reply_in, split_at_labels, without_problem_label
from knowledge.reading.parser import Reading, read_notice
from knowledge.text import sentences
from tests.knowledge.truth import NAMES, path_of, squeezed

SOURCES = [lines_of(path_of(name).read_bytes()) for name in NAMES]


def damaged(lines: list[str], seed: int) -> str:
    """Lines deleted, doubled, swapped or cut, brackets of another width."""
    chance = random.Random(seed)
    lines = list(lines)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                del lines[at : at + chance.randint(1, 3)]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                other = chance.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
            case 4:
                lines[at] = lines[at].translate(str.maketrans("（）：、", "():."))
            case _:
                lines[at] = lines[at] + lines[(at + 1) % len(lines)]
        lines = lines or ["整改"]
    return "\n".join(lines)


def told(reading: Reading) -> str:
    findings = (
        part or ""
        for f in reading.notice.findings
        for part in (f.section, f.category, f.problem, f.rectification)
    )
    return squeezed("\n".join([*findings, *reading.frame, *reading.unassigned]))


def pieces(text: str) -> list[str]:
    """The sentences without the numbers and labels that a finding does not repeat."""
    found = []
    for line in (piece for whole in paragraphs(text.splitlines()) for piece in split_at_labels(whole)):
        mark = mark_of(line) if reply_in(line) is None else None
        rest = mark.text if mark else line
        reply = reply_in(rest)  # the label may stand behind the number
        rest = rest if reply is None else reply
        found += [squeezed(sentence).rstrip("。") for sentence in sentences(without_problem_label(rest))]
    return found


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(SOURCES) - 1), st.integers(0, 10**9))
def test_no_paragraph_is_dropped_in_silence(source: int, seed: int) -> None:
    text = damaged(SOURCES[source], seed)
    try:
        reading = read_notice(text.encode())
    except Unreadable:
        return
    whole = told(reading)
    for piece in pieces(text):
        assert piece in whole


@pytest.mark.parametrize("source", range(len(SOURCES)), ids=NAMES)
def test_every_paragraph_of_a_whole_notice_has_its_place(source: int) -> None:
    text = "\n".join(SOURCES[source])
    whole = told(read_notice(text.encode()))
    assert [piece for piece in pieces(text) if piece not in whole] == []
