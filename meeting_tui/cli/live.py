"""The chair's view and the hall's display, in a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from meeting_tui.cli.program import FOLDER, on_a_terminal, saying
from meeting_tui.cli.screens import main
from meeting_tui.language import _

if TYPE_CHECKING:
    from meeting_tui.live.pages import View


@main.command(
    help=_(
        "Show the chair who speaks, who is next and why, and how the day stands: on a second screen, beside the "
        "console. It only reads; q leaves it."
    )
)
@FOLDER
def chair(folder: Path) -> None:
    _show(folder, "chair")


@main.command(
    help=_(
        "Show the hall who speaks and who should get ready: on a projector. Nothing private is shown. It only "
        "reads; q leaves it."
    )
)
@FOLDER
def hall(folder: Path) -> None:
    _show(folder, "hall")


def _show(folder: Path, view: View) -> None:
    with on_a_terminal(
        _("This needs a terminal. In a browser: meeting-tui serve {folder}").format(folder=folder)
    ):
        from meeting_tui.tui.follower_app import run_view

        with saying(folder):
            run_view(folder, view)
