"""The README keeps its word: the two commands, every command, every setting."""

import re
from pathlib import Path

from bot import texts
from handlers.views.texts.commands import COMMANDS
from tests.shell import Shell

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_two_commands_stand_on_the_first_screen() -> None:
    first_screen = "\n".join(README.splitlines()[:40])
    assert "\npython -m pip install . && python -m bot\n" in first_screen
    assert "\npython -m pip install '.[test]' && python -m pytest\n" in first_screen


def test_every_command_of_the_command_line_is_named() -> None:
    assert [name for name in texts.COMMANDS if f"python -m bot {name}" not in README] == []


def test_every_command_and_phrase_of_the_chat_is_named() -> None:
    spoken = [f"/{command.name}" for command in COMMANDS] + [c.phrase for c in COMMANDS if c.phrase]
    assert [word for word in spoken if word not in README] == []


def test_the_doctor_says_what_it_is_shown_to_say() -> None:
    said = [line.removeprefix("✓ ") for line in README.splitlines() if line.startswith("✓ ")]
    doctors = (form for name, form in vars(texts).items() if name.startswith("DOCTOR_"))
    patterns = [re.sub(r"\\\{.*?\\\}", ".+", re.escape(form)) for form in doctors if isinstance(form, str)]
    assert len(said) >= 10
    assert [line for line in said if not any(re.fullmatch(one, line) for one in patterns)] == []


def test_every_setting_is_named() -> None:
    settings = (ROOT / "bot" / "settings.py").read_text(encoding="utf-8")
    variables = set(re.findall(r'"(BOT_[A-Z_]+)"', settings))
    assert len(variables) >= 6
    assert [variable for variable in variables if variable not in README] == []


def test_the_citizen_of_the_first_screen_is_answered_as_shown(tmp_path: Path) -> None:
    shown = README.partition("您> ")[2].partition("$ python -m bot chat")[0].splitlines()
    asked = [shown[0], *(line.removeprefix("您> ") for line in shown if line.startswith("您> "))]
    printed = Shell(tmp_path)(typed="\n".join([*asked, ""])).stdout.splitlines()[1:]
    replies = [line for line in shown[1:] if line and not line.startswith("您> ")]
    assert replies == [line for line in printed if line]
