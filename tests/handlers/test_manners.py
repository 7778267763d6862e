"""Greetings, thanks, curses and nonsense get one calm line that leads back; help fits one screen."""

import pytest

from db import loading
from knowledge.model import Role
from knowledge.reading.parser import read_notice
from tests.town import Someone, Town


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("你好", "您好！"),
        ("hello", "您好！"),
        ("谢谢", "不客气"),
        ("👍", "不客气"),
        ("好的", "好的"),
        ("好 就这样 挂了", "好的"),
        ("小妹，在吗", "您好！"),
        ("谢谢你听我说", "不客气"),
        ("你们都是骗子", "请打电话 2567001"),
        ("什么破机器人", "请打电话 2567001"),
        ("asdf", "没看明白"),
        ("。。。", "没看明白"),
        ("😀", "没看明白"),
    ],
)
async def test_one_calm_line_leads_back(citizen: Someone, said: str, words: str) -> None:
    answer = await citizen.says(said)
    assert words in answer
    assert "\n" not in answer
    assert citizen.labels(citizen.last) == ["目录"]


async def test_the_example_is_of_this_notice_and_is_answered(town: Town, citizen: Someone) -> None:
    text = (
        "某镇整改通报\n一、问题\n1.村口水井坏了。\n整改情况：正在修。\n2.学校操场积水。\n整改情况：已修好。"
    )
    loading.load(town.database, read_notice(text.encode()).notice, town.clock.now())
    example = (await citizen.says("你好")).rpartition("比如：")[2]
    assert example == "学校操场积水"
    assert (await citizen.says(example)).startswith("1.1.2 ")


async def test_the_example_of_the_shipped_notice_is_answered(citizen: Someone) -> None:
    example = (await citizen.says("你好")).rpartition("比如：")[2]
    assert (await citizen.says(example)).startswith("2.2.2 ")


async def test_a_notice_without_a_phone_names_its_issuer(town: Town, citizen: Someone) -> None:
    text = "某镇整改通报\n一、问题\n1.村口水井坏了。\n整改情况：正在修。"
    loading.load(town.database, read_notice(text.encode()).notice, town.clock.now())
    assert "请找发布单位" in await citizen.says("骗子")


async def test_staff_are_not_asked_about_what_was_no_question(town: Town, citizen: Someone) -> None:
    staff = await town.invited(Role.STAFF)
    for said in ("谢谢", "骗子", "asdf"):
        await citizen.says(said)
    assert "没有答不上来的问题" in await staff.says("/missed")


@pytest.mark.parametrize(
    ("question", "code"), [("你好，喷漆中心的事怎么样了", "1.2.6"), ("谢谢，那养老院呢", "1.3.5")]
)
async def test_a_polite_question_is_answered(citizen: Someone, question: str, code: str) -> None:
    assert (await citizen.says(question)).startswith(f"{code} ")


@pytest.mark.parametrize("role", Role)
async def test_help_fits_one_screen(town: Town, role: Role) -> None:
    someone = town.newcomer() if role is Role.CITIZEN else await town.invited(role)
    lines = [line for line in (await someone.says("/help")).splitlines() if line]
    assert len(lines) <= 18
    assert sum(len(line) for line in lines) < 480


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("你是哪个办公室的", "我是一个程序"),
        ("你吃饭了没有", "我是一个程序"),
        ("谁能看到我问的", "都不记您的姓名和账号"),
        ("你会不会把我说的话告诉村支书", "都不记您的姓名和账号"),
        ("我要匿名", "都不记您的姓名和账号"),
    ],
)
async def test_what_is_asked_of_the_bot_is_no_question_about_the_notice(
    citizen: Someone, said: str, words: str
) -> None:
    assert words in await citizen.says(said)
