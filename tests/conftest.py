import gc
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import create_engine

from bot.fonts import find_font
from db.engine import Database
from db.migrate import upgrade
from knowledge.index.entries import Entry
from knowledge.index.index import Index
from knowledge.index.notices import Notices
from knowledge.index.shelf import Shelf
from knowledge.language.language import Language, language
from knowledge.model import Notice
from knowledge.reading.parser import read_notice
from knowledge.record import Record
from tests import databases, forking
from tests.databases import Kind
from tests.town import DATA, Someone, Town


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--on",
        type=Kind,
        choices=list(Kind),
        help="the database of all tests; without it SQLite, and for those marked on_both PostgreSQL besides",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test knows the kind of its databases."""
    asked: Kind | None = metafunc.config.getoption("--on")
    markers = {marker.name for marker in metafunc.definition.iter_markers()}
    if "on_postgres" in markers:
        kinds = [Kind.POSTGRES]
    elif asked is None and "on_both" in markers:
        kinds = [Kind.SQLITE, Kind.POSTGRES]
    else:
        return
    metafunc.parametrize("kind", kinds, indirect=True)


@pytest.fixture(autouse=True)
def kind(request: pytest.FixtureRequest) -> Iterator[Kind]:
    """The kind of the databases that the test gets."""
    kind: Kind = getattr(request, "param", request.config.getoption("--on") or Kind.SQLITE)
    only = request.node.get_closest_marker("on_sqlite")
    if only and kind is not Kind.SQLITE:
        pytest.skip(only.args[0])
    try:
        databases.use(kind)
    except LookupError as failure:
        if os.environ.get("CI"):
            pytest.fail(f"CI needs PostgreSQL: {failure}")
        pytest.skip(str(failure))
    yield kind
    databases.present().clear()


@lru_cache(maxsize=100)
def index_in_memory(notices: Notices, entries: tuple[Entry, ...], known: Language) -> Index:
    return Index(notices, entries, known)


def index_of_all(
    notices: Notices, entries: tuple[Entry, ...], known: Language, shelf: Shelf | None, gone: frozenset[int]
) -> Index:
    """A shelf is a file of one test."""
    return Index(notices, entries, known, shelf, gone) if shelf else index_in_memory(notices, entries, known)


@pytest.fixture(autouse=True, scope="session")
def each_finding_is_read_once() -> Iterator[None]:
    """Nearly every test asks the same notices, and to cut up 27 findings and to list what stands in them
    takes as long as all else in it; none is ever changed, and what they keep is the same for each test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handlers.library.Entry", lru_cache(maxsize=1_000)(Entry))
        patch.setattr("handlers.library.Notices", lru_cache(maxsize=100)(Notices))
        patch.setattr("handlers.library.Index", index_of_all)
        yield


class Compiled(dict[Any, Any]):
    """Statements as SQLAlchemy has compiled them, whichever engine is the first to need one; by itself it
    knows them by the engine's dialect, of which each test has a new one."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(self._by_kind(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(self._by_kind(key), compiled)

    @staticmethod
    def _by_kind(key: Any) -> Any:
        dialect, *statement = key
        return dialect.name, *statement


@pytest.fixture(autouse=True, scope="session")
def each_statement_is_compiled_once() -> Iterator[None]:
    """It takes most tests as long as to execute them all."""
    with pytest.MonkeyPatch.context() as patch:
        options = {"compiled_cache": Compiled()}
        patch.setattr("db.dialects.create_engine", partial(create_engine, execution_options=options))
        yield


@pytest.fixture(autouse=True, scope="module")
def the_dictionary_is_no_garbage() -> None:
    """As in the bot: else the collector goes through a million objects while each test makes its index."""
    language()
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if without := [report for report in skipped if databases.NO_POSTGRESQL in str(report.longrepr)]:
        terminalreporter.write_line(f"{len(without)} tests skipped: {databases.NO_POSTGRESQL}")


def pytest_sessionfinish() -> None:
    forking.stop()
    databases.stop()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    town = Town(tmp_path)
    await town.open()
    yield town
    await town.close()
    town.database.close()


@pytest.fixture
def citizen(town: Town) -> Someone:
    return town.newcomer("群众")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    url = databases.present().made(tmp_path / "fresh.db", upgrade)
    with closing(Database(url)) as database:
        yield database


@pytest.fixture(scope="session")
def notice() -> Notice:
    """The notice shipped with the bot."""
    return read_notice((DATA / "notices" / "hubin-2021.txt").read_bytes()).notice


@pytest.fixture(scope="session")
def index(notice: Notice) -> Index:
    return Index.over([Record(notice)], language())


@pytest.fixture(scope="session")
def chinese_font() -> Path:
    """A font with Chinese, as the system has one; CI must."""
    font = find_font(None)
    if font is None and os.environ.get("CI"):
        pytest.fail("CI needs a font with Chinese: apt install fonts-wqy-microhei")
    if font is None:
        pytest.skip("no font with Chinese here: apt install fonts-wqy-microhei")
    return font
