"""Papers from the command line: where they are, and in words why one is somewhere else or not there."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from random import Random

import pytest
from command_line import Cli

from meeting_tui import places, sentences
from meeting_tui.domain import doors
from meeting_tui.language import _
from meeting_tui.rehearsal.citizens import invent, with_codes
from meeting_tui.rehearsal.demo import fill
from meeting_tui.rehearsal.play import rehearsal_start
from meeting_tui.store.clock import HandClock
from meeting_tui.store.folder import PLAN, MeetingFolder, plan_text, valid_plan


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    """Twenty invited people; nothing was said yet."""
    source = places.reference_plan("ich-hau-2024")
    assert source is not None
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / PLAN).write_text(plan_text(source), "utf-8")
    clock = HandClock(rehearsal_start(valid_plan(tmp_path / "m")))
    with MeetingFolder.open(tmp_path / "m", "door", clock=clock) as folder:
        cast = with_codes(invent(folder.plan, Random(1), 20), Random(1), folder.code_mark)
        folder.do(fill, people=cast.people, slips=[], came=[], first="s")
    return tmp_path / "m"


def test_the_attendance_list_is_parted_as_it_is_asked(cli: Cli, meeting: Path, tmp_path: Path) -> None:
    for by, group in (("village", "Thôn 1"), ("delegation", "Hội Nông dân")):
        done = cli("export", meeting, "attendance", "--to", "md", "--by", by, "--out", tmp_path / by)
        assert done.code == 0
        text = (tmp_path / by / "attendance-draft.md").read_text("utf-8")
        assert f". {group}: " in text
    assert cli("export", meeting, "attendance", "--by", "age").code == 2


def test_when_nobody_owes_anything_it_says_so(cli: Cli, meeting: Path, tmp_path: Path) -> None:
    done = cli("export", meeting, "transfer_slips", "--out", tmp_path / "out")
    assert (done.code, done.out) == (0, "")
    assert _("Nothing was written: no unit owes anything.") in done.err


def test_a_file_that_is_open_in_word_stays_and_the_new_one_is_named(
    cli: Cli, meeting: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script reads the name from the output; a person reads why."""
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "agenda.md":
            raise PermissionError(13, "open in Word", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    done = cli("export", meeting, "agenda", "--to", "md", "--out", tmp_path / "out")
    assert (done.code, done.out.split("/")[-1]) == (0, "agenda (2).md\n")
    assert sentences.stands_beside("agenda.md", "agenda (2).md") in done.err


def test_a_full_disk_is_a_sentence_with_the_files_name(
    cli: Cli, meeting: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(fd: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = cli("export", meeting, "agenda", "--to", "md", "--out", tmp_path / "out")
    assert (done.code, done.out) == (1, "")
    assert f"agenda.md: {sentences.os_reason(errno.ENOSPC)}" in done.err and "Traceback" not in done.err
    assert list((tmp_path / "out").iterdir()) == []


def test_letters_that_the_pdf_cannot_print_are_named(cli: Cli, meeting: Path, tmp_path: Path) -> None:
    """Nothing is lost silently: Word keeps them, the PDF shows a box and whoever exports it is told."""
    with MeetingFolder.open(meeting, "desk") as folder:
        person = next(iter(folder.meeting.people))
        folder.do(doors.correct_person, person=person, name="Nguyễn Văn 😀")
    done = cli("export", meeting, "attendance", "--to", "pdf", "--to", "docx", "--out", tmp_path / "out")
    assert done.code == 0
    assert done.err == sentences.lacking("attendance-draft.pdf", "😀") + "\n"
