"""Checking, copying and saving what a damaged journal still holds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from meeting_tui.store import (
    JOURNAL,
    JournalCorrupt,
    MeetingStore,
    NotAJournal,
    TargetExists,
    repair,
)
from meeting_tui.store.repair import LOST

from .builders import PLAN, check_in, enrol, fill, folder_with, line_starts, rename, rows_of
from .conftest import Opener


def test_a_sound_store_verifies(store: MeetingStore) -> None:
    fill(store, 3)
    store.undo()
    report = store.verify()
    assert (report.ok, report.commits, report.problems) == (True, 5, ())


def test_verify_finds_memory_that_was_tampered_with(store: MeetingStore) -> None:
    """Documents that were read are shared; changing one is a fault of the program."""
    fill(store, 2)
    store.tables.rows()["people"]["P1"]["name"] = "Sai"
    [problem] = store.verify().problems
    assert (problem.code, problem.facts) == ("memory_differs", {"table": "people", "key": "P1"})


def test_verify_finds_damage_behind_what_was_read(store: MeetingStore, tmp_path: Path) -> None:
    fill(store, 3)
    journal = bytearray((tmp_path / JOURNAL).read_bytes())
    journal[line_starts(bytes(journal))[2] + 30] ^= 4
    (tmp_path / JOURNAL).write_bytes(journal)
    codes = [problem.code for problem in store.verify().problems]
    assert codes == ["damaged", "commits_missing"]


def test_a_copy_is_the_same_journal(store: MeetingStore, tmp_path: Path) -> None:
    fill(store, 3)
    store.undo()
    store.copy_to(tmp_path / "a" / "copy")
    assert rows_of(tmp_path / "a" / "copy") == (4, store.tables.rows())
    assert (tmp_path / "a" / "copy" / JOURNAL).read_bytes() == (tmp_path / JOURNAL).read_bytes()


def test_a_copy_never_overwrites(store: MeetingStore, tmp_path: Path) -> None:
    with pytest.raises(TargetExists):
        store.copy_to(tmp_path)


def test_a_copy_can_be_worked_on(store: MeetingStore, tmp_path: Path, open_store: Opener) -> None:
    fill(store, 2)
    store.copy_to(tmp_path / "copy")
    copy = open_store(tmp_path / "copy")
    copy.run("rename", rename, key="P0", name="Tiếp")
    copy.undo()
    assert copy.tables.rows() == store.tables.rows()


def test_t12_a_damaged_line_costs_only_what_it_said(tmp_path: Path, open_store: Opener) -> None:
    """20 journals of 200 people, one line in the middle lost: at most one person differs."""
    chance = random.Random(12)
    store = open_store(tmp_path)

    def crowd(tx: object) -> None:
        for number in range(200):
            enrol(tx, key=f"P{number}", name=f"Người {number}", code=f"{number:015}")

    store.run("crowd", crowd)
    for _ in range(300):
        who = chance.randrange(200)
        if chance.random() < 0.5:
            store.run("check_in", check_in, code=f"{who:015}")
        else:
            store.run("rename", rename, key=f"P{who}", name=f"Tên {chance.randrange(9)}")
    journal, truth = (tmp_path / JOURNAL).read_bytes(), store.tables.rows()["people"]
    starts = line_starts(journal)
    for trial in range(20):
        n = chance.randrange(2, store.head)
        data = bytearray(journal)
        data[chance.randrange(starts[n], starts[n + 1] - 1)] ^= 1 << chance.randrange(8)
        source, target = folder_with(tmp_path, f"bad-{trial}", bytes(data)), tmp_path / f"saved-{trial}"
        with pytest.raises(JournalCorrupt):
            MeetingStore.open(source, "desk", PLAN)
        report = repair(source, target)
        assert (report.kept, report.lost) == (store.head - 1, (n,))
        head, rows = rows_of(target)
        assert head == store.head
        different = {key for key in truth if rows["people"].get(key) != truth[key]}
        assert len(different) <= 1
        touched = {change.key for change in next(store.history(after=n - 1)).ch}
        assert {key for _, _, key in report.skipped} <= touched
        assert (source / JOURNAL).read_bytes() == data


def test_a_repaired_journal_keeps_its_numbers(
    store: MeetingStore, tmp_path: Path, open_store: Opener
) -> None:
    """So an undo still finds what it undid; a later change of something lost is left out and told."""
    fill(store, 3)
    store.run("rename", rename, key="P1", name="Sau")  # 4, rests on 2
    store.run("rename", rename, key="P2", name="Hai")  # 5
    store.undo()  # 6, undoes 5
    lines = (tmp_path / JOURNAL).read_bytes().splitlines(keepends=True)
    lines[2] = b"?" * 50 + b"\n"
    report = repair(folder_with(tmp_path, "bad", b"".join(lines)), tmp_path / "saved")
    assert (report.kept, report.lost, report.skipped) == (5, (2,), ((4, "people", "P1"),))
    saved = open_store(tmp_path / "saved")
    assert [commit.do for commit in saved.history()][1] == LOST
    assert set(saved.tables.rows()["people"]) == {"P0", "P2"}
    redoable = saved.redoable()
    assert redoable is not None and redoable.undo == 5
    saved.redo()
    assert saved.tables.rows()["people"]["P2"]["name"] == "Hai"
    assert saved.verify().ok


def test_a_lost_header_needs_the_meetings_name(store: MeetingStore, tmp_path: Path) -> None:
    fill(store, 2)
    data = (tmp_path / JOURNAL).read_bytes()
    bad = folder_with(tmp_path, "bad", b"x" + data[1:])
    with pytest.raises(NotAJournal):
        repair(bad, tmp_path / "saved")
    repair(bad, tmp_path / "saved", meeting=PLAN.meeting_id)
    assert rows_of(tmp_path / "saved") == (2, store.tables.rows())
