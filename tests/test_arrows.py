"""Who may import whom: knowledge ← db ← handlers ← bot, and who not inside a room."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("knowledge", "db", "handlers", "bot")

FORBIDDEN = {
    "knowledge": ("telegram", "sqlmodel", "sqlalchemy", "db", "handlers", "bot"),
    "db": ("telegram", "handlers", "bot"),
    "handlers": ("bot", "sqlmodel", "sqlalchemy"),
    "bot": (),
    "knowledge/reading": ("knowledge.asking", "knowledge.progress"),
    "knowledge/asking": ("knowledge.reading", "knowledge.progress"),
    "knowledge/progress": ("knowledge.reading", "knowledge.asking"),
    "handlers/views": ("telegram.ext", "db", "handlers.public", "handlers.staff"),
}  # fmt: skip
FLOWS = ("public", "staff", "supervisors", "admin")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)


def breaks(name: str, forbidden: tuple[str, ...]) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in forbidden)


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_no_arrow_points_the_wrong_way(folder: str) -> None:
    files = list((ROOT / folder).rglob("*.py"))
    assert files
    wrong = [(str(p), name) for p in files for name in imports(p) if breaks(name, FORBIDDEN[folder])]
    assert wrong == []


def test_flows_do_not_import_one_another() -> None:
    flows = [path for folder in FLOWS for path in (ROOT / "handlers" / folder).glob("*.py")]
    modules = tuple(
        ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in flows if path.stem != "__init__"
    )
    assert len(modules) >= 6
    assert [(str(p), name) for p in flows for name in imports(p) if breaks(name, modules)] == []


def test_only_the_bot_room_reads_environment_and_clock() -> None:
    read = ("os.environ", "os.getenv", "datetime.now(", "datetime.utcnow(", "date.today(", "time.time(")
    files = [path for room in ROOMS[:3] for path in (ROOT / room).rglob("*.py")]
    assert [(str(p), word) for p in files for word in read if word in p.read_text(encoding="utf-8")] == []


def test_no_test_module_imports_another() -> None:
    """What several need is in a module of support."""
    files = list((ROOT / "tests").rglob("test_*.py"))
    assert files
    assert [(str(p), name) for p in files for name in imports(p) if ".test_" in name] == []
