"""A crash run: the real program under a steady load over a local Bot API, killed at random moments or met
by other trouble."""

import random
import resource
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

from sqlmodel import select

from bot.shapes import Account
from bot.shown import Shown
from db import evidence, people
from db.engine import Database
from db.migrate import upgrade
from db.models import EvidenceRow, UpdateRow
from knowledge.model import Role
from tests import databases
from tests.http_stub import TOKEN, HttpTelegram
from tests.pictures import picture
from tests.program import Program

# So many that nobody among them sends faster than a person's budget allows.
STAFF = [Account(20_000 + n, "工作人员") for n in range(60)]
_SECONDS_BETWEEN_MESSAGES = 0.05
_PHOTO = picture()
_LOOK_SECONDS, _PATIENCE_SECONDS = 0.5, 300
# Longer than an error of ours is tried again: what is nobody's error must be waited out.
_TROUBLE_SECONDS = 2.0


Trouble = Callable[["CrashRun", Program], AbstractContextManager[None]]


@dataclass(slots=True)
class Outcome:
    """What became of a run: what was sent, how often each was answered, what was published."""

    questions: int = 0
    unanswered: list[int] = field(default_factory=list)
    answered_twice: int = 0
    confirmed: list[str] = field(default_factory=list)
    published: Counter[str] = field(default_factory=Counter)
    photos_lost: int = 0

    @property
    def lost(self) -> list[str]:
        return [text for text in self.confirmed if text not in self.published]

    @property
    def doubled(self) -> list[str]:
        return [text for text, times in self.published.items() if times > 1]

    def assert_whole(self) -> None:
        """Something was sent, how much depends on how busy the machine is, and all of it came to its end."""
        assert self.questions
        assert self.confirmed
        assert (self.unanswered, self.lost, self.doubled, self.photos_lost) == ([], [], [], 0), self


class CrashRun:
    """Sends questions, each from a chat of its own, and progress updates that are confirmed as soon as
    their preview is seen."""

    def __init__(
        self,
        stub: HttpTelegram,
        folder: Path,
        seed: int = 1,
        label: str = "第",
        more: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """``more`` is environment besides."""
        self.stub, self.folder, self._label, self._more = stub, folder, label, more
        self._url = databases.present().empty(folder / "zhenggai.db")
        self.outcome = Outcome()
        self._chance = random.Random(seed)
        self._texts = 0
        self._seen = 0
        self._tapped: set[str] = set()
        self._tapped_on: set[tuple[int, int]] = set()
        with closing(self.database()) as database:
            upgrade(database)
            for member in STAFF:
                people.enrol(database, member.id, member.name, Role.STAFF, stub.telegram.now())

    def kill_times(self, times: int, number: signal.Signals = signal.SIGKILL) -> Outcome:
        """The outcome after so many kills and one run that was left to finish."""
        for _ in range(times):
            with self._started() as process:
                self._load_for(self._chance.uniform(0.3, 2.5))
                process.send_signal(number)
                process.wait(timeout=30)
        with self._started() as process:
            self._wait_until_all_is_handled()
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)
        return self._count()

    def trouble_times(self, times: int, trouble: Trouble) -> Outcome:
        """The outcome of one run that met with trouble so many times and outlived it."""
        with self._started() as process:
            # Until it serves, which the menus tell, a start that fails is the process manager's to repeat.
            self.stub.wait_for(lambda: any(name == "setMyCommands" for name, _ in self.stub.telegram.calls))
            for _ in range(times):
                self._load_for(self._chance.uniform(0.3, 1.0))
                with trouble(self, process):
                    self._load_for(_TROUBLE_SECONDS)
                assert process.poll() is None, process.returncode
            self._wait_until_all_is_handled()
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)
        return self._count()

    def back_up_and_kill(self, archive: Path) -> set[str]:
        """Makes a backup under load, then kills; what had been published before the backup began."""
        with self._started() as process:
            while not (before := self._published_texts()):
                self._load_for(0.5)
            with self._started("backup", str(archive)) as backup:
                while backup.poll() is None:
                    self._load_for(0.2)
            assert backup.returncode == 0
            process.kill()
        return before

    def restore(self, archive: Path) -> None:
        """Into this run's folder; nothing sent so far is of this run."""
        self.stub.telegram.shown.clear()
        with self._started("restore", str(archive), "--yes") as process:
            assert process.wait(timeout=60) == 0

    def _load_for(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._send()
            time.sleep(_SECONDS_BETWEEN_MESSAGES)

    def _send(self) -> None:
        telegram = self.stub.telegram
        if self._chance.random() < 0.25:
            self._texts += 1
            member = STAFF[self._texts % len(STAFF)]
            words = f"/progress 1.2.6 {self._label}{self._texts}号进展"
            telegram.deliver(
                telegram.photographs(member, _PHOTO, words)
                if self._texts % 2
                else telegram.says(member, words)
            )
        else:
            self.outcome.questions += 1
            who = Account(100_000 + self.outcome.questions, "群众")
            telegram.deliver(telegram.says(who, "喷漆中心整改进展"))
        self._confirm()

    def _confirm(self) -> None:
        """Taps 发布 on each preview not tapped yet; a preview sent twice is of the same draft."""
        shown = self.stub.telegram.shown
        new, self._seen = shown[self._seen :], len(shown)
        for preview in new:
            button = next((b for b in preview.buttons if b.label == "发布"), None)
            of_this_run = button is not None and _text(preview).startswith(self._label)
            if button is None or not of_this_run or button.data in self._tapped:
                continue
            self._tapped.add(button.data)
            self._tapped_on.add((preview.chat_id, preview.message_id))
            self.outcome.confirmed.append(_text(preview))
            author = next(member for member in STAFF if member.id == preview.chat_id)
            self.stub.telegram.deliver(self.stub.telegram.taps(author, preview, button))

    def _wait_until_all_is_handled(self) -> None:
        """Looks now and then: each look reads all that was ever shown."""
        give_up_at = time.monotonic() + _PATIENCE_SECONDS
        while not self._all_is_handled():
            assert time.monotonic() < give_up_at, "waited in vain"
            time.sleep(_LOOK_SECONDS)

    def _all_is_handled(self) -> bool:
        self._confirm()
        answered = {shown.chat_id for shown in self.stub.telegram.shown}
        everybody = range(100_001, 100_001 + self.outcome.questions)
        # A tap replayed shows its receipt again, in the same message: messages are what counts.
        receipts = {(s.chat_id, s.message_id) for s in self.stub.telegram.shown if "已发布" in s.text}
        with closing(self.database()) as database:
            if evidence.owed(database, self.stub.telegram.now() + timedelta(days=1), 1):
                return False
        all_published = self._tapped_on <= receipts and len(self._tapped) == self._texts
        return all_published and all(chat in answered for chat in everybody)

    def _published_texts(self) -> set[str]:
        """The updates whose authors have seen that they are published."""
        shown = self.stub.telegram.shown
        receipts = {(one.chat_id, one.message_id) for one in shown if "已发布" in one.text}
        previews = [one for one in shown if any(button.label == "发布" for button in one.buttons)]
        return {_text(one) for one in previews if (one.chat_id, one.message_id) in receipts}

    def _count(self) -> Outcome:
        answers = Counter(shown.chat_id for shown in self.stub.telegram.shown)
        for chat in range(100_001, 100_001 + self.outcome.questions):
            if not answers[chat]:
                self.outcome.unanswered.append(chat)
            self.outcome.answered_twice += answers[chat] > 1
        with closing(self.database()) as database, database.snapshot() as session:
            self.outcome.published.update(session.exec(select(UpdateRow.text)))
            without = select(EvidenceRow.id).where(EvidenceRow.state != "kept")
            self.outcome.photos_lost = len(session.exec(without).all())
        return self.outcome

    def database(self) -> Database:
        return Database(self._url)

    @contextmanager
    def _started(self, *arguments: str) -> Iterator[Program]:
        environment = {
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": self.stub.url,
            "BOT_DATA_DIR": str(self.folder),
            "BOT_DATABASE_URL": self._url.render_as_string(hide_password=False),
            **self._more,
        }
        log = self.folder / "bot.log"
        with Program(*arguments, env=environment, cwd=self.folder, log=log) as process:
            yield process


@contextmanager
def locked_database(run: CrashRun, process: Program) -> Iterator[None]:
    """Somebody else holds the write lock."""
    with closing(run.database()) as database, database.exclusive():
        yield


@contextmanager
def restarted_server(run: CrashRun, process: Program) -> Iterator[None]:
    """PostgreSQL is stopped at once, as by a power cut, and started again."""
    server = databases.present()
    assert isinstance(server, databases.Server)
    server.restart()
    yield


@contextmanager
def full_disk(run: CrashRun, process: Program) -> Iterator[None]:
    """No file of the process may grow any more."""
    old = resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    yield
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, old)


def faulty_api(status: int, taken_effect: bool = False) -> Trouble:
    """Each kind of call gets this status a few times, though it may have taken effect."""

    @contextmanager
    def trouble(run: CrashRun, process: Program) -> Iterator[None]:
        telegram = run.stub.telegram
        telegram.fail("getUpdates", status, retry_after=1)  # once: polling backs off longer and longer
        for method in ("sendMessage", "editMessageText", "answerCallbackQuery"):
            for _ in range(3):
                telegram.fail(method, status, taken_effect, retry_after=1)
        yield

    return trouble


def _text(preview: Shown) -> str:
    return next(line for line in preview.text.splitlines() if line.endswith("号进展"))
