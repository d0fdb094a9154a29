"""One writer at a time, by a lock of the system's.

The system gives the lock back when its holder dies, so a crash leaves nothing to clean up. We ask
again every millisecond instead of waiting in the system: a stopped holder must not freeze a desk.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path

from meeting_tui.store.errors import LockTimeout, StoreError

LIMIT = 2.0
"""Seconds that a writer waits for another one, if nothing else is said."""

_PAUSE = 0.001
_NO_LOCKS = {errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.EOPNOTSUPP}
"""What network file systems say that cannot keep others out."""

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
    """`with lock:` keeps every other holder of the same file or folder out, in this process too.

    A file is made if it is missing. A lock on a file is lost on who comes after the file was deleted: what
    must never have two holders is locked by a folder (not on Windows, where open files cannot be deleted).
    """

    def __init__(self, path: Path, limit: float = LIMIT) -> None:
        flags = os.O_RDONLY if path.is_dir() else os.O_RDWR | os.O_CREAT
        self._fd = os.open(path, flags | getattr(os, "O_CLOEXEC", 0), 0o644)
        self._path = path
        self.limit = limit
        self.held = False

    def __enter__(self) -> FileLock:
        until: float | None = None
        while True:
            try:
                _try(self._fd)
            except (BlockingIOError, PermissionError):  # Windows says "permission" for "taken"
                until = until or time.monotonic() + self.limit
                if time.monotonic() >= until:
                    raise LockTimeout(self.limit) from None
                time.sleep(_PAUSE)
            except OSError as error:
                if error.errno in _NO_LOCKS:
                    raise StoreError("network_folder", folder=str(self._path)) from error
                raise
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
