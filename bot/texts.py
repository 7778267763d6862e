"""What the command line says."""

from db.audit import Kind

NO_TOKEN = "没有设置 BOT_TOKEN，先在终端里聊（不连 Telegram；正式上线请设置 BOT_TOKEN）。"
CHAT_HELP = "直接打字提问，比如：哪些问题还没整改完。要点按钮就输入它前面的数字；按 Ctrl-D 结束。"
FILE, PHOTO = "文件", "照片"
SEND_FILES = "要发文件就输入：文件 路径；发照片：照片 路径，后面可以跟一句话。"
WITH_FILES = "（附文件 {count} 个，终端里不显示；台账可用 python -m bot register export 文件名 写出）"
PROMPT = "您> "
ALERT = "（提示）{text}"

CANNOT_OPEN = "打不开文件 {path}：{why}。"
NO_FILE, NO_PERMISSION, IS_FOLDER = "没有这个文件", "没有读取权限", "它不是一个可以读的文件"
DISK_FULL = "磁盘满了，写不下去；请清理出空间再试。"
READ_ONLY = "写不了 {path}：它所在的磁盘是只读的。"
NO_SUCH_FOLDER = "没有 {folder} 这个文件夹"
BAD_SALT = "文件 {path} 里不是本程序写的盐，请从备份取回；删掉它重来，以前的问题就无法按人删除了。"
NO_TEXT = "它不是 UTF-8 文本"

CONFIRM = "载入后由这份通报作答。确定载入吗？输入 y 确定："
NOT_CONFIRMED = "没有载入。"
NEEDS_YES = "没有终端可以确认，请加 --yes 再运行；这次没有载入。"
LOADED = "已载入，共 {count} 个问题。正在运行的机器人会自动更新。"
ALIASES = "另有 {count} 条群众的叫法（同名 .aliases.tsv），已一并载入。"
SEVERAL_NEED_YES = (
    "一次载入 {count} 个文件不逐份确认，请加 --yes 再运行；这次没有载入。先看一份读得对不对：parse 文件"
)
LOADED_ONE = "✓ {path}：《{title}》，{count} 个问题，要核对的 {doubts} 处"
LOADED_BEFORE = "= {path}：《{title}》已经在用，没有变化"
LOADED_SEVERAL = "载入 {count} 份，没有载入 {failed} 份。正在运行的机器人会自动更新。"
ALREADY_LOADED = "这份通报已经在用，没有变化。"

INVITATION = "邀请码：{code}\n24 小时内有效，只能用一次。请对方在和机器人的私聊里发：/join {code}"
INVITED_TO = "请到：{town}"
COUNTY = "全县"
NO_SUCH_TOWN = "没有叫“{name}”的镇。现有：{towns}。"
WHICH_TOWN = "现在有 {count} 个镇的通报，请说明请到哪一个：--town 镇名（{towns}），或 --county（全县都管）。"
SEVERAL_TOWNS = "“{name}”不止一个：{towns}。请写全。"
TOWN_OR_COUNTY = "--town 和 --county 只能写一个：请到一个镇，或全县都管。"
BLANK = "{option} 后面是空的，请写上名字。"
NO_NOTICE_YET = "{town}还没有通报，请管理员把文件发来。"
TOWNS_THERE_ARE = "镇名写错了请重新邀请，现有：{towns}。"
AND_MORE_TOWNS = "等 {count} 个"
INVITATION_LINK = "或点链接：https://t.me/{bot}?start={code}"
NO_LINK = "没有给出链接：{why}。"
LINK_NEEDS_TOKEN = "（没有设置 BOT_TOKEN，给不出链接）"
WHY_NO_TOKEN, WHY_NO_TELEGRAM = "没有设置 BOT_TOKEN", "现在连不上 Telegram"
WHY_BAD_TOKEN = "Telegram 不认 BOT_TOKEN"

BAD_LINE = "{path} 第 {line} 行不是一条标注问题（要有 q；codes 是列表），请改正后再试。"
RATES_HEAD = "类别          问题数 首位对 前三对 直接答 给选项 没答上 意图对 重点句对"
RATES_ROW = (
    "{kind:<14}{rates.asked:>5}  {rates.hit1:>5}  {rates.hit3:>5} {rates.answered:>6} {rates.choices:>6}"
    " {rates.refused:>6} {rates.right_intent:>6}    {rates.focused}/{rates.labelled_focus}"
)
ALL_FINDINGS, ALL_OTHERS = "all-findings", "all-others"
USAGE = "命令写得不对，应当这样写：{usage}（有空格的问题请加引号；python -m bot -h 列出全部命令）"
BAD_TOKEN = "BOT_TOKEN 无效：Telegram 不认这个令牌，请到 BotFather 核对。"
NO_TELEGRAM = "连不上 Telegram（{why}），请检查网络、BOT_PROXY 和 BOT_API_URL。"
BAD_DATABASE = (
    "数据库打不开或读写不了：请检查 BOT_DATABASE_URL 指的是不是本程序的数据库，以及文件夹权限和磁盘空间"
    "（PostgreSQL：服务器是否在运行，主机、库名、用户和密码对不对）。"
)
DATABASE_TOO_NEW = "数据库是更新版本的整改通建立的，请升级程序后再运行。"
DATABASE_IN_SERVICE = "数据库要升级，可旧版本的机器人还在用它。请先停下所有进程，再运行新版本。"
WAITING_TO_UPGRADE = "数据库要升级，在等旧版本的进程停下（最多 60 秒）……"
WAITING_FOR_RECEIVER = "另一个进程正用着这个数据文件夹接收消息，等它结束（最多 60 秒）……"
STILL_RUNNING = "机器人正在运行，请先停下它再恢复；什么都没有改动。"
SECOND_RECEIVER = "另一个机器人进程一直在接收消息，本进程停止。同一个令牌、同一个数据文件夹只能运行一个。"
CONFLICT = "Telegram 说另有程序在用同一个令牌接收消息；等待 60 秒，不行就停止。"
WEBHOOK_TAKEN_OFF = "原来设有 webhook，已撤掉，改为自己去取消息；没有送达的消息仍会收到。"
WEBHOOK_SET = "已请 Telegram 把消息送到 {host}。"
WEBHOOK_REFUSED = "Telegram 不接受 BOT_WEBHOOK_URL（{why}），请检查域名、端口和证书。"
LISTENING = "在 {host}:{port} 监听。"
CANNOT_LISTEN = "不能在 {where} 监听（{why}），请检查 BOT_LISTEN，或是否有别的程序占着这个端口。"
BESIDE_ENDED = "发通知或定时任务的部分意外停了，本进程停止，请由进程管理器重新启动；原因见日志。"
DEAF = "5 分钟没有从 Telegram 收到任何应答，停止运行，请由进程管理器重新启动。"
IN_SERVICE = (
    "这个数据文件夹正式机器人在用，终端里办的事群众会看到。确定要办请加 --yes；试用请另设 BOT_DATA_DIR。"
)
NOTICE = "{id}\t{mark}\t{loaded} 载入\t{count} 个问题\t{title}（{issued}）"
WITHDRAWN = "已撤回通报 {id}，它和它的进展仍然留存。"
WITHDRAWN_LAST = (
    "现在没有使用中的通报：群众问什么都只答“通报还没有放进来”，进展、日报、台账也办不了，"
    "直到用 python -m bot load 文件 载入一份。"
)
NO_SUCH_NOTICE = "没有编号为 {id} 的通报，或它已经撤回。用 python -m bot notices list 看有哪些。"
NOBODY = "还没有人有角色。用 python -m bot invite 请人来。"
NO_SUCH_PERSON = "没有编号 {id} 的人；python -m bot people list 列出编号。"
REVOKED = "已撤销：{person}。从此人的下一条消息起生效。"
BAD_PHRASE = "文件 {path} 里这一行不是常用语（要写：状态、制表符、句子）：{line}"
NO_BUTTON = "没有 {number} 号按钮；要提问请打字。"

AUDIT_WHOLE = "✓ 历史共 {count} 行，环环相扣，与现有记录一致。最后一环：{link}"
AUDIT_FAULTS = {
    Kind.LINE: "✗ 历史第 {id} 行被改动过。",
    Kind.CHAIN: "✗ 历史在第 {id} 行断开：这里有行被改动、删除或插入。",
    Kind.DRAFT: "✗ 第 {id} 条草稿与写下时记下的不一致，或已不在。",
    Kind.CLOSEOUT: "✗ 第 {id} 步销号与办理时记下的不一致，或已不在。",
    Kind.FILE: "✗ 第 {id} 个照片或文件的登记与收下时记下的不一致，或已不在。",
    Kind.OWNERSHIP: "✗ 问题 {id} 的责任单位、责任人或时限与指派时记下的不一致，或已不在。",
    Kind.OPINION: "✗ 第 {id} 件群众意见与办理时记下的不一致，或已不在。",
    Kind.ALIASES: "✗ 群众的叫法与历史第 {id} 行记下的不一致。",
    Kind.UPDATE: "✗ 第 {id} 条进展与发布时记下的不一致，或已不在。",
    Kind.NOTICE: "✗ 通报 {id} 与载入时的内容不一致，或已不在。",
    Kind.PERSON: "✗ 账号 {id} 的角色或单位与历史记下的不一致。",
}

BACKED_UP = "✓ 已备份到 {path}，打开核对过；历史 {count} 行，最后一环：{link}"
BACKUP_BROKEN = "备份写好后打不开，没有留下；请检查磁盘空间后再试。"
NO_BACKUP = "文件 {path} 不是本程序的备份，或已损坏；什么都没有改动。"
RESTORE_NEEDS_YES = "这里已有数据库 {path}。确定要用备份替换它，请加 --yes 再运行（原来的会留存）。"
RESTORE_FAULTS = "备份里的历史不完整，没有恢复："
RESTORED = "✓ 已从 {path} 恢复，历史 {count} 行完整。"
RESTORE_KEPT = "原来的文件留在 {path}，确认无误后可以删除。"

NOT_FROM_POSTGRESQL = (
    "数据在 PostgreSQL 里：备份请用 pg_dump，恢复请用 pg_restore，"
    "并另存数据文件夹里的 evidence、salt 和自加的词；这次什么都没有改动。"
)
DOCTOR_PG_DUMP = "数据在 PostgreSQL 里，备份由 pg_dump 负责（见 docs/operations.md）"
MOVE_FROM = "只能从 SQLite 搬到 PostgreSQL：BOT_DATABASE_URL 现在指的不是 SQLite 文件。"
MOVE_TO = "只能搬到 PostgreSQL：目标要写成 postgresql+psycopg://用户:密码@主机/库名。"
NOTHING_TO_MOVE = "没有数据库文件 {path}，没有可搬的。"
MOVE_UNREACHABLE = (
    "连不上目标库，什么都没有搬：请检查 PostgreSQL 服务器是否在运行，主机、端口、库名、用户和密码对不对。"
)
MOVE_NOT_EMPTY = "目标库不是空的（已有 {table}），什么都没有改动；请新建一个空库再搬。"
MOVE_DIFFERS = "表 {table} 有一行搬过去与原来不一致，没有搬；目标库仍是空的，原来的数据库没有改动。"
MOVE_OLD = "数据库还是旧版本的，没有搬；请先备份，运行一次 python -m bot 让它升级，停下后再搬。"
MOVING = "{table}：{count} 行"
MOVED = (
    "✓ 已搬到 PostgreSQL：{copied.tables} 张表 {copied.rows} 行，逐行核对一致；"
    "历史 {found.lines} 行，最后一环：{found.last_link}"
)

DOCTOR_EVIDENCE = "照片和文件 {count} 个，都在，没有被改动"
DOCTOR_EVIDENCE_FAULTY = (
    "照片和文件有 {count} 个不见了或被改动过（第一个：{name}），请从备份取回 evidence 文件夹里的同名文件"
)
DOCTOR_WELL, DOCTOR_ILL = "✓ {line}", "✗ {line}"
DOCTOR_SETTINGS = "设置可用；时区 {zone}，现在 {now:%Y-%m-%d %H:%M}"
DOCTOR_NO_FOLDER = "还没有数据文件夹 {path}，第一次运行时会建立"
DOCTOR_NO_PLACE = "{path} 那里建不了数据文件夹，请检查 BOT_DATA_DIR"
DOCTOR_FOLDER = "数据文件夹 {path} 只有本用户能读"
DOCTOR_OPEN_TO_OTHERS = "{path} 别的用户也能读，请运行：chmod -R go= 数据文件夹"
DOCTOR_DISK = "磁盘还有 {free:.1f} GB"
DOCTOR_DISK_FULL = "磁盘只剩 {free:.0f} MB，请清理出至少 500 MB"
DOCTOR_NO_DATABASE = "还没有数据库，第一次运行时会建立"
DOCTOR_OLD_DATABASE = "数据库还是旧版本的，请先备份，再运行一次 python -m bot，它会自动升级"
DOCTOR_ON_SERVER = "{product} 的 {name} 库"
DOCTOR_DATABASE = "数据库（{which}）能打开，是当前版本"
DOCTOR_HISTORY = "历史 {count} 行完整"
DOCTOR_FORGED = "历史或记录被改动过，请运行 python -m bot audit 看是哪里"
DOCTOR_CLOCK = "时钟没有倒退"
DOCTOR_CLOCK_BEHIND = "时钟比最近一条记录（{newest}）还早，请校准系统时间"
DIGEST_WRITTEN = "✓ 日报、图表和台账已写到文件夹 {folder}。"
DAY_TO_COME = "{day} 还没到，请给今天或以前的日期。"
CONFIRM_IMPORT = "确定照这样导入吗？输入 y 确定："
IMPORT_NEEDS_YES = "没有终端可以确认，请加 --yes 再运行；这次没有导入。"
IMPORTED = "✓ 已导入 {count} 处，涉及 {findings} 个问题。正在运行的机器人会自动更新。"
EXPORTED = "✓ {of}整改台账已写到 {path}，{count} 个问题。"
POSTER_WRITTEN = "✓ {of}海报已写到 {path}，A4 纸 {count} 页，黑白打印就行。"
REGISTER_FORMAT = "台账写成 Excel 文件，文件名请以 .xlsx 结尾（现在是 {name}）；没有写出。"
POSTER_FORMAT = "海报写成 .pdf 或 .png：请这样给 --out 文件名。"
POSTER_PAGES = "PNG 只放得下一页；几个问题请写成 .pdf。"
POSTER_NO_NAME = "不知道机器人叫什么（{why}），码没法做。请加 --bot 机器人的用户名。"
POSTER_BAD_NAME = "{name} 不像机器人的用户名：只有英文字母、数字和下划线，5 到 32 个。"
POSTER_NO_CODE = "《{title}》里没有编号 {codes} 的问题，没有写海报。"
DOCTOR_NO_NOTICE = "没有使用中的通报，请运行 python -m bot load 文件"
DOCTOR_NOTICE = "使用中的通报：《{title}》，{count} 个问题"
DOCTOR_NOTICES = "使用中的通报 {notices} 份，最新的是《{title}》，{count} 个问题"
DOCTOR_BACKUP_LATER = "正式上线后，每天凌晨自动备份"
DOCTOR_NO_BACKUP = "两天没有自动备份了，请看日志、查磁盘空间"
DOCTOR_BACKUPS = "自动备份现有 {count} 份"
DOCTOR_WORDS = "词表和常用语能读"
DOCTOR_FONT = "图上的字用 {path}"
DOCTOR_NO_FONT = (
    "没有中文字体，图上只写数字和编号，中文写在图下，海报做不了；请装一个再重启："
    "apt install fonts-wqy-microhei"
)
DOCTOR_BAD_FONT = (
    "BOT_FONT 指的 {path} 读不出来，或者没有中文（现在用的是{instead}），请改成中文字体文件，或去掉 BOT_FONT"
)
DOCTOR_ONLY_DIGITS = "数字和编号"
DOCTOR_NO_TOKEN = "没有设置 BOT_TOKEN，只在终端里聊"
DOCTOR_TELEGRAM = "连得上 Telegram，机器人是 @{name}"
DOCTOR_NO_INLINE = (
    "连得上 Telegram，机器人是 @{name}；别的聊天里 @ 它还不行，要开就向 BotFather 发 /setinline"
)
DOCTOR_WEBHOOK = "Telegram 正把消息发往一个 webhook，这里收不到；重新启动机器人会撤掉它"
DOCTOR_WEBHOOK_LATER = "机器人没有运行；启动时会请 Telegram 把消息送到 {host}"
DOCTOR_WEBHOOK_ELSEWHERE = "Telegram 没有把消息送到 BOT_WEBHOOK_URL；请重新启动机器人，它会设置好"
DOCTOR_WEBHOOK_WELL = "Telegram 把消息送到 {host}，还没送达的 {count} 条；{seen}"
DOCTOR_WEBHOOK_FAILS = (
    "Telegram 送不到 {host}（{why}），有 {count} 条在等，请检查域名、证书和反向代理；{seen}"
)
DOCTOR_DOOR_SEEN = "从这台机器访问它，到的是本程序"
DOCTOR_NOT_OUR_DOOR = "从这台机器访问它，得到 {status}，到的不是本程序"
DOCTOR_DOOR_NOT_REACHED = "从这台机器访问不到它（有的网络不让绕回来）"
DOCTOR_RUNNING = "机器人正在运行"
DOCTOR_CONFLICT = "另有程序在用同一个令牌接收消息，请停掉它，或在 BotFather 换新令牌"
DOCTOR_NOBODY = "没有别的程序在用这个令牌接收消息"

DESCRIPTION = "整改通：让巡察整改通报开口说话。不带命令：有 BOT_TOKEN 就上 Telegram，没有就在终端里聊。"
COMMANDS = {
    "chat": "在终端里聊",
    "ask": "回答一个问题；写 - 则从标准输入每行读一个",
    "parse": "看一份通报会被怎样读懂，不保存",
    "load": "载入一份通报",
    "notices": "有哪些通报（list），撤回一份（withdraw 编号）",
    "invite": "给工作人员、督办人员或管理员一个邀请码",
    "people": "谁有角色（list），撤销一个人的角色（revoke 编号）",
    "backup": "备份成一个文件，机器人不用停",
    "restore": "从备份恢复（先停下机器人）",
    "migrate-to": "把 SQLite 里的全部数据搬到一个空的 PostgreSQL 库（先停下机器人）",
    "doctor": "体检：设置、数据库、磁盘、时钟、通报、连线，各一行",
    "digest": "看一天的日报（--date 日期），或连图表、台账写进文件夹（--out 文件夹）",
    "register": "把整改台账写成 Excel 文件（export 文件名），改好的读回来（import 文件名）",
    "poster": "贴村务公开栏的海报（--out 文件.pdf 或 .png），带二维码；写上编号就一个问题一页",
    "audit": "核对历史：有没有被改动",
    "evaluate": "用标注好的问题检验回答得怎么样",
}
