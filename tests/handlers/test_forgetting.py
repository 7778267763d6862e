"""A citizen has everything erased that is kept of them, and nothing of it is left in any file."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.clock import tick
from bot.salt import person_keys
from db import forgetting
from db.audit import audit
from db.backup import back_up, opened
from db.models import InboxRow, QuestionRow
from knowledge.model import Role
from tests.town import Someone, Town, receive

_SECRET = "喷漆中心那个张大锤"


def questions(town: Town) -> list[str]:
    with town.database.snapshot() as session:
        return list(session.exec(select(QuestionRow.text)))


def files_with(folder: Path, words: str) -> list[str]:
    """As text, as JSON writes it, and a number as the database does."""
    forms = [words.encode(), words.encode("ascii", "backslashreplace")]
    forms += [int(words).to_bytes(4)] if words.isdecimal() else []
    files = [file for file in folder.iterdir() if file.is_file()]
    return [file.name for file in files if any(form in file.read_bytes() for form in forms)]


async def test_questions_are_erased_and_the_chain_stays_whole(town: Town, citizen: Someone) -> None:
    other = town.newcomer()
    await other.says("污水管网整改进展")
    await citizen.says(_SECRET)
    assert "问过的问题 1 个" in await citizen.says("/forget")
    assert questions(town) == ["污水管网整改进展"]
    assert audit(town.database).faults == ()


@pytest.mark.on_sqlite("PostgreSQL's files are its own, and overwrite nothing")
async def test_no_file_holds_a_trace_of_it(town: Town, tmp_path: Path) -> None:
    chat = {"id": 987654321, "type": "private", "first_name": "张大锤"}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": {**chat, "is_bot": False}}
    await town.bot.intake.accept([{"update_id": 1, "message": message | {"text": _SECRET}}])
    assert files_with(tmp_path, _SECRET)
    assert files_with(tmp_path, "987654321")
    await handle_all(town)
    await town.bot.intake.accept([{"update_id": 2, "message": message | {"text": "/forget"}}])
    await handle_all(town)
    assert "已删除" in town.telegram.shown[-1].text
    tick(town.database, town.clock.now(), town.settings.zone, ())
    for words in (_SECRET, "张大锤", "987654321"):
        assert files_with(tmp_path, words) == []
    back_up(town.database, tmp_path, tmp_path / "new.tar.gz")
    with opened(tmp_path / "new.tar.gz") as (folder, _):
        for words in (_SECRET, "张大锤", "987654321"):
            assert files_with(folder, words) == []


async def handle_all(town: Town) -> None:
    await receive(town, [])
    await town.bot.intake.settle()


async def test_what_was_set_aside_is_emptied(town: Town, citizen: Someone) -> None:
    mine = f'{{"from": {{"id": {citizen.account.id}, "is_bot": false}}}}'
    with town.database.transaction() as session:
        for update_id, chat_id, body in ((1, citizen.account.id, "{}"), (2, -500, mine), (3, 77, "{}")):
            row = InboxRow(
                update_id=update_id, chat_id=chat_id, body=body, state="failed", received_at=town.clock.now()
            )
            session.add(row)
    await citizen.says("删除我的数据")
    with town.database.snapshot() as session:
        left = session.exec(select(InboxRow.update_id).where(col(InboxRow.body).is_not(None)))
        assert list(left) == [3]


async def test_a_guesser_gets_no_new_tries(town: Town, citizen: Someone) -> None:
    for _ in range(5):
        await citizen.says("/join WRQNGCQDEABC")
    await citizen.says("/forget")
    assert "错得太多次" in await citizen.says("/join WRQNGCQDEABC")


async def test_staff_are_told_what_stays(town: Town) -> None:
    staff = await town.invited(Role.STAFF)
    assert "公务记录" in await staff.says("/forget")
    assert "预览" in await staff.says("/progress 1.2.6 泵站修好")


async def test_what_came_back_with_a_backup_is_erased_again(town: Town, citizen: Someone) -> None:
    await citizen.says("/forget")
    await citizen.says(_SECRET)
    keys = forgetting.forgotten(town.database)
    forgetting.forget_again(town.database, keys, person_keys(town.settings.data_dir), town.clock.now())
    assert questions(town) == []


async def test_questions_are_kept_so_long(town: Town, citizen: Someone) -> None:
    await citizen.says(_SECRET)
    for days, left in ((179, 1), (2, 0)):
        town.clock.pass_by(timedelta(days=days))
        tick(town.database, town.clock.now(), town.settings.zone, town.bot.jobs)
        assert len(questions(town)) == left


def test_the_salt_is_its_owners_alone(town: Town) -> None:
    salt = town.settings.data_dir / "salt"
    assert salt.stat().st_mode & 0o777 == 0o600
    assert person_keys(town.settings.data_dir)(7) == person_keys(town.settings.data_dir)(7)


@pytest.mark.parametrize("role", Role)
async def test_privacy_in_ten_lines(town: Town, role: Role) -> None:
    someone = await town.invited(role) if role is not Role.CITIZEN else town.newcomer()
    lines = (await someone.says("隐私")).splitlines()
    assert len(lines) == 11
    assert any("180 天" in line for line in lines)
