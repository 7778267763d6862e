"""What notices of other offices, websites and accounts look like, each way of writing for itself."""

from knowledge.model import Finding
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
