"""How wide text is on paper, and which letters can be printed: read from the fonts that travel with the program.

Their widths are those of Times New Roman, so what is measured here holds in Word too.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable
from functools import cache
from math import ceil
from pathlib import Path

from meeting_tui.export.unbroken import HYPHEN

FONTS = Path(__file__).parent / "fonts"
MM = 25.4 / 72
"""Of a point."""
LINE = 1.15
"""Single line spacing of Times New Roman, in sizes of its letters."""
EN = 0.5
"""Half the size of the letters: about as wide as one of them."""
MISSING = "□"
"""Stands for a letter that no font of the program has."""
_BORROWED: tuple[tuple[int, int], ...] = (
    (0x2190, 0x22FF),  # arrows, mathematics
    (0x2460, 0x24FF),  # numbers in circles
    (0x2500, 0x25FF),  # lines and boxes
    (0x2605, 0x2606),  # stars
    (0x2610, 0x2612),  # boxes to tick
    (0x2713, 0x2714),  # ticks
    (0x2717, 0x2718),  # crosses
)
BORROWED = frozenset(chr(code) for first, last in _BORROWED for code in range(first, last + 1))
"""What is drawn with the fonts that come with typst, where the shipped one has not got it."""
_STROKE = "\u1680"
"""The only space that is drawn: a stroke."""
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")
"""Invisible parts of pictures that are made of several."""


class Face:
    """One style of the shipped family."""

    def __init__(self, data: bytes) -> None:
        tables = _tables(data)
        self._widths = _widths(data, tables)
        self._glyphs = _glyphs(data, tables["cmap"])
        self._size: int = struct.unpack_from(">H", data, tables["head"] + 18)[0]

    def has(self, char: str) -> bool:
        return ord(char) in self._glyphs

    def ems(self, text: str) -> float:
        """The width of the text, in sizes of its letters."""
        widths, glyphs = self._widths, self._glyphs
        last = len(widths) - 1
        return sum(widths[min(glyphs.get(ord(char), 0), last)] for char in text) / self._size


@cache
def face(*, bold: bool = False, italic: bool = False) -> Face:
    style = f"{'Bold' if bold else ''}{'Italic' if italic else ''}" or "Regular"
    return Face((FONTS / f"LiberationSerif-{style}.ttf").read_bytes())


def width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """The width of one line in mm, at `size` points."""
    return face(bold=bold, italic=italic).ems(text) * size * MM


def fitting(room: float, size: float) -> int:
    """How many letters of middling width fit into `room` mm."""
    return int(room / (size * MM * EN))


def letters(text: str) -> float:
    """The width of bold text, in letters of middling width."""
    return face(bold=True).ems(text) / EN


def lines(text: str, room: float, size: float) -> int:
    """About how many lines the text takes in a column of `room` mm; its own line feeds count."""
    return sum(max(1, ceil(width(part, size) * 1.06 / room)) for part in text.split("\n"))


def height(row: Iterable[str], columns: Iterable[float], size: float) -> float:
    """About how high a table's row is, in mm; `columns`: the room in each."""
    most = max((lines(text, room, size) for text, room in zip(row, columns, strict=True)), default=1)
    return most * size * LINE * MM


def printable(text: str) -> str:
    """The text with a box for each letter that no font of the program has: nothing vanishes in silence."""
    if not (missing := unprintable(text)):
        return text
    return "".join(MISSING if char in missing else char for char in text if char not in _JOINERS)


def unprintable(text: str) -> set[str]:
    """Letters of the text that no font of the program has."""
    if text.isascii():
        return set()
    regular = face()
    others = set(text) - BORROWED - _JOINERS - {HYPHEN}
    blank = {char for char in others if char.isspace() and char != _STROKE}
    return {char for char in others - blank if not (char.isascii() or regular.has(char))}


def _tables(data: bytes) -> dict[str, int]:
    """Where each table of the file begins."""
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * at) for at in range(count))
    return {tag.decode("latin-1"): offset for tag, _, offset, _ in records}


def _widths(data: bytes, tables: dict[str, int]) -> list[int]:
    """The width of each glyph, in units of the face; all further glyphs have the last one."""
    (count,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    return [pair[0] for pair in struct.iter_unpack(">Hh", data[tables["hmtx"] :][: 4 * count])]


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """The glyph of each code point: subtable format 4, which every font for the Basic Multilingual Plane has."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    offsets = (struct.unpack_from(">L", data, cmap + 4 + 8 * at + 4)[0] for at in range(count))
    table = next(cmap + at for at in offsets if struct.unpack_from(">H", data, cmap + at)[0] == 4)
    (double,) = struct.unpack_from(">H", data, table + 6)
    ends, starts, deltas, ranges = (
        _numbers(data, table + 14 + part * double + (2 if part else 0), double // 2) for part in range(4)
    )
    first = table + 16 + 3 * double
    glyphs: dict[int, int] = {}
    for at, (start, end, delta, jump) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            if jump:
                (glyph,) = struct.unpack_from(">H", data, first + 2 * at + jump + 2 * (code - start))
                glyph = (glyph + delta) & 0xFFFF if glyph else 0
            else:
                glyph = (code + delta) & 0xFFFF
            if glyph:
                glyphs[code] = glyph
    return glyphs


def _numbers(data: bytes, at: int, count: int) -> array[int]:
    found = array("H", data[at : at + 2 * count])
    found.byteswap()
    return found
