"""Passages and questions to grow with: public passages that questions are asked about, among any number made
of sentences of others. The synthetic ones share a pool of sentences: good for speed and for comparing."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from knowledge.text import sentences
from tests.bench.slips import Slips

_PUBLIC = Path(__file__).parents[3] / "shared" / "retrieval"
_QUESTIONS = 300

Asked = list[tuple[str, int]]


class Passages:
    """``texts`` gives so many passages; each question of ``clean`` and ``wrong``, which has one or two
    wrong characters, has its passage's number."""

    def __init__(self) -> None:
        passages = [json.loads(line) for line in (_PUBLIC / "corpus.jsonl").open(encoding="utf-8")]
        queries = [json.loads(line) for line in (_PUBLIC / "queries.jsonl").open(encoding="utf-8")]
        chance = random.Random(1)
        chosen = chance.sample(queries, _QUESTIONS)
        wanted = {query["id"] for query in chosen}
        self._gold = [passage["text"] for passage in passages if passage["id"] in wanted]
        self._pool = [
            s for p in passages if p["id"] not in wanted for s in sentences(p["text"]) if len(s) > 5
        ]
        place = {p["id"]: n for n, p in enumerate(p for p in passages if p["id"] in wanted)}
        slips = Slips(chance)
        self.clean: Asked = [(query["q"], place[query["id"]]) for query in chosen]
        self.wrong: Asked = [
            (slips.in_text(question, 1 if chance.random() < 0.6 else 2), right)
            for question, right in self.clean
        ]

    def texts(self, size: int) -> Iterator[str]:
        yield from self._gold
        chance = random.Random(2)
        for _ in range(size - len(self._gold)):
            yield "".join(chance.choices(self._pool, k=chance.randint(2, 5)))
