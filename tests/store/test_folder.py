"""A meeting's folder: what is in memory can be copied when the folder is gone."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest

from meeting_tui import places
from meeting_tui.domain import doors, floor
from meeting_tui.domain.records import Person
from meeting_tui.store import JOURNAL, LockTimeout, TargetExists
from meeting_tui.store.folder import PLAN, MeetingFolder, new_id, plan_text, write_copy


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "m"
    folder.mkdir()
    shutil.copy(places.shipped("sessions") / "ich-hau-2024" / PLAN, folder)
    with MeetingFolder.open(folder, "door") as opened:
        opened.do(doors.add_people, people={"an": Person(name="An")})
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_copy_has_the_plan_and_the_journal(path: Path, tmp_path: Path) -> None:
    with MeetingFolder.open(path, "desk") as folder:
        folder.copy_to(tmp_path / "a" / "usb")
    assert files(tmp_path / "a" / "usb") == {name: (path / name).read_bytes() for name in (PLAN, JOURNAL)}


@pytest.mark.parametrize("gone", ["moved", "plan", "journal", "unreadable"])
def test_a_copy_needs_nothing_of_the_old_folder(
    path: Path, tmp_path: Path, gone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(path)
    with MeetingFolder.open(path, "desk") as folder:
        if gone == "moved":
            path.rename(tmp_path / "elsewhere")
        elif gone == "unreadable":
            monkeypatch.setattr(Path, "read_text", _refuse)
        else:
            (path / (PLAN if gone == "plan" else JOURNAL)).unlink()
        folder.refresh()
        folder.copy_to(tmp_path / "usb")
    assert files(tmp_path / "usb") == before
    monkeypatch.undo()
    with MeetingFolder.open(tmp_path / "usb", "desk") as copy:
        assert list(copy.meeting.people) == ["an"]
        assert copy.store.verify().ok


def test_a_plan_that_was_edited_meanwhile_is_copied_as_it_was(path: Path, tmp_path: Path) -> None:
    """The copy is what the journal was written with."""
    before = (path / PLAN).read_bytes()
    with MeetingFolder.open(path, "desk") as folder:
        (path / PLAN).write_text("id = [", "utf-8")
        folder.copy_to(tmp_path / "usb")
    assert (tmp_path / "usb" / PLAN).read_bytes() == before


def test_a_copy_can_be_written_by_a_thread(path: Path, tmp_path: Path) -> None:
    """What is written is taken from memory before; the plan comes first."""
    with MeetingFolder.open(path, "desk") as folder:
        copied = folder.copy_files()
        assert list(copied) == [PLAN, JOURNAL]
        folder.do(doors.check_in, person="an")
        thread = threading.Thread(target=write_copy, args=(tmp_path / "usb", copied))
        thread.start()
        thread.join()
    assert files(tmp_path / "usb") == copied
    assert len(copied[JOURNAL].splitlines()) == 2


def test_a_meeting_is_not_copied_over_another(path: Path) -> None:
    before = files(path)
    with MeetingFolder.open(path, "desk") as folder, pytest.raises(TargetExists):
        folder.copy_to(path)
    assert files(path) == before


def test_the_wait_for_another_writer_is_given_when_opening(path: Path) -> None:
    with (
        MeetingFolder.open(path, "one") as one,
        MeetingFolder.open(path, "two", lock_limit=0.01) as two,
        one.store._log.exclusive(),
        pytest.raises(LockTimeout) as refused,
    ):
        two.do(doors.check_in, person="an")
    assert refused.value.facts == {"seconds": 0.01}


def _refuse(*_arguments: object, **_more: object) -> str:
    raise OSError(5, os.strerror(5))


def test_a_new_key_is_never_a_number() -> None:
    """Numbers may be somebody's: they are taken out of what a command is given, and a key must stay."""
    assert not any(new_id().isdecimal() for _ in range(5000))


def test_no_identity_number_reaches_the_journal(tmp_path: Path) -> None:
    """Neither through what a command does, nor through what it was given: both are written down."""
    (tmp_path / PLAN).write_text(plan_text(places.shipped("sessions") / "kon-plong-2024"), "utf-8")
    number = "001090000001"
    with MeetingFolder.open(tmp_path, "x") as folder:
        folder.do(doors.add_person, person="p", record=Person(name="An", village=f"thôn 1 CCCD {number}"))
        folder.do(floor.register_slip, turn="t", person="p", number=1, content=f"Số {number} chưa đúng")
        folder.do(floor.write_note, note="n", text=number)
        assert folder.meeting.turns["t"].content == "Số … chưa đúng"
    assert number.encode() not in (tmp_path / JOURNAL).read_bytes()
