"""Papers, written into the meeting's folder while the day goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

from meeting_tui import checking_in, sentences
from meeting_tui.domain.papers.catalogue import OFFICE, PAPERS
from meeting_tui.domain.tx import Refused
from meeting_tui.language import _, n_
from meeting_tui.store.errors import StoreError
from meeting_tui.store.folder import EXPORTS
from meeting_tui.tui.acts.people_acts import whole_number
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.screens.choose import Offer

MOST_BLANKS = 5000
ASKED_FOR = frozenset(PAPERS) - {"scanner_test"}
"""The page to try the scanner with comes with the blank slips."""


def draft_words(desk: Desk, paper: str) -> str:
    """Beside the name of a paper that is a draft still."""
    return _("draft") if PAPERS[paper].of_day and desk.meeting.day.closed_at is None else ""


async def write_paper(desk: Desk) -> None:
    """Any of the papers, in the formats that an office uses."""
    offers = [
        Offer(name, sentences.word(sentences.PAPERS, name), draft_words(desk, name))
        for name in PAPERS
        if name in ASKED_FOR
    ]
    paper = await desk.choose(_("Which paper?"), offers)
    if paper is None:
        return
    if paper == "blank_slips":
        await print_blank_slips(desk)
    elif PAPERS[paper].with_codes:
        _with_codes(desk, paper)
    else:
        _export(desk, paper, _usual(paper))


async def export_minutes(desk: Desk) -> None:
    _export(desk, "minutes", _usual("minutes"))


async def export_attendance(desk: Desk) -> None:
    _export(desk, "attendance", _usual("attendance"))


async def print_slips(desk: Desk) -> None:
    """One for everybody who is invited, six on a page."""
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


def _usual(paper: str) -> tuple[str, ...]:
    return tuple(to for to in PAPERS[paper].formats if to in OFFICE)


async def _write(desk: Desk, paper: str, formats: tuple[str, ...], blanks: int) -> None:
    from meeting_tui.export import papers
    from meeting_tui.exporting import Source, odd, order_of

    source, out = Source.of(desk.folder), desk.folder.path / EXPORTS
    written: list[Path] = []
    told: list[str] = []

    def write() -> None:
        order = order_of(source, (paper,), count=blanks, progress=partial(_show_progress, desk))
        for name, to in papers.wanted((paper,), formats):
            for one in papers.write(name, to, source.meeting, source.now, out, order.wish):
                written.append(one.path)
                told.extend(odd(one))
        told.extend(filter(None, [order.in_short, *order.later]))

    failed = await _in_a_thread(desk, write)
    if not (written or failed):
        told.append(_("Nothing was written: no unit owes anything."))
    _say_written(desk, written, [*told, *failed])


async def pack_dossier(desk: Desk) -> None:
    """Plan, journal and papers in one archive, to hand in."""
    from meeting_tui.exporting import Source
    from meeting_tui.filing import NotPacked, whole_files
    from meeting_tui.filing import pack_dossier as pack

    written: list[Path] = []
    told: list[str] = []

    def write() -> None:
        packed = pack(source, files, progress=partial(_show_progress, desk))
        written.append(packed.path)
        told.extend(filter(None, [packed.in_short, *packed.told]))

    async def work() -> None:
        try:
            failed = await _in_a_thread(desk, write)
        except NotPacked as refused:
            failed = [sentences.not_packed(refused.code, refused.path)]
        _say_written(desk, written, [*told, *failed])

    try:
        source, files = Source.of(desk.folder), whole_files(desk.folder)
    except NotPacked as refused:
        desk.say(sentences.not_packed(refused.code, refused.path), warning=True, seconds=12)
        return
    desk.app.run_worker(work(), group="export")


async def put_templates(desk: Desk) -> None:
    """The office's own letterhead and phrases begin as copies of the built-in ones; what is there stays."""
    from meeting_tui.export.templates_made import write_originals
    from meeting_tui.export.templates_names import FOLDER, READ_ME
    from meeting_tui.store.guides import profile_of

    folder, meeting, now = desk.folder.path, desk.folder.meeting.snapshot(), desk.folder.now()

    def write() -> None:
        write_originals(folder, meeting, now, profile_of(meeting.plan), restore=False)

    if failed := await _in_a_thread(desk, write):
        desk.say(failed[0], warning=True, seconds=12)
        return
    desk.say(
        _("The templates are in {folder}. Edit them in Word; {read_me} there says how.").format(
            folder=f"{folder.name}/{FOLDER}", read_me=READ_ME
        ),
        seconds=12,
    )


async def _in_a_thread(desk: Desk, write: Callable[[], None]) -> list[str]:
    """Do it while the day goes on; returns why the disk said no."""
    try:
        await asyncio.to_thread(write)
    except OSError as error:
        return [_("The paper could not be written: {reason}").format(reason=sentences.os_error(error))]
    finally:
        desk.making = ""
    return []


def _show_progress(desk: Desk, paper: str, done: int, of: int) -> None:
    """From the thread that makes the paper; the console's next tick draws it."""
    desk.making = sentences.making(paper, done, of)


def _say_written(desk: Desk, written: list[Path], told: list[str]) -> None:
    """Where the papers are; apart, what is odd about them and what went wrong."""
    for words in told:
        desk.say(words, warning=True, seconds=12)
    if written:
        files = ", ".join(f"{path.parent.name}/{path.name}" for path in written)
        desk.say(_("Written: {files}").format(files=files), seconds=5)
