"""Who did what when, and how things stood then."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from meeting_tui.store import MeetingStore

from .builders import MORNING, check_in, enrol, fill, rename, ticking
from .conftest import Opener


def test_history_is_told_by_table_key_author_and_start(
    store: MeetingStore, tmp_path: Path, open_store: Opener
) -> None:
    fill(store, 2)
    other = open_store(tmp_path, "other")
    other.run("rename", rename, key="P0", name="Khác")
    store.run("check_in", check_in, code=f"{0:015}")
    assert [commit.do for commit in store.history("people", "P0")] == ["enrol", "rename", "check_in"]
    assert [commit.n for commit in store.history(by="other")] == [3]
    assert [commit.n for commit in store.history(after=2)] == [3, 4]
    assert [commit.n for commit in store.history(key="P1")] == [2]
    assert list(store.history("notes")) == []


def test_the_tables_can_be_seen_as_they_were(store: MeetingStore) -> None:
    fill(store, 3)
    store.run("rename", rename, key="P0", name="Sau")
    then = store.at(2)
    assert [key for key, _ in then.documents("people").documents()] == ["P0", "P1"]
    assert then.rows()["people"]["P0"]["name"] == "Người 0"
    assert store.at(0).rows() == {}
    assert store.at(store.head).rows() == store.tables.rows()


def test_the_last_saved_time_is_of_the_last_commit(
    store: MeetingStore, tmp_path: Path, open_store: Opener
) -> None:
    assert store.last_saved == "2026-11-22T01:30:00.000Z"
    other = open_store(tmp_path, "other", now=ticking(MORNING + timedelta(hours=1)))
    other.run("enrol", enrol, key="P1", name="x")
    store.poll()
    assert store.last_saved == "2026-11-22T02:30:00.000Z"
    assert store.last_saved == other.last_saved
