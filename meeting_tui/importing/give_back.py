"""What an import could not take goes back to the clerk: their own rows, what is wrong in the last column.

The workbook is made so that it can be put right and imported again: its headings are understood, a village that stood
above the rows is written into each of them, and of two people who cannot be told apart both are there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from meeting_tui.domain.roster import Fact, Finding
from meeting_tui.domain.text import clean, clean_line
from meeting_tui.export.error_workbook import ErrorSheet, workbook_bytes
from meeting_tui.export.files import write_atomically
from meeting_tui.importing import words
from meeting_tui.intake import row_values
from meeting_tui.intake.columns import CANONICAL, Field, Ignored, SheetMapping, headings, meaning
from meeting_tui.intake.private import without_private, without_private_in_words
from meeting_tui.intake.roster import Line
from meeting_tui.intake.row_values import plain
from meeting_tui.intake.sheets import BLANK, Cell, Sheet

if TYPE_CHECKING:
    from meeting_tui.importing.previews import Preview

ERROR_HEADING = "Lỗi"
"""Of the last column; whoever reads the workbook again leaves it alone."""
_DIGITS_ARE_MEANT: tuple[Field, ...] = ("phone", "code")


def give_back(shown: Preview, folder: Path) -> Path | None:
    """Write `<name>_loi.xlsx` with the rows that are not taken in, and return where it is; None where all are."""
    wrong = _wrong_lines(shown)
    if not wrong:
        return None
    sheets = [
        _error_sheet(sheet, one, lines)
        for one in shown.mapping.sheets
        for sheet in shown.read.workbook.sheets
        if sheet.name == one.sheet and (lines := [pair for pair in wrong if pair[0].sheet == sheet.name])
    ]
    source = shown.read.path
    name = without_private(clean_line(re.sub(r"_loi(_2)?$", "", source.stem))).replace("…", "").strip(" _-")
    target = folder / f"{name}_loi.xlsx".lstrip("_")
    if target.resolve() == source.resolve():  # never over what the clerk has just corrected
        target = folder / f"{name}_loi_2.xlsx".lstrip("_")
    return write_atomically(target, workbook_bytes(sheets))


def _wrong_lines(shown: Preview) -> list[tuple[Line, list[Finding]]]:
    """Every row that is not taken in and why, and the rows from which such a one cannot be told."""
    told: dict[tuple[str, int], list[Finding]] = {}
    lines = [line for line in shown.read.lines if line.entry is not None]
    for at, match in enumerate(shown.matches):
        if match.result == "doubtful" and match.like is not None:
            facts: dict[str, Fact] = {"row": lines[at].row}
            found = Finding(level="warning", code="twin_row", facts=facts)
            told.setdefault(lines[match.like].place, []).append(found)
    for row in shown.with_result("error", "doubtful"):
        why = [found for found in row.findings if found.level == "error" or row.result == "doubtful"]
        told.setdefault(row.place, []).extend(why)
    return [(line, told[line.place]) for line in shown.read.lines if line.place in told]


def _error_sheet(
    sheet: Sheet, mapping: SheetMapping, lines: Sequence[tuple[Line, Sequence[Finding]]]
) -> ErrorSheet:
    fields = {at: field for field, at in mapping.columns.items()}
    says = headings(sheet, mapping)
    village = mapping.columns.get("village")
    added = village is None and any(line.village for line, _ in lines)
    rows: list[tuple[str, ...]] = []
    kept = [at for at, text in enumerate(says) if text != ERROR_HEADING or at in fields]
    for line, told in lines:
        texts = [
            line.village
            if at == village and line.village
            else _given_back(line, at, says[at], fields.get(at))
            for at in kept
        ]
        sentences = " ".join(words.sentence(found) for found in told)
        rows.append((*texts, *([line.village] if added else []), sentences))
    shown = [
        says[at] if _says_household(says[at], at, mapping) else _heading_again(says[at], fields.get(at))
        for at in kept
    ]
    shown = [without_private(text) for text in shown]
    extra = [CANONICAL["village"]] if added else []
    return ErrorSheet(name=sheet.name, headings=(*shown, *extra, ERROR_HEADING), rows=tuple(rows))


def _given_back(line: Line, column: int, heading: str, field: Field | None) -> str:
    """A cell as the clerk typed it, without identity numbers: nor a bare number that may be one."""
    cell = line.cells[column] if column < len(line.cells) else BLANK
    text = clean(plain(cell.value))
    if field in _DIGITS_ARE_MEANT and _is_read(field, cell):
        return text
    if field == "content":
        return without_private_in_words(text)
    bare = isinstance(cell.value, int | float) and len(text) >= 9
    if field is None and (bare or _what(heading) == "id_number"):
        return ""
    return without_private(text)


def _is_read(field: Field, cell: Cell) -> bool:
    """Whether a cell of digits holds what its column is for and nothing else."""
    read = row_values.phone(cell) if field == "phone" else row_values.check_in_code(cell)
    return bool(read[0]) and not any(one.code != "phone_odd" for one in read[1])


def _says_household(heading: str, column: int, mapping: SheetMapping) -> bool:
    """The only names are those of householders: they stay so."""
    return _what(heading) == "household" and mapping.columns.get("household") == column


def _what(heading: str) -> Field | Ignored | None:
    found = meaning(heading)
    return found[0] if found else None


def _heading_again(text: str, field: Field | None) -> str:
    """The heading as it was, unless it would be understood as something else when it is read again."""
    what = _what(text)
    if field is not None:
        return text if what == field else CANONICAL[field]
    return f"({text})" if what in CANONICAL else text
