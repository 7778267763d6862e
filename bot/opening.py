"""What the program works on, opened as its settings say: the database, the index, the words that the operator
adds."""

import logging
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from bot import texts
from bot.problem import Problem, cannot_open
from bot.settings import Settings, prepare_data_dir
from db import aliases
from db.backup import PHRASES, WORDS
from db.engine import Database
from db.loading import load_if_empty
from db.migrate import InService, upgrade
from handlers.library import Library
from knowledge.data import data_file
from knowledge.progress.phrases import Phrase, read_phrases
from knowledge.reading.aliases import read_aliases
from knowledge.reading.parser import read_notice

log = logging.getLogger(__name__)

# In the data folder: the shelves of a large collection, which are made anew when they are lost.
INDEX = "index"


@contextmanager
def open_database(settings: Settings, patience: int = 0) -> Iterator[Database]:
    """The database at the present schema, in a folder made for it; closed at the end. Raises InService where
    bots of an earlier version serve from it for longer than so many seconds."""
    prepare_data_dir(settings)
    with closing(Database(settings.database_url)) as database:
        _upgrade(database, patience)
        yield database


def _upgrade(database: Database, patience: int) -> None:
    for second in range(patience):
        try:
            upgrade(database)
        except InService:
            if second == 0:
                log.warning(texts.WAITING_TO_UPGRADE)
            time.sleep(1)
        else:
            return
    upgrade(database)


def load_shipped_notice(database: Database, now: datetime) -> None:
    """Loads the notice that comes with the program where there is none yet, and what people call its
    findings."""
    shipped = read_notice(data_file("hubin-2021.txt").encode()).notice
    load_if_empty(database, shipped, now)
    aliases.ship(database, shipped, read_aliases(data_file("hubin-2021.aliases.tsv")), now)


def words_of(settings: Settings) -> str:
    """The words that the operator adds to the language in the data folder. Raises Problem for a table that
    cannot be read."""
    table = settings.data_dir / WORDS
    try:
        return table.read_text(encoding="utf-8-sig") if table.exists() else ""
    except (OSError, UnicodeDecodeError) as failure:
        raise cannot_open(table, failure) from failure


def library_of(settings: Settings, database: Database) -> Library:
    """The index of this database, with the operator's words. Raises Problem as words_of."""
    return Library(database, words_of(settings), settings.data_dir / INDEX)


def phrases_of(settings: Settings) -> tuple[Phrase, ...]:
    """The ready wording, with what the operator adds in the data folder. Raises Problem for a table that
    cannot be read."""
    table = settings.data_dir / PHRASES
    try:
        more = table.read_text(encoding="utf-8-sig") if table.exists() else ""
        return (*read_phrases(data_file(PHRASES)), *read_phrases(more))
    except (OSError, UnicodeDecodeError) as failure:
        raise cannot_open(table, failure) from failure
    except ValueError as failure:
        raise Problem(texts.BAD_PHRASE.format(path=table, line=failure)) from failure
