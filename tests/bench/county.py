"""A county in one bot: python -m tests.bench.county [--folder F] [NOTICES]

Loads so many notices of 40 findings each (1,500 unless said): towns of invented names over eight years, made
of sentences of the notices in tests/data. Then, in processes of their own, the first start, which makes the
shelf, and starts from disk: questions, half of which name their town, a change, and memory.
What is loaded in the folder is kept.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from bot.opening import library_of
from bot.runtime import keep_what_stays
from db import aliases, loading, material, people
from db.engine import Database
from db.migrate import upgrade
from handlers.library import Library
from knowledge.asking.answers import answer
from knowledge.asking.reply import Answer, Choices
from knowledge.model import Finding, Notice, Role
from knowledge.reading.parser import read_notice
from knowledge.text import sentences
from tests.town import DATA, settings

_FINDINGS, _YEARS, _QUESTIONS = 40, 8, 600
_PLACES = "青云沐澜岭泉石桥柳湾金沙槐临禾川洛溪梧枫峰岱白红乌凤龙鹤栖"
_NOW = datetime(2026, 3, 2, tzinfo=UTC)
_TEACHER = 7


def county(size: int, years: int = _YEARS) -> Iterator[Notice]:
    """So many notices, each issuer's of so many years in a row; no two towns are called the same."""
    chance = random.Random(3)
    read = [read_notice(path.read_bytes()).notice for path in sorted((DATA / "notices").rglob("*.txt"))]
    findings = [finding for notice in read for finding in notice.findings]
    pool = [one for f in findings for one in sentences(f.problem + f.rectification) if len(one) > 8]
    known: set[str] = set()
    for number in range(size):
        if number % years == 0:
            while (town := _town(chance)) in known:
                pass
            known.add(town)
            issuer = f"中共{''.join(chance.sample(_PLACES, 2))}县{town}委员会"
        said = [_finding(place, chance.choice(findings), pool, chance) for place in range(_FINDINGS)]
        issued_on = date(2017 + number % years, 3, 4)
        yield Notice(
            f"{issuer}关于巡察整改进展情况的通报", issuer, issued_on, "0543-1234567", None, None, tuple(said)
        )


def _town(chance: random.Random) -> str:
    return "".join(chance.sample(_PLACES, 2)) + chance.choice("岭河坝渡坡堡") + chance.choice("镇乡")


def _finding(place: int, like: Finding, pool: list[str], chance: random.Random) -> Finding:
    code = f"{place // 20 + 1}.{place // 5 % 4 + 1}.{place % 5 + 1}"
    problem, reply = ("".join(chance.sample(pool, size)) for size in (3, 5))
    return replace(like, code=code, problem=problem, rectification=reply, measures=())


def _load(folder: Path, size: int) -> None:
    made = settings(folder)
    with closing(Database(made.database_url)) as database:
        upgrade(database)
        for notice in county(size):
            loading.load(database, notice, _NOW)
        people.enrol(database, _TEACHER, "张三", Role.SUPERVISOR, _NOW)


def _measure(folder: Path) -> None:
    """Prints what one start of the bot shows."""
    made = settings(folder)
    with closing(Database(made.database_url)) as database:
        started = time.perf_counter()
        library = library_of(made, database)
        index = library.index()
        start = time.perf_counter() - started
        asked = _questions(database, library)
        keep_what_stays()  # as the bot does
        times, right = [], 0
        for question, key, named in asked:
            began = time.perf_counter()
            reply = answer(question, index)
            times.append((time.perf_counter() - began) * 1000)
            ids = reply.notice_ids if isinstance(reply, Choices) else (reply.notice_id,)
            right += named and key[0] in ids
        times.sort()
        changed = _change(database, library, asked[0][1])
        row = {
            "start s": start, "p50 ms": times[len(times) // 2], "p99 ms": times[int(len(times) * 0.99)],
            "right notice": right / sum(named for _, _, named in asked), "change s": changed,
        } | memory()  # fmt: skip
    sys.stdout.write("".join(f"{name} {value:.3f}   " for name, value in row.items()) + "\n")


def _questions(database: Database, library: Library) -> list[tuple[str, tuple[int, str], bool]]:
    """Words out of findings, every other one with the name of its town and its year."""
    chance = random.Random(4)
    sources = library.index().notices.sources
    asked = []
    for number in range(_QUESTIONS):
        source = chance.choice(sources)
        facts = chance.choice(material.of_notice(database, source.notice_id))
        at = chance.randrange(max(1, len(facts.finding.problem) - 14))
        words, named = facts.finding.problem[at : at + 14], number % 2 == 0
        town = (source.issuer or "").removeprefix("中共").removesuffix("委员会").partition("县")[2]
        year = source.issued_on.year if source.issued_on else 0
        question = f"{town}{year}年的通报，{words}怎么样了" if named else words
        asked.append((question, (source.notice_id, facts.finding.code), named))
    return asked


def _change(database: Database, library: Library, key: tuple[int, str]) -> float:
    """From the commit of a change until it is found."""
    nickname = f"老黄牛那档子事{material.mark(database).version}"
    aliases.teach(database, *key, nickname, _TEACHER, _NOW)
    began = time.perf_counter()
    reply = answer(nickname, library.index())
    if not isinstance(reply, Answer | Choices):
        raise AssertionError("the change is not found")
    return time.perf_counter() - began


def memory() -> dict[str, float]:
    """Of this process, in MB: its own, and the parts of files that are mapped and shared."""
    lines = (line.split() for line in Path("/proc/self/status").read_text().splitlines())
    found = {line[0]: int(line[1]) / 1024 for line in lines if line[0].startswith("Rss")}
    return {"own MB": found["RssAnon:"], "mapped MB": found["RssFile:"]}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--measure", type=Path)
    parser.add_argument("notices", nargs="?", type=int, default=1_500)
    given = parser.parse_args()
    if given.measure:
        _measure(given.measure)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(exist_ok=True)
        if not (folder / "loaded.json").exists():
            started = time.perf_counter()
            _load(folder, given.notices)
            (folder / "loaded.json").write_text(json.dumps(time.perf_counter() - started))
        loaded = json.loads((folder / "loaded.json").read_text())
        sys.stdout.write(f"{given.notices} notices loaded in {loaded:.0f} s\n")
        for what in ("first start", "from disk", "from disk"):
            sys.stdout.write(f"{what}: ")
            sys.stdout.flush()
            subprocess.run([sys.executable, "-m", "tests.bench.county", "--measure", str(folder)], check=True)


if __name__ == "__main__":
    main()
