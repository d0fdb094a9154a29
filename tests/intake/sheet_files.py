"""Files as clerks make them, made in code; and the encodings of old, written by rules of their own."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

FAMILIES = (
    *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"),
    *("Dương", "Lý", "Trịnh", "Đinh", "Lương", "Mai", "Tạ", "Phùng", "Triệu", "Lưu", "Tô", "Giàng", "Lò"),
)
MIDDLES = (
    "Thị",
    "Văn",
    "Đình",
    "Quang",
    "Hữu",
    "Thị Thu",
    "Thanh",
    "Ngọc",
    "Xuân",
    "Đức",
    "Thế",
    "Mạnh",
    "Bá",
)
GIVEN = (
    *(
        "An",
        "Bình",
        "Cường",
        "Dũng",
        "Đức",
        "Hải",
        "Hùng",
        "Khánh",
        "Long",
        "Phúc",
        "Sơn",
        "Tuấn",
        "Bích",
        "Hà",
    ),
    *(
        "Hạnh",
        "Hoà",
        "Thuỷ",
        "Tú",
        "Tụ",
        "Tư",
        "Quyên",
        "Hường",
        "Nguyệt",
        "Tuyết",
        "Vượng",
        "Thưởng",
        "Thoả",
    ),
    *(
        "Quế",
        "Lý",
        "Mỵ",
        "Sửu",
        "Hợi",
        "Thìn",
        "Tỵ",
        "Ngọ",
        "Mùi",
        "Dậu",
        "Phượng",
        "Yến",
        "Thảo",
        "Chi",
        "Nam",
    ),
)
VILLAGES = ("Thôn Đông", "Thôn Hoà Bình", "Xóm 5", "Khu phố 3", "Tổ dân phố số 7", "Bản Mường", "Thôn Thượng")


def invented_names(count: int) -> list[str]:
    """Names without a capital that TCVN3 cannot write in its fonts of small letters; always the same."""
    steps = range(count)
    return [
        f"{FAMILIES[n % len(FAMILIES)]} {MIDDLES[n * 5 % len(MIDDLES)]} {GIVEN[n * 7 % len(GIVEN)]}"
        for n in steps
    ]


TCVN3 = dict(
    zip(
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        strict=True,
    )
)
_VNI_TONES = dict(zip("\u0301\u0300\u0309\u0303\u0323", "ùøûõï", strict=True))
_VNI_ON = {
    "\u0302": dict(zip("\u0301\u0300\u0309\u0303\u0323", "áàåãä", strict=True)),
    "\u0306": dict(zip("\u0301\u0300\u0309\u0303\u0323", "éèúüë", strict=True)),
}
_VNI_WHOLE = {"đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def tcvn3(text: str) -> str:
    """As typed in `.VnTime`: capitals with tones do not exist there."""
    return "".join(TCVN3.get(letter) or TCVN3.get(letter.lower(), letter) for letter in text)


def vni(text: str) -> str:
    """As typed in `VNI-Times`."""
    return "".join(_vni_letter(letter) for letter in unicodedata.normalize("NFC", text))


def _vni_letter(letter: str) -> str:
    small = letter.lower()
    if small in _VNI_WHOLE:
        written = _VNI_WHOLE[small]
    else:
        base, *marks = unicodedata.normalize("NFD", small)
        shape = next((mark for mark in marks if mark in _VNI_ON), "")
        tone = next((mark for mark in marks if mark in _VNI_TONES), "")
        horned = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
        alone = {"\u0302": "â", "\u0306": "ê"}.get(shape, "")
        written = horned + ((_VNI_ON[shape] if shape else _VNI_TONES)[tone] if tone else alone)
    return written if letter == small else written.upper()


def cp1258(text: str) -> bytes:
    """As Windows wrote Vietnamese: a letter with its hat, then the tone as a mark of its own."""
    pieces: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        try:
            letter.encode("cp1258")
            pieces.append(letter)
        except UnicodeEncodeError:
            *rest, tone = sorted(unicodedata.normalize("NFD", letter), key=lambda mark: mark in _VNI_TONES)
            pieces += [unicodedata.normalize("NFC", "".join(rest)), tone]
    return "".join(pieces).encode("cp1258")


def xlsx(path: Path, rows: Sequence[Sequence[Any]], *, sheet: str = "Danh sách", font: str = "") -> Path:
    """A workbook of one sheet with these rows from A1 on."""
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = sheet
    fill(page, rows, font)
    book.save(path)
    return path


def fill(page: Worksheet, rows: Sequence[Sequence[Any]], font: str = "") -> None:
    for row in rows:
        page.append(list(row))
    if font:
        for cells in page.iter_rows():
            for cell in cells:
                cell.font = Font(name=font)


def altered(source: Path, target: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """A copy of a packed file with one of its parts changed."""
    with ZipFile(source) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename == part else data)
    return target


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip with these parts."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def ods(rows: Sequence[Sequence[str | date]], sheet: str) -> bytes:
    """What LibreOffice saves, as small as it may be."""

    def cell(value: str | date) -> str:
        if isinstance(value, date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    lines = (f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="{sheet}">{"".join(lines)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def ole(streams: Mapping[str, bytes]) -> bytes:
    """Office's container of old with these streams, each larger than 4 KiB."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    chains: list[int] = []
    body = b""
    entries = [("Root Entry", 5, end, 0)]
    for name, data in streams.items():
        start, count = len(chains), -(-len(data) // sector)
        chains += [*range(start + 1, start + count), end]
        body += data.ljust(count * sector, b"\0")
        entries.append((name, 2, start, len(data)))
    directory_at = len(chains)
    directory = b"".join(
        _directory_entry(
            name, kind, start, size, right=at + 1 if 0 < at < len(streams) else free, child=not at
        )
        for at, (name, kind, start, size) in enumerate(entries)
    )
    count = -(-len(directory) // sector)
    chains += [*range(directory_at + 1, directory_at + count), end]
    body += directory.ljust(count * sector, b"\0")
    fat_at = len(chains)
    fat = [*chains, 0xFFFFFFFD]
    assert len(fat) <= sector // 4
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, directory_at, 0, 4096, end, 0, end, 0),
    ) + struct.pack("<109I", fat_at, *[free] * 108)
    table = struct.pack(f"<{sector // 4}I", *fat, *[free] * (sector // 4 - len(fat)))
    return header + body + table


def _directory_entry(name: str, kind: int, start: int, size: int, *, right: int, child: bool) -> bytes:
    encoded = name.encode("utf-16-le")
    links = struct.pack("<III", 0xFFFFFFFF, right, 1 if child else 0xFFFFFFFF)
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded) + 2, kind, 1)
        + links
        + bytes(36)
        + struct.pack("<II4x", start, size)
    )


def xls(rows: Sequence[Sequence[str | float]], sheet: str) -> bytes:
    """An Excel 97 workbook, as small as it may be."""

    def record(kind: int, data: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))

    def cell(row: int, column: int, value: str | float) -> bytes:
        place = struct.pack("<HHH", row, column, 0)
        if isinstance(value, str):
            text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
            return record(0x204, place + text)
        return record(0x203, place + struct.pack("<d", value))

    page = begin(0x10) + record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, 256, 0))
    page += b"".join(cell(y, x, value) for y, row in enumerate(rows) for x, value in enumerate(row)) + record(
        0xA
    )
    name = struct.pack("<BB", len(sheet), 1) + sheet.encode("utf-16-le")
    start = len(begin(5)) + len(record(0x85, bytes(6) + name)) + len(record(0xA))
    book = begin(5) + record(0x85, struct.pack("<IH", start, 0) + name) + record(0xA) + page
    return ole({"Workbook": book.ljust(4096, b"\0")})
