"""What citizens read of the bot itself, and what is said more plainly."""

WHO_SPEAKS = (
    "我是一个程序（机器人），不是真人。我只知道这份通报里写的，和发布以后的进展：\n{title}\n"
    "通报里没有的，我不会猜。要找人说，{way}"
)
ANONYMITY = (
    "问我什么，都不记您的姓名和账号，只记一个打乱了的代号，光凭它认不出您。\n"
    "提意见时，别的群众看不到，办理的人也看不到您是谁；您的账号编号只用来给您回话。\n"
    "发“隐私”看全部，发“删除我的数据”当场删除。"
)
