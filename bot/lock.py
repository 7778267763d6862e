"""One receiver for a data folder and a database: two would answer everything twice. Those that share the work
hold the lock together."""

import fcntl
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot import texts
from bot.problem import Problem
from db.engine import Database
from db.service import in_service

log = logging.getLogger(__name__)

# In seconds: how long to wait for another receiver to end, and how often to look.
PATIENCE, _LOOK_AGAIN = 60, 1


@contextmanager
def receiving(data_dir: Path, patience: int = PATIENCE, together: bool = False) -> Iterator[None]:
    """Holds the receiver's lock, alone or together with others like it, and notes in its file that a bot
    receives from now on. Raises Problem as ``holding`` does."""
    with holding(data_dir, patience, together) as file:
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


@contextmanager
def serving_from(database: Database, together: bool, patience: int = PATIENCE) -> Iterator[None]:
    """Likewise for a database that several hosts can reach; the server frees it when the connection ends."""
    with in_service(database, together) as is_free:
        _wait_until(is_free, patience)
        yield


@contextmanager
def holding(data_dir: Path, patience: int = 0, together: bool = False) -> Iterator[TextIO]:
    """Holds the receiver's lock, which the system frees at once when its process dies, however it dies.

    Raises Problem when another receiver does not end within so many seconds.
    """
    with _lock_file(data_dir).open("a") as file:
        _wait_until(lambda: _locked(file.fileno(), together), patience)
        yield file


def is_in_service(data_dir: Path) -> bool:
    """Whether a bot with a token has ever received into this folder."""
    return _lock_file(data_dir).exists() and _lock_file(data_dir).stat().st_size > 0


def is_held(data_dir: Path) -> bool:
    """Whether a bot receives into this folder now."""
    if not _lock_file(data_dir).exists():
        return False
    with _lock_file(data_dir).open() as file:
        return not _locked(file.fileno())


def in_service_since(data_dir: Path) -> float | None:
    """When a bot last began to receive into this folder, in seconds since the epoch; None if none did."""
    return _lock_file(data_dir).stat().st_mtime if is_in_service(data_dir) else None


def _lock_file(data_dir: Path) -> Path:
    return data_dir / "receiver.lock"


def _locked(descriptor: int, together: bool = False) -> bool:
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if together else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait_until(is_free: Callable[[], bool], patience: int) -> None:
    """Raises Problem where it takes longer than so many seconds."""
    if is_free():
        return
    if patience:
        log.warning(texts.WAITING_FOR_RECEIVER)
    if not any(_later(is_free) for _ in range(patience // _LOOK_AGAIN)):
        raise Problem(texts.SECOND_RECEIVER, exit_code=1)


def _later(is_free: Callable[[], bool]) -> bool:
    time.sleep(_LOOK_AGAIN)
    return is_free()
