"""A citizen's opinion: a ticket at once, what comes with it, what belongs elsewhere first, who sees it."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.clock import tick
from bot.salt import person_keys
from bot.shapes import Account
from db import evidence, forgetting, opinions
from db.audit import audit
from db.models import EvidenceRow, OpinionRow, OpinionWordsRow, OutboxRow
from knowledge.progress.opinions import TICKETS_A_DAY, Grade, Opinion, Standing
from tests.pictures import picture
from tests.town import Someone, Town

PLACE = {"location": {"latitude": 37.1342, "longitude": 118.2567}}
GROUP = Account(-500, "湖滨镇群")


async def answered(staff: Someone, text: str = "已派人修好") -> None:
    """What is told of last gets an answer."""
    await staff.hears()
    await staff.taps("答复")
    assert "已答复" in await staff.says(text)


def tickets(town: Town, someone: Someone) -> list[Opinion]:
    return opinions.of(town.database, someone.account.id)


def told(town: Town, someone: Someone) -> list[str]:
    return [one.text for one in town.telegram.shown if one.chat_id == someone.account.id]


async def test_a_whole_life(town: Town, staff: Someone, supervisor: Someone, citizen: Someone) -> None:
    assert "已受理，编号 210305-01。由环保办办理" in await citizen.says("/report 1.2.6 泵站又冒污水了")
    await town.restart()
    assert "群众提了意见 210305-01（关于 1.2.6），由环保办办理" in await staff.hears()
    assert "泵站又冒污水了" in await supervisor.hears()
    await staff.taps("答复")
    await town.restart()
    assert "已答复 210305-01" in await staff.says("泵站已修好")
    assert "您的意见 210305-01 有了答复（环保办）：\n泵站已修好" in await citizen.hears()
    assert "退回重新办理" in await citizen.taps("不满意")
    assert "不满意，请重新办理" in await staff.hears()
    assert "不满意，请重新办理" in await supervisor.hears()
    await answered(staff, "昨夜又修了一遍")
    assert "昨夜又修了一遍" in await citizen.hears()
    assert "您的评价：非常不满意，已记下" in await citizen.taps("非常不满意")
    (opinion,) = tickets(town, citizen)
    assert opinion.standing is Standing.RATED
    assert [reply.grade for reply in opinion.replies] == [Grade.BAD, Grade.VERY_BAD]
    day = timedelta(days=1)
    counted = opinions.ratings_between(town.database, town.clock.now() - day, town.clock.now() + day)
    assert counted == {Grade.BAD: 1, Grade.VERY_BAD: 1}
    assert opinions.open_ones(town.database) == []
    assert audit(town.database).faults == ()


async def test_words_are_asked_for_where_there_are_none(town: Town, citizen: Someone) -> None:
    assert "请把您的意见写给我" in await citizen.says("提意见")
    await town.restart()
    assert "编号 210305-01" in await citizen.says("路灯坏了没人修")
    assert "您还没办完的意见：\n· 210305-01 已受理：路灯坏了没人修" in await citizen.says("/report")


@pytest.mark.parametrize("said", ["提意见 路灯坏了", "提意见：路灯坏了", "/report 路灯坏了"])
async def test_one_message_does(town: Town, citizen: Someone, said: str) -> None:
    assert "已受理" in await citizen.says(said)
    assert tickets(town, citizen)[0].texts == ("路灯坏了",)


async def test_an_opinion_is_cancelled_before_it_is_one(town: Town, citizen: Someone) -> None:
    await citizen.says("提意见")
    await citizen.says("取消")
    assert (await citizen.says("喷漆中心整改进展")).startswith("1.2.6 ")
    assert tickets(town, citizen) == []


async def test_it_may_be_about_the_finding_of_a_card(town: Town, staff: Someone, citizen: Someone) -> None:
    await citizen.says("1.2.6")
    assert "您要说的是：1.2.6 " in await citizen.taps("提意见")
    assert "由环保办办理" in await citizen.says("味道还是很大")
    assert tickets(town, citizen)[0].code == "1.2.6"


async def test_a_number_that_is_no_code_is_part_of_the_words(town: Town, citizen: Someone) -> None:
    await citizen.says("/report 9.9.9 号井盖坏了")
    assert tickets(town, citizen)[0].texts == ("9.9.9 号井盖坏了",)


async def test_numbers_run_within_a_day_of_the_town(town: Town, citizen: Someone) -> None:
    await citizen.says("/report 路灯坏了")
    assert "210305-02" in await town.newcomer().says("/report 路灯坏了")
    town.clock.pass_by(timedelta(hours=15))  # midnight in the town
    assert "210306-01" in await citizen.says("/report 井盖丢了")


async def test_the_same_words_again_are_the_same_ticket(town: Town, citizen: Someone) -> None:
    await citizen.says("/report 南街路灯坏了没人修")
    town.clock.pass_by(timedelta(days=3))
    assert "已并入编号 210305-01（已受理）" in await citizen.says("/report 南街路灯坏了，没人修啊")
    assert "编号 210308-01" in await citizen.says("/report 北街路灯坏了没人修")
    assert len(tickets(town, citizen)) == 2


async def test_messages_in_a_row_are_one_ticket(town: Town, citizen: Someone) -> None:
    await citizen.says("/report 小学门口路灯坏了")
    assert "已补充到编号 210305-01" in await citizen.says("都两个月了")
    assert "已补充到编号 210305-01" in await citizen.says("晚上孩子看不见")
    assert "1.2.6" in await citizen.says("喷漆中心整改进展")
    await citizen.says("谢谢")
    town.clock.pass_by(timedelta(minutes=10))
    assert "已补充" not in await citizen.says("垃圾堆成山")
    assert tickets(town, citizen)[0].texts == ("小学门口路灯坏了", "都两个月了", "晚上孩子看不见")


async def test_a_question_ends_the_row_of_words_and_not_of_photos(town: Town, citizen: Someone) -> None:
    await citizen.says("提意见 泵站漏水")
    await citizen.says("谢谢")
    assert "已补充" in await citizen.says("漏了两个月")
    await citizen.says("喷漆中心整改进展")
    assert "已补充" not in await citizen.says("喷漆的味道")
    assert "已补充到编号 210305-01" in await citizen.photographs(picture())
    assert tickets(town, citizen)[0].texts == ("泵站漏水", "漏了两个月")
    assert tickets(town, citizen)[0].files == 1


async def test_a_buttons_word_is_not_added(town: Town, citizen: Someone) -> None:
    await citizen.says("喷漆中心整改进展")
    await citizen.says("提意见 泵站漏水")
    for word in ("没答到点", "有用", "仍未解决", "都不是", "其他通报", "改为马上告诉"):
        assert "已补充" not in await citizen.says(word)
    assert "已补充" in await citizen.says("漏了两个月")
    assert tickets(town, citizen)[0].texts == ("泵站漏水", "漏了两个月")


@pytest.mark.parametrize(
    "said", ["片子你们认不认", "几天能给回复", "要带啥证", "不对 我是问你", "滚", "都不是", "返回"]
)
async def test_what_is_said_to_the_bot_is_not_added(town: Town, citizen: Someone, said: str) -> None:
    await citizen.says("/report 小学门口路灯坏了")
    assert "已补充" not in await citizen.says(said)
    assert tickets(town, citizen)[0].texts == ("小学门口路灯坏了",)


async def test_more_is_added_by_a_button(town: Town, supervisor: Someone, citizen: Someone) -> None:
    await citizen.says("/report 路灯坏了")
    town.clock.pass_by(timedelta(hours=5))
    assert "会并入编号 210305-01" in await citizen.taps("补充")
    assert "已补充" in await citizen.says("什么时候能修？")
    assert "群众补充了意见 210305-01：\n\n什么时候能修？" in await supervisor.hears()


async def test_nothing_is_added_to_what_was_answered(
    town: Town, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.says("/report 路灯坏了")
    ticket = citizen.last
    await answered(supervisor)
    assert "已经答复，不能再补充" in await citizen.taps("补充", on=ticket)


async def test_photos_and_a_place_go_with_it(town: Town, supervisor: Someone, citizen: Someone) -> None:
    assert "已受理" in await citizen.photographs(picture(), "/report 路灯坏了", "A")
    assert "已补充" in await citizen.photographs(picture("red"), album="B")
    assert await citizen.photographs(picture("blue"), album="B") == ""
    assert "已补充" in await citizen.sends(PLACE)
    await town.fetch()
    assert "附照片和文件 3 个\n附位置" in await supervisor.says("/opinions") + await supervisor.taps(
        "210305-01"
    )
    await supervisor.taps("看照片和位置")
    assert sum(len(shown.files) for shown in supervisor.seen) == 3
    assert "37.13420, 118.25670" in supervisor.seen[-1].text
    assert audit(town.database).faults == ()


async def test_a_photo_alone_is_taken_and_the_words_asked_for(town: Town, citizen: Someone) -> None:
    await citizen.says("提意见")
    assert "已受理，编号 210305-01" in await citizen.photographs(picture())
    assert "请再写一句话" in citizen.last.text
    assert "已补充" in await citizen.says("这个井盖碎了")
    assert tickets(town, citizen)[0].files == 1


async def test_a_photo_of_nothing_that_was_reported_is_no_opinion(town: Town, citizen: Someone) -> None:
    assert "看不了照片" in await citizen.photographs(picture())
    with town.database.snapshot() as session:
        assert session.exec(select(EvidenceRow)).all() == []


async def test_staff_report_as_anybody_does(town: Town, staff: Someone) -> None:
    await staff.says("/report 食堂太咸")
    assert "已补充到编号" in await staff.photographs(picture())
    await staff.photographs(picture("red"), "/progress 1.2.6 泵站修好")
    assert "附照片和文件 2 个" in await staff.photographs(picture("blue"))
    assert tickets(town, staff)[0].files == 1


async def test_a_files_name_is_not_kept(town: Town, citizen: Someone) -> None:
    await citizen.says("/report 路灯坏了")
    await citizen.uploads("王小明身份证.pdf", b"%PDF-1.4")
    with town.database.snapshot() as session:
        assert session.exec(select(EvidenceRow.name)).one() == "附件.pdf"


@pytest.mark.parametrize("start", ["/report ", "提意见 "])
async def test_too_long_a_one_is_not_lost(town: Town, citizen: Someone, start: str) -> None:
    assert "最多 2000 字，您这条有 2001 字，还没有受理" in await citizen.says(start + "长" * 2001)
    assert "已受理" in await citizen.says("路灯坏了")
    assert tickets(town, citizen)[0].texts == ("路灯坏了",)


async def test_a_day_has_room_for_five(town: Town, citizen: Someone) -> None:
    for what in ("路灯", "井盖", "垃圾", "水管", "公厕"):
        assert "已受理" in await citizen.says(f"/report {what}坏了")
    assert "今天已经提了 5 件" in await citizen.says("/report 桥坏了")
    assert "已并入" in await citizen.says("/report 公厕坏了")
    town.clock.pass_by(timedelta(days=1))
    assert "已受理" in await citizen.says("/report 桥坏了")


async def test_emergencies_go_elsewhere_first(town: Town, supervisor: Someone, citizen: Someone) -> None:
    assert "马上打 119" in await citizen.says("/report 着火了")
    assert tickets(town, citizen) == []
    assert "没有等答复的群众意见" in await supervisor.says("/opinions")
    assert "已受理，编号 210305-01" in await citizen.taps("仍作为意见提交")
    assert "已受理，编号 210305-01" in await citizen.taps("仍作为意见提交")
    assert len(tickets(town, citizen)) == 1
    assert "着火了" in await supervisor.hears()


async def test_accusations_go_to_discipline_inspection_first(
    town: Town, staff: Someone, supervisor: Someone, citizen: Someone
) -> None:
    shown = await citizen.says("/report 1.2.6 我要举报站长收红包")
    assert "12388" in shown
    assert "电话：2567001" in shown
    assert "由督办人员办理" in await citizen.taps("仍作为意见提交")
    assert "站长收红包" in await supervisor.hears()
    assert not any("站长" in text for text in told(town, staff))


async def test_what_is_added_may_belong_elsewhere_too(
    town: Town, staff: Someone, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.says("/report 1.2.6 泵站冒水")
    assert "12388" in await citizen.says("站长还收红包")
    await citizen.taps("补充")
    assert "马上打 120" in await citizen.says("有人掉进河里了")
    await town.deliver()
    assert not any("红包" in text for text in told(town, staff) + told(town, supervisor))
    assert [one.texts for one in tickets(town, citizen)] == [("泵站冒水",)]


async def test_the_photos_of_what_is_held_are_held_with_it(
    town: Town, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.photographs(picture(), "/report 着火了", "A")
    await citizen.photographs(picture("red"), album="A")
    assert "还没有提交" in await citizen.photographs(picture("blue"))
    await town.deliver()
    assert told(town, supervisor)[1:] == []
    await citizen.taps("仍作为意见提交")
    assert "附照片和文件 3 个" in await supervisor.hears()


async def test_a_ticket_is_full_at_last(town: Town, citizen: Someone) -> None:
    await citizen.says("/report 路灯坏了")
    for number in range(19):
        assert "已补充" in await citizen.says(f"第{number}天还没人管")
    assert "补充已经够多了" in await citizen.says("第20天还没人管")
    assert "已并入" in await citizen.says("/report 路灯坏了")
    assert len(tickets(town, citizen)[0].texts) == 20


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


async def test_in_a_group_there_is_only_the_way_to_the_private_chat(town: Town, citizen: Someone) -> None:
    assert "https://t.me/zhenggai_bot?start=report" in await citizen.says("/report 路灯坏了", GROUP)
    await citizen.says("/item 1.2.6", GROUP)
    assert "私聊" in await citizen.taps_data("opine:1:1.2.6")
    assert tickets(town, citizen) == []
    assert "请把您的意见写给我" in await citizen.says("/start report")


async def test_a_message_delivered_again_is_one_ticket(town: Town, citizen: Someone) -> None:
    update = town.telegram.says(citizen.account, "/report 路灯坏了")
    for _ in range(2):
        assert "已受理，编号 210305-01" in await citizen.does(update)
    assert len(tickets(town, citizen)) == 1


async def test_an_answer_is_graded_once(town: Town, supervisor: Someone, citizen: Someone) -> None:
    await citizen.says("/report 路灯坏了")
    await answered(supervisor)
    await citizen.hears()
    answer = citizen.last
    assert "您的评价：满意" in await citizen.taps("满意")
    assert "已经评价过了" in await citizen.taps("非常不满意", on=answer)
    await citizen.taps_data("grade:1:9")
    assert tickets(town, citizen)[0].replies[0].grade is Grade.GOOD


async def test_what_was_dissatisfying_goes_on_with_it(
    town: Town, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.says("/report 路灯坏了")
    await answered(supervisor)
    await citizen.hears()
    await citizen.taps("非常不满意")
    assert "已补充到编号 210305-01" in await citizen.says("根本没人来过")
    assert "根本没人来过" in await supervisor.hears()


async def test_who_missed_the_message_finds_the_answer(
    town: Town, supervisor: Someone, citizen: Someone
) -> None:
    await citizen.says("/report 路灯坏了")
    await answered(supervisor)
    await citizen.says("/report")
    assert "督办室答复：\n已派人修好" in await citizen.taps("210305-01")
    assert "您的评价：基本满意" in await citizen.taps("基本满意")


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


async def test_a_photo_may_be_captioned_in_chinese(town: Town, citizen: Someone) -> None:
    assert "已受理，编号" in await citizen.photographs(picture(), "提意见 村东下水道堵了")
    assert tickets(town, citizen)[0].files == 1


@pytest.mark.parametrize("text", ["算了不提了", "取消", "不用了", "撤回", "/cancel"])
async def test_it_may_be_taken_back_in_any_words(town: Town, citizen: Someone, text: str) -> None:
    await citizen.says("提意见")
    assert "已取消" in await citizen.says(text)
    assert tickets(town, citizen) == []


@pytest.mark.parametrize("text", ["撤回", "不提了", "算了不提了", "收回 210305-01"])
@pytest.mark.parametrize("meanwhile", ["", "喷漆中心整改进展"])
async def test_one_that_is_filed_is_taken_back_by_a_tap(
    town: Town, citizen: Someone, text: str, meanwhile: str
) -> None:
    await citizen.says("提意见 泵站漏水")
    if meanwhile:
        await citizen.says(meanwhile)
    assert "要撤回哪一件" in await citizen.says(text)
    assert len(tickets(town, citizen)) == 1
    assert "已撤回 210305-01" in await citizen.taps("撤回 210305-01")
    assert tickets(town, citizen) == []
    assert "没有要取消的" in await citizen.says("不提了")


async def test_a_photo_without_words_says_how_it_is_taken_back(town: Town, citizen: Someone) -> None:
    await citizen.says("提意见")
    assert "不提了请发：撤回意见" in await citizen.photographs(picture())
    assert "有编号的意见照常办理" in await citizen.says("取消")
    assert "要撤回哪一件" in await citizen.says("撤回意见")


@pytest.mark.parametrize("text", ["你好", "。", "嗯嗯"])
async def test_what_says_nothing_is_asked_again(town: Town, citizen: Someone, text: str) -> None:
    await citizen.says("提意见")
    assert "请再写一句话" in await citizen.says(text)
    assert tickets(town, citizen) == []
    assert "已受理" in await citizen.says("路灯坏了三天了")


async def test_a_question_after_it_is_answered(citizen: Someone) -> None:
    await citizen.says("提意见 村口路灯坏了")
    assert "养老院工资" not in await citizen.says("养老院工资发了没")
    assert "已补充" not in citizen.last.text


async def test_an_addition_delivered_again_later_is_no_question(town: Town, citizen: Someone) -> None:
    await citizen.says("提意见 村口路灯坏了")
    update = town.telegram.says(citizen.account, "坏了两盏，在桥头")
    assert "已补充" in await citizen.does(update)
    town.clock.pass_by(timedelta(minutes=5))
    await citizen.does(update)
    assert "没有找到" not in citizen.last.text
    assert tickets(town, citizen)[0].texts == ("村口路灯坏了", "坏了两盏，在桥头")


async def test_one_is_told_that_a_number_is_hidden(citizen: Someone) -> None:
    assert "号码已隐去" in await citizen.says("提意见 路灯坏了，打我电话13812345678")


@pytest.mark.parametrize("form", ["{}", "查 {}", "意见{}办得咋样了"])
async def test_the_number_alone_opens_it(town: Town, citizen: Someone, form: str) -> None:
    await citizen.says("提意见 村口路灯坏了")
    number = tickets(town, citizen)[0].number
    assert "村口路灯坏了" in await citizen.says(form.format(number))
    assert "没有找到您提的" in await town.newcomer().says(form.format(number))


async def test_what_is_held_counts_for_the_day(citizen: Someone) -> None:
    for number in range(TICKETS_A_DAY):
        await citizen.says(f"提意见 {number}村会计贪污低保款")
    assert "今天已经提了" in await citizen.says("提意见 路灯坏了")
    assert "119" in await citizen.says("提意见 着火了")
    assert "还没有提交" not in citizen.last.text


async def test_what_was_forgotten_is_told_by_numbers(citizen: Someone) -> None:
    await citizen.says("提意见 村口路灯坏了")
    await citizen.says("1.2.6")
    await citizen.taps("关注")
    said = await citizen.says("/forget")
    assert "提过的意见 1 件，关注 1 项" in said
    assert "没办完的意见不再办" in said


@pytest.mark.parametrize("text", ["提意见：路灯坏了", "我要提意见 路灯坏了", "我想提意见，路灯坏了"])
async def test_no_word_is_lost_however_it_begins(town: Town, citizen: Someone, text: str) -> None:
    assert "已受理" in await citizen.says(text)
    assert tickets(town, citizen)[0].texts == ("路灯坏了",)


async def test_a_question_about_opinions_is_none(town: Town, citizen: Someone) -> None:
    await citizen.says("群众提意见 有人管吗")
    assert tickets(town, citizen) == []


@pytest.mark.parametrize("wish", ["撤回意见", "撤回", "我要撤回刚才那条意见", "意见不提了，路灯亮了"])
async def test_a_wish_to_take_it_back_is_not_added(
    town: Town, supervisor: Someone, citizen: Someone, wish: str
) -> None:
    await citizen.says("/report 路灯坏了三天了")
    await supervisor.hears()
    assert "要撤回哪一件" in await citizen.says(wish)
    (opinion,) = tickets(town, citizen)
    assert opinion.texts == ("路灯坏了三天了",)
    assert "已撤回 210305-01" in await citizen.taps("撤回 210305-01")
    assert tickets(town, citizen) == []
    assert "已经删除" in await supervisor.taps("答复")
    assert "您没有办理中的意见" in await citizen.says("撤回意见")
    assert audit(town.database).faults == ()


async def test_later_and_of_several(town: Town, citizen: Someone) -> None:
    for text in ("路灯坏了三天了", "桥头的护栏断了"):
        await citizen.says(f"/report {text}")
    town.clock.pass_by(timedelta(hours=2))
    assert "210305-01" in await citizen.says("我想撤回意见")
    assert "已撤回 210305-02" in await citizen.says("撤回 210305-02")
    assert [one.text for one in tickets(town, citizen)] == ["路灯坏了三天了"]


async def test_what_is_answered_is_not_taken_back(staff: Someone, citizen: Someone) -> None:
    await citizen.says("/report 1.2.6 泵站又冒污水了")
    await citizen.says("撤回意见")
    asked = citizen.last
    await answered(staff)
    assert "已经答复，不能再撤回" in await citizen.taps("撤回 210305-01", on=asked)


async def test_its_photos_go_with_it_at_once(town: Town, citizen: Someone) -> None:
    await citizen.photographs(picture(), "/report 路灯坏了三天了")
    await citizen.photographs(picture("red"), "/report 桥头的护栏断了")
    await town.fetch()
    await citizen.says("撤回意见")
    await citizen.taps("撤回 210305-01")
    kept = evidence.kept(town.database)
    assert len(kept) == 1
    assert [file.name for file in (town.settings.data_dir / "evidence").iterdir()] == kept


async def test_the_one_that_is_named_is_offered(citizen: Someone) -> None:
    for text in ("路灯坏了三天了", "桥头的护栏断了"):
        await citizen.says(f"/report {text}")
    await citizen.says("撤回意见 210305-01")
    assert citizen.labels(citizen.last) == ["撤回 210305-01"]


async def test_nobody_takes_back_what_another_wrote(town: Town, citizen: Someone) -> None:
    await citizen.says("/report 路灯坏了三天了")
    await citizen.says("撤回意见")
    assert "没有找到" in await town.newcomer().taps("撤回 210305-01", on=citizen.last)
    assert len(tickets(town, citizen)) == 1
