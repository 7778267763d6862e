"""python -m bot: the command line. What cannot be done ends with one clear line on stderr and exit code 2."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn, TextIO

from sqlalchemy.exc import DatabaseError

from bot import logs, texts
from bot.commands.ask import ask, evaluate
from bot.commands.audit import audit
from bot.commands.backup import backup, restore
from bot.commands.digest import digest
from bot.commands.doctor import doctor, unsettled
from bot.commands.invite import invite
from bot.commands.moving import migrate_to
from bot.commands.notices import list_notices, load, parse, withdraw
from bot.commands.people import list_people, revoke
from bot.commands.poster import poster
from bot.commands.register import bring_in, export
from bot.commands.run import chat, run
from bot.problem import Problem, of_files
from bot.settings import Settings, WrongSetting, read_settings
from db.migrate import InService, TooNew
from handlers.records import NoNotice
from knowledge.model import Role

_SAID_OF: dict[type[Exception], str] = {
    NoNotice: texts.DOCTOR_NO_NOTICE,
    TooNew: texts.DATABASE_TOO_NEW,
    InService: texts.DATABASE_IN_SERVICE,
    DatabaseError: texts.BAD_DATABASE,
}


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    os.umask(0o077)  # whatever is made here, citizens' words among it, is its owner's alone
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _speak_utf8(stream)
    given = _parser().parse_args(arguments)
    try:
        settings = read_settings(os.environ, Path(".env"))
        logs.set_up(settings.secrets, quiet=given.command == "chat" or not settings.token)
        return _carry_out(given, settings)
    except WrongSetting as failure:
        if given.command == "doctor":
            return unsettled(str(failure))
        return _give_up(str(failure))
    except Problem as failure:
        return _give_up(str(failure), failure.exit_code)
    except tuple(_SAID_OF) as failure:
        return _give_up(next(line for kind, line in _SAID_OF.items() if isinstance(failure, kind)))
    except BrokenPipeError:
        # Whoever read our output has gone; nothing more can be said, not even at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as failure:
        return _give_up(str(of_files(failure)))
    except KeyboardInterrupt:
        return 130


def _give_up(line: str, exit_code: int = 2) -> int:
    print(line, file=sys.stderr)
    return exit_code


def _carry_out(given: argparse.Namespace, settings: Settings) -> int:
    commands: dict[str | None, Callable[[], int]] = {
        None: lambda: run(settings, _now),
        "chat": lambda: chat(Role(given.role), given.yes, given.town, settings, _now),
        "ask": lambda: ask(given.question, given.json, settings, _now()),
        "parse": lambda: parse(
            given.file, "json" if given.json else "markdown" if given.markdown else "words", settings, _now()
        ),
        "load": lambda: load(given.file, given.yes, settings, _now()),
        "notices": lambda: (
            list_notices(settings) if given.what == "list" else withdraw(given.id, settings, _now())
        ),
        "invite": lambda: invite(Role(given.role), given.unit, given.town, given.county, settings, _now()),
        "people": lambda: (
            list_people(settings) if given.what == "list" else revoke(given.id, settings, _now())
        ),
        "evaluate": lambda: evaluate(given.file, settings, _now()),
        "digest": lambda: digest(given.date, given.out, given.town, settings, _now()),
        "register": lambda: (
            export(given.file, given.notice, given.town, settings, _now())
            if given.what == "export"
            else bring_in(given.file, given.yes, settings, _now())
        ),
        "poster": lambda: poster(given.code, given.out, given.notice, given.bot, settings, _now()),
        "audit": lambda: audit(settings),
        "migrate-to": lambda: migrate_to(given.url, settings),
        "doctor": lambda: doctor(settings, _now()),
        "backup": lambda: backup(given.file, settings),
        "restore": lambda: restore(given.file, given.yes, settings, _now()),
    }
    return commands[given.command]()


def _now() -> datetime:
    return datetime.now(UTC)


def _speak_utf8(stream: TextIO) -> None:
    """Chinese comes through on terminals and pipes of any locale; broken bytes become marks, not errors."""
    if reconfigure := getattr(stream, "reconfigure", None):
        reconfigure(encoding="utf-8", errors="replace")


def _words(argument: str) -> str:
    """What is no name of a file, where bytes that are no UTF-8 would be kept."""
    return argument.encode(errors="surrogateescape").decode(errors="replace")


class _Parser(argparse.ArgumentParser):
    """Says in one Chinese line how a command is written."""

    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().removeprefix("usage: ").split())
        self.exit(2, f"{texts.USAGE.format(usage=usage)}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m bot", description=texts.DESCRIPTION)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    made = {name: commands.add_parser(name, help=words) for name, words in texts.COMMANDS.items()}
    made["chat"].add_argument("--as", dest="role", choices=list(Role), default=Role.CITIZEN)
    made["ask"].add_argument("question", type=_words, metavar="QUESTION")
    made["ask"].add_argument("--json", action="store_true")
    form = made["parse"].add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--markdown", action="store_true")
    for name in ("parse", "backup", "restore"):
        made[name].add_argument("file", type=Path, metavar="FILE")
    made["load"].add_argument("file", type=Path, nargs="+", metavar="FILE")
    for name in ("chat", "load", "restore"):
        made[name].add_argument("--yes", action="store_true")
    made["invite"].add_argument("role", choices=[role for role in Role if role is not Role.CITIZEN])
    made["invite"].add_argument("--unit", type=_words, metavar="单位")
    made["invite"].add_argument("--county", action="store_true")
    for command in (made["invite"], made["chat"], made["digest"]):
        command.add_argument("--town", type=_words, metavar="发文单位")
    for name, verb in (("people", "revoke"), ("notices", "withdraw")):
        what = made[name].add_subparsers(dest="what", metavar=f"list|{verb}", required=True)
        what.add_parser("list")
        what.add_parser(verb).add_argument("id", type=int, metavar="ID")
    made["digest"].add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD")
    made["digest"].add_argument("--out", type=Path, metavar="DIR")
    ways = made["register"].add_subparsers(dest="what", metavar="export|import", required=True)
    out = ways.add_parser("export")
    out.add_argument("file", type=Path, metavar="FILE.xlsx")
    of = out.add_mutually_exclusive_group()
    of.add_argument("--notice", type=int, metavar="ID")
    of.add_argument("--town", type=_words, metavar="发文单位")
    back = ways.add_parser("import")
    back.add_argument("file", type=Path, metavar="FILE.xlsx")
    back.add_argument("--yes", action="store_true")
    made["poster"].add_argument("code", type=_words, nargs="*", metavar="CODE")
    made["poster"].add_argument("--out", type=Path, required=True, metavar="FILE.pdf|FILE.png")
    made["poster"].add_argument("--notice", type=int, metavar="ID")
    made["poster"].add_argument("--bot", type=_words, metavar="NAME")
    made["migrate-to"].add_argument("url", type=_words, metavar="URL")
    made["evaluate"].add_argument("file", type=Path, metavar="QUESTIONS.jsonl")
    return parser
