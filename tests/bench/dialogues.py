"""Dialogues against the notices they are about: python -m tests.bench.dialogues [FILE …]

Prints for each file the rate of turns that got the right finding, the right passage, and both; then the wrong
ones. A turn is right in its passage if the reply's text holds one of the labelled ``focus`` strings, and says
to be unstated just what the label says.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from handlers.views import replies
from knowledge.asking.answers import answer
from knowledge.asking.reply import Answer, Reply
from knowledge.asking.talking import after, lasts
from knowledge.index.index import Index
from knowledge.model import Role, Talk
from tests.asking import index_of, record_of
from tests.town import DATA

TUNING = DATA / "asking" / "dialogues.jsonl"
_ZONE = ZoneInfo("Asia/Shanghai")
_BEGINNING = datetime(2021, 3, 5, 1, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of a dialogue with its label, what it got, and what was shown before, if that lasted."""

    dialogue: str
    label: dict[str, Any]
    reply: Reply
    text: str
    talk: Talk | None
    index: Index

    @property
    def is_found(self) -> bool:
        """Whether the kind of reply and the finding are right; one of several is offered at least."""
        wanted, codes = self.label.get("code"), self.reply.codes
        right = {wanted} if isinstance(wanted, str) else {*(wanted or ())}
        shown = codes[:1] if isinstance(self.reply, Answer) else codes
        is_right = not right or not shown or bool(right & {*shown})
        return self.reply.kind in self.label["kind"] and is_right

    @property
    def is_focused(self) -> bool:
        """Whether the reply says what is labelled, and only that is said to be unstated which is."""
        wanted = self.label.get("focus") or ()
        says = not wanted or any(_squeezed(part) in _squeezed(self.text) for part in wanted)
        unstated = self.reply.unstated if isinstance(self.reply, Answer) else None
        return says and ("unstated" not in self.label or unstated == self.label["unstated"])


def turns(path: Path) -> Iterator[Turn]:
    """Every turn of the dialogues in a file, each answered after those before it."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield from _turns(json.loads(line))


def _turns(dialogue: dict[str, Any]) -> Iterator[Turn]:
    index, record = index_over(dialogue["notice"]), record_of(*_place(dialogue["notice"]))
    now, talk, shown_at = _BEGINNING, None, _BEGINNING
    for label in dialogue["turns"]:
        now += timedelta(minutes=label.get("gap", 0))
        before = talk if lasts(shown_at, now) else None
        reply = answer(label["q"], index, before)
        view = replies.view(reply, record, Role.CITIZEN, _ZONE)
        yield Turn(dialogue["id"], label, reply, view.plain, before, index)
        if (shown := after(reply, before)) is not None:
            talk, shown_at = shown, now


def index_over(name: str) -> Index:
    """The index over the notice that dialogues name so."""
    return index_of(*_place(name))


def _place(name: str) -> tuple[str, bool]:
    return f"notices/{name}", name == "hubin-2021.txt"


def _squeezed(text: str) -> str:
    return "".join(text.split())


def report(path: Path) -> str:
    """The rates of a file, and its wrong turns."""
    every = [*turns(path)]
    found, focused = [one.is_found for one in every], [one.is_focused for one in every]
    both = [one and other for one, other in zip(found, focused, strict=True)]
    rates = "  ".join(
        f"{name} {sum(which) / len(every):.3f}"
        for name, which in (("finding", found), ("focus", focused), ("both", both))
    )
    wrong = [one for one, is_right in zip(every, both, strict=True) if not is_right]
    lines = [
        f"  {one.dialogue}: {one.label} → {one.reply.kind} {one.reply.codes}\n    {one.text!r}"
        for one in wrong
    ]
    return "\n".join([f"{path.name}: {len(every)} turns  {rates}", *lines])


if __name__ == "__main__":
    for given in map(Path, sys.argv[1:] or [str(TUNING)]):
        sys.stdout.write(report(given) + "\n")
