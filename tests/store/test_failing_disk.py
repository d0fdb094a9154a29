"""When the disk says no, nothing is acknowledged, and nothing is believed until the next opening."""

from __future__ import annotations

import errno
import os
import random
from pathlib import Path

import pytest

from meeting_tui.store import JOURNAL, MeetingStore, StoreBroken

from .builders import PLAN, check_in, failing_fsync, fill, rows_of
from .conftest import Opener


def test_t5_a_failed_flush_is_final(
    tmp_path: Path, open_store: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """100 times: refused, memory as it was, and the next command is refused although the disk is well."""
    chance = random.Random(5)
    for trial in range(100):
        folder = tmp_path / str(trial)
        folder.mkdir()
        store = open_store(folder)
        fill(store, chance.randint(1, 4))
        before, head = store.at(store.head).rows(), store.head
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", failing_fsync(errno.EIO))
            with pytest.raises(StoreBroken) as refused:
                store.run("check_in", check_in, code=f"{0:015}")
        assert (refused.value.code, refused.value.facts) == ("flush_failed", {"errno": errno.EIO})
        assert (store.head, store.tables.rows()) == (head, before)
        with pytest.raises(StoreBroken):
            store.run("check_in", check_in, code=f"{0:015}")
        assert store.broken is not None
        # The doubtful line may be in the file: it must not come back as somebody's news.
        assert store.poll()[head:] == []
        assert (store.head, store.tables.rows()) == (head, before)


def test_every_command_is_flushed_before_it_is_acknowledged(
    store: MeetingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First the write of the whole line, then the flush, nothing after it."""
    fill(store, 1)
    calls: list[str] = []
    write, fsync = os.write, os.fsync
    monkeypatch.setattr(os, "write", lambda fd, data: (calls.append("write"), write(fd, data))[1])
    monkeypatch.setattr(os, "fsync", lambda fd: (calls.append("fsync"), fsync(fd))[1])
    store.run("check_in", check_in, code=f"{0:015}")
    assert calls == ["write", "fsync"]


def test_t6_a_full_disk_leaves_no_half_line(
    tmp_path: Path, open_store: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A short write at every fourth byte: cut back, refused, usable after reopening."""
    write = os.write
    for short in range(0, 200, 4):
        folder = tmp_path / str(short)
        folder.mkdir()
        store = open_store(folder)
        fill(store, 2)
        journal = (folder / JOURNAL).read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", lambda fd, data, short=short: write(fd, data[:short]))
            with pytest.raises(StoreBroken) as refused:
                store.run("check_in", check_in, code=f"{0:015}")
        assert refused.value.code == "disk_full"
        assert (folder / JOURNAL).read_bytes() == journal
        with pytest.raises(StoreBroken):
            store.run("check_in", check_in, code=f"{0:015}")
        again = open_store(folder)
        again.run("check_in", check_in, code=f"{0:015}")
        assert rows_of(folder)[1]["people"]["P0"]["status"] == "present"


def test_an_interrupted_flush_is_in_doubt_too(store: MeetingStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C between write and flush: the line must not be taken for a saved one."""

    def interrupt(fd: int) -> None:
        raise KeyboardInterrupt

    fill(store, 1)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            store.run("check_in", check_in, code=f"{0:015}")
    assert store.poll()[1:] == []
    with pytest.raises(StoreBroken):
        store.run("check_in", check_in, code=f"{0:015}")


def test_a_broken_store_can_still_be_copied_elsewhere(
    store: MeetingStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was acknowledged is in memory; another disk may take it."""
    fill(store, 3)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing_fsync(errno.EIO))
        with pytest.raises(StoreBroken):
            store.run("check_in", check_in, code=f"{0:015}")
    store.copy_to(tmp_path / "usb")
    assert rows_of(tmp_path / "usb") == (3, store.tables.rows())


def test_a_file_that_cannot_be_read_breaks_the_store(
    store: MeetingStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stick was pulled out."""
    fill(store, 1)
    other = MeetingStore.open(tmp_path, "other", PLAN)
    other.run("check_in", check_in, code=f"{0:015}")
    other.close()

    def fail(fd: int, size: int) -> bytes:
        raise OSError(errno.EIO, "input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "read", fail)
        store.poll()
    assert store.broken is not None
    assert store.broken.code == "read_failed"
