"""The command line, as somebody types it."""

import os
from pathlib import Path
from subprocess import CompletedProcess

from tests import databases
from tests.program import Program


class Shell:
    """Runs python -m bot in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str, typed: str = "", **environment: str) -> CompletedProcess[str]:
        told = self.environment(**environment)
        with Program(*arguments, env=told, cwd=self.folder, typed=typed) as running:
            return CompletedProcess(arguments, running.wait(), running.out(), running.err())

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        root = str(Path(__file__).parents[1])
        return {**kept, "PYTHONPATH": root, **self._database(), **more}

    def _database(self) -> dict[str, str]:
        """SQLite is where the program puts it by itself."""
        if isinstance(databases.present(), databases.Files):
            return {}
        url = databases.present().empty(self.folder / "zhenggai.db")
        return {"BOT_DATABASE_URL": url.render_as_string(hide_password=False)}
