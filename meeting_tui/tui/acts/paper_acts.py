"""Papers, written into the meeting's folder while the day goes on."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from meeting_tui import checking_in, sentences
from meeting_tui.domain.tx import Refused
from meeting_tui.language import _, n_
from meeting_tui.store.errors import StoreError
from meeting_tui.store.folder import EXPORTS
from meeting_tui.tui.acts.people_acts import whole_number
from meeting_tui.tui.desk import Desk

if TYPE_CHECKING:
    from meeting_tui.export.papers import Wish

MOST_BLANKS = 5000


async def export_minutes(desk: Desk) -> None:
    """As DOCX and Markdown."""
    _export(desk, "minutes", ("docx", "md"))


async def export_attendance(desk: Desk) -> None:
    _export(desk, "attendance", ("docx", "xlsx"))


async def print_slips(desk: Desk) -> None:
    """One for everybody who is invited, ten on a page."""
    _with_codes(desk, "slips")


async def print_invitations(desk: Desk) -> None:
    """One letter for each, and the slip behind it."""
    _with_codes(desk, "invitations")


async def print_mail_merge(desk: Desk) -> None:
    """For an office that keeps its own invitation."""
    _with_codes(desk, "mail_merge")


async def print_blank_slips(desk: Desk) -> None:
    """Numbered on from those that are registered; with them, the page to try the scanner with."""
    from meeting_tui.export.papers import BLANKS, Wish

    text = await desk.ask(
        _("How many blank slips?"),
        value=str(BLANKS),
        replace=True,
        fault=lambda t: None if 0 < (whole_number(t) or 0) <= MOST_BLANKS else _("Write a number."),
    )
    if text is not None:
        _export(desk, "blank_slips", (), Wish(count=int(text)))
        _export(desk, "scanner_test", ())


def _with_codes(desk: Desk, paper: str) -> None:
    """Codes are on the disk before they are on paper."""
    try:
        given = checking_in.give_codes(desk.folder)
    except Refused as refused:
        desk.say(sentences.refusal(refused), warning=True)
        return
    except StoreError as error:
        desk.fail(error)
        return
    if given:
        desk.say(n_("{n} code given out.", "{n} codes given out.", given).format(n=given))
        desk.show()
    _export(desk, paper, ())


def _export(desk: Desk, paper: str, formats: tuple[str, ...], wish: Wish | None = None) -> None:
    """Layout and disk work in a thread, from the meeting as it is now; what is asked meanwhile does not stop them."""
    desk.app.run_worker(_write(desk, paper, formats, wish), group="export")


async def _write(desk: Desk, paper: str, formats: tuple[str, ...], wish: Wish | None) -> None:
    from meeting_tui.export import papers

    desk.say(_("Writing…"), seconds=1)
    meeting, now, out = desk.folder.meeting.snapshot(), desk.folder.now(), desk.folder.path / EXPORTS
    try:
        written = await asyncio.to_thread(papers.export, meeting, now, (paper,), formats, out, wish)
    except OSError as error:
        reason = sentences.os_error(error)
        desk.say(
            _("The paper could not be written: {reason}").format(reason=reason), warning=True, seconds=12
        )
        return
    desk.say(_("Written: {files}").format(files=_names(written)), seconds=5)


def _names(paths: list[Path]) -> str:
    return ", ".join(f"{path.parent.name}/{path.name}" for path in paths)
