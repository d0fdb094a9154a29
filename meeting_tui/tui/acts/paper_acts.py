"""Writing papers from the console, without a frozen screen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from meeting_tui import sentences
from meeting_tui.language import _
from meeting_tui.store.folder import EXPORTS
from meeting_tui.tui.desk import Desk

if TYPE_CHECKING:
    from meeting_tui.domain.papers.blocks import Paper


async def export_minutes(desk: Desk) -> None:
    """The minutes as DOCX and Markdown; what is asked meanwhile does not stop them."""
    from meeting_tui.domain.papers.minutes import minutes

    paper = minutes(desk.meeting, desk.folder.now())
    desk.app.run_worker(_write(desk, paper), group="export")


async def _write(desk: Desk, paper: Paper) -> None:
    """Layout and disk work in a thread; the tree was made before, while nothing changed."""
    from meeting_tui.export import papers

    desk.say(_("Writing the minutes…"))
    out = desk.folder.path / EXPORTS
    try:
        written = await asyncio.to_thread(papers.write, paper, ("docx", "md"), out)
    except OSError as error:
        desk.say(
            _("The minutes could not be written: {reason}").format(reason=sentences.os_error(error)),
            warning=True,
            seconds=12,
        )
        return
    desk.say(_("Written: {files}").format(files=", ".join(str(path) for path in written)), seconds=12)
