"""Where things are on this machine: what ships with the program, and what belongs to the user."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from meeting_tui.domain.text import fold

PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """`sessions` or `themes`: beside the package in a checkout, inside it when installed."""
    inside = PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def config_folder() -> Path:
    """The user's own themes and settings."""
    return Path(platformdirs.user_config_dir("meeting-tui", appauthor=False))


def sessions_folder(asked: Path | None, from_environment: str | None, here: Path) -> Path:
    """Where meetings are looked for: as asked, as the environment says, `./sessions`, the user's documents."""
    if asked is not None:
        return asked
    if from_environment:
        return Path(from_environment)
    if (here / "sessions").is_dir():
        return here / "sessions"
    return Path(platformdirs.user_documents_dir()) / "meeting-tui"


def meetings_in(folder: Path) -> list[Path]:
    """Folders with a plan, by name."""
    if not folder.is_dir():
        return []
    return sorted((plan.parent for plan in folder.glob("*/plan.toml")), key=lambda path: path.name)


def reference_plan(name: str) -> Path | None:
    """A shipped plan by its folder's name, or by the beginning of it."""
    wanted = fold(name).replace(" ", "-")
    return next((path for path in meetings_in(shipped("sessions")) if path.name.startswith(wanted)), None)
