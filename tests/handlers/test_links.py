"""Deep links: printed on paper, they lead to what they name for as long as a notice tells of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from db import loading
from knowledge.links import Link, To, read_link
from knowledge.model import Notice
from tests.town import MORNING, Someone, Town

GONE = "这个链接指的内容现在的通报里没有了。"


def edition(notice: Notice) -> Notice:
    """A later edition of the notice, in which 1.2.6 is 1.2.1 and the rest of its category is gone."""
    kept = [one for one in notice.findings if one.code == "1.2.6" or not one.code.startswith("1.2")]
    moved = (replace(one, code="1.2.1") if one.code == "1.2.6" else one for one in kept)
    return replace(notice, findings=tuple(moved))


def newer(notice: Notice) -> Notice:
    """The same town's notice of the next year."""
    findings = tuple(one for one in notice.findings if one.code.startswith("1.2"))
    return replace(notice, title="湖滨镇关于整改回头看的通报", issued_on=date(2022, 3, 1), findings=findings)


@pytest.mark.parametrize(
    "link",
    [
        Link(To.FINDING, "1.2.6"),
        Link(To.FINDING, "1.2.6.3.1", 10**17),
        Link(To.CATEGORY, "1.2"),
        Link(To.CATEGORY, "1", 3),
        Link(To.NOTICE, None, 3),
        Link(To.TOWN, None, 3),
    ],
)
def test_a_link_is_read_as_it_was_written(link: Link) -> None:
    assert read_link(link.payload) == link
    assert set(link.payload) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(link.payload) <= 64


@pytest.mark.parametrize(
    ("payload", "begins"),
    [
        ("item-1-2-6", "1.2.6 污水管网"),
        ("item-1-2-6-in-1", "1.2.6 污水管网"),
        ("cat-1-2", "镇党委存在的主要问题"),
        ("cat-1-2-in-1", "镇党委存在的主要问题"),
        ("notice-1", "目录：共 27 个问题"),
        ("town-1", "目录：共 27 个问题"),
    ],
)
async def test_a_link_leads_to_what_it_names(citizen: Someone, payload: str, begins: str) -> None:
    said = await citizen.says(f"/start {payload}")
    assert said.startswith(begins)
    assert "1.2.6" in said or "1.2 " in said


@pytest.mark.parametrize(
    "payload",
    ["item-9-9-9", "item-9-9-9-in-1", "item-1", "item-", "cat-9", "cat-", "notice-7", "town-7", "town-x"],
)
async def test_a_link_to_nothing_gets_one_sentence_and_the_welcome(citizen: Someone, payload: str) -> None:
    said = await citizen.says(f"/start {payload}")
    assert said.startswith(f"{GONE}\n\n您好，我是“整改通”。")


async def test_the_link_of_a_finding_follows_its_matter(town: Town, citizen: Someone, notice: Notice) -> None:
    loading.load(town.database, edition(notice), MORNING + timedelta(days=1))
    assert (await citizen.says("/start item-1-2-6-in-1")).startswith("1.2.1 污水管网")


async def test_the_link_of_a_notice_goes_on_with_its_edition(
    town: Town, citizen: Someone, notice: Notice
) -> None:
    loading.load(town.database, edition(notice), MORNING + timedelta(days=1))
    for payload in ("notice-1", "town-1"):
        assert (await citizen.says(f"/start {payload}")).startswith("目录：共 2")


async def test_a_town_is_its_newest_notice_and_a_notice_is_itself(
    town: Town, citizen: Someone, notice: Notice
) -> None:
    loading.load(town.database, newer(notice), MORNING + timedelta(days=1))
    assert (await citizen.says("/start town-1")).startswith("湖滨镇2022年通报\n")
    assert (await citizen.says("/start notice-1")).startswith("湖滨镇2021年通报\n")
    assert "湖滨镇2021年通报" in await citizen.says("/start cat-1-2-in-1")
