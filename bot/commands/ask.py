"""ask and evaluate: questions without a chat."""

import json
import sys
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import texts
from bot.opening import library_of, load_shipped_notice, open_database
from bot.problem import Problem, cannot_open
from bot.settings import Settings
from db.engine import Database
from handlers.library import Library
from handlers.views import replies
from knowledge.asking.answers import answer
from knowledge.asking.evaluate import Rates
from knowledge.asking.evaluate import evaluate as rate
from knowledge.asking.reply import Answer, Choices, Overview, Reply
from knowledge.model import Role


def ask(question: str, as_json: bool, settings: Settings, now: datetime) -> int:
    """Answers one question, or with "-" each line of stdin as a first question; nothing is stored."""
    questions: Iterable[str] = (line.rstrip("\r\n") for line in sys.stdin) if question == "-" else [question]
    with open_database(settings) as database:
        library = _library(database, settings, now)
        for asked in questions:
            print(
                _as_json(asked, library, settings) if as_json else _as_text(asked, library, settings),
                flush=True,
            )
    return 0


def evaluate(path: Path, settings: Settings, now: datetime) -> int:
    """Prints the rates of a labelled question set by kind."""
    labelled = _labelled(path)
    with open_database(settings) as database:
        rates = rate(labelled, _library(database, settings, now).index())
    print(texts.RATES_HEAD)
    for kind, row in rates.items():
        print(_row(kind, row))
    print(_row(texts.ALL_FINDINGS, _sum(row for row in rates.values() if row.with_codes)))
    print(_row(texts.ALL_OTHERS, _sum(row for row in rates.values() if not row.with_codes)))
    return 0


def _library(database: Database, settings: Settings, now: datetime) -> Library:
    load_shipped_notice(database, now)
    library = library_of(settings, database)
    library.index()  # before anybody counts how long an answer takes
    return library


def _as_text(question: str, library: Library, settings: Settings) -> str:
    return _shown(answer(question, library.index()), library, settings)


def _shown(reply: Reply, library: Library, settings: Settings) -> str:
    """As a chat shows it, with the record of the reply's own notice."""
    ids = reply.notice_ids if isinstance(reply, Choices) else (reply.notice_id,)
    found = [record for one in dict.fromkeys(ids) if one and (record := library.records.get(one))]
    record = found[0] if found else library.records.newest()
    names = {one.notice_id: one.name for one in found} if len(found) > 1 else {}
    return replies.view(reply, record, Role.CITIZEN, settings.zone, names=names).plain


def _as_json(question: str, library: Library, settings: Settings) -> str:
    index = library.index()
    started = time.perf_counter()
    reply = answer(question, index)
    took = time.perf_counter() - started
    notices = list(reply.notice_ids) if isinstance(reply, Choices) else [reply.notice_id] * len(reply.codes)
    line = {
        "q": question,
        "kind": reply.kind,
        "intent": reply.intent if isinstance(reply, Overview) else None,
        "codes": list(reply.codes),
        "notices": notices,
        "focus": reply.focus if isinstance(reply, Answer) else "",
        "text": _shown(reply, library, settings),
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
        if entry is not None and not _is_labelled(entry):
            raise Problem(texts.BAD_LINE.format(path=path, line=number))
        labelled += [entry] if entry else []
    return labelled


def _is_labelled(entry: Any) -> bool:
    is_question = isinstance(entry, dict) and isinstance(entry.get("q"), str)
    return is_question and isinstance(entry.get("codes") or [], list)


def _row(kind: str, rates: Rates) -> str:
    return texts.RATES_ROW.format(kind=kind, rates=rates)


def _sum(rows: Iterable[Rates]) -> Rates:
    total = Rates()
    for row in rows:
        total += row
    return total
