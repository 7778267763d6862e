"""Which font pictures are lettered in."""

import shutil
from pathlib import Path

import pytest

from bot.fonts import find_font, has_chinese
from handlers.context import services_of
from tests.pictures import latin_font
from tests.town import Town


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder where this system has fonts."""
    folder = tmp_path / "fonts"
    (folder / "truetype").mkdir(parents=True)
    monkeypatch.setattr("bot.fonts.FOLDERS", (str(tmp_path / "none"), str(folder)))
    return folder


def test_the_operators_own_comes_first(folder: Path, chinese_font: Path, tmp_path: Path) -> None:
    shutil.copy(chinese_font, folder / "msyh.ttc")
    own = Path(shutil.copy(chinese_font, tmp_path / "own.ttc"))
    assert find_font(own) == own


def test_one_with_a_known_name_is_found_in_any_folder_below(folder: Path, chinese_font: Path) -> None:
    shutil.copy(chinese_font, folder / "truetype" / "WQY-MicroHei.ttc")
    assert find_font(None) == folder / "truetype" / "WQY-MicroHei.ttc"


def test_a_name_proves_nothing(folder: Path) -> None:
    shutil.copy(latin_font(folder), folder / "msyh.ttc")
    (folder / "simhei.ttf").write_bytes(b"no font at all")
    assert find_font(None) is None


@pytest.mark.parametrize("own", ["none.ttf", "", "latin.ttf", "text.ttf"])
def test_a_wrong_one_falls_through_to_the_systems(
    folder: Path, chinese_font: Path, tmp_path: Path, own: str
) -> None:
    (tmp_path / "text.ttf").write_bytes(b"no font at all")
    latin_font(tmp_path)
    assert find_font(tmp_path / own) is None
    shutil.copy(chinese_font, folder / "msyh.ttc")
    assert find_font(tmp_path / own) == folder / "msyh.ttc"


def test_a_font_cut_off_is_none(chinese_font: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttc"
    broken.write_bytes(chinese_font.read_bytes()[:100_000])
    assert not has_chinese(broken)


async def test_the_bot_looks_once(town: Town, folder: Path, chinese_font: Path) -> None:
    font = services_of(town.application).font
    assert font() is None
    shutil.copy(chinese_font, folder / "msyh.ttc")
    assert font() is None
