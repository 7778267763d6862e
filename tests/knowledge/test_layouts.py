"""What notices of other offices, websites and accounts look like, each way of writing for itself."""

import pytest

from knowledge.index.entries import Part, passages_of
from knowledge.model import Finding, Status
from knowledge.reading.formats import Unreadable
from knowledge.reading.parser import read_notice

TITLE = "某局党组关于巡察整改情况的通报"


def findings(*lines: str) -> tuple[Finding, ...]:
    return read_notice("\n".join((TITLE, *lines)).encode()).notice.findings


def test_what_stands_at_the_head_of_each_page_is_no_text() -> None:
    first, second = findings(
        "1.水站管理松散，三个水站没有",
        "某局党组巡察整改通报　　　　　第 2 页 共 3 页",
        "专人值守。",
        "整改情况：聘用3人。",
        TITLE,
        "2.违规发放补贴。",
        "整改情况：清退7万元。",
        TITLE,
    )
    assert first.problem == "水站管理松散，三个水站没有专人值守。"
    assert second.rectification == "清退7万元。"


def test_a_number_alone_on_its_line_belongs_to_the_next() -> None:
    read = findings(
        *("（一）", "财务管理方面", "1.", "报销附件不齐。", "整改情况：", "补齐27份。"),
        *("2.", "白条入账。", "整改情况：", "退回3.2万元。", "长期坚持。"),
    )
    assert [(each.code, each.problem) for each in read] == [
        ("1.1.1", "报销附件不齐。"),
        ("1.1.2", "白条入账。"),
    ]
    assert read[1].rectification == "退回3.2万元。\n长期坚持。"


def test_a_number_of_a_problem_and_a_label_alone_begin_a_line() -> None:
    first, second = findings(
        *("问题1", "充电桩建设滞后，飞线屡禁不止", "整改进展", "新建620个，拆除飞线1800条"),
        *("问题2", "工单办理敷衍，重复投诉多", "整改进展", "实行领导包案。"),
    )
    assert (first.problem, second.problem) == (
        "充电桩建设滞后，飞线屡禁不止",
        "工单办理敷衍，重复投诉多",
    )
    assert first.rectification == "新建620个，拆除飞线1800条"


def test_chapters_may_have_no_numbers() -> None:
    read = findings(
        *("政治建设方面", "问题：学习不落实。", "整改：补学3次。", "问题：研判不及时。", "整改：研判2次。"),
        *("财务管理方面", "问题：报销附件不齐。", "整改：补齐27份。"),
    )
    assert [(each.code, each.section) for each in read] == [
        ("1.1.1", "政治建设方面"),
        ("1.1.2", "政治建设方面"),
        ("2.1.1", "财务管理方面"),
    ]
    assert read[1].rectification == "研判2次。"


def test_neither_chapters_nor_problems_need_a_number() -> None:
    read = findings(
        *("党的建设方面", "学习走过场。", "整改情况：补学3次。", "研判不及时。", "整改情况：研判2次。"),
        *("作风建设方面", "接待超标。", "整改情况：退缴520元。"),
    )
    assert [(each.code, each.section, each.problem) for each in read] == [
        ("1.1.1", "党的建设方面", "学习走过场。"),
        ("1.1.2", "党的建设方面", "研判不及时。"),
        ("2.1.1", "作风建设方面", "接待超标。"),
    ]
    assert read[1].rectification == "研判2次。"


def test_a_heading_without_number_stands_below_one_that_has() -> None:
    (first, second) = findings(
        "一、反馈问题整改情况",
        *("政治建设方面", "1.学习不落实。", "整改情况：补学3次。"),
        *("财务管理方面", "1.报销附件不齐。", "整改情况：补齐27份。"),
    )
    assert (first.code, second.code) == ("1.1.1", "1.2.1")
    assert second.category == "财务管理方面"


def test_a_line_on_an_aspect_of_what_was_done_is_no_heading() -> None:
    (first, _) = findings(
        *("1.学习不落实。", "整改情况：", "建章立制方面", "修订制度2项。"),
        *("2.报销附件不齐。", "整改情况：补齐27份。"),
    )
    assert first.rectification.split() == ["建章立制方面", "修订制度2项。"]


def test_a_list_of_replies_names_the_problems_of_a_list_by_number() -> None:
    first, second = findings(
        *("【问题清单】", "问题1：库房消防设施老化。", "问题2：组织生活以会代学。"),
        *("【整改清单】", "对应问题1：更换钢瓶16个。", "对应问题2：开展微党课12期。"),
    )
    assert (first.problem, first.rectification) == ("库房消防设施老化。", "更换钢瓶16个。")
    assert second.rectification == "开展微党课12期。"


def test_the_same_label_again_begins_a_problem_where_replies_have_none() -> None:
    read = findings(
        "一、已完成的整改任务",
        *("巡察反馈：接待无公函。", "集团纪委专项检查，清退5.3万元。"),
        *("巡察反馈：参股企业亏损。", "清算4家，收回1280万元。"),
        "二、正在推进的整改任务",
        *("巡察反馈：房产未办证。", "与自然资源部门对接。"),
    )
    assert [each.code for each in read] == ["1.1.1", "1.1.2", "2.1.1"]
    assert [each.status for each in read] == [Status.COMPLETED, Status.COMPLETED, Status.IN_PROGRESS]


def test_of_problems_without_number_below_a_heading_the_first_is_one_too() -> None:
    read = findings(
        "一、聚焦主责主业方面",
        *("◆参股非主业企业14家。", "整改情况：完成退出8家。"),
        *("◆开展融资性贸易。", "整改情况：追回1.95亿元。"),
        "二、聚焦管党治党方面",
        *("◆招聘未公开。", "整改情况：回避调整43人。"),
        *("◆规避招标23项。", "整改情况：逐一核查追责。"),
    )
    assert [each.code for each in read] == ["1.1.1", "1.1.2", "2.1.1", "2.1.2"]
    assert (read[2].problem, read[2].rectification) == ("招聘未公开。", "回避调整43人。")


def test_a_problem_that_speaks_of_what_is_to_come_is_one() -> None:
    read = findings(
        *("一、关于“安排部署多、落实少，对今后工作安排抓得不紧”的问题。", "整改进展：已经完成。"),
        *("二、关于“码头治理不彻底”的问题。", "整改进展：已经完成。"),
    )
    assert len(read) == 2


def test_paragraphs_without_number_name_a_problem_and_its_reply() -> None:
    read = findings(
        "一、供水保障方面",
        "管网漏损率居高不下。更换管网12.6公里，漏损率降到14%。",
        "水质检测频次不够。购置设备4台，每周一检。",
        "二、队伍建设方面",
        "劳务用工把关不严。清退5人，一律公开招聘。",
    )
    assert [each.code for each in read] == ["1.1.1", "1.1.2", "2.1.1"]
    assert read[1].rectification == "购置设备4台，每周一检。"


def test_a_problem_addressed_alone_on_its_line_heads_its_reply() -> None:
    read = findings(
        "一、重点问题整改落实情况",
        "（一）政治环境方面",
        *("关于“主体责任有差距”的问题", "对8个单位开展内部巡察。", "已完成整改。"),
        *("关于“不正之风屡禁不止”的问题", "约谈238人。", "取得阶段性成效，持续整改。"),
    )
    assert [each.rectification for each in read] == [
        "对8个单位开展内部巡察。\n已完成整改。",
        "约谈238人。\n取得阶段性成效，持续整改。",
    ]


def test_problems_below_a_heading_may_be_counted_in_words() -> None:
    read = findings(
        "（一）党的领导方面",
        *("一是关于学习走过场的问题。补学3次。", "二是关于研判不及时的问题。研判2次。"),
        "（二）党的建设方面",
        *("一是关于支部换届滞后的问题。完成换届。", "二是关于党费收缴不规范的问题。补缴740元。"),
    )
    assert [each.code for each in read] == ["1.1.1", "1.1.2", "1.2.1", "1.2.2"]
    assert read[2].rectification == "完成换届。"


def test_problems_may_be_counted_as_items_or_asked_about() -> None:
    for problem, reply in (("第{}项：", "整改情况："), ("Q{}：", "A{}：")):
        first, second = findings(
            *(problem.format(1) + "停车场收费混乱。", reply.format(1) + "公示收费标准。"),
            *(problem.format(2) + "楼道堆物屡禁不止。", reply.format(2) + "清理31处。"),
        )
        assert (first.problem, second.rectification) == ("停车场收费混乱。", "清理31处。")


def test_one_paragraph_may_hold_several_problems() -> None:
    addressed = findings(
        "一、行业监管方面",
        "1.关于药占比过高问题。点评处方1.2万张。2.关于收受红包问题。上缴9.4万元，处理5人。",
    )
    assert [each.rectification for each in addressed] == ["点评处方1.2万张。", "上缴9.4万元，处理5人。"]
    bracketed = findings(
        "一、党建方面", "（1）关于学习走过场的问题，补学3次。（2）关于接待超标的问题，退缴520元。"
    )
    assert [each.rectification for each in bracketed] == ["补学3次。", "退缴520元。"]
    labelled = findings(
        "二、党建工作方面",
        "1.学习走过场。整改情况：补学3次。2.党费收缴不规范。整改情况：补缴740元。",
    )
    assert [each.code for each in labelled] == ["2.1.1", "2.1.2"]
    assert labelled[1].rectification == "补缴740元。"


def test_what_is_counted_in_words_below_a_problem_is_what_was_done_about_it() -> None:
    read = findings(
        *("1.关于作风建设的问题", "一是关于迟到的问题，通报3人。", "二是关于接待的问题，退缴520元。"),
        *("2.关于资产管理的问题", "一是关于账外资产的问题，入账12件。", "二是关于租金的问题，收回3万元。"),
    )
    assert [len(each.measures) for each in read] == [2, 2]


def test_a_chapter_that_addresses_problems_is_none_on_the_work() -> None:
    read = findings(
        "（一）聚焦落实党中央决策部署方面",
        "1.关于“学习存在以读代学现象”问题的整改情况。制定计划，研讨12次。",
        "2.关于“接待存在打擦边球情况”问题的整改情况。退缴4215元。",
        "（二）聚焦加强组织建设方面",
        "1.关于“干部轮岗交流推动乏力”问题的整改情况。交流干部14名。",
    )
    assert [each.code for each in read] == ["1.1.1", "1.1.2", "1.2.1"]
    assert read[0].rectification == "制定计划，研讨12次。"


def test_a_chapter_on_how_the_work_went_on_leaves_nothing_over() -> None:
    work = ("一、整改工作开展情况", "（一）强化政治引领。传达学习8次。", "（二）狠抓落实。召开推进会5次。")
    found = ("二、整改任务落实情况", "1.关于学习的问题。", "①补学3次。", "2.关于接待的问题。", "①退缴520元。")
    ahead = (
        "三、坚持常态长效，持续深化巡视整改成果",
        "（一）坚定不移加强政治建设。",
        "（二）坚定不移抓作风。",
    )
    last = ("四、扎实做好巡察整改“后半篇文章”", "局党组将坚持问题导向。")
    reading = read_notice("\n".join((TITLE, *work, *found, *ahead, *last)).encode())
    assert (len(reading.notice.findings), reading.unassigned) == (2, ())


def test_a_heading_that_counts_what_is_done_says_nothing_of_each() -> None:
    read = findings(
        "一、“两个维护”方面（共2个问题，已完成1个，正在推进1个）",
        *("1.学习走过场的问题", "补学3次。", "2.研判不及时的问题", "研判2次。"),
    )
    assert {each.status for each in read} == {Status.NOT_STATED}


def test_a_rule_between_problems_is_no_text() -> None:
    first, second = findings(
        *("【问题】学习走过场。", "【整改】补学3次。", "--------------------"),
        *("【问题】研判不及时。", "【整改】研判2次。", "====================", "2024年3月1日"),
    )
    assert (first.rectification, second.rectification) == ("补学3次。", "研判2次。")


def test_a_chapter_may_do_without_the_labels_of_another() -> None:
    read = findings(
        "一、已完成的整改事项",
        *(
            "（一）关于学习走过场的问题。",
            "整改情况：补学3次。",
            "（二）关于接待的问题。",
            "整改情况：退缴520元。",
        ),
        "二、正在推进的整改事项",
        *(
            "（一）关于房产未办证的问题。",
            "与自然资源部门对接。",
            "（二）关于欠款拖延的问题。",
            "已付40万元。",
        ),
        "三、组织领导情况",
        *("（一）提高站位。", "召开会议5次。"),
    )
    assert [each.code for each in read] == ["1.1.1", "1.2.1", "2.1.1", "2.2.1"]
    assert (read[2].rectification, read[2].status) == ("与自然资源部门对接。", Status.IN_PROGRESS)


def test_the_characters_of_a_label_may_stand_apart() -> None:
    first, second = findings(
        *("问 题 一：", "学习走过场。", "整 改 情 况：", "补学3次。"),
        *("问 题 二：", "研判不及时。", "整 改：研判2次。"),
    )
    assert (first.problem, first.rectification) == ("学习走过场。", "补学3次。")
    assert (second.problem, second.rectification) == ("研判不及时。", "研判2次。")


def test_when_it_was_done_is_not_the_problem() -> None:
    first, second = findings(
        *("（一）关于“以读代学”问题", "整改完成时间：2023年10月", "整改情况：研讨12次。"),
        *("（二）关于“研判不及时”问题", "完成时间：2023年11月", "整改情况：研判2次。"),
    )
    assert first.problem == "关于“以读代学”问题\n整改完成时间：2023年10月"
    assert second.problem.startswith("关于“研判不及时”问题")


def test_what_inspections_look_at_by_rule_heads_findings() -> None:
    read = findings(
        *("一、落实党中央决策部署方面", "1.学习存在以读代学现象。", "研讨12次。"),
        *("二、落实全面从严治党责任方面", "1.压力传导层层递减。", "约谈8人。"),
        *("三、领导班子和干部队伍建设方面", "1.轮岗推动乏力。", "交流14人。"),
    )
    assert [each.code for each in read] == ["1.1.1", "2.1.1", "3.1.1"]


def test_questions_of_what_an_inspection_is_are_no_notice() -> None:
    text = "某县巡察知识问答\nQ1：什么是巡察整改\nA1：对反馈问题进行整改。\nQ2：期限多久\nA2：六个月。"
    with pytest.raises(Unreadable):
        read_notice(text.encode())


def test_a_column_may_hold_the_task_and_what_was_done() -> None:
    (first,) = findings(
        "序号\t巡察反馈问题\t整改任务及措施\t完成时间\t落实情况",
        "1\t接待超标。\t退缴520元。\t2023年5月\t已完成",
    )
    assert first.problem.startswith("接待超标。")
    assert "退缴520元。" in first.rectification
    assert first.status is Status.COMPLETED


def test_problems_may_bear_nothing_but_their_replies() -> None:
    lead = "县委巡察组开展了巡察，现将情况公示。"
    read = findings(lead, "学习走过场。", "整改情况：补学3次。", "接待超标。", "整改情况：退缴520元。")
    assert [(each.problem, each.rectification) for each in read] == [
        ("学习走过场。", "补学3次。"),
        ("接待超标。", "退缴520元。"),
    ]


def test_a_reply_to_what_leads_to_the_list_is_none() -> None:
    lead = "县委巡察组开展了巡察，现将情况公示。"
    work = "整改情况：巡察反馈2个问题，已完成1个。"
    read = findings(
        lead, work, "1.学习走过场。", "整改情况：补学3次。", "2.接待超标。", "整改情况：退缴520元。"
    )
    assert [each.problem for each in read] == ["学习走过场。", "接待超标。"]


def test_a_problem_in_quotation_marks_needs_no_word_for_it() -> None:
    read = findings(
        "二、具体整改情况",
        *("关于“司法为民宗旨树得不牢”的整改情况：", "升级诉讼服务中心。", "已完成。"),
        *("关于“执行工作不够规范”的整改情况：", "集中清理执行案款。"),
    )
    assert [each.rectification for each in read] == ["升级诉讼服务中心。\n已完成。", "集中清理执行案款。"]


def test_what_says_how_far_it_is_follows_a_problem() -> None:
    first, second = findings(
        "一、财政部门问题的整改情况",
        "1.非税收入1260万元挂账。已整改。市财政局已缴入国库。",
        "2.土地出让金1.5亿元。部分整改。追缴1.2亿元。",
    )
    assert first.problem == "非税收入1260万元挂账。"
    assert second.rectification == "部分整改。追缴1.2亿元。"


def test_a_chapter_on_what_remains_and_what_comes_next_is_no_finding() -> None:
    read = findings(
        "一、把巡察整改作为重大政治任务",
        "校党委召开7次会议。",
        "二、反馈问题整改",
        "1.针对劳动课不足的问题。每周开设1节。整改完成。",
        "2.针对食堂采购不规范的问题。更换供应商3家。整改完成。",
        "三、存在的问题和下一步打算",
        "虽然取得成效，但仍存在一些问题。下一步，将持续抓好。",
    )
    assert [each.code for each in read] == ["2.1.1", "2.1.2"]


def test_a_number_may_count_the_fields_of_each_finding() -> None:
    first, second = findings(
        *("一、食堂管理", "1.存在问题：验收走过场。", "2.整改措施：更换供应商。", "3.整改成效：已完成整改。"),
        *("二、资产管理", "1.存在问题：账实不符。", "2.整改措施：盘点登记。", "3.整改成效：正在补录。"),
    )
    assert (first.section, first.problem) == ("食堂管理", "验收走过场。")
    assert first.rectification == "更换供应商。\n3.整改成效：已完成整改。"
    assert (second.code, second.status) == ("2.1.1", Status.IN_PROGRESS)


def test_more_of_a_numbered_problem_may_be_a_numbered_field() -> None:
    read = findings(
        *("问题一 应急能力不足", "（一）存在表现：泵站未启用。", "（二）整改措施：检修3台。"),
        *("问题二 泵房权属不清", "（一）存在表现：46个未移交。", "（二）整改措施：接管29个。"),
    )
    assert [each.problem for each in read] == [
        "应急能力不足\n（一）存在表现：泵站未启用。",
        "泵房权属不清\n（一）存在表现：46个未移交。",
    ]
    assert read[1].rectification == "接管29个。"


def test_problems_that_are_answered_under_the_same_label_are_no_fields() -> None:
    read = findings(
        *("一、存在问题", "1.验收走过场。", "2.账实不符。"),
        *("二、整改情况", "1.整改措施：更换供应商。", "2.整改措施：盘点登记。"),
    )
    assert [each.rectification for each in read] == ["更换供应商。", "盘点登记。"]


def test_chapters_may_be_the_fields_of_one_finding() -> None:
    (only,) = findings(
        *("一、整改任务", "污水处理厂建设滞后。", "二、整改目标", "稳定运行。"),
        *("三、整改措施", "（一）加快建设。", "（二）完善管网。"),
        *("四、整改完成情况", "该项整改任务已完成。"),
    )
    assert only.problem.split() == ["污水处理厂建设滞后。", "二、整改目标", "稳定运行。"]
    assert only.rectification.startswith("（一）加快建设。\n（二）完善管网。\n四、整改完成情况")
    assert only.status is Status.COMPLETED


def test_one_reply_answers_several_problems_by_their_numbers() -> None:
    first, second = findings(
        "一、“落实部署不力”问题整改情况",
        *("巡察反馈问题①：撂荒地整治不力。", "巡察反馈问题②：后续帮扶缺乏实招。"),
        "整改情况：针对问题①，复耕860亩，已完成整改。针对问题②，引进车间1家，正在建设。",
    )
    assert first.rectification == "针对问题①，复耕860亩，已完成整改。"
    assert (first.status, second.status) == (Status.COMPLETED, Status.IN_PROGRESS)


def test_the_problems_of_a_chapter_stand_before_all_their_replies() -> None:
    read = findings(
        "（一）医疗服务方面",
        *("反馈问题：", "1.药占比过高。次均费用上涨9.7%。", "2.设备闲置。两台加速器闲置14个月。"),
        *("整改情况：", "1.点评处方1.2万张。", "2.2台设备已启用。"),
        "（二）运营管理方面",
        *("反馈问题：", "1.拖欠药款。最长达19个月。", "2.学科滞后。"),
        *("整改情况：", "1.支付1.15亿元。余款分期付清。", "2.新增重点专科3个。"),
    )
    assert [(each.code, each.problem) for each in read[:2]] == [
        ("1.1.1", "药占比过高。次均费用上涨9.7%。"),
        ("1.1.2", "设备闲置。两台加速器闲置14个月。"),
    ]
    assert read[2].rectification == "1.支付1.15亿元。余款分期付清。"


def test_a_reply_that_does_not_name_all_stays_whole() -> None:
    _, second = findings(
        "一、“落实部署不力”问题整改情况",
        *("巡察反馈问题①：撂荒地整治不力。", "巡察反馈问题②：后续帮扶缺乏实招。"),
        "整改情况：针对问题②，引进车间1家。针对问题③，另行部署。",
    )
    assert second.rectification == "针对问题②，引进车间1家。针对问题③，另行部署。"


def test_a_status_stands_ahead_of_the_number() -> None:
    first, second = findings(
        *("【已销号】1.参保率低于平均水平。", "组织入户动员，参保率达到97.8%。"),
        *("【整改中】2.工程管护缺位。", "落实管水员31名。"),
    )
    assert (first.problem, first.status, first.status_quote) == (
        "参保率低于平均水平。",
        Status.COMPLETED,
        "【已销号】",
    )
    assert second.status is Status.IN_PROGRESS


def test_what_was_before_is_problem_and_what_is_now_is_reply() -> None:
    first, _ = findings(
        *("1、补贴发放不及时", "整改前：26户被拖欠。", "整改后：全部发放。"),
        *("2、避风塘停工", "整改前：缺资金。", "整改后：已复工。"),
    )
    assert (first.problem, first.rectification) == ("补贴发放不及时\n整改前：26户被拖欠。", "全部发放。")


def test_no_counts_problems() -> None:
    read = findings(
        *("NO.1 活动室常年锁门", "整改举措：每天开放8小时。"),
        *("NO.2 楼道堆物", "整改举措：清理46车。"),
    )
    assert [each.problem for each in read] == ["活动室常年锁门", "楼道堆物"]


def test_characters_set_apart_make_a_word() -> None:
    reading = read_notice(
        "中 共 兰 桥 镇 委 员 会\n关 于 巡 察 整 改 情 况 的 通 报\n"
        "一 、 党的领导方面\n1 . 宣传不到位 。\n整 改 情 况 ： 宣讲 9 场 。\n"
        "2 . 禁烧不严 。\n整 改 情 况 ： 签订责任书 。".encode()
    )
    assert reading.notice.title == "中共兰桥镇委员会关于巡察整改情况的通报"
    assert [each.rectification for each in reading.notice.findings] == ["宣讲 9 场 。", "签订责任书 。"]


def test_a_name_above_a_date_is_a_signature_behind_whatever_line() -> None:
    notice = read_notice(
        f"{TITLE}\n问题1：手续不全。\n整改：补办4份。\n问题2：内控不健全。\n整改：制定手册。\n"
        "结果：整改完成，长期坚持\n县水务局\n2024年4月30日".encode()
    ).notice
    assert notice.issuer == "县水务局"
    assert notice.findings[1].rectification == "制定手册。\n结果：整改完成，长期坚持"


def test_problems_numbered_in_one_paragraph_share_the_next() -> None:
    read = findings(
        "一、关于城市更新方面存在的3个问题",
        "1.小巷整治标准不高。2.建筑保护不力。3.垃圾分类流于形式。",
        "整改情况：1.投入320万元，已整改完成。2.另1处正在修复。3.建设驿站18座。",
        "二、关于队伍建设方面存在的问题",
        "1.人员管理不规范。",
        "整改情况：1.清退9名。2.制定办法。",
    )
    assert [each.code for each in read] == ["1.1.1", "1.1.2", "1.1.3", "2.1.1"]
    assert [each.problem for each in read[:2]] == ["小巷整治标准不高。", "建筑保护不力。"]
    assert read[1].rectification == "2.另1处正在修复。"
    assert len(read[3].measures) == 2


def test_levels_may_be_numbered_with_points() -> None:
    read = findings(
        *(
            "1 党的建设方面",
            "1.1 学习不深入。",
            "整改情况：学习12次。",
            "1.2 换届不及时。",
            "整改情况：已换届。",
        ),
        *("2 廉政建设方面", "2.1 招待费超预算。", "整改情况：退缴2.4万元。"),
    )
    assert [each.code for each in read] == ["1.1.1", "1.2.1", "2.1.1"]
    assert (read[2].section, read[2].problem) == ("廉政建设方面", "招待费超预算。")


def test_problems_may_be_counted_in_words() -> None:
    read = findings(
        *("一是账目不公开。整改情况：公开账目3次。", "二是路灯不亮。", "整改情况：更换灯泡40个。"),
    )
    assert [(each.problem, each.rectification) for each in read] == [
        ("账目不公开。", "公开账目3次。"),
        ("路灯不亮。", "更换灯泡40个。"),
    ]


def test_more_of_a_problem_may_be_counted_in_words() -> None:
    first, _ = findings(
        *("1.作风不实。", "一是检查走过场。", "整改情况：通报3人。"),
        *("2.账目不清。", "一是附件不齐。", "整改情况：补齐27份。"),
    )
    assert first.problem == "作风不实。\n一是检查走过场。"


def test_what_was_done_about_a_problem_is_its_name() -> None:
    read = findings(
        "现将情况公布如下。",
        *("关于账目不公开问题的整改情况", "公开账目3次。"),
        *("关于路灯不亮问题的整改情况", "更换灯泡40个。"),
    )
    assert [each.rectification for each in read] == ["公开账目3次。", "更换灯泡40个。"]


def test_three_lists_are_kept_for_each_finding() -> None:
    first, _ = findings(
        *("1.问题清单：建设滞后。", "责任清单：牵头领导王某某，营林部。", "整改清单：新增6支作业队。"),
        *("2.问题清单：监管缺失。", "责任清单：牵头领导赵某某，监察室。", "整改清单：上线平台。"),
    )
    assert first.problem == "建设滞后。\n责任清单：牵头领导王某某，营林部。"
    assert first.rectification == "新增6支作业队。"


def test_paragraphs_that_begin_with_a_quoted_problem() -> None:
    read = findings(
        "一、关于“政策落实打折扣”的整改情况",
        *("针对“退税审核超时限”，压缩到3天。", "针对“宣传精准度不高”，推送1.2万户次。"),
        "二、关于“内部管理宽松软”的整改情况",
        "针对“公车台账缺失”，补建12本。",
    )
    assert [each.code for each in read] == ["1.1.1", "1.1.2", "2.1.1"]
    assert read[1].rectification == "推送1.2万户次。"


def test_a_dash_stands_between_a_problem_and_its_reply() -> None:
    first, _ = findings(
        "（1）宿舍管理有漏洞，查寝不严——增配宿管3名。（已完成）",
        "（2）操场跑道破损——已列入项目库，等待资金下达。（未完成）",
    )
    assert first.problem == "宿舍管理有漏洞，查寝不严——"
    assert first.rectification == "增配宿管3名。（已完成）"


def test_what_stands_under_a_heading_of_a_status_are_problems() -> None:
    read = findings(
        *("一、已整改完成的问题（2个）", "（一）演出场次少。创排9个。", "（二）传承人老龄化。结对42对。"),
        *("二、正在整改的问题（1个）", "（一）旅游厕所不足。新建3座。"),
    )
    assert [each.status for each in read] == [Status.COMPLETED, Status.COMPLETED, Status.IN_PROGRESS]


def test_circles_count_problems_and_replies_of_a_paragraph() -> None:
    first, second = findings(
        "一、“为民解难不够”方面",
        "问题具体表现：①接访制度坚持不好；②初信办理质量不高。",
        "整改落实情况：①接访412批次，已完成整改；②正在逐件化解积案。",
    )
    assert (first.problem, first.status) == ("接访制度坚持不好；", Status.COMPLETED)
    assert second.rectification == "②正在逐件化解积案。"


def test_a_chapter_on_what_remains_holds_no_findings_although_it_names_problems() -> None:
    answered = ("一、整改落实情况", "（一）关于学习走过场的问题", "整改情况：补学3次。")
    more = ("（二）关于接待的问题", "整改情况：退缴520元。")
    for heading in ("二、需长期坚持的整改事项", "二、存在的问题和不足", "二、整改中存在的主要困难"):
        remains = (heading, "（一）关于长效机制不健全的问题。", "个别制度执行不到位。")
        read = findings(*answered, *more, *remains)
        assert [each.code for each in read] == ["1.1.1", "1.2.1"]


def test_a_chapter_on_the_work_may_tell_of_all_problems_as_one() -> None:
    read = findings(
        *("一、整改工作组织情况", "（一）提高政治站位。开会5次。"),
        "（二）针对巡察反馈的12个问题，制定措施36条，建立台账。",
        *("二、整改落实情况", "（一）救助不精准的问题。清退26户。", "（二）养老服务滞后的问题。新建3所。"),
    )
    assert [each.code for each in read] == ["2.1.1", "2.2.1"]


def test_what_a_chapter_on_the_work_focuses_on_is_no_problem() -> None:
    read = findings(
        *("一、聚焦主体责任落实方面", "（一）压实责任。开会6次，成立专班。", "（二）强化问效。开展督查3次。"),
        *("二、整改落实方面", "（一）援助质量不高的问题。评查120件。", "（二）监管不严的问题。走访86人。"),
    )
    assert [each.code for each in read] == ["2.1.1", "2.2.1"]


def test_what_addresses_parts_of_the_problem_that_heads_it_is_what_was_done() -> None:
    words = findings(
        "（一）关于学习不深入的问题",
        *("一是针对制度不健全的问题，修订制度2项。", "二是针对形式单一的问题，现场教学4次。"),
        *("（二）关于普法不到位的问题", "一是开展活动32场。", "二是培训210名。"),
    )
    assert [len(each.measures) for each in words] == [2, 2]
    numbers = findings(
        "（一）关于监督不到位的问题",
        "1.针对覆盖面不够的问题，增加项目6个。2.针对督促不力的问题，开展回访12次。",
        *("（二）关于研判不及时的问题", "1.制定清单。2.研判4次。"),
    )
    assert [len(each.measures) for each in numbers] == [2, 2]


def test_problems_may_be_counted_below_a_heading_that_says_where_there_are_any() -> None:
    read = findings(
        "（一）履行主体责任方面存在的问题",
        *("一是关于学习走过场的问题。补学3次。", "二是关于研判不及时的问题。研判2次。"),
        "（二）队伍建设方面存在的问题",
        "1.关于轮岗少的问题。轮岗3人。2.关于招聘不规范的问题。清退2人。",
    )
    assert [each.code for each in read] == ["1.1.1", "1.1.2", "1.2.1", "1.2.2"]


def test_behind_a_bare_label_a_first_item_is_what_was_done() -> None:
    first, second = findings(
        *("1.招商成效不明显。", "整改情况：", "第一项：修订政策。", "第二项：组建专班。", "已完成整改。"),
        *("2.监测不及时。", "整改情况：", "第一项：建立监测点。", "第二项：每日上报。"),
    )
    assert (first.code, first.status) == ("1.1.1", Status.COMPLETED)
    assert (second.code, second.rectification) == ("1.1.2", "第一项：建立监测点。\n第二项：每日上报。")


def test_behind_the_point_of_a_number_and_a_space_a_figure_is_no_decimal() -> None:
    first, second = findings(
        *("1.数据质量不高。", "整改情况：1. 3月开展核查；2. 5月开展培训；3. 12345热线事项已办理。"),
        *("2.执法偏软。", "整改情况：", "1. 36家企业已检查。", "2. 2件案件已立案。"),
    )
    assert [len(first.measures), len(second.measures)] == [3, 2]


def test_a_problem_that_was_answered_at_once_does_not_wait_for_the_reply_of_the_next() -> None:
    first, second, _ = findings(
        "1.关于监管不力的问题。开展检查12次，整改隐患36处。",
        *("2.关于保护不到位的问题。", "整改情况：1.修缮3处；2.增设设备12套。"),
        *("3.关于开放不足的问题。", "整改情况：每周开放60小时。"),
    )
    assert first.rectification == "开展检查12次，整改隐患36处。"
    assert len(second.measures) == 2


def test_how_far_a_problem_is_may_have_a_line_of_its_own_below_what_was_done() -> None:
    """Under a problem that is addressed; the line is no part of the last measure."""
    first, second = findings(
        "一、党的领导方面",
        "1.针对“理论学习不深入”的问题。",
        "一是制定学习计划12期。二是开展交流研讨6次。",
        "完成情况：已完成",
        "2.针对“河道清淤不及时”的问题。",
        "一是清淤3公里。二是投入资金20万元。",
        "完成情况：持续推进",
    )
    assert first.problem == "针对“理论学习不深入”的问题。"
    assert first.rectification == "一是制定学习计划12期。二是开展交流研讨6次。\n完成情况：已完成"
    assert first.measures == ("一是制定学习计划12期。", "二是开展交流研讨6次。")
    assert (first.status, second.status) == (Status.COMPLETED, Status.IN_PROGRESS)
    assert passages_of(first)[2] == ("完成情况：已完成", Part.RECTIFICATION)
