"""What is no question is told from what is one."""

import pytest

from knowledge.asking.answers import answer
from knowledge.asking.manner import Manner, read_manner
from knowledge.asking.reply import Miss, NotFound, Overview, is_worth_remembering
from knowledge.index.index import Index
from knowledge.model import Intent
from knowledge.text import normalise


@pytest.mark.parametrize(
    ("manner", "said"),
    [
        (
            Manner.GREETING,
            ["你好", "您好！", "在吗", "hello", "Hi~", "早上好", "有人在吗？？", "你好你好", "同志你好"],
        ),
        (
            Manner.THANKS,
            ["谢谢", "謝謝", "太感谢了！", "谢谢你啊小同志", "Thank you", "thx", "👍", "🙏🙏", "你好，谢谢"],
        ),
        (Manner.PLAINER, ["没看懂", "能不能说简单点", "看不清 字太多", "啥意思？"]),
        (Manner.DOUBT, ["就这？", "那我不信", "你觉得他们改得好吗"]),
        (Manner.JOKE, ["没事了 刚才开玩笑的", "逗你玩的"]),
        (Manner.PARTING, ["行吧那就这样", "好的", "知道了", "嗯嗯", "再见", "ok", "哈哈哈"]),
        (
            Manner.ANGER,
            [
                "骗子",
                "骗子！一群废物",
                "你们镇政府都是吃干饭的",
                "一问三不知",
                "你们都是骗子！！！",
                "什么破机器人",
                "垃圾机器人",
                "放屁",
                "都是假的",
                "气死我了",
                "没用的东西",
                "滚",
                "SB",
                "fuck you",
            ],
        ),
        (
            Manner.NONSENSE,
            ["asdf", "asdfasdf", "qwertyuiop", "lkjhgf", "。。。", "？？？", "😀", "啊啊啊啊", "aaaa"],
        ),
    ],
)
def test_what_is_no_question(manner: Manner, said: list[str]) -> None:
    assert [(one, read_manner(normalise(one))) for one in said] == [(one, manner) for one in said]


@pytest.mark.parametrize(
    "question",
    [
        "你好，喷漆中心的事怎么样了",
        "骗低保的人查了吗",
        "谢谢，那养老院呢",
        "垃圾",
        "垃圾清了没",
        "发票是假的",
        "骗子抓了没",
        "废物处置",
        "大操大办",
        "没用完的钱呢",
        "你好 1.2.6",
        "路",
        "tree",
        "penqi",
        "1111",
        "滚动",
        "什么",
        "好" * 40,
    ],
)  # fmt: skip
def test_what_is_a_question_stays_one(question: str) -> None:
    assert read_manner(normalise(question)) is None


@pytest.mark.parametrize("said", ["谢谢", "你们都是骗子", "asdf", "hello", "没用的东西"])
def test_it_is_not_found_and_teaches_nothing(index: Index, said: str) -> None:
    reply = answer(said, index)
    assert isinstance(reply, NotFound)
    assert reply.miss is Miss.NO_QUESTION
    assert not is_worth_remembering(reply)


def test_a_greeting_that_asks_for_help_still_does(index: Index) -> None:
    reply = answer("你好", index)
    assert isinstance(reply, Overview)
    assert (reply.intent, reply.manner) == (Intent.HELP, Manner.GREETING)
