"""Workbooks, read again: text stays text whatever it looks like, nothing is lost, and the sheet prints well."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from paper_samples import CLEANED, DIRTY, HOSTILE

from meeting_tui.export.xlsx import LONGEST, pieces, put_text, sheet_bytes

FORMULAS = ("=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "=", "\t=1", "#N/A", "{=1}")
COLUMNS = [("Mã", 19.0), ("Nội dung", 60.0)]


def sheet_of(rows: list[list[str | int | None]], title: str = "Danh sách") -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(sheet_bytes(title, COLUMNS, rows))).worksheets[0]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read(name).decode()


@pytest.mark.parametrize("text", [*FORMULAS, *HOSTILE])
def test_text_is_never_a_formula(text: str) -> None:
    """Without the quote prefix, F2 and Enter in a spreadsheet would bring the formula to life."""
    cell = sheet_of([[text, ""]])["A2"]
    assert cell.value == text.replace("\t", " ")
    assert (cell.data_type, cell.quotePrefix, cell.number_format) == ("s", True, "@")
    assert "<f>" not in part(sheet_bytes("x", COLUMNS, [[text, text]]), "xl/worksheets/sheet1.xml")


def test_a_header_is_no_formula_either() -> None:
    data = sheet_bytes("x", [("=1+1", 9.0)], [])
    assert "<f>" not in part(data, "xl/worksheets/sheet1.xml")


def test_put_text_alone_makes_text_of_a_cell() -> None:
    cell = openpyxl.Workbook().worksheets[0]["B3"]
    assert isinstance(cell, Cell)
    put_text(cell, "=1+1")
    assert (cell.value, cell.data_type, cell.quotePrefix, cell.number_format) == ("=1+1", "s", True, "@")


def test_fifteen_digits_stay_text_and_numbers_stay_numbers() -> None:
    sheet = sheet_of([["583041264730861", 1957], [None, 0]])
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("583041264730861", "s")
    assert (sheet["B2"].value, sheet["B2"].data_type) == (1957, "n")
    assert (sheet["A3"].value, sheet["B3"].value) == (None, 0)


def test_dates_are_dates_as_they_are_written_here() -> None:
    cell = openpyxl.load_workbook(io.BytesIO(sheet_bytes("x", COLUMNS, [[date(2024, 7, 26)]]))).worksheets[0][
        "A2"
    ]
    assert (cell.value, cell.data_type, cell.number_format) == (datetime(2024, 7, 26), "d", "dd/mm/yyyy")


def test_dirt_is_cleaned_away() -> None:
    """openpyxl raises an error for control characters."""
    assert sheet_of([[DIRTY, ""]])["A2"].value == CLEANED


@pytest.mark.parametrize("letter", ["ộ", "😀"])
def test_what_no_cell_can_hold_goes_on_below(letter: str) -> None:
    """A cell holds 32,767 units of UTF-16; openpyxl would cut the rest in silence."""
    long = letter * (2 * LONGEST + 5)
    rows = list(sheet_of([["a", long], ["b", "c"]]).iter_rows(min_row=2, values_only=True))
    assert "".join(str(row[1]) for row in rows[:-1]) == long
    assert [row[0] for row in rows] == ["a", *[None] * (len(rows) - 2), "b"]
    assert all(len(str(row[1]).encode("utf-16-le")) <= 2 * LONGEST for row in rows)


def test_pieces_of_nothing_are_one_empty_piece() -> None:
    assert pieces("") == [""] == pieces("\x00")


def test_the_sheet_is_ready_to_print() -> None:
    sheet = sheet_of([["1", "Nội dung"], ["2", "Khác"]])
    page = sheet.page_setup
    assert (page.orientation, str(page.paperSize)) == ("landscape", "9")
    assert (page.fitToWidth, page.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (1, 0, True)
    assert (sheet.print_title_rows, sheet.freeze_panes, sheet.auto_filter.ref) == ("$1:$1", "A2", "A1:B3")
    head, body = sheet["A1"], sheet["B3"]
    assert (head.font.name, head.font.sz, head.font.b) == ("Times New Roman", 12, True)
    assert (body.font.name, body.font.sz, body.font.b) == ("Times New Roman", 12, False)
    assert body.alignment.wrap_text
    assert sheet.column_dimensions["B"].width == 60


def test_a_title_of_signs_makes_a_sheet_and_no_code_of_the_header() -> None:
    """`&D` in a printed header is the date; a sheet's name may not hold `[]:*?/\\`."""
    data = sheet_bytes("Điểm danh: A&D [1/2] 'x' " + "dài " * 100, COLUMNS, [])
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["Điểm danh  A&D  1 2  'x' dài dà"]
    assert "A&amp;&amp;D" in part(data, "xl/worksheets/sheet1.xml")
    assert openpyxl.load_workbook(io.BytesIO(sheet_bytes("'", COLUMNS, []))).sheetnames == ["1"]


def test_the_file_names_no_author() -> None:
    assert "openpyxl" not in part(sheet_bytes("x", COLUMNS, []), "docProps/core.xml")


def test_a_draft_says_so_over_every_printed_page() -> None:
    """The name of the file is not on the paper."""

    def header(*, draft: bool) -> str | None:
        book = openpyxl.load_workbook(io.BytesIO(sheet_bytes("Danh sách", COLUMNS, [], draft=draft)))
        head = book.worksheets[0].HeaderFooter.oddHeader
        assert head is not None
        return head.center.text

    assert header(draft=True) == "DỰ THẢO: Danh sách"
    assert header(draft=False) == "Danh sách"
