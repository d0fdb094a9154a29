"""The rows that an import could not take, given back in the clerk's own columns, with what is wrong in the last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec

from meeting_tui.export.look import FONT
from meeting_tui.export.xlsx import SIZE, put_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_NARROWEST, _WIDEST = 6, 60
"""Widths of columns, in letters."""


class ErrorSheet(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet of it. Every row is as long as the headings; the last column says what is wrong."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def workbook_bytes(sheets: Sequence[ErrorSheet]) -> bytes:
    """An xlsx in which everything is text: a phone keeps its zero and nothing becomes a formula."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for count, sheet in enumerate(sheets, start=1):
        _write(book.create_sheet(_NOT_IN_NAMES.sub(" ", sheet.name)[:31].strip("' ") or f"{count}"), sheet)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(target: Worksheet, sheet: ErrorSheet) -> None:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    bold, plain, red = (
        Font(name=FONT, size=SIZE, **look) for look in ({"bold": True}, {}, {"color": "C00000"})
    )
    wrapped = Alignment(vertical="top", wrap_text=True)
    last = len(sheet.headings)
    for at, values in enumerate((sheet.headings, *sheet.rows), start=1):
        for column, value in enumerate(values, start=1):
            if not value:
                continue
            cell = target.cell(at, column)
            assert isinstance(cell, Cell)
            put_text(cell, value)
            cell.font = bold if at == 1 else red if column == last else plain
            cell.alignment = wrapped
    for column in range(last):
        widest = max(len(values[column]) for values in (sheet.headings, *sheet.rows))
        target.column_dimensions[get_column_letter(column + 1)].width = min(
            max(widest + 2, _NARROWEST), _WIDEST
        )
    target.freeze_panes = "A2"
