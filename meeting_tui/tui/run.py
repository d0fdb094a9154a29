"""Opening the terminal program on a folder."""

from __future__ import annotations

from pathlib import Path

from meeting_tui import sentences
from meeting_tui.store.errors import JournalCorrupt, ReadOnly, StoreError
from meeting_tui.store.folder import MeetingFolder
from meeting_tui.tui.app import MeetingApp, Role
from meeting_tui.tui.starting import collect_again

LOCK_SECONDS = 0.1
"""How long a key may wait for another program that writes; then it is said, and can be pressed again."""


def run_role(folder: Path, who: str, role: Role, *, first_steps: bool = False) -> str | None:
    """Run the screen of a role until it is left. Gives a last word when something stopped it.

    A damaged journal opens up to the damage, and a disk that cannot be written opens too: both only to
    read, and the screen says so.
    """
    refused: StoreError | None = None
    try:
        opened = MeetingFolder.open(folder, who, lock_limit=LOCK_SECONDS)
    except (JournalCorrupt, ReadOnly) as error:
        opened, refused = MeetingFolder.open(folder, who, read_only=True), error
    with opened:
        app = MeetingApp(opened, role=role, first_steps=first_steps, started=collect_again)
        if refused is not None:
            facts = {"path": folder, "folder": folder, **refused.facts}
            app.desk.alarm = sentences.store_error(refused.code, facts)
        return app.run()


def choose_meeting(sessions: Path, plans: list[Path]) -> Path | None:
    """The home screen: a meeting that is there, or a new one from a plan. None to leave."""
    from meeting_tui.tui.home import HomeApp

    return HomeApp(sessions, plans).run()
