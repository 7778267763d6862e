"""What supervisors read."""

from knowledge.model import Step
from knowledge.progress.mornings import Days
from knowledge.progress.rules import NotNow

NOT_ALLOWED = "日报是督办人员用的。您如果是督办人员，请向管理员要邀请码，然后发：/join 邀请码"
REVIEW_NOT_ALLOWED = "核实销号是督办人员的事。您如果是督办人员，请向管理员要邀请码，然后发：/join 邀请码"
VERIFY, RETURN, LATER, REOPEN, EVIDENCE = "通过", "退回", "稍后", "重新整改", "看佐证"
NEXT, REVIEW = "下一个", "审核销号申请（{count}）"
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
REGISTER_NAME = "整改台账{day}.xlsx"
REGISTER_CAPTION = "整改台账：{count} 个问题，{day} 的情况。"
NUMBER, PROBLEM, RECTIFICATION = "序号", "问题", "整改措施"
UNIT, OWNER, DUE, PROGRESS = "责任单位", "责任人", "整改时限", "进展"
FILES, STATUS, CLOSED_ON = "佐证", "状态", "销号日期"
DATED = "{date} {unit}：{text}"
HEAD = "{date} 日报"
COUNTS = "整改情况：共 {total} 个问题"
TODAY, YESTERDAY, THIS_WEEK = "今天", "昨天", "本周"
WHICH_DAY = "请这样写：/digest、/digest 昨天、/digest 本周，或 /digest 2021-05-03（不能是以后的日子）"
HEAD_OF_DAYS = "{first} 至 {last} 汇总"
HEAD_OF_MORNING = "{morning} 日报（{first:%-m月%-d日}的情况）"
HEAD_OF_MORNING_AFTER = "{morning} 日报（{first:%-m月%-d日}至{last:%-m月%-d日}的情况）"
CHART, THE_REGISTER, MORNINGS = "图表", "台账", "何时发日报"
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
NOTHING_NEW, NOTHING_TODAY, NOTHING_YESTERDAY = "没有新的变化。", "今天还没有新的变化。", "昨日无变化。"
UNKNOWN_HOLIDAYS = "{year} 年的放假安排还不知道，工作日先按周一到周五算。"
UPDATES = "新进展 {count} 条："
UPDATE = "· {code} {unit}：{text}"
UPDATE_FILES = "（附 {count} 个）"
UNANSWERED = "提问 {asked} 次，没有答上来的 {count} 个："
ALL_ANSWERED = "提问 {asked} 次，都有答复。"
QUESTION = "· {text}"
QUESTION_TIMES = "· {text}（{times} 次）"
MORE = "……另有 {count} 条"
BACKUP_FAILED = "今天的自动备份没有成功，请运维人员看日志、查磁盘空间。"
CHART = "整改情况"
CHART_COUNTS = "共 {total} 个问题，未见完成 {open} 个"
CHART_TOTAL = "{count} 个"
CHART_REST, CHART_REST_CODE = "其余 {count} 类", "+{count}"
CHART_TREND = "未见完成的问题"
CHART_CAPTION = "{day} 整改情况：共 {total} 个问题，未见完成 {open} 个（没有写明已完成，也没有销号）。"
CHART_COLOURS = "颜色：{names}"
CHART_LINE = "下面的线：未见完成的问题，{first} 有 {before} 个，{last} 有 {now} 个。"
