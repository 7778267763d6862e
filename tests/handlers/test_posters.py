"""Posters: what is on them, and that a phone can read their code back."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from db import loading
from handlers.context import services_of
from handlers.printing import Printer
from handlers.views.canvas import Align, Spot
from handlers.views.sheet import HEIGHT, WIDTH, Sheet
from handlers.views.texts import posters as texts
from knowledge.asking.answers import answer
from knowledge.asking.examples import examples
from knowledge.asking.reply import Answer
from knowledge.codes import find_codes
from knowledge.index.index import Index
from knowledge.language.language import language
from knowledge.model import Notice, ProgressUpdate, Role, Status
from knowledge.reading.parser import read_notice
from knowledge.record import Located, Record
from tests.town import DATA, MORNING, Someone, Town

TODAY, ZONE = date(2021, 3, 5), ZoneInfo("Asia/Shanghai")
NOTICES = ("hubin-2021.txt", "s03.txt", "s09.html", "s11.txt")
LONG = "中国共产党湖滨镇委员会关于市委第七轮第三巡察组反馈意见整改进展情况以及下一步工作打算的通报" * 2


@pytest.fixture
def printer(chinese_font: Path) -> Printer:
    return Printer("zhenggai_bot", TODAY, ZONE, chinese_font)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is written on sheets; nothing of it leaves the paper."""
    found: list[str] = []
    text = Sheet.text

    def note(
        sheet: Sheet, spot: Spot, words: str, size: float, align: Align = "l", bold: bool = False
    ) -> None:
        wide = sheet.width_of(words, size)
        left = spot[0] - {"l": 0, "m": wide / 2, "r": wide}[align]
        assert left >= 17, words
        assert left + wide <= WIDTH - 17, words
        assert size < spot[1] < HEIGHT - 10, words
        found.append(words)
        text(sheet, spot, words, size, align, bold)

    monkeypatch.setattr(Sheet, "text", note)
    return found


def codes_on(image: Image.Image) -> list[str]:
    return [one.text for one in zxingcpp.read_barcodes(image)]


def pages(data: bytes) -> list[Image.Image]:
    return [page.images[0].image or Image.new("1", (1, 1)) for page in PdfReader(io.BytesIO(data)).pages]


def read(name: str) -> Record:
    return Record(read_notice((DATA / "notices" / name).read_bytes()).notice, notice_id=1)


def located(record: Record, code: str) -> Located:
    finding = record.finding(code)
    assert finding is not None
    return Located(record, finding)


def test_the_sheet_of_a_notice_says_whose_it_is_and_how_to_ask(
    written: list[str], printer: Printer, notice: Notice, index: Index
) -> None:
    printed = printer.notice(Record(notice, notice_id=1), index)
    said = "\n".join(written)
    for expected in (
        "中共湖滨镇委", "《湖滨镇关于巡察整改进展情况的通报》", "问一问整改得怎么样了", "@zhenggai_bot",
        "请打电话 2567001。", "2021年2月18日", "2021年3月5日",
    ):  # fmt: skip
        assert expected in said, expected
    assert printed.link == "https://t.me/zhenggai_bot?start=town-1"


@pytest.mark.parametrize("name", NOTICES)
def test_each_question_on_it_is_answered_with_a_finding_of_its_own(name: str) -> None:
    record = read(name)
    index = Index.over([record], language())
    questions = examples(record, index, texts.ASKED, 3)
    replies = [answer(question, index) for question in questions]
    assert len({reply.codes[0] for reply in replies if isinstance(reply, Answer)}) == 3
    for question, reply in zip(questions, replies, strict=True):
        assert isinstance(reply, Answer)
        assert question.split("，")[0] in reply.finding.problem


def test_a_notice_without_short_titles_is_asked_about_as_people_call_its_findings(notice: Notice) -> None:
    vague = tuple(replace(one, problem="经查" * 30 + one.problem) for one in notice.findings)
    record = Record(replace(notice, findings=vague), notice_id=1)
    assert examples(record, Index.over([record], language()), texts.ASKED, 3) == []


async def test_the_shipped_notice_has_its_questions_answered_in_the_chat(
    town: Town, citizen: Someone, written: list[str], chinese_font: Path
) -> None:
    supervisor = await town.invited(Role.SUPERVISOR)
    await supervisor.says("海报")
    questions = [one.strip("“”") for one in written if one.startswith("“")]
    assert len(questions) == 3
    for question in questions:
        assert find_codes((await citizen.says(question)).split()[0]), question


def test_the_sheet_of_a_finding_says_where_it_stands_in_whose_words(
    written: list[str], printer: Printer, notice: Notice
) -> None:
    printed = printer.finding(located(Record(notice, notice_id=1), "1.2.6"))
    said = "".join(written)
    assert "问题 1.2.6" in said
    assert "污水管网等涉及污染治理问题得不到有效解决" in said
    assert "整改情况（2021年3月5日）：正在整改" in said
    assert "通报是这样写的：一是加强对管网日常巡视及管理维护" in said
    assert printed.link == "https://t.me/zhenggai_bot?start=item-1-2-6-in-1"


def test_a_newer_update_is_what_it_says(written: list[str], printer: Printer, notice: Notice) -> None:
    update = ProgressUpdate(1, "1.2.6", "泵站全部修好。", "环保办", MORNING, Status.COMPLETED)
    printer.finding(located(Record(notice, (update,), notice_id=1), "1.2.6"))
    said = "".join(written)
    assert "整改情况（2021年3月5日）：已完成" in said
    assert "环保办 2021年3月5日这样说：泵站全部修好。" in said


def test_what_is_very_long_stays_on_the_paper(written: list[str], printer: Printer, notice: Notice) -> None:
    finding = replace(
        notice.findings[0], problem="查" * 400, status=Status.IN_PROGRESS, status_quote="改" * 900
    )
    wordy = replace(notice, title=LONG, issuer=LONG, phone=None, email="a@" + "b" * 60, findings=(finding,))
    record, long_name = Record(wordy, notice_id=10**17), replace(printer, bot="b" * 32)
    printed = long_name.finding(Located(record, finding))
    assert [one for one in written if one.endswith("…")]
    assert codes_on(Image.open(io.BytesIO(printed.sheet.png()))) == [printed.link]


@pytest.mark.parametrize("form", ["png", "pdf"])
def test_a_decoder_reads_the_code_back(printer: Printer, notice: Notice, form: str) -> None:
    printed = printer.finding(located(Record(notice, notice_id=1), "1.2.6"))
    if form == "png":
        assert codes_on(Image.open(io.BytesIO(printed.sheet.png()))) == [printed.link]
    else:
        assert [codes_on(page) for page in pages(printed.pdf())] == [[printed.link]]


def test_it_is_read_from_a_poor_photo_of_a_damaged_sheet(printer: Printer, notice: Notice) -> None:
    """Small, askew and grey, with a corner of the code gone."""
    printed = printer.finding(located(Record(notice, notice_id=1), "1.2.6"))
    photo = Image.open(io.BytesIO(printed.sheet.png())).convert("L")
    photo.paste(255, (850, 2720, 950, 2800))
    poor = photo.point([60 + one // 2 for one in range(256)]).resize((620, 877)).rotate(4, fillcolor=150)
    assert codes_on(poor) == [printed.link]


def test_the_code_is_large_and_has_its_quiet_zone(printer: Printer, notice: Notice) -> None:
    printed = printer.finding(located(Record(notice, notice_id=1), "1.2.6"))
    sheet = Image.open(io.BytesIO(printed.sheet.png()))
    (code,) = zxingcpp.read_barcodes(sheet)
    left, right, top = code.position.top_left.x, code.position.top_right.x, code.position.top_left.y
    a_mm, module = 300 / 25.4, (right - left) / 37
    assert (right - left) / a_mm >= 40
    around = sheet.crop((round(left - 4 * module), round(top - 4 * module), left - 2, top - 2))
    assert around.getextrema() == (255, 255)
    assert "Q" in code.ec_level


def test_a_sheet_is_a4_in_black_and_white(printer: Printer, notice: Notice) -> None:
    printed = printer.finding(located(Record(notice, notice_id=1), "1.2.6"))
    png = Image.open(io.BytesIO(printed.sheet.png()))
    assert (png.mode, png.size) == ("L", (2480, 3508))
    (page,) = PdfReader(io.BytesIO(printed.pdf())).pages
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
    assert pages(printed.pdf())[0].mode == "1"


async def test_who_asks_for_one_gets_a_file_to_print(town: Town, chinese_font: Path) -> None:
    for role in (Role.SUPERVISOR, Role.ADMIN):
        someone = await town.invited(role)
        assert "https://t.me/zhenggai_bot?start=town-1" in await someone.says("/poster")
        (page,) = pages(someone.last.files[0])
        assert codes_on(page) == ["https://t.me/zhenggai_bot?start=town-1"]


async def test_with_a_code_it_is_of_that_finding(town: Town, chinese_font: Path) -> None:
    supervisor = await town.invited(Role.SUPERVISOR)
    assert "?start=item-1-2-6-in-1" in await supervisor.says("海报 1.2.6")
    assert town.telegram.calls[-1][1]["names"] == ["海报 1.2.6.pdf"]


async def test_with_several_codes_there_is_one_for_each(town: Town, chinese_font: Path) -> None:
    supervisor = await town.invited(Role.SUPERVISOR)
    said = await supervisor.says("海报 1.2.6 9.9.9 2.2.2")
    assert "?start=item-1-2-6-in-1" in said
    assert "没有找到 9.9.9 这个问题" in said
    assert "?start=item-2-2-2-in-1" in said
    many = await supervisor.says("海报 9.1.1、9.1.2、9.1.3、9.1.4、9.1.5、9.1.6")
    assert "一次最多做 5 张；9.1.6 请另发一次。" in many


async def test_with_a_year_it_is_of_the_notice_of_that_year(
    town: Town, notice: Notice, chinese_font: Path
) -> None:
    older = replace(notice, issued_on=date(2019, 3, 1), findings=notice.findings[:3])
    loading.load(town.database, older, MORNING)
    supervisor = await town.invited(Role.SUPERVISOR)
    assert "?start=item-1-1-1-in-2" in await supervisor.says("/poster 2019 1.1.1")


@pytest.mark.parametrize("argument", ["9.9.9", "喷漆"])
async def test_a_code_that_no_notice_has_gets_one_sentence(
    town: Town, argument: str, chinese_font: Path
) -> None:
    supervisor = await town.invited(Role.SUPERVISOR)
    assert (await supervisor.says(f"/poster {argument}")).startswith(f"没有找到 {argument} 这个问题。")


async def test_without_a_font_with_chinese_it_is_said_what_helps(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    supervisor = await town.invited(Role.SUPERVISOR)
    without = replace(services_of(town.application), font=lambda: None)
    monkeypatch.setitem(town.application.bot_data, "services", without)
    assert "apt install fonts-wqy-microhei" in await supervisor.says("/poster")
    assert not supervisor.last.files
