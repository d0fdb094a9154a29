"""Whatever a power cut leaves of the last line: everything before it is there, and writing goes on."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from meeting_tui.store import JOURNAL, MeetingStore, StoreError
from meeting_tui.store.overlay import Rows

from .builders import PLAN, enrol, fill, folder_with, line_starts, put, rows_of, ticking, torn_files

SECTOR = 512


@pytest.fixture
def day(store: MeetingStore, tmp_path: Path) -> tuple[bytes, list[Rows]]:
    """A journal of seven commits, and the tables after each of them."""
    fill(store, 5)
    store.run("put", put, table="notes", key="N1", document={"text": "ý kiến " * 250})
    states = [store.at(n).rows() for n in range(store.head + 1)]
    return (tmp_path / JOURNAL).read_bytes(), states


def go_on(folder: Path, states: list[Rows]) -> int:
    """Open for writing, find one of the known states, write one more commit; returns the head found."""
    store = MeetingStore.open(folder, "desk", PLAN, now=ticking())
    try:
        found = store.head
        assert store.tables.rows() == states[found]
        store.run("enrol", enrol, key="new", name="Mới")
    finally:
        store.close()
    head, rows = rows_of(folder)
    assert head == found + 1
    assert rows["people"].pop("new")["name"] == "Mới"
    assert {name: table for name, table in rows.items() if table} == states[found]
    return found


def test_t1_cut_at_every_byte_of_the_last_three_commits(
    day: tuple[bytes, list[Rows]], tmp_path: Path
) -> None:
    """Exactly the whole lines are there; the rest is kept beside the journal."""
    journal, states = day
    journal = journal[: line_starts(journal)[-2]]  # without the long note
    starts = line_starts(journal)
    for cut in range(starts[-4], len(journal) + 1):
        whole = sum(start <= cut for start in starts) - 2
        folder = folder_with(tmp_path, f"cut-{cut}", journal[:cut])
        assert rows_of(folder) == (whole, states[whole])
        assert go_on(folder, states) == whole
        kept = b"".join(file.read_bytes() for file in torn_files(folder))
        assert kept == journal[starts[whole + 1] : cut]


def test_t1_cut_inside_the_header_gives_a_new_journal(day: tuple[bytes, list[Rows]], tmp_path: Path) -> None:
    """A crash while the journal was made."""
    journal, states = day
    for cut in range(line_starts(journal)[1]):
        assert go_on(folder_with(tmp_path, f"cut-{cut}", journal[:cut]), states) == 0


def test_t2_a_flipped_bit_is_refused_or_costs_the_last_line(
    day: tuple[bytes, list[Rows]], tmp_path: Path
) -> None:
    """Never a silent mixture: 400 single bits."""
    journal, states = day
    last = line_starts(journal)[-2]
    chance = random.Random(2)
    # Half of them where the short lines are, for the long note takes up most of the file.
    bits = [chance.randrange(8 * last) for _ in range(200)]
    bits += [chance.randrange(8 * len(journal)) for _ in range(200)]
    for bit in bits:
        data = bytearray(journal)
        data[bit // 8] ^= 1 << bit % 8
        folder = folder_with(tmp_path, f"flip-{bit}-{os.urandom(4).hex()}", bytes(data))
        if bit // 8 < last:
            with pytest.raises(StoreError):
                MeetingStore.open(folder, "desk", PLAN)
            assert (folder / JOURNAL).read_bytes() == data
        else:
            assert go_on(folder, states) == len(states) - 2
            assert [file.read_bytes() for file in torn_files(folder)] == [bytes(data[last:])]


def test_t3_sectors_written_zeroed_or_junk(day: tuple[bytes, list[Rows]], tmp_path: Path) -> None:
    """The unsynced last line as a disk may leave it: 500 random mixes of sectors, of random length."""
    journal, states = day
    last = line_starts(journal)[-2]
    chance = random.Random(3)
    for trial in range(500):
        data = bytearray(journal)
        for start in range(last, len(data), SECTOR):
            stop = min(start + SECTOR, len(data))
            what = chance.choice(["written", "zeroed", "junk"])
            if what == "zeroed":
                data[start:stop] = bytes(stop - start)
            elif what == "junk":
                data[start:stop] = chance.randbytes(stop - start)
        del data[chance.randint(last, len(data)) :]
        found = go_on(folder_with(tmp_path, f"mix-{trial}", bytes(data)), states)
        assert found == len(states) - (1 if bytes(data) == journal else 2)
