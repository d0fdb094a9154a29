"""The journal's file: made once, followed by readers, refused when it is not what it was."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from meeting_tui.store import (
    JOURNAL,
    FileLog,
    JournalCorrupt,
    JournalNewer,
    MeetingStore,
    NotAJournal,
    ReadOnly,
    Stale,
    StoreError,
    WrongMeeting,
)
from meeting_tui.store.lines import frame

from .builders import PLAN, check_in, enrol, fill, line_starts, rows_of, torn_files
from .conftest import Opener


def header(**changes: object) -> bytes:
    fields = {
        "n": 0,
        "p": 0,
        "format": "meeting-journal",
        "v": 1,
        "meeting": PLAN.meeting_id,
        "schema": 1,
        "t": "2026-11-22T01:30:00.000Z",
        "ch": [],
    }
    return frame(msgspec.json.encode({**fields, **changes}))[0]


def test_opening_for_writing_makes_the_journal(store: MeetingStore, tmp_path: Path) -> None:
    assert store.head == 0
    assert (tmp_path / JOURNAL).read_bytes().count(b"\n") == 1
    assert rows_of(tmp_path) == (0, {})


def test_the_journal_can_be_named_instead_of_its_folder(tmp_path: Path, open_store: Opener) -> None:
    assert open_store(tmp_path / JOURNAL).head == 0
    assert (tmp_path / JOURNAL).is_file()


@pytest.mark.parametrize(
    ("first_line", "refusal"),
    [
        (header(v=2), JournalNewer),
        (header(v=2) + frame(b'{"n":1,"like":"nothing we know"}')[0], JournalNewer),
        (header(meeting="another") + b"damage\n" + frame(b'{"n":2}')[0], WrongMeeting),
        (header(schema=2), JournalNewer),
        (header(meeting="another"), WrongMeeting),
        (header(format="ledger"), NotAJournal),
        (b"Dear diary,\n", NotAJournal),
        (b"Dear diary, no line feed here", NotAJournal),
        (b"PK\x03\x04" + bytes(5000), NotAJournal),
    ],
)
def test_a_file_that_is_not_this_meetings_journal_is_refused_untouched(
    tmp_path: Path, first_line: bytes, refusal: type[StoreError]
) -> None:
    """By writers and by readers."""
    (tmp_path / JOURNAL).write_bytes(first_line)
    for read_only in (False, True):
        with pytest.raises(refusal):
            MeetingStore.open(tmp_path, "desk", PLAN, read_only=read_only)
    assert (tmp_path / JOURNAL).read_bytes() == first_line


def test_unknown_fields_of_a_line_are_passed_over(tmp_path: Path) -> None:
    """A later program of the same format may say more."""
    first = header(venue="Hội trường")
    line, _ = frame(
        msgspec.json.encode(
            {"n": 1, "p": int(first[:8], 16), "t": "2026", "do": "new", "mood": "good", "ch": []}
        )
    )
    (tmp_path / JOURNAL).write_bytes(first + line)
    assert rows_of(tmp_path) == (1, {})


def test_a_follower_waits_for_a_journal_that_is_not_there_yet(tmp_path: Path, open_store: Opener) -> None:
    chair = open_store(tmp_path, "chair", read_only=True)
    assert (chair.head, chair.poll()) == (-1, [])
    assert list(tmp_path.iterdir()) == []
    desk = open_store(tmp_path)
    fill(desk, 2)
    assert [commit.n for commit in chair.poll()] == [1, 2]
    assert chair.tables.rows() == desk.tables.rows()


def test_a_follower_notices_a_stranger_that_appears_later(tmp_path: Path, open_store: Opener) -> None:
    chair = open_store(tmp_path, "chair", read_only=True)
    (tmp_path / JOURNAL).write_bytes(header(meeting="another"))
    assert chair.poll() == []
    assert isinstance(chair.damage, WrongMeeting)


def test_a_follower_cannot_write(store: MeetingStore, tmp_path: Path, open_store: Opener) -> None:
    fill(store, 1)
    chair = open_store(tmp_path, "chair", read_only=True)
    for write in (lambda: chair.run("check_in", check_in, code="0"), chair.undo, chair.redo):
        with pytest.raises(ReadOnly):
            write()


def test_a_line_in_flight_is_not_read(store: MeetingStore, tmp_path: Path, open_store: Opener) -> None:
    """A follower looks while the writer is half way: not a commit, and not damage."""
    fill(store, 2)
    journal = (tmp_path / JOURNAL).read_bytes()
    follower_folder = tmp_path / "seen"
    follower_folder.mkdir()
    start = line_starts(journal)[-2]
    (follower_folder / JOURNAL).write_bytes(journal[:start])
    chair = open_store(follower_folder, "chair", read_only=True)
    for cut in range(start, len(journal)):
        (follower_folder / JOURNAL).write_bytes(journal[:cut])
        assert chair.poll() == []
        assert chair.damage is None
    (follower_folder / JOURNAL).write_bytes(journal)
    assert [commit.n for commit in chair.poll()] == [2]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_folder_that_cannot_be_written_is_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ReadOnly) as refused:
        MeetingStore.open(tmp_path, "desk", PLAN)
    assert refused.value.code == "folder_read_only"


def put_older_in_place(journal: Path, older: bytes) -> None:
    journal.write_bytes(older)


def rename_older_over(journal: Path, older: bytes) -> None:
    other = journal.with_name("restored")
    other.write_bytes(older)
    other.replace(journal)


def put_older_and_work_on(journal: Path, older: bytes) -> None:
    """Another desk opens the old copy and writes until it is longer than what the first desk knows."""
    size = journal.stat().st_size
    journal.write_bytes(older)
    other = MeetingStore.open(journal.parent, "other", PLAN)
    while journal.stat().st_size <= size + 20:
        other.run("enrol", enrol, key=f"X{other.head}", name="Khác")
    other.close()


def put_older_and_one_line(journal: Path, older: bytes) -> None:
    """As above, but the known end falls inside the last line: it must not be taken for a torn write."""
    size = journal.stat().st_size
    journal.write_bytes(older)
    other = MeetingStore.open(journal.parent, "other", PLAN)
    other.run("enrol", enrol, key="X", name="Khác" * size)
    other.close()


def swap_for_one_as_long(journal: Path, older: bytes) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines[:-1], lines[-1].swapcase()]))


@pytest.mark.parametrize(
    "restore",
    [
        put_older_in_place,
        rename_older_over,
        put_older_and_work_on,
        put_older_and_one_line,
        swap_for_one_as_long,
        lambda journal, older: journal.unlink(),
    ],
)
def test_t9_another_file_under_a_running_desk_is_noticed(
    store: MeetingStore, tmp_path: Path, restore: Callable[[Path, bytes], None]
) -> None:
    """A sync tool or a restore put something else there: nothing more is written to it."""
    fill(store, 3)
    older = (tmp_path / JOURNAL).read_bytes()
    fill(store, 6)
    rows = store.at(store.head).rows()
    restore(tmp_path / JOURNAL, older)
    there = (tmp_path / JOURNAL).read_bytes() if (tmp_path / JOURNAL).exists() else None
    store.poll()
    with pytest.raises(JournalCorrupt):
        store.run("enrol", enrol, key="new", name="Mới")
    assert isinstance(store.damage, JournalCorrupt)
    assert (store.head, store.tables.rows()) == (9, rows)
    assert ((tmp_path / JOURNAL).read_bytes() if there is not None else None) == there
    assert list(torn_files(tmp_path)) == []
    store.copy_to(tmp_path / "usb")
    assert rows_of(tmp_path / "usb") == (9, rows)


def test_damage_in_the_middle_opens_for_reading_up_to_it(store: MeetingStore, tmp_path: Path) -> None:
    fill(store, 6)
    after_three = store.at(3).rows()
    journal = bytearray((tmp_path / JOURNAL).read_bytes())
    start = line_starts(bytes(journal))[4]
    journal[start + 40] ^= 1
    (tmp_path / JOURNAL).write_bytes(journal)
    with pytest.raises(JournalCorrupt) as refused:
        MeetingStore.open(tmp_path, "desk", PLAN)
    assert (refused.value.n, refused.value.offset, refused.value.line) == (3, start, 5)
    reader = MeetingStore.open(tmp_path, "chair", PLAN, read_only=True)
    assert (reader.head, reader.tables.rows()) == (3, after_three)
    assert isinstance(reader.damage, JournalCorrupt)
    reader.close()


def test_a_torn_tail_is_moved_aside_by_the_next_writer_only(store: MeetingStore, tmp_path: Path) -> None:
    """Another desk died half way; reading leaves its bytes alone. A second one gets a name of its own."""
    fill(store, 1)
    for torn in (b"first half", b"second half\n"):
        with (tmp_path / JOURNAL).open("ab") as journal:
            journal.write(torn)
        assert store.poll()[1:] == []
        assert (tmp_path / JOURNAL).read_bytes().endswith(torn)
        shutil.copy(tmp_path / JOURNAL, tmp_path / "before")
        store.run("enrol", enrol, key="P9", name=torn.decode())
        assert (tmp_path / "before").read_bytes().removesuffix(torn) in (tmp_path / JOURNAL).read_bytes()
    kept = {file.name: file.read_bytes() for file in torn_files(tmp_path)}
    assert kept == {f"{JOURNAL}.torn-2": b"first half", f"{JOURNAL}.torn-3": b"second half\n"}


def test_append_is_refused_when_somebody_was_faster(tmp_path: Path) -> None:
    """Compare and append: what the seam asks of every engine."""
    mine, theirs = FileLog(tmp_path, "m"), FileLog(tmp_path, "m")
    with theirs.exclusive():
        theirs.append(0, {"t": "2026", "do": "first"})
    with mine.exclusive(), pytest.raises(Stale):
        mine.append(0, {"t": "2026", "do": "second"})
    assert [commit.do for commit in mine.read(0)] == ["first"]
    with mine.exclusive():
        assert mine.append(1, {"t": "2026", "do": "second"}).n == 2
    assert theirs.wait(1, 0) and not mine.wait(2, 0)
    mine.close()
    theirs.close()
