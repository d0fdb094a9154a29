"""Writing an exported file: whole or not at all, and also while the old one is open in Word."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

TRIES = 20


def write_atomically(path: Path, data: bytes) -> Path:
    """Write the file and return where it is.

    Word on Windows locks what it shows: then the name gets a number, `… (2).docx`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    made = _temporary(path, data)
    try:
        return _put(made, path)
    finally:
        with suppress(FileNotFoundError):
            made.unlink()


def _temporary(path: Path, data: bytes) -> Path:
    """The bytes, on the disk, beside their place. A file made by mkstemp is for its owner only."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _put(made: Path, path: Path) -> Path:
    for count in range(1, TRIES + 1):
        place = path if count == 1 else path.with_name(f"{path.stem} ({count}){path.suffix}")
        try:
            return made.replace(place)
        except PermissionError:
            if count == TRIES:
                raise
    raise AssertionError("unreachable")
