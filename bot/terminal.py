"""Chat with the bot in a terminal: the same handlers, the same cards, buttons as numbers."""

import asyncio
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from bot import texts
from bot.app import Bot
from bot.fetching import fetching
from bot.offline import OfflineTelegram
from bot.problem import cannot_open
from bot.shapes import BOT_NAME, Account, Json
from bot.shown import Button, Shown
from handlers.context import services_of
from handlers.views.html import plain
from knowledge.model import Role

_LONGEST_NUMBER = 2
# Telegram's accounts have positive ids, so these can never be anybody's.
_ACCOUNTS = {
    Role.CITIZEN: Account(-1, "终端群众"),
    Role.STAFF: Account(-2, "终端工作人员"),
    Role.SUPERVISOR: Account(-3, "终端督办人员"),
    Role.ADMIN: Account(-4, "终端管理员"),
}


def account(role: Role) -> Account:
    """Who sits at the terminal in this role."""
    return _ACCOUNTS[role]


def chat(bot: Bot, telegram: OfflineTelegram, role: Role) -> None:
    """Talks until the input ends or is interrupted; piped input gets answers only."""
    application = bot.application
    interactive = sys.stdin.isatty()
    if interactive:
        print(texts.CHAT_HELP)
        if role is not Role.CITIZEN:
            print(texts.SEND_FILES)
    talk = _Talk(bot, telegram, account(role))
    with asyncio.Runner() as runner:
        runner.run(application.initialize())
        try:
            for line in _typed() if interactive else _piped():
                for answer in runner.run(talk.hear(line)):
                    print(answer, flush=True)
        except (EOFError, KeyboardInterrupt):
            print()
        finally:
            runner.run(application.shutdown())
            services_of(application).close()


def _typed() -> Iterator[str]:
    with suppress(ImportError):  # where the system has it, it gives input() its line editing
        import readline  # noqa: F401
    while True:
        if line := input(texts.PROMPT).strip():
            yield line


def _piped() -> Iterator[str]:
    return (line.strip() for line in sys.stdin if line.strip())


# The in-process bot's name is nobody's on Telegram, or a stranger's.
_LINK = re.compile(rf"https://t\.me/{BOT_NAME}\S*", re.ASCII)


class _Talk:
    """One person's side: what was shown last decides what a number means."""

    def __init__(self, bot: Bot, telegram: OfflineTelegram, who: Account) -> None:
        self._bot = bot
        self._telegram = telegram
        self._who = who
        self._last: Shown | None = None

    async def hear(self, line: str) -> list[str]:
        """Everything that comes back for a line, ready to be printed: for a button's number, or for words."""
        before = len(self._telegram.shown)
        if line.strip().isdecimal() and len(line.strip()) <= _LONGEST_NUMBER:
            buttons = self._last.buttons if self._last else ()
            number = int(line)
            if self._last is None or not 1 <= number <= len(buttons):
                return [texts.NO_BUTTON.format(number=number)]
            update = self._telegram.taps(self._who, self._last, buttons[number - 1])
        elif file := _file(line):
            try:
                update = self._sent(line, file)
            except OSError as failure:
                return [str(cannot_open(file, failure))]
        else:
            update = self._telegram.says(self._who, line)
        await self._bot.handle(update)
        await fetching(self._bot.application).fetch_batch()
        answers = self._telegram.shown[before:]
        self._last = next((shown for shown in reversed(answers) if shown.message_id), self._last)
        return [_render(shown) for shown in answers]

    def _sent(self, line: str, file: Path) -> Json:
        """The file as it is, or as a photo with what is written behind its path. Raises OSError."""
        if not os.path.isfile(file):
            raise FileNotFoundError(file)
        if not line.startswith(texts.PHOTO):
            return self._telegram.uploads(self._who, file.name, file.read_bytes())
        caption = " ".join(line.split()[2:])
        return self._telegram.photographs(self._who, file.read_bytes(), caption)


def _file(line: str) -> Path | None:
    """What the terminal has in place of a paper clip: "文件 路径" or "照片 路径 一句话"; "文件 哪天发的" is a
    question."""
    word, *rest = line.split()
    if word not in (texts.FILE, texts.PHOTO) or not rest:
        return None
    # Those of os.path take whatever is typed: a name that is too long, or ~ of nobody's.
    file = Path(os.path.expanduser(rest[0] if word == texts.PHOTO else " ".join(rest)))
    return file if file.suffix or os.path.isfile(file) else None


def _render(shown: Shown) -> str:
    if not shown.message_id:
        return texts.ALERT.format(text=shown.text)
    files = [texts.WITH_FILES.format(count=len(shown.files))] if shown.files else []
    said = _LINK.sub(texts.LINK_NEEDS_TOKEN, plain(shown.html))
    return "\n".join(["", said, *files, *_numbered(shown.rows), ""])


def _numbered(rows: Iterable[Iterable[Button]]) -> list[str]:
    """The buttons row by row, each with the number that taps it."""
    lines, number = [], 0
    for row in rows:
        labels = []
        for button in row:
            number += 1
            labels.append(f"[{number}] {button.label}")
        lines.append("  ".join(labels))
    return lines
