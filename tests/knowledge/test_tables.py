"""Registers and forms in tables of Word files, web pages and texts are read row by row."""

from collections.abc import Sequence

import pytest

from knowledge.model import Status
from knowledge.reading.documents import lines_of
from knowledge.reading.parser import Reading, read_notice
from tests import documents

TITLE = "某镇党委关于巡察反馈问题整改情况的通报"
END = ["中共某镇委员会", "2024年1月10日"]
HEAD = ["序号", "反馈问题", "整改措施", "完成情况"]
ROWS = [
    ["1", "账目不公开。", "1.公开账目。<br>2.约谈会计。", "已完成"],
    ["2", "路灯不亮。", "<p>更换灯泡。</p>", "正在推进"],
]
BEFORE = ["一、党建方面", "1.学习不深入。", "整改情况：开展学习12次。"]


def tr(cells: Sequence[str], tag: str = "td") -> str:
    """A row; a cell may begin with its attributes: rowspan=2|text."""
    split = [cell.rpartition("|") for cell in cells]
    return "<tr>" + "".join(f"<{tag} {how}>{text}</{tag}>" for how, _, text in split) + "</tr>"


def page(*rows: str, before: Sequence[str] = ()) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in before)
    end = "".join(f"<p>{line}</p>" for line in END)
    return f"<html><body><h1>{TITLE}</h1>{lines}<table>{''.join(rows)}</table>{end}</body></html>".encode()


def word(*table: Sequence[str]) -> bytes:
    return documents.word([TITLE], table=table)


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(found.code, found.problem) for found in reading.notice.findings]


@pytest.mark.parametrize("tag", ["th", "td"])
def test_a_register_on_a_web_page_is_read_row_by_row(tag: str) -> None:
    reading = read_notice(page(tr(HEAD, tag), *map(tr, ROWS)))
    assert told(reading) == [("1.1.1", "账目不公开。"), ("1.1.2", "路灯不亮。")]
    first, second = reading.notice.findings
    assert first.rectification == "1.公开账目。\n2.约谈会计。\n已完成"
    assert (len(first.measures), first.status, second.status) == (2, Status.COMPLETED, Status.IN_PROGRESS)
    assert (reading.notice.issuer, reading.unassigned) == (END[0], ())


def test_a_register_below_a_finding_leaves_that_as_it_is() -> None:
    reading = read_notice(page(tr(HEAD), *map(tr, ROWS), before=BEFORE))
    assert [found.problem for found in reading.notice.findings] == [
        "学习不深入。",
        "账目不公开。",
        "路灯不亮。",
    ]
    assert reading.notice.findings[0].rectification == "开展学习12次。"


def test_a_cell_over_several_rows_belongs_to_each_of_them() -> None:
    rows = [
        ["rowspan=2|管理方面", *ROWS[0][:3], "rowspan=3|已完成"],
        ROWS[1][:3],
        ["服务方面", "3", "门难进。", "开门。"],
    ]
    found = read_notice(page(tr(["类别", *HEAD]), *map(tr, rows))).notice.findings
    assert [(each.code, each.category) for each in found] == [
        ("1.1.1", "管理方面"), ("1.1.2", "管理方面"), ("1.2.3", "服务方面"),
    ]  # fmt: skip
    assert {each.status for each in found} == {Status.COMPLETED}


def test_a_problem_over_several_rows_is_one_finding() -> None:
    rows = [
        ["rowspan=2|1", "rowspan=2|账目不公开。", "公开账目。", "已完成"],
        ["约谈会计。", "已约谈"],
        ROWS[1],
    ]
    reading = read_notice(page(tr(HEAD), *map(tr, rows)))
    assert told(reading) == [("1.1.1", "账目不公开。"), ("1.1.2", "路灯不亮。")]
    assert reading.notice.findings[0].rectification == "公开账目。\n已完成\n约谈会计。\n已约谈"


def test_what_stands_ahead_of_the_problem_is_none_of_the_finding_above() -> None:
    rows = [["甲局", *ROWS[0]], ["乙局", *ROWS[1]]]
    found = read_notice(page(tr(["牵头单位", *HEAD]), *map(tr, rows))).notice.findings
    assert "乙局" not in found[0].rectification
    assert found[1].problem.startswith("路灯不亮。")


@pytest.mark.parametrize("beside", ["任务来源", "意见类别", "事项编号"])
def test_a_column_about_the_problem_is_not_the_problem(beside: str) -> None:
    rows = [["党建", *row] for row in ROWS]
    found = read_notice(page(tr([beside, *HEAD]), *map(tr, rows))).notice.findings
    assert [each.problem.splitlines()[0] for each in found] == ["账目不公开。", "路灯不亮。"]


@pytest.mark.parametrize("name", ["问题整改情况", "整改任务完成情况", "意见落实情况", "整改事项进展情况"])
def test_a_reply_may_be_named_after_the_problem(name: str) -> None:
    reading = read_notice(page(tr([*HEAD[:2], name]), *(tr(row[:3]) for row in ROWS)))
    assert told(reading) == [("1.1.1", "账目不公开。"), ("1.1.2", "路灯不亮。")]
    assert reading.notice.findings[1].rectification == "更换灯泡。"


@pytest.mark.parametrize("name", ["反馈意见", "整改任务", "巡视反馈具体问题", "督导组反馈问题", "问题情况"])
def test_the_column_of_problems_may_have_many_names(name: str) -> None:
    head = ["序号", name, "具体整改措施及落实成效"]
    reading = read_notice(page(tr(head), *(tr(row[:3]) for row in ROWS)))
    assert told(reading) == [("1.1.1", "账目不公开。"), ("1.1.2", "路灯不亮。")]
    assert reading.notice.findings[1].rectification == "更换灯泡。"


def test_a_head_of_two_rows_names_the_columns_by_the_lower() -> None:
    head = [["rowspan=2|序号", "rowspan=2|反馈问题", "colspan=2|整改情况"], ["整改措施", "完成情况"]]
    found = read_notice(page(*map(tr, [*head, *ROWS]))).notice.findings
    assert [each.rectification for each in found] == [
        "1.公开账目。\n2.约谈会计。\n已完成",
        "更换灯泡。\n正在推进",
    ]


SECTIONS = {
    "web": page(
        tr(["colspan=4|整改情况一览表"]), tr(HEAD), tr(["colspan=4|一、镇级方面"]), tr(ROWS[0]),
        tr(["colspan=4|二、村级“三资”方面"]), tr(ROWS[1]), tr(["colspan=4|注：截至2024年1月"]),
    ),
    "word": word(
        ["整改情况一览表", "<", "<", "<"], HEAD, ["一、镇级方面", "<", "<", "<"], ROWS[0],
        ["二、村级“三资”方面", "<", "<", "<"], ROWS[1], ["注：截至2024年1月", "<", "<", "<"],
    ),
    "not merged": word(
        HEAD, ["一、镇级方面", "", "", ""], ROWS[0], ["二", "村级“三资”方面", "", ""], ROWS[1],
    ),
    "text": "\n".join([
        TITLE, "\t".join(HEAD), "一、镇级方面\t\t\t", "\t".join(ROWS[0]), "二、村级“三资”方面",
        "\t".join(ROWS[1]), *END,
    ]).encode(),
}  # fmt: skip


@pytest.mark.parametrize("form", SECTIONS)
def test_a_row_over_all_columns_is_a_heading(form: str) -> None:
    found = read_notice(SECTIONS[form]).notice.findings
    assert [(each.code, each.section) for each in found] == [
        ("1.1.1", "镇级方面"),
        ("2.1.2", "村级“三资”方面"),
    ]
    assert found[0].rectification.endswith("已完成")


def test_a_heading_without_number_is_given_one() -> None:
    table = [HEAD, ["镇级方面", "<", "<", "<"], ROWS[0], ["村级方面", "<", "<", "<"], ROWS[1]]
    found = read_notice(word(*table)).notice.findings
    assert [(each.code, each.category) for each in found] == [("1.1.1", "镇级方面"), ("1.2.2", "村级方面")]


def test_cells_that_word_merges_downwards_belong_to_each_row() -> None:
    table = [
        ["类别", *HEAD],
        ["管理方面", *ROWS[0]],
        ["^", *ROWS[1]],
        ["服务方面", "3", "门难进。", "开门。", "已完成"],
    ]
    found = read_notice(word(*table)).notice.findings
    assert [(each.code, each.category) for each in found] == [
        ("1.1.1", "管理方面"), ("1.1.2", "管理方面"), ("1.2.3", "服务方面"),
    ]  # fmt: skip


def test_cells_in_content_controls_are_read() -> None:
    reading = read_notice(documents.in_controls(word(*PLAIN)))
    assert told(reading) == [("1.1.1", "账目不公开。"), ("1.1.2", "路灯不亮。")]
    assert reading.notice.findings[1].rectification == "更换灯泡。\n正在推进"


def test_a_register_in_a_cell_of_another_table_is_read_once() -> None:
    reading = read_notice(documents.framed(word(*PLAIN)))
    assert told(reading) == [("1.1.1", "账目不公开。"), ("1.1.2", "路灯不亮。")]
    assert reading.notice.findings[1].rectification == "更换灯泡。\n正在推进"


@pytest.mark.parametrize(
    "table",
    [
        tr(["".join(f"<p>{line}</p>" for line in BEFORE)]),
        tr(["首页", "反馈问题", "整改情况"]) + tr(["<table>" + tr(["正文"]) + "</table>", "", ""]),
        tr(["年度", "项目", "数量"]) + tr(["2023", "路灯", "7"]),
    ],
)
def test_a_table_that_is_no_register_is_read_as_text(table: str) -> None:
    lines = lines_of(page(table))
    assert not any("：" in line and line not in BEFORE for line in lines)
    assert {"开展学习12次。", "正文", "路灯"} & {line.rpartition("：")[2] for line in lines}


FIELDS = [
    ["反馈问题", "整改举措", "责任股室", "整改状态"],
    ["账目不公开。", "公开账目。\n约谈会计。", "财政所", "已整改"],
]


def form(problem: str) -> list[list[str]]:
    """One finding: what its fields are called stands to the left of them."""
    named = zip(FIELDS[0], FIELDS[1], strict=True)
    return [[name, problem if name == "反馈问题" else text] for name, text in named]


@pytest.mark.parametrize("kind", ["web", "word"])
def test_a_table_for_each_finding_gives_its_fields(kind: str) -> None:
    forms = [form("账目不公开。"), form("路灯不亮。")]
    if kind == "word":
        data = documents.word([TITLE], table=[["问题1", "<"], *forms[0], ["问题2", "<"], *forms[1]])
    else:
        tables = [
            f"<p>问题{n}</p><table>{''.join(map(tr, one))}</table>" for n, one in enumerate(forms, start=1)
        ]
        data = page(before=tables)
    reading = read_notice(data)
    assert [found.problem for found in reading.notice.findings] == ["账目不公开。", "路灯不亮。"]
    for found in reading.notice.findings:
        assert found.rectification.startswith("公开账目。")
        assert (found.status, found.status_quote) == (Status.COMPLETED, "整改状态：已整改")


def text(*table: Sequence[str], apart: str, below: Sequence[str] = END) -> bytes:
    return "\n".join([TITLE, "", *(apart.join(row) for row in table), "", *below]).encode()


PLAIN = [HEAD, ["1", "账目不公开。", "公开账目。", "已完成"], ["2", "路灯不亮。", "更换灯泡。", "正在推进"]]
QUOTED = [HEAD, ["1", "账目不公开。", '"1.公开账目。\n2.约谈""会计""。"', "已完成"], PLAIN[2]]
LONGER = [HEAD, ["1", "账目不公开。", "1.公开账目。\n2.约谈会计。", "已完成"], PLAIN[2]]


@pytest.mark.parametrize(
    ("data", "reply"),
    [
        (text(*PLAIN, apart=" | "), "公开账目。\n已完成"),
        (text(PLAIN[0], ["---"] * 4, *PLAIN[1:], apart="|").replace(b"1|", b"|1|"), "公开账目。\n已完成"),
        (text(*QUOTED, apart="\t"), '1.公开账目。\n2.约谈"会计"。\n已完成'),
        (text(*QUOTED, apart=","), '1.公开账目。\n2.约谈"会计"。\n已完成'),
        (text(*PLAIN, apart="\n"), "公开账目。\n已完成"),
        (text(*PLAIN, apart="\n\n"), "公开账目。\n已完成"),
        (text(*LONGER, apart="\n"), "1.公开账目。\n2.约谈会计。\n已完成"),
    ],
    ids=["bars", "markdown", "quotes", "commas", "lines", "blank lines", "lines of several"],
)
def test_a_register_pasted_into_a_text_is_read_row_by_row(data: bytes, reply: str) -> None:
    reading = read_notice(data)
    assert told(reading) == [("1.1.1", "账目不公开。"), ("1.1.2", "路灯不亮。")]
    assert reading.notice.findings[0].rectification == reply
    assert reading.notice.findings[1].rectification == "更换灯泡。\n正在推进"
    assert reading.notice.issuer == END[0]


@pytest.mark.parametrize(
    "lines",
    [
        ["序号", "问题", "整改情况", "见附件", "1", "页"],
        ['甲\t"乙', '丙"', "丁"],
        ["甲|乙", "丙"],
        ["序号,问题,整改情况", "见附件"],
    ],
)
def test_lines_that_only_look_like_a_register_stay(lines: list[str]) -> None:
    assert lines_of("\n".join(lines).encode()) == lines


def test_a_quote_that_is_never_closed_takes_no_row_above_it() -> None:
    rows = [*PLAIN, ["3", "路面破损。", '"' + "修补。" * 50_000, "已完成"]]
    assert told(read_notice(text(*rows, apart=",")))[:2] == [
        ("1.1.1", "账目不公开。"),
        ("1.1.2", "路灯不亮。"),
    ]
