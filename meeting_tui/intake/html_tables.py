"""The tables of a web page: what many programs of offices write and call `.xls`."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from html.parser import HTMLParser

from meeting_tui.intake.csv_files import decode
from meeting_tui.intake.sheets import BLANK, Cell, Fault, Merge, Row, Sheet, Workbook
from meeting_tui.intake.values import value_of

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_SPAN = 1000
"""What browsers allow for `colspan`."""
_SILENT = {"script", "style", "title"}


def read_html(data: bytes, tick: Callable[[], None]) -> Workbook:
    """Each outermost table as a sheet without a name. All values are text."""
    text, notes = _text(data)
    tables = _Tables(tick)
    tables.feed(text)
    tables.close()
    return Workbook(tuple(sheet for sheet in tables.sheets if sheet.rows), tuple(notes))


class _Tables(HTMLParser):
    """Collects cells as they come. Excel and browsers close what writers forgot to, and so do we."""

    def __init__(self, tick: Callable[[], None]) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[Sheet] = []
        self._tick = tick
        self._depth = 0
        self._silent = 0
        self._rows: list[Row] = []
        self._merges: list[Merge] = []
        self._row: dict[int, str] = {}
        self._number = 0
        self._taken: dict[int, int] = {}  # down to which row a cell that was begun reaches, by column
        self._cell: tuple[int, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
        elif self._depth == 1 and tag == "tr":
            self._end_row()
            self._number += 1
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            self._begin_cell(dict(attrs))
        elif self._cell and tag in ("br", "p", "div", "tr"):
            self._cell[1].append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
        elif self._depth == 1 and tag == "tr":
            self._end_row()
        elif tag == "table" and self._depth:
            self._depth -= 1
            if not self._depth:
                self._end_table()

    def handle_data(self, data: str) -> None:
        if self._cell and not self._silent:
            self._cell[1].append(_BLANKS.sub(" ", data))

    def close(self) -> None:
        super().close()
        self._end_table()

    def _begin_cell(self, attrs: dict[str, str | None]) -> None:
        self._number = max(self._number, 1)
        column = 0
        while column in self._row or self._taken.get(column, 0) >= self._number:
            column += 1
        self._row[column] = ""
        self._cell = column, []
        down, right = _span(attrs.get("rowspan")), _span(attrs.get("colspan"))
        if (down, right) != (1, 1):
            bottom, last = self._number + down - 1, column + right - 1
            self._merges.append(Merge(self._number, column, bottom, last))
            self._taken |= dict.fromkeys(range(column, last + 1), bottom)

    def _end_cell(self) -> None:
        if self._cell:
            column, pieces = self._cell
            self._row[column] = "".join(pieces)
            self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        cells: list[Cell] = []
        for column, written in sorted(self._row.items()):
            value = value_of(written.strip())
            if value is not None:
                cells += [BLANK] * (column - len(cells))
                cells.append(Cell(value))
        if cells:
            self._rows.append(Row(self._number, tuple(cells)))
            self._tick()
        self._row = {}

    def _end_table(self) -> None:
        self._end_row()
        self.sheets.append(Sheet("", tuple(self._rows), tuple(self._merges)))
        self._rows, self._merges, self._taken, self._number = [], [], {}, 0


def _text(data: bytes) -> tuple[str, list[Fault]]:
    """The page in the encoding that it declares, if it is in that; otherwise as a text file would be read."""
    declared = _CHARSET.search(data[:2048])
    if declared:
        with suppress(LookupError, UnicodeDecodeError):
            return data.decode(declared[1].decode("ascii")), []
    return decode(data)


def _span(value: str | None) -> int:
    return min(int(value), _MOST_SPAN) if value and value.isdecimal() and int(value) else 1
