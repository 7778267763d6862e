"""The command line, in a process of its own."""

import json
import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from bot.lock import receiving
from knowledge.progress.opinions import TICKET
from tests.http_stub import TOKEN, http_telegram
from tests.program import Program
from tests.registers import by_hand, edited
from tests.shell import Shell
from tests.town import DATA

HUBIN = str(DATA / "notices" / "hubin-2021.txt")
S03 = str(DATA / "notices" / "s03.txt")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_ask_json_is_one_object_for_every_line(shell: Shell) -> None:
    lines = ["喷漆中心整改进展", "", "字" * 5000, "联系电话多少", "污水", "明天下雨不"]
    done = shell("ask", "-", "--json", typed="\n".join(lines) + "\n")
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [reply["q"] for reply in replies] == lines
    assert [reply["kind"] for reply in replies] == [
        "answer", "not_found", "not_found", "overview", "choices", "not_found",
    ]  # fmt: skip
    first = replies[0]
    assert set(first) == {"q", "kind", "intent", "codes", "notices", "focus", "text", "ms"}
    assert first["codes"][0] == "1.2.6"
    assert "集中喷漆车间改造完成" in first["focus"]
    assert first["focus"] in first["text"]
    assert replies[3]["intent"] == "contact"


def test_ask_answers_one_question_in_words(shell: Shell) -> None:
    asked = "ask", "喷漆中心整改进展"
    with Program(*asked, env=shell.environment(), cwd=shell.folder, cold=True) as running:
        assert running.wait() == 0
        assert running.out().startswith("1.2.6 ")


def test_asking_stores_no_question(shell: Shell) -> None:
    shell("ask", "明天下雨不")
    digest = shell("chat", "--as", "supervisor", typed="日报\n").stdout
    assert "没有新的变化" in digest


def test_piped_chat_prints_the_answers_and_ends(shell: Shell) -> None:
    done = shell("chat", typed="喷漆中心整改进展\n1\n")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "集中喷漆车间改造完成" in done.stdout
    assert "您> " not in done.stdout
    assert "2013年以来管网建设共计花费2743.15万元" in done.stdout


def test_a_buttons_word_is_the_button_in_the_terminal(shell: Shell) -> None:
    written = "/progress 1.2.6 泵站已修好\n"
    assert "已撤回 1.2.6" in shell("chat", "--as", "staff", typed=f"{written}发布\n撤回\n").stdout
    assert "已发布" in shell("chat", "--as", "staff", typed=f"{written}谢谢\n发布\n1\n").stdout


def test_without_a_token_it_says_so_and_chats(shell: Shell) -> None:
    done = shell(typed="1.2.6\n")
    assert done.returncode == 0
    assert done.stdout.startswith("没有设置 BOT_TOKEN")
    assert "1.2.6 污水管网" in done.stdout


def test_the_terminal_works_in_each_role(shell: Shell) -> None:
    posted = shell("chat", "--as", "staff", typed="/progress 1.2.6 泵站已修好\n1\n").stdout
    assert "已发布" in posted
    assert "泵站已修好" in shell("chat", typed="1.2.6\n").stdout
    assert "泵站已修好" in shell("chat", "--as", "supervisor", typed="日报\n").stdout
    assert "督办人员" in shell("chat", typed="日报\n").stdout


def test_parse_json_has_every_key(shell: Shell) -> None:
    parsed = json.loads(shell("parse", HUBIN, "--json").stdout)
    assert {"title", "issuer", "issued_on", "phone", "email", "findings", "unassigned"} <= set(parsed)
    assert len(parsed["findings"]) == 27
    assert {
        "code", "section", "category", "problem", "rectification", "measures", "status", "status_quote",
    } == set(parsed["findings"][0])  # fmt: skip


def test_parse_reports_in_words(shell: Shell) -> None:
    done = shell("parse", HUBIN)
    assert "读出 27 个问题，其中 27 个有整改情况；0 段未归类" in done.stdout
    assert not (shell.folder / "data").exists()


def test_load_into_an_empty_database_loads_only_that_file(shell: Shell) -> None:
    assert shell("load", S03, "--yes").returncode == 0
    assert "6 个问题" in shell("chat", typed="目录\n").stdout


def test_load_without_a_terminal_needs_yes(shell: Shell) -> None:
    done = shell("load", S03)
    assert done.returncode == 2
    assert "--yes" in done.stderr
    assert "27 个问题" in shell("chat", typed="目录\n").stdout


def test_load_says_what_will_differ(shell: Shell) -> None:
    shell("ask", "1.1.1")
    done = shell("load", S03, "--yes")
    assert "相同 0，改动 0，新增 6，不再出现 27" in done.stdout
    assert "已载入" in done.stdout
    assert "已经在用" in shell("load", S03, "--yes").stdout


def test_a_withdrawn_notice_gives_way_to_the_one_before(shell: Shell) -> None:
    shell("ask", "1.1.1")
    shell("load", S03, "--yes")
    listed = shell("notices", "list").stdout.splitlines()
    assert [line.split("\t")[:2] for line in listed] == [["2", "使用中"], ["1", "未使用"]]
    assert "已撤回" in shell("notices", "withdraw", "2").stdout
    assert "27 个问题" in shell("chat", typed="目录\n").stdout
    again = shell("notices", "withdraw", "2")
    assert again.returncode == 2
    assert "没有编号为 2 的通报" in again.stderr


def test_with_no_notice_in_force_one_line_says_so(shell: Shell) -> None:
    shell("ask", "1.1.1")
    assert "群众问什么都只答“通报还没有放进来”" in shell("notices", "withdraw", "1").stdout
    for command in (("ask", "喷漆"), ("ask", "喷漆", "--json"), ("chat",), ("chat", "--as", "staff")):
        done = shell(*command, typed="喷漆\n")
        assert (done.returncode, done.stdout) == (2, ""), command
        assert done.stderr == "没有使用中的通报，请运行 python -m bot load 文件\n"
    asked = shell("chat", "--as", "admin", typed="喷漆\n通报\n")
    assert "通报还没有放进来" in asked.stdout
    assert "未使用" in asked.stdout
    assert asked.stderr == ""


def test_a_folder_is_loaded_by_one_command(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "notices"
    folder.mkdir()
    for name in ("s03.txt", "s11.txt"):
        (folder / name).write_bytes((DATA / "notices" / name).read_bytes())
    (folder / "坏的.txt").write_text("今天天气好。", encoding="utf-8")
    refused = shell("load", str(folder))
    assert (refused.returncode, "--yes" in refused.stderr) == (2, True)
    loaded = shell("load", str(folder), "--yes")
    assert loaded.returncode == 1
    assert "载入 2 份，没有载入 1 份" in loaded.stdout
    assert [line[0] for line in loaded.stdout.splitlines()[:3]] == ["✓", "✓", "✗"]
    assert shell("notices", "list").stdout.count("使用中") == 2
    assert "另有 1 份通报继续使用" in shell("load", str(folder / "s03.txt"), "--yes").stdout


def test_the_digest_as_files(shell: Shell, tmp_path: Path) -> None:
    assert "日报、图表和台账已写到文件夹" in shell("digest", "--out", "mornings/1").stdout
    folder = tmp_path / "mornings" / "1"
    assert "整改情况：共 27 个问题" in (folder / "digest.txt").read_text(encoding="utf-8")
    assert (folder / "chart.png").read_bytes().startswith(b"\x89PNG")
    assert (folder / "register.xlsx").read_bytes().startswith(b"PK")


def test_the_digest_of_a_day_in_the_terminal(shell: Shell) -> None:
    assert shell("digest", "--date", "2021-03-05").stdout.startswith("2021-03-05 日报\n")
    done = shell("digest", "--date", "2121-03-05")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_parse_as_markdown(shell: Shell) -> None:
    printed = shell("parse", S03, "--markdown").stdout
    assert printed.startswith("# 临汐市卫生健康委员会党委关于巡察整改进展情况的通报\n")
    assert "#### 2.1.1（已完成）" in printed


@pytest.mark.parametrize("command", ["parse", "load"])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "没有这个文件"),
        (b"", "空文件"),
        (b"\x00\x01\x02", "不是能读的格式"),
        ("今天天气真好。".encode(), "不是巡察整改通报"),
    ],
)
def test_an_unreadable_file_gets_one_line_and_exit_2(
    shell: Shell, command: str, content: bytes | None, words: str
) -> None:
    path = shell.folder / "file.txt"
    if content is not None:
        path.write_bytes(content)
    done = shell(command, str(path))
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (shell.folder / "data").exists()


@pytest.mark.parametrize("arguments", [("fly",), ("ask",), ("chat", "--as", "king"), ("invite", "citizen")])
def test_a_wrong_command_says_so(shell: Shell, arguments: tuple[str, ...]) -> None:
    done = shell(*arguments)
    assert done.returncode == 2
    assert "命令写得不对" in done.stderr


def test_a_wrong_setting_stops_the_start_by_name(shell: Shell) -> None:
    done = shell(BOT_TIMEZONE="Mars/Base")
    assert done.returncode == 2
    assert "BOT_TIMEZONE" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_is_none_is_said_so(shell: Shell) -> None:
    broken = shell.folder / "broken.db"
    broken.write_bytes(b"this is no database" * 100)
    done = shell("ask", "喷漆", BOT_DATABASE_URL=f"sqlite:///{broken}")
    assert done.returncode == 2
    assert "数据库打不开" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.on_sqlite("looks at the file")
def test_a_database_of_a_newer_program_is_left_alone(shell: Shell) -> None:
    shell("ask", "1.1.1")
    with closing(sqlite3.connect(shell.folder / "data" / "zhenggai.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    done = shell("ask", "1.1.1")
    assert done.returncode == 2
    assert "升级程序" in done.stderr


def test_a_first_start_of_several_at_once_succeeds(shell: Shell) -> None:
    with ThreadPoolExecutor(4) as pool:
        starts = [pool.submit(shell, "ask", "1.1.1") for _ in range(4)]
        assert [start.result().returncode for start in starts] == [0] * 4


@pytest.mark.on_sqlite("looks at the file")
def test_the_data_is_its_owners_alone(shell: Shell) -> None:
    shell("ask", "1.1.1")
    data = shell.folder / "data"
    assert data.stat().st_mode & 0o777 == 0o700
    assert (data / "zhenggai.db").stat().st_mode & 0o777 == 0o600


def test_ask_names_the_choices(shell: Shell) -> None:
    assert "1.1.1 部分问题仍未整改完成" in shell("ask", "污水").stdout


def test_invite_prints_a_code_that_lets_in(shell: Shell) -> None:
    done = shell("invite", "staff", "--unit", "环保办")
    code = done.stdout.split("邀请码：")[1].split()[0]
    assert "没有设置 BOT_TOKEN" in done.stdout
    assert "您是环保办的工作人员" in shell("chat", typed=f"/join {code}\n").stdout


def test_invite_gives_the_link_where_telegram_answers(shell: Shell) -> None:
    with http_telegram() as stub:
        done = shell("invite", "staff", BOT_TOKEN=TOKEN, BOT_API_URL=stub.url)
    code = done.stdout.split("邀请码：")[1].split()[0]
    assert f"https://t.me/zhenggai_bot?start={code}" in done.stdout


def test_invite_without_a_line_gives_the_code_alone(shell: Shell) -> None:
    done = shell("invite", "staff", BOT_TOKEN=TOKEN, BOT_API_URL="http://127.0.0.1:9")
    assert done.returncode == 0
    assert "邀请码：" in done.stdout
    assert "连不上 Telegram" in done.stdout


def test_an_invitation_goes_to_the_town_that_is_called_so(shell: Shell) -> None:
    shell("invite", "staff", "--town", "云汀县水利局")
    done = shell("invite", "staff", "--town", "云汀县")
    assert (
        "请到：云汀县\n云汀县还没有通报，请管理员把文件发来。镇名写错了请重新邀请，现有：云汀县水利局。"
        in done.stdout
    )
    assert "请到：云汀县水利局" in shell("invite", "staff", "--town", "水利局").stdout


def test_a_town_without_its_kind_is_no_new_town(shell: Shell) -> None:
    shell("invite", "staff", "--town", "青岭镇")
    assert "请到：青岭镇" in shell("invite", "staff", "--town", "青岭").stdout


@pytest.mark.parametrize("option", ["--town", "--unit"])
def test_an_invitation_to_nothing_is_refused(shell: Shell, option: str) -> None:
    done = shell("invite", "staff", option, " ")
    assert done.returncode == 2
    assert done.stderr == f"{option} 后面是空的，请写上名字。\n"


def test_evaluate_prints_rates_by_kind(shell: Shell) -> None:
    done = shell("evaluate", str(DATA / "questions.jsonl"))
    assert done.returncode == 0
    for kind in ("keyword", "pinyin", "meta", "out_of_scope"):
        assert kind in done.stdout


@pytest.mark.parametrize("line", ["{broken", '{"q": "喷漆", "codes": "1.2.6"}'])
def test_evaluate_names_a_broken_line(shell: Shell, line: str) -> None:
    path = shell.folder / "q.jsonl"
    path.write_text(f'{{"q": "喷漆", "codes": ["1.2.6"]}}\n{line}\n', encoding="utf-8")
    done = shell("evaluate", str(path))
    assert done.returncode == 2
    assert "第 2 行" in done.stderr


@pytest.mark.on_sqlite("PostgreSQL has backups of its own")
def test_a_backup_is_restored_elsewhere_and_answers(shell: Shell) -> None:
    shell("load", S03, "--yes", BOT_DATA_DIR="here")
    assert "打开核对过" in shell("backup", "b.tar.gz", BOT_DATA_DIR="here").stdout
    assert shell("restore", "b.tar.gz", BOT_DATA_DIR="there").returncode == 0
    assert shell("audit", BOT_DATA_DIR="there").returncode == 0
    assert "医疗废物" in shell("chat", typed="目录\n", BOT_DATA_DIR="there").stdout


def test_the_register_is_written_as_an_excel_file(shell: Shell) -> None:
    done = shell("register", "export", "台账.xlsx")
    assert "27 个问题" in done.stdout
    assert (shell.folder / "台账.xlsx").read_bytes().startswith(b"PK")
    assert shell("register", "export", "none/台账.xlsx").returncode == 2


@pytest.mark.parametrize("name", ["台账.xls", "台账"])
def test_the_register_is_written_as_nothing_else(shell: Shell, tmp_path: Path, name: str) -> None:
    done = shell("register", "export", name)
    assert done.returncode == 2
    assert ".xlsx" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not [*tmp_path.rglob(name)]


def test_the_register_is_read_back(shell: Shell) -> None:
    shell("register", "export", "台账.xlsx")
    file = shell.folder / "台账.xlsx"
    assert "没有要导入的改动" in shell("register", "import", "台账.xlsx").stdout
    file.write_bytes(edited(file.read_bytes(), {("1.2.6", "责任单位"): "环保办"}))
    done = shell("register", "import", "台账.xlsx")
    assert "1.2.6 责任单位：新填 环保办" in done.stdout
    assert done.returncode == 2
    assert "--yes" in done.stderr
    assert "已导入 1 处" in shell("register", "import", "台账.xlsx", "--yes").stdout
    assert "没有要导入的改动" in shell("register", "import", "台账.xlsx", "--yes").stdout
    assert shell("audit").returncode == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "没有这个文件"), (b"hello", "不是 .xlsx 表格"), (by_hand(("甲", "乙")), "没有找到台账的表头")],
)
def test_what_is_no_register_gets_one_line_and_exit_2(
    shell: Shell, content: bytes | None, words: str
) -> None:
    if content is not None:
        (shell.folder / "台账.xlsx").write_bytes(content)
    done = shell("register", "import", "台账.xlsx", "--yes")
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_restore_beside_a_running_bot_is_refused_as_one(shell: Shell) -> None:
    shell("backup", "b.tar.gz")
    with receiving(shell.folder / "data"):
        done = shell("restore", "b.tar.gz", "--yes")
    assert (done.returncode, done.stderr) == (2, "机器人正在运行，请先停下它再恢复；什么都没有改动。\n")


def test_a_restore_is_no_service(shell: Shell) -> None:
    shell("ask", "电话")
    shell("backup", "b.tar.gz")
    shell("restore", "b.tar.gz", BOT_DATA_DIR="there")
    assert shell("chat", "--as", "admin", BOT_DATA_DIR="there").returncode == 0


def test_doctor_says_which_setting_is_wrong(shell: Shell) -> None:
    done = shell("doctor", BOT_TIMEZONE="Nowhere/None")
    assert done.returncode == 1
    assert done.stdout.startswith("✗ ")
    assert "BOT_TIMEZONE" in done.stdout


@pytest.mark.on_sqlite("PostgreSQL has backups of its own")
def test_a_restore_replaces_nothing_unasked_and_keeps_what_it_replaces(shell: Shell) -> None:
    shell("load", S03, "--yes")
    shell("backup", "b.tar.gz")
    shell("load", HUBIN, "--yes")
    refused = shell("restore", "b.tar.gz")
    assert refused.returncode == 2
    assert "--yes" in refused.stderr
    assert "湖滨镇" in shell("notices", "list").stdout
    assert "留在" in shell("restore", "b.tar.gz", "--yes").stdout
    assert "湖滨镇" not in shell("notices", "list").stdout
    assert len(list((shell.folder / "data").glob("replaced-*/zhenggai.db"))) == 1


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08broken"])
def test_what_is_no_backup_changes_nothing(shell: Shell, content: bytes) -> None:
    shell("load", S03, "--yes")
    (shell.folder / "b.tar.gz").write_bytes(content)
    done = shell("restore", "b.tar.gz", "--yes")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "临汐市" in shell("notices", "list").stdout


@pytest.mark.on_sqlite("PostgreSQL has backups of its own")
def test_a_forged_history_is_neither_overlooked_nor_restored(shell: Shell) -> None:
    shell("load", S03, "--yes")
    with closing(sqlite3.connect(shell.folder / "data" / "zhenggai.db")) as connection, connection:
        connection.execute("UPDATE events SET happened_at = '2020-01-01 00:00:00.000000' WHERE id = 1")
    looked = shell("audit")
    assert (looked.returncode, looked.stdout) == (1, "✗ 历史第 1 行被改动过。\n")
    assert shell("backup", "b.tar.gz").returncode == 1
    assert shell("restore", "b.tar.gz", BOT_DATA_DIR="there").returncode == 2
    assert not (shell.folder / "there" / "zhenggai.db").exists()


@pytest.mark.on_sqlite("PostgreSQL has backups of its own")
def test_who_asked_to_be_forgotten_stays_so_after_a_restore(shell: Shell) -> None:
    shell("chat", typed="喷漆中心那个张大锤\n")
    shell("backup", "b.tar.gz")
    shell("chat", typed="/forget\n")
    shell("restore", "b.tar.gz", "--yes")
    assert "张大锤".encode() not in (shell.folder / "data" / "zhenggai.db").read_bytes()


@pytest.mark.on_sqlite("PostgreSQL has backups of its own")
def test_what_was_taken_back_stays_so_after_a_restore(shell: Shell) -> None:
    filed = shell("chat", typed="/report 喷漆中心那个张大锤\n/report 路灯坏了三天了\n").stdout
    shell("backup", "b.tar.gz")
    first = TICKET.findall(filed)[0]
    assert f"已撤回 {first}" in shell("chat", typed=f"撤回意见 {first}\n1\n").stdout
    shell("restore", "b.tar.gz", "--yes")
    assert "张大锤".encode() not in (shell.folder / "data" / "zhenggai.db").read_bytes()
    assert "路灯坏了三天了" in shell("chat", typed="撤回意见\n").stdout
    assert shell("audit").returncode == 0


def test_a_town_without_a_notice_is_said_so_by_each_command(shell: Shell, tmp_path: Path) -> None:
    shell("invite", "staff", "--town", "火星镇")
    for command in (("register", "export", str(tmp_path / "x.xlsx")), ("digest",)):
        done = shell(*command, "--town", "火星")
        assert (done.returncode, done.stderr) == (2, "火星镇还没有通报，请管理员把文件发来。\n"), command


def test_a_town_and_the_county_clash(shell: Shell) -> None:
    done = shell("invite", "staff", "--town", "火星镇", "--county")
    assert done.returncode == 2
    assert done.stderr == "--town 和 --county 只能写一个：请到一个镇，或全县都管。\n"


def test_with_several_towns_it_is_said_whose_register_it_is_and_who_is_the_countys(
    shell: Shell, tmp_path: Path
) -> None:
    text = (DATA / "notices" / "hubin-2021.txt").read_text(encoding="utf-8")
    for name in ("湖滨镇", "青岭镇"):
        (tmp_path / f"{name}.txt").write_text(text.replace("湖滨镇", name), encoding="utf-8")
        shell("load", str(tmp_path / f"{name}.txt"), "--yes")
    done = shell("register", "export", str(tmp_path / "x.xlsx"), "--town", "湖滨镇")
    assert done.stdout.startswith("✓ 湖滨镇2021年通报整改台账已写到 ")
    said = shell("chat", "--as", "admin", typed="/people\n/invite 工作人员 全县\n").stdout
    assert "（全县，管理员）" in said
    assert "请点链接加入：（没有设置 BOT_TOKEN，给不出链接）\n" in said


def test_bytes_that_are_no_text_are_asked_about_as_others(shell: Shell) -> None:
    """The system hands them over as characters that nothing can write."""
    broken = b"\xff\xfe".decode(errors="surrogateescape")
    done = shell("ask", broken, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["kind"] == "not_found"
    assert shell("invite", "staff", "--unit", broken).returncode == 0


@pytest.mark.parametrize("name", ["~nobodyhere/1.jpg", "长" * 300 + ".jpg", "folder.jpg"])
def test_what_is_no_file_ends_no_chat(shell: Shell, name: str) -> None:
    (shell.folder / "folder.jpg").mkdir()
    done = shell("chat", typed=f"照片 {name} 喷漆\n1.2.6\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "打不开文件" in done.stdout
    assert "1.2.6 污水管网" in done.stdout


def test_what_is_no_plain_file_is_left_alone(shell: Shell) -> None:
    (shell.folder / "pipe").symlink_to(os.devnull)
    done = shell("backup", "pipe")
    assert (done.returncode, done.stderr) == (2, "打不开文件 pipe：它不是一个可以读的文件。\n")
    assert (shell.folder / "pipe").is_symlink()


def test_a_folder_that_takes_no_lock_ends_in_one_line(shell: Shell) -> None:
    shell("backup", "b.tar.gz")
    (shell.folder / "data" / "receiver.lock").mkdir()
    done = shell("restore", "b.tar.gz", "--yes")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "receiver.lock" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="this system has no disk that is full")
def test_a_full_disk_is_said_to_be_full(shell: Shell) -> None:
    env, command = shell.environment(), [sys.executable, "-m", "bot", "parse", HUBIN]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, env=env, cwd=shell.folder, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.decode() == "磁盘满了，写不下去；请清理出空间再试。\n"
