"""A town to test in: the whole bot on the in-process Bot API, over a really migrated temporary database."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from telegram import Update

from bot.app import build_bot
from bot.delivery import Delivery, sender
from bot.fetching import fetching
from bot.opening import load_shipped_notice
from bot.settings import Settings
from bot.shapes import Account, Json, command_entity
from bot.shown import Shown
from db import people
from db.engine import Database
from db.migrate import upgrade
from db.models import PersonRow
from handlers.context import App, services_of
from knowledge.model import Role
from tests import databases
from tests.simulated_telegram import SimulatedTelegram

DATA = Path(__file__).parent / "data"
MORNING = datetime(2021, 3, 5, 1, 0, tzinfo=UTC)


@dataclass(slots=True)
class Clock:
    """A clock that stands still until it is moved."""

    time: datetime = MORNING

    def now(self) -> datetime:
        return self.time

    def pass_by(self, duration: timedelta) -> None:
        self.time += duration


def settings(folder: Path) -> Settings:
    url = databases.present().empty(folder / "town.db")
    return Settings(None, "https://api.telegram.org", None, folder, url, ZoneInfo("Asia/Shanghai"), 180)


def with_shipped_notice(database: Database) -> None:
    """Really migrated, with the shipped notice; databases are copied from one, as Alembic takes longer than
    most tests."""
    upgrade(database)
    load_shipped_notice(database, MORNING)


class Town:
    """The bot and the people who write to it; ``open`` again is a restart."""

    def __init__(self, folder: Path, make: databases.Make | None = with_shipped_notice) -> None:
        """Over the database that is in the folder, where none is made."""
        self.clock = Clock()
        self.telegram = SimulatedTelegram(self.clock.now)
        if make is not None:
            databases.present().made(folder / "town.db", make)
        self.settings = settings(folder)
        self.database = Database(self.settings.database_url)
        self._people = 0
        self.rebuild()

    @property
    def application(self) -> App:
        return self.bot.application

    def rebuild(self) -> None:
        """Another bot over the same database, as the settings are now; it is not opened yet."""
        self.bot = build_bot(self.settings, self.database, self.clock.now, self.telegram)

    async def open(self) -> None:
        await self.application.initialize()

    async def close(self) -> None:
        await self.application.shutdown()
        services_of(self.application).close()

    async def restart(self) -> None:
        await self.close()
        self.rebuild()
        await self.open()

    async def deliver(self) -> None:
        """Sends what the outbox owes, until it owes nothing."""
        services = services_of(self.application)

        async def sleep(seconds: float) -> None:
            self.clock.pass_by(timedelta(seconds=seconds))

        send = sender(self.application)
        delivery = Delivery(self.database, services.pool, send, self.clock.now, self.settings.zone, sleep)
        while await delivery.send_batch():
            pass

    async def fetch(self) -> None:
        """Fetches the photos and files that are owed now."""
        await fetching(self.application).fetch_batch()

    def enrol_many(self, role: Role, how_many: int) -> None:
        """Gives the role to the people with the ids from 1 on."""
        with self.database.transaction() as session:
            for person_id in range(1, how_many + 1):
                row = PersonRow(id=person_id, name="某", role=role, unit="", joined_at=self.clock.now())
                session.add(row)

    def newcomer(self, name: str = "某人") -> "Someone":
        """A person the bot does not know."""
        self._people += 1
        return Someone(self, Account(1000 + self._people, name))

    async def invited(self, role: Role, unit: str | None = None) -> "Someone":
        """A person who joined by an invitation."""
        someone = self.newcomer()
        code = people.invite(self.database, role, unit, self.clock.now())
        assert "已加入" in await someone.says(f"/join {code}")
        return someone


@dataclass(slots=True)
class Someone:
    """A person at a phone: what they say and tap, and what they see."""

    town: Town
    account: Account
    seen: list[Shown] = field(default_factory=list)

    async def says(self, text: str, group: Account | None = None) -> str:
        """What the bot answers, as plain text; nothing if it is silent."""
        return await self.does(self.town.telegram.says(self.account, text, group))

    async def sends(self, content: Json, group: Account | None = None) -> str:
        """The answer to a message of another kind."""
        return await self.does(self.town.telegram.sends(self.account, content, group))

    async def uploads(self, name: str, data: bytes, caption: str = "", **of_document: Any) -> str:
        """The answer to a file; ``of_document`` holds fields that are other than the file's own."""
        return await self.does(self.town.telegram.uploads(self.account, name, data, caption, **of_document))

    async def photographs(self, data: bytes, caption: str = "", album: str | None = None, **more: Any) -> str:
        """The answer to a photo; those of an album are sent together, each with its own update."""
        together = {"media_group_id": album} if album else {}
        return await self.does(
            self.town.telegram.photographs(self.account, data, caption, **together, **more)
        )

    async def replies(self, to: Shown, text: str) -> str:
        """The answer to a reply to a message of the bot's."""
        content = {"text": text, "reply_to_message": self.town.telegram.message(to)}
        return await self.sends(content | command_entity(text))

    async def edits(self, earlier: Json, text: str) -> str:
        """What comes when the words of a message, given as its update, are changed."""
        return await self.does(self.town.telegram.edits(self.account, earlier, text))

    async def hears(self) -> str:
        """The newest message the bot sent of its own accord, which can be tapped now."""
        await self.town.deliver()
        mine = [one for one in self.town.telegram.shown if one.chat_id == self.account.id]
        self.seen.append(mine[-1])
        return mine[-1].text

    async def taps(self, label: str, on: Shown | None = None) -> str:
        """What the tap on a button brings; by default on the last message that has it."""
        message = on or next(shown for shown in reversed(self.seen) if label in self.labels(shown))
        button = next(button for button in message.buttons if button.label == label)
        return await self.does(self.town.telegram.taps(self.account, message, button))

    async def types(self, text: str) -> list[Json]:
        """What is offered for what they type after the bot's name, in whatever chat."""
        query = self.town.telegram.types(self.account, text)
        await self.does(query)
        return self.town.telegram.offers(query)

    def sends_offered(self, offered: Json, group: Account) -> Shown:
        """What the group sees when they choose what was offered."""
        return self.town.telegram.chooses(self.account, offered, group)

    async def blocks(self, blocked: bool = True) -> None:
        """Blocks the bot, or lets it speak again."""
        await self.does(self.town.telegram.blocks(self.account, blocked))

    async def taps_data(self, data: str) -> str:
        """A tap on a button as an old or forged message may carry it."""
        message = next(shown for shown in reversed(self.seen) if shown.buttons)
        button = type(message.buttons[0])("?", data)
        return await self.does(self.town.telegram.taps(self.account, message, button))

    @property
    def last(self) -> Shown:
        """The last message seen, sent or changed."""
        return next(shown for shown in reversed(self.seen) if shown.message_id)

    @staticmethod
    def labels(shown: Shown) -> list[str]:
        return [button.label for button in shown.buttons]

    async def does(self, update: Json) -> str:
        """What the bot answers to what they did, given as its update."""
        before = len(self.town.telegram.shown)
        await self.town.bot.handle(update)
        answers = self.town.telegram.shown[before:]
        self.seen += answers
        return "\n\n".join(shown.text for shown in answers)


async def receive(town: Town, contents: list[Json]) -> None:
    """Takes updates in through the intake, as polling does, and handles what it lets through. Each comes
    from somebody else, so that nobody's budget of messages runs out."""
    raws = [{"update_id": town.telegram.next_id(), **content} for content in contents]
    for number, raw in enumerate(raws):
        said = raw.get("message") or raw.get("callback_query")
        if isinstance(said, dict) and isinstance(said.get("from"), dict):
            said["from"]["id"] = number + 1
    town.clock.pass_by(timedelta(minutes=2))
    await town.bot.intake.accept(raws)
    queue = town.application.update_queue
    while not queue.empty():
        update = cast(Update, queue.get_nowait())
        if update.effective_chat is not None:
            town.telegram.meet(update.effective_chat.to_dict())
        handling = town.application.process_update(update)
        await town.application.update_processor.process_update(update, handling)
        if queue.empty():  # what waited for room may come now
            await town.bot.intake.settle()
    services_of(town.application).budgets.forget()
