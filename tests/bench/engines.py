"""What tests.bench.growth compares: each builds from texts into a folder, opens it, and takes a change."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import bm25s
import numpy as np
import tantivy
from bm25s.tokenization import Tokenized
from rank_bm25 import BM25Okapi
from rapidfuzz import fuzz, process

from knowledge.asking.evidence import first_scores
from knowledge.asking.query import make_query
from knowledge.asking.ranking import fitted, rank
from knowledge.index.entries import Entry, Facts
from knowledge.index.index import Index
from knowledge.index.notices import Notices
from knowledge.index.shelf import Shelf
from knowledge.index.shelf_writer import write_shelf
from knowledge.index.sources import Source
from knowledge.language.language import language
from knowledge.language.sounds import sounds
from knowledge.language.tokens import pairs, tokenizer
from knowledge.model import Finding, Status
from knowledge.text import normalise

Search = Callable[[str], list[int]]
_DEPTH, _A_NOTICE = 10, 1_000


class Engine(Protocol):
    def build(self, texts: Iterable[str], folder: Path) -> None: ...

    def open(self, folder: Path) -> Search: ...

    def change(self, number: int, text: str) -> Search:
        """After opening: the search once the passage says something else."""


def _words(text: str) -> list[str]:
    return tokenizer().words(normalise(text))


def _pairs(text: str) -> list[str]:
    return pairs(normalise(text))


class Ours:
    """The findings that score highest at first sight (``ranked``: after a closer look)."""

    def __init__(self, ranked: bool = False) -> None:
        self._ranked = ranked

    def build(self, texts: Iterable[str], folder: Path) -> None:
        write_shelf(folder / "shelf", self._notices(texts), language(), 1)

    def open(self, folder: Path) -> Search:
        self._shelf = Shelf(folder / "shelf", language())
        self._notices_known = Notices(self._shelf.sources, language().tokenizer)
        return self._search(Index(self._notices_known, [], language(), self._shelf))

    def change(self, number: int, text: str) -> Search:
        facts = self._shelf.entry(number).facts
        changed = Entry(replace(facts, finding=replace(facts.finding, problem=text)), language())
        gone = frozenset([number])
        return self._search(Index(self._notices_known, [changed], language(), self._shelf, gone))

    @staticmethod
    def _notices(texts: Iterable[str]) -> Iterable[tuple[Source, list[Facts]]]:
        some: list[Facts] = []
        for number, text in enumerate(texts):
            code = f"1.{number // _A_NOTICE + 1}.{number % _A_NOTICE + 1}"
            finding = Finding(code, None, None, text, "", (), Status.NOT_STATED, None)
            some.append(Facts(number // _A_NOTICE + 1, finding))
            if len(some) == _A_NOTICE:
                yield _source(some), some
                some = []
        if some:
            yield _source(some), some

    def _search(self, index: Index) -> Search:
        def by_first_scores(question: str) -> list[int]:
            total: dict[int, float] = {}
            first = fitted().first
            for kind, scores in first_scores(make_query(normalise(question), index), index, first).items():
                for number, score in scores.items():
                    total[number] = total.get(number, 0.0) + first[kind] * score
            return sorted(total, key=lambda number: -total[number])[:_DEPTH]

        def by_rank(question: str) -> list[int]:
            return [_number(m.entry) for m in rank(make_query(normalise(question), index), index)]

        return by_rank if self._ranked else by_first_scores


def _source(some: Sequence[Facts]) -> Source:
    return Source(some[0].notice_id, "", None, None, tuple(facts.finding.code for facts in some))


def _number(entry: Entry) -> int:
    _, notice, item = map(int, entry.finding.code.split("."))
    return (notice - 1) * _A_NOTICE + item - 1


class Tantivy:
    """Over words alone, or over words, pairs of characters and sounds together."""

    def __init__(self, fields: Mapping[str, Callable[[str], list[str]]]) -> None:
        self._fields = fields
        builder = tantivy.SchemaBuilder()
        for field in fields:
            builder = builder.add_text_field(field, tokenizer_name="whitespace")
        number = builder.add_integer_field("number", stored=True, indexed=True)
        self._schema = number.build()

    def build(self, texts: Iterable[str], folder: Path) -> None:
        (folder / "tantivy").mkdir()
        index = tantivy.Index(self._schema, path=str(folder / "tantivy"))
        writer = index.writer(heap_size=200_000_000, num_threads=1)
        for number, text in enumerate(texts):
            writer.add_document(self._document(number, text))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> Search:
        self._index = tantivy.Index.open(str(folder / "tantivy"))
        return self._search()

    def change(self, number: int, text: str) -> Search:
        writer = self._index.writer(num_threads=1)
        writer.delete_documents_by_term("number", number)
        writer.add_document(self._document(number, text))
        writer.commit()
        self._index.reload()
        return self._search()

    def _document(self, number: int, text: str) -> tantivy.Document:
        tokens = {field: _apart(cut(text)) for field, cut in self._fields.items()}
        return tantivy.Document(number=number, **tokens)

    def _search(self) -> Search:
        searcher = self._index.searcher()

        def search(question: str) -> list[int]:
            terms = [
                (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, field, token))
                for field, cut in self._fields.items()
                for token in _apart(cut(question)).split()
            ]
            if not terms:
                return []
            hits = searcher.search(tantivy.Query.boolean_query(terms), _DEPTH).hits
            return [searcher.doc(address)["number"][0] for _, address in hits]

        return search


def _apart(tokens: Iterable[str]) -> str:
    return " ".join(token.replace(" ", "_") for token in tokens)


class Bm25s:
    """With its own defaults; a change means to build anew."""

    def __init__(self, cut: Callable[[str], list[str]]) -> None:
        self._cut = cut

    def build(self, texts: Iterable[str], folder: Path) -> None:
        known: dict[str, int] = {}
        ids = [[known.setdefault(token, len(known)) for token in self._cut(text)] for text in texts]
        model = bm25s.BM25()
        model.index(Tokenized(ids, known), show_progress=False)
        model.save(str(folder / "bm25s"), show_progress=False)

    def open(self, folder: Path) -> Search:
        model = bm25s.BM25.load(str(folder / "bm25s"), mmap=True, show_progress=False)

        def search(question: str) -> list[int]:
            tokens = [token for token in self._cut(question) if token in model.vocab_dict]
            if not tokens:
                return []
            found, _ = model.retrieve([tokens], k=_DEPTH, show_progress=False)
            return [int(number) for number in found[0]]

        return search

    def change(self, number: int, text: str) -> Search:
        raise NotImplementedError


class Scan:
    """What has no index on disk: it is built when it is opened."""

    def __init__(self, make: Callable[[list[str]], Search]) -> None:
        self._make = make

    def build(self, texts: Iterable[str], folder: Path) -> None:
        (folder / "texts.json").write_text(json.dumps([*texts], ensure_ascii=False), encoding="utf-8")

    def open(self, folder: Path) -> Search:
        return self._make(json.loads((folder / "texts.json").read_text(encoding="utf-8")))

    def change(self, number: int, text: str) -> Search:
        raise NotImplementedError


def _rank_bm25(texts: list[str]) -> Search:
    model = BM25Okapi([_words(text) for text in texts])
    return lambda question: [int(n) for n in np.argsort(-model.get_scores(_words(question)))[:_DEPTH]]


def _partial_ratio(texts: list[str]) -> Search:
    normal = [normalise(text) for text in texts]

    def search(question: str) -> list[int]:
        found: Any = process.extract(normalise(question), normal, scorer=fuzz.partial_ratio, limit=_DEPTH)
        return [number for _, _, number in found]

    return search


class Fts5:
    def build(self, texts: Iterable[str], folder: Path) -> None:
        with sqlite3.connect(folder / "fts5.db") as base:
            base.execute("CREATE VIRTUAL TABLE passages USING fts5(words)")
            base.executemany("INSERT INTO passages VALUES (?)", ((" ".join(_words(text)),) for text in texts))
        base.close()

    def open(self, folder: Path) -> Search:
        self._base = sqlite3.connect(folder / "fts5.db")
        query = "SELECT rowid - 1 FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"

        def search(question: str) -> list[int]:
            wanted = " OR ".join(f'"{word}"' for word in _words(question))
            return [number for (number,) in self._base.execute(query, (wanted, _DEPTH))] if wanted else []

        self._search = search
        return search

    def change(self, number: int, text: str) -> Search:
        words = " ".join(_words(text))
        self._base.execute("UPDATE passages SET words = ? WHERE rowid = ?", (words, number + 1))
        self._base.commit()
        return self._search


@dataclass(frozen=True)
class Entrant:
    make: Callable[[], Engine]
    most: int
    """The largest collection it is measured with; what scans is hopeless beyond 10,000."""


_WORDS = {"words": _words}
_THREE = _WORDS | {"pairs": _pairs, "sounds": lambda text: sounds(normalise(text))}

ENTRANTS: dict[str, Entrant] = {
    "ours": Entrant(Ours, 1_000_000),
    "ours, ranked": Entrant(lambda: Ours(ranked=True), 1_000_000),
    "tantivy words": Entrant(lambda: Tantivy(_WORDS), 1_000_000),
    "tantivy three fields": Entrant(lambda: Tantivy(_THREE), 1_000_000),
    "bm25s words": Entrant(lambda: Bm25s(_words), 1_000_000),
    "bm25s pairs": Entrant(lambda: Bm25s(_pairs), 1_000_000),
    "SQLite FTS5 words": Entrant(Fts5, 10_000),
    "rank_bm25 words": Entrant(lambda: Scan(_rank_bm25), 10_000),
    "rapidfuzz partial_ratio": Entrant(lambda: Scan(_partial_ratio), 10_000),
}
