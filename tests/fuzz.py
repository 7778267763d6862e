"""Updates of every kind Telegram can send, and of some it cannot, as hypothesis strategies."""

from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

_IDS = st.sampled_from([1, 42, 1001, 1087968824, 777000, 2**31, 2**52, -5, -500, -1001234567890])
_ODD = st.sampled_from(
    [
        "", " ", "\u200b", "‮喷漆", "👍👨‍👩‍👧‍👦", "<b>", "</blockquote>", "&amp;<script>", "```", "{}{0}", "%s%n",
        "１．２．６", "一（二）6", "1.2.6", "9.9.9", "第六条", "99999999999999999999", "0" * 400, "喷漆中心整改进展", "penqi",
        "目录", "整改情况", "联系方式", "日报", "取消", "发布", "/start", "/start 1-2-6", "/start " + "A" * 64, "/item",
        "/item 1.2.6", "/progress", "/progress 1.2.6 <修好> & 完成", "/progress 1.2.6 " + "长" * 4000, "/digest",
        "/people", "/join", "/join 222222222222", "222222222222", "/list@zhenggai_bot", "/list@other", "/", "//", "/ x",
        "@zhenggai_bot", "@Zhenggai_Bot 目录", "查看 1.2.6", "进展 1.2.6 好", "字" * 4096, "a" * 4096, "\n" * 50,
    ]
)  # fmt: skip
_TEXTS = st.one_of(_ODD, st.text(max_size=60), st.tuples(_ODD, st.text(max_size=20), _ODD).map("".join))
_DATA = st.one_of(
    st.sampled_from(
        [
            "card:1:1.2.6", "full:1:1.2.6", "news:1:1.2.6", "card:2:1.2.6", "list:0", "list:99", "list:-1", "none:0",
            "publish:1", "reword:1", "cancel:1", "revoke:1001", "publish:999999999999999999", "", "card::", ":", "x",
        ]
    ),
    st.text(max_size=30),
)  # fmt: skip


def _optional(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries({}, optional=fields)


_USERS = st.builds(
    lambda who, more: {"id": who, "is_bot": False, "first_name": "某", **more},
    st.integers(1, 2**52),
    _optional(
        last_name=_TEXTS, username=st.just("somebody"), language_code=st.sampled_from(["zh", "en", "xx"])
    ),
)
_CHATS = st.builds(
    lambda who, kind, more: {"id": who, "type": kind, **more},
    _IDS,
    st.sampled_from(["private", "group", "supergroup", "channel"]),
    _optional(title=_TEXTS, is_forum=st.booleans()),
)
_FILE = {"file_id": "a", "file_unique_id": "b"}
_MEDIA = st.sampled_from(
    [
        {"photo": [{**_FILE, "width": 1, "height": 1}]},
        {"photo": []},
        {"document": _FILE},
        {"voice": {**_FILE, "duration": 1}},
        {"video": {**_FILE, "width": 1, "height": 1, "duration": 1}},
        {"location": {"longitude": 1.0, "latitude": 1.0}},
        {"contact": {"phone_number": "1", "first_name": "某"}},
        {"dice": {"emoji": "🎲", "value": 3}},
        {"new_chat_members": [{"id": 5, "is_bot": False, "first_name": "某"}]},
        {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
        {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                  "is_anonymous": True, "type": "regular", "allows_multiple_answers": False}},
        {},
    ]
)  # fmt: skip
_CONTENTS = st.one_of(
    _TEXTS.map(lambda text: {"text": text}),
    st.builds(lambda media, caption: {**media, "caption": caption}, _MEDIA, _TEXTS),
    _MEDIA,
)


def _message(content: Json, chat: Json, sender: Json | None, date: int, more: Json) -> Json:
    text = content.get("text", "")
    command = text.split()[0] if text.startswith("/") and text.split() else ""
    entities = [{"type": "bot_command", "offset": 0, "length": len(command)}] if len(command) > 1 else []
    origin = {"from": sender} if sender else {}
    return {
        "message_id": 5, "date": date, "chat": chat, "entities": entities, **origin, **content, **more,
    }  # fmt: skip


_MESSAGES = st.builds(
    _message,
    _CONTENTS,
    _CHATS,
    st.one_of(_USERS, st.none()),
    st.sampled_from([0, 1, 1_614_900_000, 2**31]),
    _optional(
        sender_chat=_CHATS,
        media_group_id=st.just("7"),
        reply_to_message=st.just({"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}),
    ),
)
_TAPS = st.builds(
    lambda sender, data, message: {
        "id": "1", "from": sender, "chat_instance": "1", **data, **({"message": message} if message else {}),
    },
    _USERS,
    st.one_of(_DATA.map(lambda data: {"data": data}), st.just({}), st.just({"game_short_name": "x"})),
    st.one_of(_MESSAGES, st.none(), _CHATS.map(lambda chat: {"chat": chat, "message_id": 5, "date": 0})),
)  # fmt: skip


def _query(sender: Json, text: str) -> Json:
    return {"inline_query": {"id": "1", "from": sender, "query": text[:256], "offset": ""}}


_UNKNOWN_SHAPES = st.sampled_from(
    [
        {"message": {"message_id": "x", "chat": 5}},
        {"message": None},
        {"message": []},
        {"message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}, "text": "\ud83d"}},
        {"callback_query": {"id": 1}},
        {"something_new": {"a": 1}},
        {},
    ]
)  # fmt: skip
CONTENTS = st.one_of(
    _MESSAGES.map(lambda message: {"message": message}),
    _TAPS.map(lambda tap: {"callback_query": tap}),
    st.builds(_query, _USERS, _TEXTS),
    _MESSAGES.map(lambda message: {"edited_message": message}),
    _MESSAGES.map(lambda message: {"channel_post": message}),
    _MESSAGES.map(lambda message: {"edited_channel_post": message}),
    _UNKNOWN_SHAPES,
)
"""What an update holds besides its id."""
