"""Word files, PDF and web pages give the findings that the same text gives; damaged ones a clear no."""

import io
import zipfile

import pytest
from pypdf import PdfWriter

from knowledge.reading.documents import MAX_BYTES, lines_of, paragraphs
from knowledge.reading.formats import Reason, Unreadable
from knowledge.reading.parser import read_notice
from tests import documents
from tests.knowledge.truth import path_of, reading, squeezed

HUBIN = reading("hubin-2021").notice
LINES = paragraphs(lines_of(path_of("hubin-2021").read_bytes()))
SHORT = ["某镇关于巡察整改情况的通报", "一、主要问题", "1.账目不公开。", "整改情况：已整改完成。"]
FORMS = {
    "word": documents.word(LINES),
    "numbered": documents.word(LINES, numbered=True),
    "pdf": documents.pdf(LINES, header="湖滨镇党委文件"),
    "web": documents.web(HUBIN.title, LINES[1:]),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_notice_gives_the_same_findings(form: str) -> None:
    notice = read_notice(FORMS[form]).notice
    frame = (notice.title, notice.issuer, notice.issued_on, notice.phone, notice.email)
    assert frame == (HUBIN.title, HUBIN.issuer, HUBIN.issued_on, HUBIN.phone, HUBIN.email)
    assert [found.code for found in notice.findings] == [found.code for found in HUBIN.findings]
    for found, expected in zip(notice.findings, HUBIN.findings, strict=True):
        assert squeezed(found.problem) == squeezed(expected.problem)
        assert squeezed(found.rectification) == squeezed(expected.rectification)
        assert found.status is expected.status
        assert len(found.measures) == len(expected.measures)


def test_the_head_of_each_page_may_be_the_title() -> None:
    notice = read_notice(documents.pdf(LINES, header=HUBIN.title)).notice
    assert notice.title == HUBIN.title
    assert [squeezed(found.rectification) for found in notice.findings] == [
        squeezed(found.rectification) for found in HUBIN.findings
    ]


def test_two_pages_are_enough_to_know_their_head() -> None:
    notice = read_notice(documents.pdf([*LINES[:16], *LINES[-4:]], header="湖滨镇党委文件")).notice
    assert notice.title == HUBIN.title
    assert not any("湖滨镇党委文件" in found.problem + found.rectification for found in notice.findings)


def test_what_begins_both_of_two_pages_may_be_a_reply() -> None:
    reply, rest = "整改情况：已完成整改。", [f"{n}.学习走过场{n}次。" for n in range(2, 39)]
    found = [line.strip() for line in lines_of(documents.pdf([reply, *rest, reply]))]
    assert found.count(reply) == 2


def test_numbers_that_word_draws_are_read() -> None:
    lines = ["一、甲", "（一）乙", "1.丙", "2.丁", "（二）戊", "1.己"]
    assert lines_of(documents.word(lines, numbered=True)) == lines


def test_a_register_in_a_table_is_read_row_by_row() -> None:
    rows = [["序号", "反馈问题", "整改措施", "整改进展"], ["1", "账目不公开。", "一是公开。", "已完成整改。"],
            ["2", "路灯不亮。", "更换灯泡。", "正在推进。"]]  # fmt: skip
    notice = read_notice(documents.word(["某镇巡察整改情况通报"], table=rows)).notice
    assert [(found.code, found.problem) for found in notice.findings] == [
        ("1.1.1", "账目不公开。"), ("1.1.2", "路灯不亮。"),
    ]  # fmt: skip
    assert "已完成整改。" in notice.findings[0].rectification


def test_a_text_box_is_read_once() -> None:
    assert lines_of(documents.word(["正文"], box="框里的字")).count("框里的字") == 1


def test_the_title_of_a_page_may_be_a_lesser_heading_beside_the_article() -> None:
    title, prose = "某医院关于巡察整改情况的公示", "巡察组反馈意见后，医院党总支逐条整改，现将情况公示如下。"
    page = f"<html><body><div><h3>最新</h3><h2>{title}</h2><div>{prose}<br>{prose}</div></div></body></html>"
    assert lines_of(page.encode())[0] == title


def test_the_title_of_a_page_may_stand_in_that_of_the_window_alone() -> None:
    title, prose = (
        "某局党组关于2021-2022年巡察整改情况的通报",
        "巡察组反馈意见后，局党组逐条整改，现将情况公示如下。",
    )
    head = f"<head><title>{title}{' ' * 200_000}- 某县人民政府</title></head>"
    page = f"<html>{head}<body><div>{prose}<br>{prose}</div></body></html>"
    assert lines_of(page.encode())[0] == title


def test_of_a_page_laid_out_in_columns_the_one_with_the_article_is_read() -> None:
    title, prose = "某局关于巡察整改情况的通报", "巡察组反馈意见后，局党组逐条整改，现将情况公示如下。"
    article = f"<table><tr><td>{title}</td></tr><tr><td><p>{prose}</p><p>{prose}</p></td></tr></table>"
    beside = "1.征文的通知<br>2.培训的通知"
    page = f"<body><table><tr><td>{beside}</td><td>{article}</td></tr></table></body>"
    assert lines_of(page.encode()) == [title, prose, prose]


def test_a_page_draws_the_numbers_of_a_list() -> None:
    items = "<li><b>账目不清。</b><p>整改情况：补齐。</p></li><li>2.路灯不亮。</li>"
    items += "<li><a href='/'>返回首页</a></li>"
    page = f"<html><body><h1>某局巡察整改情况的通报</h1><ol>{items}</ol></body></html>"
    assert lines_of(page.encode())[1:] == ["1.账目不清。", "整改情况：补齐。", "2.路灯不亮。", "返回首页"]


def test_what_a_page_prints_around_the_article_is_left_out() -> None:
    text = "\n".join(lines_of(documents.web(SHORT[0], SHORT[1:])))
    assert "12345" not in text
    assert "web@example.org" not in text
    assert "上一篇" not in text
    assert "13800000000" not in text


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "0" * 100_000_000)
    return out.getvalue()


def sheet() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def pages(how_many: int) -> bytes:
    out, writer = io.BytesIO(), PdfWriter()
    for _ in range(how_many):
        writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bomb(), Reason.TOO_LARGE),
        (sheet(), Reason.NOT_TEXT),
        (FORMS["word"][:5000], Reason.BROKEN),
        (FORMS["pdf"][:2000], Reason.BROKEN),
        (documents.pdf(SHORT, password="geheim"), Reason.ENCRYPTED),
        (pages(3), Reason.SCANNED),
        (pages(500), Reason.TOO_LARGE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Reason.OLD_WORD),
        (b"{\\rtf1 abc}", Reason.OLD_WORD),
        (b"x" * (MAX_BYTES + 1), Reason.TOO_LARGE),
        (documents.word(["一封家书", "1.吃了吗。", "2.天冷了。"]), Reason.NOT_A_NOTICE),
        (documents.web("红烧肉", ["五花肉切块，冷水下锅焯水，捞出沥干备用即可。"]), Reason.NOT_A_NOTICE),
        ("\n".join([*SHORT, "中共某镇委", "2021年2月1日", *SHORT]).encode(), Reason.SEVERAL),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: Reason) -> None:
    with pytest.raises(Unreadable) as failure:
        read_notice(data)
    assert failure.value.reason is reason
