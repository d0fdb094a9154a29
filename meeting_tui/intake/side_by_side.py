"""Two lists beside each other on one sheet, to save paper: each becomes a sheet of its own.

side_by_side          sheet, columns           those of each list, `A–C, E–G`
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from meeting_tui.domain.text import fold
from meeting_tui.intake.columns import headings, names_people, propose
from meeting_tui.intake.sheets import BLANK, Cell, Fault, Row, Sheet, Workbook, column_letter


def apart(workbook: Workbook) -> Workbook:
    """The workbook with every list on a sheet of its own. Rows and columns keep their numbers and letters."""
    sheets: list[Sheet] = []
    notes = list(workbook.notes)
    taken = {sheet.name for sheet in workbook.sheets}
    for sheet in workbook.sheets:
        starts = [*_starts(sheet), sheet.width]
        if len(starts) == 2:
            sheets.append(sheet)
            continue
        for count, (left, right) in enumerate(pairwise(starts), start=1):
            name = sheet.name if count == 1 else _free(f"{sheet.name} ({count})".strip(), taken)
            taken.add(name)
            sheets.append(_part(sheet, name, left, right))
        spans = [f"{column_letter(left)}–{column_letter(right - 1)}" for left, right in pairwise(starts)]
        notes.append(Fault("side_by_side", {"sheet": sheet.name, "columns": ", ".join(spans)}))
    return Workbook(tuple(sheets), tuple(notes))


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name = f"{name}'"
    return name


def _starts(sheet: Sheet) -> list[int]:
    """The first column of each list: where two headings and more come again in the same order, with that of the name."""
    mapping = propose(sheet)
    if not mapping.header or not names_people(mapping):
        return [0]
    says = [fold(text) for text in headings(sheet, mapping)]
    naming = {at for field, at in mapping.columns.items() if field in ("name", "family", "given")}
    for first in sorted(naming):
        again = [at for at, text in enumerate(says) if at > first and text == says[first]]
        starts = [_start(says, first, at) for at in again]
        if starts and all(starts):
            return [0, *starts]
    return [0]


def _start(says: Sequence[str], first: int, again: int) -> int:
    """The leftmost column of the list whose name stands at `again`; 0 if nothing but that heading comes again."""
    step = again - first
    same = [at for at in range(step) if at + step < len(says) and says[at] and says[at] == says[at + step]]
    return min(same) + step if len(same) > 1 else 0


def _part(sheet: Sheet, name: str, left: int, right: int) -> Sheet:
    """One of the lists. A line that is merged over several of them is in each."""
    over = {one.top: one.left for one in sheet.merges if one.left < left <= one.right}
    rows: list[Row] = []
    for row in sheet.rows:
        cells: list[Cell] = [BLANK] * left + [row.cell(at) for at in range(left, min(right, len(row.cells)))]
        if row.number in over:
            cells = [*cells[:left], row.cell(over[row.number]), *cells[left + 1 :]]
        while cells and cells[-1] == BLANK:
            cells.pop()
        if cells:
            rows.append(replace(row, cells=tuple(cells)))
    merges = tuple(one for one in sheet.merges if left <= one.left < right)
    return replace(sheet, name=name, rows=tuple(rows), merges=merges)
