"""How a shelf lies on disk.

A folder of plain arrays, written by ``shelf_writer`` and never changed. A token of a family is known by its
key; the postings of the key at place i are ``docs[starts[i]:starts[i + 1]]``, ascending, each with its impact
(BM25 without rarity) in 255ths of the most there can be; ``holding[i]`` findings hold it, also where none is
listed. The findings themselves are lines of JSON at ``offsets``.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np

from knowledge.index.entries import Entry, Facts
from knowledge.index.forms import Known
from knowledge.index.postings import K1, Token
from knowledge.index.sources import Source
from knowledge.language.language import Language
from knowledge.model import Finding, Status

# Another one where anything lies otherwise, or what is known of an entry would be found otherwise.
FORMAT = 5
IMPACT_STEPS = 255
MOST_IMPACT = K1 + 1
META, FACTS = "meta.json", "facts.bin"
ARRAYS = ("keys", "starts", "holding", "docs", "impacts", "values", "value_starts", "holders", "offsets")


def key_of(family: str, token: Token) -> int:
    """64 bits: of a hundred million tokens, two share a key once in four thousand collections."""
    return int.from_bytes(hashlib.blake2b(f"{family}\0{token}".encode(), digest_size=8).digest(), "big")


def number_type(size: int) -> type[np.unsignedinteger[Any]]:
    """In which so many findings are numbered: half of what a shelf takes are numbers of findings."""
    return np.uint16 if size <= 2**16 else np.uint32


def entry_to_json(entry: Entry) -> bytes:
    """What the entry is made of, and what it takes long to find out about it."""
    known = entry.known
    return json.dumps(asdict(entry.facts) | {"known": asdict(known)}, ensure_ascii=False).encode()


def entry_of_json(data: bytes, language: Language) -> Entry:
    row = json.loads(data)
    known = Known(**row.pop("known"))
    finding = row.pop("finding")
    finding["measures"], finding["status"] = tuple(finding["measures"]), Status(finding["status"])
    row["later"], row["aliases"] = tuple(row["later"]), tuple(row["aliases"])
    return Entry(Facts(finding=Finding(**finding), **row), language, known)


def source_to_json(source: Source) -> list[Any]:
    issued_on = source.issued_on.isoformat() if source.issued_on else None
    return [source.notice_id, source.title, source.issuer, issued_on, source.codes]


def source_of_json(row: list[Any]) -> Source:
    notice_id, title, issuer, issued_on, codes = row
    day = date.fromisoformat(issued_on) if issued_on else None
    return Source(notice_id, title, issuer, day, tuple(codes))
