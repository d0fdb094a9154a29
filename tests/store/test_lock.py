"""One writer at a time; a desk that has to wait says so instead of freezing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from meeting_tui.store import LockTimeout
from meeting_tui.store.lock import FileLock


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
