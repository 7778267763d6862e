"""The commands: one table, from which menus, help and the Chinese phrases are made."""

from dataclasses import dataclass

from knowledge.model import Role

ALL = frozenset(Role)
STAFF = frozenset({Role.STAFF, Role.SUPERVISOR})
SUPERVISORS = frozenset({Role.SUPERVISOR})
ADMINS = frozenset({Role.ADMIN})
NOBODY: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Command:
    """``phrase`` works like /name; ``shown_to`` sees it in menu and help."""

    name: str
    phrase: str | None
    zh: str
    en: str
    shown_to: frozenset[Role]
    example: str = ""


START = Command("start", "开始", "从头开始", "Start", NOBODY)
LIST = Command("list", "目录", "全部问题的目录", "All findings", ALL)
ITEM = Command("item", "查看", "按编号查看一个问题", "One finding by its code", ALL, "1.2.6")
STATUS = Command("status", "整改情况", "整改总体情况", "Where the findings stand", ALL)
CONTACT = Command("contact", "联系方式", "联系电话和邮箱", "Phone and e-mail", ALL)
FOLLOW = Command("follow", "关注", "关注一个问题，有进展告诉您", "Follow a finding", ALL, "1.2.6")
UNFOLLOW = Command("unfollow", "取消关注", "不再关注", "Follow no more", NOBODY, "1.2.6")
MY = Command("my", "我的", "我关注的，什么时候告诉我", "What I follow", ALL)
TOWN = Command("town", "我的镇", "先看哪个镇的通报", "Which town comes first", ALL, "青岭镇")
REPORT = Command("report", "提意见", "提意见、建议，有编号有答复", "Send an opinion", ALL, "您的意见")
OPINIONS = Command("opinions", "群众意见", "等您答复的群众意见", "Opinions to answer", STAFF)
PROGRESS = Command("progress", "进展", "发布一条进展", "Publish progress", STAFF, "1.2.6 进展内容")
MINE = Command("mine", "我负责的", "我单位负责的问题", "Findings of my unit", STAFF)
DRAFTS = Command("drafts", "草稿", "还没发布的草稿", "Drafts not published yet", STAFF)
MISSED = Command("missed", "未答问题", "没有答上来的问题", "Questions without an answer", STAFF)
PENDING = Command("pending", "待审核", "等您审核的事", "What waits for you", SUPERVISORS)
REGISTER = Command("register", "台账", "整改台账（Excel）", "The register in Excel", SUPERVISORS)
ASSIGN = Command(
    "assign", "指派", "指派责任单位和责任人", "Say whose a finding is", SUPERVISORS, "1.2.6 单位 责任人"
)
DUE = Command("due", "时限", "定整改时限", "Set a deadline", SUPERVISORS, "1.2.6 2021-06-30")
DIGEST = Command("digest", "日报", "今天的日报", "Today's digest", SUPERVISORS)
POSTER = Command(
    "poster", "海报", "贴公开栏的海报，可写编号", "A poster for the notice board", SUPERVISORS | ADMINS
)
HELP = Command("help", "帮助", "怎么用", "Help", ALL)
PRIVACY = Command("privacy", "隐私", "记录了哪些信息", "What is recorded", ALL)
FORGET = Command("forget", "删除我的数据", "删除与您有关的记录", "Erase what is kept of me", ALL)
JOIN = Command("join", None, "凭邀请码加入", "Join with an invitation", NOBODY, "邀请码")

INVITE = Command("invite", "邀请", "邀请一个人", "Invite somebody", ADMINS, "工作人员 环保办")
PEOPLE = Command("people", "人员", "有角色的人，可撤销", "People with a role", ADMINS)
NOTICES = Command("notices", "通报", "有哪些通报，怎样换一份", "The notices there are", ADMINS)

COMMANDS = (
    START,
    LIST,
    ITEM,
    STATUS,
    FOLLOW,
    UNFOLLOW,
    MY,
    TOWN,
    CONTACT,
    REPORT,
    PROGRESS,
    MINE,
    DRAFTS,
    MISSED,
    OPINIONS,
    DIGEST,
    PENDING,
    REGISTER,
    POSTER,
    ASSIGN,
    DUE,
    INVITE,
    PEOPLE,
    NOTICES,
    HELP,
    PRIVACY,
    FORGET,
    JOIN,
)


def for_role(role: Role) -> tuple[Command, ...]:
    """What a person of this role finds in the menu."""
    return tuple(command for command in COMMANDS if role in command.shown_to)
