"""Who asked, as a key that nobody can turn back without the salt, which has a file of its own."""

import hmac
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from bot import texts
from bot.problem import Problem, cannot_open
from db.backup import SALT

_BYTES, _KEY_LENGTH = 32, 32


def person_keys(data_dir: Path) -> Callable[[int], str]:
    """Gives the key of a person's id: HMAC-SHA-256 with the folder's salt, which is made where there is
    none. Raises Problem for a salt that cannot be read or made."""
    file = data_dir / SALT
    try:
        _make(file)
        salt = bytes.fromhex(file.read_text(encoding="ascii"))
    except OSError as failure:
        raise cannot_open(file, failure) from failure
    except ValueError as failure:
        raise Problem(texts.BAD_SALT.format(path=file)) from failure
    return lambda person_id: hmac.new(salt, str(person_id).encode(), "sha256").hexdigest()[:_KEY_LENGTH]


def _make(file: Path) -> None:
    try:
        made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with open(made, "w", encoding="ascii") as out:
        out.write(secrets.token_hex(_BYTES))
