"""One writer at a time; a desk that has to wait says so instead of freezing."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from meeting_tui.store import JOURNAL, LockTimeout, StoreError
from meeting_tui.store.file_log import LOCK
from meeting_tui.store.lock import FileLock

from .builders import enrol, rows_of
from .conftest import Opener


def test_a_taken_lock_is_refused_after_the_limit(tmp_path: Path) -> None:
    mine, theirs = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock", limit=0.05)
    began = time.monotonic()
    with mine, pytest.raises(LockTimeout), theirs:
        pytest.fail("both hold it")
    assert 0.05 <= time.monotonic() - began < 2
    with theirs:
        assert theirs.held
    mine.close()
    theirs.close()


def test_a_dead_process_holds_no_lock(tmp_path: Path) -> None:
    """There is nothing to clean up after a crash."""
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path; from meeting_tui.store.lock import FileLock\n"
            "with FileLock(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)",
            str(tmp_path / "lock"),
        ],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    mine = FileLock(tmp_path / "lock", limit=0.01)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LockTimeout), mine:
            pytest.fail("both hold it")
    finally:
        holder.kill()
        holder.communicate()
    with mine:
        assert mine.held
    mine.close()


def test_deleted_files_do_not_free_a_lock_that_is_held(tmp_path: Path, open_store: Opener) -> None:
    """Somebody tidies up the folder while a desk writes: the next desk still has to wait."""
    first = open_store(tmp_path, "first")
    with first._log.exclusive():
        for path in tmp_path.iterdir():
            if path.name != JOURNAL:
                path.unlink()
        late = FileLock(tmp_path / LOCK, limit=0)
        with pytest.raises(LockTimeout), late:
            pytest.fail("both hold it")
        late.close()


def test_after_the_tidying_up_there_is_still_one_order(tmp_path: Path, open_store: Opener) -> None:
    desks = [open_store(tmp_path, f"desk {n}", lock_limit=0.02) for n in range(2)]
    for path in tmp_path.iterdir():
        if path.name != JOURNAL:
            path.unlink()
    desks.append(open_store(tmp_path, "late", lock_limit=0.02))
    for holder in desks:
        with holder._log.exclusive():
            for other in (desk for desk in desks if desk is not holder):
                with pytest.raises(LockTimeout):
                    other.run("enrol", enrol, key="P1", name="An")
    for n, desk in enumerate(desks):
        desk.run("enrol", enrol, key=f"P{n}", name="An")
    assert rows_of(tmp_path)[0] == 3


def test_each_store_says_how_long_it_waits(tmp_path: Path, open_store: Opener) -> None:
    holder = open_store(tmp_path, "holder")
    for limit in (0.0, 0.05):
        store = open_store(tmp_path, "desk", lock_limit=limit)
        began = time.monotonic()
        with holder._log.exclusive(), pytest.raises(LockTimeout) as refused:
            store.run("enrol", enrol, key="P1", name="An")
        assert limit <= time.monotonic() - began < 1
        assert refused.value.facts == {"seconds": limit}
    store.run("enrol", enrol, key="P1", name="An")


def test_opening_waits_for_a_writer_however_short_a_key_may(tmp_path: Path, open_store: Opener) -> None:
    holder = open_store(tmp_path, "holder")
    lock = holder._log.exclusive()
    lock.__enter__()
    timer = threading.Timer(0.1, lock.__exit__, (None, None, None))
    timer.start()
    open_store(tmp_path, "desk", lock_limit=0.0).run("enrol", enrol, key="P1", name="An")
    timer.join()


def test_a_folder_that_knows_no_locks_is_a_network_folder(
    tmp_path: Path, open_store: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(fd: int) -> None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))

    monkeypatch.setattr("meeting_tui.store.lock._try", refuse)
    with pytest.raises(StoreError) as refused:
        open_store(tmp_path)
    assert refused.value.code == "network_folder"
