"""Reading a table from outside, whatever its format, recognised by its first bytes and never by its name."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from msgspec.structs import replace

from meeting_tui.intake.csv_files import read_csv
from meeting_tui.intake.html_tables import read_html
from meeting_tui.intake.other_files import read_other
from meeting_tui.intake.private import without_private
from meeting_tui.intake.sheets import (
    Cell,
    Fault,
    Merge,
    NotATable,
    ReadingStopped,
    Row,
    Sheet,
    Workbook,
    column_letter,
)
from meeting_tui.intake.xlsx_files import read_xlsx

MOST_BYTES = 50 * 2**20
"""A larger file is refused. A list of 10,000 people is one megabyte; what is larger holds pictures."""
MOST_INSIDE = 200 * 2**20
"""What a packed file may hold beside its pictures. Reading takes memory in proportion; a bomb holds more."""
MOST_ROWS = 100_000
"""Rows with values. No commune invites so many; somebody drew a formula down to the end of the sheet."""
EVERY = 500
"""So many rows lie between two reports of progress."""

_NOT_TABLES: tuple[tuple[bytes, NotATable], ...] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"MIME-Version:", "web_archive"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_ZIP_PARTS: tuple[tuple[str, NotATable], ...] = (
    ("word/", "word"),
    ("ppt/", "powerpoint"),
    ("Index/", "numbers"),
)
_PICTURES = re.compile(r"(?i)(?:^|/)(?:media|pictures|thumbnails|embeddings)/")
_PAGE = re.compile(
    rb"(?i)\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|table|style|div|body)\b", re.DOTALL
)
_XML_SHEET = b"urn:schemas-microsoft-com:office:spreadsheet"


def read_workbook(path: Path, *, progress: Callable[[int], None] | None = None) -> Workbook | Fault:
    """The workbook, or why there is none.

    `progress` hears how many rows were read, about every 500, and may raise ReadingStopped, which is passed
    on. It is called in the thread of the caller.
    """
    data = _bytes(path)
    if isinstance(data, Fault):
        return data
    try:
        read = _read(data, _Counter(progress).tick)
    except ReadingStopped:
        raise
    except _TooManyRows:
        return Fault("too_many_rows", {"most": MOST_ROWS})
    except Exception as error:  # openpyxl and python-calamine raise anything at all over a damaged file
        return Fault("damaged", {"detail": f"{type(error).__name__}: {error}"[:200]})
    if isinstance(read, Workbook) and not read.sheets:
        return Fault("no_values")
    return _with_harmless_names(read) if isinstance(read, Workbook) else read


def _with_harmless_names(workbook: Workbook) -> Workbook:
    """The workbook with no identity number in the name of a sheet; two sheets never get one name."""
    names: dict[str, str] = {}
    for sheet in workbook.sheets:
        bare = without_private(sheet.name)
        taken = bare in names.values()
        names[sheet.name] = f"{bare} ({len(names) + 1})" if taken else bare
    notes = (
        replace(note, facts={**note.facts, "sheet": names.get(name, without_private(name))})
        if isinstance(name := note.facts.get("sheet"), str)
        else note
        for note in workbook.notes
    )
    return Workbook(tuple(replace(one, name=names[one.name]) for one in workbook.sheets), tuple(notes))


class _TooManyRows(Exception):
    pass


class _Counter:
    """Rows read so far, told now and then."""

    def __init__(self, progress: Callable[[int], None] | None) -> None:
        self._progress = progress
        self._count = 0

    def tick(self) -> None:
        self._count += 1
        if self._count > MOST_ROWS:
            raise _TooManyRows
        if self._progress and self._count % EVERY == 0:
            self._progress(self._count)


def _bytes(path: Path) -> bytes | Fault:
    """The whole file at once: Excel may save it again while we read."""
    facts: dict[str, str | int] = {"path": str(path)}
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            return Fault("folder", facts)
        if not stat.S_ISREG(about.st_mode):
            return Fault("not_a_file", facts)
        if about.st_size > MOST_BYTES:
            return Fault("too_large", {"size": about.st_size, "most": MOST_BYTES})
        return path.read_bytes() or Fault("empty", facts)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the path
        return Fault("missing", facts)
    except PermissionError:
        return Fault("no_permission", facts)
    except OSError as error:
        return Fault("not_readable", {**facts, "detail": error.strerror or ""})


def _read(data: bytes, tick: Callable[[], None]) -> Workbook | Fault:
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return _read_zip(data, tick)
    if data.startswith(_OLE):
        return _read_ole(data, tick)
    if kind := next(
        (kind for beginning, kind in _NOT_TABLES if data.startswith(beginning)), _other_kind(data)
    ):
        return Fault("not_a_table", {"kind": kind})
    if _PAGE.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return read_html(data, tick)
    return read_csv(data, tick)


def _read_zip(data: bytes, tick: Callable[[], None]) -> Workbook | Fault:
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            declared = archive.read("mimetype")[:80] if "mimetype" in archive.namelist() else b""
    except BadZipFile as error:
        return Fault("damaged", {"detail": str(error)})
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        return Fault("password")
    inside = sum(part.file_size for part in parts if not _PICTURES.search(part.filename))
    if inside > MOST_INSIDE:
        return Fault("too_much_inside", {"size": inside, "most": MOST_INSIDE})
    if "xl/workbook.bin" in names:
        return read_other(data, "xlsb", tick)
    if any(name.startswith("xl/") for name in names):
        return read_xlsx(data, tick)
    if declared.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return read_other(data, "ods", tick)
    if declared.startswith(b"application/vnd.oasis.opendocument.text"):
        return Fault("not_a_table", {"kind": "word"})
    starts = (kind for start, kind in _ZIP_PARTS if any(name.startswith(start) for name in names))
    return Fault("not_a_table", {"kind": next(starts, "archive")})


def _read_ole(data: bytes, tick: Callable[[], None]) -> Workbook | Fault:
    """Office's container of old, known by the names of its streams."""

    def has(*streams: str) -> bool:
        return any(name.encode("utf-16-le") in data for name in streams)

    if has("EncryptedPackage", "EncryptionInfo"):
        return Fault("password")
    if has("Workbook", "Book"):
        return read_other(data, "xls", tick)
    if has("WordDocument"):
        return Fault("not_a_table", {"kind": "word"})
    return Fault("not_a_table", {"kind": "powerpoint" if has("PowerPoint") else "unknown"})


def _other_kind(data: bytes) -> NotATable | None:
    """What cannot be known by its first bytes alone."""
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "image"
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        return "image"
    return "spreadsheet_xml" if _XML_SHEET in data[:4096] else None


__all__ = [
    "Cell",
    "Fault",
    "Merge",
    "ReadingStopped",
    "Row",
    "Sheet",
    "Workbook",
    "column_letter",
    "read_workbook",
]
