"""A person's budget: never felt by those who type, one warning for those who flood."""

from datetime import timedelta

from bot.shapes import Account
from knowledge.model import Role
from tests.town import Someone, Town


async def test_forty_a_minute_are_never_held_back(town: Town, citizen: Someone) -> None:
    for _ in range(3):
        for _ in range(40):
            assert (await citizen.says("1.2.6")).startswith("1.2.6")
        town.clock.pass_by(timedelta(seconds=60))


async def test_bursts_of_ten_are_never_held_back(town: Town, citizen: Someone) -> None:
    for _ in range(5):
        for _ in range(10):
            assert (await citizen.says("1.2.6")).startswith("1.2.6")
        town.clock.pass_by(timedelta(seconds=15))


async def test_a_flood_gets_one_warning_then_silence_then_answers_again(town: Town, citizen: Someone) -> None:
    answers = [await citizen.says("1.2.6") for _ in range(100)]
    assert sum("发得太快" in answer for answer in answers) == 1
    assert answers[-1] == ""
    town.clock.pass_by(timedelta(seconds=61))
    assert (await citizen.says("1.2.6")).startswith("1.2.6")


async def test_others_do_not_feel_it(town: Town, citizen: Someone) -> None:
    for _ in range(100):
        await citizen.says("1.2.6")
    assert (await town.newcomer().says("1.2.6")).startswith("1.2.6")


async def test_a_tap_is_answered_even_then(town: Town, citizen: Someone) -> None:
    await citizen.says("1.2.6")
    card = citizen.last
    for _ in range(100):
        await citizen.says("1.2.6")
    assert "发得太快" in await citizen.taps("全文", on=card)


async def test_a_group_talking_to_itself_costs_nothing(citizen: Someone) -> None:
    group = Account(-500, "湖滨镇群")
    for _ in range(100):
        await citizen.says("吃了吗", group)
    assert (await citizen.says("1.2.6")).startswith("1.2.6")


async def test_who_unblocks_the_bot_while_held_back_is_reached_again(town: Town) -> None:
    admin = await town.invited(Role.ADMIN)
    await town.deliver()
    await admin.blocks()
    for _ in range(100):
        await admin.says("1.2.6")
    await admin.blocks(False)
    await town.invited(Role.STAFF)
    await town.deliver()
    assert "凭邀请码加入" in town.telegram.shown[-1].text
