"""What Telegram refuses of a message: empty and over-long texts, broken markup, fat buttons."""

from html.parser import HTMLParser

from telegram.constants import InlineKeyboardButtonLimit, MessageLimit

from bot.shapes import Json

_BUTTON_SIZES = range(
    InlineKeyboardButtonLimit.MIN_CALLBACK_DATA, InlineKeyboardButtonLimit.MAX_CALLBACK_DATA + 1
)


class Refusal(Exception):
    """What Telegram answers to a bad request."""


def buttons(parameters: Json) -> Json:
    """The keyboard of a call, if it has one. Raises Refusal."""
    markup = parameters.get("reply_markup")
    for row in markup["inline_keyboard"] if markup else []:
        for button in row:
            if "url" not in button and len(button.get("callback_data", "").encode()) not in _BUTTON_SIZES:
                raise Refusal("Bad Request: BUTTON_DATA_INVALID")
    return {"reply_markup": markup} if markup else {}


def bare(parameters: Json) -> str:
    """The text of a call without its markup, as Telegram gives it back. Raises Refusal."""
    text = str(parameters.get("text", ""))
    if parameters.get("parse_mode") == "HTML":
        text = _Markup(text).text
    if not text.strip():
        raise Refusal("Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > MessageLimit.MAX_TEXT_LENGTH:
        raise Refusal("Bad Request: message is too long")
    return text.strip()


class _Markup(HTMLParser):
    """Telegram's HTML: a few tags, each closed, in order."""

    _KNOWN = frozenset({"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        if self._open:
            raise Refusal(f"Bad Request: can't parse entities: can't find end tag of {self._open[-1]}")

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self._KNOWN:
            raise Refusal(f"Bad Request: can't parse entities: unsupported start tag {tag}")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise Refusal(f"Bad Request: can't parse entities: unexpected end tag {tag}")

    def handle_data(self, data: str) -> None:
        self.text += data
