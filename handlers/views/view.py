"""A view: what is to be shown in answer to one message or one tap."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from telegram import InlineKeyboardMarkup

from handlers.views.html import messages, plain
from knowledge.index.sources import Key


@dataclass(frozen=True, slots=True)
class View:
    """Blocks of HTML, nearly always one message; the keyboard hangs under the last. ``listed`` are the
    findings that they are a list of, in its order."""

    blocks: tuple[str, ...]
    keyboard: InlineKeyboardMarkup | None = None
    listed: tuple[Key, ...] = ()
    messages: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "messages", tuple(messages(self.blocks)))

    @property
    def plain(self) -> str:
        return "\n\n".join(plain(message) for message in self.messages)


def together(views: Sequence[View]) -> View:
    """Several as one, their buttons below one another."""
    rows = [row for view in views if view.keyboard for row in view.keyboard.inline_keyboard]
    blocks = tuple(block for view in views for block in view.blocks)
    return View(blocks, InlineKeyboardMarkup(rows) if rows else None)
