"""What others offer, each with its default settings and our tokens: texts → a search that gives numbers."""

import sqlite3
import tempfile
from collections.abc import Callable

import bm25s
import numpy as np
import tantivy
from rank_bm25 import BM25Okapi
from rapidfuzz import fuzz, process

from knowledge.language.tokens import pairs, tokenizer
from knowledge.text import normalise

Search = Callable[[str], list[int]]
_DEPTH = 10


def _words(text: str) -> list[str]:
    return tokenizer().words(normalise(text))


def _pairs(text: str) -> list[str]:
    return pairs(normalise(text))


def _rapidfuzz(scorer: Callable[..., float]) -> Callable[[list[str]], Search]:
    def build(texts: list[str]) -> Search:
        normal = [normalise(text) for text in texts]
        return lambda q: [n for _, _, n in process.extract(normalise(q), normal, scorer=scorer, limit=_DEPTH)]

    return build


def _rank_bm25(texts: list[str]) -> Search:
    model = BM25Okapi([_words(text) for text in texts])
    return lambda question: list(map(int, np.argsort(-model.get_scores(_words(question)))[:_DEPTH]))


def _bm25s(cut: Callable[[str], list[str]]) -> Callable[[list[str]], Search]:
    def build(texts: list[str]) -> Search:
        model = bm25s.BM25()
        model.index([cut(text) for text in texts], show_progress=False)
        depth = min(_DEPTH, len(texts))

        def search(question: str) -> list[int]:
            tokens = [token for token in cut(question) if token in model.vocab_dict]
            if not tokens:
                return []
            found, _ = model.retrieve([tokens], k=depth, show_progress=False)
            return [int(number) for number in found[0]]

        return search

    return build


def _fts5(texts: list[str]) -> Search:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE passages USING fts5(words)")
    base.executemany("INSERT INTO passages VALUES (?)", [(" ".join(_words(text)),) for text in texts])

    def search(question: str) -> list[int]:
        wanted = " OR ".join(f'"{word}"' for word in _words(question))
        query = "SELECT rowid - 1 FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"
        return [number for (number,) in base.execute(query, (wanted, _DEPTH))] if wanted else []

    return search


def _tantivy(texts: list[str]) -> Search:
    schema = tantivy.SchemaBuilder().add_text_field("words", tokenizer_name="whitespace").add_integer_field(
        "number", stored=True
    ).build()  # fmt: skip
    index = tantivy.Index(schema, path=tempfile.mkdtemp())
    writer = index.writer()
    for number, text in enumerate(texts):
        writer.add_document(tantivy.Document(words=" ".join(_words(text)), number=number))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(question: str) -> list[int]:
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "words", word))
            for word in _words(question)
        ]
        if not terms:
            return []
        hits = searcher.search(tantivy.Query.boolean_query(terms), _DEPTH).hits
        return [searcher.doc(address)["number"][0] for _, address in hits]

    return search


PEERS: dict[str, Callable[[list[str]], Search]] = {
    "rapidfuzz WRatio": _rapidfuzz(fuzz.WRatio),
    "rapidfuzz partial_ratio": _rapidfuzz(fuzz.partial_ratio),
    "rank_bm25 words": _rank_bm25,
    "bm25s words": _bm25s(_words),
    "bm25s pairs": _bm25s(_pairs),
    "SQLite FTS5 words": _fts5,
    "tantivy words": _tantivy,
}
