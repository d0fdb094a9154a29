"""A table from outside in the one shape that every format is read into.

Rows are numbered from 1, as Excel shows them, and rows without a value are left out. Columns are counted from
0: they are places in `Row.cells`, which ends at the last cell that holds something.

What can be wrong is a value, `Fault`: a code and facts, no prose. Instead of a workbook:

    missing            path
    folder             path
    not_a_file         path               a device, a pipe
    no_permission      path
    not_readable       path, detail (the system's word)
    empty              path
    too_large          size, most         both in bytes; the file itself
    too_much_inside    size, most         both in bytes; what the file would unpack to
    too_many_rows      most
    password           (none)             Excel or ODS with a password
    damaged            detail             cut short, or not what its beginning says; detail is for a log
    not_a_table        kind               a `NotATable`
    needs_extra        extra, format      the optional part of the program that reads this format
    no_values          (none)             sheets, and nothing in them

Beside a workbook, in `Workbook.notes`:

    guessed_encoding   encoding           "cp1258" | "cp1252" (legacy fonts) | "utf-16"
    bad_bytes          count              letters of a UTF-8 file that could not be read
    nul_bytes          count              left out
    control_characters count              left out
    delimiter          delimiter          ";" | "\\t" | "," | "|"
    open_quote         row                a quotation mark that is never closed: quotes were taken as they stand
    long_rows          count, row         rows with more cells than the others; the first of them
    hidden_sheet       sheet
    hidden_rows        sheet, count, row  hidden rows that hold values, all of them read; the first of them
    hidden_columns     sheet, columns     their letters, joined by ", "
    chart_sheet        sheet              a sheet without cells, left out
    fonts_unknown      format             "xls" | "xlsb" | "ods" do not tell fonts, nor hidden rows
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

Value = str | int | float | bool | date | datetime | None
NotATable = Literal[
    "pdf",
    "word",
    "powerpoint",
    "image",
    "archive",
    "rtf",
    "numbers",
    "spreadsheet_xml",
    "web_archive",
    "unknown",
]


class Fault(msgspec.Struct, frozen=True):
    """Something about a file that its owner should hear."""

    code: str
    facts: dict[str, str | int] = {}


class Cell(msgspec.Struct, frozen=True, gc=False):
    """One cell.

    Text is NFC without control and direction characters, but it may still be in a legacy encoding: it keeps
    U+00AD, which is a letter there, until `legacy_text.convert` was called. Numbers without a fraction are
    `int`, days without a time are `date`, times of day and spans are text. An error value is its text, `#N/A`.
    """

    value: Value = None
    font: str = ""
    serial: int = 0  # the number behind a date: Excel shows a year typed into a date cell as a day of 1905
    formula_without_value: bool = False  # its program never calculated it


BLANK = Cell()


class Row(msgspec.Struct, frozen=True):
    """A row with at least one value, or with a formula that should have one."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False

    def cell(self, column: int) -> Cell:
        """The cell of a column, blank where the row is shorter."""
        return self.cells[column] if 0 <= column < len(self.cells) else BLANK


class Merge(msgspec.Struct, frozen=True):
    """Cells shown as one; the value is in the first. All four ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(msgspec.Struct, frozen=True):
    """One sheet; a CSV file and an HTML table are a sheet without a name."""

    name: str
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False

    @property
    def width(self) -> int:
        """How many columns the longest row has."""
        return max((len(row.cells) for row in self.rows), default=0)


class Workbook(msgspec.Struct, frozen=True):
    """All sheets that hold something, in their order, and what to tell about the file."""

    sheets: tuple[Sheet, ...]
    notes: tuple[Fault, ...] = ()


class ReadingStopped(Exception):
    """Raised by a caller's `progress` to give up; no reader holds it back."""


def column_letter(column: int) -> str:
    """A column from 0 as Excel shows it: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
