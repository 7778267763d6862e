"""The poster from the command line."""

import io
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from bot import cli
from bot.commands import poster
from tests import databases
from tests.http_stub import TOKEN, http_telegram

TOWN = "https://t.me/zhenggai_bot?start=town-1"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the program runs in, with nothing set."""
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "BOT_TOKEN_FILE", "BOT_DATA_DIR", "BOT_FONT"):
        monkeypatch.delenv(name, raising=False)
    if not isinstance(databases.present(), databases.Files):
        url = databases.present().empty(tmp_path / "zhenggai.db")
        monkeypatch.setenv("BOT_DATABASE_URL", url.render_as_string(hide_password=False))
    return tmp_path


def codes_in(pdf: bytes) -> list[list[str]]:
    images = [page.images[0].image for page in PdfReader(io.BytesIO(pdf)).pages]
    return [[one.text for one in zxingcpp.read_barcodes(image)] for image in images if image]


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The line on stderr that a poster is refused with."""
    assert cli.main(["poster", *arguments]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    return said


@pytest.mark.usefixtures("chinese_font")
def test_a_picture_of_the_notices_poster(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["poster", "--bot", "@zhenggai_bot", "--out", "海报.png"]) == 0
    assert "A4 纸 1 页" in capsys.readouterr().out
    assert [one.text for one in zxingcpp.read_barcodes(Image.open(folder / "海报.png"))] == [TOWN]


@pytest.mark.usefixtures("chinese_font")
def test_a_page_for_each_code(folder: Path) -> None:
    assert cli.main(["poster", "1.2.6", "1.1.1", "2.3.1", "--bot", "zhenggai_bot", "--out", "p.pdf"]) == 0
    links = [f"https://t.me/zhenggai_bot?start=item-{code}-in-1" for code in ("1-2-6", "1-1-1", "2-3-1")]
    assert codes_in((folder / "p.pdf").read_bytes()) == [[link] for link in links]


@pytest.mark.usefixtures("chinese_font")
def test_of_a_notice_named_it_leads_to_that_one(folder: Path) -> None:
    assert cli.main(["poster", "--notice", "1", "--bot", "zhenggai_bot", "--out", "p.pdf"]) == 0
    assert codes_in((folder / "p.pdf").read_bytes()) == [["https://t.me/zhenggai_bot?start=notice-1"]]


@pytest.mark.usefixtures("chinese_font")
def test_telegram_is_asked_for_the_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with http_telegram() as stub:
        monkeypatch.setenv("BOT_TOKEN", TOKEN)
        monkeypatch.setenv("BOT_API_URL", stub.url)
        assert cli.main(["poster", "--out", "p.pdf"]) == 0
    assert codes_in((folder / "p.pdf").read_bytes()) == [[TOWN]]


@pytest.mark.usefixtures("chinese_font", "folder")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--out", "p.pdf"), "不知道机器人叫什么（没有设置 BOT_TOKEN）"),
        (("--out", "p.pdf", "--bot", "整改"), "不像机器人的用户名"),
        (("--out", "p.docx", "--bot", "zhenggai_bot"), "海报写成 .pdf 或 .png"),
        (("1.2.6", "1.1.1", "--out", "p.png", "--bot", "zhenggai_bot"), "PNG 只放得下一页"),
        (("1.2.6", "9.9.9", "--out", "p.pdf", "--bot", "zhenggai_bot"), "没有编号 9.9.9 的问题"),
        (("--notice", "7", "--out", "p.pdf", "--bot", "zhenggai_bot"), "没有编号为 7 的通报"),
        (("--out", "no/such/p.pdf", "--bot", "zhenggai_bot"), "打不开文件 no/such/p.pdf"),
    ],
)
def test_what_cannot_be_printed_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert said in refused(capsys, *arguments)
    assert not Path("p.pdf").exists()


@pytest.mark.usefixtures("folder")
def test_without_a_font_nothing_is_written(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poster, "find_font", lambda own: None)
    assert "没有中文字体" in refused(capsys, "--out", "p.pdf", "--bot", "zhenggai_bot")
    assert not Path("p.pdf").exists()
