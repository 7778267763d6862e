"""What people read when they are let in."""

from knowledge.model import Role

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
    Role.STAFF: "发布进展，一条消息就行：\n/progress {code} 这里写进展内容",
    Role.SUPERVISOR: "发“日报”看今天的情况；也可以发布进展：/progress {code} 内容",
    Role.ADMIN: "邀请工作人员请在服务器上运行：python -m bot invite staff",
}
JOIN_WITHOUT_CODE = "请把邀请码写在命令后面：/join 邀请码"
JOIN_UNKNOWN = "邀请码不对，请核对后再发，或向管理员要一个新的。"
JOIN_USED = "这个邀请码已经用过了，请向管理员要一个新的。"
JOIN_TOO_OFTEN = "邀请码错得太多次了，请一小时后再试，或请管理员发链接给您。"
SOMEBODY_JOINED = "{name} 凭邀请码加入，成为{unit}的{role}。不认识的话请点“撤销”。"
REVOKE = "撤销"
REVOKED = "已撤销：{person}。从下一条消息起生效。"
ALREADY_REVOKED = "此人已没有角色，或您不是管理员。"
PEOPLE_HEAD = "有角色的共 {count} 人："
PERSON = "{name}（{unit}，{role}）"
NOT_ADMIN = "这是管理员用的命令。"
JOIN_EXPIRED = "这个邀请码已过期（24 小时内有效），请向管理员要一个新的。"
