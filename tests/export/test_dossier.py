"""The archive holds what was put in, says what it should hold, and notices everything that is not so."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest

from meeting_tui.domain.plan import VIETNAM
from meeting_tui.export.dossier import MANIFEST, READ_ME, DossierFault, pack, unpack

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
    whole, faults = unpack(packed())
    assert (whole, faults) == (FILES, [])
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        assert archive.namelist()[:2] == [READ_ME, MANIFEST]
        assert "Hội nghị đối thoại" in archive.read(READ_ME).decode()
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
    assert unpack(rezipped(packed(), **changed))[1] == [fault]


def test_every_flipped_byte_of_the_content_is_noticed() -> None:
    """Also inside the compressed journal."""
    data = packed({"journal.log": bytes(range(256)) * 8})
    for place in range(0, len(data) - 200, 7):
        spoilt = data[:place] + bytes([data[place] ^ 0x20]) + data[place + 1 :]
        whole, faults = unpack(spoilt)
        assert faults or whole == {"journal.log": bytes(range(256)) * 8}


@pytest.mark.parametrize("data", [b"", b"no zip", packed()[:-30], packed()[:100]])
def test_what_is_no_archive_is_said_to_be_none(data: bytes) -> None:
    """Never a traceback."""
    assert unpack(data) == ({}, [DossierFault(code="no_archive")])


@pytest.mark.parametrize("name", ["../evil", "/etc/x", "a/../../b", "C:evil", "a\\..\\..\\b", ""])
def test_a_name_that_leads_out_of_the_folder_is_refused(name: str) -> None:
    """Whoever made the archive."""
    whole, faults = unpack(packed({"ok.txt": b"1", name: b"x"}))
    assert "ok.txt" in whole and name not in whole
    assert any(fault.code == "unsafe" for fault in faults)


def test_a_newer_archive_is_not_guessed_at() -> None:
    """It is opened with the newer program."""
    data = packed()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        manifest = archive.read(MANIFEST).replace(b'"v": 1', b'"v": 2')
    assert unpack(rezipped(data, manifest_dot_json=manifest)) == ({}, [DossierFault(code="newer")])
