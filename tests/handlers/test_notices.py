"""An admin sends the file the office has: the report, doubts first, then 入库 or 取消."""

import pytest
from sqlmodel import select

from db import notices
from db.models import OfferRow
from tests.documents import word
from tests.town import DATA, Someone, Town

OTHER = (DATA / "notices" / "s03.txt").read_bytes()
SHIPPED = (DATA / "notices" / "hubin-2021.txt").read_text(encoding="utf-8")
LINES = OTHER.decode().splitlines()


def downloads(town: Town) -> list[str]:
    return [name for name, _ in town.telegram.calls if name in ("getFile", "download")]


def titles(town: Town) -> list[str]:
    return [one.title for one in notices.stored(town.database)]


async def test_a_file_is_reported_and_taken(town: Town, admin: Someone) -> None:
    report = await admin.uploads("通报.docx", word(LINES))
    assert report.startswith("《临汐市卫生健康委员会党委关于巡察整改进展情况的通报》")
    assert "读出 6 个问题" in report
    assert "现在用的是《湖滨镇关于巡察整改进展情况的通报》" in report
    assert admin.labels(admin.last) == ["入库", "取消"]
    assert "已入库：《临汐市" in await admin.taps("入库")
    assert "基层医疗卫生人才留不住" in await town.newcomer().says("目录")


async def test_doubts_come_before_the_findings(admin: Someone) -> None:
    report = await admin.uploads("通报.txt", SHIPPED.replace("（二）", "（三）", 1).encode())
    assert 0 < report.index("请核对：\n  1.4.1 原来的编号重复") < report.index("措施")


async def test_nothing_is_kept_of_a_file_left(town: Town, admin: Someone) -> None:
    await admin.uploads("通报.txt", OTHER)
    assert "没有入库" in await admin.taps("取消")
    assert titles(town) == ["湖滨镇关于巡察整改进展情况的通报"]


async def test_two_taps_load_it_once(town: Town, admin: Someone) -> None:
    await admin.uploads("通报.txt", OTHER)
    report = admin.last
    await admin.taps("入库", on=report)
    assert "已经入库" in await admin.taps("入库", on=report)
    assert "已经入库" in await admin.taps("取消", on=report)
    assert len(titles(town)) == 2


async def test_a_tap_delivered_again_shows_what_it_did(town: Town, admin: Someone) -> None:
    await admin.uploads("通报.txt", OTHER)
    update = town.telegram.taps(admin.account, admin.last, admin.last.buttons[0])
    await town.bot.handle(update)
    await town.bot.handle(update)
    assert len(titles(town)) == 2
    assert not any("已经入库" in shown.text for shown in town.telegram.shown)


async def test_a_file_delivered_again_is_one_offer(town: Town, admin: Someone) -> None:
    update = town.telegram.uploads(admin.account, "通报.txt", OTHER)
    await town.bot.handle(update)
    await town.bot.handle(update)
    with town.database.snapshot() as session:
        assert len(session.exec(select(OfferRow)).all()) == 1


async def test_an_offer_outlives_a_restart(town: Town, admin: Someone) -> None:
    await admin.uploads("通报.txt", OTHER)
    await town.restart()
    assert "已入库" in await admin.taps("入库")


async def test_a_comparison_that_was_overtaken_is_not_taken(town: Town, admin: Someone) -> None:
    await admin.uploads("通报.txt", OTHER)
    first = admin.last
    await admin.uploads("通报.txt", (DATA / "notices" / "s11.txt").read_bytes())
    await admin.taps("入库")
    assert "换过了" in await admin.taps("入库", on=first)
    assert len(titles(town)) == 2


@pytest.mark.parametrize(
    ("name", "size", "what_to_do"),
    [
        ("通报.docx", 20_000_001, "上限 20 MB"),
        ("通报.doc", 9, "另存为 .docx"),
        ("通报.WPS", 9, "另存为 .docx"),
        ("扫描.jpg", 9, "识别文字"),
        ("整改.xlsx", 9, "不是能读的格式"),
    ],
)
async def test_what_cannot_be_read_is_not_fetched(
    town: Town, admin: Someone, name: str, size: int, what_to_do: str
) -> None:
    said = await admin.uploads(name, b"anything", file_size=size)
    assert name in said
    assert what_to_do in said
    assert downloads(town) == []


@pytest.mark.parametrize(
    ("data", "why"), [(b"", "空文件"), (b"\x00\x01", "不是能读的格式"), ("今天天气好。".encode(), "没有找到")]
)
async def test_a_file_that_is_no_notice_gets_one_sentence(admin: Someone, data: bytes, why: str) -> None:
    assert why in await admin.uploads("通报.txt", data)
    assert not admin.last.buttons


async def test_a_file_that_telegram_does_not_give_is_asked_for_again(town: Town, admin: Someone) -> None:
    town.telegram.fail("getFile", 400)
    assert "再发一次" in await admin.uploads("通报.txt", OTHER)


async def test_a_file_from_a_citizen_is_not_fetched(town: Town, citizen: Someone) -> None:
    assert "看不了照片和文件" in await citizen.uploads("通报.txt", OTHER)
    assert downloads(town) == []


async def test_the_list_of_notices(town: Town, admin: Someone) -> None:
    await admin.uploads("通报.txt", OTHER)
    await admin.taps("入库")
    said = await admin.says("通报")
    assert "1　未使用　2021-03-05 载入　27 个问题　《湖滨镇" in said
    assert "2　使用中　2021-03-05 载入　6 个问题　《临汐市" in said
    assert "进展情况的通报》（2021-02-18）" in said
    assert "进展情况的通报》（2024-12-30）" in said
    assert "直接发到这里" in said


async def test_the_issuers_next_notice_is_compared_with_its_last(admin: Someone) -> None:
    """It stands beside it, and most of its findings are matters of that one."""
    boiler = "敬老院的锅炉三年没有检验，冬天停了两次暖。"
    first = SHIPPED.index("部分问题仍未整改完成")
    august = SHIPPED.replace("2021年2月18日", "2021年3月3日")
    rewritten = august[:first] + boiler + august[august.index("\n", first) :]
    report = await admin.uploads("通报.txt", rewritten.encode())
    assert "同一单位的《湖滨镇关于巡察整改进展情况的通报》（2021-02-18）继续使用" in report
    assert "相同 26，改动 0（这些是同一件事" in report
    assert "新增 1.1.1" in report
    assert "不再出现 1.1.1" in report


@pytest.mark.parametrize(("date", "doubt"), [("2021年8月18日", "日期还没有到"), ("", "没有读出通报的日期")])
async def test_a_date_to_come_and_none_are_doubted(admin: Someone, date: str, doubt: str) -> None:
    assert doubt not in await admin.uploads("通报.txt", SHIPPED.encode())
    assert doubt in await admin.uploads("通报.txt", SHIPPED.replace("2021年2月18日", date).encode())


async def test_half_a_file_is_doubted(admin: Someone) -> None:
    report = await admin.uploads("通报.txt", SHIPPED[: len(SHIPPED) // 2].encode())
    assert "没有看到通报的结尾" in report
    assert "入库" in admin.labels(admin.last)
