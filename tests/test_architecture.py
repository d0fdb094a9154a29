"""Imports go one way (design, section 3), rules touch nothing outside, and no clock is read but the given one."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import meeting_tui

ROOT = Path(meeting_tui.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))

EVERYTHING = None
MAY_IMPORT: dict[str, set[str] | None] = {
    "": set(),  # the package itself: its version
    "__main__": {"cli"},
    "locale": {"language"},
    "domain": set(),
    "store": {"domain"},
    "intake": {"domain"},
    "export": {"domain"},
    "rehearsal": {"domain", "store", "export"},
    "language": {"domain.text"},
    "places": {"domain.text"},
    "sentences": {"domain", "language"},
    "checking_in": {"domain", "store", "intake"},
    "importing": {"domain", "store", "intake", "export", "sentences", "language"},
    "redacting": {"domain", "store", "export.files", "language"},
    "live": {"domain", "store", "sentences", "language"},
    "exporting": {"domain", "store", "export", "sentences", "templating"},
    "filing": {"domain", "store", "export", "sentences", "checking", "exporting"},
    "templating": {"domain", "export", "store.guides", "language"},
    "tui": {
        *("domain", "store", "intake", "export", "rehearsal", "sentences", "language", "places"),
        *("checking_in", "exporting", "filing", "importing", "live", "templating"),
    },
    "web": {"live", "language"},
    "checking": EVERYTHING,
    "cli": EVERYTHING,
}
"""What a part of the package may import besides itself; a name stands for everything under it."""

RULES_MAY_USE = sys.stdlib_module_names - {
    "gettext", "glob", "io", "locale", "logging", "os", "pathlib", "random", "secrets", "shutil", "socket",
    "sqlite3", "subprocess", "sys", "tempfile", "threading", "time", "uuid",
} | {"msgspec"}  # fmt: skip

WALL_CLOCKS = {"now", "utcnow", "today", "fromtimestamp"}


def name_of(path: Path) -> str:
    """`domain.floor`, `cli`; empty for the package itself."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def part_of(module: str) -> str:
    return module.partition(".")[0]


def imports_of(path: Path) -> Iterator[str]:
    """Every module that is imported, wherever in the file; `from x import y` as `x.y`."""
    package = name_of(path).split(".") if path.name == "__init__.py" else name_of(path).split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ["meeting_tui", *package][: len(package) + 2 - node.level] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def ours(path: Path) -> set[str]:
    """What is imported of this package, without its name in front."""
    found = {name for name in imports_of(path) if part_of(name) == "meeting_tui"}
    return {name.partition(".")[2] for name in found} - {"__version__"}


def allowed(name: str, importer: str) -> bool:
    within = MAY_IMPORT[part_of(importer)]
    if within is EVERYTHING or part_of(name) == part_of(importer):
        return True
    return any(name == one or name.startswith(f"{one}.") for one in within or ())


def called_attributes(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield f"{ast.unparse(node.func.value)}.{node.func.attr}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: name_of(path) or "meeting_tui")
def test_imports_go_one_way(path: Path) -> None:
    """A new part of the package is entered above, with what it may know."""
    importer = name_of(path)
    assert part_of(importer) in MAY_IMPORT
    assert {name for name in ours(path) if not allowed(name, importer)} == set()


@pytest.mark.parametrize("path", sorted((ROOT / "domain").rglob("*.py")), ids=name_of)
def test_rules_touch_nothing_outside(path: Path) -> None:
    """No files, no clock, no chance, no catalogue, no screen and no database."""
    tops = {part_of(name) for name in imports_of(path)} - {"meeting_tui"}
    assert tops - RULES_MAY_USE == set()
    clocks = {name for name in called_attributes(path) if name.rpartition(".")[2] in WALL_CLOCKS}
    read = {name for name in clocks if name.split(".")[0] in ("datetime", "date", "Date", "time")}
    assert read == set()


def test_the_test_can_see_what_it_forbids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative and late imports, and a clock that is read, are found."""
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    (tmp_path / "domain").mkdir()
    sample = tmp_path / "domain" / "rule.py"
    sample.write_text(
        "from meeting_tui.language import _\n"
        "from . import floor\n"
        "def f():\n    from ..store import folder\n    import os.path\n    return datetime.now()\n"
    )
    assert ours(sample) == {"language._", "domain.floor", "store.folder"}
    assert {name for name in ours(sample) if not allowed(name, "domain.rule")} == {
        "language._",
        "store.folder",
    }
    assert {part_of(name) for name in imports_of(sample)} - RULES_MAY_USE == {"meeting_tui", "os"}
    assert list(called_attributes(sample)) == ["datetime.now"]


def without_screen() -> list[str]:
    """The store, every exporter, the rules and the command line, as they can be imported."""
    parts = ("store", "export", "domain", "intake", "rehearsal", "cli")
    names = [name_of(path) for path in MODULES if path.name != "__main__.py"]
    return [f"meeting_tui.{name}" for name in names if part_of(name) in parts]


def test_the_store_the_exporters_and_the_command_line_load_without_textual() -> None:
    """Papers can be made on a machine that shows nothing, and `checkin` starts at once."""
    lines = [f"import {name}" for name in without_screen()]
    program = "\n".join(["import sys", *lines, "sys.exit('textual' in sys.modules)"])
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT.parent)
    assert (done.returncode, done.stderr) == (0, "")
