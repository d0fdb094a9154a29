"""An Excel workbook (`.xlsx`, `.xlsm`): values, fonts, merged and hidden cells.

openpyxl reads the workbook, its strings and its styles. Its sheets are taken row by row from openpyxl's own
parser: a sheet loaded whole is 95 MB for 10,000 rows, and a column formatted down to the last row of Excel is
a million rows of nothing. Drawings, comments and macros are not looked at.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

import msgspec

from meeting_tui.intake.sheets import BLANK, Cell, Fault, Merge, Row, Sheet, Workbook, column_letter
from meeting_tui.intake.values import plain, serial_of, value_of

if TYPE_CHECKING:
    from openpyxl.worksheet._reader import WorkSheetParser

_TAG = re.compile(
    rb"<(?:\w+:)?(?:(?P<row>row)(?=[\s>/])(?:\s(?:[^>]*?\s)?r=[\"'](?P<number>\d+))?|(?P<content>v|is|f)[\s>/]"
    rb"|mergeCell\s(?:[^>]*?\s)?ref=[\"'](?P<merge>[A-Z]+\d+:[A-Z]+\d+))"
)
_CHUNK = 1 << 20
_ESCAPED = re.compile(r"_x([0-9A-F]{4})_")
"""How Excel writes what XML does not allow: `_x000D_` is a CR."""
_YES = ("1", "true")


class _Outline(msgspec.Struct, frozen=True):
    """What must be known of a sheet before its rows are read."""

    last_row: int
    merges: tuple[Merge, ...]


def read_xlsx(data: bytes, tick: Callable[[], None]) -> Workbook:
    """Every sheet that holds something; `tick` is called at each row. A damaged file raises all sorts of errors."""
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    sheets: list[Sheet] = []
    notes: list[Fault] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's, about extensions and styles that no roster needs
        # What `ExcelReader.read` does, without that in which broken files mostly are broken.
        reader: Any = ExcelReader(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        fonts = [str(reader.wb._fonts[style.fontId].name or "") for style in reader.wb._cell_styles]
        for about, relation in reader.parser.find_sheets():
            name = plain(about.name)
            if not relation.Type.endswith("/worksheet"):
                notes.append(Fault("chart_sheet", {"sheet": name}))
                continue
            with reader.archive.open(relation.target) as source:
                outline = _outline(source)
            with reader.archive.open(relation.target) as source:
                parser = _parser(reader, source)
                rows = tuple(_rows(parser, outline.last_row, fonts, tick))
            if rows:
                sheets.append(Sheet(name, rows, outline.merges, hidden=about.state != "visible"))
                notes += _notes(sheets[-1], parser.column_dimensions)
    return Workbook(tuple(sheets), tuple(notes))


def _outline(source: IO[bytes]) -> _Outline:
    """One look over the XML as it stands: merged cells come after the rows, and rows may go on for ever."""
    last_row = row = 0
    merges: list[Merge] = []
    for tag in _tags(source):
        if tag["row"]:
            row = int(tag["number"] or row + 1)
        elif tag["content"]:
            last_row = row
        else:
            merges.append(_merge(tag["merge"].decode()))
    return _Outline(last_row, tuple(merges))


def _tags(source: IO[bytes]) -> Iterator[re.Match[bytes]]:
    left = b""
    while chunk := source.read(_CHUNK):
        left += chunk
        whole = max(left.rfind(b"<"), 0)
        yield from _TAG.finditer(left, 0, whole)
        left = left[whole:]
    yield from _TAG.finditer(left)


def _merge(reference: str) -> Merge:
    from openpyxl.utils import range_boundaries

    left, top, right, bottom = (int(end or 1) for end in range_boundaries(reference))
    return Merge(top, left - 1, bottom, right - 1)


def _parser(reader: Any, source: IO[bytes]) -> WorkSheetParser:
    """openpyxl's parser of one sheet, which also tells formulas without a value and the numbers behind dates."""
    from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

    class Parser(WorkSheetParser):
        def parse_cell(self, element: Element) -> dict[str, Any]:
            cell: dict[str, Any] = super().parse_cell(element)
            if cell["data_type"] == "d" and element.get("t", "n") == "n":
                cell["serial"] = int(float(element.findtext(VALUE_TAG) or 0))
            elif cell["value"] is None and element.find(FORMULA_TAG) is not None:
                # A formula that gives an empty text has the type `str`.
                cell["uncalculated"] = cell["data_type"] != "str"
            return cell

    return Parser(
        source,
        reader.shared_strings,
        data_only=True,
        epoch=reader.wb.epoch,
        date_formats=reader.wb._date_formats,
        timedelta_formats=reader.wb._timedelta_formats,
    )


def _rows(
    parser: WorkSheetParser, last_row: int, fonts: list[str], tick: Callable[[], None]
) -> Iterator[Row]:
    for number, found in parser.parse():
        if number > last_row:
            return
        cells = _cells(found, fonts)
        if cells:
            hidden = parser.row_dimensions.get(str(number), {}).get("hidden") in _YES
            yield Row(number, cells, hidden)
            tick()


def _cells(found: list[dict[str, Any]], fonts: list[str]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for raw in found:
        value = _value(raw["value"])
        uncalculated = raw.get("uncalculated", False)
        if value is None and not uncalculated:
            continue
        cells += [BLANK] * (raw["column"] - 1 - len(cells))
        serial = raw.get("serial") or serial_of(value)
        cells.append(Cell(value, fonts[raw["style_id"]], serial, uncalculated))
    return tuple(cells)


def _value(raw: object) -> Any:
    if isinstance(raw, str) and "_x" in raw:
        raw = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), raw)
    return value_of(raw)


def _notes(sheet: Sheet, columns: dict[str, dict[str, str]]) -> Iterator[Fault]:
    """What the clerk does not see in Excel but is read all the same."""
    if sheet.hidden:
        yield Fault("hidden_sheet", {"sheet": sheet.name})
    if rows := [row.number for row in sheet.rows if row.hidden]:
        yield Fault("hidden_rows", {"sheet": sheet.name, "count": len(rows), "row": rows[0]})
    letters = [
        column_letter(column)
        for about in columns.values()
        if about.get("hidden") in _YES
        for column in range(int(about["min"]) - 1, min(int(about["max"]), sheet.width))
    ]
    if letters:
        yield Fault("hidden_columns", {"sheet": sheet.name, "columns": ", ".join(letters)})
