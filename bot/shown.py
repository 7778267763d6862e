"""What a person sees of the in-process Bot API: messages with their buttons, and notes."""

from dataclasses import dataclass

from bot.shapes import Json


@dataclass(frozen=True, slots=True)
class Button:
    """``data`` is the callback's, or the address that a button leads to."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Something a person sees: a message sent, a message changed, or the note that a tap brings up."""

    method: str
    chat_id: int
    message_id: int
    html: str
    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    files: tuple[bytes, ...] = ()

    @property
    def buttons(self) -> tuple[Button, ...]:
        return tuple(button for row in self.rows for button in row)


def keyboard(message: Json) -> tuple[tuple[Button, ...], ...]:
    """The buttons under a message, row by row."""
    markup = message.get("reply_markup", {}).get("inline_keyboard", [])
    return tuple(
        tuple(Button(b["text"], b.get("callback_data", b.get("url"))) for b in row) for row in markup
    )
