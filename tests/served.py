"""A bot that is served, from inside its process: what it stored and answered, and what is put in its way."""

import asyncio
from typing import Any

import pytest
from sqlmodel import col, select

from bot.shapes import Account, Json
from db.models import InboxRow
from knowledge.asking import answers as asking
from tests.town import Town


def rows(town: Town) -> list[InboxRow]:
    with town.database.snapshot() as session:
        found = list(session.exec(select(InboxRow).order_by(col(InboxRow.update_id))))
        session.expunge_all()
        return found


def answers(town: Town, who: Account) -> list[str]:
    return [shown.text for shown in town.telegram.shown if shown.chat_id == who.id]


def hold(town: Town, monkeypatch: pytest.MonkeyPatch, who: Account) -> tuple[asyncio.Event, list[str]]:
    """Telegram takes nothing for this person until the event is set; what waits is listed."""
    call, released, waiting = town.telegram.call, asyncio.Event(), list[str]()

    async def held(name: str, parameters: Json) -> tuple[int, Json]:
        if parameters.get("chat_id") == who.id:
            waiting.append(name)
            await released.wait()
        return await call(name, parameters)

    monkeypatch.setattr(town.telegram, "call", held)
    return released, waiting


def fail_times(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """The answering of questions fails so many times."""
    answer, left = asking.answer, [1] * times

    def faulty(*arguments: Any) -> Any:
        if left:
            left.pop()
            raise RuntimeError("boom")
        return answer(*arguments)

    monkeypatch.setattr(asking, "answer", faulty)
