"""The archive holds what was put in, says what it should hold, and notices everything that is not so."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from meeting_tui.domain.plan import VIETNAM
from meeting_tui.export import dossier
from meeting_tui.export.archives import TooLarge
from meeting_tui.export.dossier import MANIFEST, READ_ME, SUMS, DossierFault, pack, unpack

MADE = datetime(2026, 8, 20, 11, 30, tzinfo=VIETNAM)
FILES = {
    "plan.toml": "id = “x”".encode(),
    "journal.log": b"1234\n" * 100,
    "exports/minutes.docx": b"PK\x03\x04",
}


def packed(files: dict[str, bytes] = FILES) -> bytes:
    return pack(files, meeting="test", title="Hội nghị đối thoại", made=MADE)


def rezipped(data: bytes, **changed: bytes | None) -> bytes:
    """The same archive with some files replaced, added or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        files = {name: old.read(name) for name in old.namelist()} | {  # type: ignore[operator]
            name.replace("_slash_", "/").replace("_dot_", "."): content for name, content in changed.items()
        }
        for name, content in files.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def test_everything_comes_back_whole() -> None:
    """And the archive opens with what every computer has."""
    found = unpack(packed())
    assert (found.files, found.faults) == (FILES, [])
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        assert archive.namelist()[:3] == [READ_ME, SUMS, MANIFEST]
        told = archive.read(READ_ME)
        assert "Hội nghị đối thoại" in told.decode() and told.startswith(b"\xef\xbb\xbf")  # old Notepad
        assert archive.infolist()[0].date_time == (2026, 8, 20, 11, 30, 0)


def test_the_same_files_give_the_same_archive() -> None:
    """Whoever doubts can make it again."""
    assert packed() == packed()


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"journal_dot_log": b"1234\n" * 99}, DossierFault(code="changed", name="journal.log")),
        ({"plan_dot_toml": None}, DossierFault(code="missing", name="plan.toml")),
        ({"exports_slash_more_dot_docx": b"x"}, DossierFault(code="unlisted", name="exports/more.docx")),
        ({"manifest_dot_json": None}, DossierFault(code="no_manifest")),
        ({"manifest_dot_json": b"{}"}, DossierFault(code="no_manifest")),
        ({"manifest_dot_json": b"\xff\xfe"}, DossierFault(code="no_manifest")),
    ],
)
def test_what_was_done_to_it_is_named(changed: dict[str, bytes | None], fault: DossierFault) -> None:
    """Each with the file that it is about."""
    assert unpack(rezipped(packed(), **changed)).faults == [fault]


def test_every_flipped_byte_of_the_content_is_noticed() -> None:
    """Also inside the compressed journal."""
    data = packed({"journal.log": bytes(range(256)) * 8})
    for place in range(0, len(data) - 200, 7):
        spoilt = data[:place] + bytes([data[place] ^ 0x20]) + data[place + 1 :]
        found = unpack(spoilt)
        assert found.faults or found.files == {"journal.log": bytes(range(256)) * 8}


@pytest.mark.parametrize("data", [b"", b"no zip", packed()[:-30], packed()[:100]])
def test_what_is_no_archive_is_said_to_be_none(data: bytes) -> None:
    """Never a traceback."""
    assert unpack(data) == ({}, [DossierFault(code="no_archive")], None)


@pytest.mark.parametrize(
    "name",
    [
        *("../evil", "/etc/x", "a/../../b", "C:evil", "a\\..\\..\\b", ""),
        *("CON", "exports/nul.txt", "x.", "x ", "a\x1b[2J", "x" * 300, "a?b"),
    ],
)
def test_a_name_that_is_not_safe_on_every_computer_is_refused(name: str) -> None:
    """Whoever made the archive: it would lie outside the folder, be a device of Windows, or clear a terminal."""
    found = unpack(packed({"ok.txt": b"1", name: b"x"}))
    assert "ok.txt" in found.files and name not in found.files
    assert any(fault.code == "unsafe" for fault in found.faults)


@pytest.mark.parametrize("name", [READ_ME, SUMS])
def test_the_texts_with_the_checksums_are_what_the_list_says(name: str) -> None:
    """Whoever has no meeting-tui compares with them."""
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        text = archive.read(name)
    field = name.replace(".", "_dot_")
    spoilt = text.replace(b"a", b"b", 1)
    assert unpack(rezipped(packed(), **{field: spoilt})).faults == [DossierFault(code="changed", name=name)]
    assert unpack(rezipped(packed(), **{field: None})).faults == [DossierFault(code="missing", name=name)]


def test_a_file_that_stands_in_it_twice_is_named() -> None:
    """Programs disagree on which of the two they unpack."""
    out = io.BytesIO(packed())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("plan.toml", FILES["plan.toml"])
    found = unpack(out.getvalue())
    assert found.faults == [DossierFault(code="twice", name="plan.toml")]
    assert "plan.toml" not in found.files


def test_the_checksums_can_be_compared_by_what_every_system_has(tmp_path: Path) -> None:
    """`sha256sum -c`, in ten years, by somebody who has never heard of this program."""
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        lines = archive.read(SUMS).decode().splitlines()
    assert lines == [f"{sha256(data).hexdigest()}  {name}" for name, data in FILES.items()]


def test_an_archive_that_could_not_be_checked_again_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """A film among the papers."""
    monkeypatch.setattr(dossier, "LARGEST", 100)
    with pytest.raises(TooLarge):
        packed()


def test_a_draft_is_called_one_for_whoever_opens_it() -> None:
    """The papers in it were made before the meeting was closed."""
    data = pack(FILES, meeting="test", title="x", made=MADE, draft=True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "dự thảo" in archive.read(READ_ME).decode()
    assert unpack(data).faults == []


def test_a_newer_archive_is_not_guessed_at() -> None:
    """It is opened with the newer program."""
    data = packed()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        manifest = archive.read(MANIFEST).replace(b'"v": 1', b'"v": 2')
    assert unpack(rezipped(data, manifest_dot_json=manifest)).faults == [DossierFault(code="newer")]
