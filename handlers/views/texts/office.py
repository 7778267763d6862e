"""What people who work here say in place of a command, and what they read below an answer."""

from handlers.views.texts import commands
from handlers.views.texts.commands import Command

# Whole messages, with what follows the command then; of two, the first that the sender's role has.
OTHER_WORDS: tuple[tuple[Command, str, str], ...] = (
    (commands.REGISTER, "", "导出 导出台账 台账导出 下载台账 整改台账 看台账 要台账 导出表格 把台账发我"),
    (commands.REGISTER, "", "发我台账 发台账 发个台账 给我台账 看看台账 给我看看台账 导出excel 给我个excel"),
    (commands.DIGEST, "", "逾期 逾期的 逾期情况 逾期问题 哪些逾期 逾期的有哪些 谁逾期 哪些问题逾期"),
    (commands.DIGEST, "", "统计 统计数据 图表 看日报 今日日报 今天日报 今天的日报"),
    (commands.DIGEST, "", "待办 有什么要办的 今天有什么要办的"),
    (commands.DIGEST, "", "临期 临期的有哪些 哪些临期 快到期 快到期的 哪些快到期 快到期的有哪些 谁快到期"),
    # Its button says when it comes.
    (commands.DIGEST, "", "何时发日报 几点发日报 什么时候发日报 日报几点发 改日报时间 日报时间"),
    (commands.DIGEST, "", "不要发日报 不发日报 停发日报 不要日报 别发日报"),
    (commands.DIGEST, "昨天", "昨天日报 昨天的日报 昨日日报"),
    (commands.DIGEST, "本周", "周报 本周周报 本周日报 这周日报"),
    (commands.DIGEST, "上周", "上周周报 上周日报 上周的日报"),
    (commands.DIGEST, "本月", "月报 本月月报 本月日报 这个月日报"),
    (commands.DIGEST, "上个月", "上月月报 上个月月报 上月日报 上个月日报"),
    (commands.PENDING, "", "审核 审批 待审 待审批 待核实 销号审核 审核销号 下一个 稍后"),
    (commands.PENDING, "", "有没有要我批的 还有没有要我批的 有没有要批的 有没有要审的 有要我批的吗"),
    (commands.OPINIONS, "", "意见 群众来信 答复意见 待答复 等答复的"),
    (commands.MISSED, "", "未答 没答上来的 没答上的"),
    (commands.MINE, "", "待办 有什么要办的 今天有什么要办的 我的任务 我的问题 我的待办 我负责哪些"),
    (commands.MINE, "", "有什么要我办的 有没有要我办的 有什么要我做的"),
    (commands.DRAFTS, "", "我的草稿 草稿箱"),
    (commands.INVITE, "", "加人 怎么加人 怎么邀请 怎么请人 邀请人 添加人员 加工作人员 加督办人员"),
    (commands.PEOPLE, "", "有哪些人 人员名单 人员列表 撤人 怎么撤人 删人"),
    (commands.NOTICES, "", "换通报 怎么换通报 上传通报 更新通报 删除通报 撤回通报 通报列表"),
)  # fmt: skip

IN_THE_RECORD = "台账里：责任单位 {unit}，责任人 {owner}，时限 {due}（群众看不到这一行）"
NO_OWNER = "（未填）"
YOUR_WORK = "要办工作上的事，发：{phrases}；发“帮助”看怎么写。"
NOT_PUBLISHED = "您这句话没有发布。要发成进展，前面写上“进展”和编号：\n进展 {code} {text}"
NOT_PUBLISHED_CODE = "编号"
TO_UNDO = "发错了进展：10 分钟内点那张收据下面的“撤回”，以后点“更正”。"
