"""Spreadsheets in which text stays text. openpyxl is loaded when the first one is made.

A cell that begins with `=` would be a formula, also later, when somebody presses F2 and Enter in it: the quote
prefix stops both. An apostrophe put before the text would become data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from meeting_tui.domain.text import clean, clean_line
from meeting_tui.export.look import FONT

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_767
"""UTF-16 units that a cell holds; openpyxl cuts the rest in silence."""
SIZE = 12
DRAFT = "DỰ THẢO"
TEXT = "@"
DATE = "dd/mm/yyyy"

Value: TypeAlias = str | int | date | None

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


def put_text(cell: Cell, value: str) -> None:
    """Text as it stands, cleaned: no formula, no number, no error code. Only the first of its `pieces` fits."""
    cell.value = pieces(value)[0]
    cell.data_type = "s"
    cell.number_format = TEXT
    cell.quotePrefix = True


def pieces(value: str) -> list[str]:
    """The cleaned text in parts that a cell can hold; at least one."""
    text = clean(value)
    size = LONGEST if max(text, default="") <= "\uffff" else LONGEST // 2
    return [text[start : start + size] for start in range(0, len(text), size)] or [""]


def sheet_bytes(
    title: str,
    columns: Sequence[tuple[str, float]],
    rows: Iterable[Iterable[Value]],
    *,
    draft: bool = False,
) -> bytes:
    """A workbook of one sheet, ready to print: A4 across, one page wide, the header on every page.

    `columns`: header, and width in letters. A text that no cell can hold goes on in the row below. A draft says so
    over every page.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = ""
    book.properties.title = clean_line(title)[:250]
    sheet: Worksheet = book.worksheets[0]
    sheet.title = _NOT_IN_NAMES.sub(" ", clean_line(title))[:31].strip("' ") or "1"
    _fill(sheet, [header for header, _ in columns], rows)
    _set_up(sheet, f"{DRAFT}: {title}" if draft else title, [width for _, width in columns])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Worksheet, headers: list[str], rows: Iterable[Iterable[Value]]) -> None:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Alignment, Border, Font, Side

    line = Side(style="thin")
    border = Border(left=line, right=line, top=line, bottom=line)
    head, body = Font(name=FONT, size=SIZE, bold=True), Font(name=FONT, size=SIZE)
    centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
    wrapped = Alignment(vertical="top", wrap_text=True)
    lines = (part for row in rows for part in _cut(row))
    for at, values in enumerate((headers, *lines), start=1):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(at, column)
            assert isinstance(cell, Cell)
            if isinstance(value, str):
                put_text(cell, value)
            else:
                cell.value = value
                if isinstance(value, date):
                    cell.number_format = DATE
            cell.font, cell.alignment = (head, centred) if at == 1 else (body, wrapped)
            cell.border = border


def _cut(row: Iterable[Value]) -> Iterator[tuple[Value, ...]]:
    """The row, and below it what was too long for its cells."""
    return zip_longest(*(pieces(value) if isinstance(value, str) else [value] for value in row))


def _set_up(sheet: Worksheet, title: str, widths: Sequence[float]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    page = sheet.page_setup
    page.paperSize, page.orientation = sheet.PAPERSIZE_A4, sheet.ORIENTATION_LANDSCAPE
    page.fitToWidth, page.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    head, foot = sheet.HeaderFooter.oddHeader, sheet.HeaderFooter.oddFooter
    assert head is not None and foot is not None
    # In a header `&` begins a code.
    head.center.text = clean_line(title)[:100].replace("&", "&&")
    foot.center.text = "&P/&N"
