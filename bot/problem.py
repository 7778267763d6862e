"""What cannot go on, told to whoever runs the program."""

import errno
import os
from pathlib import Path

from bot import texts


class Problem(Exception):
    """Ends the program with its one line on stderr. ``exit_code`` is 2 where settings or data are to be
    mended first, 1 where it is to be started anew."""

    def __init__(self, line: str, exit_code: int = 2) -> None:
        super().__init__(line)
        self.exit_code = exit_code


_FULL = (errno.ENOSPC, errno.EDQUOT)


def of_files(failure: OSError) -> Problem:
    """The problem that a file or the disk is; any other failure is raised again."""
    if failure.filename is None and failure.errno not in _FULL:
        raise failure
    return cannot_open(Path(str(failure.filename or os.curdir)), failure)


def cannot_open(path: Path, failure: OSError | UnicodeDecodeError) -> Problem:
    """The problem of a file that cannot be read at all, or of a disk that takes nothing."""
    if isinstance(failure, OSError) and failure.errno in _FULL:
        return Problem(texts.DISK_FULL)
    if isinstance(failure, OSError) and failure.errno == errno.EROFS:
        return Problem(texts.READ_ONLY.format(path=failure.filename or path))
    why = texts.IS_FOLDER
    if isinstance(failure, FileNotFoundError):
        why = texts.NO_FILE if os.path.isdir(path.parent) else texts.NO_SUCH_FOLDER.format(folder=path.parent)
    elif isinstance(failure, PermissionError):
        why = texts.NO_PERMISSION
    elif isinstance(failure, UnicodeDecodeError):
        why = texts.NO_TEXT
    return Problem(texts.CANNOT_OPEN.format(path=path, why=why))
