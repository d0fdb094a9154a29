"""Writing papers from the console, without a frozen screen."""

from __future__ import annotations

import asyncio
from pathlib import Path

from meeting_tui import sentences
from meeting_tui.language import _
from meeting_tui.tui.desk import Desk


async def export_minutes(desk: Desk) -> None:
    """The minutes as DOCX and Markdown. The tree is made here; layout and disk work in a thread."""
    from meeting_tui.domain.papers.minutes import minutes
    from meeting_tui.export import papers

    paper = minutes(desk.meeting, desk.folder.now())
    out = desk.folder.path / "exports"
    desk.say(_("Writing the minutes…"))
    try:
        written: list[Path] = await asyncio.to_thread(papers.write, paper, ("docx", "md"), out)
    except OSError as error:
        desk.say(
            _("The minutes could not be written: {reason}").format(reason=sentences.os_error(error)),
            warning=True,
            seconds=12,
        )
        return
    desk.say(_("Written: {files}").format(files=", ".join(str(path) for path in written)), seconds=12)
