"""What staff read."""

from knowledge.model import Step
from knowledge.progress.files import Unfit
from knowledge.progress.guard import Caution

NOT_ALLOWED = (
    "发布进展是工作人员用的（想看进展，直接打字问我就行）。"
    "您如果是工作人员，请向管理员要邀请码，再发：/join 邀请码"
)
NOT_STAFF = "这是工作人员用的命令。您如果是工作人员，请向管理员要邀请码，再发：/join 邀请码"
PRIVATE_ONLY = "请在和我的私聊里用这个命令，群里不办理。"
OTHER_TOWN = "{what} 是{whose}的，您管的是{yours}，不能办。"
WHOSE_CODE = (
    "{towns}的通报里都有 {code}，不知道您说的是哪家，什么也没有改。"
    "请在编号前写上是哪家的，如：{town} {code} …；或先用 /town 选好。"
)
NOT_YOUR_TOWN = "这件事不归{yours}管，您不能办。"
OTHER_UNIT = "这个问题由别的单位负责，您不能发布它的进展。要接手请联系督办人员。"
THEIRS = (
    "{code} 由{unit}负责，您不能发布它的进展，请把情况告诉{unit}。"
    "要由{own}接手，请{unit}发：/assign {typed} {own}，或请督办人员指派。"
)

HELP = (
    "发进展：/progress 编号或词 内容；照片带着这句话一起发，或随后发。先看预览，点“发布”才算数。\n"
    "发布以后，收据上有：撤回（10 分钟内）、更正、补充照片、申请销号。移交给别的单位：/assign 编号 单位"
)
WHICH_FINDING = (
    "点编号选一个问题，再发进展内容。也可以一条消息写完：\n/progress {code} 泵站已修好，正在试运行\n"
    "（或者写词：/progress 喷漆 内容；照片可以带着这句话一起发，也可以随后再发）"
)
WHICH_FINDING_OF_TEXT = "没有认出说的是哪个问题。您的原文留着，请点它的编号接着办："
WHICH_OF_THESE = "您说的是哪个问题？点编号，再发进展内容："
CHOOSE_FINDING = "这条进展是哪个问题的？点一下就看预览："
WHICH_FINDING_OF_FILE = "照片或文件收到了。它是哪个问题的？点编号，再发一句进展内容："
NOTHING_OF_YOURS = "{unit}名下还没有指派的问题，先列出还没有责任单位的："
ALL_TAKEN = "没有可以由{unit}发布进展的问题。要接手请联系督办人员。"
SEND_TEXT = "{title}\n\n请把进展内容发给我（文字，{limit} 字以内）；照片可以一起发或随后发。不发了请发：取消"
ONE_AT_A_TIME = "一条进展只写一个问题。{code} 和 {also} 请分开发，一条一个编号。文字没有保存，原文在上面。"
TOO_LONG = "进展请写在 {limit} 字以内（现在 {length} 字），您的原文没有保存，请删减后再发。"
EMPTY = "没有看到文字，请把进展内容打字发给我。"
NOT_WAITING = "好的，已取消。"
WORDS_ALONE = "现在等您写文字，照片没有收。请直接打字发来；不写了请发：取消"
NOTHING_TO_CANCEL = "没有要取消的。想问什么，直接打字就行。"
FILES_DROPPED = "好的，刚才的照片或文件不要了。"
ONLY_THE_WORD = "“{word}”是按钮上的字，还没有内容。请把内容发给我；不写了请发：取消"
LEFT_OFF = "（刚才要写的还没写，先放下了；要写请再点一次按钮。）"
TAP_A_BUTTON = "要发布或修改，请点下面预览的按钮。"
TAP_THE_BUTTON = "不知道您说的是哪一条。请找到那条消息，点它下面的“{word}”。"
NOW_THE_WORDS = "照片或文件收到了，请再发一句进展内容。"
FILE_TOO_LATE = "这张照片到得晚，那条进展已经发布或取消，没有收。要补充请点“补充照片”再发。"
UNPLACED = "请先点编号，说明这条进展是哪个问题的。"
MOVED = "您的单位变了，这条草稿是以原来的单位写的，请重新写一条。"
TOO_MANY_FILES = "一条进展最多 {limit} 个照片和文件，多出来的没有收。"
FILES_ADDED = "已补充照片或文件，群众点“进展”就能看到。"
SEND_FILES = "请把要补充的照片或文件发给我（半小时内），收到就加上。"

PREVIEW = "预览：发布后群众看到的就是下面这样。确认无误请点“发布”。"
PREVIEW_CORRECTION = "预览（更正 {date} 的进展）：原来那条会留着，群众能看到已经更正。确认无误请点“发布”。"
PREVIEW_FILES = "附照片和文件 {count} 个。"
PREVIEW_STATUS = "状态将显示为：{status}（从您的文字读出）。不对请点下面的状态。"
PREVIEW_CHOSEN = "状态将显示为：{status}（您选的）。"
PREVIEW_CLOSED = "这个问题已经销号，状态仍显示为：{status}；要重新整改，由督办人员发：待审核 {code}"
PREVIEW_NO_STATUS = "您的文字没有说整改到哪一步，状态仍显示为：{status}。要改请点下面的状态。"
PREVIEW_CAUTIONS = "发布前请看一眼：文字里有{what}。点“隐去”可以一次隐去。"
CAUTIONS = {
    Caution.PHONE: "像电话的号码",
    Caution.IDENTITY: "像身份证的号码",
    Caution.BANK_CARD: "像银行卡的号码",
    Caution.EMAIL: "邮箱地址",
    Caution.NAME: "违纪处理旁边的姓名",
}
PUBLISH, REWORD, CANCEL = "发布", "修改", "取消"
MASK, PHRASES, BACK = "隐去", "常用语", "返回预览"
CHOSEN = "✓ {status}"
PHRASES_HEAD = "点一句，就加到文字后面："
NO_PHRASES = "没有常用语。"
PUBLISHED = "已发布。群众现在查 {code} 就能看到，督办人员在日报里会看到。"
PUBLISHED_FILES = "照片和文件 {count} 个一并发布。"
PUBLISHED_AUDIENCE = "关注这件事的 {count} 人会收到通知。"
PUBLISHED_TO_MANY = "关注这件事的 {count} 多人会收到通知。"
WITHDRAWABLE = "{minutes} 分钟内可以撤回，之后只能更正。"
CANCELLED = "已取消，没有发布：{code} {text}"
SEND_NEW_WORDING = "请把改好的进展内容发给我（只写内容，不用写编号）。不改了请发：取消"
ALREADY_PUBLISHED = "这条进展已经发布过了，不会重复发布。"
ALREADY_CANCELLED = "这条进展已经取消了，需要的话请重新写一条。"
DRAFT_GONE = "找不到这条草稿，请重新写一条。"
DRAFT_EXPIRED = "这条草稿过了 7 天，已经作废，请重新写一条。"
DRAFTS_HEAD = "没有发布的草稿 {count} 条（7 天后作废）。点编号看预览、发布或取消："
WHICH_TO_GIVE_UP = "要取消哪一条草稿？点一下才取消，现在一条也没有取消："
GIVE_UP = "取消 {code} {text}"
NO_DRAFTS = "没有未发布的草稿。"
DRAFT_LINE = "· {code} {text}"
DRAFT_FILES = "（附 {count} 个）"

WITHDRAW, CORRECT, ADD, PROPOSE = "撤回", "更正", "补充照片", "申请销号"
WITHDRAWN = "已撤回 {code} 的这条进展，群众看不到了（撤回的记录留在历史里）。"
SHOWN_AGAIN = "注意：在它之前发的这一条现在又给群众看了："
TO_BE_RIGHTED = "那一条要是不对，请点下面的“更正”；发布不到 10 分钟的也可以“撤回”。"
WITHDRAW_TOO_LATE = "发布已超过 10 分钟，不能撤回了，请点“更正”。"
ALREADY_WITHDRAWN = "这条进展已经撤回了。"
NOT_YOURS = "只有发布的人能撤回或更正这条进展。"
SEND_CORRECTION = "请把更正后的内容发给我（只写内容）。原来那条会留着，标明已更正。不改了请发：取消"
EDITED_PUBLISHED = "这条进展已经发布。您改了原来的消息，要不要发布为更正？"

MINE_HEAD = "{unit}负责的问题 {count} 个。点编号发进展、申请销号："
MINE_NONE = "还没有指派给{unit}的问题。没有责任单位的问题谁都可以发进展：/progress"
MINE_LINE = "{code} {title}\n　{status}；{due}；{last}"
DUE, OVERDUE, DUE_NONE = "期限 {day}", "期限 {day}，已逾期 {days} 个工作日", "没有定期限"
LAST_TODAY, LAST, LAST_NONE = "今天有进展", "{days} 天没有新进展", "还没有进展"
WAITING = {
    Step.PROPOSED: "销号待审核",
    Step.RETURNED: "销号被退回：{reason}",
    Step.REOPENED: "已重新整改：{reason}",
}
MINE_DRAFTS = "草稿 {count} 条，发“草稿”查看。"
MINE_HANDOVER = "{unit}请你们接手 {code}："
OWNED_BY = "责任单位：{unit}"
OWNER = "责任人：{owner}"
OWNED_BY_NOBODY = "还没有指派责任单位。"
HOW_TO_REASSIGN = "要改责任单位和责任人，发：/assign {code} 单位 责任人\n要改时限，发：/due {code} 2021-06-30"
HOW_TO_HAND_OVER = "要移交给别的单位，发：/assign {code} 单位名称"
POST, OPEN_CARD = "发进展", "看卡片"

ASSIGN_HOW = "请这样写：/assign {code} 环保办 张三（责任人可以不写；不指派了写“无”）"
NO_UNIT_READ = (
    "没有看懂指派给哪个单位，没有改。请这样写：/assign {code} 环保办 张三（只写一个单位；不指派了写“无”）"
)
DUE_HOW = "请这样写：/due {code} 2021-06-30（也可以写 6月30日、下周五、月底；不要时限了写“无”）"
UNASSIGNED = "{code} 现在没有指派责任单位。"
WORDS_FOR_NO_UNIT = frozenset({"无", "无人", "没有", "没人", "取消", "不指派", "空"})
ASSIGNED, ASSIGNED_OWNER = "{code} 已指派给{unit}{owner}。", "，责任人{owner}"
ASSIGNED_BEFORE = "原来是{unit}{owner}。"
ASSIGNED_TO_NOBODY = "注意：还没有人属于“{unit}”，在有人加入之前只有督办人员能发它的进展。现有单位：{units}。"
DUE_SET = "{code} 的整改时限定为 {day}。"
DUE_TAKEN_AWAY = "{code} 现在没有整改时限。"
WORDS_FOR_NO_DUE = frozenset({"无", "没有", "取消", "不定", "不限"})
DUE_BEFORE = "原来是 {day}。"
DUE_IS_PAST, LATE_NOW = "注意：这一天已经过去了{late}。写错了就再发一次。", "，现在就逾期 {days} 个工作日"
BAD_DATE = (
    "没有看懂日期“{text}”。请写成 2021-06-30、6月30日、6.30、下周五、月底、年底或 30天 这样"
    "（今年已经过去的日子请带上年份）；不要时限了写“无”。"
)
NO_SUCH_YEAR = "这里没有{year}年的通报，有的是{years}的。不写年份，指的是最新的那份。"
ASSIGN_NOT_ALLOWED = (
    "指派和定期限是督办人员的事；工作人员可以把自己单位负责的问题移交给别的单位：/assign 编号 单位"
)
NO_SUCH_UNIT = "没有叫“{unit}”的单位。现有：{units}。"
SAME_UNIT = "这个问题已经由你们单位负责。"
HANDOVER_SENT = "已请{to}接手 {code}，对方接受后转过去；在那之前仍由你们负责。"
HANDOVER_ALREADY = "{code} 的移交请求已经发过，对方还没有回复。"
HANDOVER_ASKED = "{unit}请你们单位接手 {code}。接受后由你们负责它的整改和进展。"
ACCEPT, DECLINE = "接受", "不接受"
HANDOVER_ACCEPTED = "已接受，{code} 现在由{unit}负责。"
HANDOVER_DECLINED = "没有接受，{code} 仍由{unit}负责。"
HANDOVER_DECIDED = {True: "{to}接受了 {code}，以后由他们负责。", False: "{to}没有接受 {code}，仍由你们负责。"}
HANDOVER_OVER = "这个移交请求已经有了结果，或者不是发给你们单位的。"

FILE_REFUSED = "您发的{name}没有收：{why}"
A_PHOTO, A_FILM = "照片", "视频"
A_FILE = "文件“{name}”"
UNFIT = {
    Unfit.KIND: "只收照片（JPEG、PNG、WebP）、PDF 和 Word、Excel 文件，请另存后再发。",
    Unfit.BROKEN: "打不开，可能没有传完整，请再发一次。",
    Unfit.TOO_LARGE: "太大了（上限 20 MB、六千万像素），请缩小后再发。",
    Unfit.GONE: "Telegram 那边已经取不到，请再发一次。",
}

MISSED_HEAD = "没有答上来的问题 {count} 个，问得多的在前。点序号处理："
MISSED_NONE = "没有答不上来的问题。"
MISSED_LINE = "{number}. {text}"
MISSED_TIMES = "（{times} 次）"
MISSED_GOT = "（答了 {code}，说没答到点）"
MISSED_ONE = (
    "群众问：{text}\n\n它说的是哪个问题？点编号，就记成那个问题的叫法；不是通报的事就点“不属于通报”。"
)
FOREIGN = "不属于通报"
SET_ASIDE = "记下了：“{text}”不属于通报，以后不再列出。"
EFFECT = "把“{text}”记成 {code} 的叫法。\n{title}"
EFFECT_GAINED = "记下后，问过的话里会答上来的 {count} 句："
EFFECT_CHANGED = "记下后，答复会变的 {count} 句，请看一眼对不对："
EFFECT_NONE = "问过的话里，别的答复都不变。"
EFFECT_LINE = "· {text}"
SAVE = "记下"
TAUGHT = "记下了：问“{text}”就答 {code}。"
UNTEACH = "撤销这个叫法"
UNTAUGHT = "已撤销叫法“{text}”。"
NOTHING_TO_UNDO = "这个叫法已经不在了。"
QUESTION_GONE = "这个问题已经不在了（过了保留期限，或提问的人要求删除）。"
REMINDER = "期限提醒，{count} 个问题："
ESCALATION = "逾期较久、请您过问的 {count} 个问题："
DUE_IN = "· {code} {unit}：还有 {days} 个工作日"
DUE_TODAY = "· {code} {unit}：今天到期"
DUE_SINCE = "· {code} {unit}：逾期 {days} 个工作日"
NOBODYS, MORE = "（未指派）", "……另有 {count} 个"
ASSIGNED_TO_YOU, WITH_DUE = "{code} 指派给{unit}了，请你们来办{due}。点编号看。", "，时限 {day}"
