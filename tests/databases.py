"""Databases to test on: SQLite in files, or PostgreSQL by a server that the tests start. A test asks for one
at a place, and need not know which kind it gets."""

import hashlib
import os
import pwd
import shutil
import subprocess
from collections.abc import Callable
from contextlib import closing
from enum import StrEnum
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock

import psycopg
from sqlalchemy import URL

from db.engine import Database

NO_POSTGRESQL = "no PostgreSQL here: apt install postgresql"
Make = Callable[[Database], None]
# For speed: what a machine that is switched off would cost the tests is nothing.
_CARELESS = ("fsync=off", "full_page_writes=off", "max_connections=200")
_BINARIES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/bin")


class Kind(StrEnum):
    SQLITE = "sqlite"
    POSTGRES = "postgres"


class Files:
    """SQLite."""

    def empty(self, place: Path) -> URL:
        return URL.create("sqlite", database=str(place))

    def made(self, place: Path, make: Make) -> URL:
        place.write_bytes(_made_file(make))
        return self.empty(place)

    def clear(self) -> None:
        """pytest clears its folders."""

    def stop(self) -> None:
        """Nothing runs."""


class Server:
    """PostgreSQL, listening on a socket in a folder of its own; it belongs to nobody who could start it as
    root, which PostgreSQL refuses."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._folder = Path(mkdtemp(prefix="zhenggai-"))
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self._folder, self._user)
        self._run("initdb", "--no-sync", "-A", "trust", "-U", "tests", "-E", "UTF8", "--locale=C")
        settings = (*_CARELESS, "listen_addresses=", f"unix_socket_directories={self._folder}")
        with (self._data / "postgresql.conf").open("a") as file:
            file.writelines(
                f"{name} = '{value}'\n" for name, _, value in (s.partition("=") for s in settings)
            )
        self._run("pg_ctl", "start", "-w", "-l", str(self._folder / "log"))
        self._naming = Lock()
        self._made: dict[Make, str] = {}
        self._of_test: set[str] = set()

    def empty(self, place: Path) -> URL:
        """A database without tables; the same for the same place."""
        return self._database(place, "template0")

    def made(self, place: Path, make: Make) -> URL:
        """A copy of what ``make`` makes of an empty one."""
        if make not in self._made:
            name = f"made_{len(self._made)}"
            self._statement(f"CREATE DATABASE {name} TEMPLATE template0")
            with closing(Database(self._url(name))) as database:
                make(database)
            self._made[make] = name
        return self._database(place, self._made[make])

    def restart(self) -> None:
        """As when the machine is switched off and on: nobody is asked, and what was committed is there."""
        self._run("pg_ctl", "restart", "-w", "-m", "immediate", "-l", str(self._folder / "log"))

    def settle(self, **settings: str) -> None:
        """Restarts with these settings, whatever was careless about them."""
        for name, value in settings.items():
            self._statement(f"ALTER SYSTEM SET {name} = {value}")
        self.restart()

    def program(self, name: str) -> Path:
        """One of those that come with the server, wherever a link to another one of them stands."""
        return (self._binaries / "initdb").resolve().parent / name

    def pids(self) -> list[int]:
        """The server's process, and those that it has started."""
        first = (self._data / "postmaster.pid").read_text().splitlines()[0]
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [int(first), *map(int, children)]

    def clear(self) -> None:
        """Drops what a test made."""
        for name in self._of_test:
            self._statement(f"DROP DATABASE {name} WITH (FORCE)")
        self._of_test.clear()

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-m", "immediate")
        shutil.rmtree(self._folder)

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _database(self, place: Path, template: str) -> URL:
        name = f"test_{hashlib.sha256(str(place).encode()).hexdigest()[:16]}"
        with self._naming:  # some tests ask for one place from several threads
            if name not in self._of_test:
                self._statement(f"CREATE DATABASE {name} TEMPLATE {template}")
                self._of_test.add(name)
        return self._url(name)

    def _url(self, name: str) -> URL:
        query = {"host": str(self._folder)}
        return URL.create("postgresql+psycopg", username="tests", database=name, query=query)

    def _statement(self, statement: str) -> None:
        url = f"host={self._folder} user=tests dbname=postgres"
        with closing(psycopg.connect(url, autocommit=True)) as connection:
            connection.execute(statement.encode())

    def _run(self, program: str, *arguments: str) -> None:
        user = pwd.getpwnam(self._user) if self._user else None
        subprocess.run(
            [self._binaries / program, "-D", self._data, *arguments],
            user=user and user.pw_uid, group=user and user.pw_gid, extra_groups=[] if user else None,
            check=True, capture_output=True, cwd=self._folder, timeout=60,
        )  # fmt: skip


_FILES = Files()
_present: Files | Server = _FILES


def use(kind: Kind) -> None:
    """From now on databases are of this kind. Raises LookupError where PostgreSQL is not installed."""
    global _present
    _present = _FILES if kind is Kind.SQLITE else server()


def present() -> Files | Server:
    """Where databases are made now."""
    return _present


@cache
def server() -> Server:
    """The one of this process, started when it is first needed. Raises LookupError."""
    return Server(_binaries())


def stop() -> None:
    """Ends what runs."""
    if server.cache_info().currsize:
        server().stop()
        server.cache_clear()


def _binaries() -> Path:
    """Where PostgreSQL's server is: Debian keeps it out of the PATH."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).parent] if on_path else []
    for pattern in _BINARIES:
        found += sorted(Path("/").glob(f"{pattern[1:]}/initdb"), reverse=True)
    for one in found:
        folder = one if one.is_dir() else one.parent
        if (folder / "pg_ctl").exists():
            return folder
    raise LookupError(NO_POSTGRESQL)


@cache
def _made_file(make: Make) -> bytes:
    folder = Path(mkdtemp())
    try:
        with closing(Database(_FILES.empty(folder / "made.db"))) as database:
            make(database)
            database.empty_log()
        return (folder / "made.db").read_bytes()
    finally:
        shutil.rmtree(folder)
