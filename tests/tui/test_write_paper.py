"""Any paper from one list, in a thread; where it is, and what is odd about it, in words."""

from __future__ import annotations

import asyncio
import errno
import os
import threading
from pathlib import Path

import pytest
from consoles import Console, console, demo, words

from meeting_tui import sentences
from meeting_tui.domain.papers import catalogue
from meeting_tui.domain.papers.invitation import Invitations
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.export import pdf
from meeting_tui.export.templates_names import FOLDER, READ_ME
from meeting_tui.language import _
from meeting_tui.sentences import PAPERS
from meeting_tui.store.folder import EXPORTS
from meeting_tui.tui.acting import begin
from meeting_tui.tui.acts.paper_acts import ASKED_FOR, write_paper
from meeting_tui.tui.screens.choose import Choose
from meeting_tui.tui.widgets.note_line import NoteLine


async def write(here: Console, paper: str) -> None:
    begin(here.app.main, here.app.desk, write_paper)
    await here.settle()
    await here.choose(_(PAPERS[paper]))
    await here.app.workers.wait_for_complete()
    await here.settle()


def written(here: Console) -> set[str]:
    return {path.name for path in (here.folder.path / EXPORTS).iterdir()}


def test_the_list_has_every_paper() -> None:
    """The scanner's page comes with the blank slips."""
    assert set(PAPERS) == set(catalogue.PAPERS) == ASKED_FOR | {"scanner_test"}


async def test_a_paper_of_the_day_is_written_as_a_draft_where_the_meeting_is(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m", people=6), at="speeches") as here:
        begin(here.app.main, here.app.desk, write_paper)
        await here.settle()
        assert isinstance(here.screen, Choose) and here.sees(_("draft"))
        await here.press("escape")
        await write(here, "summary")
        assert written(here) == {f"summary-draft.{to}" for to in ("docx", "pdf", "xlsx")}
        names = ", ".join(f"{EXPORTS}/summary-draft.{to}" for to in ("docx", "pdf", "xlsx"))
        assert words("Written: {files}", files=names) in here.notices


async def test_slips_that_nobody_owes_are_no_files(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m", people=6), at="speeches") as here:
        await write(here, "transfer_slips")
        assert _("Nothing was written: no unit owes anything.") in here.notices


async def test_a_file_that_is_open_in_word_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The secretary would go on looking at the old paper."""
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "agenda.docx":
            raise PermissionError(13, "open in Word", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    async with console(demo(tmp_path / "m", people=6), at="speeches") as here:
        await write(here, "agenda")
        assert written(here) == {"agenda (2).docx", "agenda.pdf"}
        assert sentences.stands_beside("agenda.docx", "agenda (2).docx") in here.notices


async def test_a_full_disk_is_a_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console(demo(tmp_path / "m", people=6), at="speeches") as here:

        def full(fd: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        await write(here, "agenda")
        reason = sentences.os_reason(errno.ENOSPC)
        assert words("The paper could not be written: {reason}", reason=reason) in here.notices
        assert written(here) == set()


async def test_a_long_paper_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five hundred letters take ten seconds; meanwhile the day goes on."""
    going, waits = threading.Event(), threading.Event()
    laid_out = pdf.invitations_pdf

    def slowly(made: Invitations, profile: Profile) -> bytes:
        going.set()
        assert waits.wait(10)
        return laid_out(made, profile)

    monkeypatch.setattr(pdf, "invitations_pdf", slowly)
    async with console(demo(tmp_path / "m", people=6), at="speeches") as here:
        await here.command(_("Print invitations, with slip and code"))
        await asyncio.to_thread(going.wait, 10)
        here.app.main.tick(here.folder.now())
        await here.settle()
        assert here.sees(sentences.making("invitations", 0, 0))
        waits.set()
        await here.app.workers.wait_for_complete()
        here.app.main.tick(here.folder.now())
        await here.settle()
        assert not here.of(NoteLine, "#making").display
        assert "invitations.pdf" in written(here)


async def test_the_file_of_the_conference_is_packed_from_the_palette(tmp_path: Path) -> None:
    """With what whoever hands it on must know."""
    async with console(demo(tmp_path / "m", people=6), at="speeches") as here:
        await here.command(_("Pack the file of the conference: plan, journal, papers"))
        await here.app.workers.wait_for_complete()
        await here.settle()
        assert written(here) == {"ho-so-m.zip"}
        assert set(sentences.dossier_holds(draft=True)) <= set(here.notices)


async def test_the_offices_own_templates_are_put_there_from_the_palette(tmp_path: Path) -> None:
    """No secretary types a command in the middle of the day."""
    async with console(demo(tmp_path / "m", people=6), at="speeches") as here:
        await here.command(_("The office's own Word templates and phrases"))
        await here.app.workers.wait_for_complete()
        await here.settle()
        assert (here.folder.path / FOLDER / READ_ME).exists()
        said = "The templates are in {folder}. Edit them in Word; {read_me} there says how."
        assert words(said, folder=f"m/{FOLDER}", read_me=READ_ME) in here.notices
