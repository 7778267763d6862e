"""More of Telegram than a terminal needs: groups, what is typed inline, polling and webhooks. What was called
is kept, and calls can be made to fail."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from telegram.constants import InlineQueryLimit, InlineQueryResultLimit
from telegram.error import TimedOut

from bot import shapes
from bot.markup import Refusal, bare, buttons
from bot.offline import OfflineTelegram
from bot.shapes import Account, Json
from bot.shown import Shown

_EMPTY_POLL_SECONDS = 0.05
_UPDATES_A_POLL = 100
_RESULT_ID_SIZES = range(InlineQueryResultLimit.MIN_ID_LENGTH, InlineQueryResultLimit.MAX_ID_LENGTH + 1)


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


class SimulatedTelegram(OfflineTelegram):
    """``calls`` is all that was called, with its parameters, but for polling."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(now)
        self.calls: list[tuple[str, Json]] = []
        # By inline query, what was offered; nothing yet while nobody has answered it.
        self._offers: dict[str, list[Json] | None] = {}
        self._faults: dict[str, deque[_Fault]] = {}
        self._waiting: deque[Json] = deque()
        self.webhook, self.webhook_secret = "", ""
        self.webhook_error: Json = {}
        self._allowed_updates: list[str] = []
        self.owners: set[tuple[int, int]] = set()  # of groups: the chat and the person
        self.methods |= {
            "getChatMember": self._get_chat_member,
            "answerInlineQuery": self._answer_inline_query,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": lambda _: self._webhook_info(),
        }

    # What a person does besides: each gives the update that Telegram would deliver.

    def says(self, who: Account, text: str, group: Account | None = None) -> Json:
        return self.sends(who, {"text": text, **shapes.command_entity(text)}, group)

    def sends(self, who: Account, content: Json, group: Account | None = None) -> Json:
        """A message of any kind, in private or in a group; ``content`` holds the fields of that kind."""
        if group is None:
            return super().sends(who, content)
        return self.update({"message": self.keep(_supergroup(group), shapes.user(who), content)})

    def edits(self, who: Account, earlier: Json, text: str) -> Json:
        """Somebody changes the words of a message they sent, given as its update."""
        message = earlier["message"] | {"text": text, "edit_date": int(self.now().timestamp())}
        return self.update({"edited_message": message})

    def types(self, who: Account, text: str) -> Json:
        """Somebody types after the bot's name, in whatever chat."""
        query_id = str(self.next_id())
        self._offers[query_id] = None
        query = {"id": query_id, "from": shapes.user(who), "query": text, "offset": ""}
        return self.update({"inline_query": query})

    def offers(self, query: Json) -> list[Json]:
        """What was offered in answer to what somebody typed, given as its update; nothing while there is no
        answer."""
        return self._offers[query["inline_query"]["id"]] or []

    def chooses(self, who: Account, offered: Json, group: Account) -> Shown:
        """Somebody sends what they were offered into a group."""
        content = _content_of(offered)
        sent = {"text": bare(content), **buttons(offered), "via_bot": shapes.me()}
        self.see("chosen", self.keep(_supergroup(group), shapes.user(who), sent), content["text"])
        return self.shown[-1]

    def blocks(self, who: Account, blocked: bool = True) -> Json:
        """Somebody blocks the bot in their chat with it, or lets it speak again."""
        change = {
            "chat": shapes.private(who),
            "from": shapes.user(who),
            "date": int(self.now().timestamp()),
            "old_chat_member": _membership(not blocked),
            "new_chat_member": _membership(blocked),
        }
        return self.update({"my_chat_member": change})

    # What a test arranges.

    def meet(self, chat: Json) -> None:
        """A chat has the bot in it from now on."""
        self.chats[chat["id"]] = chat

    def forget(self) -> None:
        """Lets go of all that was shown and called; chats and people stay."""
        for kept in (self.shown, self.calls, self.messages, self.files, self.asked_from, self._offers):
            kept.clear()

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

    # What the bot calls.

    def file(self, file_id: str) -> tuple[int, bytes]:
        self.calls.append(("download", {"file_id": file_id}))
        return super().file(file_id)

    async def call(self, name: str, parameters: Json) -> tuple[int, Json]:
        if name != "getUpdates":
            self.calls.append((name, parameters))
        if faults := self._faults.get(name):
            fault = faults.popleft()
            if fault.taken_effect:
                await super().call(name, parameters)
            return fault.answer()
        if name == "getUpdates":
            return 200, {"ok": True, "result": await self._get_updates(parameters)}
        return await super().call(name, parameters)

    async def _get_updates(self, parameters: Json) -> list[Json]:
        """What was delivered and is not confirmed yet; with nothing there, soon an empty list."""
        while self._waiting and self._waiting[0]["update_id"] < int(parameters.get("offset", 0)):
            self._waiting.popleft()
        if not self._waiting:
            await asyncio.sleep(_EMPTY_POLL_SECONDS)
        return list(islice(self._waiting, _UPDATES_A_POLL))

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

    def _get_chat_member(self, parameters: Json) -> Json:
        who = Account(int(parameters["user_id"]), "")
        leads = (int(parameters["chat_id"]), who.id) in self.owners
        status = {"status": "creator", "is_anonymous": False} if leads else {"status": "member"}
        return {"user": shapes.user(who), **status}

    def _answer_inline_query(self, parameters: Json) -> bool:
        query_id, results = str(parameters["inline_query_id"]), parameters["results"]
        _check_results(results)
        if self._offers.get(query_id, []) is not None:
            raise Refusal("Bad Request: query is too old and response timeout expired or query ID is invalid")
        self._offers[query_id] = results
        return True


def _supergroup(group: Account) -> Json:
    return {"id": group.id, "type": "supergroup", "title": group.name}


def _membership(blocked: bool) -> Json:
    state = {"status": "kicked", "until_date": 0} if blocked else {"status": "member"}
    return {"user": shapes.me(), **state}


def _content_of(result: Json) -> Json:
    """The message that an offered article sends, as a call would."""
    content = result["input_message_content"]
    return {**content, "text": content["message_text"]}


def _check_results(results: list[Json]) -> None:
    """What is offered in answer to an inline query: articles. Raises Refusal."""
    ids = [str(result.get("id", "")) for result in results]
    if len(results) > InlineQueryLimit.RESULTS:
        raise Refusal("Bad Request: RESULTS_TOO_MUCH")
    if len({*ids}) < len(ids) or any(len(one.encode()) not in _RESULT_ID_SIZES for one in ids):
        raise Refusal("Bad Request: RESULT_ID_INVALID")
    for result in results:
        if not result.get("title"):
            raise Refusal("Bad Request: ARTICLE_TITLE_EMPTY")
        bare(_content_of(result))
        buttons(result)
