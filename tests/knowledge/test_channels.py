"""What is no matter for an opinion box first, and what only sounds like it."""

import pytest

from knowledge.progress.channels import Channel, asked_besides, channel_of


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("着火了", Channel.FIRE),
        ("快来人，村东头起火了！", Channel.FIRE),
        ("厨房煤气味很大", Channel.FIRE),
        ("燃气管道泄漏了，没人管", Channel.FIRE),
        ("有人打架", Channel.POLICE),
        ("有人拿刀在小学门口", Channel.POLICE),
        ("孩子走丢了", Channel.POLICE),
        ("救命啊！", Channel.AMBULANCE),
        ("有老人晕倒在路边", Channel.AMBULANCE),
        ("有人掉进河里了", Channel.AMBULANCE),
        ("有人跳河了", Channel.POLICE),
        ("老人走失了怎么办", Channel.POLICE),
        ("110", Channel.POLICE),
        ("我不想活了", Channel.DESPAIR),
        ("活着真没意思", Channel.DESPAIR),
        ("我想自杀", Channel.DESPAIR),
        ("我妈不想活了", Channel.POLICE),
        ("我被打了", Channel.POLICE),
        ("有人打我", Channel.POLICE),
        ("老公打我", Channel.POLICE),
        ("快报警", Channel.POLICE),
        ("孩子掉河里了", Channel.AMBULANCE),
        ("娃掉井里啦", Channel.AMBULANCE),
        ("小孩落水了", Channel.AMBULANCE),
        ("奶奶喘不上气", Channel.AMBULANCE),
        ("有人困在电梯里", Channel.AMBULANCE),
        ("撞人了", Channel.AMBULANCE),
        ("喝农药了", Channel.AMBULANCE),
        ("心梗了咋办", Channel.AMBULANCE),
        ("孩子高烧40度抽了", Channel.AMBULANCE),
        ("救护车快来，老人不行了", Channel.AMBULANCE),
        ("胸口疼两天了吃点啥药", Channel.AMBULANCE),
        ("房子烧起来了", Channel.FIRE),
        ("电线掉下来了在冒火花", Channel.FIRE),
        ("村长收了我五千块钱", Channel.DISCIPLINE),
        ("我要举报", Channel.DISCIPLINE),
        ("舉報村書記", Channel.DISCIPLINE),
        ("李庄会计贪污低保款", Channel.DISCIPLINE),
        ("站长收红包", Channel.DISCIPLINE),
        ("镇长公款吃喝", Channel.DISCIPLINE),
        ("路灯坏了。村干部优亲厚友评低保。", Channel.DISCIPLINE),
        ("我要举报书记贪污，整改都是假的", Channel.DISCIPLINE),
    ],
)
def test_another_channel_comes_first(text: str, channel: Channel) -> None:
    assert channel_of(text) is channel


@pytest.mark.parametrize(
    "text",
    [
        "路灯坏了没人修",
        "110个摄像头装了没",
        "活动没意思",
        "想死灰复燃的小作坊查了没",
        "消防通道被堵了好几个月",
        "消防栓没水，万一着火了咋办",
        "去年着火的厂房还没拆",
        "垃圾堆容易着火",
        "厂子冒黑烟呛人",
        "燃气管道安全隐患没人检查",
        "村口经常有人打架斗殴，希望加强治安",
        "救命钱什么时候发",
        "救护车半天不来怎么整改的",
        "溺水",
        "急诊太慢，我爹差点没了",
        "河边建议设防溺水警示牌",
        "通报里说的违规吃喝整改了没有",
        "举报电话打不通",
        "我要举报邻居半夜噪音",
        "希望加强反贪污警示教育",
        "井盖被偷了",
        "电线杆歪了，怕砸到人",
        "有人打我电话推销",
        "邻居打我小报告",
        "有人抢我的地",
        "怕孩子掉河里了",
        "河边没护栏，去年孩子掉河里了",
        "我家淹水了",
        "手机掉沟里了",
        "怎么报警了没人管",
        "防汛责任人落实到水库了吗",
        "我妈中风了能申请低保吗",
        "我爸脑出血住院报销了多少",
        "工人触电赔偿了吗",
        "救救我们村这条河吧",
        "会计收了我们交的水费没给收据",
    ],
)
def test_an_ordinary_opinion_is_left_alone(text: str) -> None:
    assert channel_of(text) is None


def test_the_notices_own_words_accuse_nobody() -> None:
    about = "存在违规吃喝问题。对违规吃喝的 3 人作了处理。"
    assert channel_of("违规吃喝还是老样子", about) is None
    assert channel_of("违规吃喝还是老样子，会计还贪污", about) is Channel.DISCIPLINE
    assert channel_of("违规吃喝还是老样子") is Channel.DISCIPLINE


@pytest.mark.parametrize(
    ("text", "besides"),
    [
        ("家里着火了，救助款要等多久", "救助款要等多久"),
        ("着火了，怎么办", ""),
        ("有人打架！快来人啊", ""),
        ("老公打我能离婚吗", ""),
    ],
)
def test_what_is_asked_besides_an_emergency_is_known(text: str, besides: str) -> None:
    assert asked_besides(text) == besides
