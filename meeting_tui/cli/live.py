"""The chair's view and the hall's display, in a terminal."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Literal

from meeting_tui.cli.program import FOLDER, fail, saying
from meeting_tui.cli.screens import main
from meeting_tui.language import _


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


def _show(folder: Path, view: Literal["chair", "hall"]) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        fail(_("This needs a terminal. For scripts: checkin, import, history, export, check."))
    gc.disable()  # starting makes what stays all day: looking for garbage in it costs a tenth of the start
    try:
        from meeting_tui.tui.follower_app import run_view

        with saying(folder):
            run_view(folder, view)
    finally:
        gc.enable()
