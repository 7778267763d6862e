"""Two questions in one message are both answered, in one message."""

import pytest

from tests.town import Someone


async def test_what_another_finding_says_is_a_tap_away(citizen: Someone) -> None:
    said = await citizen.says("喷漆中心建好没？还有幸福院谁管")
    assert said.startswith("1.2.6 ")
    assert "改造完成" in said
    assert "通报没有写明是谁" not in said, "nobody asked who is in charge of the painting centre"
    assert "您还问了“幸福院谁管”：在 1.3.5 里" in said
    assert (await citizen.taps("1.3.5 镇敬老院工资发放缺乏监管")).startswith("1.3.5 ")


@pytest.mark.parametrize(
    ("asked", "code", "parts"),
    [
        ("泵站花了多少钱，防汛物资花了多少钱", "1.2.6", ["15万元", "“防汛物资花了多少钱”：在 1.2.4 里"]),
        ("敬老院谁托管的，多少钱一年", "1.3.5", ["王宁律师事务所", "146250元"]),
        ("泵站修好没？食堂饭菜多少钱一份", "1.2.6", ["3个泵站", "“食堂饭菜多少钱一份”：通报里没有找到"]),
        ("喷漆中心什么时候建好的？敬老院谁托管的", "1.2.6", ["“喷漆中心什么时候建好的”：通报没有写明时间"]),
        ("泵站修好没？电话多少", "1.2.6", ["“电话多少”：请把这一句单独再发一遍"]),
    ],
)
async def test_each_question_gets_its_own_word(
    citizen: Someone, asked: str, code: str, parts: list[str]
) -> None:
    said = await citizen.says(asked)
    assert said.startswith(f"{code} ")
    for part in parts:
        assert part in said


@pytest.mark.parametrize(
    "asked",
    [
        "喷漆中心建好没？你们到底管不管啊？",
        "你好，请问喷漆中心怎么样了？谢谢",
        "都等三年了！喷漆中心建好没",
        "喷漆中心建好没？？？急急急！",
        "我去问过，村干部说不知道啥时候能好，那喷漆中心建好没",
    ],
)
async def test_what_goes_with_a_question_is_none_of_its_own(citizen: Someone, asked: str) -> None:
    said = await citizen.says(asked)
    assert said.startswith("1.2.6 ")
    assert "您还问了" not in said


async def test_two_questions_on_the_whole_notice_get_one_overview(citizen: Someone) -> None:
    await citizen.says("喷漆中心")
    assert (await citizen.says("哪些没完成？有多少个？")).startswith("27 个问题的整改情况")


async def test_what_comes_next_is_of_the_card(citizen: Someone) -> None:
    await citizen.says("泵站花了多少钱，防汛物资花了多少钱")
    assert (await citizen.says("谁负责")).startswith("1.2.6 ")


async def test_after_a_card_each_may_lean_on_it(citizen: Someone) -> None:
    await citizen.says("喷漆中心")
    said = await citizen.says("谁负责？什么时候能好？")
    assert said.startswith("1.2.6 ")
    assert "“谁负责”：通报没有写明是谁" in said
    assert "“什么时候能好”：通报没有写明时间" in said
    assert "您还问了" not in await citizen.says("你们管不管？没人管是吧？")


async def test_what_is_quoted_is_asked_with_the_rest(citizen: Someone) -> None:
    await citizen.says("喷漆中心")
    assert "您还问了" not in await citizen.says("“污水管网什么时候建好？”这个问题有人回答吗？")
