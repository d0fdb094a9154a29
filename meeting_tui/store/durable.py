"""Bytes that stay when the plug is pulled."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from meeting_tui.store.errors import TargetExists

O_BINARY: int = getattr(os, "O_BINARY", 0)  # without it Windows writes \r\n and no checksum holds
O_CLOEXEC: int = getattr(os, "O_CLOEXEC", 0)


def sync(fd: int) -> None:
    """Return when the drive has the bytes, not only the system."""
    if sys.platform == "darwin":
        import fcntl

        try:  # fsync on macOS leaves the drive's own cache alone
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            return
        except OSError:
            pass  # a file system that does not know the call
    os.fsync(fd)


def sync_folder(folder: Path) -> None:
    """Make a new file's name durable too. Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    fd = os.open(folder, os.O_RDONLY | O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def write_new(path: Path, data: bytes) -> None:
    """Write a whole new file, never over an old one; a part of it does not stay."""
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | O_BINARY | O_CLOEXEC, 0o644)
    except FileExistsError:
        raise TargetExists(str(path)) from None
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(fd, rest) :]
            sync(fd)
        finally:
            os.close(fd)
        sync_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
