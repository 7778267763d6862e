"""The Bot API inside the process: the same handlers with no token and no network, for terminal and tests.

It is a telegram.request.BaseRequest that keeps chats in memory and refuses what Telegram would refuse.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

from telegram.error import TimedOut
from telegram.request import BaseRequest, RequestData

from bot import shapes
from bot.markup import Refusal, bare, buttons, check_results, content_of
from bot.shapes import Account, Json

_EMPTY_POLL_SECONDS = 0.05
_UPDATES_A_POLL = 100


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


def _rows(message: Json) -> tuple[tuple[Button, ...], ...]:
    markup = message.get("reply_markup", {}).get("inline_keyboard", [])
    return tuple(
        tuple(Button(b["text"], b.get("callback_data", b.get("url"))) for b in row) for row in markup
    )


@dataclass(frozen=True, slots=True)
class _Fault:
    """A call that goes wrong, though it may have taken effect."""

    status: int
    parameters: Json
    taken_effect: bool

    def answer(self) -> tuple[int, Json]:
        """Raises TimedOut where none comes."""
        if not self.status:
            raise TimedOut
        return self.status, {
            "ok": False, "error_code": self.status, "description": "fault", "parameters": self.parameters,
        }  # fmt: skip


class OfflineTelegram(BaseRequest):
    """``shown`` is all that people saw, in order; ``calls`` all that was called, with its parameters."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.shown: list[Shown] = []
        self.calls: list[tuple[str, Json]] = []
        self.now = now
        self._chats: dict[int, Json] = {}
        self._messages: dict[tuple[int, int], Json] = {}
        self._files: dict[str, bytes] = {}
        self._asked_from: dict[str, int] = {}
        # By inline query, what was offered; nothing yet while nobody has answered it.
        self._offers: dict[str, list[Json] | None] = {}
        self._faults: dict[str, deque[_Fault]] = {}
        self._waiting: deque[Json] = deque()
        self.webhook, self.webhook_secret = "", ""
        self.webhook_error: Json = {}
        self.owners: set[tuple[int, int]] = set()  # of groups: the chat and the person
        self._allowed_updates: list[str] = []
        # Beyond any id of an earlier run over the same database, which remembers what it has handled.
        self._last_id = int(now().timestamp() * 1000)
        self._methods: dict[str, Callable[[Json], Any]] = {
            "getMe": lambda _: shapes.me(),
            "sendMessage": self._send_message,
            "editMessageText": self._edit_message_text,
            "editMessageReplyMarkup": self._edit_message_reply_markup,
            "sendPhoto": partial(self._send_files, "sendPhoto"),
            "sendDocument": partial(self._send_files, "sendDocument"),
            "sendLocation": self._send_location,
            "sendMediaGroup": lambda parameters: [self._send_files("sendMediaGroup", parameters)],
            "getFile": self._get_file,
            "getChatMember": self._get_chat_member,
            "answerCallbackQuery": self._answer_callback_query,
            "answerInlineQuery": self._answer_inline_query,
            "setMyCommands": lambda _: True,
            "deleteMyCommands": lambda _: True,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": lambda _: self._webhook_info(),
        }

    # What a person does: each gives the update that Telegram would deliver.

    def says(self, who: Account, text: str, group: Account | None = None) -> Json:
        return self.sends(who, {"text": text, **shapes.command_entity(text)}, group)

    def sends(self, who: Account, content: Json, group: Account | None = None) -> Json:
        """A message of any kind; ``content`` holds the fields of that kind."""
        chat = shapes.group(group) if group else shapes.private(who)
        message = self._message(chat, shapes.user(who), content)
        return self._update({"message": message})

    def uploads(self, who: Account, name: str, data: bytes, caption: str = "", **of_document: Any) -> Json:
        """A file, as a document; ``of_document`` holds fields that are other than the file's own."""
        file_id = f"file{self.next_id()}"
        self._files[file_id] = data
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(data)}
        content: Json = {"document": document | of_document}
        return self.sends(who, content | ({"caption": caption} if caption else {}))

    def photographs(
        self, who: Account, data: bytes, caption: str = "", album: str | None = None, **more: Any
    ) -> Json:
        """A photo; those of an album are sent together, each with its own update."""
        file_id = f"file{self.next_id()}"
        self._files[file_id] = data
        sizes = [shapes.photo_size(f"small{file_id}", 90), shapes.photo_size(file_id, 1280)]
        content: Json = {"photo": sizes, **more}
        if caption:
            content |= {"caption": caption}
        if album:
            content |= {"media_group_id": album}
        return self.sends(who, content)

    def edits(self, who: Account, earlier: Json, text: str) -> Json:
        """Somebody changes the words of a message they sent, given as its update."""
        message = earlier["message"] | {"text": text, "edit_date": int(self.now().timestamp())}
        return self._update({"edited_message": message})

    def taps(self, who: Account, on: Shown, button: Button) -> Json:
        query_id = str(self.next_id())
        self._asked_from[query_id] = on.chat_id
        query = {
            "id": query_id,
            "from": shapes.user(who),
            "chat_instance": "1",
            "data": button.data,
            "message": self.message(on),
        }
        return self._update({"callback_query": query})

    def types(self, who: Account, text: str) -> Json:
        """Somebody types after the bot's name, in whatever chat."""
        query_id = str(self.next_id())
        self._offers[query_id] = None
        query = {"id": query_id, "from": shapes.user(who), "query": text, "offset": ""}
        return self._update({"inline_query": query})

    def offers(self, query: Json) -> list[Json]:
        """What was offered in answer to what somebody typed, given as its update; nothing while there is no
        answer."""
        return self._offers[query["inline_query"]["id"]] or []

    def chooses(self, who: Account, offered: Json, group: Account) -> Shown:
        """Somebody sends what they were offered into a group."""
        content = content_of(offered)
        sent = {"text": bare(content), **buttons(offered), "via_bot": shapes.me()}
        self._see("chosen", self._message(shapes.group(group), shapes.user(who), sent), content["text"])
        return self.shown[-1]

    def blocks(self, who: Account, blocked: bool = True) -> Json:
        """Somebody blocks the bot in their chat with it, or lets it speak again."""
        change = {
            "chat": shapes.private(who),
            "from": shapes.user(who),
            "date": int(self.now().timestamp()),
            "old_chat_member": shapes.membership(not blocked),
            "new_chat_member": shapes.membership(blocked),
        }
        return self._update({"my_chat_member": change})

    def message(self, shown: Shown) -> Json:
        """The message as Telegram knows it, to reply to."""
        return self._messages[shown.chat_id, shown.message_id]

    def meet(self, chat: Json) -> None:
        """A chat has the bot in it from now on."""
        self._chats[chat["id"]] = chat

    def forget(self) -> None:
        """Lets go of all that was shown and called; chats and people stay."""
        self.shown.clear()
        self.calls.clear()
        self._messages.clear()
        self._files.clear()
        self._asked_from.clear()
        self._offers.clear()

    def deliver(self, update: Json) -> None:
        """Puts an update where getUpdates finds it."""
        self._waiting.append(update)

    def undelivered(self) -> list[Json]:
        """What waits to be delivered, to a webhook, in order."""
        return list(self._waiting)

    def delivered(self, update: Json) -> None:
        """A webhook has taken it."""
        self._waiting.remove(update)

    def fail(self, method: str, status: int, taken_effect: bool = False, **parameters: Any) -> None:
        """The next call of this method gets this error, though it may have taken effect; several add up.
        Status 0 is no answer at all."""
        self._faults.setdefault(method, deque()).append(_Fault(status, parameters, taken_effect))

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
        self.calls.append(("download", {"file_id": file_id}))
        known = file_id in self._files
        return (200, self._files[file_id]) if known else (404, b'{"ok": false, "description": "Not Found"}')

    async def call(self, name: str, parameters: Json) -> tuple[int, Json]:
        """One method of the Bot API: HTTP status and answer."""
        if name != "getUpdates":
            self.calls.append((name, parameters))
        if faults := self._faults.get(name):
            fault = faults.popleft()
            if fault.taken_effect:
                self._methods[name](parameters)
            return fault.answer()
        if name == "getUpdates":
            return 200, {"ok": True, "result": await self._get_updates(parameters)}
        if name not in self._methods:
            # Not 404, which python-telegram-bot takes for a wrong token.
            return 400, {"ok": False, "error_code": 400, "description": f"method {name} not implemented"}
        try:
            return 200, {"ok": True, "result": self._methods[name](parameters)}
        except Refusal as refusal:
            return 400, {"ok": False, "error_code": 400, "description": str(refusal)}

    async def _get_updates(self, parameters: Json) -> list[Json]:
        """What was delivered and is not confirmed yet; with nothing there, soon an empty list."""
        while self._waiting and self._waiting[0]["update_id"] < int(parameters.get("offset", 0)):
            self._waiting.popleft()
        if not self._waiting:
            await asyncio.sleep(_EMPTY_POLL_SECONDS)
        return list(islice(self._waiting, _UPDATES_A_POLL))

    def _send_message(self, parameters: Json) -> Json:
        chat = self._chats.get(parameters["chat_id"])
        if chat is None:
            raise Refusal("Bad Request: chat not found")
        message = self._message(chat, shapes.me(), {"text": bare(parameters), **buttons(parameters)})
        self._see("sendMessage", message, parameters["text"])
        return message

    def _edit_message_text(self, parameters: Json) -> Json:
        message = self._messages.get((parameters["chat_id"], parameters["message_id"]))
        if message is None:
            raise Refusal("Bad Request: message to edit not found")
        changed = {"text": bare(parameters), **buttons(parameters)}
        if changed == {key: message[key] for key in ("text", "reply_markup") if key in message}:
            raise Refusal("Bad Request: message is not modified")
        message.pop("reply_markup", None)
        message.update(changed)
        self._see("editMessageText", message, parameters["text"])
        return message

    def _edit_message_reply_markup(self, parameters: Json) -> Json:
        message = self._messages.get((parameters["chat_id"], parameters["message_id"]))
        if message is None:
            raise Refusal("Bad Request: message to edit not found")
        changed = buttons(parameters)
        if changed.get("reply_markup") == message.get("reply_markup"):
            raise Refusal("Bad Request: message is not modified")
        message.pop("reply_markup", None)
        message.update(changed)
        self._see("editMessageReplyMarkup", message, message["text"])
        return message

    def _send_files(self, method: str, parameters: Json) -> Json:
        """Photos or files, with the caption of the first."""
        chat, files = self._chats[parameters["chat_id"]], parameters.get("files", [])
        if not all(files):
            raise Refusal("Bad Request: file must be non-empty")
        album = parameters.get("media") or [parameters]
        caption = str(album[0].get("caption", ""))
        message = self._message(chat, shapes.me(), {"caption": caption, **buttons(parameters)})
        shown = Shown(
            method, chat["id"], message["message_id"], caption, caption, _rows(message),
            tuple(map(bytes, files)),
        )  # fmt: skip
        self.shown.append(shown)
        return message

    def _send_location(self, parameters: Json) -> Json:
        place = {name: float(parameters[name]) for name in ("latitude", "longitude")}
        message = self._message(self._chats[parameters["chat_id"]], shapes.me(), {"location": place})
        shown = f"{place['latitude']:.5f}, {place['longitude']:.5f}"
        self.shown.append(Shown("sendLocation", parameters["chat_id"], message["message_id"], shown, shown))
        return message

    def _webhook_info(self) -> Json:
        waiting = len(self._waiting)
        info = {"url": self.webhook, "has_custom_certificate": False, "pending_update_count": waiting}
        return info | {"allowed_updates": self._allowed_updates, **self.webhook_error}

    def _set_webhook(self, parameters: Json) -> bool:
        self.webhook, self._allowed_updates = parameters["url"], parameters["allowed_updates"]
        self.webhook_secret = parameters["secret_token"]
        return True

    def _delete_webhook(self, _: Json) -> bool:
        self.webhook = ""
        return True

    def _get_file(self, parameters: Json) -> Json:
        file_id = parameters["file_id"]
        if file_id not in self._files:
            raise Refusal("Bad Request: wrong file_id or the file is temporarily unavailable")
        return {"file_id": file_id, "file_unique_id": file_id, "file_path": f"documents/{file_id}"}

    def _get_chat_member(self, parameters: Json) -> Json:
        who = Account(int(parameters["user_id"]), "")
        leads = (int(parameters["chat_id"]), who.id) in self.owners
        status = {"status": "creator", "is_anonymous": False} if leads else {"status": "member"}
        return {"user": shapes.user(who), **status}

    def _answer_callback_query(self, parameters: Json) -> bool:
        if text := parameters.get("text"):
            chat_id = self._asked_from.get(parameters["callback_query_id"])
            if chat_id is None:
                raise Refusal("Bad Request: query is too old or query ID is invalid")
            self.shown.append(Shown("answerCallbackQuery", chat_id, 0, text, text))
        return True

    def _answer_inline_query(self, parameters: Json) -> bool:
        query_id, results = str(parameters["inline_query_id"]), parameters["results"]
        check_results(results)
        if self._offers.get(query_id, []) is not None:
            raise Refusal("Bad Request: query is too old and response timeout expired or query ID is invalid")
        self._offers[query_id] = results
        return True

    # How it keeps what there is.

    def _see(self, method: str, message: Json, html: str) -> None:
        chat_id, message_id = message["chat"]["id"], message["message_id"]
        self.shown.append(Shown(method, chat_id, message_id, html, message["text"], _rows(message)))

    def _message(self, chat: Json, sender: Json, content: Json) -> Json:
        message = {
            "message_id": self.next_id(),
            "date": int(self.now().timestamp()),
            "chat": chat,
            "from": sender,
            **content,
        }
        self._chats[chat["id"]] = chat
        self._messages[chat["id"], message["message_id"]] = message
        return message

    def _update(self, content: Json) -> Json:
        return {"update_id": self.next_id(), **content}

    def next_id(self) -> int:
        """An id that was never given before."""
        self._last_id += 1
        return self._last_id
