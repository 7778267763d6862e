"""What staff read."""

NOT_ALLOWED = (
    "发布进展是工作人员用的（想看进展，直接打字问我就行）。"
    "您如果是工作人员，请向管理员要邀请码，再发：/join 邀请码"
)
PRIVATE_ONLY = "请在和我的私聊里用这个命令，群里不办理。"
HOW_TO_POST = "请这样写，一条消息就行：\n/progress {code} 这里写进展内容"
NO_TEXT = "编号后面请写进展内容，比如：\n/progress {code} 泵站已修好，正在试运行"
NOT_A_CODE = "没有看懂编号。请这样写：\n/progress {code} 这里写进展内容\n编号可发“目录”查。"
TOO_LONG = "进展请写在 {limit} 字以内（现在 {length} 字），您的原文没有保存，请删减后再发。"

PREVIEW = "预览：发布后群众看到的就是下面这样。确认无误请点“发布”。"
PREVIEW_STATUS = "状态将显示为：{status}（从您的文字读出）。不对请点“修改”换个说法。"
PREVIEW_NO_STATUS = "您的文字没有说整改到哪一步，状态仍显示为：{status}。"
PUBLISH, REWORD, CANCEL = "发布", "修改", "取消"
PUBLISHED = "已发布。群众现在查 {code} 就能看到。"
CANCELLED = "已取消，没有发布。"
SEND_NEW_WORDING = "请把改好的进展内容发给我（只写内容，不用写编号）。不改了请发：取消"
ALREADY_PUBLISHED = "这条进展已经发布过了，不会重复发布。"
ALREADY_CANCELLED = "这条进展已经取消了，需要的话请重新写一条。"
DRAFT_GONE = "找不到这条草稿，请重新写一条。"
