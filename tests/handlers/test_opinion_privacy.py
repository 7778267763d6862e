"""Of an opinion nobody reads whose it is, and nothing personal of it stays for ever."""

from datetime import timedelta

from sqlmodel import col, select

from bot.clock import tick
from bot.salt import person_keys
from db import evidence, forgetting
from db.audit import audit
from db.models import EvidenceRow, OpinionRow, OpinionWordsRow, OutboxRow
from knowledge.progress.opinions import Standing
from tests.opinions import PLACE, answered, tickets, told
from tests.pictures import picture
from tests.town import Someone, Town


async def test_a_files_name_is_not_kept(town: Town, citizen: Someone) -> None:
    await citizen.says("/report 路灯坏了")
    await citizen.uploads("王小明身份证.pdf", b"%PDF-1.4")
    with town.database.snapshot() as session:
        assert session.exec(select(EvidenceRow.name)).one() == "附件.pdf"


async def test_what_nobody_insisted_on_is_forgotten_in_a_day(town: Town, citizen: Someone) -> None:
    await citizen.says("/report 举报村书记")
    town.clock.pass_by(timedelta(days=2))
    tick(town.database, town.clock.now(), town.settings.zone, town.bot.jobs)
    with town.database.snapshot() as session:
        assert session.exec(select(OpinionWordsRow.text)).all() == [""]
    assert "没有找到这件意见" in await citizen.taps("仍作为意见提交")
    assert audit(town.database).faults == ()


async def test_staff_read_nothing_that_leads_to_the_author(
    town: Town, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.says("/report 我叫王小明，电话13800138000，路灯坏了")
    await citizen.taps("补充")
    await citizen.says("微信 @wangxiaoming")
    await supervisor.hears()
    await supervisor.taps("看全部")
    await supervisor.says("/opinions")
    read = "".join(told(town, supervisor))
    assert "路灯坏了" in read
    for secret in ("王小明", "13800138000", "wangxiaoming", "群众" + "1", str(citizen.account.id)):
        assert secret not in read


async def test_other_citizens_see_nothing_of_it(town: Town, supervisor: Someone, citizen: Someone) -> None:
    await citizen.says("/report 1.2.6 泵站门口有条大黄狗")
    await answered(supervisor, "狗已牵走")
    other = town.newcomer()
    for said in ("大黄狗", "泵站门口有条大黄狗", "1.2.6", "/report", "210305-01", "目录"):
        shown = await other.says(said)
        assert "大黄狗" not in shown
        assert "狗已牵走" not in shown
        assert "210305-01" not in shown
    await other.says("目录")
    for data in (
        "ticket:1",
        "more:1",
        "anyway:1",
        "grade:1:5",
        "opinion:1",
        "look:1",
        "reply:1",
        "forward:1",
    ):
        assert "大黄狗" not in await other.taps_data(data)
    assert tickets(town, citizen)[0].standing is Standing.ANSWERED


async def test_everything_personal_is_erased(
    town: Town, staff: Someone, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.photographs(picture(), "/report 1.2.6 泵站门口有条大黄狗")
    await citizen.sends(PLACE)
    await town.fetch()
    await answered(staff)
    assert "已删除" in await citizen.says("/forget")
    with town.database.snapshot() as session:
        row = session.exec(select(OpinionRow)).one()
        assert (row.person_id, row.person_key, row.salt) == (None, None, "")
        assert (row.number, row.state) == ("210305-01", "answered")
        assert row.erased_at == town.clock.now()
        words = session.exec(select(OpinionWordsRow)).all()
        assert {(one.text, one.latitude, one.longitude) for one in words} == {("", None, None)}
        of_it = col(OutboxRow.kind).startswith("opinion")
        assert session.exec(select(OutboxRow).where(of_it)).all() == []
        (photo,) = session.exec(select(EvidenceRow)).all()
        assert (photo.person_id, photo.sha256, photo.state) == (0, None, "forgotten")
    assert list((town.settings.data_dir / "evidence").iterdir()) == []
    await staff.says("目录")
    assert "不由您的单位办理" in await staff.taps_data("opinion:1")
    assert audit(town.database).faults == ()


async def test_what_came_back_with_a_backup_is_erased_again(
    town: Town, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.photographs(picture(), "/report 泵站门口有条大黄狗")
    key_of = person_keys(town.settings.data_dir)
    forgetting.forget_again(town.database, [key_of(citizen.account.id)], key_of, town.clock.now())
    assert tickets(town, citizen) == []
    with town.database.snapshot() as session:
        assert session.exec(select(OpinionWordsRow.text)).all() == [""]
        assert session.exec(select(EvidenceRow.state)).all() == ["forgotten"]
    assert "没有等答复" in await supervisor.says("/opinions")
    assert audit(town.database).faults == ()


async def test_a_photo_erased_while_it_is_fetched_does_not_come_back(town: Town, citizen: Someone) -> None:
    await citizen.photographs(picture(), "/report 大黄狗")
    await citizen.says("/forget")
    evidence.keep(town.database, 1, "ab" * 32, town.clock.now())
    evidence.refuse(town.database, 1, "kind", town.clock.now())
    assert evidence.kept(town.database) == []
    assert audit(town.database).faults == ()


async def test_history_holds_no_word_and_no_account(
    town: Town, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.photographs(picture(), "/report 大黄狗")
    await town.fetch()
    await answered(supervisor)
    await citizen.hears()
    await citizen.taps("满意")
    with town.database.engine.connect() as connection:
        lines = connection.exec_driver_sql(
            "SELECT actor_id, subject_id, details FROM events WHERE kind IN ('opinion', 'file_kept')"
        ).all()
    assert len(lines) >= 4
    assert not any(str(citizen.account.id) in str(line) or "大黄狗" in str(line) for line in lines)


async def test_answered_long_ago_is_erased(town: Town, supervisor: Someone, citizen: Someone) -> None:
    await citizen.says("/report 路灯坏了")
    town.clock.pass_by(timedelta(days=200))
    tick(town.database, town.clock.now(), town.settings.zone, town.bot.jobs)
    assert tickets(town, citizen)[0].texts == ("路灯坏了",)  # nobody has answered yet
    await answered(supervisor)
    town.clock.pass_by(timedelta(days=182))
    tick(town.database, town.clock.now(), town.settings.zone, town.bot.jobs)
    assert tickets(town, citizen) == []
    assert audit(town.database).faults == ()


async def test_one_is_told_that_a_number_is_hidden(citizen: Someone) -> None:
    assert "号码已隐去" in await citizen.says("提意见 路灯坏了，打我电话13812345678")


async def test_what_was_forgotten_is_told_by_numbers(citizen: Someone) -> None:
    await citizen.says("提意见 村口路灯坏了")
    await citizen.says("1.2.6")
    await citizen.taps("关注")
    said = await citizen.says("/forget")
    assert "提过的意见 1 件，关注 1 项" in said
    assert "没办完的意见不再办" in said
