"""A file is written whole or is not there."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from meeting_tui.store import TargetExists, durable, folder
from meeting_tui.store.durable import write_new
from meeting_tui.store.folder import write_copy

from .builders import failing_fsync


def refuse(*_arguments: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Room:
    """A disk with so many bytes left."""

    def __init__(self, room: int) -> None:
        self.room = room
        self._write = os.write

    def write(self, fd: int, data: Any) -> int:
        if not self.room:
            refuse()
        written = self._write(fd, bytes(data)[: self.room])
        self.room -= written
        return written


def failures() -> list[tuple[object, str, object]]:
    return [
        (os, "write", Room(0).write),
        (os, "write", Room(3).write),
        (os, "fsync", failing_fsync(errno.EIO)),
        (durable, "sync_folder", refuse),
    ]


@pytest.mark.parametrize("case", range(4))
def test_a_part_of_a_file_does_not_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: int) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(*failures()[case])  # type: ignore[call-overload]
        with pytest.raises(OSError):
            write_new(tmp_path / "a", b"hello")
    assert list(tmp_path.iterdir()) == []
    write_new(tmp_path / "a", b"hello")
    assert (tmp_path / "a").read_bytes() == b"hello"


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(fd: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_new(tmp_path / "a", b"hello")
    assert list(tmp_path.iterdir()) == []


def test_the_first_error_is_the_one_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stick that was pulled out takes no deleting either."""
    monkeypatch.setattr(os, "fsync", failing_fsync(errno.EIO))
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(OSError) as refused:
        write_new(tmp_path / "a", b"hello")
    assert refused.value.errno == errno.EIO


def test_what_was_there_stays(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    with pytest.raises(TargetExists):
        write_new(tmp_path / "a", b"hello")
    assert (tmp_path / "a").read_bytes() == b"mine"


@pytest.mark.parametrize("room", [0, 3, 5, 8])
def test_a_copy_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    files = {"plan": b"hello", "journal": b"world"}
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", Room(room).write)
        with pytest.raises(OSError):
            write_copy(tmp_path / "usb", files)
    assert list((tmp_path / "usb").iterdir()) == []
    write_copy(tmp_path / "usb", files)
    assert {path.name: path.read_bytes() for path in (tmp_path / "usb").iterdir()} == files


@pytest.mark.parametrize("there", ["plan", "journal"])
def test_a_copy_goes_over_nothing(tmp_path: Path, there: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All names are looked at before anything is written."""
    (tmp_path / there).write_bytes(b"mine")
    monkeypatch.setattr(folder, "write_new", lambda path, data: pytest.fail(f"writes {path}"))
    with pytest.raises(TargetExists) as refused:
        write_copy(tmp_path, {"plan": b"hello", "journal": b"world"})
    assert refused.value.facts == {"path": str(tmp_path / there)}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {there: b"mine"}
