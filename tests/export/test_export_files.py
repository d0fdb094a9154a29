"""Files are written whole; exporters load light; centred lines are even."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from meeting_tui.export.balance import balanced
from meeting_tui.export.files import stands_beside, write_atomically


def test_a_file_replaces_the_old_one_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "exports" / "biên bản.docx"
    assert write_atomically(path, b"one") == path
    assert write_atomically(path, b"two") == path
    assert path.read_bytes() == b"two"
    assert [found.name for found in path.parent.iterdir()] == ["biên bản.docx"]


def test_a_file_open_in_word_gets_a_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_in_word = {tmp_path / "a.docx", tmp_path / "a (2).docx"}
    _lock(monkeypatch, open_in_word)
    made = write_atomically(tmp_path / "a.docx", b"new")
    assert made == tmp_path / "a (3).docx"
    assert made.read_bytes() == b"new"
    assert [found.name for found in tmp_path.iterdir()] == ["a (3).docx"]


def test_a_folder_that_takes_nothing_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = {tmp_path / "a.md"} | {tmp_path / f"a ({count}).md" for count in range(100)}
    _lock(monkeypatch, everything)
    with pytest.raises(PermissionError):
        write_atomically(tmp_path / "a.md", b"new")
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_the_old_paper_and_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_atomically(tmp_path / "biên bản.docx", b"old")

    def full(fd: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError) as told:
        write_atomically(path, b"new" * 1000)
    assert (told.value.errno, told.value.filename) == (errno.ENOSPC, str(path))
    assert [found.read_bytes() for found in tmp_path.iterdir()] == [b"old"]


def test_it_is_known_beside_which_file_a_paper_stands(tmp_path: Path) -> None:
    """Whoever looks at the old one in Word must be told that the new one has another name."""
    assert stands_beside(tmp_path / "minutes (2).docx") == tmp_path / "minutes.docx"
    assert stands_beside(tmp_path / "minutes-draft (12).pdf") == tmp_path / "minutes-draft.pdf"
    assert stands_beside(tmp_path / "minutes.docx") is None
    assert stands_beside(tmp_path / "transfer_slip-land.docx") is None


def _lock(monkeypatch: pytest.MonkeyPatch, locked: set[Path]) -> None:
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target in locked:
            raise PermissionError(13, "open in Word", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)


def test_exporters_load_without_the_interface_and_without_their_libraries() -> None:
    """Each library is loaded when the first paper needs it."""
    code = (
        "import sys, meeting_tui.export.papers; "
        "heavy = ('textual', 'rich', 'docx', 'tinydb', 'openpyxl', 'typst', 'qrcode'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Biên bản", ["Biên bản"]),
        (
            "Hội nghị tiếp xúc, đối thoại trực tiếp giữa Chủ tịch UBND xã với Nhân dân bản Mỳ năm 2025",
            ["Hội nghị tiếp xúc, đối thoại trực tiếp", "giữa Chủ tịch UBND xã với Nhân dân bản Mỳ năm 2025"],
        ),
        ("a" * 200, ["a" * 200]),
        ("", []),
    ],
)
def test_subjects_break_before_a_joining_word(text: str, lines: list[str]) -> None:
    assert balanced(text) == lines


def test_no_word_is_lost_and_no_line_is_short() -> None:
    text = " ".join(["một hai ba"] * 20)
    lines = balanced(text)
    assert " ".join(lines) == text
    assert max(map(len, lines)) - min(map(len, lines)) < 12
