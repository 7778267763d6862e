"""What admins read, and those who are let in."""

from knowledge.model import Role
from knowledge.reading.doubts import Doubt
from knowledge.reading.formats import Reason

ROLE = {
    Role.CITIZEN: "群众",
    Role.STAFF: "工作人员",
    Role.SUPERVISOR: "督办人员",
    Role.ADMIN: "管理员",
}
JOINED = "已加入：您是{unit}的{role}。"
NO_LONGER = "（原来的{role}身份到此为止。）"
NEXT_STEP = {
    Role.CITIZEN: "直接打字提问即可。",
    Role.STAFF: (
        "发布进展，一条消息就行（照片可以带着这句话一起发）：\n/progress {code} 这里写进展内容\n"
        "不记得编号就写词：/progress 喷漆 内容；发“我负责的”看你们单位的问题。"
    ),
    Role.SUPERVISOR: (
        "发“日报”看今天的情况，“待审核”看等您核实的销号申请。\n"
        "指派责任单位：/assign {code} 环保办 张三；定时限：/due {code} 2021-06-30"
    ),
    Role.ADMIN: "邀请工作人员请发：邀请 工作人员 环保办\n换一份通报：把文件直接发到这里。",
}
INVITE_HOW = "请这样写：/invite 工作人员 环保办（角色可以是{roles}，单位可以不写）"
INVITE_HOW_TOWN = "再写上镇名，例如：/invite 工作人员 财政所 {town}；全县都管的写“全县”。"
WHICH_TOWN = "这里说到的镇不止一个：{towns}。请把镇名写全，放在最后。"
INVITED = "请到{town}的{role}{unit}。邀请码 24 小时内有效，只能用一次；把下面这条转给对方："
INVITED_UNIT, COUNTY = "（{unit}）", "全县"
INVITATION = "请点链接加入：{link}\n或在和我的私聊里发：/join {code}"
JOIN_WITHOUT_CODE = "请把邀请码写在命令后面：/join 邀请码"
JOIN_UNKNOWN = "邀请码不对，请核对后再发，或向管理员要一个新的。"
JOIN_USED = "这个邀请码已经用过了，请向管理员要一个新的。"
JOIN_TOO_OFTEN = "邀请码错得太多次了，请一小时后再试，或请管理员发链接给您。"
JOIN_LAST_ADMIN = "没有加入：您是最后一位管理员，换了角色就没有管理员了。这个邀请码还能用，请转给要邀请的人。"
SOMEBODY_JOINED = "{name} 凭邀请码加入，成为{unit}的{role}。不认识的话请点“撤销”。"
ERRORS = "过去一小时里程序出错 {count} 次，收到回复的人都看到了一个错误编号；日志里按编号能查到原因。"
REVOKE = "撤销"
SURE_TO_REVOKE, KEEP_ROLE = "确认撤销", "不撤销"
ASK_REVOKE = "要撤销{person}吗？点“确认撤销”才撤销，要恢复得重新邀请；现在什么也没有改。"
ROLE_KEPT = "没有撤销，角色照旧。"
REVOKED = "已撤销：{person}。从下一条消息起生效。"
ALREADY_REVOKED = "此人已经没有角色了，不用再撤销。"
REVOKE_NOT_ALLOWED = "没有撤销：您不是管理员。"
LAST_ADMIN = "没有撤销：这是最后一位管理员。请先邀请另一位，或在服务器上运行 python -m bot people revoke 编号"
PEOPLE_HEAD = "有角色的共 {count} 人："
PERSON = "{name}（{unit}，{role}）"
NOT_ADMIN = "这是管理员用的命令。"
JOIN_EXPIRED = "这个邀请码已过期（24 小时内有效），请向管理员要一个新的。"

IN_FORCE, NOT_IN_FORCE = "使用中", "未使用"
NOTICE, UNDATED = "{id}　{mark}　{loaded} 载入　{count} 个问题　《{title}》（{issued}）", "未写日期"
NO_NOTICES = "还没有载入过通报。"
HOW_TO_SEND = (
    "要加一份或换一份通报：把文件（.docx、.pdf、.html 或 .txt，20 MB 以内）直接发到这里，"
    "先看读出的结果，再决定入不入库。\n"
    "要撤回一份：在服务器上运行 python -m bot notices withdraw 编号"
)
TAKE_OR_LEAVE = "核对无误请点“入库”，以后就由这份通报作答；点“取消”则什么都不留。"
TAKE, LEAVE = "入库", "取消"
TAKEN = "已入库：《{title}》，共 {count} 个问题。现在起由它作答。"
NOT_TAKEN = "没有入库，仍由原来的通报作答。"
OFFER_GONE = "这份读入结果已经不在了，请把文件再发一次。"
ALREADY_TAKEN = "这份通报已经入库了。"
ALREADY_LEFT = "这次已经取消，要入库请把文件再发一次。"
OVERTAKEN = "这期间使用中的通报换过了，上面的比较已不准，请把文件再发一次。"
CANNOT_FETCH = "文件没有取下来，请再发一次。"
NAMELESS = "（无名）"

UNREADABLE = {
    Reason.EMPTY: "是空文件，没有可读的内容。",
    Reason.NOT_TEXT: "不是能读的格式；请在 Word 或 WPS 里另存为 .docx（也可以是 .txt、.html、.pdf）再试。",
    Reason.BROKEN: "读不下去，可能没有传完整或编码不对；请重新取一份，或另存为 .docx 或 UTF-8 文本再试。",
    Reason.TOO_LARGE: "太大或太复杂了（上限 20 MB、200 页、100 万字），请只保留通报正文再试。",
    Reason.OLD_WORD: "是旧的 .doc、.wps 或 .rtf 格式；请在 Word 或 WPS 里另存为 .docx 再试。",
    Reason.SCANNED: "里只有图片、没有文字（扫描件）；请先识别文字（OCR），另存为 .docx 再试。",
    Reason.ENCRYPTED: "加了密码；请去掉密码再试。",
    Reason.NOT_A_NOTICE: "里没有找到“反馈问题 + 整改情况”这样的内容，看起来不是巡察整改通报。",
    Reason.SEVERAL: "里有不止一份通报；请每份通报单独存成一个文件再试。",
}
FILE_IS = "文件 {path} {problem}"

REPORT_HEAD = "《{title}》\n{issuer}　{date}　电话 {phone}　邮箱 {email}"
NOT_PRINTED = "（未写）"
REPORT_COUNTS = "读出 {count} 个问题，其中 {replied} 个有整改情况；{unassigned} 段未归类。"
REPORT_UNASSIGNED = "未归类的段落："
REPORT_CHAPTERS = "不含反馈问题的章节：{chapters}"
REPORT_FINDING = "{code}  {status}  {measures}  {title}"
REPORT_MEASURES, REPORT_NO_MEASURES = "措施 {count} 条", "措施未编号"
REPORT_QUOTE = "        依据：{quote}"
REPORT_DOUBTS = "请核对："
DOUBTS = {
    Doubt.NO_BEGINNING: "没有看到通报的开头（标题，或 {code} 前面的编号），文件可能不完整，请对照原文。",
    Doubt.NO_END: "{code} 以后没有看到通报的结尾（联系方式、落款、日期），文件可能不完整，请对照原文。",
    Doubt.NO_DATE: "没有读出通报的日期，先后就按载入的日子算，请对照原文。",
    Doubt.DATE_TO_COME: "通报的日期还没有到，请对照原文。",
    Doubt.OTHER_COUNT: "开头说有 {said} 个问题，读出 {found} 个。",
    Doubt.OTHER_COMPLETED: "开头说已完成 {said} 个，按各条原话只有 {found} 个明说完成。",
    Doubt.REPEATED: "{code} 原来的编号重复，已顺延。",
    Doubt.SKIPPED: "{code} 前面的编号不连续，可能漏了一条。",
    Doubt.NO_REPLY: "{code} 没有整改情况。",
}
DIFFERENCE = (
    "现在用的是《{title}》。按问题原文相比：相同 {same}，改动 {changed}，新增 {new}，不再出现 {vanished}。"
)
DIFFERENCE_BESIDE = (
    "同一单位的《{title}》（{issued}）继续使用。按问题原文相比：相同 {same}，改动 {changed}（这些是同一件事，"
    "连在一起，由新的那份来说），新增 {new}，不再出现 {vanished}。"
)
CHANGED = "  改动 {code}：{what}"
FIELDS = {"code": "编号", "problem": "问题", "rectification": "整改情况", "status": "状态"}
NEW, VANISHED = "  新增 {codes}", "  不再出现 {codes}"
STANDS_BESIDE = "另有 {count} 份通报继续使用，这份与它们并列；同一件事的进展连在一起。"
PROGRESS_STAYS = "已发布的 {count} 条进展和群众的叫法跟着同一个问题走；不再出现的问题留在旧通报里。"
