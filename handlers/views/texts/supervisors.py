"""What supervisors read."""

from knowledge.model import RectificationKind, Step
from knowledge.progress.differences import Basis, Fault
from knowledge.progress.mornings import Days
from knowledge.progress.register import Field
from knowledge.progress.rules import NotNow
from knowledge.progress.workbook import Unfit

NOT_ALLOWED = "日报是督办人员用的。您如果是督办人员，请向管理员要邀请码，然后发：/join 邀请码"
REGISTER_NOT_ALLOWED = "台账是督办人员用的。您如果是督办人员，请向管理员要邀请码，然后发：/join 邀请码"
REVIEW_NOT_ALLOWED = "核实销号是督办人员的事。您如果是督办人员，请向管理员要邀请码，然后发：/join 邀请码"
VERIFY, RETURN, LATER, REOPEN, EVIDENCE = "通过", "退回", "稍后", "重新整改", "看佐证"
NEXT, REVIEW, ANSWER = "下一个", "审核销号申请（{count}）", "答复群众意见（{count}）"
PENDING_NONE = "没有等您审核的事。"
PENDING_YOURS = "{codes} 是您自己申请的，要由另一位督办人员审核。"
PENDING_LATER = "看完一遍了，还有 {count} 个等您决定。从头看请发：待审核"
PROPOSED = "{code} {title}\n{unit} {date} 申请对账销号。佐证属实就点“通过”，不行就“退回”。"
LATEST = "最近的进展（{date} {unit}）："
STANDING = "{code} {title}\n现在：{status}"
PROPOSED_TOLD = "{unit}申请 {code} 对账销号。\n先看佐证，再点“通过”或“退回”。"
PROPOSAL_SENT = "已申请 {code} 对账销号，等督办人员核实。"
VERIFIED = "{code} 已核实，对账销号。群众现在看到的状态是“已销号”。"
SEND_WHY_RETURNED = "请写退回 {code} 的原因（{limit} 字以内），申请人会收到。不退了请发：取消"
SEND_WHY_REOPENED = "请写重新整改 {code} 的原因（{limit} 字以内），群众看得到。不改了请发：取消"
RETURNED = "已退回 {code}，申请人会收到原因。"
REOPENED = "{code} 已重新整改，不再是“已销号”。"
TOLD = {
    Step.VERIFIED: "{code} 已核实，对账销号。",
    Step.RETURNED: "{code} 的销号申请被退回，原因：{reason}",
    Step.REOPENED: "{code} 要重新整改，原因：{reason}",
}
NOT_NOW = {
    NotNow.NO_EVIDENCE: "销号要有佐证（带照片或文件的进展，刚发的要等一会儿存好）。",
    NotNow.ALREADY_PROPOSED: "已经申请过了，正在等督办人员核实。",
    NotNow.ALREADY_CLOSED: "这个问题已经销号了。",
    NotNow.NOT_PROPOSED: "现在没有等待审核的销号申请。",
    NotNow.NOT_CLOSED: "这个问题还没有销号。",
    NotNow.SAME_PERSON: "自己申请的销号不能自己核实，请另一位督办人员来办。",
}
STEP_NOT_ALLOWED = "您不能办这件事：申请由责任单位提出，核实、退回、重新整改由督办人员办。"
REASON_CAUTION = "原因里有{what}，别人会看到，请换个写法再发。"
REASON_TOO_LONG = "原因请写在 {limit} 字以内（现在 {length} 字）。"
REGISTER, REGISTER_SHEET, REGISTER_NAME = "台账", "整改台账", "整改台账{which}{day}.xlsx"
REGISTER_CAPTION = (
    "整改台账：{count} 个问题，{day} 的情况。\n"
    "黄色的栏（责任领导、责任单位、责任人、整改类型、整改时限）可以改，改好把文件发回来，先看差别再导入。"
)
WHICH_REGISTER = "现在用的通报共 {count} 份，新的在前。点一份取它的台账："
REGISTER_HEADINGS = {
    Field.CODE: "序号",
    Field.PROBLEM: "问题",
    Field.RECTIFICATION: "整改措施",
    Field.LEAD: "责任领导",
    Field.UNIT: "责任单位",
    Field.OWNER: "责任人",
    Field.KIND: "整改类型",
    Field.DUE: "整改时限",
    Field.PROGRESS: "进展",
    Field.FILES: "佐证",
    Field.STATUS: "状态",
    Field.CLOSED_ON: "销号日期",
}
ALSO_HEADINGS = {
    "编号": Field.CODE, "问题编号": Field.CODE, "反馈问题": Field.PROBLEM, "问题描述": Field.PROBLEM,
    "牵头领导": Field.LEAD, "分管领导": Field.LEAD, "包抓领导": Field.LEAD, "责任部门": Field.UNIT,
    "牵头单位": Field.UNIT, "整改单位": Field.UNIT, "承办单位": Field.UNIT, "整改责任人": Field.OWNER,
    "具体责任人": Field.OWNER, "完成时限": Field.DUE, "整改期限": Field.DUE, "完成时间": Field.DUE,
    "办结时限": Field.DUE, "时限": Field.DUE, "期限": Field.DUE,
}  # fmt: skip
NOTHING_HERE = frozenset({"无", "暂无", "/", "-", "—", "——"})
KINDS = {
    RectificationKind.IMMEDIATE: "立行立改",
    RectificationKind.TIME_BOUND: "限期整改",
    RectificationKind.CONTINUING: "长期坚持",
}
DUE_HINT = "写到哪一天，例如 2021-06-30"
REGISTER_IS = "文件 {name} {why}"
REGISTER_UNFIT = {
    Unfit.OTHER_KIND: "不是 .xlsx 表格；请在 Excel 或 WPS 里另存为 .xlsx 再试。",
    Unfit.BROKEN: "打不开，可能没有传完整；请重新保存后再试。",
    Unfit.ENCRYPTED: "加了密码；请去掉密码再试。",
    Unfit.TOO_LARGE: "太大了（上限 20 MB、2 万行）；请只保留台账再试。",
    Unfit.NO_HEADINGS: "里没有找到台账的表头（要有“序号”和“责任单位”这样的栏名）；发“台账”取一份新的再改。",
}
NOT_A_REGISTER_FOR_YOU = "导入整改台账是督办人员的事，这个文件没有收。"
NOTHING_TO_IMPORT = "台账里没有要导入的改动，记录不变。"
TO_BE_IMPORTED = "台账与现在的记录相比，要改 {count} 处，涉及 {findings} 个问题。"
BASIS = {
    Basis.UNKNOWN: (
        "文件里没有导出时的记录（自己做的表，或另存时丢了），导出以后别人改过什么就看不出来，请逐处核对；空着的格子不改，要清空请写“无”。"
    ),
    Basis.OTHER_NOTICE: "这份台账是照另一份通报导出的，通报后来换过；问题原文对不上的行不导入。",
}
CONFLICTS = "有冲突、不导入的 {count} 处（导出以后别人改过，要改请取新的台账）："
CONFLICT = "· {code} {column}：导出时{base}，现在{now}，文件里{new}"
BAD_CELLS = "看不懂、不导入的 {count} 处："
BAD_CELL_LINE, BAD_CELL_TEXT = "· 第 {row} 行{column}{text}：{why}", "“{text}”"
BAD_CELL = {
    Fault.FORMULA: "是公式或错误值，请改成文字",
    Fault.NO_DATE: "不是日期，请写成 2021-06-30、6月30日 或 6月底 这样",
    Fault.NO_KIND: "只能是{kinds}",
    Fault.TOO_LONG: "超过 {limit} 字",
    Fault.DITTO: "请写全，排序或删行以后就不知道是哪一行了",
    Fault.NUMBER: "里有像电话、证件、银行卡的号码或邮箱，请去掉",
}
UNKNOWN_CODES = "序号在通报里找不到、不导入的 {count} 行："
REPEATED_CODES = "序号重复、不导入的 {count} 行："
OTHER_FINDINGS = "问题原文对不上、不导入的 {count} 行："
PLACE = "· 第 {row} 行 {code}"
CHANGES = "要改的 {count} 处："
FILLED_IN = "· {code} {column}：新填 {new}"
CHANGED_CELL = "· {code} {column}：{old} → {new}"
EMPTIED = "· {code} {column}：清空（现在是 {old}）"
EMPTY_CELL = "（空）"
MORE_CELLS = "……另有 {count} 处"
UNITS_OF_NOBODY = "注意：还没有人属于{units}，请核对名称；在有人加入之前只有督办人员能发它的进展。"
DEADLINES_PAST = "注意：{codes} 的整改时限已经过去了，导入后没办完的就算逾期，请核对。"
EDITED = "只供查看、改了也不导入的 {count} 处："
EDITED_LINE = "· 第 {row} 行 {code} {column}"
KEPT_OUT = "不认得的栏没有导入：{columns}。"
AND_MORE = "等 {count} 个"
IMPORT_OR_NOT = "核对无误请点“确认导入”；点“不导入”则什么都不改。"
IMPORT, DO_NOT_IMPORT = "确认导入", "不导入"
IMPORTED = "已导入 {count} 处，涉及 {findings} 个问题。要看现在的样子，发：台账"
NOT_IMPORTED = "没有导入，记录不变。"
IMPORT_GONE = "这次比较的结果已经不在了，请把台账再发一次。"
ALREADY_IMPORTED = "这份台账已经导入过了。"
IMPORT_LEFT = "这次已经选了不导入，要导入请把台账再发一次。"
IMPORT_OVERTAKEN = "这期间记录又变了，上面的比较已不准，什么都没有改；请把台账再发一次。"
IMPORT_NOT_ALLOWED = "您不是督办人员，不能导入台账。"
DATED = "{date} {unit}：{text}"
HEAD = "{date} 日报"
COUNTS = "整改情况：共 {total} 个问题"
COUNTS_OF_SEVERAL = "整改情况：{notices} 份通报共 {total} 个问题（几份通报里的同一件事只算一次）"
TOWNS_WORST = "{count} 个镇，最该催的在前："
TOWNS_BEST = "办得最好的："
TOWN_LINE = (
    "· {town}：逾期 {overdue}、意见等了 {days} 天以上 {late_opinions}、久未更新 {silent}"
    "（{total} 个问题，{open} 个没办完）"
)
TOWNS_HOW = "（逾期、等久的意见、久未更新，合起来多的在前；一样多的，没办完的占得多的在前。）"
TOWN_DIGEST = "这份日报"
TODAY, YESTERDAY, DAY_BEFORE, THIS_WEEK, LAST_WEEK = "今天", "昨天", "前天", "本周", "上周"
THIS_MONTH, LAST_MONTH = ("本月", "这个月"), ("上个月", "上月")
WHICH_DAY = (
    "请这样写：/digest、/digest 昨天、/digest 本周、/digest 上个月、/digest 5月3日，"
    "或 /digest 2021-05-03（不能是以后的日子）"
)
HEAD_OF_DAYS = "{first} 至 {last} 汇总"
AS_OF_TODAY = (
    "（进展、提问和评分是{days}的；待办、逾期、临期、久未更新和整改情况的数目，都是今天（{today}）的，"
    "不是当时的。）"
)
THAT_DAY, THOSE_DAYS = "那一天", "那几天"
HEAD_OF_MORNING = "{morning} 日报（{first:%-m月%-d日}的情况）"
HEAD_OF_MORNING_AFTER = "{morning} 日报（{first:%-m月%-d日}至{last:%-m月%-d日}的情况）"
SEE_CHART, MORNINGS = "图表", "何时发日报"
WHICH_MORNINGS = "每天 {at:%H:%M} 自动发日报，您现在选的是：{chosen}。要改就点："
DAYS = {Days.WORKDAYS: "工作日发", Days.DAILY: "每天发", Days.NEVER: "不发"}
MORNINGS_CHOSEN = "好的，日报：{chosen}。随时可以发 /digest 自己看。"
WAITING = "等您决定的销号申请 {count} 个："
WAITING_LINE = "· {code} {unit}"
HANDOVERS, HANDOVER_LINE = "等对方单位答复的移交 {count} 个：", "· {code} {from_unit} → {to_unit}"
OFFERS = "有 {count} 份新通报等管理员确认载入。"
OVERDUE, OVERDUE_LINE = "逾期 {count} 个：", "· {code} {unit}：逾期 {days} 个工作日"
DUE_SOON, DUE_SOON_LINE = "临期 {count} 个：", "· {code} {unit}：还有 {days} 个工作日"
SILENT, SILENT_LINE = "久未更新 {count} 个：", "· {code} {unit}：{days} 天没有新进展"
NO_UNIT = "（未指派）"
NOTHING_NEW, NOTHING_THAT_DAY = "这几天无变化。", "这一天无变化。"
NOTHING_TODAY, NOTHING_YESTERDAY = "今天还没有新的变化。", "昨日无变化。"
DUE_TODAY_LINE = "· {code} {unit}：今天到期"
UNKNOWN_HOLIDAYS = "{year} 年的放假安排还不知道，工作日先按周一到周五算。"
UPDATES = "新进展 {count} 条："
UPDATE = "· {code} {unit}：{text}"
UPDATE_FILES = "（附 {count} 个）"
UNANSWERED = "提问 {asked} 次，没有答上来的 {count} 个："
ALL_ANSWERED = "提问 {asked} 次，都有答复。"
QUESTION = "· {text}"
QUESTION_TIMES = "· {text}（{times} 次）"
MORE = "……另有 {count} 条"
MORE_NOTICES = "……另有 {count} 份通报有新情况，没有列出；逾期和待审核请看台账、发“待审核”。"
OPINIONS = "等答复的群众意见 {count} 个："
OPINION_LINE = "· {number} {unit}：{waits}"
WAITS, CAME_TODAY = "等了 {days} 天", "今天提的"
GRADES = "群众评价 {count} 个：{given}"
UNRESOLVED = "群众说仍未解决的 {count} 个："
UNRESOLVED_LINE = "· {code}：{unresolved} 人说仍未解决，{resolved} 人说已解决"
BACKUP_FAILED = "今天的自动备份没有成功，请运维人员看日志、查磁盘空间。"
CHART = "整改情况"
CHART_COUNTS = "共 {total} 个问题，未见完成 {open} 个"
CHART_TOTAL = "{count} 个"
CHART_REST, CHART_REST_CODE = "其余 {count} 类", "+{count}"
CHART_TREND = "未见完成的问题"
CHART_CAPTION = "{day} 整改情况：共 {total} 个问题，未见完成 {open} 个（没有写明已完成，也没有销号）。"
CHART_COLOURS = "颜色：{names}"
CHART_LINE = "下面的线：未见完成的问题，{first} 有 {before} 个，{last} 有 {now} 个。"
