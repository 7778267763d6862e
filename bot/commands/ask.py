"""ask and evaluate: questions without a chat."""

import json
import sys
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import texts
from bot.app import library_of, load_shipped_notice, open_database
from bot.commands.problem import Problem, cannot_open
from bot.settings import Settings
from db.engine import Database
from handlers.views import replies
from knowledge.asking.answers import Answer, Overview, answer
from knowledge.asking.evaluate import Rates
from knowledge.asking.evaluate import evaluate as rate
from knowledge.asking.index import Index
from knowledge.model import Role


def ask(question: str, as_json: bool, settings: Settings, now: datetime) -> int:
    """Answers one question, or with "-" each line of stdin as a first question; nothing is stored."""
    with open_database(settings) as database:
        index = _index(database, settings, now)
    questions: Iterable[str] = (line.rstrip("\r\n") for line in sys.stdin) if question == "-" else [question]
    for asked in questions:
        print(_as_json(asked, index, settings) if as_json else _as_text(asked, index, settings), flush=True)
    return 0


def evaluate(path: Path, settings: Settings, now: datetime) -> int:
    """Prints the rates of a labelled question set by kind."""
    labelled = _labelled(path)
    with open_database(settings) as database:
        rates = rate(labelled, _index(database, settings, now))
    print(texts.RATES_HEAD)
    for kind, row in rates.items():
        print(_row(kind, row))
    print(_row(texts.ALL_FINDINGS, _sum(row for row in rates.values() if row.with_codes)))
    print(_row(texts.ALL_OTHERS, _sum(row for row in rates.values() if not row.with_codes)))
    return 0


def _index(database: Database, settings: Settings, now: datetime) -> Index:
    load_shipped_notice(database, now)
    return library_of(settings, database).index()


def _as_text(question: str, index: Index, settings: Settings) -> str:
    return replies.view(answer(question, index), index.record, Role.CITIZEN, settings.zone).plain


def _as_json(question: str, index: Index, settings: Settings) -> str:
    started = time.perf_counter()
    reply = answer(question, index)
    took = time.perf_counter() - started
    line = {
        "q": question,
        "kind": reply.kind,
        "intent": reply.intent if isinstance(reply, Overview) else None,
        "codes": list(reply.codes),
        "focus": reply.focus if isinstance(reply, Answer) else "",
        "text": replies.view(reply, index.record, Role.CITIZEN, settings.zone).plain,
        "ms": round(took * 1000, 2),
    }
    return json.dumps(line, ensure_ascii=False)


def _labelled(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as failure:
        raise cannot_open(path, failure) from failure
    labelled = []
    for number, line in enumerate(lines, start=1):
        try:
            entry = json.loads(line) if line.strip() else None
        except json.JSONDecodeError:
            entry = ""
        if entry is not None and (not isinstance(entry, dict) or not isinstance(entry.get("q"), str)):
            raise Problem(texts.BAD_LINE.format(path=path, line=number))
        labelled += [entry] if entry else []
    return labelled


def _row(kind: str, rates: Rates) -> str:
    return texts.RATES_ROW.format(kind=kind, rates=rates)


def _sum(rows: Iterable[Rates]) -> Rates:
    total = Rates()
    for row in rows:
        total += row
    return total
