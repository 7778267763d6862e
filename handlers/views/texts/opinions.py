"""What is read about opinions: by who sends one, and by who answers it."""

from knowledge.progress.channels import Channel
from knowledge.progress.opinions import Grade, Standing

STANDING = {
    Standing.HELD: "未提交",
    Standing.RECEIVED: "已受理",
    Standing.FORWARDED: "已转办",
    Standing.ANSWERED: "已答复",
    Standing.RATED: "已评价",
}
GRADE = {
    Grade.VERY_GOOD: "非常满意",
    Grade.GOOD: "满意",
    Grade.FAIR: "基本满意",
    Grade.BAD: "不满意",
    Grade.VERY_BAD: "非常不满意",
}
OPINE, ANYWAY, SEND_IT, MORE = "提意见", "仍作为意见提交", "作为意见提交", "补充"

SEND = (
    "请把您的意见写给我（{limit} 字以内）：什么事、在哪里。照片、位置可以一起发，也可以随后发。\n"
    "收到就给您编号，答复会发到这里。别的群众看不到，办理的人也看不到您是谁。不提了请发：取消"
)
SEND_ABOUT = "您要说的是：{title}\n\n"
OPEN_HEAD = "您还没办完的意见："
MINE_HEAD = "您提过的意见 {count} 件，点编号看答复："
MINE_NONE = "您还没有提过意见。要提请发：提意见"
MINE_LINE = "· {number} {standing}：{text}"
ONLY_FILES = "（照片或位置）"

RECEIVED = "已受理，编号 {number}。由{unit}办理，答复会发到这里。"
SUPERVISORS = "督办人员"
HOW_TO_ADD = "照片、位置接着发来，就并入这个编号；还有话要说，或过一会儿再补，请点“补充”。"
JOINED = "这件事您提过了，已并入编号 {number}（{standing}），不用重复提。"
KEPT_TOO = "照片或位置收到了，还没有提交。要作为意见提交，请点下面的按钮。"
IS_HERE = "已经收到了，编号 {number}，不用再发送。还有话要说，请点“补充”。"
OFFER_TO_SEND = (
    "您是要反映这件事吧？还没有提交。点下面的按钮就交给督办人员，有编号、有答复。\n"
    "要是想问通报里写了没有，请换成问句再发一遍。"
)
TO_SEND = "您要是在反映这件事：这里只是查通报，还没有交给人办。请发“提意见”再写一遍，有编号、有答复。"
ADDED = "已补充到编号 {number}。"
NOW_WORDS = "请再写一句话：这是什么事、在哪里。不提了请发：取消"
NOW_WORDS_OF_FILED = "请再写一句话：这是什么事、在哪里。不提了请发：撤回意见"
HIDDEN = "您写的号码已隐去，办理的人看不到，答复只发到这里。"
SEND_MORE = "请把要补充的文字、照片或位置发给我，会并入编号 {number}。不补充了请发：取消"
NOT_SENT = "好的，没有提交，不会有人办理；您刚才写的也没有留下。"
STANDS = "好的，不补充了。有编号的意见照常办理，发“提意见”可以看到办到哪一步；要撤回发“撤回意见”。"
WHICH_TO_TAKE_BACK = (
    "要撤回哪一件？点一下就撤回：不再办理，也没有答复，您写的当场删除。"
    "已经发到办理人员手机上的消息，我收不回。"
)
TAKE_BACK = "撤回 {number}"
TAKEN_BACK = "已撤回 {number}，不再办理。"
TOO_LATE_TO_TAKE_BACK = "编号 {number} 已经答复，不能再撤回。要删除，请发“删除我的数据”。"
NOTHING_TO_TAKE_BACK = "您没有办理中的意见，没有可以撤回的。已经答复的，发“删除我的数据”可以删除。"
TOO_LONG = (
    "一条意见最多 {limit} 字，您这条有 {length} 字，还没有受理；原文就在上面，没有丢。"
    "请分成几条发：先发第一条，有了编号再点“补充”发其余的。不提了请发：取消"
)
TOO_MANY = "您今天已经提了 {limit} 件，今天先收到这里。同一件事请点“补充”，新的事请明天再提；着急请打电话。"
FULL = "编号 {number} 的补充已经够多了，这条没有收。还有别的事请另提一件。"
NOT_YOURS = "没有找到您提的编号 {number} 的意见。发“我的”看您提过的。"
GONE = "没有找到这件意见，可能已经删除。"
ALREADY_ANSWERED = "编号 {number} 已经答复，不能再补充。不满意请在答复下面评价；新的事请另提一件。"
PRIVATE_ONLY = "提意见请到和我的私聊里，别人看不到：{link}"
PRIVATE_ONLY_TAP = "提意见请到和我的私聊里发：提意见"
FILE_NAME = "附件"

CHANNEL = {
    Channel.FIRE: "这像是着火或燃气泄漏，请先到安全的地方，马上打 119！",
    Channel.POLICE: "这像是有人身危险，请马上打 110！",
    Channel.DESPAIR: (
        "听您这样说，我很担心您。别一个人扛着，叫个亲近的人来陪陪您。\n"
        "现在就可以打 12356，全国心理援助热线，有人听您说话。要是有危险，马上打 120 或 110！"
    ),
    Channel.AMBULANCE: "这像是有人需要急救，请马上打 120！落水、被困打 119。",
    Channel.DISCIPLINE: (
        "您说的像是干部违纪违法的事。请直接向纪检监察机关举报：打 12388，或上网 www.12388.gov.cn。"
        "那里可以不留姓名，比从这里转更快、更保密。"
    ),
}
NOBODY_WATCHES = (
    "我只是机器人，没有人守着这里。火警和救援 119，报警 110，急救 120，车祸 122，心理援助 12356。"
    "不急的事可以打 12345。"
)
NOBODY_WATCHES_HERE = "我只是机器人，没有人守着这里，请一定打电话。"
NOT_SENT_YET = "您的话还没有提交。如果只是意见建议，请点下面的按钮，会先交给督办人员。"

FORWARDED_TOLD = "您的意见 {number} 已转办，由{unit}办理。"
ANSWERED_TOLD = "您的意见 {number} 有了答复（{unit}）："
ASK_GRADE = "请给这次答复评个分："
GRADED = "您的评价：{grade}。谢谢！"
STILL_BAD = "您的评价：{grade}，已记下，督办人员会看到。还没解决，可以直接打电话，或另提一件。"
REOPENED = "您的评价：{grade}。编号 {number} 已退回重新办理，还会再答复您一次。哪里不满意，可以直接回一句话。"
ALREADY_GRADED = "这次答复已经评价过了。"
TICKET = "编号 {number}　{standing}　{date}"
ABOUT = "关于 {title}"
HANDLED_BY = "办理：{unit}"
YOU_WROTE = "您写的："
REPLY = "{date} {unit}答复："
REPLY_GRADED = "评价：{grade}"
FILES = "附照片和文件 {count} 个"
HAS_PLACE = "附位置"

NOT_ALLOWED = (
    "这是工作人员用的命令。您如果是工作人员，请向管理员要邀请码，再发：/join 邀请码。要提意见请发：提意见"
)
LIST_HEAD = "等答复的群众意见 {count} 件，先来的在前。点编号办理："
LIST_NONE = "没有等答复的群众意见。"
LINE = "· {number} {standing} {age} {unit}：{text}"
TODAY, DAYS = "今天", "{days} 天"
TOLD = {
    "new": "群众提了意见 {number}{about}，由{unit}办理：",
    "more": "群众补充了意见 {number}{about}：",
    "forwarded": "意见 {number}{about} 转到了{unit}：",
    "reopened": "群众对意见 {number} 的答复不满意，请重新办理（{unit}）。",
}
TOLD_ABOUT = "（关于 {code}）"
CITIZEN_WROTE = "群众写的（号码已隐去）："
ANSWER, FORWARD, WHOLE = "答复", "转办", "看全部"
LOOK, BACK = "看照片和位置", "返回"
SEND_REPLY = "请把给 {number} 的答复发给我（{limit} 字以内），提意见的人会直接收到并评价。不答复了请发：取消"
REPLY_TOO_LONG = "答复请写在 {limit} 字以内（现在 {length} 字），请删减后再发。"
REPLY_EMPTY = "没有看到文字，请把答复打字发给我。"
REPLY_CAUTION = "答复里有{what}，还没有发出。请去掉再发；联系电话只能写通报里公布的。"
REPLIED = "已答复 {number}，提意见的人会收到，并可以评价。"
WHICH_UNIT = "把 {number} 转给哪个单位？"
NO_OTHER_UNIT = "没有别的单位可转：别的单位还没有工作人员加入。"
FORWARDED = "{number} 已转给{unit}，他们和提意见的人都会收到通知。"
LOOK_NONE = "没有照片和位置，或照片还没有存好，请稍后再看。"
ALBUM = "意见 {number}"
REFUSED_GONE = "这件意见已经由提意见的人删除，不用再办。"
REFUSED_NOT_YOURS = "这件意见不由您的单位办理，或已经删除。"
REFUSED_ALREADY = "这件意见已经答复过了。"
REFUSED_NO_UNIT = "这个单位现在没有工作人员，请重新选。"
