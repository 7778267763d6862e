"""What citizens read of the bot itself, and what is said more plainly."""

from knowledge.asking.manner import Manner
from knowledge.model import Status

WHO_SPEAKS = (
    "我是一个程序（机器人），不是真人。我只知道这份通报里写的，和发布以后的进展：\n{title}\n"
    "通报里没有的，我不会猜。要找人说，{way}"
)
ANONYMITY = (
    "问我什么，都不记您的姓名和账号，只记一个打乱了的代号，光凭它认不出您。\n"
    "提意见时，别的群众看不到，办理的人也看不到您是谁；您的账号编号只用来给您回话。\n"
    "发“隐私”看全部，发“删除我的数据”当场删除。"
)

AGAIN = {
    Manner.PLAINER: "简单说：{status}\n想看原话点“全文”；要问清楚，{way}",
    Manner.DOUBT: "我只能照写明的说，不能多说：{status}\n不满意可以点“提意见”写给我；要问清楚，{way}",
}
PLAIN_STATUS = {
    Status.CLOSED: "督办人员核实过，已经办完销号。",
    Status.COMPLETED: "{who}说已经改完了。",
    Status.IN_PROGRESS: "{who}说正在整改，还没有改完。",
    Status.LONG_TERM: "{who}说这件事要长期做下去。",
    Status.NOT_STATED: "通报只写了怎么改，没写改完没有。",
}
THE_NOTICE, THE_SUPERVISORS, A_UNIT = "通报", "督办人员", "{date} {unit}"

NOTHING_OPEN = "现在没有打开哪一条。先打字问一件事，或点“目录”打开一条，再发这个。"
STILL_UNCLEAR = "我还是分不清您问的是上面哪一条。点一下上面的，或写明是什么事、在哪里；也可以直接问人。"
