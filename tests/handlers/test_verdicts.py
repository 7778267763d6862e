"""已解决 and 仍未解决 under a card that claims completion: one verdict a person, and the status stays."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.salt import person_keys
from bot.shapes import Account
from db import forgetting, verdicts
from db.models import VerdictRow
from knowledge.model import Role, Verdicts
from tests.pictures import picture
from tests.town import Someone, Town

GROUP = Account(-500, "湖滨镇群")


@pytest.fixture
async def claimed(town: Town) -> Someone:
    """Somebody who has published that 1.2.6 is done."""
    staff = await town.invited(Role.STAFF, "环保办")
    await staff.photographs(picture(), "/progress 1.2.6 上述问题已全部整改完成")
    await staff.taps("发布")
    await town.fetch()
    return staff


async def say(town: Town, *labels: str) -> Someone:
    """As many people as labels, each with one of them; gives the last."""
    for label in labels:
        someone = town.newcomer()
        await someone.says("1.2.6")
        await someone.taps(label)
    return someone


async def test_asked_only_where_completion_is_claimed(town: Town, citizen: Someone) -> None:
    await citizen.says("1.2.6")
    assert "已解决" not in citizen.labels(citizen.last)
    await citizen.says("1.4.1")
    assert {"已解决", "仍未解决"} <= {*citizen.labels(citizen.last)}


async def test_the_last_word_of_each_person_counts(town: Town, claimed: Someone, citizen: Someone) -> None:
    await citizen.says("1.2.6")
    assert "您说 1.2.6 已解决" in await citizen.taps("已解决")
    assert "您已经说过 1.2.6 已解决" in await citizen.taps("已解决")
    assert "您说 1.2.6 仍未解决" in await citizen.taps("仍未解决")
    assert verdicts.counts(town.database, [1])[1] == {"1.2.6": Verdicts(0, 1)}


async def test_the_card_counts_from_five_people_on(town: Town, claimed: Someone) -> None:
    last = await say(town, "已解决", "已解决", "已解决", "仍未解决")
    assert "群众反馈" not in await last.says("1.2.6")
    last = await say(town, "仍未解决")
    assert "群众反馈：已解决 3 · 仍未解决 2" in await last.says("1.2.6")


async def test_the_status_never_changes_by_it(town: Town, claimed: Someone) -> None:
    last = await say(town, *["仍未解决"] * 6)
    assert "整个问题：已完成（2021-03-05 环保办" in await last.says("1.2.6")


async def test_a_group_is_not_asked(claimed: Someone, citizen: Someone) -> None:
    await citizen.says("/item 1.2.6", GROUP)
    assert "已解决" not in citizen.labels(citizen.last)


async def test_what_is_claimed_no_more_is_not_asked(town: Town, claimed: Someone, citizen: Someone) -> None:
    await citizen.says("1.2.6")
    await claimed.taps("撤回")
    assert "现在没有写已完成" in await citizen.taps("已解决")
    assert "过期" in await citizen.taps_data("resolved:99:1.2.6")
    assert verdicts.counts(town.database, [1])[1] == {}


async def test_a_re_opening_begins_anew(town: Town, claimed: Someone, citizen: Someone) -> None:
    supervisor = await town.invited(Role.SUPERVISOR, "督办室")
    await claimed.taps("申请销号")
    await supervisor.says("/pending 1.2.6")
    await supervisor.taps("通过")
    await citizen.says("1.2.6")
    await citizen.taps("已解决")
    town.clock.pass_by(timedelta(hours=1))
    await supervisor.taps("重新整改")
    await supervisor.says("又冒污水")
    assert verdicts.counts(town.database, [1])[1] == {}
    assert "现在没有写已完成" in await citizen.taps("已解决")
    town.clock.pass_by(timedelta(hours=1))
    await claimed.says("/progress 1.2.6 上述问题已全部整改完成")
    await claimed.taps("发布")
    await citizen.says("1.2.6")
    assert "您说 1.2.6 已解决" in await citizen.taps("已解决")
    assert verdicts.counts(town.database, [1])[1] == {"1.2.6": Verdicts(1, 0)}


async def test_kept_without_saying_whose_and_erased_when_asked(
    town: Town, claimed: Someone, citizen: Someone
) -> None:
    await citizen.says("1.2.6")
    await citizen.taps("已解决")
    with town.database.snapshot() as session:
        assert str(citizen.account.id) not in session.exec(select(VerdictRow.person_key)).one()
    await citizen.says("/forget")
    assert verdicts.counts(town.database, [1])[1] == {}
    await citizen.taps("已解决")
    keys = forgetting.forgotten(town.database)
    forgetting.forget_again(town.database, keys, person_keys(town.settings.data_dir), town.clock.now())
    assert verdicts.counts(town.database, [1])[1] == {}
