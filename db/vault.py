"""The bytes of photos and files, each in a file named after its SHA-256."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path


class Vault:
    """A folder beside the database; its files are their owner's alone, and never changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Stores the bytes, in one step, and gives their name. Raises OSError."""
        name = hashlib.sha256(data).hexdigest()
        self.folder.mkdir(mode=0o700, exist_ok=True)
        part = self.folder / f".{name}.part"
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        part.replace(self.folder / name)
        return name

    def get(self, name: str) -> bytes | None:
        """The bytes of that name; None where they are missing, or are others by now."""
        try:
            data = (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None
        return data if hashlib.sha256(data).hexdigest() == name else None

    def sweep(self, names: Iterable[str], before: float) -> None:
        """Removes the files that none of the names calls for, but none that was made after that time."""
        wanted = {*names}
        for file in self.folder.glob("*") if self.folder.is_dir() else ():
            if file.name not in wanted and file.stat().st_mtime < before:
                file.unlink()

    def drop(self, names: Iterable[str]) -> None:
        """Removes these files, which nothing calls for any more."""
        for name in names:
            (self.folder / name).unlink(missing_ok=True)

    def faulty(self, names: Iterable[str]) -> Iterator[str]:
        """Those of the names whose bytes are missing or altered."""
        return (name for name in names if self.get(name) is None)
