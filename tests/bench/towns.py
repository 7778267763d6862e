"""Many towns in one bot: python -m tests.bench.towns [--folder F] [ISSUERS] [YEARS]

Writes the notices of so many issuers and years (300 and 5 unless said), 40 findings each, as files in a
folder, loads them by one command, and asks: with the town's name in the question, and, without, in a chat
that is that town's. Then somebody types inline. What is loaded in the folder is kept.
"""

import argparse
import asyncio
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bot.opening import library_of
from db import material
from db.engine import Database
from handlers.library import Library
from knowledge.asking.answers import answer
from knowledge.asking.reply import Choices, NotFound
from knowledge.index.index import Index
from knowledge.model import Finding, Notice
from knowledge.text import sentences
from knowledge.towns import town_name
from tests.bench import inline
from tests.bench.county import county, memory
from tests.town import Town, settings

_QUESTIONS, _INLINE = 600, 20
_HAN = "一二三四五六七八九十"
_PROMISED = 0.99
# What would be read as a number, a label or a heading at the beginning of a paragraph.
_STRUCTURE = re.compile(r"[（(]?[一二三四五六七八九十\d]+[)）、.．是]|[^，。]{1,10}[：:]")
_WORDS = 14


def text_of(notice: Notice) -> str:
    """As an office writes it."""
    lines, above = [notice.title, "按照有关要求，现将巡察整改情况予以公布。"], (0, 0)
    for finding in notice.findings:
        section, category, item = map(int, finding.code.split("."))
        if section != above[0]:
            lines.append(f"{_HAN[section - 1]}、第{_HAN[section - 1]}方面存在的主要问题")
        if (section, category) != above:
            lines.append(f"（{_HAN[category - 1]}）关于第{_HAN[category - 1]}类问题。")
        above = section, category
        lines.append(f"{item}.{_plain(finding.problem)}")
        lines.append(f"整改落实情况：{_plain(finding.rectification)}")
    day = notice.issued_on
    lines += [f"联系电话：{notice.phone}", str(notice.issuer), f"{day:%Y年%-m月%-d日}" if day else ""]
    return "\n\n".join(lines)


def _plain(text: str) -> str:
    said = [one for one in sentences(text.replace("\n", "")) if not _STRUCTURE.match(one)]
    return "".join(said) or "没有按规定办理。"


def _write(folder: Path, issuers: int, years: int) -> None:
    for number, notice in enumerate(county(issuers * years, years)):
        (folder / f"{number:04}.txt").write_text(text_of(notice), encoding="utf-8")


def _load(folder: Path, files: Path) -> None:
    """By one command, as an operator does."""
    url = settings(folder).database_url.render_as_string(hide_password=False)
    environment = os.environ | {"BOT_DATA_DIR": str(folder), "BOT_DATABASE_URL": url}
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "bot", "load", str(files), "--yes"], env=environment, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    last = done.stdout.splitlines()[-1]
    sys.stdout.write(f"{last}  {time.perf_counter() - started:.0f} s\n")


def _ask(folder: Path) -> bool:
    """Whether enough questions went to the right town, of both kinds."""
    made = settings(folder)
    with closing(Database(made.database_url)) as database:
        started = time.perf_counter()
        library = library_of(made, database)
        index = library.index()
        sys.stdout.write(f"index of {index.size} findings: {time.perf_counter() - started:.1f} s\n")
        asked = _questions(database, library)
        named = _rate(
            "named in the question",
            [(f"{name}的{said}怎么样了", one, False) for said, name, one in asked],
            index,
        )
        at_home = _rate("set in the chat", [(f"{said}怎么样了", one, True) for said, _, one in asked], index)
        sys.stdout.write("   ".join(f"{name} {value:.0f}" for name, value in memory().items()) + "\n")
    return min(named, at_home) >= _PROMISED


def _questions(database: Database, library: Library) -> list[tuple[str, str, int]]:
    """Words out of findings, what people call the town, and the town."""
    chance, asked = random.Random(4), list[tuple[str, str, int]]()
    sources = library.index().notices.sources
    while len(asked) < _QUESTIONS:
        source = chance.choice(sources)
        finding = chance.choice(material.of_notice(database, source.notice_id)).finding
        name = town_name(source.issuer or "").partition("县")[2]
        asked.append((_some_words(finding, chance), name, source.town_id or 0))
    return asked


def _some_words(finding: Finding, chance: random.Random) -> str:
    at = chance.randrange(max(1, len(finding.problem) - _WORDS))
    return finding.problem[at : at + _WORDS]


def _rate(what: str, asked: Sequence[tuple[str, int, bool]], index: Index) -> float:
    """The share of questions whose reply, first of all, is of the right town."""
    took, right, unanswered = list[float](), 0, 0
    for question, town_id, at_home in asked:
        home = index.notices.of_town(town_id) if at_home else frozenset[int]()
        began = time.perf_counter()
        reply = answer(question, index, None, home)
        took.append((time.perf_counter() - began) * 1000)
        first = reply.notice_ids[0] if isinstance(reply, Choices) else reply.notice_id
        right += index.notices.towns_of([first]) == {town_id}
        unanswered += isinstance(reply, NotFound)
    took.sort()
    rate = right / len(asked)
    sys.stdout.write(
        f"{what}: right town {rate:.3f}, no answer {unanswered / len(asked):.3f}, "
        f"p50 {took[len(took) // 2]:.1f} ms, p99 {took[int(len(took) * 0.99)]:.1f} ms\n"
    )
    return rate


def _type(folder: Path) -> None:
    took = asyncio.run(inline.times(inline.typed(_INLINE), lambda _: Town(folder, None)))
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    sys.stdout.write(f"inline, {len(took)} keystrokes: p50 {p50:.1f} ms, p99 {p99:.1f} ms\n")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path)
    parser.add_argument("issuers", nargs="?", type=int, default=300)
    parser.add_argument("years", nargs="?", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(exist_ok=True)
        if not (files := folder / "notices").exists():
            files.mkdir()
            _write(files, given.issuers, given.years)
            _load(folder, files)
        enough = _ask(folder)
        _type(folder)
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main())
