"""Papers, written into the meeting's folder while the day goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from meeting_tui import checking_in, sentences
from meeting_tui.domain.tx import Refused
from meeting_tui.language import N_, _, n_
from meeting_tui.store.errors import StoreError
from meeting_tui.store.folder import EXPORTS
from meeting_tui.tui.acts.people_acts import whole_number
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.screens.choose import Offer

MOST_BLANKS = 5000

PAPERS = {
    "agenda": N_("Agenda and house rules"),
    "invitations": N_("Invitations, with slip and code"),
    "slips": N_("Registration slips, with codes"),
    "blank_slips": N_("Blank slips for the door"),
    "mail_merge": N_("A list with codes for Word's mail merge"),
    "attendance": N_("Attendance list"),
    "answer_sheets": N_("Answer sheets for the units"),
    "minutes": N_("Minutes"),
    "summary": N_("Summary of opinions"),
    "notice": N_("Conclusion notice"),
    "transfer_slips": N_("Transfer slips to the units"),
    "result_report": N_("Report on results"),
}
"""What can be written, in the order in which the day needs it."""

BEFORE_CLOSING = frozenset({"attendance", "minutes", "summary", "notice", "transfer_slips", "result_report"})
"""Papers that are drafts until the meeting is closed."""

FORMATS = {
    **dict.fromkeys(
        ("agenda", "answer_sheets", "notice", "transfer_slips", "result_report"), ("docx", "pdf")
    ),
    "attendance": ("docx", "pdf", "xlsx"),
    "minutes": ("docx", "pdf", "md"),
    "summary": ("docx", "pdf", "xlsx"),
}
"""The formats that an office uses; of the others the usual one."""


async def write_paper(desk: Desk) -> None:
    """Any of the papers, in the formats that an office uses."""
    closed = desk.meeting.day.closed_at is not None
    draft = "" if closed else _("draft")
    offers = [
        Offer(name, _(title), draft if name in BEFORE_CLOSING else "") for name, title in PAPERS.items()
    ]
    paper = await desk.choose(_("Which paper?"), offers)
    if paper is None:
        return
    if paper == "blank_slips":
        await print_blank_slips(desk)
    elif paper in ("invitations", "slips", "mail_merge"):
        _with_codes(desk, paper)
    else:
        _export(desk, paper, FORMATS[paper])


async def export_minutes(desk: Desk) -> None:
    _export(desk, "minutes", FORMATS["minutes"])


async def export_attendance(desk: Desk) -> None:
    _export(desk, "attendance", FORMATS["attendance"])


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
    from meeting_tui.export.papers import BLANKS

    text = await desk.ask(
        _("How many blank slips?"),
        value=str(BLANKS),
        replace=True,
        fault=lambda t: None if 0 < (whole_number(t) or 0) <= MOST_BLANKS else _("Write a number."),
    )
    if text is not None:
        _export(desk, "blank_slips", (), int(text))
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


def _export(desk: Desk, paper: str, formats: tuple[str, ...], blanks: int = 0) -> None:
    """Layout and disk work in a thread, from the meeting as it is now; what is asked meanwhile does not stop them."""
    desk.app.run_worker(_write(desk, paper, formats, blanks), group="export")


async def _write(desk: Desk, paper: str, formats: tuple[str, ...], blanks: int) -> None:
    from meeting_tui.export import papers
    from meeting_tui.store.proof import journal_mark
    from meeting_tui.templating import office_of

    desk.say(_("Writing…"), seconds=1)
    meeting, now, out = desk.folder.meeting.snapshot(), desk.folder.now(), desk.folder.path / EXPORTS
    commits = list(desk.folder.store.history())

    def written_now() -> tuple[list[Path], Sequence[str]]:
        mark = journal_mark(desk.folder.path, commits)
        office = office_of(desk.folder.path, meeting, now)
        wish = papers.Wish(
            profile=office.profile,
            count=blanks,
            journal=mark,
            templates=office.templates,
            wording=office.wording,
        )
        faults = list(office.words)

        def lacking(path: Path, letters: str) -> None:
            faults.append(sentences.lacking(path.name, letters))

        return papers.export(meeting, now, (paper,), formats, out, wish, lacking), faults

    try:
        written, faults = await asyncio.to_thread(written_now)
    except OSError as error:
        reason = sentences.os_error(error)
        desk.say(
            _("The paper could not be written: {reason}").format(reason=reason), warning=True, seconds=12
        )
        return
    for fault in faults:
        desk.say(fault, warning=True, seconds=12)
    _say_written(desk, written)


def _say_written(desk: Desk, written: list[Path]) -> None:
    """Where the papers are; what had to go beside a file that is open, apart: the old one is still there."""
    from meeting_tui.export.files import stands_beside

    if not written:
        desk.say(_("Nothing was written: no unit owes anything."), warning=True)
        return
    desk.say(_("Written: {files}").format(files=_names(written)), seconds=5)
    for path in written:
        if kept := stands_beside(path):
            desk.say(
                _("{old} is open in another program; the new paper is {new}.").format(
                    old=kept.name, new=path.name
                ),
                warning=True,
                seconds=12,
            )


def _names(paths: list[Path]) -> str:
    return ", ".join(f"{path.parent.name}/{path.name}" for path in paths)
