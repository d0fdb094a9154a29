"""The command line: what it does, what it says, and with which exit code."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from command_line import Cli, Done, signed

from meeting_tui import __version__, places, sentences
from meeting_tui.cli import main
from meeting_tui.domain import doors, floor
from meeting_tui.domain.papers.profile import BadProfile
from meeting_tui.domain.plan_edit import with_event
from meeting_tui.language import _
from meeting_tui.rehearsal.citizens import invent
from meeting_tui.rehearsal.command import rehearse_into
from meeting_tui.rehearsal.demo import fill
from meeting_tui.rehearsal.play import rehearsal_start
from meeting_tui.store import folder as store_folder
from meeting_tui.store.clock import HandClock
from meeting_tui.store.errors import StoreError
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import EXPORTS, PLAN, MeetingFolder, plan_text, read_plan_file, valid_plan
from meeting_tui.store.header import Header
from meeting_tui.store.lines import frame

ROOT = Path(__file__).parents[1]
DAY = "2024-06-14"
PLANS = [path.name for path in places.meetings_in(places.shipped("sessions"))]
KON_PLONG = "kon-plong-2024"
READING = [("history",), ("undo",), ("export",), ("check",)]


@pytest.fixture(scope="module")
def held_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("held") / "m"
    source = places.reference_plan(KON_PLONG)
    assert source is not None
    rehearse_into(source, target, seed=1)
    shutil.rmtree(target / EXPORTS)
    return signed(target)


@pytest.fixture
def held(held_once: Path, tmp_path: Path) -> Path:
    """A meeting that was held and closed."""
    return shutil.copytree(held_once, tmp_path / "m")


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    """A meeting's folder that was never opened."""
    source = places.reference_plan(KON_PLONG)
    assert source is not None
    return shutil.copytree(
        source, tmp_path / "m", ignore=shutil.ignore_patterns("journal*", EXPORTS, "*.lock")
    )


@pytest.fixture
def begun(planned: Path) -> Path:
    """People have come: the door, the console, the door again have done something."""
    clock = HandClock(rehearsal_start(valid_plan(planned)))
    with MeetingFolder.open(planned, "door", clock=clock) as folder:
        cast = invent(folder.plan, Random(1), 20)
        folder.do(fill, people=cast.people, slips=list(cast.slips), came=sorted(cast.people), first="s")
    with MeetingFolder.open(planned, "console", clock=clock) as folder:
        free = next(
            person for person in sorted(cast.people) if person not in {slip.person for slip in cast.slips}
        )
        folder.do(floor.raise_hand, turn="h1", person=free, content="Hỏi")
    with MeetingFolder.open(planned, "door", clock=clock) as folder:
        folder.do(doors.walk_in, person="w1", name="Đỗ Văn Sáu")
    return planned


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def says(done: Done, code: str, folder: Path, **facts: object) -> bool:
    """Whether the sentence for a code was said whole: nothing in it is unknown."""
    sentence = sentences.store_error(code, {"path": str(folder), "folder": str(folder), **facts})
    return sentence in done.err and "…" not in sentence


def damage(folder: Path, line: int) -> None:
    """One letter in one line (from 0) is another."""
    lines = (folder / JOURNAL).read_bytes().splitlines(keepends=True)
    lines[line] = lines[line][:60] + bytes([lines[line][60] ^ 1]) + lines[line][61:]
    (folder / JOURNAL).write_bytes(b"".join(lines))


def header(folder: Path, **fields: Any) -> None:
    """A journal with this header, whole and with the right checksum."""
    known = {"meeting": valid_plan(folder).meeting_id, "t": "2024-06-14T00:00:00.000Z"}
    line, _crc = frame(msgspec.json.encode(Header(**{**known, **fields})))
    (folder / JOURNAL).write_bytes(line)


# -- usage -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "history"])
def test_a_guide_with_a_fault_is_a_sentence(
    cli: Cli, planned: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Whoever writes a new guide's file learns what is missing in it, and no meeting ends in a traceback."""

    def broken() -> None:
        raise BadProfile("dang_hd07.toml", "words.number: {kind} is missing")

    monkeypatch.setattr(store_folder, "format_profiles", broken)
    done = cli(command, planned)
    assert done.code == 1 and "dang_hd07.toml: words.number: {kind} is missing" in done.err


@pytest.mark.parametrize(
    "wrong",
    [
        ("no-such-command",),
        ("check",),
        ("history", "m", "--no-such-option"),
        ("new", "m"),
        ("new", "m", "--from", KON_PLONG, "--event", "first"),
        ("new", "m", "--from", KON_PLONG, "--date", "someday"),
        ("rehearse", "m", "--mode", "other"),
        ("rehearse", "m", "--date", "30/02/2024"),
        ("export", "m", "minutes", "--to", "pdfx"),
        ("export", "m", "no-such-paper"),
        ("demo", "--people", "0"),
        ("demo", "--plan", "no-such-plan"),
        ("run",),
        ("repair", "m"),
        ("undo", "m", "--by"),
        ("check", "m", "--lang", "fr"),
    ],
    ids=" ".join,
)
def test_wrong_usage(cli: Cli, wrong: tuple[str, ...], tmp_path: Path) -> None:
    done = cli(*wrong)
    assert (done.code, done.out, list(tmp_path.iterdir())) == (2, "", [])
    assert done.err


def test_an_unknown_reference_plan_names_the_known_ones(cli: Cli) -> None:
    done = cli("demo", "--plan", "no-such-plan")
    assert "no-such-plan" in done.err
    assert all(name in done.err for name in PLANS)


def test_version_and_help(cli: Cli) -> None:
    assert (
        cli("--version") == (0, f"meeting-tui, version {__version__}\n", "")
        or __version__ in cli("--version").out
    )
    for name in main.commands:
        done = cli(name, "--help")
        assert (done.code, done.err) == (0, "")
        assert "--lang" in done.out
    assert "MEETING_TUI_DESK" in cli("run", "--help").out
    assert "MEETING_TUI_DESK" in cli("undo", "--help").out


@pytest.mark.parametrize("spoken", ["vi", "en"])
def test_the_language_that_was_asked_for(spoken: str, tmp_path: Path) -> None:
    """Decided when the program starts, so this starts it."""
    done = subprocess.run(
        [sys.executable, "-m", "meeting_tui", "check", str(tmp_path / "gone"), "--lang", spoken],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert ("there is no such folder" in done.stderr) == (spoken == "en")
    assert str(tmp_path / "gone") in done.stderr


# -- a folder that is no meeting, a plan with faults -----------------------------------------------------


@pytest.mark.parametrize("command", [*READING, ("rehearse",), ("repair",)], ids=" ".join)
def test_there_is_no_such_folder(cli: Cli, command: tuple[str, ...], tmp_path: Path) -> None:
    more = [tmp_path / "new"] if command == ("repair",) else []
    done = cli(*command, tmp_path / "gone", *more)
    assert (done.code, done.out) == (1, "")
    assert says(done, "no_folder", tmp_path / "gone")
    (tmp_path / "empty").mkdir()
    done = cli(*command, tmp_path / "empty", *more)
    assert (done.code, done.out) == (1, "")
    assert says(done, "no_plan", tmp_path / "empty")
    assert files(tmp_path) == {"empty"} and files(tmp_path / "empty") == set()


def test_a_plan_that_is_no_toml(cli: Cli, planned: Path) -> None:
    (planned / PLAN).write_text('id = "x"\nissuer = [\n', "utf-8")
    [problem] = read_plan_file(planned)[1]
    assert problem.code == "bad_toml"
    done = cli("check", planned)
    assert (done.code, done.out) == (1, f"{_('error')}: {sentences.problem(problem)}\n")
    for command in ("history", "undo", "export", "rehearse"):
        done = cli(command, planned)
        assert (done.code, done.out) == (1, "")
        assert sentences.problem(problem) in done.err
    assert files(planned) == {PLAN}


def test_a_plan_that_is_not_utf8(cli: Cli, planned: Path) -> None:
    (planned / PLAN).write_bytes("issuer = 'xã Ích Hậu'".encode("utf-16-le"))
    (planned / PLAN).write_bytes(b"issuer = '\xe3'")
    done = cli("check", planned)
    assert done.code == 1
    assert says(done, "plan_not_utf8", planned, path=planned / PLAN, offset=10)


FAULTS = """
id = 7
issuer = ""
era = "someday"
format_profil = "nd30"
[[events]]
date = 2024-06-14
start = "morning"
venu = "Hội trường"
[[agenda]]
kind = "dance"
minutes = -5
[[agenda]]
kind = "speeches"
minutes = "many"
[[units]]
name = 3
"""


def test_all_faults_of_a_plan_are_told_at_once(cli: Cli, planned: Path) -> None:
    (planned / PLAN).write_text(FAULTS, "utf-8")
    _plan, problems = read_plan_file(planned)
    errors = [problem for problem in problems if problem.level == "error"]
    assert len(problems) >= 10 and len(errors) >= 8
    done = cli("check", planned, "--json")
    assert done.code == 1
    assert [(found["level"], found["key"], found["code"]) for found in done.objects] == [
        (problem.level, problem.key, problem.code) for problem in problems
    ]
    assert all(set(found) == {"level", "key", "code", "text"} for found in done.objects)
    assert all(found["text"].startswith(f"{found['key']}: ") for found in done.objects)
    plain = cli("check", planned)
    assert len(plain.out.splitlines()) == len(problems)
    refused = cli("history", planned)
    assert refused.code == 1
    assert all(sentences.problem(problem) in refused.err for problem in errors)


@pytest.mark.parametrize("name", PLANS)
def test_a_reference_plan_is_sound(cli: Cli, name: str) -> None:
    done = cli("check", ROOT / "sessions" / name)
    assert done.code == 0
    assert cli("check", ROOT / "sessions" / name / PLAN).code == 0


# -- journals --------------------------------------------------------------------------------------------


def test_a_held_meeting_is_sound(cli: Cli, held: Path) -> None:
    done = cli("check", held)
    assert (done.code, done.err) == (0, "")
    assert done.out == _("{folder}: no problem stops this meeting.").format(folder=held) + "\n"
    assert (cli("check", held, "--json").code, cli("check", held, "--json").out) == (0, "")


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_journal_of_a_newer_program(cli: Cli, planned: Path, command: tuple[str, ...]) -> None:
    for fields, found in (({"v": 2}, 2), ({"schema": 9}, 9)):
        header(planned, **fields)
        before = (planned / JOURNAL).read_bytes()
        done = cli(*command, planned)
        assert done.code == 1
        place = planned / JOURNAL if command == ("check",) else planned
        done = done._replace(err=done.err + done.out)
        assert says(done, "journal_newer", planned, path=place, found=found, known=1)
        assert (planned / JOURNAL).read_bytes() == before


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_journal_of_another_meeting(cli: Cli, planned: Path, command: tuple[str, ...]) -> None:
    header(planned, meeting="an-other_2023")
    done = cli(*command, planned)
    assert done.code == 1
    place = planned / JOURNAL if command == ("check",) else planned
    done = done._replace(err=done.err + done.out)
    expected = valid_plan(planned).meeting_id
    assert says(done, "wrong_meeting", planned, path=place, found="an-other_2023", expected=expected)


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_file_that_is_no_journal(cli: Cli, planned: Path, command: tuple[str, ...]) -> None:
    (planned / JOURNAL).write_text("Nhật ký hội nghị\n", "utf-8")
    done = cli(*command, planned)
    assert done.code == 1
    place = planned / JOURNAL if command == ("check",) else planned
    assert says(done._replace(err=done.err + done.out), "not_a_journal", planned, path=place)


def test_a_damaged_journal(cli: Cli, held: Path) -> None:
    """Read up to the damage, never written; what is whole is saved elsewhere."""
    whole = len(cli("history", held).out.splitlines())
    damage(held, 40)
    before = (held / JOURNAL).read_bytes()
    with pytest.raises(StoreError) as found:
        MeetingFolder.open(held, "console")
    facts = found.value.facts
    assert (facts["line"], facts["n"]) == (41, 39)

    done = cli("history", held)
    assert (done.code, len(done.out.splitlines())) == (1, 39)
    assert says(done, "damaged", held, **facts)
    done = cli("history", held, "--json")
    assert (done.code, [commit["n"] for commit in done.objects]) == (1, list(range(1, 40)))
    done = cli("export", held, "--to", "md")
    assert done.code == 1 and says(done, "damaged", held, **facts)
    done = cli("undo", held)
    assert (done.code, done.out) == (1, "")
    assert says(done, "damaged", held, **facts)
    done = cli("check", held, "--json")
    assert done.code == 1
    assert [(fault["code"], fault["key"], fault["level"]) for fault in done.objects] == [
        ("damaged", JOURNAL, "error")
    ]
    assert (held / JOURNAL).read_bytes() == before

    target = held.parent / "saved"
    done = cli("repair", held, target)
    assert done.code == 0
    assert _("{count} acts are whole and were kept.").format(count=whole - 1) in done.out
    assert _("Lost, because their line cannot be read: {numbers}.").format(numbers="40") in done.out
    assert str(target) in done.out
    assert cli("check", target).code == 0
    assert len(cli("history", target).out.splitlines()) == whole
    assert (target / PLAN).read_bytes() == (held / PLAN).read_bytes()
    assert (held / JOURNAL).read_bytes() == before


@pytest.mark.parametrize("there", [PLAN, JOURNAL])
def test_repair_writes_into_no_folder_of_a_meeting(cli: Cli, held: Path, tmp_path: Path, there: str) -> None:
    """Nothing is written before both names are known to be free."""
    target = tmp_path / "saved"
    target.mkdir()
    (target / there).write_text("của tôi", "utf-8")
    done = cli("repair", held, target)
    assert (done.code, done.out) == (1, "")
    assert says(done, "target_exists", held, path=target / there)
    assert files(target) == {there}
    assert (target / there).read_text("utf-8") == "của tôi"
    assert cli("repair", held, held).code == 1


def test_a_folder_that_cannot_be_written(cli: Cli, begun: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, before = os.open, files(begun)

    def refusing(path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY) and str(path).startswith(str(begun)):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", refusing)
    assert cli("history", begun).code == 0
    assert cli("check", begun).code == 0
    done = cli("undo", begun)
    assert (done.code, done.out) == (1, "")
    assert says(done, "folder_read_only", begun)
    done = cli("export", begun)
    assert (done.code, done.out) == (1, "")
    assert sentences.os_reason(errno.EACCES) in done.err
    assert files(begun) - {EXPORTS} == before
    out = begun.parent / "elsewhere"
    assert cli("export", begun, "--out", out, "--to", "md").code == 0
    assert files(out) == {"minutes-draft.md"}


def test_a_synchronised_folder_is_warned_of(cli: Cli, held: Path, tmp_path: Path) -> None:
    synced = tmp_path / "OneDrive - UBND" / "m"
    shutil.copytree(held, synced)
    done = cli("check", synced, "--json")
    [found] = done.objects
    assert (done.code, found["level"], found["code"]) == (0, "warning", "synced_folder")
    assert "OneDrive" in found["text"] and str(synced) in found["text"]


# -- what happened ---------------------------------------------------------------------------------------


def test_history(cli: Cli, begun: Path) -> None:
    done = cli("history", begun, "--json")
    assert (done.code, done.err) == (0, "")
    assert [(commit["n"], commit["by"], commit["do"]) for commit in done.objects] == [
        (1, "door", "fill"),
        (2, "console", "raise_hand"),
        (3, "door", "walk_in"),
    ]
    assert {"n", "t", "by", "do", "args", "id", "ch"} <= set(done.objects[0])
    lines = cli("history", begun).out.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2", "3"]
    assert "Đỗ Văn Sáu" in lines[2] and "door" in lines[2]
    assert sentences.writer("console") in lines[1]


def test_undo_takes_back_the_last_act_of_anybody_and_says_whose(cli: Cli, begun: Path) -> None:
    done = cli("undo", begun)
    assert (done.code, done.err) == (0, "")
    assert "Đỗ Văn Sáu" in done.out and "(door)" in done.out
    done = cli("undo", begun)
    assert done.code == 0
    assert f"({sentences.writer('console')})" in done.out
    last = cli("history", begun, "--json").objects[-1]
    assert (last["do"], last["undo"], last["by"]) == ("undo", 2, "console")
    assert cli("undo", begun).code == 0
    done = cli("undo", begun)
    assert (done.code, done.out) == (1, "")
    assert says(done, "nothing_done", begun)
    with MeetingFolder.open(begun, "reader", read_only=True) as folder:
        assert folder.meeting.people == {}


def test_undo_of_one_desk(cli: Cli, begun: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = cli("undo", begun, "--by", "console")
    assert done.code == 0
    assert cli("history", begun, "--json").objects[-1]["undo"] == 2
    done = cli("undo", begun, "--by", "console")
    assert (done.code, done.out) == (1, "")
    assert says(done, "nothing_done_by", begun, by="console")
    monkeypatch.setenv("MEETING_TUI_DESK", "cửa\x1b[2J sau")
    done = cli("undo", begun)
    assert done.code == 1 and "\x1b" not in done.err and "cửa" in done.err
    monkeypatch.setenv("MEETING_TUI_DESK", "door")
    assert cli("undo", begun).code == 0
    last = cli("history", begun, "--json").objects[-1]
    assert (last["undo"], last["by"]) == (3, "door")


def test_undo_of_what_was_built_upon(cli: Cli, begun: Path) -> None:
    with MeetingFolder.open(begun, "door") as folder:
        folder.do(floor.raise_hand, turn="h2", person="w1", content="Hỏi")
    assert cli("undo", begun, "--by", "console").code == 0
    before = (begun / JOURNAL).read_bytes()
    with MeetingFolder.open(begun, "console") as folder:
        folder.do(floor.withdraw, turn="h2")
    done = cli("undo", begun, "--by", "door")
    assert (done.code, done.out) == (1, "")
    assert says(done, "conflict", begun)
    assert len((begun / JOURNAL).read_bytes().splitlines()) == len(before.splitlines()) + 1


@pytest.mark.parametrize("command", [*READING, ("history", "--json"), ("check", "--json")], ids=" ".join)
def test_reading_begins_no_meeting(cli: Cli, planned: Path, command: tuple[str, ...]) -> None:
    done = cli(command[0], planned, *command[1:])
    assert files(planned) - {EXPORTS} == {PLAN}
    assert done.code == (1 if command == ("undo",) else 0)
    if command == ("undo",):
        assert says(done, "nothing_done", planned)


# -- plans and folders -----------------------------------------------------------------------------------


def test_new_asks_for_what_the_plan_leaves_open(cli: Cli, tmp_path: Path) -> None:
    several = next(name for name in PLANS if len(plan(name).events) > 1)
    count = len(plan(several).events)
    target = tmp_path / "new"
    done = cli("new", target, "--from", several)
    assert (done.code, done.out) == (1, "")
    assert says(done, "event_needed", target, count=count)
    done = cli("new", target, "--from", several, "--event", count + 1)
    assert done.code == 1
    assert says(done, "no_such_event", target, event=count + 1, count=count)
    done = cli("new", target, "--from", several, "--event", 1)
    assert (done.code, "--date" in done.err) == (1, True)
    assert not target.exists()
    done = cli("new", target, "--from", several, "--event", 2, "--date", "14/06/2024")
    assert (done.code, files(target)) == (0, {PLAN})
    made = valid_plan(target)
    assert (made.event, made.here.date) == (2, date(2024, 6, 14))
    assert done.out == _("Made {folder}. Open it with: meeting-tui run {folder}").format(folder=target) + "\n"
    assert cli("check", target).code == 0
    before = (target / PLAN).read_bytes()
    done = cli("new", target, "--from", KON_PLONG, "--event", 1, "--date", DAY)
    assert done.code == 1 and says(done, "folder_taken", target)
    assert (target / PLAN).read_bytes() == before


@pytest.fixture
def undated(tmp_path: Path) -> Path:
    """A plan that says nothing about its day."""
    lines = plan_text(ROOT / "sessions" / "son-giang-2022").splitlines()
    folder = tmp_path / "undated"
    folder.mkdir()
    kept = [line for line in lines if not line.startswith(("finish_before", "not_before", "not_after"))]
    (folder / PLAN).write_text("\n".join(kept), "utf-8")
    return folder


def test_new_says_which_days_the_plan_allows(cli: Cli, undated: Path, tmp_path: Path) -> None:
    done = cli("new", tmp_path / "a", "--from", "khoen-on-2025")
    assert (done.code, done.out) == (1, "")
    assert says(done, "day_needed", tmp_path / "a", period=plan("khoen-on-2025").here.period)
    done = cli("new", tmp_path / "a", "--from", undated, "--event", 2)
    assert (done.code, done.out) == (1, "")
    assert says(done, "day_open", tmp_path / "a")
    assert not (tmp_path / "a").exists()


def test_new_beside_a_journal_without_its_plan(cli: Cli, held: Path) -> None:
    (held / PLAN).unlink()
    done = cli("new", held, "--from", KON_PLONG, "--event", 1, "--date", DAY)
    assert done.code == 1 and says(done, "folder_taken", held)
    assert not (held / PLAN).exists()


def test_a_plan_file_stands_for_its_folder(cli: Cli, begun: Path) -> None:
    assert cli("history", begun / PLAN) == cli("history", begun)
    assert cli("export", begun / PLAN, "--to", "md").code == 0
    assert files(begun / EXPORTS) == {"minutes-draft.md"}
    assert cli("undo", begun / PLAN).code == 0
    (begun / "other.toml").write_text(plan_text(begun), "utf-8")
    for command in ("history", "undo", "export"):
        done = cli(command, begun / "other.toml")
        assert (done.code, done.out) == (1, "")
        assert says(done, "no_folder", begun / "other.toml")


def test_new_from_a_folder_a_file_and_nothing(cli: Cli, planned: Path, tmp_path: Path) -> None:
    for source in (planned, planned / PLAN, KON_PLONG, "kon-plong"):
        assert cli("new", tmp_path / "a", "--from", source, "--event", 1, "--date", DAY).code == 0
        shutil.rmtree(tmp_path / "a")
    done = cli("new", tmp_path / "a", "--from", "no-such-plan", "--date", DAY)
    assert done.code == 1 and says(done, "no_folder", Path("no-such-plan"))


def plan(name: str) -> Any:
    return valid_plan(ROOT / "sessions" / name)


def test_meetings_are_listed_where_there_is_no_terminal(cli: Cli, planned: Path, tmp_path: Path) -> None:
    done = cli("--sessions", tmp_path)
    assert (done.code, done.out) == (0, f"{planned}\n")
    empty = tmp_path / "none"
    done = cli("--sessions", empty)
    assert done.code == 0 and str(empty) in done.out


def test_the_console_needs_a_terminal(cli: Cli, planned: Path) -> None:
    done = cli("run", planned)
    assert (done.code, done.out) == (1, "")
    assert _("This needs a terminal. For scripts: checkin, import, history, export, check.") in done.err
    assert files(planned) == {PLAN}


# -- papers ----------------------------------------------------------------------------------------------


def test_minutes_are_drafts_until_the_meeting_is_closed(cli: Cli, begun: Path, held_once: Path) -> None:
    done = cli("export", begun, "minutes", "--to", "md", "--to", "json", "--to", "docx")
    assert (done.code, done.err) == (0, "")
    wanted = {f"minutes-draft.{to}" for to in ("md", "json", "docx")}
    assert files(begun / EXPORTS) == wanted
    assert {Path(line).name for line in done.out.splitlines()} == wanted
    draft = (begun / EXPORTS / "minutes-draft.md").read_text("utf-8")
    assert "DỰ THẢO" in draft.splitlines()[0]
    assert json.loads((begun / EXPORTS / "minutes-draft.json").read_text("utf-8"))["draft"] is True
    out = begun.parent / "a" / "b"
    done = cli("export", held_once, "--to", "md", "--out", out)
    assert (done.code, files(out)) == (0, {"minutes.md"})
    assert "DỰ THẢO" not in (out / "minutes.md").read_text("utf-8")
    assert not (held_once / EXPORTS).exists()
    assert cli("export", held_once, "--out", out).out == f"{out / 'minutes.docx'}\n"


def test_papers_that_have_no_place(cli: Cli, begun: Path) -> None:
    (begun / EXPORTS).write_text("a file", "utf-8")
    done = cli("export", begun)
    assert (done.code, done.out) == (1, "")
    assert str(begun / EXPORTS) in done.err


# -- rehearsals ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["batch", "interleaved"])
@pytest.mark.parametrize("name", PLANS)
def test_the_same_seed_gives_the_same_day(cli: Cli, name: str, mode: str, tmp_path: Path) -> None:
    def rehearsed(seed: int, out: str) -> dict[str, bytes]:
        done = cli(
            "rehearse", ROOT / "sessions" / name, "--seed", seed, "--mode", mode, "--date", DAY, "--out", out, "--json"
        )  # fmt: skip
        assert done.code == 0
        [told] = done.objects
        assert set(told) == {"folder", "papers", "summary", "assumed_day"}
        assert told["folder"] == out
        written = {Path(paper).name: Path(paper) for paper in told["papers"]}
        assert set(written) == {"minutes.docx", "minutes.md", "minutes.json"}
        return {name: what_it_says(path) for name, path in written.items()}

    once = rehearsed(3, "once")
    assert rehearsed(3, "again") == once
    other = rehearsed(4, "other")
    assert all(other[paper] != once[paper] for paper in once)
    assert cli("check", tmp_path / "once").code == 0
    ours = with_event(plan_text(ROOT / "sessions" / name), None, date.fromisoformat(DAY))
    assert plan_text(tmp_path / "once") in (ours, plan_text(ROOT / "sessions" / name))


def what_it_says(paper: Path) -> bytes:
    """All bytes of a paper but its journal's mark: that has the random ids of its acts. Of a Word file all that is in
    it, without the hour at which it was packed."""
    said = paper.read_bytes()
    if zipfile.is_zipfile(paper):
        with zipfile.ZipFile(paper) as packed:
            said = b"".join(packed.read(name) for name in sorted(packed.namelist()))
    return re.sub(rb"[0-9a-f]{64}", b"", said)


def test_a_rehearsal_says_what_happened(cli: Cli, planned: Path, tmp_path: Path) -> None:
    done = cli("rehearse", planned)
    assert done.code == 0
    target = tmp_path / "m-rehearsal-1"
    assert _("Folder: {folder}").format(folder=target.name) in done.out
    assert files(target) >= {PLAN, JOURNAL, EXPORTS}
    printed = (target / EXPORTS / "minutes.md").read_text("utf-8")
    invited, came = re.findall(r"mời \(triệu tập\): (\d+) người; có mặt: (\d+) người", printed)[0]
    assert _("{present} of {invited} invited came.").format(present=came, invited=invited) in done.out
    steps = done.err.splitlines()
    assert steps[0].startswith(f"[1/{len(steps)}]") and steps[-1].startswith(f"[{len(steps)}/{len(steps)}]")
    assert files(planned) == {PLAN}
    again = cli("rehearse", planned)
    assert (again.code, again.out) == (1, "")
    assert says(again, "folder_taken", Path(target.name))


def test_a_rehearsal_in_the_folder_where_one_stands(
    cli: Cli, planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(planned)
    assert cli("rehearse", ".").code == 0
    assert files(planned) == {PLAN, "m-rehearsal-1"}


@pytest.mark.parametrize("there", [PLAN, JOURNAL])
def test_a_rehearsal_overwrites_nobodys_work(cli: Cli, planned: Path, tmp_path: Path, there: str) -> None:
    target = tmp_path / "mine"
    target.mkdir()
    (target / there).write_text("của tôi", "utf-8")
    done = cli("rehearse", planned, "--out", target)
    assert (done.code, done.out) == (1, "")
    assert says(done, "folder_taken", target)
    assert files(target) == {there}
    assert (target / there).read_text("utf-8") == "của tôi"
    assert cli("rehearse", planned, "--out", planned).code == 1
    assert files(planned) == {PLAN}


def test_the_day_of_a_rehearsal(cli: Cli, undated: Path) -> None:
    """As asked, else as planned, else the last working day that the plan allows, which is said."""
    done = cli("rehearse", ROOT / "sessions" / "khoen-on-2025", "--out", "a", "--json")
    [told] = done.objects
    assumed = date.fromisoformat(told["assumed_day"])
    assert assumed.weekday() < 5
    assert told["summary"]["started_at"].startswith(assumed.isoformat())
    done = cli("rehearse", ROOT / "sessions" / "khoen-on-2025", "--out", "b", "--date", "9/8/2025", "--json")
    assert done.objects[0]["assumed_day"] is None
    assert done.objects[0]["summary"]["started_at"].startswith("2025-08-09")
    done = cli("rehearse", undated, "--out", "c")
    assert (done.code, done.out) == (1, "")
    assert "--date" in done.err
    assert not Path("c").exists()
