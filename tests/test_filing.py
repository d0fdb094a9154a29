"""The file of the conference holds everything, is checked by one command, and papers know their journal."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from command_line import Cli

from meeting_tui import places
from meeting_tui.domain import closing
from meeting_tui.export.files import write_atomically
from meeting_tui.language import _
from meeting_tui.rehearsal.command import rehearse_into
from meeting_tui.sentences import DOSSIER, PAPER_CHECKS
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import PLAN, MeetingFolder


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed day and its minutes in three formats."""
    plan = places.reference_plan("son-giang-2022")
    assert plan is not None
    target = tmp_path_factory.mktemp("filing") / "day"
    rehearse_into(plan, target, seed=2)
    return target


@pytest.fixture
def day(rehearsed: Path, tmp_path: Path) -> Path:
    """A copy of it that may be spoilt."""
    copy = tmp_path / "day"
    (copy / "exports").mkdir(parents=True)
    for path in (PLAN, JOURNAL, "exports/minutes.docx", "exports/minutes.md", "exports/minutes.json"):
        write_atomically(copy / path, (rehearsed / path).read_bytes())
    return copy


def words(code: str, **facts: object) -> str:
    return _((DOSSIER | PAPER_CHECKS)[code]).format(**facts)


def test_a_dossier_holds_plan_journal_and_every_paper_and_is_whole(
    cli: Cli, day: Path, tmp_path: Path
) -> None:
    """What an office hands in is complete, and can be proved to be."""
    made = cli("dossier", day, "--out", tmp_path / "x.zip")
    assert (made.code, made.out) == (0, f"{tmp_path / 'x.zip'}\n")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        names = set(archive.namelist())
        assert archive.read(JOURNAL) == (day / JOURNAL).read_bytes()
    for paper in ("minutes", "attendance", "summary", "notice", "answer_sheets", "agenda", "result_report"):
        assert {f"exports/{paper}.docx", f"exports/{paper}.pdf"} <= names
    assert cli("check", tmp_path / "x.zip").code == 0


def test_a_spoilt_dossier_is_named_with_its_file(cli: Cli, day: Path, tmp_path: Path) -> None:
    """Also when the archive itself still opens."""
    cli("dossier", day, "--out", tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as old, zipfile.ZipFile(tmp_path / "y.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b" " if name == PLAN else b""))
    done = cli("check", tmp_path / "y.zip", "--json")
    assert done.code == 1
    assert [(found["code"], found["key"]) for found in done.objects] == [("changed", PLAN)]
    (tmp_path / "z.zip").write_bytes(b"no archive")
    assert words("no_archive", path=tmp_path / "z.zip") in cli("check", tmp_path / "z.zip").out
    assert cli("check", tmp_path / "gone.zip").code == 1


def test_a_paper_is_recognised_by_its_journal(cli: Cli, day: Path) -> None:
    """From a file in any format, or from the digits printed on it."""
    for name in ("minutes.docx", "minutes.md", "minutes.json"):
        paper = day / "exports" / name
        done = cli("check", day, "--paper", paper)
        assert (done.code, done.out) == (0, words("whole_journal", paper=paper, folder=day) + "\n")
    mark = json.loads((day / "exports" / "minutes.json").read_text("utf-8"))["facts"]["journal_sha256"]
    assert cli("check", day, "--paper", mark[:12].upper()).code == 0
    told = cli("check", day, "--paper", mark, "--json").objects
    assert [(one["same"], one["code"]) for one in told] == [(True, "whole_journal")]
    assert cli("check", day, "--paper", mark[:11]).err  # too few digits are a file that is not there


def test_after_a_later_act_the_paper_is_still_recognised(cli: Cli, day: Path) -> None:
    """With how much came after; the journal was not changed, only added to."""
    with MeetingFolder.open(day, "console") as folder:
        act = folder.store.head
        folder.do(closing.reopen_meeting, reason="sót một ý kiến")
    paper = day / "exports" / "minutes.docx"
    done = cli("check", day, "--paper", paper)
    assert (done.code, done.out) == (
        0,
        words("same_journal", paper=paper, folder=day, act=act, later=1) + "\n",
    )


def test_a_paper_of_another_journal_is_not(cli: Cli, day: Path, tmp_path: Path) -> None:
    """Nor a draft, which has no mark; a folder without a journal says so."""
    paper = day / "exports" / "minutes.docx"
    journal = (day / JOURNAL).read_bytes()
    (day / JOURNAL).write_bytes(
        journal.replace(b"console", b"consolE").replace(b"rehearsal", b"rehearsaL", 1)
    )
    assert cli("check", day, "--paper", paper).code == 1
    (tmp_path / "draft.docx").write_bytes(b"nothing")
    done = cli("check", day, "--paper", tmp_path / "draft.docx")
    assert (done.code, done.out) == (1, words("no_mark", paper=tmp_path / "draft.docx") + "\n")
    (day / JOURNAL).unlink()
    assert cli("check", day, "--paper", paper).code == 1


def test_an_open_meeting_has_no_mark_on_its_papers(cli: Cli, day: Path) -> None:
    """Only what was approved says what it was made from."""
    with MeetingFolder.open(day, "console") as folder:
        folder.do(closing.reopen_meeting, reason="x")
    cli("export", day, "minutes", "--to", "md")
    draft = (day / "exports" / "minutes-draft.md").read_text("utf-8")
    assert "SHA-256" not in draft
