"""The disk, the journal, the clock, another program: what the secretary sees when something fails."""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
from consoles import SMALL, USUAL, Console, console, demo, hand_clock, running
from textual.widgets import Static

from meeting_tui import sentences
from meeting_tui.domain import closing, opinions
from meeting_tui.domain.floor import elapsed_seconds
from meeting_tui.language import _
from meeting_tui.store.clock import Clock
from meeting_tui.store.file_log import JOURNAL, LOCK
from meeting_tui.store.folder import PLAN, MeetingFolder
from meeting_tui.store.lock import FileLock
from meeting_tui.tui.app import MeetingApp
from meeting_tui.tui.run import run_role
from meeting_tui.tui.widgets.bar import StatusBar
from meeting_tui.tui.widgets.fields import TextField


def fsync_fails(_fd: int) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_a_disk_that_fails_is_said_and_nothing_is_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with console(demo(tmp_path / "m"), size=size, at="speeches") as here:
        await here.press("f2", "f2")
        await here.type("Câu đã lưu|")
        saved = here.folder.store.last_saved
        with monkeypatch.context() as broken:
            broken.setattr(os, "fsync", fsync_fails)
            await here.type("Câu không lưu được|")
        assert here.app.desk.alarm
        here.app.clear_notifications()
        await here.settle()
        assert here.sees(sentences.store_error("flush_failed", {"errno": errno.EIO})[:60])
        assert _("● NOT SAVED") in here.within(here.of(StatusBar))
        assert [question.text for question in here.questions] == ["Câu đã lưu"]
        assert here.note.text == "Câu không lưu được"  # not taken, so still in the field
        await here.press("f3", "f2")  # the disk is well again, but nobody may know what it kept
        assert (here.turn.state, here.turn.paused_at) == ("speaking", None)
        assert here.folder.store.last_saved == saved
        await here.wait(1)
        assert _("● NOT SAVED") in here.within(here.of(StatusBar))
        target = tmp_path / "usb" / "m"
        await here.command(_("Copy the meeting to another disk"))
        await here.answer("", str(target))
        await here.app.workers.wait_for_complete()
        assert here.notices[-1] == _("Copied to {folder}.").format(folder=target)
        await here.command(_("Copy the meeting to another disk"))
        await here.answer(str(target))
        await here.app.workers.wait_for_complete()
        assert here.notices[-1] == sentences.store_error("target_exists", {"path": str(target / PLAN)})
    async with console(target) as here:
        assert [question.text for question in here.questions] == ["Câu đã lưu"]
        await here.press("f2")
        assert here.turn.state == "called"


async def test_a_full_disk_while_an_answer_is_written_loses_no_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.press("f2", "f2")
        await here.type("Câu một|")
        await here.type("Câu hai|")
        await here.go("answers")
        await here.press("enter")
        await here.type("Lời đáp")
        with monkeypatch.context() as broken:
            broken.setattr(os, "fsync", fsync_fails)
            await here.press("ctrl+s")
            assert here.at_console  # no outcome is asked for words that were not kept
            await here.press("tab")
            here.screen.query_one("#sheet").focus()
            await here.press("down")
            assert here.of(TextField, "#answer").text_value == ""
            await here.press("up")
        assert here.of(TextField, "#answer").text_value == "Lời đáp"
        said = len(here.notices)
        await here.wait(3)
        await here.wait(3)
        assert len(here.notices) == said  # said once for each act, not at every tick
        await here.press("ctrl+t")
        await here.choose(_("Conclusion and tasks"))
        await here.type("Kết luận")
        await here.press("tab")
        assert here.of(TextField, "#conclusion").text_value == "Kết luận"


@pytest.mark.parametrize("target", ["~nobody_xyz/a", "/proc/nowhere", "tệp/x"])
async def test_a_copy_to_nowhere_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    path = demo(tmp_path / "m")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tệp").write_text("a file, not a folder", "utf-8")
    async with console(path) as here:
        await here.command(_("Copy the meeting to another disk"))
        await here.answer(target)
        assert here.at_console
        await here.app.workers.wait_for_complete()
        assert here.notices[0] == _("Copying…")
        assert len(here.notices) == 2
        assert here.app.is_running


def drive(monkeypatch: pytest.MonkeyPatch, use: Callable[[Console], Awaitable[None]]) -> None:
    """In place of the terminal: what `run_role` made is used by a test."""

    def run(app: MeetingApp) -> None:
        async def using() -> None:
            async with running(app, app.folder.clock, SMALL) as here:
                await use(here)

        asyncio.run(using())

    monkeypatch.setattr(MeetingApp, "run", run)


def test_a_damaged_journal_opens_to_be_read_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = demo(tmp_path / "m")
    with MeetingFolder.open(path, "console", clock=hand_clock(path)) as folder:
        for number in range(3):
            folder.do(opinions.write_down, question=f"q{number}", text=f"Câu {number}")
    journal = path / JOURNAL
    lines = journal.read_bytes().split(b"\n")
    lines[-3] = lines[-3].replace("Câu 1".encode(), "Câu X".encode())
    journal.write_bytes(b"\n".join(lines))
    before = journal.read_bytes()
    met = []

    async def use(here: Console) -> None:
        assert here.app.desk.alarm
        assert here.sees(here.app.desk.alarm[:70])
        assert _("● NOT SAVED") in here.see()
        assert [question.text for question in here.questions] == ["Câu 0"]
        await here.press("f9")
        assert here.kind is None
        assert here.notices[-1] == _(sentences.STORE["read_only"])
        await here.command(_("Copy the meeting to another disk"))
        await here.answer(str(tmp_path / "copy"))
        await here.app.workers.wait_for_complete()
        met.append(True)

    drive(monkeypatch, use)
    run_role(path, "console", "console")
    assert met
    assert journal.read_bytes() == before
    with MeetingFolder.open(tmp_path / "copy", "console", clock=hand_clock(path)) as copied:
        assert [question.text for _key, question in copied.meeting.numbered] == ["Câu 0"]


def test_a_folder_that_cannot_be_written_opens_to_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may write everywhere, so the system's own refusal is put in its place."""
    path = demo(tmp_path / "m")
    real = os.open

    def refusing(name: object, flags: int, *args: int, **kwargs: int) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY) and str(name).startswith(str(path)):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(name))
        return real(name, flags, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refusing)
    before = (path / JOURNAL).read_bytes()
    met = []

    async def use(here: Console) -> None:
        assert len(here.meeting.people) == 40
        await here.press("f9")
        assert here.kind is None
        assert here.notices[-1] == _(sentences.STORE["read_only"])
        met.append(_("● NOT SAVED") in here.see() or here.app.desk.alarm != "")

    drive(monkeypatch, use)
    run_role(path, "console", "console")
    assert len(met) == 1
    assert (path / JOURNAL).read_bytes() == before


async def test_somebody_sets_the_clock_back_in_the_middle_of_a_speech(tmp_path: Path) -> None:
    path = demo(tmp_path / "m")
    wall, steady = [datetime(2026, 6, 14, 1, 0, tzinfo=UTC)], [0.0]
    clock = Clock(wall=lambda: wall[0], steady=lambda: steady[0])

    def both(seconds: float) -> None:
        wall[0] += timedelta(seconds=seconds)
        steady[0] += seconds

    async with console(path, clock=clock, at="speeches") as here:
        await here.press("f2", "f2")
        both(100)
        await here.wait()
        assert elapsed_seconds(here.turn, here.folder.now()) == 100
        assert here.notices == []
        wall[0] -= timedelta(hours=1)
        both(20)
        await here.wait()
        await here.wait()
        assert elapsed_seconds(here.turn, here.folder.now()) == 120
        assert len(here.notices) == 1
        assert "-60" in here.notices[0]
        await here.press("f4", "f2")
        speech = here.meeting.heard[0][1]
        assert speech.ended_at is not None
        assert elapsed_seconds(speech, here.folder.now()) == 120
        times = [commit.t for commit in here.folder.store.history()]
        assert times == sorted(times)


async def test_a_clock_that_was_wrong_at_the_start_is_said(tmp_path: Path) -> None:
    path = demo(tmp_path / "m")
    last = hand_clock(path).now()
    clock = Clock(
        wall=lambda: last - timedelta(hours=3), steady=lambda: 0.0, not_before=last - timedelta(minutes=5)
    )
    async with console(path, clock=clock) as here:
        assert here.folder.clock_was_behind
        assert len(here.notices) >= 1


async def test_another_program_that_keeps_the_journal_to_itself(tmp_path: Path) -> None:
    path = demo(tmp_path / "m")
    async with console(path, at="speeches") as here:
        other = FileLock(path / LOCK)
        with other:
            begun = monotonic()
            await here.press("f2")
            assert monotonic() - begun < 3
            assert here.on_floor is None
            assert here.notices == [sentences.store_error("lock_timeout", {"seconds": 2.0})]
            assert not here.app.desk.alarm  # it is nobody's disk that failed
        other.close()
        await here.press("f2")
        assert here.turn.state == "called"


async def test_the_journal_is_taken_away_while_the_program_runs(tmp_path: Path) -> None:
    path = demo(tmp_path / "m")
    async with console(path, at="speeches") as here:
        await here.press("f2", "f2")
        (path / JOURNAL).unlink()
        await here.wait()
        here.app.clear_notifications()
        await here.settle()
        assert here.within(here.of(Static, "#alarm")).replace("\n", "")[:40] == here.app.desk.alarm[:40]
        await here.press("f2")
        assert here.turn.state == "speaking"
        await here.command(_("Copy the meeting to another disk"))
        await here.answer(str(tmp_path / "copy"))
        await here.app.workers.wait_for_complete()
        assert (tmp_path / "copy" / JOURNAL).exists()


async def test_two_consoles_do_not_overwrite_each_others_words(tmp_path: Path) -> None:
    """The second is told what stands there now; only when it keeps its own words again do they win."""
    path = demo(tmp_path / "m")
    clock = hand_clock(path)
    async with console(path, at="conclusion", clock=clock, who="one") as one:
        with MeetingFolder.open(path, "two", clock=clock) as other:
            other.do(closing.conclude, text="Kết luận của máy hai")
        await one.type("Của máy một")
        one.app.tick()
        await one.wait(3)
        assert one.meeting.day.conclusion == "Kết luận của máy hai"
        assert any("Kết luận của máy hai" in notice for notice in one.notices)
        said = len(one.notices)
        await one.wait(3)
        assert len(one.notices) == said
        assert one.of(TextField, "#conclusion").text_value == "Của máy một"
        await one.press("ctrl+s")
        assert one.meeting.day.conclusion == "Của máy một"
