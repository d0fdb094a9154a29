"""Sheets as a reader gives them, written as rows of values."""

from __future__ import annotations

from collections.abc import Sequence

from meeting_tui.intake.columns import SheetMapping, propose
from meeting_tui.intake.roster import Line, judge_sheet
from meeting_tui.intake.sheets import Cell, Merge, Row, Sheet, Value

YEAR = 2026
HEADINGS = ("STT", "Họ và tên", "Năm sinh", "Thôn", "Số ĐT")


def sheet(
    *rows: Sequence[Value | Cell], name: str = "Danh sách", merges: Sequence[Merge] = (), font: str = ""
) -> Sheet:
    """A sheet with these rows from row 1 on; blank rows are left out, as a reader does."""
    made = [
        Row(number, tuple(one if isinstance(one, Cell) else Cell(one, font) for one in row))
        for number, row in enumerate(rows, start=1)
    ]
    kept = [
        row for row in made if any(cell.value is not None or cell.formula_without_value for cell in row.cells)
    ]
    return Sheet(name, tuple(kept), tuple(merges))


def lines(page: Sheet, mapping: SheetMapping | None = None) -> list[Line]:
    """What is made of a sheet's rows."""
    return list(judge_sheet(page, mapping or propose(page), YEAR).lines)


def names(page: Sheet) -> list[str]:
    """The people that a sheet names."""
    return [line.entry.name for line in lines(page) if line.entry]


def codes(line: Line) -> list[str]:
    """What is said of a row."""
    return [found.code for found in line.findings]
