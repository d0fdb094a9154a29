"""Commands without a screen: what they load, and how long they take."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import folders
from benchmarks.common import CHILD, Figure, Limit, Section, Settings, bare_python, command

SCREEN = "textual"
HEAVY = (
    SCREEN,
    "rich",
    "asyncio",
    "tinydb",
    "docx",
    "openpyxl",
    "qrcode",
    "PIL",
    "typst",
    "aiohttp",
    "holidays",
)
DESK = {"MEETING_TUI_DESK": "rehearsal"}
"""Who wrote the day may also undo it."""
_MODULE = re.compile(r"^import time:\s+\d+ \|\s+\d+ \|\s+([\w.]+)$", re.MULTILINE)

Arguments = Callable[[Path], list[str]]
COMMANDS: dict[str, Arguments] = {
    "--version": lambda to: ["--version"],
    "--help": lambda to: ["--help"],
    "check": lambda to: ["check", "day"],
    "history": lambda to: ["history", "day"],
    "export --to md": lambda to: ["export", "day", "--to", "md", "--out", str(to)],
    "export --to docx": lambda to: ["export", "day", "--to", "docx", "--out", str(to)],
    "undo": lambda to: ["undo", str(_copy(to))],
    "new": lambda to: ["new", str(to), "--from", folders.WITH_WELCOME],
    "rehearse": lambda to: ["rehearse", "day", "--seed", "1", "--out", str(to)],
}
"""By name; `to` is a place where nothing is yet, `day` a rehearsed day."""


def run(settings: Settings) -> Section:
    section = Section("Commands without a screen", "python -c pass")
    with settings.scratch() as scratch:
        day = [str(folders.plan(folders.WITH_WELCOME)), "--seed", "1", "--out", "day"]
        command(["-m", "meeting_tui", "rehearse", *day], scratch)
        times: dict[str, list[float]] = {name: [] for name in COMMANDS}
        bare: list[float] = []
        for number in range(settings.times(10, 3) + 1):
            bare.append(bare_python())
            for name, arguments in COMMANDS.items():
                given = arguments(scratch / f"{name.replace(' ', '')}-{number}")
                times[name].append(command(["-m", "meeting_tui", *given], scratch, DESK))
        loaded = {
            name: _loaded(arguments(scratch / f"x{name}"), scratch) for name, arguments in COMMANDS.items()
        }
    del bare[0]
    for values in times.values():
        del values[0]  # the first run compiled
    section.figures.extend(Figure(name, values, bare) for name, values in times.items())
    section.figures.append(Figure("floor: python -c pass", bare))
    screens = [float(sum(name.split(".")[0] == SCREEN for name in modules)) for modules in loaded.values()]
    section.figures.append(
        Figure(f"modules of {SCREEN}, the most of any", [max(screens)], None, Limit("median", 0), unit="")
    )
    section.notes.extend(
        f"`{name}` loads {len(modules)} modules{_heavy(modules)}." for name, modules in loaded.items()
    )
    return section


def _copy(to: Path) -> Path:
    """A day of one's own to undo in."""
    shutil.copytree(to.parent / "day", to)
    return to


def _loaded(arguments: list[str], folder: Path) -> list[str]:
    """Every module that the command imports."""
    argv = [sys.executable, "-X", "importtime", "-m", "meeting_tui", *arguments]
    done = subprocess.run(argv, env=CHILD | DESK, cwd=folder, capture_output=True, text=True, check=True)
    return _MODULE.findall(done.stderr)


def _heavy(modules: list[str]) -> str:
    found = [name for name in HEAVY if name in modules]
    return f", among them {', '.join(found)}" if found else ""
