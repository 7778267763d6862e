"""A document becomes a notice: held against the ground truth of real and invented ones."""

import re
from datetime import date

import pytest

from knowledge.model import Status
from knowledge.reading.documents import decode, paragraphs
from knowledge.reading.formats import Reason, Unreadable
from knowledge.reading.parser import read_notice, split_measures
from tests.knowledge.truth import NAMES, reading, squeezed, truth
from tests.town import DATA


@pytest.mark.parametrize("name", NAMES)
def test_frame(name: str) -> None:
    notice, expected = reading(name).notice, truth(name)
    issued_on = notice.issued_on.isoformat() if notice.issued_on else None
    frame = (notice.title, notice.issuer, issued_on, notice.phone, notice.email)
    assert frame == tuple(expected[key] for key in ("title", "issuer", "issued_on", "phone", "email"))


@pytest.mark.parametrize("name", NAMES)
def test_findings_are_all_there_in_order(name: str) -> None:
    found, expected = reading(name).notice.findings, truth(name)["findings"]
    assert len(found) == len(expected)
    for finding, line in zip(found, expected, strict=True):
        assert finding.code in (line["code"], *(line.get("code_alt") or ()))


@pytest.mark.parametrize("name", ["hubin-2021", "s03", "s09", "s11"])
def test_headings_are_kept(name: str) -> None:
    found = [(f.section, f.category) for f in reading(name).notice.findings]
    assert found == [(f["section"], f["category"]) for f in truth(name)["findings"]]


@pytest.mark.parametrize("name", NAMES)
def test_problems_and_rectifications_begin_and_end_as_printed(name: str) -> None:
    for finding, expected in zip(reading(name).notice.findings, truth(name)["findings"], strict=True):
        assert squeezed(finding.problem).startswith(squeezed(expected["problem_start"]))
        assert squeezed(finding.rectification).startswith(squeezed(expected["rectification_start"]))
        assert squeezed(finding.rectification).endswith(squeezed(expected["rectification_end"]))


@pytest.mark.parametrize("name", NAMES)
def test_measures_are_counted(name: str) -> None:
    for finding, expected in zip(reading(name).notice.findings, truth(name)["findings"], strict=True):
        assert len(finding.measures) in (expected["measures"], *(expected.get("measures_alt") or ()))


@pytest.mark.parametrize("name", NAMES)
def test_status_is_what_the_text_says(name: str) -> None:
    for finding, expected in zip(reading(name).notice.findings, truth(name)["findings"], strict=True):
        right = (expected["status"], *(expected.get("status_alt") or ()))
        assert finding.status in right, (finding.code, finding.status_quote)


@pytest.mark.parametrize("name", NAMES)
def test_the_sentence_of_a_status_is_printed(name: str) -> None:
    """In the rectification, behind the problem, or in a heading above it."""
    for finding in reading(name).notice.findings:
        assert (finding.status_quote is None) == (finding.status is Status.NOT_STATED)
        printed = f"{finding.rectification}{finding.problem}{finding.section}{finding.category}"
        assert squeezed(finding.status_quote) in squeezed(printed)


@pytest.mark.parametrize("name", ["hubin-2021", "s03", "s09", "s11"])
def test_nothing_is_left_unassigned(name: str) -> None:
    assert reading(name).unassigned == ()


def test_no_word_of_the_findings_is_lost() -> None:
    """Between the first section heading and the closing, all text is in a finding, a heading or a label."""
    whole = squeezed((DATA / "notices" / "hubin-2021.txt").read_text(encoding="utf-8"))
    body = whole[whole.index("一、镇党委") : whole.index("欢迎广大")]
    for finding in reading("hubin-2021").notice.findings:
        for part in (finding.problem, finding.rectification):
            assert squeezed(part) in body
            body = body.replace(squeezed(part), "", 1)
    frame = r"整改落实情况：|[（(][一二三四][)）]关于.*?问题。|[一二]、.*?存在的主要问题|\d\."
    left = re.sub(frame, "", body)
    assert left == ""


def test_chapters_on_the_work_as_a_whole_hold_no_findings() -> None:
    assert reading("s03").chapters_without_findings == ("整改工作组织情况", "下一步工作打算")


def test_page_breaks_are_mended() -> None:
    text = "1.整改工作推进缓慢，落实全面从严治党实\n\n— 3 —\n\n施方案不力。\n\n整改落实情况：已整改。"
    assert paragraphs(text.splitlines()) == [
        "1.整改工作推进缓慢，落实全面从严治党实施方案不力。",
        "整改落实情况：已整改。",
    ]


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("🔴 问题1：账目不公开。", "问题1：账目不公开。"),
        ("✅整改情况：已公开✅", "整改情况：已公开✅"),
        ("▲●1.账目不公开。", "1.账目不公开。"),
        ("★ 责任单位：甲局", "责任单位：甲局"),
        ("⒈账目不公开。", "1.账目不公开。"),
        ("⑴账目不公开⑵", "(1)账目不公开⑵"),
        ("㈡账目不公开。", "(二)账目不公开。"),
        ("〔1〕账目不公开。", "（1）账目不公开。"),
        ("**1.账目不公开。**", "1.账目不公开。"),
        ("## **整改情况：**已公开", "整改情况：已公开"),
        ("☑已完成", "☑已完成"),
        ("①账目", "①账目"),
        ("〔2023〕12号", "〔2023〕12号"),
        ("✅", "✅"),
    ],
)
def test_what_adorns_the_beginning_of_a_paragraph_hides_no_number(printed: str, plain: str) -> None:
    assert paragraphs([printed]) == [plain]


def test_a_heading_without_full_stop_stays_apart() -> None:
    text = "（一）关于抓基层，打基础不够牢固问题\n部分村落实不到位。"
    assert len(paragraphs(text.splitlines())) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert decode("湖滨镇通报".encode(encoding)) == "湖滨镇通报"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \n\t ", Reason.EMPTY),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", Reason.NOT_TEXT),
        (b"a" * 5_000_001, Reason.TOO_LARGE),
        ("<!DOCTYPE html><p>通报</p>".encode(), Reason.NOT_A_NOTICE),
        ("通报".encode()[:-1], Reason.BROKEN),
        ("本报讯 今日天气晴好。".encode(), Reason.NOT_A_NOTICE),
    ],
)
def test_unreadable_files_say_why(data: bytes, reason: Reason) -> None:
    with pytest.raises(Unreadable) as failure:
        read_notice(data)
    assert failure.value.reason is reason


def test_a_repeated_number_takes_the_next_free_one() -> None:
    text = "某镇通报\n一、问题\n1.甲。\n整改情况：改了。\n1.乙。\n整改情况：改了。\n3.丙。\n整改情况：改了。"
    codes = [finding.code for finding in read_notice(text.encode()).notice.findings]
    assert codes == ["1.1.1", "1.1.2", "1.1.3"]


def test_a_reply_without_a_problem_is_reported_not_dropped() -> None:
    text = "某镇通报\n一、问题\n整改情况：没有问题的答复。\n1.甲。\n整改情况：改了。"
    assert read_notice(text.encode()).unassigned == ("整改情况：没有问题的答复。",)


def test_what_looks_like_the_closing_in_the_middle_loses_no_finding() -> None:
    text = (
        "某镇通报\n一、问题\n1.甲。\n整改情况：一是整改。\n电话：2567001\n2020年9月16日\n"
        "2.乙。\n整改情况：全部完成整改。\n中共某镇委\n2021年2月18日"
    )
    reading = read_notice(text.encode())
    assert [f.rectification for f in reading.notice.findings] == ["一是整改。", "全部完成整改。"]
    assert reading.unassigned == ("电话：2567001", "2020年9月16日")


def test_calls_made_are_no_contact() -> None:
    text = "某镇通报\n一、问题\n1.甲。\n整改情况：一是整改。\n电话回访群众120人次。\n中共某镇委"
    assert "电话回访群众120人次。" in read_notice(text.encode()).notice.findings[0].rectification


def test_problems_of_a_section_without_replies_are_reported() -> None:
    text = "某镇通报\n一、镇里\n1.甲。\n整改情况：改了。\n二、村里\n1.乙。\n我们已经改了。"
    assert read_notice(text.encode()).unassigned == ("1.乙。", "我们已经改了。")


def test_what_follows_the_signature_is_reported() -> None:
    text = "某镇通报\n一、问题\n1.甲。\n整改情况：改了。\n中共某镇委\n2021年2月18日\n又及一段话。"
    assert read_notice(text.encode()).unassigned == ("又及一段话。",)


def test_a_date_in_chinese_numerals() -> None:
    text = "某镇通报\n一、问题\n1.甲。\n整改情况：改了。\n中共某镇委\n二〇二一年二月十八日"
    notice = read_notice(text.encode()).notice
    assert (notice.issuer, notice.issued_on) == ("中共某镇委", date(2021, 2, 18))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("一是甲；二是乙；三是丙。", 3),
        ("（1）甲。（2）乙。", 2),
        ("①甲②乙③丙", 3),
        ("1.设岗值守。2.安装护栏60米。3.拆除摊点。", 3),
        ("１、重新招标；２、公布食谱", 2),
        ("于5月完成。12.5万元已退回。", 0),
        ("统一是好的。", 0),
        ("一是只有一条。", 0),
        ("1.聘用3人。2.2台设备已启用。3.12处隐患已消除。", 3),
        ("1.增收1.5个百分点。2.2个百分点为新增。", 0),
    ],
)
def test_measures_are_those_numbered(text: str, count: int) -> None:
    assert len(split_measures(text)) == count


def test_a_problem_never_gets_the_reply_of_another_chapter() -> None:
    text = (
        "某局关于审计查出问题整改情况的报告\n\n"
        "一、财政管理审计查出问题的整改情况\n"
        "（一）关于非税收入未及时缴库的问题。滞留的12万元已缴入国库。\n"
        "（二）关于资金分配不及时的问题。已按月下达到用款单位。\n"
        "二、民生资金审计查出问题的整改情况\n"
        "（一）关于违规发放津贴的问题。停发41人，追回资金5万元。\n"
        "（二）关于管护主体缺失的问题。与7个乡镇签订了移交协议。\n"
    )
    found = read_notice(text.encode()).notice.findings
    assert [(finding.code, finding.rectification[:5]) for finding in found] == [
        ("1.1.1", "滞留的12"), ("1.2.1", "已按月下达"), ("2.1.1", "停发41人"), ("2.2.1", "与7个乡镇"),
    ]  # fmt: skip


def test_short_headings_over_their_replies_are_findings_though_few_have_words_for_a_fault() -> None:
    text = (
        "某局关于巡察整改情况的通报\n\n一、聚焦群众身边问题\n1.教育资源统筹能力不足\n"
        "（1）学位供给存在漏洞\n已新建学校2所，增加学位900个。\n"
        "（2）乡村体育场地年久失修\n已修缮场地11块，更换器材40件。\n"
        "（3）校车线路未覆盖山区\n已新开线路3条。\n"
        "2.财经纪律执行不严格\n（1）部分学校超范围列支公用经费\n超支的3万元已全部清退。\n"
        "（2）课后服务收费未公示\n各校已在公示栏公开收费标准。\n"
        "（3）教辅征订违规\n已退还费用2万元。\n"
    )
    found = read_notice(text.encode()).notice.findings
    assert [finding.problem[:4] for finding in found] == [
        "学位供给", "乡村体育", "校车线路", "部分学校", "课后服务", "教辅征订",
    ]  # fmt: skip


def test_who_answers_for_a_finding_stays_with_it() -> None:
    text = (
        "某院通报\n一、医疗方面\n1. 急诊慢。\n责任领导：副院长高某　责任科室：急诊科\n"
        "主要表现：救护车8分钟才出车。\n"
        "整改情况：新购救护车2辆。\n2. 住院楼停工。\n整改情况：已经复工。\n责任领导：院长贺某\n"
        "某院党委\n2024年2月18日"
    )
    reading = read_notice(text.encode())
    ambulance, ward = reading.notice.findings
    assert ambulance.problem.splitlines() == [
        "急诊慢。",
        "主要表现：救护车8分钟才出车。",
        "责任领导：副院长高某 责任科室：急诊科",
    ]
    assert ambulance.title == "急诊慢"
    assert ward.problem.splitlines() == ["住院楼停工。", "责任领导：院长贺某"]
    assert ward.rectification == "已经复工。"


_ANSWERED = "1.学习不够。\n整改措施：建立制度。\n2.账目不清。\n整改措施：清理账目。"


@pytest.mark.parametrize(
    "text",
    [
        f"某镇党委关于落实县委巡察反馈意见的整改工作方案\n一、指导思想\n件件有着落。\n二、任务\n{_ANSWERED}\n"
        "三、实施步骤\n（一）动员部署阶段。开会。\n（二）集中整改阶段。逐项整改。",
        "县纪委监委通报3起巡察整改不力典型案例\n1.水利局整改敷衍应付问题。局长周某受到警告处分。\n"
        "2.清溪镇虚假整改问题。书记吴某受到诫勉。",
        "关于开展巡察反馈问题整改工作的通知\n一、整改内容\n（一）学习不深入。责任单位：党建办\n"
        "（二）组织生活不规范。责任单位：党建办\n二、整改时间\n3月至6月。\n三、工作要求\n抓好落实。",
        "某镇召开巡察反馈问题整改推进会\n会议通报了进展。\n一是学习不深入问题。党委要加强学习。\n"
        "二是账目不公开问题。要求4月底前全部公开。",
    ],
)
def test_what_tells_of_no_rectification_is_no_notice(text: str) -> None:
    with pytest.raises(Unreadable) as failure:
        read_notice(text.encode())
    assert failure.value.reason is Reason.NOT_A_NOTICE


@pytest.mark.parametrize(
    "title",
    [
        "某镇党委巡察整改方案落实情况的通报",
        "关于落实巡察整改方案的公示",
        "某局关于巡察整改情况的通报\n巡察组反馈了意见，县纪委通报了2起典型案例。",
        "通报3起典型案例反映问题巡察整改情况",
    ],
)
def test_a_notice_may_name_a_plan_or_cases(title: str) -> None:
    unlabelled = _ANSWERED.replace("\n整改措施：", "")
    for text in (f"一、整改\n{unlabelled}", f"一、工作要求\n抓好落实。\n二、整改\n{_ANSWERED}"):
        assert len(read_notice(f"{title}\n{text}".encode()).notice.findings) == 2
