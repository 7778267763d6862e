"""The shelves of a large collection: which one to open, and a new one made in a process of its own.

python -m handlers.shelving < {"url": …, "folder": …, "words": …}
"""

import json
import logging
import shutil
import subprocess
import sys
import time
from pathlib import Path

from db import material
from db.engine import Database
from knowledge.index.shelf import NoShelf, Shelf
from knowledge.language.language import Language

log = logging.getLogger(__name__)

_AFTER_FAILURE = 3600.0
_ROOT = Path(__file__).parents[1]


class Shelves:
    """The folder that shelves are kept in; ``words`` are those that the operator adds to the language."""

    def __init__(self, folder: Path, database: Database, words: str) -> None:
        self._folder, self._database, self._words = folder.absolute(), database, words
        self._making: subprocess.Popen[bytes] | None = None
        self._not_before = 0.0

    def open_newest(self, known: Language) -> Shelf | None:
        """The newest shelf of this database and this language; those before it are thrown away."""
        for folder in (newest_first := sorted(self._folder.glob("[0-9]*"), key=_version, reverse=True)):
            try:
                shelf = Shelf(folder, known)
            except NoShelf:
                continue
            if material.has_been(self._database, material.Mark(shelf.version, shelf.chain)):
                for older in newest_first[newest_first.index(folder) + 1 :]:
                    shutil.rmtree(older, ignore_errors=True)
                return shelf
        return None

    def make(self) -> None:
        """Begins to make a new one beside everything else, unless that is under way or failed just now."""
        if self._making is not None or time.monotonic() < self._not_before:
            return
        url = self._database.engine.url.render_as_string(hide_password=False)
        wanted = {"url": url, "folder": str(self._folder), "words": self._words}
        self._making = subprocess.Popen(
            [sys.executable, "-m", "db.shelving"],
            stdin=subprocess.PIPE,
            cwd=_ROOT,
            start_new_session=True,  # Ctrl-C is for the bot, which ends this one
        )
        if self._making.stdin is not None:
            with self._making.stdin as pipe:
                pipe.write(json.dumps(wanted).encode())

    def is_made(self) -> bool:
        """Whether the new one has been finished since this was asked last; waits for nothing."""
        if self._making is None or (failed := self._making.poll()) is None:
            return False
        self._making = None
        if failed:
            log.error("the index could not be made anew (exit %d); next try in an hour", failed)
            self._not_before = time.monotonic() + _AFTER_FAILURE
        return not failed

    def wait(self) -> None:
        """Until the one being made is finished, or given up."""
        if self._making is not None:
            self._making.wait()

    def close(self) -> None:
        """Gives up the one being made."""
        if self._making is not None:
            self._making.terminate()
            self._making.wait()


def _version(folder: Path) -> int:
    return int(folder.name) if folder.name.isdecimal() else -1
