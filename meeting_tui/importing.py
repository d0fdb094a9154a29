"""Importing people and slips from a clerk's file: read, understood, compared with the meeting, taken in, given back.

    read = read_file(path, year=folder.conference_date.year, orgs=orgs_of(folder))      fit for a thread
    shown = compare_with(folder, read)                            what would happen; changes nothing
    done = run(folder, shown, with_updates=True, out=None)        ONE undoable command, and the rows to be put right

`preview` is the first two. Nothing here is prose: `import_sentences` has the words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Dict
from itertools import islice
from pathlib import Path
from typing import TypeVar, cast

import msgspec
from msgspec.structs import replace

from meeting_tui import import_sentences
from meeting_tui.domain.commits import Commit
from meeting_tui.domain.roster import (
    Entry,
    Fact,
    FieldChange,
    Finding,
    ImportResult,
    LeftOut,
    Level,
    Match,
    Result,
    SlipIntake,
    SlipResult,
    as_person,
    import_people,
)
from meeting_tui.domain.roster_compare import compare
from meeting_tui.domain.text import clean_line, fold
from meeting_tui.import_errors import give_back
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
from meeting_tui.intake.legacy_text import Encoding
from meeting_tui.intake.private import without_private
from meeting_tui.intake.roster import Judged, Line, in_unicode, judge_sheet
from meeting_tui.intake.row_values import phone, plain
from meeting_tui.intake.sheets import Cell, Fault, Sheet, Workbook, column_letter
from meeting_tui.intake.side_by_side import apart
from meeting_tui.intake.spreadsheets import read_workbook
from meeting_tui.store.folder import EXPORTS, MeetingFolder, new_id

Place = tuple[str, int]
"""A row of the file: the sheet's name, and the row as Excel shows it."""
Choice = str | Place
"""Who a doubtful row is: the key of a person, `NEW`, or the earlier row that is about the same person."""

SAMPLES = 3
"""Values of a column that the clerk is shown."""


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column of a sheet that is read, for the clerk to confirm."""

    sheet: str
    index: int
    letter: str
    heading: str
    field: Field | None
    ignored: Ignored | None
    """Left alone on purpose; None together with `field=None`: not understood."""
    sample: str
    """The first values, converted; empty for a column of ID numbers."""
    encoding: Encoding
    before: str
    """The same sample before it was converted; empty if nothing of it was."""


class ReadFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was understood, before anybody looked at the meeting."""

    path: Path
    year: int
    orgs: tuple[str, ...]
    workbook: Workbook
    mapping: Mapping
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[Finding, ...]
    fault: Fault | None = None
    """`no_name_column`: nothing can be imported until the clerk has said what the columns mean (`understood`)."""


class RowPreview(msgspec.Struct, frozen=True, kw_only=True):
    """What will become of one row."""

    sheet: str
    row: int
    result: Result
    entry: Entry | None
    """None: nothing could be made of the row."""
    person: str | None = None
    """The key of the person in the meeting, where the row is about somebody there."""
    candidates: tuple[str, ...] = ()
    """Doubtful: keys of the people in the meeting who have the name, the likeliest first."""
    earlier: tuple[Place, ...] = ()
    """Doubtful: the earlier rows about new people of this name."""
    changes: tuple[FieldChange, ...] = ()
    slip: SlipResult = ""
    findings: tuple[Finding, ...] = ()

    @property
    def place(self) -> Place:
        return self.sheet, self.row

    @property
    def is_warned(self) -> bool:
        """Taken in, but something of it was left out or is odd."""
        taken = self.result not in ("error", "doubtful")
        return taken and any(found.level == "warning" for found in self.findings)


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """Something for the clerk to look at, `more` times again in the same column."""

    finding: Finding
    row: RowPreview | None = None
    """None: it is about a sheet or the file."""
    more: int = 0


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What an import would do."""

    read: ReadFile
    rows: tuple[RowPreview, ...]
    matches: tuple[Match, ...]
    """Of the rows that have an entry, in their order."""
    revision: int
    """Of the meeting with which it was compared."""
    decisions: dict[Place, Choice] = {}
    """What the clerk said of doubtful rows."""

    @property
    def mapping(self) -> Mapping:
        return self.read.mapping

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.read.columns

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is to be said of the file as a whole."""
        return self.read.notes

    @property
    def counts(self) -> Counter[str]:
        """Rows by result, slips as `slip_new`, `slip_update`, `slip_joined`; `warning`: rows taken in with a warning."""
        counts = Counter[str](row.result for row in self.rows)
        counts.update(f"slip_{row.slip}" for row in self.rows if row.slip in ("new", "update", "joined"))
        counts["warning"] = sum(row.is_warned for row in self.rows)
        return +counts

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Of the file, then of every row, in their order."""
        return (*self.notes, *(found for row in self.rows for found in row.findings))

    def to_look_at(self) -> tuple[Look, ...]:
        """Errors, doubts, warnings, notes, each in the order of the file.

        What a column says in the same way of most of its rows would bury the rest: it is there once, as is every note.
        """
        looks = [Look(finding=found) for found in self.notes]
        looks += [Look(finding=found, row=row) for row in self.rows for found in row.findings]
        times = Counter(_kind_of(look) for look in looks)
        rows = Counter(row.sheet for row in self.rows)
        shown: dict[object, Look] = {}
        for at, look in enumerate(looks):
            kind, count = _kind_of(look), times[_kind_of(look)]
            most = count >= FEW and 2 * count > rows[look.finding.sheet]
            once = kind is not None and (look.finding.level == "note" or most)
            shown.setdefault(
                kind if once else at, msgspec.structs.replace(look, more=count - 1 if once else 0)
            )
        return tuple(sorted(shown.values(), key=_urgency))

    def without_updates(self) -> Preview:
        """The same where nobody on the list is corrected, and no slip of theirs."""
        return replace(
            self,
            rows=tuple(_unchanged(row) for row in self.rows),
            matches=tuple(_unchanged(match) for match in self.matches),
        )

    def with_result(self, *results: Result) -> tuple[RowPreview, ...]:
        """The rows with one of these results."""
        return tuple(row for row in self.rows if row.result in results)


FEW = 4
"""So many rows can be looked at one by one."""


def _kind_of(look: Look) -> tuple[str, ...] | None:
    """Equal for what a column says in the same way of several rows; None: it is about this one row."""
    found = look.finding
    about = found.column or str(found.facts.get("field", ""))
    own = found.level == "error" or not look.row or look.row.result in ("error", "doubtful") or not about
    return None if own else (found.sheet, about, found.level, found.code)


def _urgency(look: Look) -> int:
    if look.finding.level == "warning":
        return 1 if look.row and look.row.result == "doubtful" else 2
    return 0 if look.finding.level == "error" else 3


_RowOrMatch = TypeVar("_RowOrMatch", "RowPreview", Match)


def _unchanged(one: _RowOrMatch) -> _RowOrMatch:
    findings = tuple(found for found in one.findings if found.code != "slip_replaced")
    slip: SlipResult = "same" if one.slip == "update" else one.slip
    result: Result = "same" if one.result == "update" else one.result
    return replace(one, result=result, changes=(), slip=slip, findings=findings)


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did. `workbook`: where the rows are that were not taken in, to be put right there."""

    added: int
    updated: int
    slips: int
    slips_updated: int
    same: int
    repeated: int
    doubtful: int
    errors: int
    left_out: tuple[LeftOut, ...]
    workbook: Path | None


# -- reading ---------------------------------------------------------------------------------------------


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


# -- comparing -------------------------------------------------------------------------------------------


def preview(
    folder: MeetingFolder,
    path: Path,
    mapping: Mapping | None = None,
    progress: Callable[[int], None] | None = None,
) -> Preview | Fault:
    """`read_file` and `compare_with`; also a fault where no column of names was found."""
    year, orgs = folder.conference_date.year, orgs_of(folder)
    read = read_file(path, year=year, orgs=orgs, mapping=mapping, progress=progress)
    if isinstance(read, Fault):
        return read
    return read.fault or compare_with(folder, read)


def compare_with(
    folder: MeetingFolder, read: ReadFile, decisions: Dict[Place, Choice] | None = None
) -> Preview:
    """What the import would do to the meeting as it is now."""
    told = dict(decisions or {})
    lines = [line for line in read.lines if line.entry is not None]
    place = {line.place: at for at, line in enumerate(lines)}
    matches = compare(
        [line.entry for line in lines if line.entry is not None],
        folder.meeting,
        mark=folder.code_mark,
        by_hand=_by_hand(folder),
        decisions={
            place[row]: choice if isinstance(choice, str) else place[choice]
            for row, choice in told.items()
            if row in place and (isinstance(choice, str) or choice in place)
        },
    )
    by_place = {line.place: match for line, match in zip(lines, matches, strict=True)}
    return Preview(
        read=read,
        rows=tuple(_row(line, by_place.get(line.place), lines) for line in read.lines),
        matches=tuple(matches),
        revision=folder.meeting.revision,
        decisions=told,
    )


def decided(folder: MeetingFolder, shown: Preview, place: Place, choice: Choice | None) -> Preview:
    """The clerk's word on a doubtful row; None: undecided."""
    others = {one: key for one, key in shown.decisions.items() if one != place}
    return compare_with(folder, shown.read, others if choice is None else {**others, place: choice})


def _row(line: Line, match: Match | None, lines: Sequence[Line]) -> RowPreview:
    if match is None:
        return RowPreview(sheet=line.sheet, row=line.row, result="error", entry=None, findings=line.findings)
    return RowPreview(
        sheet=line.sheet,
        row=line.row,
        result=match.result,
        entry=line.entry,
        person=match.person,
        candidates=match.candidates,
        earlier=tuple(lines[at].place for at in match.earlier),
        changes=match.changes,
        slip=match.slip,
        findings=(*line.findings, *(_placed(found, line, lines) for found in match.findings)),
    )


def _placed(found: Finding, line: Line, lines: Sequence[Line]) -> Finding:
    """The finding with its row, and an earlier entry as its row in the file."""
    first = found.facts.get("first")
    facts: dict[str, Fact] = found.facts
    if isinstance(first, int):
        facts = {**facts, "first": lines[first].row, "first_sheet": lines[first].sheet}
    return msgspec.structs.replace(found, facts=facts, sheet=line.sheet, row=line.row)


_IMPORTS = frozenset({"add_people", "import_people"})


def _by_hand(folder: MeetingFolder) -> dict[str, set[str]]:
    """Fields of people that somebody has changed since they came onto the list, other than by an import."""
    changed: dict[str, set[str]] = {}
    commits = list(folder.store.history())
    undone = _undone(commits)
    for commit in commits:
        if commit.do in _IMPORTS or commit.undo is not None or commit.n in undone:
            continue
        for change in commit.ch:
            if change.table == "people" and change.was is not None and change.set is not None:
                changed.setdefault(change.key, set()).update(change.set)
    return changed


def _undone(commits: Sequence[Commit]) -> set[int]:
    """Acts that are taken back as it stands: an undo may have been undone."""
    undone: set[int] = set()
    for commit in reversed(commits):
        if commit.undo is not None and commit.n not in undone:
            undone.add(commit.undo)
    return undone


# -- taking in -------------------------------------------------------------------------------------------


def run(
    folder: MeetingFolder, shown: Preview, *, with_updates: bool = True, out: Path | None = None
) -> Imported:
    """Take in all good rows in one undoable command, and write the others to `<name>_loi.xlsx`.

    `out`: the folder for that workbook; None: the meeting's exports. Undecided doubtful rows are not taken in.
    Raises Refused (`meeting_closed`) or a StoreError.
    """
    folder.refresh()
    if folder.meeting.revision != shown.revision:
        shown = compare_with(folder, shown.read, shown.decisions)
    if not with_updates:
        shown = shown.without_updates()
    done = _take_in(folder, shown)
    counts = shown.counts
    return Imported(
        added=done.added,
        updated=done.updated,
        slips=done.slips,
        slips_updated=done.slips_updated,
        same=counts["same"],
        repeated=counts["repeat"],
        doubtful=counts["doubtful"],
        errors=counts["error"],
        left_out=done.left_out,
        workbook=give_back(shown, out or folder.path / EXPORTS),
    )


def _take_in(folder: MeetingFolder, shown: Preview) -> ImportResult:
    entries = [line.entry for line in shown.read.lines if line.entry is not None]
    keys = _keys(shown.matches)
    new = [at for at, match in enumerate(shown.matches) if match.result == "new"]
    codes = iter(folder.new_codes(len(new)))
    people = {keys[at]: as_person(entries[at], shown.matches[at].code or next(codes)) for at in new}
    updates: dict[str, list[FieldChange]] = {}
    for match in shown.matches:
        if match.person is not None and match.changes:
            updates.setdefault(match.person, []).extend(match.changes)
    slips = _slips(shown.matches, entries, keys)
    if not (people or updates or slips):
        return ImportResult()
    seen = list(folder.meeting.people)
    return folder.do(import_people, people=people, updates=updates, slips=slips, seen=seen)


def _slips(matches: Sequence[Match], entries: Sequence[Entry], keys: Dict[int, str]) -> list[SlipIntake]:
    """What joins a slip comes after everything else: it must not be written over."""
    turns: dict[str, str] = {}
    slips = [
        SlipIntake(
            turn=match.turn or turns.setdefault(keys[at], new_id()),
            person=keys[at],
            slip=slip,
            joins=match.slip == "joined",
        )
        for at, match in enumerate(matches)
        if match.slip in ("new", "update", "joined") and (slip := entries[at].slip) is not None
    ]
    return sorted(slips, key=lambda one: one.joins)


def _keys(matches: Sequence[Match]) -> dict[int, str]:
    """The person's key of every entry that is settled, by its place."""
    keys: dict[int, str] = {}
    for at, match in enumerate(matches):
        if match.person is not None:
            keys[at] = match.person
        elif match.result == "new":
            keys[at] = new_id()
        elif match.like is not None and match.result == "repeat":
            keys[at] = keys[match.like]
    return keys


def as_objects(shown: Preview, done: Imported | None) -> Iterator[dict[str, object]]:
    """For scripts: an object for each finding with its sentence, and last the summary. `done`: None before `run`."""
    for found in shown.findings:
        yield {**msgspec.structs.asdict(found), "text": import_sentences.sentence(found)}
    summary: dict[str, object] = {"rows": dict(shown.counts)}
    if done is not None:
        told = [import_sentences.left_out(one) for one in done.left_out]
        workbook = None if done.workbook is None else str(done.workbook)
        summary |= {**msgspec.structs.asdict(done), "left_out": told, "workbook": workbook}
    yield {"summary": summary}
