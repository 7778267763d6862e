"""What citizens read."""

from knowledge.asking.aspects import Aspect
from knowledge.asking.manner import Manner
from knowledge.model import NewsKind, Status, Step

STATUS = {
    Status.CLOSED: "已销号",
    Status.COMPLETED: "已完成",
    Status.IN_PROGRESS: "正在整改",
    Status.LONG_TERM: "长期坚持",
    Status.NOT_STATED: "通报未说明",
}
MARK = {
    Status.CLOSED: "🏁",
    Status.COMPLETED: "✅",
    Status.IN_PROGRESS: "⏳",
    Status.LONG_TERM: "🔁",
    Status.NOT_STATED: "▫️",
}
BETWEEN = "　"

WELCOME = (
    "您好，我是“整改通”。我只说这份通报里写明的事，用通报的原话：\n{title}\n\n"
    "直接打字问我就行，比如：\n· {example}\n· 哪些问题还没整改完\n· {code}（通报里的编号）\n\n"
    "共 {count} 个问题，发“目录”看全部；发“帮助”看怎么用。"
)
HELP = (
    "直接打字问，比如：{example}\n带竖线的是原话，别的话是我说的。通报里没有的，我会直说，并给您电话。"
    "\n\n也可以发这些（中文或英文都行）："
)
HELP_FOR_ROLE = "您能发这些（中文或英文都行），也可以直接打字问："
HELP_LINE = "/{name}（{phrase}）：{zh}"
HELP_FOR_ALL = "群众能发的您也能发：{phrases}"
PRIVACY = (
    "我怎样对待您的信息：\n"
    "1. 记您问的话、得到的答复和您点的“有用”“没答到点”，用来改进回答、让督办人员看到哪些没答上来。\n"
    "2. 旁边不记姓名和账号，只记一个打乱了的代号，光凭它认不出您；刚给您看过哪一条也这样记，好听懂您的追问，"
    "最多留一天。\n"
    "3. 问题最多保留 {days} 天，到期自动删除。\n"
    "4. 您的姓名、电话都不记录；收到的消息处理完就清空，处理不了的最多留 7 天。\n"
    "5. 您提的意见（文字、照片、发来的位置）只给办理的人看，号码隐去，不显示您是谁；您的账号编号只用来"
    "给您回话，答复后最多留 {days} 天；没答复的，发“撤回意见”当场删除。"
    "您关注了什么、何时告诉您、选了哪个镇，连同账号编号记着，取消就删；"
    "您说“已解决”或“仍未解决”只记代号，别人只看得到人数。等您回复的步骤、要发的通知暂存，办完就不再用。\n"
    "6. 凭邀请码加入的工作人员：记账号编号、显示的名字、角色、单位和发布过的进展、照片，这是公务记录；"
    "试错的邀请码记一天，防止有人猜。\n"
    "7. 运行日志只有编号，没有消息内容、姓名和令牌。\n"
    "8. 随时可以发“删除我的数据”（/forget），与您有关的记录当场删除，从备份恢复后也会再删一遍。\n"
    "9. 请不要在问题里写身份证号、电话等个人信息。\n"
    "10. 聊天经由 Telegram 传送，不是端对端加密，请勿发送涉密内容。"
)
FORGOTTEN = (
    "已删除与您有关的记录：问过的问题 {questions} 个，提过的意见 {opinions} 件，关注 {follows} 项。"
    "以后再问，会重新按“隐私”里写的办法记录。"
)
FORGOTTEN_OPINIONS = "没办完的意见不再办，也没有答复了；已经发到办理人员手机上的消息，我收不回。"
FORGOTTEN_STAFF = "您的角色和已发布的进展属于公务记录，不在删除之列；要取消角色请找管理员。"

PROBLEM = "反馈问题："
RECTIFICATION = "整改落实情况："
WHO_ANSWERS = "谁来负责："
NO_RECTIFICATION = "通报没有写这个问题的整改落实情况。"
UNSTATED = {
    Aspect.WHO: "通报没有写明是谁。要问清楚，{way}",
    Aspect.WHEN: "通报没有写明时间。要问清楚，{way}",
    Aspect.HOW_MUCH: "通报没有写明这个数目。要问清楚，{way}",
}
NO_SUCH_CONTACT = "通报在这里没有写{what}。要问清楚，{way}"
PART_STATUS = "您问的这件事：{status}，见上面的原话。"
STATUS_BY_NOTICE = "整个问题：{status}。通报是这样写的："
STATUS_SEEN_ABOVE = "整个问题：{status}，见上面的原话。"
STATUS_NOT_STATED = "整个问题：{status}（只写了怎么做，没写做完没有）。"
STATUS_BY_UPDATE = "整个问题：{status}（{date} {unit}这样说；通报当时：{before}）。"
STATUS_CLOSED = "整个问题：{status}（{date} 由督办人员核实销号）。"
STATUS_ALONE = "整个问题：{status}。"
STATUS_BY_REOPENING = "整个问题：{status}（{date} 督办人员决定重新整改，原因：{reason}）。"
STATUS_REOPENED = "{date} 重新整改，原因：{reason}"
FEEDBACK = "群众反馈：已解决 {resolved} · 仍未解决 {unresolved}"
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
ALSO_IN = "同一事项另见{notice} {code}"
NOTICE, OF_YEAR, NOTICE_NAME = "通报", "{year}年", "{issuer}{when}通报"
IN_NOTICE = "{text}（{notice}）"
NO_UPDATES = "通报发布后，这个问题还没有新的进展记录。"
PROGRESS_SINCE = "通报发布后的进展，新的在前："

FULL, NEWS, BACK_TO_CARD, LIST = "全文", "进展", "返回", "目录"
BACK, STANDING = "返回", "整改情况"
IN_PRIVATE, OPEN_PRIVATE = "私聊看全文", "打开私聊"
HELPED, OFF_POINT = "有用", "没答到点"
FOLLOW, UNFOLLOW, ENOUGH, SEE, MY = "关注", "取消关注", "不再关注", "查看", "我的"
RESOLVED, UNRESOLVED = "已解决", "仍未解决"
CARD, FILES = "看卡片", "照片和文件（{count}）"
PREVIOUS, NEXT = "上一条", "下一条"
PREVIOUS_PAGE, NEXT_PAGE = "上一页", "下一页"
NONE_OF_THESE = "都不是"
UNDER_ANSWERS = (HELPED, OFF_POINT, BACK, CARD, PREVIOUS_PAGE, NEXT_PAGE)
"""Where they are typed, they ask nothing."""

NO_SUCH_PLACE = "这里没有{place}的通报。点“换个镇”，看有哪些镇的；要问的不是那里，换个说法再问。"
OTHER_YEAR = "这里没有{year}年的通报，有的是{years}的。想看哪一份，写上年份再问，如“{latest}年的通报”。"
NOT_THERE = "{notice}的通报里没有找到这件事。可以换个说法再问，也可以看目录。"
LIST_HEAD = "目录：共 {count} 个问题"
LIST_HOW = "点下面的编号，看里面的问题；也可以直接打字问。"
GROUP_COUNT = "{count} 个：{tally}"
OTHER_NOTICES = "其他通报"
NOTICES_HEAD = "现在用的通报共 {count} 份，新的在前。点一份看它的目录："
NOTICE_LINE = "· {source}"
LIST_PAGE = "第 {page} 页，共 {pages} 页"

CHOICES = "您问的可能是下面哪一个？点一下；都不对就点“都不是”。"
CHOICES_TO_FOLLOW = "您要关注的是下面哪一个？点一下就关注；都不对就点“都不是”。"
ONE_CHOICE = "您问的是这一条吗？是就点一下；不是就点“都不是”。"
CHOICES_OF_MORE = "……符合的有 {count} 个，先列 {shown} 个；其余请看目录。"
ALSO_ASKED = "您还问了“{question}”：{said}"
ALSO_FOUND = "在 {code} 里，点下面的按钮看。"
ALSO_MAYBE = "可能在下面按钮里，点一下看。"
ALSO_ALONE = "请把这一句单独再发一遍。"
ALSO_NOT_FOUND = "通报里没有找到，可以换个说法单独再问。{way}"
ASK_AGAIN = "好的，那通报里可能没有您问的事。可以换个说法再问。"
NOTED_HELPED = "好的，谢谢您告诉我。"
NOTED_OFF_POINT = "对不起，没答到您问的。我记下了，工作人员会看到您问的这句话。"
OTHERS_MEANT = "您问的是不是下面这个？点一下就看："
NO_OTHERS = "可以换个说法再问，或点“目录”自己找。"

MANNER = {
    Manner.GREETING: "您好！想问通报里的哪件事，直接打字就行，比如：{example}",
    Manner.THANKS: "不客气。还想问什么，直接打字就行。",
    Manner.PARTING: "好的。还想问什么，随时打字就行。",
    Manner.ANGER: "让您着急了。我只能告诉您通报里写了什么；要找人说，{way}",
    Manner.PLAINER: "想问哪件事，打一两个词就行，比如：{example}。不会打字就找人问，{way}",
    Manner.DOUBT: "我只说通报里写明的，用它的原话，写明出处。要问清楚，{way}",
    Manner.JOKE: "没事就好。要是心里难受，随时可以打 12356 找人说说；有危险打 110、120。",
    Manner.NONSENSE: "没看明白您的意思。想问哪件事，直接打字就行，比如：{example}",
}
CALL, WRITE_MAIL, GO_THERE = "请打电话 {phone}。", "请写信到 {email}。", "请找发布单位（{issuer}）。"

NO_MATCH = "通报里没有找到您问的事，我不能乱答。可以换个说法再问。"
UNKNOWN_CODE = "通报里没有编号 {code} 的问题。编号像 {example} 这样写，发“目录”看全部。"
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
MORE_SECTIONS = "……其余请看目录。"
ISSUER = "这份通报由 {issuer} 发布。"
NO_ISSUER = "通报里没有写发布单位。"
DATE = "这份通报的落款日期是 {date}。"
NO_DATE = "通报里没有写发布日期。"
PERIOD = "巡察时间，通报是这样写的："
NO_PERIOD = "通报里没有写明巡察的起止时间。"
STATUS_HEAD = "{count} 个问题的整改情况（按通报和此后的进展）："
STATUS_LINE = "{status}：{count} 个"
STATUS_NONE = "没有一个是：{status}。"
TOPIC_HEAD = "标题里写到“{topic}”的有 {count} 个问题。点编号看："
STATUS_NOTE = "“通报未说明”是说：通报写了怎么做，没写做完没有。"

NOT_TEXT = "这个我看不懂，我只看得懂文字。请打字问我。"
NOT_VOICE = "我听不了语音，请打字问我；打一两个词就行。"
NOT_PICTURE = "我看不了照片和文件，请打字问我。"
NOT_STICKER = "我看不懂表情，请打字问我。"
NOT_PLACE = "我不收位置，也没有保存。请打字问我，写地名就行。"
NOT_CONTACT = "我不收名片，也没有保存。请打字问我。"
PRIVATE_ONLY = "这件事请和我私聊，群里不办。"
FOLLOWED = "已关注：{what}。有新进展、销号或重新整改，我会告诉您。发“我的”看关注了什么、什么时候告诉您。"
FOLLOWED_IN_GROUP = (
    "已关注：{what}。有消息我在私聊里告诉您；还没和我私聊过的，请先点我的头像发一句“开始”。"
    "要取消，在私聊里发“我的”。"
)
FOLLOWED_ALREADY = "您已经关注过：{what}。要取消，在私聊里发“我的”。"
FOLLOWS_TOO_MANY = "您关注的已有 {most} 项，不能再多了。发“我的”取消几项再来。"
FOLLOW_GONE = "现在的通报里没有这一条，没法关注。"
EVERYTHING = "全部问题"
WORDS_FOR_EVERYTHING = ("全部", "全部问题", "所有", "所有问题", "整份通报")
THE_CATEGORY = "“{name}”这一类"
HOW_TO_FOLLOW = (
    "关注以后，有新进展、销号或重新整改，我会告诉您。\n"
    "关注一个问题：点卡片下面的“关注”，或发“关注 {code}”。\n关注一类或全部：点下面的按钮。"
)
FOLLOW_EVERYTHING = "全部 {count} 个问题"
UNFOLLOWED = "已取消关注 {code}。"
UNFOLLOWED_NOT_ALL = (
    "不再单独关注 {code} 这一条。您还关注着它所在的类别或全部问题，仍会收到它的消息；要取消，发“我的”。"
)
NEVER_FOLLOWED = "您没有单独关注 {code}，不用取消。发“我的”看您关注了什么。"
TAP_TO_RELEASE = "要取消哪一项，点下面那一项的“取消关注”。"
UNFOLLOW_WITHOUT_CODE = "请写上编号，比如：取消关注 {code}。发“我的”看您关注了什么。"

MY_FOLLOWS = "您关注的，共 {count} 项："
MY_NO_FOLLOWS = "您还没有关注什么。点卡片下面的“关注”，或发“关注”。"
MY_CATEGORY = "类别：{name}"
MY_GONE = "{title}（现在的通报里没有这一条）"
TOLD_AT_ONCE = "有消息马上告诉您；晚上十点到早上七点不打扰，第二天早上再说。"
TOLD_IN_THE_EVENING = "有消息每晚七点一次告诉您。"
TELL_AT_ONCE, TELL_IN_THE_EVENING = "改为马上告诉", "改为每晚一次"

HEADLINE_OF_NEWS = {
    NewsKind.UPDATE: "您关注的问题有新进展 {on} {unit}：",
    NewsKind.CORRECTION: "您关注的问题，进展有更正 {on} {unit}：",
    NewsKind.VERIFIED: "您关注的问题已销号：{on} 由督办人员核实。",
    NewsKind.REOPENED: "您关注的问题重新整改：{on} 督办人员决定，原因：{text}",
}
LINE_OF_NEWS = {
    NewsKind.UPDATE: "{on} {unit}：",
    NewsKind.CORRECTION: "{on} {unit}（更正）：",
    NewsKind.VERIFIED: "{on} 督办人员核实，对账销号。",
    NewsKind.REOPENED: "{on} 重新整改，原因：{text}",
}
NEWS_OF_THE_DAY = "您关注的问题，今天有 {count} 条消息。点编号看全文："
NEWS_LEFT_OUT = "还有 {count} 条没有列出，请点编号查看。"

VERDICT_SAID = {
    True: "已记下：您说 {code} 已解决。",
    False: "已记下：您说 {code} 仍未解决。督办人员会看到有多少人这样说。",
}
VERDICT_ALREADY = {True: "您已经说过 {code} 已解决。", False: "您已经说过 {code} 仍未解决。"}
NOTHING_CLAIMED = "{code} 现在没有写已完成，等写了完成再来说是否解决。"

UNKNOWN_COMMAND = "没有这个命令。发“帮助”看能用的命令，或直接打字问我。"
STALE_BUTTON = "这个按钮已经过期了，请重新提问。"
INLINE_STANDING, INLINE_NOTHING = "整改情况", "通报里没有找到"
INLINE_LINE = "{status} · {focus}"
LINK_GONE = "这个链接指的内容现在的通报里没有了。"
NO_NOTICE = "通报还没有放进来，请过些时候再来问。"
NO_NOTICE_OF_TOWN = "{town}还没有通报，请管理员把文件发来。"
TOO_FAST = "您发得太快了，我跟不上。请歇一分钟再发，这一分钟里的我就不答了。"
TROUBLE = "抱歉，刚才出了点问题，请稍后再发一次。（编号 {id}）"
