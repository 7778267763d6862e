"""Photos and files: whose they become, how they are fetched and kept, and who sees them."""

import hashlib
import io
import os
from datetime import timedelta

import pytest
from PIL import Image

from bot.clock import tick
from db import evidence
from db.audit import audit
from knowledge.model import Role
from tests.pictures import picture
from tests.town import Someone, Town

PLACE = "2021:03:05"


@pytest.fixture
async def staff(town: Town) -> Someone:
    return await town.invited(Role.STAFF, "环保办")


async def publish(staff: Someone, *photos: bytes) -> None:
    await staff.says("/progress 1.2.6 泵站已修好")
    for photo in photos:
        await staff.photographs(photo)
    await staff.taps("发布")


@pytest.mark.parametrize("kind", ["video", "animation"])
async def test_a_film_is_not_taken_and_its_words_are(staff: Someone, kind: str) -> None:
    film = {"file_id": "v", "file_unique_id": "v", "duration": 3, "width": 10, "height": 10}
    assert (await staff.sends({kind: film})).startswith("您发的视频没有收：只收照片")
    said = await staff.sends({kind: film, "caption": "1.2.6 泵站已修好"})
    assert said.startswith("您发的视频没有收：")
    assert "预览" in said


async def album_of(citizen: Someone) -> list[bytes]:
    """What a citizen sees who looks at the progress and taps the photos."""
    await citizen.says("1.2.6")
    await citizen.taps("进展")
    label = next(label for label in citizen.labels(citizen.last) if label.startswith("照片和文件"))
    await citizen.taps(label)
    return [data for shown in citizen.seen for data in shown.files]


async def test_photos_after_the_words_are_the_drafts(staff: Someone) -> None:
    await staff.says("/progress 1.2.6 泵站已修好")
    assert "附照片和文件 1 个" in await staff.photographs(picture())
    assert "附照片和文件 2 个" in await staff.photographs(picture("red"))


async def test_a_photo_before_the_words_waits_for_them(staff: Someone) -> None:
    assert "它是哪个问题的" in await staff.photographs(picture())
    await staff.taps("1.2.6")
    assert "附照片和文件 1 个" in await staff.says("泵站已修好")


async def test_an_album_changes_one_preview(staff: Someone) -> None:
    await staff.photographs(picture(), "/progress 1.2.6 泵站已修好", "A")
    for colour in ("red", "blue"):
        await staff.photographs(picture(colour), album="A")
    previews = [shown for shown in staff.seen if shown.text.startswith("预览")]
    assert len({shown.message_id for shown in previews}) == 1
    assert "附照片和文件 3 个" in staff.last.text


async def test_an_album_asks_what_it_is_for_until_that_was_heard(town: Town, staff: Someone) -> None:
    first, second = (
        town.telegram.photographs(staff.account, picture(), media_group_id="A") for _ in range(2)
    )
    for _ in range(2):
        assert "它是哪个问题的" in await staff.does(first)
    for _ in range(2):
        assert await staff.does(second) == ""


async def test_words_for_a_photo_delivered_again_show_the_same_draft(town: Town, staff: Someone) -> None:
    await staff.photographs(picture())
    update = town.telegram.says(staff.account, "喷漆中心的泵站修好了")
    for _ in range(2):
        assert (await staff.does(update)).startswith("预览")


async def test_the_parts_of_an_album_may_come_in_any_order(staff: Someone) -> None:
    """The one with the words comes last, and an earlier draft is open."""
    await staff.says("/progress 1.2.5 土坯房已改造")
    await staff.photographs(picture("red"), album="A")
    await staff.photographs(picture("blue"), album="A")
    assert "附照片和文件 3 个" in await staff.photographs(picture(), "/progress 1.2.6 泵站已修好", "A")
    listed = await staff.says("/drafts")
    assert "1.2.6 泵站已修好（附 3 个）" in listed
    assert "1.2.5 土坯房已改造\n" in f"{listed}\n"


async def test_other_drafts_keep_their_photos(staff: Someone) -> None:
    await staff.photographs(picture(), "/progress 1.2.6 泵站已修好")
    assert "附照片" not in await staff.says("/progress 1.2.5 土坯房已改造")


async def test_more_than_ten_are_not_taken(staff: Someone, town: Town) -> None:
    await staff.says("/progress 1.2.6 泵站已修好")
    for number in range(10):
        town.clock.pass_by(timedelta(seconds=20))
        await staff.photographs(picture(f"#0000{number:02}"))
    assert "最多 10 个" in await staff.photographs(picture("red"))


async def test_it_is_kept_once_under_its_digest_without_the_place(town: Town, staff: Someone) -> None:
    await publish(staff, picture(place=PLACE))
    await town.fetch()
    await town.fetch()
    (file,) = (town.settings.data_dir / "evidence").iterdir()
    kept = file.read_bytes()
    assert file.name == hashlib.sha256(kept).hexdigest()
    assert file.stat().st_mode & 0o777 == 0o600
    assert PLACE.encode() in picture(place=PLACE)
    assert PLACE.encode() not in kept
    assert [name for name, _ in town.telegram.calls].count("download") == 1
    assert audit(town.database).faults == ()


async def test_a_turned_picture_stands_upright(town: Town, staff: Someone) -> None:
    await publish(staff, picture(turned=True))
    await town.fetch()
    (file,) = (town.settings.data_dir / "evidence").iterdir()
    with Image.open(io.BytesIO(file.read_bytes())) as image:
        assert image.size == (32, 64)


async def test_citizens_see_the_photos_as_an_album(town: Town, staff: Someone, citizen: Someone) -> None:
    await publish(staff, picture("red"), picture("blue"))
    await town.fetch()
    assert len(await album_of(citizen)) == 2
    assert citizen.seen[-1].method == "sendMediaGroup"
    assert citizen.seen[-1].text.startswith("1.2.6 ")


async def test_nothing_is_seen_before_it_is_published(town: Town, staff: Someone, citizen: Someone) -> None:
    await staff.photographs(picture(), "/progress 1.2.6 泵站已修好")
    await town.fetch()
    await citizen.says("1.2.6")
    await citizen.taps("进展")
    assert not any(label.startswith("照片") for label in citizen.labels(citizen.last))


async def test_a_download_that_fails_is_taken_up_again(town: Town, staff: Someone, citizen: Someone) -> None:
    await publish(staff, picture())
    town.telegram.fail("getFile", 502)
    await town.fetch()
    assert evidence.kept(town.database) == []
    await town.restart()
    town.clock.pass_by(timedelta(seconds=5))
    await town.fetch()
    assert len(await album_of(citizen)) == 1


async def test_what_only_says_it_is_a_picture_is_refused_and_its_sender_told(
    town: Town, staff: Someone
) -> None:
    await staff.says("/progress 1.2.6 泵站已修好")
    await staff.uploads("现场.jpg", b"MZ\x90\x00 no picture at all")
    await town.fetch()
    assert "文件“现场.jpg”没有收：只收照片" in await staff.hears()
    assert "附照片" not in await staff.says("/drafts")


async def test_a_file_of_another_kind_is_refused_at_once_and_not_counted(staff: Someone) -> None:
    await staff.says("/progress 1.2.6 泵站已修好")
    await staff.uploads("a.jpg", picture())
    assert "文件“go.sh”没有收：只收照片" in await staff.uploads("go.sh", b"#!/bin/sh")
    assert "附 1 个" in await staff.says("/drafts")


@pytest.mark.parametrize("name", ["现场.jfif", "现场.JPG", "现场"])
async def test_a_picture_may_have_another_ending_or_none(
    town: Town, staff: Someone, citizen: Someone, name: str
) -> None:
    await publish(staff)
    await staff.taps("补充照片")
    assert "没有收" not in await staff.uploads(name, picture())
    await town.fetch()
    assert len(await album_of(citizen)) == 1


async def test_of_a_file_that_is_not_taken_the_words_are(staff: Someone) -> None:
    said = await staff.uploads("go.sh", b"#!/bin/sh", "/progress 1.2.6 泵站已修好")
    assert "文件“go.sh”没有收" in said
    assert "预览" in said
    assert "附照片" not in said


async def test_a_file_that_is_too_large_is_said_to_be(staff: Someone) -> None:
    said = await staff.uploads("a.pdf", b"%PDF-", "/progress 1.2.6 泵站已修好", file_size=20_000_001)
    assert "文件“a.pdf”没有收：太大了" in said
    assert "附照片" not in said


async def test_a_text_of_supervisors_is_no_evidence(town: Town) -> None:
    supervisor = await town.invited(Role.SUPERVISOR, "督办室")
    said = await supervisor.uploads("说明.txt", "整改说明".encode())
    assert "文件“说明.txt”没有收" in said
    assert "哪个问题" not in said


async def test_of_an_opinion_the_words_are_taken_and_the_file_is_not(citizen: Someone) -> None:
    said = await citizen.uploads("go.sh", b"#!/bin/sh", "提意见 路灯坏了三天了")
    assert "文件“go.sh”没有收" in said
    assert "已受理" in said
    assert "附照片" not in await citizen.says("210305-01")


async def test_a_file_that_is_not_taken_is_no_opinion(citizen: Someone) -> None:
    await citizen.says("提意见")
    assert (await citizen.uploads("go.sh", b"#!/bin/sh")).endswith("请另存后再发。")
    assert "已受理，编号 210305-01" in await citizen.says("路灯坏了三天了")


async def test_a_pdf_is_kept_as_it_came(town: Town, staff: Someone, citizen: Someone) -> None:
    await staff.says("/progress 1.2.6 泵站已修好")
    await staff.uploads("验收单.pdf", b"%PDF-1.7 minutes")
    await staff.taps("发布")
    await town.fetch()
    assert await album_of(citizen) == [b"%PDF-1.7 minutes"]


async def test_photos_can_be_added_afterwards(town: Town, staff: Someone, citizen: Someone) -> None:
    await publish(staff)
    await staff.taps("补充照片")
    assert "已补充" in await staff.photographs(picture())
    await town.fetch()
    assert len(await album_of(citizen)) == 1


async def test_a_file_that_was_altered_is_not_shown(town: Town, staff: Someone, citizen: Someone) -> None:
    await publish(staff, picture())
    await town.fetch()
    (file,) = (town.settings.data_dir / "evidence").iterdir()
    file.write_bytes(b"something else")
    await citizen.says("1.2.6")
    await citizen.taps("进展")
    assert "取不出来" in await citizen.taps("照片和文件（1）")


async def test_an_admins_file_is_still_a_notice(town: Town) -> None:
    admin = await town.invited(Role.ADMIN)
    assert "不是能读的格式" in await admin.uploads("x.zip", b"PK")


async def test_a_photo_placed_after_it_was_fetched_keeps_history_whole(town: Town, staff: Someone) -> None:
    await staff.photographs(picture())
    await town.fetch()
    await staff.taps("1.2.6")
    await staff.says("泵站已修好")
    await staff.taps("发布")
    assert audit(town.database).faults == ()


async def test_what_nobody_says_the_use_of_is_forgotten_and_history_stays_whole(
    town: Town, staff: Someone
) -> None:
    await staff.photographs(picture())
    await town.fetch()
    (file,) = (town.settings.data_dir / "evidence").iterdir()
    os.utime(file, (0, 0))
    town.clock.pass_by(timedelta(days=8))
    tick(town.database, town.clock.now(), town.settings.zone, town.bot.jobs)
    assert audit(town.database).faults == ()
    assert list((town.settings.data_dir / "evidence").iterdir()) == []


async def test_forgetting_a_person_forgets_what_they_sent_and_did_not_use(town: Town, staff: Someone) -> None:
    await staff.photographs(picture())
    await town.fetch()
    await staff.says("/forget")
    assert audit(town.database).faults == ()
    assert evidence.kept(town.database) == []


async def test_one_file_that_cannot_be_kept_stops_no_other(town: Town, staff: Someone) -> None:
    for _ in range(2):
        await staff.says("/progress 1.2.6 泵站已修好")
        await staff.uploads("说明.txt", b"no photo")
        await town.fetch()
    await staff.photographs(picture())
    await town.fetch()
    assert len(evidence.kept(town.database)) == 1


async def test_a_damaged_picture_does_not_stop_the_fetcher(town: Town, staff: Someone) -> None:
    await staff.says("/progress 1.2.6 泵站已修好")
    whole = picture(place=PLACE, turned=True)
    at = whole.index(b"Exif")
    for number in range(4, 40):
        town.clock.pass_by(timedelta(seconds=10))
        damaged = whole[: at + number] + b"\xff\x01" + whole[at + number + 2 :]
        await staff.photographs(damaged)
    await town.fetch()
    await town.fetch()
    assert evidence.owed(town.database, town.clock.now(), 1) == []


async def test_a_photo_for_the_finding_just_chosen_is_not_another_drafts(staff: Someone) -> None:
    await staff.says("/progress 1.2.5 土坯房已改造")
    await staff.says("/progress")
    await staff.taps("1.2.6")
    assert "请再发一句进展内容" in await staff.photographs(picture())
    assert "附照片和文件 1 个" in await staff.says("泵站已修好")
    assert "1.2.5 土坯房已改造（附" not in await staff.says("/drafts")


async def test_a_late_part_of_an_album_is_nobody_elses(staff: Someone) -> None:
    await staff.photographs(picture(), "/progress 1.2.6 泵站已修好", "A")
    await staff.taps("发布")
    assert "到得晚" in await staff.photographs(picture("red"), album="A")
    assert "附照片" not in await staff.says("/progress 1.2.5 土坯房已改造")


async def test_a_published_photo_stays_where_it_is(town: Town, staff: Someone, citizen: Someone) -> None:
    await staff.photographs(picture(), "/progress 1.2.6 泵站已修好", "A")
    await staff.taps("发布")
    await staff.photographs(picture("red"), "/progress 1.2.5 土坯房已改造", "A")
    await staff.taps("发布")
    await town.fetch()
    assert len(await album_of(citizen)) == 1
    assert audit(town.database).faults == ()


async def test_leaving_lets_go_of_the_photos(staff: Someone) -> None:
    await staff.photographs(picture())
    await staff.taps("1.2.6")
    await staff.says("取消")
    assert "附照片" not in await staff.says("/progress 1.2.5 土坯房已改造")


async def test_adding_photos_can_be_left(staff: Someone) -> None:
    await publish(staff)
    await staff.taps("补充照片")
    assert "已取消" in await staff.says("取消")
    assert "它是哪个问题的" in await staff.photographs(picture())


async def test_a_file_of_citizens_is_shown_under_a_name_of_ours(
    town: Town, staff: Someone, citizen: Someone
) -> None:
    await staff.says("/progress 1.2.6 泵站已修好")
    await staff.uploads("王小明处分决定.pdf", b"%PDF-1.7 minutes")
    await staff.taps("发布")
    await town.fetch()
    await album_of(citizen)
    names = [name for _, call in town.telegram.calls for name in call.get("names", ())]
    assert names == ["1.pdf"]


async def test_a_file_beyond_what_can_be_fetched_is_refused_at_once(staff: Someone) -> None:
    assert "上限 20 MB" in await staff.uploads("a.pdf", b"%PDF", file_size=30_000_000)


async def test_a_photo_under_too_long_words_waits_for_others(staff: Someone) -> None:
    assert "字以内" in await staff.photographs(picture(), f"/progress 1.2.6 {'长' * 1001}")
    assert "附照片和文件 1 个" in await staff.says("/progress 1.2.6 泵站已修好")


async def test_after_a_publication_a_photo_is_not_an_older_drafts(staff: Someone) -> None:
    await staff.says("/progress 1.2.5 土坯房已改造")
    await publish(staff)
    assert "它是哪个问题的" in await staff.photographs(picture())


async def test_a_photo_under_the_bare_command_waits_for_the_words(staff: Someone) -> None:
    assert "点编号选一个问题" in await staff.photographs(picture(), "/progress")
    await staff.taps("1.2.6")
    assert "附照片和文件 1 个" in await staff.says("泵站已修好")
