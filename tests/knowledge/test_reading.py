"""A document becomes a notice: held against the ground truth of real and invented ones."""

import re
from datetime import date

import pytest

from knowledge.model import Status
from knowledge.reading.documents import decode, paragraphs
from knowledge.reading.doubts import Doubt
from knowledge.reading.formats import Reason, Unreadable
from knowledge.reading.parser import read_notice, split_measures
from knowledge.reading.status import read_status
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
    ("text", "status"),
    [
        ("问题已全部整改完成。", Status.COMPLETED),
        ("3项任务均已完成。", Status.COMPLETED),
        ("已整改完成", Status.COMPLETED),
        ("已完成", Status.COMPLETED),
        ("全部整改完成了吗", Status.NOT_STATED),
        ("第一批3个泵站已全部完成维修，其余7个未开工", Status.IN_PROGRESS),
        ("确保问题整改到位。", Status.NOT_STATED),
        ("尚未整改完成。", Status.IN_PROGRESS),
        ("19件信访事项已办结17件，2件在办。", Status.IN_PROGRESS),
        ("尚余8万元未收回。", Status.IN_PROGRESS),
        ("已启动招标程序。", Status.IN_PROGRESS),
        ("剩余7户进入诉讼程序。", Status.IN_PROGRESS),
        ("过河管道受汛期影响，待4月施工。", Status.IN_PROGRESS),
        ("对尚未完成整改的2个村进行了通报，现2个村均已完成整改。", Status.COMPLETED),
        ("此项工作已完成。", Status.COMPLETED),
        ("印发《关于做好长期坚持事项整改工作的通知》，组织培训2次。", Status.NOT_STATED),
        ("将长期坚持、一抓到底。下步打算：加强日常监管。", Status.LONG_TERM),
        ("其中5处已整改完成，其余3处正在施工。", Status.IN_PROGRESS),
        ("结合正在开展的作风提升行动，安排干部走访。", Status.NOT_STATED),
        ("建立了制度。今后将长期坚持。", Status.LONG_TERM),
        ("长期坚持学习制度。开展了培训。", Status.NOT_STATED),
        ("开展了培训。", Status.NOT_STATED),
        ("全部完成不了，缺资金", Status.IN_PROGRESS),
        ("整改完成了一半", Status.IN_PROGRESS),
        ("改造已完成62%。", Status.IN_PROGRESS),
        ("除3号项目外已全部完成", Status.IN_PROGRESS),
        ("泵站没修完", Status.IN_PROGRESS),
        ("未能按期完成", Status.IN_PROGRESS),
        ("除3号外其余项目均已完成", Status.IN_PROGRESS),
        ("约谈没有完成任务的单位，已全部整改完成。", Status.COMPLETED),
        ("清除户外广告牌已全部整改完成。", Status.COMPLETED),
        ("修不了的路灯已更换，问题已全部整改完成。", Status.COMPLETED),
        ("完成了", Status.COMPLETED),
        ("都弄好了！", Status.COMPLETED),
        ("问题已搞定，谢谢大家。", Status.COMPLETED),
        ("整改到位了", Status.COMPLETED),
        ("完成了一半", Status.IN_PROGRESS),
        ("基本弄好了", Status.IN_PROGRESS),
        ("还没搞定", Status.IN_PROGRESS),
        ("泵站修好了", Status.NOT_STATED),
        ("部分完成了", Status.NOT_STATED),
        ("完成了招标", Status.NOT_STATED),
        ("应该修好了", Status.NOT_STATED),
        ("关停4家。已于2023年5月完成整改。", Status.COMPLETED),
        ("其中2个已于5月完成整改。", Status.NOT_STATED),
        ("材料已补齐归档，完成整改。", Status.COMPLETED),
        ("修订办法。正在对2020年以来的合同进行复核。", Status.IN_PROGRESS),
        ("该问题需长期坚持整改。一是发放补贴。二是增设点位。", Status.LONG_TERM),
        ("18个小区长期无人管。", Status.NOT_STATED),
        ("拖欠待遇全部补发到位，整改到位。", Status.COMPLETED),
        ("已完成整改。\n后续安排：坚持下去。", Status.COMPLETED),
        ("整改销号情况：公开账目3次。", Status.NOT_STATED),
        ("3号机组大修正在进行。", Status.IN_PROGRESS),
        ("发放到位。\n整改状态：☑已完成 □正在整改 □长期坚持", Status.COMPLETED),
        ("已复工。\n整改状态：□已完成 ☑正在整改 □长期坚持", Status.IN_PROGRESS),
        ("建了登记本，以后一直这样做下去。", Status.LONG_TERM),
        ("一是建立制度。二是公开账目。（已完成）", Status.COMPLETED),
        ("招聘公告预计7月中旬发布。【长期坚持】", Status.LONG_TERM),
        ("清理文件42件。（持续推进）", Status.IN_PROGRESS),
        ("清理文件42件（复印件）", Status.NOT_STATED),
        ("", Status.NOT_STATED),
    ],
)
def test_a_status_is_read_only_where_it_is_said_outright(text: str, status: Status) -> None:
    assert read_status(text)[0] is status


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


_CUT = {Doubt.NO_BEGINNING, Doubt.NO_END}


def doubts_in(text: str) -> dict[Doubt, int | None]:
    return {one.doubt: one.said for one in read_notice(text.encode()).doubts}


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_notice_has_beginning_and_end(name: str) -> None:
    assert not {one.doubt for one in reading(name).doubts} & _CUT


@pytest.mark.parametrize("tenths", range(2, 9))
def test_of_a_file_that_is_cut_the_missing_half_is_named(tenths: int) -> None:
    text = (DATA / "notices" / "hubin-2021.txt").read_text(encoding="utf-8")
    at = len(text) * tenths // 10
    assert Doubt.NO_END in doubts_in(text[:at])
    assert Doubt.NO_BEGINNING in doubts_in(text[at:])


def test_a_count_is_read_before_and_after_its_word() -> None:
    text = (DATA / "notices" / "hubin-2021.txt").read_text(encoding="utf-8")
    head, _, rest = text.partition("一、")
    for said in ("反馈问题28个。", "指出了28个问题。"):
        assert doubts_in(f"{head}巡察组{said}\n一、{rest}")[Doubt.OTHER_COUNT] == 28


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


_HEAD = "某镇党委关于县委巡察反馈意见整改情况的通报\n"


def found_in(text: str) -> list[tuple[str, str]]:
    """Problem and reply of each finding of a notice without its title."""
    found = read_notice(f"{_HEAD}{text}".encode()).notice.findings
    return [(finding.problem, finding.rectification) for finding in found]


@pytest.mark.parametrize("mark", ["{}．", "{}.", "{}、", "{}）", "（{}）", "①②③"])
def test_numbers_behind_a_bare_label_count_the_measures(mark: str) -> None:
    def measures(*texts: str) -> str:
        numbers = mark if "{}" not in mark else [mark.format(n) for n in range(1, 4)]
        return "\n".join(f"{number}{text}" for number, text in zip(numbers, texts, strict=False))

    replies = (
        measures("定计划。", "办培训。"),
        measures("查账。", "退款。", "定制度。"),
        measures("修路。", "种树。"),
    )
    text = (
        f"一、党建方面\n1.学习不够。\n整改情况：\n{replies[0]}\n2.账目不清。\n整改情况：\n{replies[1]}\n"
        f"二、民生方面\n1.道路不平。\n具体表现：坑多。\n整改情况：\n{replies[2]}\n3.灯不亮。\n整改情况：改了。"
    )
    assert found_in(text) == [
        ("学习不够。", replies[0]),
        ("账目不清。", replies[1]),
        ("道路不平。\n具体表现：坑多。", replies[2]),
        ("灯不亮。", "改了。"),
    ]
    assert [len(split_measures(reply)) for reply in replies] == [2, 3, 2]


def test_measures_go_on_behind_another_label_of_the_same_reply() -> None:
    text = (
        "1.学习不够。\n整改措施：\n1.定计划。\n2.办培训。\n整改成效：\n1.会了。\n2.懂了。\n"
        "2.账目不清。\n整改措施：1.查账。\n2.退款。\n整改成效：清了。\n3.灯不亮。\n整改措施：已修。"
    )
    assert [problem for problem, _ in found_in(text)] == ["学习不够。", "账目不清。", "灯不亮。"]


def test_problems_in_brackets_have_measures_numbered_without() -> None:
    text = (
        "（一）党建方面\n（1）学习不够。\n整改情况：\n1.定计划。\n2.办培训。\n"
        "（2）账目不清。\n整改情况：\n1.查账。\n（3）灯不亮。\n整改情况：\n1.已修。\n2.长期管护。"
    )
    assert [problem for problem, _ in found_in(text)] == ["学习不够。", "账目不清。", "灯不亮。"]


def test_a_problem_may_begin_with_a_count() -> None:
    text = (
        "1.3个部门收入未上缴。\n整改情况：上缴了。\n2.15名干部脱岗。\n整改情况：增收\n1.5个百分点，\n"
        "2.3个月见效。"
    )
    assert [problem for problem, _ in found_in(text)] == ["3个部门收入未上缴。", "15名干部脱岗。"]


@pytest.mark.parametrize(
    "label",
    [
        "督察反馈问题：",
        "督察指出问题：",
        "问题内容：",
        "审计发现：",
        "巡察组反馈：",
        "整改事项：",
        "问题①：",
        "问题①\n",
        "问题一\n",
        "整改任务一\n",
        "整改任务一\n督察反馈问题：",
        "整改任务一：",
        "审计意见：",
        "问题反馈：",
        "反馈内容：",
        "存在不足：",
    ],
)
def test_labels_of_problems(label: str) -> None:
    second = label.replace("一", "二").replace("①", "②")
    text = f"{label}学习不够。\n整改情况：学了。\n已考试。\n{second}账目不清。\n整改情况：\n清了。"
    assert found_in(text) == [("学习不够。", "学了。\n已考试。"), ("账目不清。", "清了。")]


@pytest.mark.parametrize(
    "label",
    [
        "整改情况如下：",
        "已采取的整改措施：",
        "采取整改措施：",
        "整改说明：",
        "改进措施：",
        "解决办法：",
        "整改销号情况：",
        "整改工作开展情况：",
        "整改措施与落实情况：",
        "整改回应：",
        "答复：",
    ],
)
def test_labels_of_replies(label: str) -> None:
    text = f"（一）党建\n1.学习不够。\n{label}学了。\n2.账目不清。\n{label}\n清了。"
    assert found_in(text) == [("学习不够。", "学了。"), ("账目不清。", "清了。")]


def test_a_line_above_the_problems_of_a_chapter_is_no_reply() -> None:
    text = "一、整改\n具体整改情况如下：\n（一）关于学习不够的问题。学了。\n（二）关于账目不清的问题。清了。"
    assert [reply for _, reply in found_in(text)] == ["学了。", "清了。"]


def test_what_is_asked_is_not_in_the_middle_of_the_problem() -> None:
    text = (
        "整改任务一\n责任单位：学校\n反馈问题：学习不够。\n整改时限：年底\n整改目标：都学。\n主要表现：少。\n"
        "整改情况：学了。\n整改任务二\n责任单位：财务科\n账目不清。\n整改情况：清了。\n整改时限：长期坚持\n"
        "整改任务三\n牵头单位：无人"
    )
    assert found_in(text) == [
        ("学习不够。\n主要表现：少。\n责任单位：学校\n整改时限：年底\n整改目标：都学。", "学了。"),
        ("账目不清。\n责任单位：财务科", "清了。\n整改时限：长期坚持"),
    ]
    assert "牵头单位：无人" in read_notice(f"{_HEAD}{text}".encode()).unassigned


@pytest.mark.parametrize(
    "first", ["第一，", "首先，", "第一个问题：", "第一，巡察指出：", "第一，督查组发现，", "第1个问题，"]
)
@pytest.mark.parametrize("between", ["", "\n"])
def test_problems_numbered_in_words(first: str, between: str) -> None:
    second = first.replace("一", "二").replace("1", "2").replace("首先", "最后")
    text = f"{first}学习不够。{between}整改情况：学了。\n{second}账目不清。{between}整改情况：清了。"
    assert [reply for _, reply in found_in(text)] == ["学了。", "清了。"]


def test_problems_in_words_without_labels() -> None:
    text = (
        "第一个方面，关于履行职能的问题。\n首先，巡察指出：账物不符。对此，我们清点了。\n"
        "最后，巡察指出：库房漏水。对此，我们修了。\n第二个方面，关于从严治党的问题。\n"
        "首先，巡察指出：考勤松。对此，已刷脸。\n其次，巡察指出：开会少。对此，已开会。"
    )
    codes = [finding.code for finding in read_notice(f"{_HEAD}{text}".encode()).notice.findings]
    assert codes == ["1.1.1", "1.1.2", "1.2.1", "1.2.2"]
    assert found_in(text)[0] == ("账物不符。", "对此，我们清点了。")


def test_what_was_done_is_numbered_in_words() -> None:
    text = (
        "第一个问题：灯不亮。\n整改情况：修了。\n第一，买灯。\n第二，换灯。\n"
        "第二个问题：路不平。\n整改情况：修了。"
    )
    assert [reply for _, reply in found_in(text)] == ["修了。\n第一，买灯。\n第二，换灯。", "修了。"]
    text = (
        "（一）关于学习不够的问题\n第一，定计划。\n第二，办培训。\n整改情况：学了。\n"
        "（二）关于账目不清的问题\n整改情况：\n首先，查账。\n其次，退款。"
    )
    assert [problem.splitlines()[0] for problem, _ in found_in(text)] == [
        "第一，定计划。",
        "关于账目不清的问题",
    ]


@pytest.mark.parametrize("heading", ["", "一、党的领导方面\n"])
def test_paragraphs_without_number_that_address_a_problem(heading: str) -> None:
    text = (
        f"{heading}针对“公开不及时”的问题，建立公开清单36项。\n针对“底数不清”的问题，清理合同51份。\n"
        "已整改完成。"
    )
    assert [reply for _, reply in found_in(text)] == ["建立公开清单36项。", "清理合同51份。\n已整改完成。"]


@pytest.mark.parametrize("title", ["针对“{}”的问题\n", "{}。\n"])
def test_problems_listed_in_running_text_are_read_where_they_are_answered(title: str) -> None:
    text = (
        "一、反馈的主要问题\n（一）政治方面。一是学习不够；二是账目不清。\n（二）组织方面。一是灯不亮；二是路不平。\n"
        f"二、整改落实情况\n（一）政治方面\n1.{title.format('学习不够')}整改措施：学了。\n"
        f"2.{title.format('账目不清')}整改措施：清了。\n（二）组织方面\n1.{title.format('灯不亮')}整改措施：修了。\n"
        f"2.{title.format('路不平')}整改措施：铺了。"
    )
    found = read_notice(f"{_HEAD}{text}".encode()).notice.findings
    assert [(finding.code, finding.rectification) for finding in found] == [
        ("2.1.1", "学了。"), ("2.1.2", "清了。"), ("2.2.1", "修了。"), ("2.2.2", "铺了。"),
    ]  # fmt: skip


def test_a_problem_repeated_over_its_reply_is_no_part_of_it() -> None:
    text = (
        "一、反馈的主要问题\n1.学习不够。\n2.账目不清；\n二、整改落实情况\n1.学习不够\n整改措施：学了。\n"
        "2.账目不清。\n整改措施：清了。"
    )
    assert [reply for _, reply in found_in(text)] == ["学了。", "清了。"]


@pytest.mark.parametrize("heading", ["有关要求", "工作要求", "几点要求。"])
def test_what_is_required_of_all_is_no_finding(heading: str) -> None:
    text = (
        "一、已完成整改的问题\n（一）政务服务不便捷，群众往县里跑。\n县局下放事项74项。\n"
        "（二）账款清理不彻底。\n工信局已付清2680万元。\n"
        f"二、{heading}\n（一）提高思想认识。对问题要举一反三。\n（二）完善机制。对整改不力的严肃问责。"
    )
    reading = read_notice(f"{_HEAD}{text}".encode())
    assert [finding.code for finding in reading.notice.findings] == ["1.1.1", "1.2.1"]
    assert reading.chapters_without_findings == (heading.rstrip("。"),)


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


def test_what_stands_under_emoji_is_read() -> None:
    text = (
        "某街道关于巡察整改情况的公开\n"
        "🔴 问题①\n社区食堂开业半年就停了。\n✅ 整改情况\n9月重新开张🍚\n"
        "🔴 问题②\n加装电梯推进慢。\n✅ 整改情况\n已竣工5部，剩下2部施工中🚧\n"
    )
    canteen, lift = read_notice(text.encode()).notice.findings
    assert canteen.rectification == "9月重新开张🍚"
    assert lift.status is Status.IN_PROGRESS


@pytest.mark.parametrize(
    ("brackets", "status"),
    [
        ("【已完成】", Status.COMPLETED),
        ("［长期坚持］", Status.LONG_TERM),
        ("（阶段性完成）", Status.IN_PROGRESS),
    ],
)
def test_a_status_stands_in_brackets_behind_the_problem(brackets: str, status: Status) -> None:
    text = (
        "某镇关于巡察整改情况的通报\n一、党的建设方面\n"
        f"1.防汛预案照搬照抄。{brackets}\n（1）逐村修订预案。（2）汛前演练。\n"
        "2.公务接待先吃后批。\n（1）修订办法。（2）公示清单。\n"
    )
    assert read_notice(text.encode()).notice.findings[0].status is status
