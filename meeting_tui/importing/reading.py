"""A file, read and understood as far as it goes without the meeting; fit for a thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import cast

from msgspec.structs import replace

from meeting_tui.domain.roster import (
    Finding,
    Level,
)
from meeting_tui.domain.text import clean_line, fold
from meeting_tui.importing.previews import (
    SAMPLES,
    Column,
    ReadFile,
)
from meeting_tui.intake.columns import (
    CANONICAL,
    FIELDS,
    Field,
    Ignored,
    Mapping,
    SheetMapping,
    find_columns,
    headings,
    meaning,
    names_people,
    propose,
)
from meeting_tui.intake.private import without_private
from meeting_tui.intake.roster import Judged, in_unicode, judge_sheet
from meeting_tui.intake.row_values import phone, plain
from meeting_tui.intake.sheets import Cell, Fault, Sheet, Workbook, column_letter
from meeting_tui.intake.side_by_side import apart
from meeting_tui.intake.spreadsheets import read_workbook
from meeting_tui.store.folder import MeetingFolder


def orgs_of(folder: MeetingFolder) -> tuple[str, ...]:
    """The organisations and professions to which the plan gives places."""
    return tuple(name for quota in folder.meeting.plan.here.quotas if (name := quota.org or quota.profession))


def read_file(
    path: Path,
    *,
    year: int,
    orgs: Sequence[str] = (),
    mapping: Mapping | None = None,
    progress: Callable[[int], None] | None = None,
) -> ReadFile | Fault:
    """Read and understand a file. `year`: of the meeting, for ages; `orgs`: `orgs_of` it, to know them in a column.

    Touches no meeting: may run in a thread.

    `progress` hears how many rows were read; it may raise `intake.sheets.ReadingStopped`, which comes through.
    """
    workbook = read_workbook(path, progress=progress)
    if isinstance(workbook, Fault):
        return workbook
    workbook = apart(workbook)
    fault = None
    if mapping is None:
        found = find_columns(workbook, orgs)
        fault = found if isinstance(found, Fault) else None
        mapping = Mapping(sheets=(propose(workbook.sheets[0], orgs),)) if isinstance(found, Fault) else found
    return _understood(path, year, tuple(orgs), workbook, mapping, fault)


def understood(read: ReadFile, mapping: Mapping) -> ReadFile:
    """The same file with what the clerk says of its columns; it is not read again."""
    return _understood(read.path, read.year, read.orgs, read.workbook, mapping, None)


def chosen(
    read: ReadFile, *, sheet: str | None, columns: Sequence[tuple[str, str]], header: int | None = None
) -> Mapping | Fault:
    """The mapping with what a command line says: one sheet, the row of its headings (0: it has none), and letters
    of columns by field.

    Faults: `no_such_sheet` (sheet, sheets), `no_such_field` (field, fields), `no_such_column` (column).
    """
    mapping = read.mapping
    if sheet is not None:
        sheet = without_private(clean_line(sheet))
        found = next((one for one in read.workbook.sheets if fold(one.name) == fold(sheet)), None)
        if found is None:
            names = ", ".join(one.name for one in read.workbook.sheets)
            return Fault("no_such_sheet", {"sheet": sheet, "sheets": names})
        mapping = mapping.put(propose(found, read.orgs)).only(found.name)
    if header is not None:
        mapping = Mapping(sheets=tuple(replace(one, header=header, depth=1) for one in mapping.sheets))
    for name, letter in columns:
        field = next((one for one in FIELDS if one == name), None)
        if field is None:
            return Fault("no_such_field", {"field": name, "fields": ", ".join(FIELDS)})
        widest = max((one.width for one in read.workbook.sheets), default=0)
        at = next((at for at in range(widest) if column_letter(at) == letter.upper()), None)
        if at is None:
            return Fault("no_such_column", {"column": letter})
        mapping = Mapping(sheets=tuple(one.with_column(field, at) for one in mapping.sheets))
    return mapping


def _understood(
    path: Path,
    year: int,
    orgs: tuple[str, ...],
    workbook: Workbook,
    mapping: Mapping,
    fault: Fault | None,
) -> ReadFile:
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    read = [(sheets[one.sheet], one) for one in mapping.sheets if one.sheet in sheets]
    judged = [judge_sheet(sheet, one, year) for sheet, one in read]
    columns = (_columns(sheet, one, found) for (sheet, one), found in zip(read, judged, strict=True))
    notes = (note for found in judged for note in found.findings)
    if fault is None and not any(names_people(one) for _, one in read):
        words = " | ".join(
            without_private(text) for sheet, one in read for text in headings(sheet, one) if text
        )
        fault = Fault("no_name_column", {"sheet": read[0][0].name if read else "", "headings": words})
    return ReadFile(
        path=path,
        year=year,
        orgs=orgs,
        workbook=workbook,
        mapping=mapping,
        columns=tuple(column for some in columns for column in some),
        lines=tuple(line for found in judged for line in found.lines),
        notes=(*_of_the_file(workbook, mapping), *notes),
        fault=fault,
    )


_WARNINGS = frozenset({"bad_bytes", "control_characters", "long_rows", "nul_bytes", "open_quote"})
"""Of what a reader says of a file, that by which something may be lost."""


def _of_the_file(workbook: Workbook, mapping: Mapping) -> Iterator[Finding]:
    """What the reader said, and the sheets that are not read."""
    for note in workbook.notes:
        facts = {name: value for name, value in note.facts.items() if name != "sheet"}
        level: Level = "warning" if note.code in _WARNINGS else "note"
        yield Finding(level=level, code=note.code, facts=facts, sheet=str(note.facts.get("sheet", "")))
    wanted = {one.sheet for one in mapping.sheets}
    for sheet in workbook.sheets:
        if sheet.name not in wanted:
            yield Finding(level="note", code="sheet_left", facts={"count": len(sheet.rows)}, sheet=sheet.name)


def _columns(sheet: Sheet, mapping: SheetMapping, judged: Judged) -> Iterator[Column]:
    """Every column that has a heading, a meaning or values."""
    people = {line.row for line in judged.lines}
    body = [row for row in sheet.rows if row.number in people or (not people and row.number > mapping.header)]
    fields = {at: field for field, at in mapping.columns.items()}
    for at, heading in enumerate(headings(sheet, mapping)):
        cells = (row.cell(at) for row in body)
        shown = list(islice((cell for cell in cells if plain(cell.value)), SAMPLES))
        if not (heading or shown or at in fields):
            continue
        found = meaning(heading)
        ignored = found[0] if found and found[0] not in CANONICAL and at not in fields else None
        encoding = judged.encodings.get(at, "unicode")
        private = ignored == "id_number"
        as_it_stands = mapping.encodings.get(at) == "unicode"
        samples = shown if as_it_stands else [in_unicode(cell, encoding) for cell in shown]
        samples = [] if private else samples
        before = [] if private or (encoding == "unicode" and samples == shown) else shown
        yield Column(
            sheet=sheet.name,
            index=at,
            letter=column_letter(at),
            heading=without_private(heading),
            field=fields.get(at),
            ignored=cast("Ignored | None", ignored),
            sample=_sample(samples, fields.get(at)),
            encoding=encoding,
            before=_sample(before, None),
        )


def _sample(cells: Sequence[Cell], field: Field | None) -> str:
    if field == "phone":
        return ", ".join(phone(cell)[0] or "…" for cell in cells)
    return ", ".join(without_private(clean_line(plain(cell.value)))[:40] for cell in cells)
