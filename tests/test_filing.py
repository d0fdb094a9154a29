"""The file of the conference holds everything, is checked by one command, and papers know their journal."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from command_line import Cli

from meeting_tui import places, sentences
from meeting_tui.domain import closing
from meeting_tui.domain.plan import VIETNAM
from meeting_tui.domain.records import Note
from meeting_tui.domain.tx import Tx
from meeting_tui.export.dossier import pack, unpack
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
    assert made.err.splitlines() == sentences.dossier_holds(draft=False)
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        names = set(archive.namelist())
        assert archive.read(JOURNAL) == (day / JOURNAL).read_bytes()
    for paper in ("minutes", "attendance", "summary", "notice", "answer_sheets", "agenda", "result_report"):
        assert {f"exports/{paper}.docx", f"exports/{paper}.pdf"} <= names
    assert {"exports/summary.xlsx", "exports/attendance.xlsx"} <= names
    assert not any(name.startswith("van-ban-luu/") for name in names)  # the office has kept nothing else
    assert cli("check", tmp_path / "x.zip").code == 0
    (tmp_path / "x.zip").rename(tmp_path / "ho so gui huyen")
    done = cli("check", tmp_path / "ho so gui huyen")  # whatever its name is
    assert (done.code, done.out.splitlines()[-1]) == (
        0,
        sentences.archive_whole(str(tmp_path / "ho so gui huyen")),
    )


def test_what_the_office_keeps_goes_with_it(cli: Cli, day: Path, tmp_path: Path) -> None:
    """The signed scan, the minutes with their number, its own letterhead; not drafts, letters and older archives."""
    exports = day / "exports"
    (exports / "bien ban co dau.pdf").write_bytes(b"scan")
    (exports / "minutes.md").write_text("Số: 12/BB-UBND", "utf-8")
    (exports / "invitations.docx").write_bytes(b"x")
    (exports / "notice-draft.docx").write_bytes(b"x")
    (exports / "ban ky").mkdir()
    (exports / "ban ky" / "ho-so-hoi-nghi-da-ky.pdf").write_bytes(b"scan")
    cli("dossier", day, "--out", exports / "luu-tru.zip")
    (day / "wording.toml").write_text('ket_qua = "Kết quả"', "utf-8")
    cli("templates", day)
    cli("export", day, "minutes", "--to", "docx")
    assert cli("dossier", day, "--out", tmp_path).out == f"{tmp_path / 'ho-so-day.zip'}\n"
    with zipfile.ZipFile(tmp_path / "ho-so-day.zip") as archive:
        names = set(archive.namelist())
        assert archive.read("van-ban-luu/bien ban co dau.pdf") == b"scan"
    assert {name for name in names if name.startswith("van-ban-luu/")} == {
        "van-ban-luu/bien ban co dau.pdf",
        "van-ban-luu/ban ky/ho-so-hoi-nghi-da-ky.pdf",
        "van-ban-luu/minutes.md",
        *(f"van-ban-luu/{path.name}" for path in exports.glob("minutes (trước *).docx")),
    }
    assert {"wording.toml", "templates/bien-ban.docx"} <= names


def test_every_version_of_the_minutes_that_was_approved_is_in_it(cli: Cli, day: Path, tmp_path: Path) -> None:
    """As it was then, with the mark of then (handbook, 2.3)."""
    before = json.loads((day / "exports" / "minutes.json").read_text("utf-8"))
    with MeetingFolder.open(day, "console") as folder:
        folder.do(closing.reopen_meeting, reason="sót một ý kiến")
        folder.do(closing.close_meeting, approved_by="Hội nghị")
    cli("dossier", day, "--out", tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert {"exports/minutes.docx", "exports/minutes-2.docx", "exports/minutes-2.pdf"} <= set(
            archive.namelist()
        )
        (tmp_path / "first.docx").write_bytes(archive.read("exports/minutes.docx"))
    told = cli("check", day, "--paper", tmp_path / "first.docx", "--json").objects
    assert [(one["code"], one["act"]) for one in told] == [("replaced", before["facts"]["journal_act"])]
    assert cli("check", tmp_path / "x.zip").code == 0


def test_an_open_meeting_is_packed_as_a_draft(cli: Cli, day: Path, tmp_path: Path) -> None:
    with MeetingFolder.open(day, "console") as folder:
        folder.do(closing.reopen_meeting, reason="x")
    made = cli("dossier", day, "--out", tmp_path / "x.zip")
    assert made.err.splitlines() == sentences.dossier_holds(draft=True)
    assert cli("check", tmp_path / "x.zip").code == 0


def test_a_damaged_journal_is_not_packed(cli: Cli, day: Path, tmp_path: Path) -> None:
    """Its unread acts would be missing, and nothing in the archive would say so."""
    lines = (day / JOURNAL).read_bytes().splitlines(keepends=True)
    lines[20] = lines[20].replace(b"e", b"x", 1)
    (day / JOURNAL).write_bytes(b"".join(lines))
    done = cli("dossier", day, "--out", tmp_path / "x.zip")
    assert (done.code, done.out) == (1, "") and not (tmp_path / "x.zip").exists()
    assert sentences.not_packed("journal_damaged", str(day)) in done.err


@pytest.mark.parametrize("name", [JOURNAL, PLAN, "exports/minutes.md"])
def test_it_is_not_written_over_another_file(cli: Cli, day: Path, name: str) -> None:
    """A slip of the finger would replace the meeting itself."""
    before = (day / name).read_bytes()
    done = cli("dossier", day, "--out", day / name)
    assert done.code == 1 and sentences.not_packed("no_archive_there", str(day / name)) in done.err
    assert (day / name).read_bytes() == before


def test_an_older_archive_stays_beside_the_new_one(cli: Cli, day: Path) -> None:
    """It may have been handed in."""
    first = Path(cli("dossier", day).out.strip())
    before = first.read_bytes()
    assert cli("dossier", day).err.splitlines() == sentences.dossier_holds(
        draft=False
    )  # only the hour differs
    assert len(list(first.parent.glob("ho-so-*.zip"))) == 1
    before = first.read_bytes()
    with MeetingFolder.open(day, "console") as folder:
        folder.do(closing.reopen_meeting, reason="x")
    done = cli("dossier", day)
    (kept,) = (path for path in first.parent.glob("ho-so-*.zip") if path != first)
    assert kept.read_bytes() == before
    assert sentences.kept_aside(first.name, kept.name) in done.err


def test_a_paper_of_another_meeting_in_it_is_noticed(cli: Cli, day: Path, tmp_path: Path) -> None:
    """Also when somebody has made the list anew."""
    cli("dossier", day, "--out", tmp_path / "x.zip")
    found = unpack((tmp_path / "x.zip").read_bytes())
    assert found.manifest is not None
    files = found.files | {"exports/minutes.md": f"SHA-256 {'0' * 64}".encode()}
    (tmp_path / "y.zip").write_bytes(pack(files, meeting="x", title="x", made=found.manifest.made))
    told = [one for one in cli("check", tmp_path / "y.zip", "--json").objects if one["level"] == "error"]
    assert [(one["code"], one["key"]) for one in told] == [("other_journal", "exports/minutes.md")]


def test_an_archive_without_plan_and_journal_is_no_file_of_a_conference(cli: Cli, tmp_path: Path) -> None:
    made = datetime(2026, 8, 20, 11, 30, tzinfo=VIETNAM)
    (tmp_path / "x.zip").write_bytes(pack({"a.txt": b"x"}, meeting="x", title="x", made=made))
    told = cli("check", tmp_path / "x.zip", "--json")
    assert told.code == 1
    assert [(one["code"], one["key"]) for one in told.objects] == [("missing", PLAN), ("missing", JOURNAL)]


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
    assert cli("check", day, "--paper", f" {mark[:6]}\u00a0{mark[6:12]} ").code == 0
    for wrong in (mark[:11], mark + "00", mark[:11] + "O"):
        done = cli("check", day, "--paper", wrong)
        assert (done.code, done.err) == (2, sentences.no_digits(wrong) + "\n")
    (day / "spoilt.docx").write_bytes((day / "exports" / "minutes.docx").read_bytes()[:9000])
    told = cli("check", day, "--paper", day / "spoilt.docx", "--json").objects
    assert [(one["same"], one["code"]) for one in told] == [(False, "damaged")]


def test_after_a_later_act_the_paper_is_still_recognised(cli: Cli, day: Path) -> None:
    """With how much came after; and once it is opened again, that another version takes its place."""
    with MeetingFolder.open(day, "console") as folder:
        act = folder.store.head
        folder.do(take_note)
        paper = day / "exports" / "minutes.docx"
        done = cli("check", day, "--paper", paper)
        told = words("same_journal", paper=paper, folder=day, act=act, later=1)
        assert (done.code, done.out) == (0, told + "\n")
        folder.do(closing.reopen_meeting, reason="sót một ý kiến")
    done = cli("check", day, "--paper", paper)
    told = words("replaced", paper=paper, folder=day, act=act, version=2)
    assert (done.code, done.out) == (0, told + "\n")


def take_note(tx: Tx) -> None:
    """What a later program may still record after the closing."""
    tx.notes.put("later", Note(kind="remark", text="x", at=tx.now))


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
    draft = (day / "exports" / "minutes-2-draft.md").read_text("utf-8")
    assert "SHA-256" not in draft
