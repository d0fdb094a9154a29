"""The workbook of rows to be put right: everything in it is text, and stays so."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from meeting_tui.export.error_workbook import ErrorSheet, workbook_bytes

HOSTILE = ('=HYPERLINK("http://x")', "+84912345678", "-1", "@SUM(A1)", "#N/A", "0912345678", "1/2")


def page(*rows: tuple[str, ...], name: str = "Danh sách") -> ErrorSheet:
    return ErrorSheet(name=name, headings=("Họ và tên", "Lỗi"), rows=rows)


def opened(*sheets: ErrorSheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(workbook_bytes(sheets)))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_becomes_a_formula_a_number_or_an_error(text: str) -> None:
    """A name that begins with = is a name, also after F2 and Enter in Excel; a phone keeps its zero."""
    cell = opened(page((text, "")))["Danh sách"]["A2"]
    assert (cell.value, cell.data_type, cell.number_format, cell.quotePrefix) == (text, "s", "@", True)


def test_rows_stand_under_their_headings_and_blank_cells_stay_blank() -> None:
    """The clerk's own columns, in their order, and the error last."""
    (sheet,) = opened(page(("", "Thiếu họ tên"), ("Nguyễn Văn An", "Trùng"))).worksheets
    assert list(sheet.iter_rows(values_only=True)) == [
        ("Họ và tên", "Lỗi"),
        (None, "Thiếu họ tên"),
        ("Nguyễn Văn An", "Trùng"),
    ]
    assert sheet.freeze_panes == "A2"


def test_every_sheet_keeps_its_name() -> None:
    """One sheet for each village. A name that Excel would refuse is made one that it takes."""
    book = opened(page(name="Thôn Đông"), page(name="Thôn 1/2: [mới]"), page(name=""), page(name="d" * 40))
    assert book.sheetnames == ["Thôn Đông", "Thôn 1 2   mới", "3", "d" * 31]


def test_long_texts_do_not_make_a_column_nobody_can_see_past() -> None:
    (sheet,) = opened(page(("Nguyễn Văn An", "dài " * 100))).worksheets
    assert sheet.column_dimensions["B"].width == 60
    assert sheet["B2"].alignment.wrap_text
