"""The journal's mark is found in whatever a paper is, and a damaged paper is said to be one."""

from __future__ import annotations

import io
import zipfile

import pytest

from meeting_tui.export import marks
from meeting_tui.export.marks import DamagedPaper, marks_in

MARK = "0123456789abcdef" * 4


def word(text: str, name: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text * 20)
    return out.getvalue()


@pytest.mark.parametrize("paper", [f"SHA-256 {MARK}.".encode(), word(f"<w:t>{MARK}</w:t>")])
def test_it_is_found_in_text_and_in_what_is_packed(paper: bytes) -> None:
    assert marks_in(paper) == [MARK]


def test_what_has_none_has_none() -> None:
    """A longer run of digits is no mark, nor is a picture's name."""
    assert marks_in(b"f" * 65) == marks_in(b"") == marks_in(word(MARK, "media/picture.png")) == []


def test_a_damaged_document_is_not_called_a_draft() -> None:
    """Drafts carry no mark; this one may."""
    whole = word(f"<w:t>{MARK}</w:t>")
    for spoilt in (whole[: len(whole) // 2], whole[:50] + b"\0" * 20 + whole[70:]):
        with pytest.raises(DamagedPaper):
            marks_in(spoilt)


def test_a_document_that_unpacks_to_gigabytes_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would take the laptop's memory in the middle of a meeting."""
    monkeypatch.setattr(marks, "LARGEST", 100)
    with pytest.raises(DamagedPaper):
        marks_in(word(MARK))
