"""What is said of an import: findings, faults, columns and counts become sentences in the user's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from meeting_tui import sentences
from meeting_tui.domain.roster import Entry, FieldChange, Finding, LeftOut, Result
from meeting_tui.domain.text import clean_line
from meeting_tui.domain.tx import Refused
from meeting_tui.intake.sheets import Fault
from meeting_tui.language import N_, _, n_

if TYPE_CHECKING:
    from meeting_tui.importing.previews import Column, Imported, Look, Preview, RowPreview

FAULTS = {
    "missing": N_("{path}: there is no such file."),
    "folder": N_("{path}: this is a folder. Give a file."),
    "not_a_file": N_("{path}: this is not a file. Give an Excel workbook or a CSV file."),
    "no_permission": N_("{path}: this file may not be read. If it is open in Excel, close it there."),
    "not_readable": N_("{path}: cannot be read: {detail}."),
    "empty": N_("{path}: the file is empty."),
    "too_large": N_(
        "The file has {size} MB; at most {most} MB are read. Copy the list alone into a new workbook."
    ),
    "too_much_inside": N_(
        "The file unpacks to {size} MB; at most {most} MB are read. Copy the list alone into a new workbook."
    ),
    "too_many_rows": N_("The file has more than {most} rows. Copy the list alone into a new workbook."),
    "password": N_("The workbook has a password. Save it without one, then import it again."),
    "damaged": N_(
        "The file is damaged or was cut short. Open it in Excel, save it anew, then import it again."
    ),
    "not_a_table": N_("This is no table but: {kind}. Import an Excel workbook or a CSV file."),
    "needs_extra": N_(
        "To read {format} files the program needs a part that is missing: {extra}. Or save as .xlsx."
    ),
    "no_values": N_("The workbook holds nothing."),
    "no_name_column": N_(
        "No column of names was found (headings: {headings}). Say which column holds the names, or put a heading "
        "“Họ và tên” over them."
    ),
    "no_such_sheet": N_("There is no sheet “{sheet}”. There are: {sheets}."),
    "no_such_field": N_("There is no field “{field}”. There are: {fields}."),
    "no_such_column": N_("There is no column “{column}”. Give its letter: B."),
}
"""Why a file cannot be read; the codes of `intake.sheets` and `intake.columns`."""

KINDS = {
    "pdf": N_("a PDF"),
    "word": N_("a Word document"),
    "powerpoint": N_("a presentation"),
    "image": N_("a picture"),
    "archive": N_("a packed archive"),
    "rtf": N_("a text with formats (RTF)"),
    "numbers": N_("an Apple Numbers document"),
    "spreadsheet_xml": N_("an old XML table"),
    "web_archive": N_("a saved web page"),
    "unknown": N_("an unknown kind of file"),
}

FINDINGS = {
    # of the file
    "guessed_encoding": N_("The file is not in Unicode; it was read as {encoding}. Look at the names."),
    "bad_bytes": N_("{count} letters of the file cannot be read. Look for “�”."),
    "nul_bytes": N_("{count} null bytes were left out."),
    "control_characters": N_("{count} control characters were left out. Look whether all names are whole."),
    "side_by_side": N_("Lists stand side by side (columns {columns}); each is read as a sheet of its own."),
    "delimiter": N_("Columns are divided by: {delimiter}"),
    "open_quote": N_("A quotation mark is never closed; all were taken as they stand."),
    "long_rows": N_("{count} rows have more cells than the others. Look whether columns have moved."),
    "hidden_sheet": N_("This sheet is hidden."),
    "hidden_rows": N_("{count} hidden rows are read as well."),
    "hidden_columns": N_("Hidden columns are read as well: {columns}."),
    "chart_sheet": N_("A sheet with nothing but a chart was left out."),
    "fonts_unknown": N_("This format ({format}) tells neither fonts nor hidden rows. Look at the names."),
    "sheet_left": N_("This sheet is not read ({count} rows)."),
    "rows_passed_over": N_("{count} rows are not people and were skipped, first “{words}”."),
    "converted": N_(
        "This column was typed in a legacy font ({encoding}) and was converted. Look at the names."
    ),
    "converted_rows": N_(
        "{count} cells of this column were typed in a legacy font and were converted. Look at the names."
    ),
    "converted_twice": N_(
        "This column seems to have been converted once too often. Look at the original file."
    ),
    # of a row
    "name_missing": N_("The name is missing."),
    "name_without_letters": N_("This is not a name."),
    "name_too_long": N_("The name has {length} letters; at most {most} are taken."),
    "name_has_digits": N_("The name holds digits."),
    "name_odd_marks": N_("The name holds marks that no name has."),
    "name_in_one_case": N_("The name will be written “{name}”."),
    "legacy_row": N_("This seems typed in a legacy font; there it reads “{reading}”. Type it in Unicode."),
    "name_one_word": N_("The name is one word."),
    "salutation_unknown": N_("This is neither Ông nor Bà, so it was left out."),
    "salutation_conflict": N_("Ông or Bà: the name and the column disagree; the column was taken."),
    "id_number_left_out": N_("It held an ID number. That is not needed and was left out."),
    "cell_error": N_("The cell holds an error of Excel."),
    "formula_without_value": N_("The formula has no value yet. Open the file in Excel and save it again."),
    "birth_unreadable": N_("No year of birth can be read here, so it was left out."),
    "birth_impossible": N_("There is no such day; only the year {year} was taken."),
    "birth_in_future": N_("The year of birth lies in the future, so it was left out."),
    "age_unlikely": N_("This makes an age of {age}. Is the year right?"),
    "year_in_date_cell": N_("The cell is formatted as a date; it was read as the year {year}."),
    "phone_odd": N_("Is this phone number right?"),
    "phone_unreadable": N_("This is no phone number, so it was left out."),
    "kind_unknown": N_("Not taken: this says neither citizen nor delegate nor guest."),
    "topic_unknown": N_("This topic is not known, so it was left out."),
    "slip_number_unreadable": N_("No slip number can be read here."),
    "code_unreadable": N_("This is no check-in code, so it was left out."),
    # of a row beside the meeting
    "doubtful": N_(
        "{name} may be somebody on the list: {people}. Say who it is, or add year of birth or household."
    ),
    "doubtful_row": N_(
        "{name} cannot be told from the person in row {first}. Say who it is, or add year of birth or household to both."
    ),
    "of_this_name": N_("On the list of this name: {people}."),
    "same_name_elsewhere": N_("Somebody of this name and year is on the list: {people}."),
    "several_people": N_("“{name}” looks like several people. Give each of them a row."),
    "twin_row": N_("Row {row} may be the same person. If not, add year of birth or household to both."),
    "repeats_row": N_("{name} is in row {first} already; taken once."),
    "code_other_name": N_("Code {code} belongs to {name}."),
    "code_repeated": N_("Row {first} has code {code} too."),
    "code_unknown": N_("Code {code} is not of this meeting. A new one is given."),
    "kept_by_hand": N_("{field} was corrected by hand and stays; the file says “{now}”."),
    "slip_number_taken": N_("Slip {number} belongs to {name}."),
    "slip_repeated": N_("Row {first} has slip number {number} too."),
    "second_slip": N_("{name} waits to speak with another slip already. Put both into one."),
    "slip_joined": N_("{name} waits to speak already: these words are added to the slip that waits."),
    "slip_replaced": N_("The slip gets other words. So far it says: “{was}”"),
    "spoken_already": N_("{name} has spoken, and the rules allow one speech."),
    "slip_heard": N_("Slip {number} was heard already; its text stays as it was."),
    "list_closed": N_("The list of speakers is closed. Open it again to take in slips."),
}
"""What can be said of a file or a row; the codes of `intake` and of `domain.roster_compare`."""

LEFT_OUT = {
    "came_meanwhile": N_("{name} was put on the list meanwhile, so was not added again."),
    "changed_meanwhile": N_("{name}: {field} was changed meanwhile and stays: “{now}”."),
    "slip_heard": N_("{name}: the slip was heard meanwhile; its text stays as it was."),
}

FIELDS = {
    "name": N_("full name"),
    "family": N_("family and middle name"),
    "given": N_("given name"),
    "salutation": N_("Ông/Bà"),
    "male": N_("man: year of birth or mark"),
    "female": N_("woman: year of birth or mark"),
    "birth": N_("year of birth"),
    "birth_year": N_("year of birth"),
    "village": N_("village"),
    "org": N_("organisation"),
    "title": N_("title"),
    "phone": N_("phone"),
    "household": N_("head of household"),
    "kind": N_("kind of person"),
    "slip_number": N_("slip number"),
    "content": N_("text of the slip"),
    "topic": N_("topic"),
    "addressee": N_("whom it asks"),
    "withhold_name": N_("name is not to be published"),
    "code": N_("check-in code"),
}

KINDS_OF_PEOPLE = {"citizen": N_("citizen"), "delegate": N_("delegate"), "guest": N_("guest")}

IGNORED = {
    "number": N_("running number, left alone"),
    "id_number": N_("ID number: never kept"),
    "other": N_("left alone"),
}

RESULTS = {
    "new": N_("new"),
    "same": N_("on the list already"),
    "repeat": N_("twice in the file"),
    "update": N_("will be corrected"),
    "doubtful": N_("doubtful"),
    "error": N_("error"),
}

LEVELS = {"error": N_("error"), "warning": N_("warning"), "note": N_("note")}

DELIMITERS = {";": ";", ",": ",", "|": "|", "\t": "Tab"}
ENCODINGS = {"tcvn3": "TCVN3", "vni": "VNI", "unicode": "Unicode"}
_MEGABYTE = 2**20


def fault(found: Fault) -> str:
    """Why a file cannot be imported."""
    facts: dict[str, object] = dict(found.facts)
    if "kind" in facts:
        facts["kind"] = sentences.word(KINDS, str(facts["kind"]))
    if found.code in ("too_large", "too_much_inside"):
        facts |= {name: round(int(found.facts[name]) / _MEGABYTE) for name in ("size", "most")}
    return _said(FAULTS, found.code, facts)


def finding(found: Finding, *, placed: bool = True) -> str:
    """One finding with the cell's value behind it; `placed`: with its sheet, row and column in front."""
    text = sentence(found)
    shown = f"{text} [{clean_line(found.value)}]" if found.value and found.row else text
    where = place(found) if placed else ""
    return f"{where}: {shown}" if where else shown


def look(shown: Look, *, placed: bool = True) -> str:
    """Something to look at, and in how many more rows."""
    said = finding(shown.finding, placed=placed)
    if not shown.more:
        return said
    again = n_("The same in {n} more row.", "The same in {n} more rows.", shown.more).format(n=shown.more)
    return f"{said} {again}"


def sentence(found: Finding) -> str:
    """What is to be said, and nothing else."""
    facts: dict[str, object] = dict(found.facts)
    if "field" in facts:
        facts["field"] = field(str(facts["field"]))
        facts["now"] = sentences.word(KINDS_OF_PEOPLE, str(facts["now"]))
    if "delimiter" in facts:
        facts["delimiter"] = DELIMITERS.get(str(facts["delimiter"]), facts["delimiter"])
    if found.code == "converted":
        facts["encoding"] = ENCODINGS.get(str(facts["encoding"]), facts["encoding"])
    if facts.get("first_sheet", found.sheet) != found.sheet:
        facts["first"] = f"{facts['first_sheet']}, {facts['first']}"
    return _said(FINDINGS, found.code, facts)


def place(found: Finding) -> str:
    """`Danh sách, row 12, column C`; empty for the file as a whole."""
    parts = [clean_line(found.sheet)] if found.sheet else []
    if found.row:
        parts.append(_("row {row}").format(row=found.row))
    if found.column:
        parts.append(_("column {letter}").format(letter=found.column))
    return ", ".join(parts)


def level(name: str) -> str:
    return sentences.word(LEVELS, name)


def field(name: str) -> str:
    """The word for a field: `year of birth`."""
    return sentences.word(FIELDS, name)


def result(name: Result) -> str:
    """The word for a row's result."""
    return sentences.word(RESULTS, name)


def column(found: Column) -> str:
    """`C “Năm sinh”: year of birth (1960, 1971)`."""
    what = field(found.field) if found.field else sentences.word(IGNORED, found.ignored or "other")
    heading = clean_line(found.heading) or "…"
    if not found.sample:
        return f"{found.letter} “{heading}”: {what}"
    return f"{found.letter} “{heading}”: {what} ({found.sample})"


def columns(shown: Preview) -> list[str]:
    """The columns that were found, one line each; a sheet's name before its own where there are several."""
    lines: list[str] = []
    several = len(shown.mapping.sheets) > 1
    for sheet in shown.mapping.sheets:
        if several:
            lines.append(_("Sheet {sheet}").format(sheet=clean_line(sheet.sheet)))
        lines += [column(one) for one in shown.columns if one.sheet == sheet.sheet]
    return lines


def row(shown: RowPreview) -> str:
    """A row as it will be imported, on one line."""
    told = _told(shown.entry) if shown.entry else "…"
    changed = f" ({'; '.join(change(one) for one in shown.changes)})" if shown.changes else ""
    return clean_line(f"{shown.row}. {told}: {result(shown.result)}{changed}")


def change(one: FieldChange) -> str:
    """`phone: 0912000111 → 0912000222`."""
    if one.field == "withhold_name":
        return field(one.field)
    was, now = (sentences.word(KINDS_OF_PEOPLE, str(value or "…")) for value in (one.was, one.now))
    return clean_line(f"{field(one.field)}: {was} → {now}")


def _told(entry: Entry) -> str:
    year = str(entry.birth_year) if entry.birth_year else ""
    number = (
        _("slip {number:02d}").format(number=entry.slip.number) if entry.slip and entry.slip.number else ""
    )
    parts = (f"{entry.salutation} {entry.name}".strip(), year, entry.village, entry.org, entry.title, number)
    return ", ".join(filter(None, parts))


def counts(shown: Preview) -> list[str]:
    """How many rows will be added, corrected, left; only what there is."""
    return list(_counts(shown.counts))


def _counts(number: Mapping[str, int]) -> Iterator[str]:
    if new := number["new"]:
        yield n_("{n} person is new.", "{n} people are new.", new).format(n=new)
    if updates := number["update"]:
        yield n_("{n} person will be corrected.", "{n} people will be corrected.", updates).format(n=updates)
    if same := number["same"]:
        yield n_("{n} person is on the list already.", "{n} people are on the list already.", same).format(
            n=same
        )
    if repeated := number["repeat"]:
        yield n_(
            "{n} row is about a person of an earlier row.",
            "{n} rows are about a person of an earlier row.",
            repeated,
        ).format(n=repeated)
    if slips := number["slip_new"]:
        yield n_("{n} slip is new.", "{n} slips are new.", slips).format(n=slips)
    if changed := number["slip_update"]:
        yield n_("{n} slip has other words.", "{n} slips have other words.", changed).format(n=changed)
    if joined := number["slip_joined"]:
        yield n_(
            "{n} slip is added to one that waits.", "{n} slips are added to ones that wait.", joined
        ).format(n=joined)
    if warned := number["warning"]:
        yield n_("{n} row has a warning.", "{n} rows have warnings.", warned).format(n=warned)
    if doubtful := number["doubtful"]:
        yield n_("{n} row is doubtful.", "{n} rows are doubtful.", doubtful).format(n=doubtful)
    if errors := number["error"]:
        yield n_("{n} row has an error.", "{n} rows have errors.", errors).format(n=errors)


def preview(shown: Preview, first: int = 10) -> Iterator[str]:
    """What a command line shows before it asks: the columns, the first rows, what is to be looked at, and how many."""
    yield from columns(shown)
    yield ""
    yield from (row(one) for one in shown.rows[:first])
    looks = shown.to_look_at()
    if looks:
        yield ""
    for one in looks:
        yield f"{level(one.finding.level)}: {look(one)}"
    yield ""
    yield from counts(shown)


def left_out(what: LeftOut) -> str:
    """Why something was not imported after all."""
    facts: dict[str, object] = dict(what.facts)
    if "field" in facts:
        facts["field"] = field(str(facts["field"]))
    if what.code in LEFT_OUT:
        return _said(LEFT_OUT, what.code, facts)
    said = sentences.refusal(Refused(what.code, **facts))
    return f"{clean_line(str(facts['name']))}: {said}" if facts.get("name") else said


def imported(done: Imported) -> list[str]:
    """What an import did."""
    return list(_imported(done))


def _imported(done: Imported) -> Iterator[str]:
    yield n_("{n} person was added.", "{n} people were added.", done.added).format(n=done.added)
    if done.updated:
        yield n_("{n} person was corrected.", "{n} people were corrected.", done.updated).format(
            n=done.updated
        )
    if slips := done.slips + done.slips_updated:
        yield n_("{n} slip was taken in.", "{n} slips were taken in.", slips).format(n=slips)
    if done.same:
        yield n_(
            "{n} person was on the list already.", "{n} people were on the list already.", done.same
        ).format(n=done.same)
    if done.repeated:
        yield n_(
            "{n} row was about a person of an earlier row.",
            "{n} rows were about a person of an earlier row.",
            done.repeated,
        ).format(n=done.repeated)
    yield from (left_out(what) for what in done.left_out)
    if rows := done.errors + done.doubtful:
        yield n_("{n} row was not taken.", "{n} rows were not taken.", rows).format(n=rows)
    if done.workbook is not None:
        yield _("They are in {path}: correct them there and import that file.").format(path=done.workbook)


def _said(templates: Mapping[str, str], code: str, facts: Mapping[str, object]) -> str:
    """A sentence with its facts; an unknown code is shown as it is rather than hidden."""
    if code not in templates:
        return f"{code} {dict(facts)}" if facts else code
    return clean_line(_(templates[code]).format_map(facts))


def as_objects(shown: Preview, done: Imported | None) -> Iterator[dict[str, object]]:
    """For scripts: an object for each finding with its sentence, and last the summary. `done`: None before `run`."""
    for found in shown.findings:
        yield {**msgspec.structs.asdict(found), "text": sentence(found)}
    summary: dict[str, object] = {"rows": dict(shown.counts)}
    if done is not None:
        told = [left_out(one) for one in done.left_out]
        workbook = None if done.workbook is None else str(done.workbook)
        summary |= {**msgspec.structs.asdict(done), "left_out": told, "workbook": workbook}
    yield {"summary": summary}
