"""What citizens read."""

from knowledge.model import Status, Step

STATUS = {
    Status.CLOSED: "已销号",
    Status.COMPLETED: "已完成",
    Status.IN_PROGRESS: "正在整改",
    Status.LONG_TERM: "长期坚持",
    Status.NOT_STATED: "通报未说明",
}

WELCOME = (
    "您好，我是“整改通”。我只回答这份通报里写明的事，用通报的原话回答：\n{title}\n\n"
    "直接打字问我就行：\n· 您关心的事，比如一条路、一个村、一笔钱\n· 哪些问题还没整改完\n"
    "· {code}（通报里的编号）\n\n"
    "发“目录”看全部 {count} 个问题，发“帮助”看怎么用。"
)
HELP = (
    "直接打字提问，我用通报的原话回答；带竖线的是通报或责任单位的原话，其余是我说的。"
    "通报里没有的，我会直说，并给您联系电话。\n\n也可以用这些命令（括号里的中文直接发也行）："
)
PRIVACY = (
    "本机器人怎样对待您的信息：\n"
    "1. 记录您问的问题和得到的答复，用来改进回答、让督办人员看到哪些没答上来。\n"
    "2. 问题旁边不记姓名和账号，只记一个加盐的代号，光凭它认不出您。\n"
    "3. 问题最多保留 {days} 天，到期自动删除。\n"
    "4. 您的姓名、电话都不记录；收到的消息处理完就清空，处理不了的最多留 7 天。\n"
    "5. 您提的意见（文字、照片、发来的位置）只给办理的人看，号码隐去，不显示您是谁；您的账号编号只用来"
    "给您回话，答复后最多留 {days} 天。要发给您的通知、等您回复的步骤会暂存，办完就不再用。\n"
    "6. 凭邀请码加入的工作人员：记账号编号、显示的名字、角色、单位和发布过的进展、照片，这是公务记录；"
    "试错的邀请码记一天，防止有人猜。\n"
    "7. 运行日志只有编号，没有消息内容、姓名和令牌。\n"
    "8. 随时可以发“删除我的数据”（/forget），与您有关的记录当场删除，从备份恢复后也会再删一遍。\n"
    "9. 请不要在问题里写身份证号、电话等个人信息。\n"
    "10. 聊天经由 Telegram 传送，不是端对端加密，请勿发送涉密内容。"
)
FORGOTTEN = "已删除与您有关的记录，其中问过的问题 {count} 个。以后再问，会重新按“隐私”里写的办法记录。"
FORGOTTEN_STAFF = "您的角色和已发布的进展属于公务记录，不在删除之列；要取消角色请找管理员。"

PROBLEM = "反馈问题："
RECTIFICATION = "整改落实情况："
NO_RECTIFICATION = "通报没有写这个问题的整改落实情况。"
PART_STATUS = "您问的这一部分：{status}，依据见上面的原话。"
STATUS_BY_NOTICE = "本条总的状态：{status}。依据通报这句话："
STATUS_SEEN_ABOVE = "本条总的状态：{status}，依据见上面的原话。"
STATUS_NOT_STATED = "本条总的状态：{status}（只写了做法，没写是否完成）。"
STATUS_BY_UPDATE = "本条总的状态：{status}（{unit} {date} 的进展这样说；通报当时：{before}）。"
STATUS_CLOSED = "本条总的状态：{status}（{date} 由督办人员核实销号）。"
STATUS_REOPENED = "{date} 重新整改，原因：{reason}"
LATEST_UPDATE = "最新进展 {date} {unit}："
LATEST_CORRECTION = "最新进展（更正）{date} {unit}："
UPDATE = "{date} {unit}："
CORRECTION = "{date} {unit}（更正）："
CORRECTED = "（这条已于 {date} 更正）"
HAS_FILES = "附照片和文件 {count} 个，点“进展”查看。"
STEP = {
    Step.PROPOSED: "{date} {unit}申请对账销号。",
    Step.VERIFIED: "{date} 督办人员核实，对账销号。",
    Step.RETURNED: "{date} 督办人员退回销号申请。",
    Step.REOPENED: "{date} 督办人员重新立项整改，原因：{reason}",
}
ALBUM = "{code} {title}"
NO_FILES = "照片或文件暂时取不出来，请稍后再试。"
MORE_UPDATES = "此前还有 {count} 条进展，点“进展”查看。"
NOTHING_SINCE = "以上为{date}通报内容，此后没有新的进展记录。"
NOTHING_SINCE_UNDATED = "以上为通报内容，此后没有新的进展记录。"
SOURCE = "来源：{source}"
NO_UPDATES = "通报发布后，这个问题还没有新的进展记录。"
PROGRESS_SINCE = "通报发布后的进展，新的在前："

FULL, NEWS, BACK_TO_CARD, LIST = "全文", "进展", "返回", "目录"
CARD, FILES = "看卡片", "照片和文件（{count}）"
PREVIOUS, NEXT = "上一条", "下一条"
PREVIOUS_PAGE, NEXT_PAGE = "上一页", "下一页"
NONE_OF_THESE = "都不是"

LIST_HEAD = "目录：共 {count} 个问题。点编号查看，或直接打字问。"
LIST_PAGE = "第 {page} 页，共 {pages} 页"

CHOICES = "您问的可能是下面哪一个？点一下；都不对就点“都不是”。"
ONE_CHOICE = "您问的是这一条吗？是就点一下；不是就点“都不是”。"
CHOICES_OF_MORE = "……符合的有 {count} 个，先列 {shown} 个；其余请看目录。"
ASK_AGAIN = "好的，那这份通报里可能没有您问的事。可以换个说法再问。"

NO_MATCH = "这份通报里没有找到您问的事，我不能乱答。可以换个说法再问。"
UNKNOWN_CODE = "通报里没有编号 {code} 的问题。编号要写成 {example} 这样，发“目录”看全部。"
TOO_LONG = "您的话太长了，请用 {limit} 字以内说一件事。"
EMPTY = "没有看到文字。请打字问我。"
ITEM_WITHOUT_CODE = "请写上编号，比如：查看 {code}"

CONTACT = "要问发布单位（{issuer}）："
PHONE = "电话：{phone}"
EMAIL = "邮箱：{email}"
NO_CONTACT = "通报里没有写联系方式，请到发布单位（{issuer}）询问。"
THE_ISSUER = "名称未写明"
HOW_TO_REPORT = "有意见建议，点“提意见”写给我，有编号、有答复；也可以直接反映。"
COUNT = "通报一共列了 {count} 个问题。"
COUNT_OF_SECTION = "· {section}：{count} 个"
ISSUER = "这份通报由 {issuer} 发布。"
NO_ISSUER = "通报里没有写发布单位。"
DATE = "这份通报的落款日期是 {date}。"
NO_DATE = "通报里没有写发布日期。"
PERIOD = "巡察时间，通报是这样写的："
NO_PERIOD = "通报里没有写明巡察的起止时间。"
STATUS_HEAD = "{count} 个问题的整改情况（按通报和此后的进展）："
STATUS_LINE = "{status}：{count} 个"
STATUS_NONE = "没有一个是：{status}。"
TOPIC_HEAD = "标题里写到“{topic}”的有 {count} 个问题。点编号查看："
STATUS_NOTE = "“通报未说明”是说：通报写了做法，但没写明是否完成。"

NOT_TEXT = "我现在只看得懂文字，图片、语音、表情等还不会看。请打字问我。"
UNKNOWN_COMMAND = "没有这个命令。发“帮助”看能用的命令，或直接打字问我。"
STALE_BUTTON = "这个按钮已经过期了，请重新提问。"
NO_NOTICE = "还没有载入通报，请稍后再来。"
TOO_FAST = "您发得太快了，请歇一分钟再发。这期间发来的消息不作回答。"
TROUBLE = "抱歉，刚才出了点问题，请稍后再发一次。（编号 {id}）"
