"""The Bot API inside the process: the same handlers with no token and no network, for the terminal.

It is a telegram.request.BaseRequest that keeps chats in memory and refuses what Telegram would refuse. Tests
have one that knows more of Telegram, and can be made to fail: tests/simulated_telegram.py.
"""

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from telegram.request import BaseRequest, RequestData

from bot import shapes
from bot.markup import Refusal, bare, buttons
from bot.shapes import Account, Json
from bot.shown import Button, Shown, keyboard


class OfflineTelegram(BaseRequest):
    """``shown`` is all that people saw, in order; ``methods`` are those of the Bot API that it answers."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.shown: list[Shown] = []
        self.now = now
        self.chats: dict[int, Json] = {}
        self.messages: dict[tuple[int, int], Json] = {}
        self.files: dict[str, bytes] = {}
        self.asked_from: dict[str, int] = {}  # by callback query, the chat of the tap
        # Beyond any id of an earlier run over the same database, which remembers what it has handled.
        self._last_id = int(now().timestamp() * 1000)
        self.methods: dict[str, Callable[[Json], Any]] = {
            "getMe": lambda _: shapes.me(),
            "sendMessage": self._send_message,
            "editMessageText": self._edit_message_text,
            "editMessageReplyMarkup": self._edit_message_reply_markup,
            "sendPhoto": partial(self._send_files, "sendPhoto"),
            "sendDocument": partial(self._send_files, "sendDocument"),
            "sendLocation": self._send_location,
            "sendMediaGroup": lambda parameters: [self._send_files("sendMediaGroup", parameters)],
            "getFile": self._get_file,
            "answerCallbackQuery": self._answer_callback_query,
            "setMyCommands": lambda _: True,
            "deleteMyCommands": lambda _: True,
        }

    # What a person does: each gives the update that Telegram would deliver.

    def says(self, who: Account, text: str) -> Json:
        return self.sends(who, {"text": text, **shapes.command_entity(text)})

    def sends(self, who: Account, content: Json) -> Json:
        """A message of any kind; ``content`` holds the fields of that kind."""
        return self.update({"message": self.keep(shapes.private(who), shapes.user(who), content)})

    def uploads(self, who: Account, name: str, data: bytes, caption: str = "", **of_document: Any) -> Json:
        """A file, as a document; ``of_document`` holds fields that are other than the file's own."""
        file_id = f"file{self.next_id()}"
        self.files[file_id] = data
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(data)}
        content: Json = {"document": document | of_document}
        return self.sends(who, content | ({"caption": caption} if caption else {}))

    def photographs(self, who: Account, data: bytes, caption: str = "", **more: Any) -> Json:
        """A photo; ``more`` holds further fields of the message."""
        file_id = f"file{self.next_id()}"
        self.files[file_id] = data
        sizes = [shapes.photo_size(f"small{file_id}", 90), shapes.photo_size(file_id, 1280)]
        content: Json = {"photo": sizes, **more}
        return self.sends(who, content | ({"caption": caption} if caption else {}))

    def taps(self, who: Account, on: Shown, button: Button) -> Json:
        query_id = str(self.next_id())
        self.asked_from[query_id] = on.chat_id
        query = {
            "id": query_id,
            "from": shapes.user(who),
            "chat_instance": "1",
            "data": button.data,
            "message": self.message(on),
        }
        return self.update({"callback_query": query})

    def message(self, shown: Shown) -> Json:
        """The message as Telegram knows it, to reply to."""
        return self.messages[shown.chat_id, shown.message_id]

    # What the framework asks for.

    @property
    def read_timeout(self) -> float | None:
        return 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if "/file/bot" in url:
            return self.file(url.rpartition("/")[2])
        parameters: Json = dict(request_data.parameters) if request_data else {}
        if request_data and request_data.multipart_data:
            sent = request_data.multipart_data.values()
            parameters |= {"files": [data for _, data, _ in sent], "names": [name for name, _, _ in sent]}
        status, answer = await self.call(url.rpartition("/")[2], parameters)
        return status, json.dumps(answer).encode()

    def file(self, file_id: str) -> tuple[int, bytes]:
        """HTTP status and bytes of a file that somebody uploaded."""
        known = file_id in self.files
        return (200, self.files[file_id]) if known else (404, b'{"ok": false, "description": "Not Found"}')

    async def call(self, name: str, parameters: Json) -> tuple[int, Json]:
        """One method of the Bot API: HTTP status and answer."""
        if name not in self.methods:
            # Not 404, which python-telegram-bot takes for a wrong token.
            return 400, {"ok": False, "error_code": 400, "description": f"method {name} not implemented"}
        try:
            return 200, {"ok": True, "result": self.methods[name](parameters)}
        except Refusal as refusal:
            return 400, {"ok": False, "error_code": 400, "description": str(refusal)}

    def _send_message(self, parameters: Json) -> Json:
        chat = self.chats.get(parameters["chat_id"])
        if chat is None:
            raise Refusal("Bad Request: chat not found")
        message = self.keep(chat, shapes.me(), {"text": bare(parameters), **buttons(parameters)})
        self.see("sendMessage", message, parameters["text"])
        return message

    def _edit_message_text(self, parameters: Json) -> Json:
        message = self.messages.get((parameters["chat_id"], parameters["message_id"]))
        if message is None:
            raise Refusal("Bad Request: message to edit not found")
        changed = {"text": bare(parameters), **buttons(parameters)}
        if changed == {key: message[key] for key in ("text", "reply_markup") if key in message}:
            raise Refusal("Bad Request: message is not modified")
        message.pop("reply_markup", None)
        message.update(changed)
        self.see("editMessageText", message, parameters["text"])
        return message

    def _edit_message_reply_markup(self, parameters: Json) -> Json:
        message = self.messages.get((parameters["chat_id"], parameters["message_id"]))
        if message is None:
            raise Refusal("Bad Request: message to edit not found")
        changed = buttons(parameters)
        if changed.get("reply_markup") == message.get("reply_markup"):
            raise Refusal("Bad Request: message is not modified")
        message.pop("reply_markup", None)
        message.update(changed)
        self.see("editMessageReplyMarkup", message, message["text"])
        return message

    def _send_files(self, method: str, parameters: Json) -> Json:
        """Photos or files, with the caption of the first."""
        chat, files = self.chats[parameters["chat_id"]], parameters.get("files", [])
        if not all(files):
            raise Refusal("Bad Request: file must be non-empty")
        album = parameters.get("media") or [parameters]
        caption = str(album[0].get("caption", ""))
        message = self.keep(chat, shapes.me(), {"caption": caption, **buttons(parameters)})
        shown = Shown(
            method, chat["id"], message["message_id"], caption, caption, keyboard(message),
            tuple(map(bytes, files)),
        )  # fmt: skip
        self.shown.append(shown)
        return message

    def _send_location(self, parameters: Json) -> Json:
        place = {name: float(parameters[name]) for name in ("latitude", "longitude")}
        message = self.keep(self.chats[parameters["chat_id"]], shapes.me(), {"location": place})
        shown = f"{place['latitude']:.5f}, {place['longitude']:.5f}"
        self.shown.append(Shown("sendLocation", parameters["chat_id"], message["message_id"], shown, shown))
        return message

    def _get_file(self, parameters: Json) -> Json:
        file_id = parameters["file_id"]
        if file_id not in self.files:
            raise Refusal("Bad Request: wrong file_id or the file is temporarily unavailable")
        return {"file_id": file_id, "file_unique_id": file_id, "file_path": f"documents/{file_id}"}

    def _answer_callback_query(self, parameters: Json) -> bool:
        if text := parameters.get("text"):
            chat_id = self.asked_from.get(parameters["callback_query_id"])
            if chat_id is None:
                raise Refusal("Bad Request: query is too old or query ID is invalid")
            self.shown.append(Shown("answerCallbackQuery", chat_id, 0, text, text))
        return True

    # How it keeps what there is.

    def see(self, method: str, message: Json, html: str) -> None:
        """People see the message, by this method."""
        chat_id, message_id = message["chat"]["id"], message["message_id"]
        self.shown.append(Shown(method, chat_id, message_id, html, message["text"], keyboard(message)))

    def keep(self, chat: Json, sender: Json, content: Json) -> Json:
        """A new message; its chat is known from now on."""
        message = {
            "message_id": self.next_id(),
            "date": int(self.now().timestamp()),
            "chat": chat,
            "from": sender,
            **content,
        }
        self.chats[chat["id"]] = chat
        self.messages[chat["id"], message["message_id"]] = message
        return message

    def update(self, content: Json) -> Json:
        return {"update_id": self.next_id(), **content}

    def next_id(self) -> int:
        """An id that was never given before."""
        self._last_id += 1
        return self._last_id
