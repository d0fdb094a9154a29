"""The bytes of a journal: appended and flushed, noticed when they are no longer the ones we know.

Nothing is ever overwritten or renamed. What cannot be a line is copied aside before it is cut off.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from meeting_tui.store.durable import O_BINARY, O_CLOEXEC, sync, write_new
from meeting_tui.store.errors import ReadOnly, StoreBroken, TargetExists

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class Lost(Exception):
    """The file is gone, shorter or another one; the argument says which."""


def forbidden(error: OSError, folder: Path) -> BaseException:
    """What to raise when a folder cannot be written to."""
    return ReadOnly("folder_read_only", folder=str(folder)) if error.errno in _FORBIDDEN else error


class JournalFile:
    """An open journal. A failed write or flush is final: see `StoreBroken`."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self._read_only = read_only
        self._fd = -1
        self._identity: tuple[int, int] | None = None

    @property
    def is_open(self) -> bool:
        return self._fd >= 0

    def open(self) -> bool:
        """Open, and make the file when writing; False while a reader finds none."""
        flags = os.O_RDONLY if self._read_only else os.O_RDWR | os.O_APPEND | os.O_CREAT
        try:
            self._fd = os.open(self.path, flags | O_BINARY | O_CLOEXEC, 0o644)
            found = self.path.stat()  # not fstat: `size` will ask the same way
        except FileNotFoundError:
            if not self._read_only:
                raise
            self.close()
            return False
        except OSError as error:
            if self._read_only:
                raise StoreBroken("read_failed", errno=error.errno) from error
            raise forbidden(error, self.path.parent) from error
        self._identity = (found.st_dev, found.st_ino)
        return True

    def close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def size(self, known: int) -> int:
        """How long the file is; raises Lost when the first `known` bytes cannot be there any more.

        The name is asked, not the handle: a file that was put in the place of ours has our name.
        """
        try:
            found = self.path.stat()
        except FileNotFoundError:
            raise Lost("gone") from None
        except OSError as error:
            raise StoreBroken("read_failed", errno=error.errno) from error
        if (found.st_dev, found.st_ino) != self._identity:
            raise Lost("replaced")
        if found.st_size < known:
            raise Lost("shorter")
        return found.st_size

    def read(self, offset: int, size: int | None = None) -> bytes:
        """The bytes from `offset` on, at most `size` of them. (Windows has no `pread`.)"""
        try:
            if size is None:
                size = os.fstat(self._fd).st_size - offset
            os.lseek(self._fd, offset, os.SEEK_SET)
            pieces: list[bytes] = []
            while size > 0 and (piece := os.read(self._fd, size)):
                pieces.append(piece)
                size -= len(piece)
        except OSError as error:
            raise StoreBroken("read_failed", errno=error.errno) from error
        return b"".join(pieces)

    def append(self, line: bytes, end: int) -> None:
        """One write at the end (which is at `end`), one flush."""
        try:
            written = os.write(self._fd, line)
            if written < len(line):
                os.ftruncate(self._fd, end)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            code = "disk_full" if error.errno in _FULL else "write_failed"
            raise StoreBroken(code, errno=error.errno) from error
        self._flush()

    def set_aside(self, torn: bytes, end: int, name: str) -> None:
        """Copy the bytes of a write that a crash cut short to a file of their own, then cut them off."""
        aside, again = self.path.with_name(name), 1
        try:
            while True:
                try:
                    write_new(aside, torn)
                    break
                except TargetExists:
                    again += 1
                    aside = self.path.with_name(f"{name}-{again}")
            os.ftruncate(self._fd, end)
        except OSError as error:
            raise StoreBroken("write_failed", errno=error.errno) from error
        self._flush()

    def _flush(self) -> None:
        try:
            sync(self._fd)
        except OSError as error:
            raise StoreBroken("flush_failed", errno=error.errno) from error
