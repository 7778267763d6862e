import os
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.fonts import find_font
from db.engine import Database
from db.migrate import upgrade
from knowledge.asking.index import Index
from knowledge.asking.language import language
from knowledge.model import Notice, Record
from knowledge.reading.parser import read_notice
from tests.town import DATA, Someone, Town


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
    with closing(Database(f"sqlite:///{tmp_path / 'fresh.db'}")) as database:
        upgrade(database)
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
