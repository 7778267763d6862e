"""A citizen's opinion: a ticket at once, what belongs elsewhere first, its answer and its grade."""

from datetime import timedelta

import pytest

from bot.shapes import Account
from db import opinions
from db.audit import audit
from knowledge.model import Role
from knowledge.progress.opinions import TICKETS_A_DAY, Grade, Standing
from tests.opinions import answered, tickets, told
from tests.pictures import picture
from tests.town import Someone, Town

GROUP = Account(-500, "湖滨镇群")


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


async def test_staff_report_as_anybody_does(town: Town, staff: Someone) -> None:
    await staff.says("/report 食堂太咸")
    assert "已补充到编号" in await staff.photographs(picture())
    await staff.photographs(picture("red"), "/progress 1.2.6 泵站修好")
    assert "附照片和文件 2 个" in await staff.photographs(picture("blue"))
    assert tickets(town, staff)[0].files == 1


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


async def test_words_that_were_asked_for_are_filed_once(town: Town, citizen: Someone) -> None:
    await citizen.says("/report")
    update = town.telegram.says(citizen.account, "路灯坏了三天了")
    for _ in range(2):
        assert "已受理，编号 210305-01" in await citizen.does(update)
    assert tickets(town, citizen)[0].texts == ("路灯坏了三天了",)


async def test_a_photo_that_was_asked_for_is_filed_once(town: Town, citizen: Someone) -> None:
    await citizen.says("/report")
    update = town.telegram.photographs(citizen.account, picture(), "路灯坏了三天了")
    for _ in range(2):
        assert "已受理，编号 210305-01" in await citizen.does(update)
    (ticket,) = tickets(town, citizen)
    assert (ticket.texts, ticket.files) == (("路灯坏了三天了",), 1)


async def test_what_was_added_when_asked_for_is_added_once(town: Town, citizen: Someone) -> None:
    await citizen.says("/report 路灯坏了三天了")
    await citizen.taps("补充")
    update = town.telegram.says(citizen.account, "什么时候能修好？")
    for _ in range(2):
        assert "已补充到编号 210305-01" in await citizen.does(update)
    assert tickets(town, citizen)[0].texts == ("路灯坏了三天了", "什么时候能修好？")


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


@pytest.mark.parametrize("text", ["提意见：路灯坏了", "我要提意见 路灯坏了", "我想提意见，路灯坏了"])
async def test_no_word_is_lost_however_it_begins(town: Town, citizen: Someone, text: str) -> None:
    assert "已受理" in await citizen.says(text)
    assert tickets(town, citizen)[0].texts == ("路灯坏了",)


async def test_a_question_about_opinions_is_none(town: Town, citizen: Someone) -> None:
    await citizen.says("群众提意见 有人管吗")
    assert tickets(town, citizen) == []


@pytest.mark.parametrize("typed", ["210305-01", "回复 210305-01", "/opinions 210305-01"])
async def test_who_may_answer_one_finds_it_by_its_number(
    town: Town, staff: Someone, supervisor: Someone, citizen: Someone, typed: str
) -> None:
    await citizen.says("/report 1.2.6 泵站又冒污水了")
    for someone in (staff, supervisor):
        assert "泵站又冒污水了" in await someone.says(typed)
        assert "答复" in someone.labels(someone.last)
    other = await town.invited(Role.STAFF, "水利站")
    assert "泵站又冒污水了" not in await other.says(typed)


@pytest.mark.parametrize(
    "asked",
    [
        "我的意见处理了吗", "我反映的问题解决了没", "有人看我的意见吗", "我意见处理了没",
        "我昨天提的那条意见有回复吗", "我的建议是不是没人看", "我上次投诉怎么样了", "我投诉的事怎么样了",
    ],
)  # fmt: skip
async def test_who_asks_how_far_their_opinion_is_is_shown_it(citizen: Someone, asked: str) -> None:
    assert "您还没有提过意见" in await citizen.says(asked)
    await citizen.says("提意见 村口的路灯坏了三天了")
    assert "已受理：村口的路灯坏了三天了" in await citizen.says(asked)


@pytest.mark.parametrize(
    "asked",
    [
        "我投诉污水管网怎么处理", "我建议看看污水管网怎么样了", "我提意见怎么办理", "我的投诉电话打哪里呢",
        "我的意见是污水管网谁来管", "我投诉的污水管网谁管",
    ],
)  # fmt: skip
async def test_who_would_report_or_proposes_is_not_shown_what_they_reported(
    citizen: Someone, asked: str
) -> None:
    assert "您还没有提过意见" not in await citizen.says(asked)


async def test_what_others_reported_is_asked_of_the_notice(citizen: Someone) -> None:
    assert (await citizen.says("我们反映的污水管网问题解决了没")).startswith("1.2.6 ")
