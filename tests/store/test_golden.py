"""Journals of every past version open with the state that they had. Never edit these files; add new ones."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from meeting_tui.store import JOURNAL, MeetingStore

from .builders import PLAN, rename, rows_of
from .conftest import Opener

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.journal"))


@pytest.mark.parametrize("journal", GOLDEN, ids=lambda path: path.stem)
def test_t14_an_old_journal_opens_with_the_same_state(
    journal: Path, tmp_path: Path, open_store: Opener
) -> None:
    shutil.copy(journal, tmp_path / JOURNAL)
    expected = json.loads(journal.with_suffix(".json").read_text("utf-8"))
    assert rows_of(tmp_path) == (expected["head"], expected["tables"])
    store = open_store(tmp_path)
    assert [commit.do for commit in store.history()] == expected["did"]
    store.run("rename", rename, key="P0", name="Viết tiếp")
    store.undo()
    assert store.tables.rows() == expected["tables"]
    assert store.verify().ok


def test_this_version_writes_the_golden_bytes(tmp_path: Path, open_store: Opener) -> None:
    """The format is the file's, not the library's: byte for byte."""
    shutil.copy(GOLDEN[-1], tmp_path / JOURNAL)
    store: MeetingStore = open_store(tmp_path)
    store.copy_to(tmp_path / "copy")
    assert (tmp_path / "copy" / JOURNAL).read_bytes() == GOLDEN[-1].read_bytes()
    assert store.plan is PLAN
