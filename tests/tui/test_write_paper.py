"""Any paper from one list, in a thread; where it is, and what is odd about it, in words."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from consoles import Console, console, demo, words

from meeting_tui import sentences
from meeting_tui.export import papers
from meeting_tui.language import _
from meeting_tui.store.folder import EXPORTS
from meeting_tui.tui.acting import begin
from meeting_tui.tui.acts.paper_acts import FORMATS, PAPERS, write_paper
from meeting_tui.tui.screens.choose import Choose


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
    assert {*PAPERS, "scanner_test"} == set(papers.PAPERS)
    assert all(set(formats) <= set(papers.formats_of(paper)) for paper, formats in FORMATS.items())


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
        said = "{old} is open in another program; the new paper is {new}."
        assert words(said, old="agenda.docx", new="agenda (2).docx") in here.notices


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
