"""One receiver for a data folder: two would answer everything twice."""

import fcntl
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot import texts
from bot.commands.problem import Problem

log = logging.getLogger(__name__)

# In seconds: how long to wait for another receiver to end, and how often to look.
PATIENCE, _LOOK_AGAIN = 60, 1


@contextmanager
def receiving(data_dir: Path, patience: int = PATIENCE) -> Iterator[None]:
    """Holds the receiver's lock, and notes in its file that a bot receives from now on. Raises Problem as
    ``holding`` does."""
    with holding(data_dir, patience) as file:
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


@contextmanager
def holding(data_dir: Path, patience: int = 0) -> Iterator[TextIO]:
    """Holds the receiver's lock, which the system frees at once when its process dies, however it dies.

    Raises Problem when another receiver does not end within so many seconds.
    """
    with _lock_file(data_dir).open("a") as file:
        if not _locked(file.fileno()):
            if patience:
                log.warning(texts.WAITING_FOR_RECEIVER)
            if not any(_locked_later(file.fileno()) for _ in range(patience // _LOOK_AGAIN)):
                raise Problem(texts.SECOND_RECEIVER, exit_code=1)
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


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _locked_later(descriptor: int) -> bool:
    time.sleep(_LOOK_AGAIN)
    return _locked(descriptor)
