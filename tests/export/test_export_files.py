"""Files are written whole; exporters load light; centred lines are even."""

from __future__ import annotations

import errno
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from meeting_tui.export.balance import balanced
from meeting_tui.export.files import Put, put, write_atomically


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


def test_it_is_known_beside_which_file_a_paper_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever looks at the old one in Word must be told that the new one has another name."""
    _lock(monkeypatch, {tmp_path / "minutes.docx"})
    assert put(tmp_path / "minutes.docx", b"x") == Put(
        tmp_path / "minutes (2).docx", instead_of=tmp_path / "minutes.docx"
    )
    assert put(tmp_path / "notice.docx", b"x") == Put(tmp_path / "notice.docx")


def test_what_a_clerk_wrote_into_a_paper_is_kept_when_it_is_made_again(tmp_path: Path) -> None:
    """The number is written into the file by hand: losing it would lose the signed paper."""
    path = tmp_path / "minutes.docx"
    put(path, b"Num:      /BB", keep=True)
    assert put(path, b"Num:      /BB", keep=True).kept is None
    path.write_bytes(b"Num: 12/BB")
    os.utime(path, (1_718_339_700, 1_718_339_700))
    kept = put(path, b"Num:      /BB", keep=True).kept
    assert kept is not None and kept.read_bytes() == b"Num: 12/BB"
    assert re.fullmatch(r"minutes \(trước \d\d-06-2024 \d\d\.\d\d\)\.docx", kept.name)
    assert path.read_bytes() == b"Num:      /BB"
    path.write_bytes(b"Num: 13/BB")
    os.utime(path, (1_718_339_700, 1_718_339_700))
    again = put(path, b"Num:      /BB", keep=True).kept
    assert again is not None and again != kept and kept.read_bytes() == b"Num: 12/BB"


def test_the_hour_at_which_an_office_file_was_packed_says_nothing(tmp_path: Path) -> None:
    """The same paper made twice would otherwise leave a copy each time."""

    def packed(text: str, year: int) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr(zipfile.ZipInfo("word/document.xml", (year, 1, 1, 0, 0, 0)), text)
            archive.writestr("docProps/core.xml", str(year))
        return made.getvalue()

    path = tmp_path / "notice.docx"
    put(path, packed("một", 2024), keep=True)
    assert put(path, packed("một", 2025), keep=True).kept is None
    assert put(path, packed("hai", 2025), keep=True).kept is not None


def test_a_file_that_may_only_be_read_stays(tmp_path: Path) -> None:
    """Somebody has set the signed one so; root could write it all the same."""
    path = tmp_path / "notice.docx"
    path.write_bytes(b"signed")
    path.chmod(0o444)
    written = put(path, b"new", keep=True)
    assert (written.path.name, written.instead_of, written.kept) == ("notice (2).docx", path, None)
    assert path.read_bytes() == b"signed"


@pytest.mark.skipif(os.name == "nt", reason="links and modes are not like that there")
def test_a_link_stays_a_link_and_a_file_keeps_its_mode(tmp_path: Path) -> None:
    """An office may keep its papers on another disk, and let others read them."""
    (tmp_path / "share").mkdir()
    there = tmp_path / "share" / "notice.docx"
    there.write_bytes(b"old")
    there.chmod(0o664)
    (tmp_path / "notice.docx").symlink_to(there)
    assert put(tmp_path / "notice.docx", b"new").path == tmp_path / "notice.docx"
    assert (tmp_path / "notice.docx").is_symlink() and there.read_bytes() == b"new"
    assert there.stat().st_mode & 0o777 == 0o664


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
