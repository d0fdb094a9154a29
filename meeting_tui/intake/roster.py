"""The rows of a clerk's roster: which of them name people, what each says, and what is wrong with it.

Titles, headings that come again on the next page, totals and the signatures at the end are passed over. A row
with nothing but a village's name gives the village to the rows below. Everything that can be said of a row is said at
once. Codes and facts: those of `row_values`, and

    name_missing          (none)                   error: the row says something and names nobody
    salutation_conflict   name                     the name says Ông and the column says Bà, or the other way round
    rows_passed_over      count, words             note: sections, totals, signatures; the first of them
    legacy_row            reading                  one cell of a column in Unicode is in a legacy font; a name: error
    converted             encoding                 note: a column in a legacy font was converted
    converted_rows        count                    note: only these rows of the column were; the first of them
    converted_twice       (none)                   the column looks as if Unicode had been converted once before
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeVar

import msgspec

from meeting_tui.domain.records import PersonKind
from meeting_tui.domain.roster import Entry, Fact, Finding, Level, Slip
from meeting_tui.domain.text import clean, clean_line
from meeting_tui.intake import row_values
from meeting_tui.intake.columns import Field, SheetMapping, headings, meaning, names_people
from meeting_tui.intake.legacy_text import (
    Encoding,
    cell_encoding,
    convert,
    detect,
    font_encoding,
    looks_converted_twice,
    reading_in_old_font,
)
from meeting_tui.intake.private import without_private
from meeting_tui.intake.row_values import Remarks, Salutation, is_settlement, plain
from meeting_tui.intake.sheets import BLANK, Cell, Row, Sheet, column_letter

_T = TypeVar("_T")

SHOWN = 60
"""Characters of a cell that a finding repeats."""

_TOTAL = re.compile(r"(?:tổng cộng|tổng số|tổng|cộng)\s*(?:[:;.(\d].*)?|tổng (?:cộng|số)\b.*", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"(?:người lập|lập biểu|chủ tịch|phó chủ tịch|trưởng (?:thôn|bản|xóm|ban)|bí thư|thủ trưởng|kế toán|thư ký|nơi nhận"
    r"|xác nhận|t/m|tm\.|kt\.|tl\.|thay mặt|\(?ký,|\(?ký và|\(?ký tên)",
    re.IGNORECASE,
)
_SIGNED_ON = re.compile(r".{0,60}\bngày\b.{0,12}\btháng\b.{0,12}\bnăm\b", re.IGNORECASE)
_PLACE_IN_LIST = re.compile(r"\(?(?:[IVXLC]+|[A-ZĐ]|\d{1,3})[.):]?", re.IGNORECASE)
_SECTION = re.compile(r"(?:[IVXLC]+|[A-ZĐ])\s*[.):/-]\s*")
_NUMBERED = re.compile(r"(?:[IVXLC]+|[A-ZĐ]|\d{1,3})\s*[.):/-]\s*")
_COUNTED = re.compile(
    r"\s*[:(-]\s*\(?\d+\s*(?:đại biểu|người|hộ|đ/c|công dân)?\)?\s*$|\s*:\s*$", re.IGNORECASE
)
_DITTO = {'"', "''", "”", "“", "nt", "-nt-", "- nt -", "như trên", "//", "-//-"}
_NAMES: tuple[Field, ...] = ("name", "family", "given")
_INHERITED: tuple[Field, ...] = ("village", "org", "household")
"""Fields that are written once for several people: merged downwards, or by ditto marks."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One row that is about somebody. No entry: it has an error."""

    sheet: str
    row: int
    entry: Entry | None
    village: str = ""
    """The village that a line above gave the row, where its own cell says none."""
    cells: tuple[Cell, ...] = ()
    """The row in Unicode, with what it has from the one above: for giving it back."""
    findings: tuple[Finding, ...] = ()

    @property
    def place(self) -> tuple[str, int]:
        return self.sheet, self.row


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet, understood. `findings` are about the sheet as a whole."""

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    encodings: dict[int, Encoding]
    """What each column is in."""


def judge_sheet(sheet: Sheet, mapping: SheetMapping, year: int) -> Judged:
    """Every row below the headings; none where no column holds names. `year`: of the meeting, for ages."""
    encodings = encodings_of(sheet, mapping)
    if not names_people(mapping):
        return Judged(lines=(), findings=(), encodings=encodings)
    rows = rows_in_unicode(sheet, mapping, encodings)
    says = headings(sheet, mapping)
    numbers = next((at for at, text in enumerate(says) if (meaning(text) or ("",))[0] == "number"), -1)
    merged = _merged_down(sheet, mapping)
    wide = {merge.top for merge in sheet.merges if merge.right > merge.left + 1}
    village = _village_of_heading(sheet.name) or ""
    lines: list[Line] = []
    passed: list[_Seen] = []
    signed = False
    above = Row(0, ())
    odd = _old_fonts(sheet, mapping, encodings, rows)
    for row in rows:
        seen = _Seen(row, mapping.columns, numbers, row.number in wide)
        if seen.is_heading:
            signed = False
        elif (found := seen.village_for_those_below) is not None:
            village, signed = found, False
        elif seen.is_signature or (signed and not seen.is_certain):
            signed = True
            passed.append(seen)
        elif seen.is_total or seen.is_section:
            village = "" if seen.begins_section else village
            passed.append(seen)
        elif seen.says_something:
            signed = False
            above = _completed(row, above, mapping.columns, merged)
            lines.append(
                _Reading(sheet.name, above, mapping.columns, year, odd.get(row.number, {})).line(village)
            )
    findings = (*_conversions(sheet, mapping, encodings, rows), *_passed_over(sheet, passed))
    return Judged(lines=tuple(lines), findings=findings, encodings=encodings)


# -- legacy fonts ----------------------------------------------------------------------------------------


def encodings_of(sheet: Sheet, mapping: SheetMapping) -> dict[int, Encoding]:
    """The encoding of every column, each decided as a whole; what the clerk said goes first."""
    found: dict[int, Encoding] = {}
    for column in range(sheet.width):
        cells = [row.cell(column) for row in _below(sheet, mapping)]
        told = [(cell.value, cell.font) for cell in cells if isinstance(cell.value, str)]
        found[column] = mapping.encodings.get(column) or detect(
            [text for text, _ in told], [font for _, font in told]
        )
    return found


def rows_in_unicode(sheet: Sheet, mapping: SheetMapping, encodings: Mapping[int, Encoding]) -> list[Row]:
    """The rows below the headings; text in a legacy font is converted."""
    as_it_stands = {at for at, told in mapping.encodings.items() if told == "unicode"}
    return [
        msgspec.structs.replace(
            row,
            cells=tuple(
                cell if at in as_it_stands else in_unicode(cell, encodings[at])
                for at, cell in enumerate(row.cells)
            ),
        )
        for row in _below(sheet, mapping)
    ]


def in_unicode(cell: Cell, column: Encoding) -> Cell:
    """The cell in Unicode. `column`: what its column is in; a single cell may be in something else."""
    if not isinstance(cell.value, str) or cell.value.isascii():
        return cell
    encoding = cell_encoding(cell.value, cell.font, column)
    return msgspec.structs.replace(cell, value=clean(convert(cell.value, encoding, cell.font)))


def _below(sheet: Sheet, mapping: SheetMapping) -> list[Row]:
    return [row for row in sheet.rows if row.number > mapping.header]


def _conversions(
    sheet: Sheet, mapping: SheetMapping, encodings: Mapping[int, Encoding], rows: Sequence[Row]
) -> Iterator[Finding]:
    for column in sorted(set(mapping.columns.values())):
        letter = column_letter(column)
        if (encoding := encodings.get(column, "unicode")) != "unicode":
            facts: dict[str, Fact] = {"encoding": encoding}
            yield Finding(level="note", code="converted", facts=facts, sheet=sheet.name, column=letter)
        elif mixed := _converted_rows(sheet, column, rows):
            facts = {"count": len(mixed)}
            yield Finding(
                level="note",
                code="converted_rows",
                facts=facts,
                sheet=sheet.name,
                row=mixed[0],
                column=letter,
            )
        texts = [text for row in rows if isinstance(text := row.cell(column).value, str)]
        if looks_converted_twice(texts):
            yield Finding(level="warning", code="converted_twice", sheet=sheet.name, column=letter)


def _converted_rows(sheet: Sheet, column: int, rows: Sequence[Row]) -> list[int]:
    """Rows whose cell was in a legacy font in a column that is not."""
    now = {row.number: row.cell(column).value for row in rows}
    return [
        row.number
        for row in sheet.rows
        if isinstance(row.cell(column).value, str)
        and font_encoding(row.cell(column).font) != "unicode"
        and now.get(row.number, row.cell(column).value) != row.cell(column).value
    ]


def _old_fonts(
    sheet: Sheet, mapping: SheetMapping, encodings: Mapping[int, Encoding], rows: Sequence[Row]
) -> dict[int, dict[int, str]]:
    """By row and column, what a cell reads in a legacy font whose column is in Unicode and whose font is lost."""
    typed = {row.number: row for row in sheet.rows}
    asked = [
        at
        for at in set(mapping.columns.values())
        if encodings.get(at) == "unicode" and at not in mapping.encodings
    ]
    found: dict[int, dict[int, str]] = {}
    for row in rows:
        for at in asked:
            text = typed[row.number].cell(at).value
            if not isinstance(text, str) or text.isascii() or clean(text) != row.cell(at).value:
                continue
            if reading := clean_line(reading_in_old_font(text)):
                found.setdefault(row.number, {})[at] = reading
    return found


# -- what a row is ---------------------------------------------------------------------------------------


class _Seen:
    """A row, looked at as a whole."""

    def __init__(self, row: Row, columns: Mapping[Field, int], numbers: int, merged_wide: bool) -> None:
        self.row = row
        self._columns = columns
        self._wide = merged_wide
        self._texts = {
            at: text for at, cell in enumerate(row.cells) if (text := clean_line(plain(cell.value)))
        }
        self._naming = [columns[field] for field in ("name", "family", "given") if field in columns]
        self._name = " ".join(self._texts[at] for at in self._naming if at in self._texts)
        number = self._texts.get(numbers, "")
        self._numbered = bool(number) and number.strip(".) ").isdecimal()
        self._told = {at: text for at, text in self._texts.items() if not _PLACE_IN_LIST.fullmatch(text)}

    @property
    def words(self) -> str:
        return next(iter(self._told.values()), "")

    @property
    def says_something(self) -> bool:
        blank = (at for at in self._columns.values() if self.row.cell(at).formula_without_value)
        return any(at in self._texts for at in self._columns.values()) or any(True for _ in blank)

    @property
    def is_certain(self) -> bool:
        """Below signatures: a person all the same, for the list goes on."""
        told = sum(at in self._texts for at in self._columns.values())
        return bool(self._name) and (self._numbered or told > 2)

    @property
    def is_heading(self) -> bool:
        """The headings again, or the row of column numbers under them."""
        meanings = {at: found[0] for at, text in self._texts.items() if (found := meaning(text))}
        if any(meanings.get(at) in ("name", "family", "given") for at in self._naming):
            return len(meanings) > 1 or len(self._texts) == 1
        counted = not self._told and len(self._texts) > 1 and bool(self._name)
        return counted or (len(meanings) > 1 and len(meanings) == len(self._texts) and not self._name)

    @property
    def village_for_those_below(self) -> str | None:
        """A row with a village's name and nothing else."""
        if len(self._told) != 1:
            return None
        column, text = next(iter(self._told.items()))
        own = column == self._columns.get("village") and column > 0 and not self._wide
        return None if own else _village_of_heading(text)

    @property
    def is_total(self) -> bool:
        return _TOTAL.fullmatch(self.words) is not None

    @property
    def is_signature(self) -> bool:
        if self._numbered:
            return False
        if not self._name and any(_SIGNED_ON.match(text) for text in self._told.values()):
            return True
        others = (text for at, text in self._told.items() if at != self._columns.get("title"))
        asked = [self._name] if self._name else others
        return any(_SIGNATURE.match(text) for text in asked)

    @property
    def is_section(self) -> bool:
        """A line over the rows below it: merged, counted with I or A, or where no field is."""
        if len(self._told) != 1 or self._numbered:
            return False
        column = next(iter(self._told))
        return self._wide or self.begins_section or column not in self._columns.values()

    @property
    def begins_section(self) -> bool:
        if len(self._told) != 1 or self._numbered:
            return False
        column, text = next(iter(self._told.items()))
        counted = [one for at, one in self._texts.items() if at < column]
        titled = _SECTION.match(text) or text.lower().startswith("danh sách")
        return bool(titled) or any(not one.strip("().: ").isdecimal() for one in counted)


def _village_of_heading(text: str) -> str | None:
    """`I. THÔN ĐÔNG: 25 đại biểu` is Thôn Đông; None if it is no village, empty if an ID number stands for its name."""
    line = clean_line(text)
    line = _COUNTED.sub("", line[found.end() :] if (found := _NUMBERED.match(line)) else line)
    if not is_settlement(line) or len(line) > SHOWN:
        return None
    line = clean_line(without_private(line).replace("…", " "))
    return row_values.village(line) if is_settlement(line) else ""


def _merged_down(sheet: Sheet, mapping: SheetMapping) -> dict[tuple[int, int], int]:
    """For each cell of these fields that is merged downwards, the row that holds its value."""
    inherited = {mapping.columns.get(field) for field in _INHERITED} - {mapping.columns.get("name")}
    return {
        (number, merge.left): merge.top
        for merge in sheet.merges
        if merge.left in inherited and merge.top > mapping.header
        for number in range(merge.top + 1, merge.bottom + 1)
    }


def _completed(
    row: Row, above: Row, columns: Mapping[Field, int], merged: Mapping[tuple[int, int], int]
) -> Row:
    """The row with what it has from the one above: a cell merged downwards, or ditto marks."""
    cells = [row.cell(at) for at in range(max(len(row.cells), len(above.cells)))]
    for field in _INHERITED:
        at = columns.get(field, -1)
        if not 0 <= at < len(cells) or at == columns.get("name"):
            continue
        inside = (row.number, at) in merged and above.number >= merged[row.number, at]
        if inside or clean_line(plain(cells[at].value)).lower() in _DITTO:
            cells[at] = above.cell(at)
    return msgspec.structs.replace(row, cells=tuple(cells))


def _passed_over(sheet: Sheet, passed: Sequence[_Seen]) -> Iterator[Finding]:
    if passed:
        words = without_private(passed[0].words)[:SHOWN]
        yield Finding(
            level="note",
            code="rows_passed_over",
            facts={"count": len(passed), "words": words},
            sheet=sheet.name,
            row=passed[0].row.number,
        )


# -- what a row says -------------------------------------------------------------------------------------


class _Reading:
    """One row on its way to an entry, gathering everything that is to be said of it."""

    def __init__(
        self, sheet: str, row: Row, columns: Mapping[Field, int], year: int, odd: Mapping[int, str]
    ) -> None:
        """`odd`: what `_old_fonts` says of the row."""
        self._sheet = sheet
        self._row = row
        self._columns = columns
        self._year = year
        self._odd = odd
        self._findings: list[Finding] = []

    def line(self, village_above: str) -> Line:
        self._look_for_old_fonts()
        name, said = self._name()
        salutation, born = self._sex_and_year(name, said)
        own_village = row_values.village(self._text("village"))
        kind, org = self._kind_and_org()
        entry = Entry(
            name=name,
            salutation=salutation,
            kind=kind,
            title=self._text("title"),
            village=own_village or village_above,
            org=org,
            birth_year=born,
            phone=self._told("phone", row_values.phone(self._cell("phone"))),
            household=self._household(name),
            code=self._told("code", row_values.check_in_code(self._cell("code"))),
            withhold_name=row_values.is_marked(self._cell("withhold_name").value),
            slip=self._slip(),
        )
        wrong = any(found.level == "error" for found in self._findings)
        return Line(
            sheet=self._sheet,
            row=self._row.number,
            entry=None if wrong else entry,
            village="" if own_village else village_above,
            cells=self._row.cells,
            findings=tuple(self._findings),
        )

    def _look_for_old_fonts(self) -> None:
        """A cell that was pasted without its font. A name is never taken so: nobody would find the person again."""
        for field, column in self._columns.items():
            if reading := self._odd.get(column):
                level: Level = "error" if field in _NAMES else "warning"
                self._say(level, "legacy_row", field, {"reading": without_private(reading)[:SHOWN]})

    def _cell(self, field: Field) -> Cell:
        return self._row.cell(self._columns[field]) if field in self._columns else BLANK

    def _told(self, field: Field, read: tuple[_T, Remarks]) -> _T:
        """The value that was read, its remarks kept with their place."""
        value, remarks = read
        for remark in remarks:
            self._say(remark.level, remark.code, field, remark.facts)
        return value

    def _text(self, field: Field) -> str:
        return self._told(field, row_values.line_of(self._cell(field)))

    def _say(self, level: Level, code: str, field: Field, facts: dict[str, Fact] | None = None) -> None:
        shown = without_private(clean_line(plain(self._cell(field).value)))
        self._findings.append(
            Finding(
                level=level,
                code=code,
                facts=facts or {},
                sheet=self._sheet,
                row=self._row.number,
                column=column_letter(self._columns[field]) if field in self._columns else "",
                value=shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…",
            )
        )

    def _name(self) -> tuple[str, Salutation]:
        fields: tuple[Field, ...] = ("name",) if "name" in self._columns else ("family", "given")
        last = fields[-1]
        read = [row_values.name_line(self._cell(field)) for field in fields]
        for field, (_, remarks) in zip(fields, read, strict=True):
            for remark in remarks:
                level: Level = "warning" if remark.code == "id_number_left_out" else "error"
                self._say(level, remark.code, field)
        whole = clean_line(" ".join(text for text, _ in read))
        if not whole:
            if not any(found.level == "error" for found in self._findings):
                self._say("error", "name_missing", last)
            return "", ""
        name, said, remarks = row_values.name(whole)
        self._told(last, (name, remarks))
        return name, said

    def _sex_and_year(self, name: str, said: Salutation) -> tuple[Salutation, int | None]:
        """From the columns of their own, and from two columns `Nam` and `Nữ` that hold the year or a mark."""
        told = self._told("salutation", row_values.salutation(self._cell("salutation")))
        born = self._told("birth", row_values.birth_year(self._cell("birth"), self._year))
        by_sex: tuple[tuple[Field, Salutation], ...] = (("male", "Ông"), ("female", "Bà"))
        for field, salutation in by_sex:
            cell = self._cell(field)
            if any(char.isdigit() for char in plain(cell.value)) and plain(cell.value) not in ("0", "1"):
                born = self._told(field, row_values.birth_year(cell, self._year)) or born
                told = told or salutation
            elif row_values.is_marked(cell.value):
                told = told or salutation
        if told and said and told != said:
            self._say("warning", "salutation_conflict", "salutation", {"name": name})
        return told or said, born

    def _kind_and_org(self) -> tuple[PersonKind | Literal[""], str]:
        """A column of organisations may say `Khách mời` of those whom none sends."""
        told = self._told("kind", row_values.kind(self._cell("kind")))
        if "kind" not in self._columns and (only := row_values.only_kind(self._cell("org"))):
            return only, ""
        return told, self._text("org")

    def _household(self, name: str) -> str:
        """On a list of householders they stand for their households."""
        if "household" in self._columns and self._columns["household"] == self._columns.get("name"):
            return name
        text = self._text("household")
        return row_values.householder(text) if text else ""

    def _slip(self) -> Slip | None:
        number = self._told("slip_number", row_values.slip_number(self._cell("slip_number")))
        content = self._told("content", row_values.words(self._cell("content")))
        topic = self._told("topic", row_values.topic(self._cell("topic")))
        addressee = self._text("addressee")
        if number is None and not content:
            return None
        return Slip(number=number, content=content, topic=topic, addressee=addressee)
