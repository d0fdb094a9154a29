"""What the program remembers of its user: the colours."""

from __future__ import annotations

from pathlib import Path

import msgspec

FILE = "settings.toml"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    theme: str = "day"


def read(folder: Path) -> Settings:
    """The settings, or the defaults when there are none or they cannot be read."""
    try:
        return msgspec.toml.decode((folder / FILE).read_bytes(), type=Settings)
    except (OSError, msgspec.DecodeError):
        return Settings()


def write(folder: Path, settings: Settings) -> None:
    """Keep them; a disk that cannot be written costs only the memory of a colour."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(f'theme = "{settings.theme}"\n', "utf-8")
    except OSError:
        return
