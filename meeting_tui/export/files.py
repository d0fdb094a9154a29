"""Writing an exported file: whole or not at all, and also while the old one is open in Word."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

TRIES = 20
_NUMBERED = re.compile(r"(.+) \(\d+\)")


def write_atomically(path: Path, data: bytes) -> Path:
    """Write the file and return where it is; `stands_beside` tells whether that is another name.

    Word on Windows locks what it shows: then the name gets a number, `… (2).docx`. An OSError names the file that
    was asked for; on a full disk the old one stays as it is.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = _temporary(path, data)
        try:
            return _put(made, path)
        finally:
            with suppress(FileNotFoundError):
                made.unlink()
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def stands_beside(path: Path) -> Path | None:
    """The file beside which this one had to be written, because a program had it open; None: under its own name."""
    found = _NUMBERED.fullmatch(path.stem)
    return path.with_name(f"{found[1]}{path.suffix}") if found else None


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
