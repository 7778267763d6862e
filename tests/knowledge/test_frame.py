"""What stands around the findings, in the ways that offices print it."""

from datetime import date

import pytest

from knowledge.reading.frame import Frame, begins_closing, is_below_article, read_frame
from knowledge.reading.parser import read_notice

TITLE = "清源镇关于巡察整改进展情况的通报"


def frame(*closing: str, head: tuple[str, ...] = ()) -> Frame:
    return read_frame([TITLE, *head], [*closing], [])


@pytest.mark.parametrize(
    ("line", "phone"),
    [
        ("监督电话:0000 7123366", "0000 7123366"),
        ("举报电话：12388；联系电话：0000-7123366", "0000-7123366"),
        ("供电热线95598，本镇0000-2208806", "0000-2208806"),
        ("手机：130 0000 0000", "130 0000 0000"),
        ("座机：7123366", "7123366"),
        ("电话：5677 8899", "5677 8899"),
        ("监督电话：12345", "12345"),
        ("电话：0000—712 3366", "0000—712 3366"),
        ("电话：0000 7123 366", "0000 7123 366"),
        ("电话：0000--7123366", "0000--7123366"),
        ("电话：400-800-1234", "400-800-1234"),
        ("手机：130-0000-0000", "130-0000-0000"),
        ("电话：0000-7123366-801", "0000-7123366"),
    ],
)
def test_the_offices_own_number_is_read_whole(line: str, phone: str) -> None:
    assert frame(line).phone == phone


@pytest.mark.parametrize(
    "line", ["邮箱：qyz#example.com（请将#换成@）", "邮箱：qyz[at]example.com", "邮箱：qyz @ example.com"]
)
def test_an_address_that_is_hidden_from_machines_is_read(line: str) -> None:
    assert frame(line).email == "qyz@example.com"


@pytest.mark.parametrize(
    "line",
    [
        "二〇二四年一月十日",
        "二O二四年元月十日",
        "二0二四年一月十日",
        "2024/1/10",
        "中共清源镇委  2024年1月10日",
    ],
)
def test_the_day_is_read(line: str) -> None:
    read = frame("中共清源镇委", line)
    assert read.issued_on == date(2024, 1, 10)
    assert read.issuer == "中共清源镇委"


def test_who_and_when_may_stand_under_the_title() -> None:
    read = read_frame(["关于审计查出问题整改情况的公告", "（市住房局党组　2023年10月27日）"], [], [])
    assert (read.issuer, read.issued_on) == ("市住房局党组", date(2023, 10, 27))


def test_the_head_of_a_paper_is_no_title() -> None:
    read = read_frame(["某区审计局公告", "2023年第6号", "关于审计查出问题整改情况的公告"], [], [])
    assert read.title == "关于审计查出问题整改情况的公告"


@pytest.mark.parametrize(
    "period",
    ["2024年5月20日至31日", "2023.3.6-2023.5.19", "今年3月6日至5月19日", "二〇二三年三月六日至五月十九日"],
)
def test_the_period_is_kept_as_it_is_printed(period: str) -> None:
    assert frame(head=(f"{period}，县委第三巡察组开展了巡察。",)).inspection_period == period


@pytest.mark.parametrize(
    "line",
    [
        "中共清源镇委员会  2024年1月10日",
        "如对通报内容有意见建议，请向办公室反映。",
        "座机：7123366",
        "党政办电话7123366",
    ],
)
def test_what_ends_a_notice(line: str) -> None:
    assert begins_closing(line)


@pytest.mark.parametrize(
    "line", ["——2021年12月28日在市八届人大常委会第三次会议上", "原创 清源发布 2021年12月28日 18:30 北方"]
)
def test_the_day_under_the_title_of_a_report_or_of_an_account(line: str) -> None:
    assert frame(head=(line,)).issued_on == date(2021, 12, 28)


def test_what_a_website_offers_to_readers_is_no_title() -> None:
    assert read_frame(["关怀版 无障碍", TITLE], [], []).title == TITLE


@pytest.mark.parametrize(
    "line",
    [
        "意见反馈：0000-7123366（办公室）",
        "特此函告。",
        "各位委员，我们将继续做好工作。",
        "— END —",
        "编辑丨小柳",
        "长按二维码关注我们",
        "监督电话丨0000-7123366",
    ],
)
def test_what_closes_a_letter_a_report_and_what_an_account_publishes(line: str) -> None:
    assert begins_closing(line)


def test_what_a_site_puts_below_an_article_is_frame() -> None:
    text = (
        "某局关于巡察整改情况的通报\n1.学习走过场。\n整改情况：补学3次。\n某局党组\n2024年3月1日\n"
        "上一篇：招聘公告\n【打印】 【关闭】\n另有2个问题正在核实。"
    )
    read = read_notice(text.encode())
    assert read.unassigned == ("另有2个问题正在核实。",)
    assert read.frame[-2:] == ("上一篇：招聘公告", "【打印】 【关闭】")


@pytest.mark.parametrize("line", ["关闭非法采砂点5处，拆除设备12台。", "打印宣传单5000份"])
def test_what_was_closed_or_printed_stands_not_below_the_article(line: str) -> None:
    assert not is_below_article(line)
