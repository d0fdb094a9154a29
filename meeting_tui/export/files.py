"""Writing an exported file: whole or not at all, also while the old one is open in Word, and nothing signed is lost."""

from __future__ import annotations

import io
import os
import stat
import tempfile
import zipfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from meeting_tui.domain.plan import VIETNAM

TRIES = 20
ASIDE = " (trước "
"""In the name of a copy, before the hour of the old file."""
_CORE = "docProps/core.xml"
"""The part of an office file with the hour at which it was made."""


class Put(NamedTuple):
    """Where a file went, and what became of the one that was there."""

    path: Path
    instead_of: Path | None = None
    """The name that it should have: a program has that file open, or it may only be read."""
    kept: Path | None = None
    """A copy of the one that it replaced."""


def put(path: Path, data: bytes, *, keep: bool = False) -> Put:
    """Write the file. `keep`: an old one that says something else is copied aside first, as `… (trước …).docx`.

    Word on Windows locks what it shows: then the name gets a number, `… (2).docx`; so it does where the old file may
    only be read. A link stays one, and a file keeps its mode. An OSError names the file that was asked for; on a full
    disk the old one stays as it is.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        place = path.resolve() if path.is_symlink() else path
        kept = _set_aside(place, data) if keep else None
        made = _temporary(place, data)
        try:
            taken = _put(made, place)
        finally:
            with suppress(FileNotFoundError):
                made.unlink()
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise
    return Put(path, None, kept) if taken == place else Put(taken, path, kept)


def write_atomically(path: Path, data: bytes) -> Path:
    """Write the file and return where it is."""
    return put(path, data).path


def _set_aside(place: Path, data: bytes) -> Path | None:
    """The copy of a file that says something else; None where nothing would be lost."""
    if not _is_writable(place) or not place.is_file() or is_same(old := place.read_bytes(), data):
        return None
    written = datetime.fromtimestamp(place.stat().st_mtime, VIETNAM)
    for words in (f"{written:%d-%m-%Y %H.%M}", f"{written:%d-%m-%Y %H.%M.%S.%f}"):
        copy = place.with_name(f"{place.stem}{ASIDE}{words}){place.suffix}")
        if not copy.exists():
            _temporary(copy, old).replace(copy)
            return copy
        if copy.read_bytes() == old:
            return copy
    raise FileExistsError(17, os.strerror(17), str(place))


def is_same(old: bytes, new: bytes) -> bool:
    """Whether both say the same; the hour at which an office file was packed says nothing."""
    return old == new or ((parts := _parts(old)) is not None and parts == _parts(new))


def _parts(data: bytes) -> dict[str, bytes] | None:
    with suppress(Exception), zipfile.ZipFile(io.BytesIO(data)) as archive:  # damaged: it is not the same
        return {name: archive.read(name) for name in archive.namelist() if name != _CORE}
    return None


def _temporary(path: Path, data: bytes) -> Path:
    """The bytes, on the disk, beside their place. A new file is for its owner only: papers name people."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            Path(name).chmod(stat.S_IMODE(path.stat().st_mode))
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _put(made: Path, path: Path) -> Path:
    for count in range(1, TRIES + 1):
        place = path if count == 1 else path.with_name(f"{path.stem} ({count}){path.suffix}")
        try:
            if not _is_writable(place):
                raise PermissionError(13, os.strerror(13), str(place))
            return made.replace(place)
        except PermissionError:
            if count == TRIES:
                raise
    raise AssertionError("unreachable")


def _is_writable(place: Path) -> bool:
    """A file whose mode lets nobody write was meant to stay, whatever the system would allow."""
    try:
        return bool(place.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    except FileNotFoundError:
        return True
