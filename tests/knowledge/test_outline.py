"""Which paragraphs begin a problem or a reply, and which count measures, however they are numbered."""

import pytest

from knowledge.model import Status
from knowledge.reading.parser import read_notice, split_measures

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


def test_a_problem_may_begin_with_a_count_of_machines() -> None:
    text = "1.2台设备闲置。\n整改情况：启用了。\n2.46间用房超标。\n整改情况：腾退了。"
    assert [problem for problem, _ in found_in(text)] == ["2台设备闲置。", "46间用房超标。"]


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


def test_a_status_amid_a_problem_is_a_part_of_it() -> None:
    first = "1.预案照搬照抄（持续推进中）2.演练走过场。"
    text = f"某镇关于巡察整改情况的通报\n一、党的建设方面\n{first}\n整改情况：已修订。\n"
    assert read_notice(text.encode()).notice.findings[0].problem == first.removeprefix("1.")
