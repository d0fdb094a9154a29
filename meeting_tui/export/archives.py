"""Reading a ZIP archive that may be damaged, forged or a bomb: in memory, nothing is written anywhere."""

from __future__ import annotations

import io
import zipfile
from typing import NamedTuple


class TooLarge(ValueError):
    """Unpacked, it would be larger than was asked for."""


class Members(NamedTuple):
    """The files of an archive by name; None where the archive itself shows that one is damaged."""

    files: dict[str, bytes | None]
    twice: tuple[str, ...]
    """Names that stand in it more than once: programs that unpack it disagree on which one counts."""


def members(data: bytes, largest: int) -> Members | None:
    """None for what is no archive. `largest`: bytes of all files together. Raises TooLarge."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > largest:  # no more than that is ever unpacked
                raise TooLarge
            names = [info.filename for info in infos]
            return Members(
                files={info.filename: _read(archive, info) for info in infos},
                twice=tuple(name for name in dict.fromkeys(names) if names.count(name) > 1),
            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, UnicodeDecodeError):
        return None


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | None:
    try:
        return archive.read(info)
    except (
        Exception
    ):  # zlib, a checksum, a password, an unknown method: whatever it is, the file is not whole
        return None
