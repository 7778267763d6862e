"""A view: what is to be shown in answer to one message or one tap."""

from dataclasses import dataclass, field

from telegram import InlineKeyboardMarkup

from handlers.views.html import messages, plain


@dataclass(frozen=True, slots=True)
class View:
    """Blocks of HTML, nearly always one message; the keyboard hangs under the last."""

    blocks: tuple[str, ...]
    keyboard: InlineKeyboardMarkup | None = None
    messages: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "messages", tuple(messages(self.blocks)))

    @property
    def plain(self) -> str:
        return "\n\n".join(plain(message) for message in self.messages)
