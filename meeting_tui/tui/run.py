"""Opening the terminal program on a folder."""

from __future__ import annotations

from pathlib import Path

from meeting_tui import sentences
from meeting_tui.store.errors import JournalCorrupt, ReadOnly
from meeting_tui.store.folder import MeetingFolder
from meeting_tui.tui.app import MeetingApp


def run_console(folder: Path, who: str, *, first_steps: bool = False) -> str | None:
    """Run the console until it is left. Gives a last word when something stopped it.

    A damaged journal opens up to the damage, and a disk that cannot be written opens too: both only to read.
    """
    try:
        opened = MeetingFolder.open(folder, who)
    except (JournalCorrupt, ReadOnly):
        opened = MeetingFolder.open(folder, who, read_only=True)
    with opened:
        app = MeetingApp(opened, first_steps=first_steps)
        damage = opened.store.damage
        if damage is not None:
            app.desk.alarm = sentences.store_error(
                damage.code, {**damage.facts, "path": folder, "folder": folder}
            )
        return app.run()


def choose_meeting(sessions: Path, plans: list[Path]) -> Path | None:
    """The home screen: a meeting that is there, or a new one from a plan. None to leave."""
    from meeting_tui.tui.home import HomeApp

    return HomeApp(sessions, plans).run()
