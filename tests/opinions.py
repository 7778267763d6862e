"""What the tests of opinions ask and do besides."""

from db import opinions
from knowledge.progress.opinions import Opinion
from tests.town import Someone, Town

PLACE = {"location": {"latitude": 37.1342, "longitude": 118.2567}}


async def answered(staff: Someone, text: str = "已派人修好") -> None:
    """What is told of last gets an answer."""
    await staff.hears()
    await staff.taps("答复")
    assert "已答复" in await staff.says(text)


def tickets(town: Town, someone: Someone) -> list[Opinion]:
    return opinions.of(town.database, someone.account.id)


def told(town: Town, someone: Someone) -> list[str]:
    return [one.text for one in town.telegram.shown if one.chat_id == someone.account.id]
