"""How well and how fast findings are found, beside others, in one run: python -m tests.bench.matching

(a) the shipped notice with the labelled questions of tests/data; (b) public questions on passages
(../shared/retrieval, where that is), clean and with one or two wrong characters. All get the same tokens.
Then our own bands on questions that nothing was fitted to, and the curve of false answers.
"""

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from knowledge.asking.answers import answer
from knowledge.asking.query import make_query
from knowledge.asking.ranking import rank
from knowledge.index.index import Index
from knowledge.language.language import language
from knowledge.language.tokens import pairs, tokenizer
from knowledge.model import Finding, Notice, Status
from knowledge.record import Record
from knowledge.text import normalise
from tests.asking import heldout_sets, labelled, record_of
from tests.bench.peers import PEERS
from tests.bench.slips import Slips

_PUBLIC = Path(__file__).parents[3] / "shared" / "retrieval"
_DEPTH = 10
Search = Callable[[str], list[int]]


def _ours(index: Index) -> Search:
    number_of = {code: number for number, code in enumerate(index.codes)}

    def search(question: str) -> list[int]:
        matches = rank(make_query(normalise(question), index), index)
        return [number_of[match.entry.finding.code] for match in matches]

    return search


def _row(name: str, search: Search, asked: Sequence[tuple[str, set[int]]], built: float, grown: float) -> str:
    first, reciprocal, times = 0, 0.0, []
    for question, right in asked:
        started = time.perf_counter()
        found = search(question)[:_DEPTH]
        times.append((time.perf_counter() - started) * 1000)
        place = next((n for n, one in enumerate(found, start=1) if one in right), 0)
        first += place == 1
        reciprocal += 1 / place if place else 0.0
    times.sort()
    size = len(asked)
    return (
        f"{name:28}{first / size:8.3f}{reciprocal / size:8.3f}{times[size // 2]:9.2f}"
        f"{times[int(size * 0.99)]:9.2f}{built:8.1f}{grown:8.0f}\n"
    )


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def _table(title: str, texts: list[str], index: Callable[[], Index], sets: dict[str, Any]) -> None:
    """A row for each searcher and each set of questions."""
    builders: dict[str, Callable[[], Search]] = {"ours": lambda: _ours(index())}
    builders |= {name: lambda make=make: make(texts) for name, make in PEERS.items()}  # type: ignore[misc]
    rows: dict[str, list[str]] = {name: [] for name in sets}
    for name, build in builders.items():
        before, started = _megabytes(), time.perf_counter()
        search = build()
        built, grown = time.perf_counter() - started, _megabytes() - before
        for which, asked in sets.items():
            few = asked[:200] if name.startswith("rapidfuzz") and len(texts) > 100 else asked
            rows[which].append(_row(name, search, few, built, grown))
    for which, lines in rows.items():
        sys.stdout.write(f"\n{title}, {which} ({len(sets[which])} questions)\n")
        sys.stdout.write(f"{'':28}{'R@1':>8}{'MRR@10':>8}{'p50 ms':>9}{'p99 ms':>9}{'build s':>8}{'MB':>8}\n")
        sys.stdout.writelines(lines)


def _notice_table() -> None:
    record = record_of("notices/hubin-2021.txt", aliased=True)
    index = Index.over([record], language())
    texts = [f"{f.category or ''}\n{f.problem}\n{f.rectification}" for f in record.notice.findings]
    number_of = {code: number for number, code in enumerate(index.codes)}
    sets = {}
    for name in ("questions", "paraphrases", "asking/hubin-heldout"):
        asked = [a for a in labelled(name) if a["codes"] and a["kind"] != "code"]
        sets[name] = [(a["q"], {number_of[code] for code in a["codes"]}) for a in asked]
    _table("The shipped notice", texts, lambda: Index.over([record], language()), sets)


def _public_table(most: int) -> None:
    passages = [json.loads(line) for line in (_PUBLIC / "corpus.jsonl").open(encoding="utf-8")]
    number_of = {passage["id"]: number for number, passage in enumerate(passages)}
    queries = [json.loads(line) for line in (_PUBLIC / "queries.jsonl").open(encoding="utf-8")]
    chance = random.Random(1)
    asked = [(q["q"], {number_of[q["id"]]}) for q in chance.sample(queries, min(most, len(queries)))]
    slips = Slips(chance)
    wrong = [(slips.in_text(question, 1 if chance.random() < 0.6 else 2), right) for question, right in asked]
    texts = [passage["text"] for passage in passages]
    _table(
        "Public passages",
        texts,
        lambda: _passages_index(texts),
        {"clean": asked, "1-2 wrong characters": wrong},
    )


def _passages_index(texts: list[str]) -> Index:
    findings = tuple(
        Finding(f"1.1.{n}", None, None, text, "", (), Status.NOT_STATED, None) for n, text in enumerate(texts)
    )
    return Index.over([Record(Notice("", None, None, None, None, None, findings))], language())


def _bands_table() -> None:
    sys.stdout.write(
        "\nUnseen questions: right as answer, as answer or choice; or wrongly answered, offered\n"
    )
    for name, (index, asked) in heldout_sets().items():
        kinds: dict[str, list[tuple[bool, bool]]] = {}
        for line in asked:
            if line["kind"] in ("meta", "code"):
                continue
            reply = answer(line["q"], index)
            outright, offered = reply.kind == "answer", reply.kind in ("answer", "choices")
            if line["codes"]:
                outright &= reply.codes[:1] != () and reply.codes[0] in line["codes"]
                offered &= bool(set(reply.codes[: 1 if reply.kind == "answer" else 3]) & set(line["codes"]))
            kinds.setdefault(line["kind"], []).append((outright, offered))
        for kind, outcomes in kinds.items():
            size = len(outcomes)
            shares = [sum(outcome[n] for outcome in outcomes) / size for n in (0, 1)]
            sys.stdout.write(f"{name:24}{kind:14}{size:5}{shares[0]:8.2f}{shares[1]:8.2f}\n")


def _curve() -> None:
    """Of questions without an answer, how many are answered when so many of the others are."""
    answerable, others = list[float](), list[float]()
    for index, asked in heldout_sets().values():
        for line in asked:
            if line["kind"] in ("meta", "code"):
                continue
            matches = rank(make_query(normalise(line["q"]), index), index)
            top = matches[0].probability if matches else 0.0
            (answerable if line["codes"] else others).append(top)
    sys.stdout.write("\nAnswered of the answerable → of the others\n")
    answerable.sort()
    for kept in (0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5):
        threshold = answerable[int(len(answerable) * (1 - kept))]
        false = sum(top >= threshold for top in others) / len(others)
        sys.stdout.write(f"{kept:.2f} → {false:.2f}\n")


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 1500
    tokenizer(), pairs("")
    _notice_table()
    if _PUBLIC.exists():
        _public_table(most)
    _bands_table()
    _curve()


if __name__ == "__main__":
    main()
