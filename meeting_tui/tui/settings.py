"""What the program remembers of its user: the colours, and how to open a window."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

FILE = "settings.toml"
THEME = re.compile(r"^theme\s*=.*$", re.MULTILINE)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    theme: str = "day"
    terminal: str = ""
    """What opens a new window: `konsole --fullscreen -e {command}`; empty: the first terminal that is known."""


def read(folder: Path) -> Settings:
    """The settings, or the defaults when there are none or they cannot be read."""
    try:
        return msgspec.toml.decode((folder / FILE).read_text("utf-8-sig"), type=Settings)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError):
        return Settings()


def keep_theme(folder: Path, theme: str) -> None:
    """Keep the colours; whatever else stands in the file is the user's own. A disk that cannot be written costs only
    the memory of a colour."""
    line = f'theme = "{theme}"'
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / FILE
        before = path.read_text("utf-8-sig") if path.exists() else ""
        after, found = THEME.subn(line, before, count=1)
        path.write_text(after if found else f"{line}\n{before}", "utf-8")
    except (OSError, UnicodeDecodeError):
        return
