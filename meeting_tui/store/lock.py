"""One writer at a time, by a lock on a file of its own.

The system gives the lock back when its holder dies, so a crash leaves nothing to clean up. We ask
again every millisecond instead of waiting in the system: a stopped holder must not freeze a desk.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from meeting_tui.store.errors import LockTimeout

_PAUSE = 0.001

if sys.platform == "win32":
    import msvcrt

    def _try(fd: int) -> None:
        os.lseek(fd, 0, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

    def _give_back(fd: int) -> None:
        os.lseek(fd, 0, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give_back(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_UN)


class FileLock:
    """`with lock:` keeps every other holder of the same file out, in this process too."""

    def __init__(self, path: Path, limit: float = 2.0) -> None:
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
        self._limit = limit
        self.held = False

    def __enter__(self) -> FileLock:
        until: float | None = None
        while True:
            try:
                _try(self._fd)
            except (BlockingIOError, PermissionError):  # Windows says "permission" for "taken"
                until = until or time.monotonic() + self._limit
                if time.monotonic() >= until:
                    raise LockTimeout(self._limit) from None
                time.sleep(_PAUSE)
            else:
                self.held = True
                return self

    def __exit__(self, *_: object) -> None:
        self.held = False
        _give_back(self._fd)

    def close(self) -> None:
        """Also gives the lock back."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
