"""Files as clerks really make them: told by their first bytes, read into one shape, refused with a reason."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet
from sheet_files import altered, cp1258, fill, invented_names, ods, ole, packed, tcvn3, vni, xls, xlsx

from meeting_tui.intake import other_files, spreadsheets
from meeting_tui.intake.legacy_text import convert, detect
from meeting_tui.intake.spreadsheets import (
    Fault,
    Merge,
    ReadingStopped,
    Sheet,
    Workbook,
    column_letter,
    read_workbook,
)

HEADINGS = ("STT", "Họ và tên", "Năm sinh", "Thôn")
PEOPLE = ((1, "Nguyễn Văn Ánh", 1960, "Thôn Đông"), (2, "Lê Thị Tự", 1971, "Thôn Thượng"))
SHEET_XML = "xl/worksheets/sheet1.xml"


@pytest.fixture
def book() -> openpyxl.Workbook:
    return openpyxl.Workbook()


@pytest.fixture
def page(book: openpyxl.Workbook) -> Worksheet:
    assert isinstance(book.active, Worksheet)
    return book.active


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes | openpyxl.Workbook], Workbook | Fault]:
    """Reads what is given, as a file whose name says nothing."""

    def saved(given: bytes | openpyxl.Workbook) -> Workbook | Fault:
        path = tmp_path / "danh sách"
        if isinstance(given, bytes):
            path.write_bytes(given)
        else:
            given.save(path)
        return read_workbook(path)

    return saved


Read = Callable[[bytes | openpyxl.Workbook], Workbook | Fault]


def sheet_of(found: Workbook | Fault) -> Sheet:
    """The only sheet of what was read."""
    assert isinstance(found, Workbook)
    (sheet,) = found.sheets
    return sheet


def values(found: Workbook | Fault) -> list[tuple[Any, ...]]:
    return [tuple(cell.value for cell in row.cells) for row in sheet_of(found).rows]


def codes(found: Workbook | Fault) -> list[str]:
    assert isinstance(found, Workbook)
    return [note.code for note in found.notes]


def csv(*rows: tuple[Any, ...], delimiter: str = ";") -> str:
    return "".join(delimiter.join(map(str, row)) + "\r\n" for row in rows)


# Excel


def test_a_workbook_comes_with_its_values_fonts_and_row_numbers(tmp_path: Path) -> None:
    """Numbers stay numbers, and the fonts are what legacy text is known by."""
    sheet = sheet_of(read_workbook(xlsx(tmp_path / "a.xlsx", [HEADINGS, *PEOPLE], font=".VnTime")))
    assert (sheet.name, sheet.width, [row.number for row in sheet.rows]) == ("Danh sách", 4, [1, 2, 3])
    assert [cell.value for cell in sheet.rows[1].cells] == list(PEOPLE[0])
    assert {cell.font for row in sheet.rows for cell in row.cells} == {".VnTime"}


def test_blank_rows_are_left_out_and_the_others_keep_their_numbers(
    book: openpyxl.Workbook, page: Worksheet, read: Read
) -> None:
    """A finding must name the row that the clerk sees in Excel."""
    page["B3"], page["D7"] = "Nguyễn Văn An", " "
    page["C9"] = "Thôn Đông"
    sheet = sheet_of(read(book))
    assert [(row.number, [cell.value for cell in row.cells]) for row in sheet.rows] == [
        (3, [None, "Nguyễn Văn An"]),
        (9, [None, None, "Thôn Đông"]),
    ]
    assert sheet.rows[0].cell(20).value is None


def test_merged_and_hidden_cells_are_told(book: openpyxl.Workbook, page: Worksheet, read: Read) -> None:
    """Headings of two rows are read by their merges; hidden rows are people all the same."""
    fill(page, [["Họ và tên", "Năm sinh", ""], ["", "Nam", "Nữ"], ["Lê An", 1960], ["Lê Bình", 1961]])
    page.merge_cells("A1:A2")
    page.merge_cells("B1:C1")
    page.row_dimensions[4].hidden = True
    page.column_dimensions["B"].hidden = True
    found = read(book)
    assert set(sheet_of(found).merges) == {Merge(1, 0, 2, 0), Merge(1, 1, 1, 2)}
    assert [row.hidden for row in sheet_of(found).rows] == [False, False, False, True]
    assert isinstance(found, Workbook)
    assert found.notes == (
        Fault("hidden_rows", {"sheet": "Sheet", "count": 1, "row": 4}),
        Fault("hidden_columns", {"sheet": "Sheet", "columns": "B"}),
    )


def test_dates_come_as_dates_with_the_number_behind_them(
    book: openpyxl.Workbook, page: Worksheet, read: Read
) -> None:
    """1960 typed into a cell for dates shows as a day of 1905: only the number says what was meant."""
    page.append([date(1960, 5, 2), datetime(2026, 11, 22, 7, 30), time(7, 30)])
    page["A2"], page["A2"].number_format = 1960, "dd/mm/yyyy"
    page["A3"], page["A3"].number_format = 99_999_999, "dd/mm/yyyy"
    sheet = sheet_of(read(book))
    assert [cell.value for cell in sheet.rows[0].cells] == [
        date(1960, 5, 2),
        datetime(2026, 11, 22, 7, 30),
        "07:30",
    ]
    assert (sheet.rows[1].cells[0].value, sheet.rows[1].cells[0].serial) == (date(1905, 5, 13), 1960)
    assert sheet.rows[2].cells[0].value == "#VALUE!"


def test_workbooks_of_old_macintoshes_count_from_1904(
    book: openpyxl.Workbook, page: Worksheet, read: Read
) -> None:
    """Four years would be lost for everybody."""
    book.epoch = CALENDAR_MAC_1904
    page.append([date(1960, 5, 2)])
    assert values(read(book)) == [(date(1960, 5, 2),)]


def test_a_formula_that_was_never_calculated_is_told_from_a_blank(
    book: openpyxl.Workbook, page: Worksheet, read: Read, tmp_path: Path
) -> None:
    """A name made by a formula would silently be missing."""
    page.append(["An", "=A1", "=A1&A1", None])
    first = read(book)
    cells = sheet_of(first).rows[0].cells
    assert [(cell.value, cell.formula_without_value) for cell in cells] == [
        ("An", False),
        (None, True),
        (None, True),
    ]
    book.save(tmp_path / "calculated.xlsx")
    calculated = altered(
        tmp_path / "calculated.xlsx",
        tmp_path / "b.xlsx",
        SHEET_XML,
        lambda xml: re.sub(
            rb'(<c r="B1")(><f>A1</f>).*?(</c><c r="C1"><f>A1&amp;A1</f>).*?(</c>)',
            rb'\1 t="str"\2<v></v>\3<v>7</v>\4',
            xml,
        ),
    )
    cells = sheet_of(read_workbook(calculated)).rows[0].cells
    assert [(cell.value, cell.formula_without_value) for cell in cells] == [
        ("An", False),
        (None, False),
        (7, False),
    ]


def test_truth_errors_and_text_of_several_fonts_are_plain_values(
    book: openpyxl.Workbook, page: Worksheet, read: Read
) -> None:
    """What cannot be a name or a year is for the judge of rows to say."""
    rich = CellRichText("Nguyễn ", TextBlock(InlineFont(b=True), "Văn An"))
    page.append([True, "#N/A", rich, 912345678.0, 1.5])
    (row,) = values(read(book))
    assert row == (True, "#N/A", "Nguyễn Văn An", 912345678, 1.5)
    assert isinstance(row[3], int)


def test_text_is_cleaned_but_for_the_letter_of_legacy_fonts(
    book: openpyxl.Workbook, page: Worksheet, read: Read
) -> None:
    """U+00AD is invisible in Unicode and ư in TCVN3: cleaned away, `Tư` would be `T`."""
    page.append(["Le\u0301 \u202eAn\u200b", "Trần_x000D_\nBình", "T\u00ad", "=1+1", "\u00a0"])
    page["D1"].data_type = "s"
    assert values(read(book)) == [("Lé An", "Trần\nBình", "T\u00ad", "=1+1")]


def test_hidden_sheets_are_read_and_charts_are_not(
    book: openpyxl.Workbook, page: Worksheet, read: Read
) -> None:
    """The clerk chooses among all sheets that hold something."""
    page.append(["An"])
    other = book.create_sheet("Ẩn")
    other.append(["Bình"])
    other.sheet_state = "hidden"
    book.create_sheet("Trống")
    book.create_chartsheet("Biểu đồ")
    found = read(book)
    assert isinstance(found, Workbook)
    assert [(sheet.name, sheet.hidden) for sheet in found.sheets] == [("Sheet", False), ("Ẩn", True)]
    assert found.notes == (
        Fault("hidden_sheet", {"sheet": "Ẩn"}),
        Fault("chart_sheet", {"sheet": "Biểu đồ"}),
    )


def test_a_workbook_without_values_is_refused(book: openpyxl.Workbook, page: Worksheet, read: Read) -> None:
    """Nothing to choose a column from."""
    page["C5"].font = Font(name=".VnTime")
    assert read(book) == Fault("no_values")


def test_a_format_down_to_the_last_row_costs_neither_time_nor_memory(
    book: openpyxl.Workbook, page: Worksheet, tmp_path: Path
) -> None:
    """A whole column made bold is a million rows: read one by one, the program would stand still."""
    fill(page, [HEADINGS, *PEOPLE])
    page["D1048576"].font = Font(bold=True)
    book.save(tmp_path / "a.xlsx")
    blank = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (row, row) for row in range(4, 200_000))
    long = altered(
        tmp_path / "a.xlsx",
        tmp_path / "b.xlsx",
        SHEET_XML,
        lambda xml: xml.replace(b'<row r="1048576"', blank + b'<row r="1048576"'),
    )
    tracemalloc.start()
    found = read_workbook(long)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(sheet_of(found).rows) == 3
    assert most < 8 * 2**20


def test_a_value_far_below_is_not_lost(book: openpyxl.Workbook, page: Worksheet, read: Read) -> None:
    """Somebody continued the list below a gap of some pages."""
    fill(page, [HEADINGS, *PEOPLE])
    page["B1048576"] = "Trần Văn Bình"
    assert [row.number for row in sheet_of(read(book)).rows] == [1, 2, 3, 1048576]


def test_programs_that_write_as_little_as_they_may_are_understood(tmp_path: Path) -> None:
    """Rows and cells without their places, and a date as text: all allowed."""
    whole = xlsx(tmp_path / "a.xlsx", [HEADINGS, *PEOPLE])
    sparse = altered(
        whole,
        tmp_path / "b.xlsx",
        SHEET_XML,
        lambda xml: (
            re.sub(rb'<(row|c) r="\w+"', rb"<\1", xml)
            .replace(b' t="n"><v>1960<', b' t="d"><v>1960-05-02<')
            .replace(b"><v>1960<", b' t="d"><v>1960-05-02<')
        ),
    )
    assert values(read_workbook(sparse)) == [
        HEADINGS,
        (1, "Nguyễn Văn Ánh", date(1960, 5, 2), "Thôn Đông"),
        PEOPLE[1],
    ]


def test_pictures_properties_and_names_of_areas_may_be_broken(tmp_path: Path) -> None:
    """Nothing that is not needed may keep a list from being read."""
    whole = xlsx(tmp_path / "a.xlsx", [HEADINGS, *PEOPLE])
    broken = altered(whole, tmp_path / "b.xlsx", "docProps/core.xml", lambda _xml: b"<nonsense>")
    broken = altered(
        broken,
        tmp_path / "c.xlsx",
        "xl/workbook.xml",
        lambda xml: (
            xml.replace(
                b"</sheets>",
                b'</sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">#REF!</definedName>'
                b"</definedNames>",
            )
            .replace(b"<definedNames/>", b"")
            .replace(b"<definedNames />", b"")
        ),
    )
    assert values(read_workbook(broken))[1] == PEOPLE[0]


# Text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", "\t", ",", "|"])
def test_text_is_read_in_every_encoding_and_with_every_delimiter(
    encoding: str, delimiter: str, read: Read
) -> None:
    """Excel's own choices depend on the settings of Windows, which no clerk knows."""
    found = read(csv(HEADINGS, *PEOPLE, delimiter=delimiter).encode(encoding))
    assert values(found) == [HEADINGS, *(tuple(map(str, person)) for person in PEOPLE)]
    assert Fault("delimiter", {"delimiter": delimiter}) in (
        found.notes if isinstance(found, Workbook) else ()
    )


def test_the_code_page_of_windows_is_put_together(read: Read) -> None:
    """cp1258 keeps tones apart from their letters; searching would never find them."""
    found = read(cp1258(csv(HEADINGS, *PEOPLE)))
    assert values(found)[1][1] == "Nguyễn Văn Ánh"
    assert isinstance(found, Workbook)
    assert found.notes[0] == Fault("guessed_encoding", {"encoding": "cp1258"})


@pytest.mark.parametrize("write", [tcvn3, vni])
def test_legacy_text_arrives_undamaged(write: Callable[[str], str], read: Read) -> None:
    """It is converted by the column, later: read as cp1258, its letters would be gone for good."""
    names = invented_names(60)
    found = read("".join(f"{write(name)};Thôn 1\r\n" for name in names).encode("cp1252"))
    column = [str(row.cells[0].value) for row in sheet_of(found).rows]
    assert [convert(text, detect(column)) for text in column] == names
    assert "guessed_encoding" in codes(found)


def test_few_legacy_words_are_not_taken_for_the_code_page(read: Read) -> None:
    """The ề of `Hiền` in TCVN3 is a tone behind a vowel in cp1258: read so, the name would be Hỉn."""
    found = read(tcvn3("Lê Văn Hiền;Thôn Tiền").encode("cp1252"))
    assert [convert(str(cell.value), "tcvn3") for cell in sheet_of(found).rows[0].cells] == [
        "Lê Văn Hiền",
        "Thôn Tiền",
    ]


def test_a_broken_letter_does_not_make_it_another_encoding(read: Read) -> None:
    """A file cut short in the middle of a letter is still UTF-8."""
    found = read(csv(HEADINGS, *PEOPLE * 10).encode()[:-4] + b"\xe1\xbb")
    assert values(found)[1][1] == "Nguyễn Văn Ánh"
    assert isinstance(found, Workbook)
    assert found.notes[0] == Fault("bad_bytes", {"count": 1})


def test_commas_within_names_are_no_delimiters(read: Read) -> None:
    """csv.Sniffer takes them for such, and fails on a single column."""
    assert values(read("Họ và tên\nLê An, thôn 1\nTrần Bình\nNgô Chi\n".encode())) == [
        ("Họ và tên",),
        ("Lê An, thôn 1",),
        ("Trần Bình",),
        ("Ngô Chi",),
    ]
    opinions = (
        "Nội dung",
        "Đường hỏng, lầy",
        "Điện, nước, rác",
        "Kênh, mương",
        "Rác",
        "Trường, trạm, chợ, cầu",
    )
    assert values(read("\n".join(opinions).encode())) == [(opinion,) for opinion in opinions]
    rows = "Họ và tên\tĐịa chỉ\nLê An\tThôn 1, xã A\nTrần Bình\tThôn 2, xã A\n"
    assert values(read(rows.encode()))[1] == ("Lê An", "Thôn 1, xã A")
    rows = "Họ và tên\tĐịa chỉ\n" + "Lê An\tSố 1, ngõ 2, thôn 3, xã A\n" * 3 + "Trần Bình\tThôn 2\n" * 2
    assert values(read(rows.encode()))[1] == ("Lê An", "Số 1, ngõ 2, thôn 3, xã A")


def test_titles_and_signatures_have_no_delimiters(read: Read) -> None:
    """They must not outvote a short list."""
    people = csv(HEADINGS, *PEOPLE, delimiter="\t")
    text = f"DANH SÁCH ĐẠI BIỂU\n\n{people}\nTổng cộng: 2\nNGƯỜI LẬP\n"
    found = read(text.encode())
    assert [row.number for row in sheet_of(found).rows] == [1, 3, 4, 5, 7, 8]
    assert values(found)[2] == ("1", "Nguyễn Văn Ánh", "1960", "Thôn Đông")


def test_rows_are_counted_as_excel_counts_them(read: Read) -> None:
    """A line feed within quotes does not begin a row."""
    found = read('Họ tên;Nội dung\n"Lê An";"Đường hỏng\nđã lâu"\nTrần Bình;""\n'.encode())
    assert [row.number for row in sheet_of(found).rows] == [1, 2, 3]
    assert values(found)[1] == ("Lê An", "Đường hỏng\nđã lâu")


def test_a_quote_that_nobody_closed_does_not_swallow_the_rest(read: Read) -> None:
    """Half of the village would be one cell."""
    found = read('Họ tên;Thôn\nLê An;"Thôn 1\nTrần Bình;Thôn 2\nNgô Chi;"Thôn 3"\n"Tô Dần;Thôn 4\n'.encode())
    assert values(found)[1:] == [
        ("Lê An", "Thôn 1"),
        ("Trần Bình", "Thôn 2"),
        ("Ngô Chi", "Thôn 3"),
        ("Tô Dần", "Thôn 4"),
    ]
    assert "open_quote" in codes(found)


def test_rows_with_a_cell_too_many_are_told(read: Read) -> None:
    """A delimiter in an address moves everything behind it by one column."""
    found = read("Họ tên,Thôn,SĐT\nLê An,1,09\nTrần Bình,2, xã A,09\nNgô Chi,3,09\n,,,\n".encode())
    assert isinstance(found, Workbook)
    assert found.notes[-1] == Fault("long_rows", {"count": 1, "row": 3})


def test_what_protects_cells_from_excel_is_taken_off(read: Read) -> None:
    """`=\"0912…\"` and `'+84…` are how programs keep Excel from eating a phone number."""
    assert values(read(b"sep=,\r\nA,=\"0912345678\"\r\nB,'+84912\r\n'C,D\r\n")) == [
        ("A", "0912345678"),
        ("B", "+84912"),
        ("'C", "D"),
    ]


def test_nul_bytes_are_dropped_and_told(read: Read) -> None:
    """What a database writes for nothing; screens draw nonsense."""
    found = read("Họ tên;Thôn\nLê\0 An;1\n".encode())
    assert values(found)[1] == ("Lê An", "1")
    assert isinstance(found, Workbook)
    assert found.notes[0] == Fault("nul_bytes", {"count": 1})


# Other formats


def test_a_web_page_called_xls_is_a_table(read: Read) -> None:
    """What the programs of many offices give out as “Excel”."""
    html = """<html><head><meta charset="utf-8"><title>Bỏ</title><style>td {}</style></head><body>
    <table><tr><th rowspan=2>Họ và tên<th colspan=2>Năm sinh<tr><th>Nam<th>Nữ
    <tr><td>Lê&nbsp;An<br>(thôn 1)</td><td><style>b {}</style></td><td>1960 <table><tr><td>x</td></tr></table></td></tr></table>"""
    found = read(html.encode())
    assert values(found) == [
        ("Họ và tên", "Năm sinh"),
        (None, "Nam", "Nữ"),
        ("Lê\u00a0An\n(thôn 1)", None, "1960 \nx"),
    ]
    assert sheet_of(found).merges == (Merge(1, 0, 2, 0), Merge(1, 1, 1, 2))


def test_old_workbooks_and_those_of_libreoffice_are_read(read: Read) -> None:
    """Many a commune still has Excel 2003."""
    rows = [["STT", "Họ và tên"], [1.0, "Nguyễn Văn Ánh"], [2.5, "Lê Thị Tự"]]
    found = read(xls(rows, "Thôn Đông"))
    assert values(found) == [("STT", "Họ và tên"), (1, "Nguyễn Văn Ánh"), (2.5, "Lê Thị Tự")]
    assert isinstance(values(found)[1][0], int)  # the format knows fractions alone
    assert (sheet_of(found).name, codes(found)) == ("Thôn Đông", ["fonts_unknown"])
    found = read(ods([["Họ và tên", "Ngày sinh"], ["Lê Thị Tự", date(1960, 5, 2)]], "DS"))
    assert values(found) == [("Họ và tên", "Ngày sinh"), ("Lê Thị Tự", date(1960, 5, 2))]
    assert sheet_of(found).rows[1].cells[1].serial == 22038


def test_without_the_extra_old_workbooks_are_refused_with_its_name(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clerk is told to save as .xlsx instead."""
    monkeypatch.setattr(other_files, "find_spec", lambda _name: None)
    assert read(xls([["An"]], "DS")) == Fault("needs_extra", {"extra": "sheets", "format": "xls"})


# What is no table, and what cannot be read


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n...", "image"),
        (b"\xff\xd8\xff\xe0....JFIF", "image"),
        (b"\0\0\0\x18ftypheic....", "image"),
        (b"{\\rtf1 ...}", "rtf"),
        (b"Rar!\x1a\x07", "archive"),
        (packed({"word/document.xml": b""}), "word"),
        (packed({"ppt/presentation.xml": b""}), "powerpoint"),
        (packed({"ảnh.jpg": b""}), "archive"),
        (packed({}), "archive"),
        (ole({"WordDocument": bytes(4096)}), "word"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "spreadsheet_xml",
        ),
        (b"MIME-Version: 1.0\r\n", "web_archive"),
        (b"\x05Admin" + bytes(range(1, 32)) * 5, "unknown"),
        (b"SQLite format 3\0" + bytes(range(32)) * 9, "unknown"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(data: bytes, kind: str, read: Read) -> None:
    """“The file is damaged” would send the clerk to look for a fault that is not there."""
    assert read(data) == Fault("not_a_table", {"kind": kind})


def test_a_password_is_told_from_damage(read: Read) -> None:
    """Excel packs a protected workbook into its container of old."""
    assert read(ole({"EncryptedPackage": bytes(5000)})) == Fault("password")


@pytest.mark.parametrize("size", [200, 2000, -30])
def test_a_file_cut_short_is_damaged(size: int, read: Read, tmp_path: Path) -> None:
    """A copy from a stick that was pulled too early."""
    whole = xlsx(tmp_path / "a.xlsx", [HEADINGS, *PEOPLE]).read_bytes()
    found = read(whole[:size])
    assert isinstance(found, Fault)
    assert found.code == "damaged"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", SHEET_XML, "[Content_Types].xml"])
def test_damage_inside_is_a_fault_and_no_crash(part: str, tmp_path: Path) -> None:
    """openpyxl raises all sorts of errors then."""
    whole = xlsx(tmp_path / "a.xlsx", [HEADINGS, *PEOPLE])
    found = read_workbook(altered(whole, tmp_path / "b.xlsx", part, lambda xml: xml[: len(xml) // 2]))
    assert isinstance(found, Fault)
    assert found.code == "damaged"


def test_damage_that_makes_a_reader_panic_stays_out_of_this_process(
    read: Read, capfd: pytest.CaptureFixture[str]
) -> None:
    """python-calamine would write over the screen, and end in what is no Exception."""
    found = read(xls([["Họ và tên"]], "DS")[:-600])
    assert isinstance(found, Fault)
    assert (found.code, capfd.readouterr()) == ("damaged", ("", ""))


def test_entities_that_multiply_are_refused(tmp_path: Path) -> None:
    """A kilobyte that unfolds to a gigabyte."""
    letters = "abcdefghij"
    grown = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(letters))
    bomb = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{grown}]>'.encode()
    whole = xlsx(tmp_path / "a.xlsx", [["Họ và tên"]])
    found = read_workbook(
        altered(whole, tmp_path / "b.xlsx", SHEET_XML, lambda xml: bomb + xml.replace(b"<t>", b"<t>&j;"))
    )
    assert isinstance(found, Fault)


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sizes stand in the directory of the zip; pictures do not count."""
    monkeypatch.setattr(spreadsheets, "MOST_INSIDE", 1000)
    assert read(packed({"xl/workbook.xml": b"", SHEET_XML: bytes(1001)})) == Fault(
        "too_much_inside", {"size": 1001, "most": 1000}
    )
    found = read(packed({"xl/workbook.xml": b"", "xl/media/image1.png": bytes(1001)}))
    assert isinstance(found, Fault)
    assert found.code == "damaged"


def test_a_huge_file_is_refused_before_it_is_read(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """A film by mistake would fill the memory of an old laptop."""
    monkeypatch.setattr(spreadsheets, "MOST_BYTES", 10)
    assert read(b"12345678901") == Fault("too_large", {"size": 11, "most": 10})


def test_too_many_rows_are_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """A formula drawn down to the end of the sheet is a million rows."""
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 2)
    assert read(csv(HEADINGS, *PEOPLE).encode()) == Fault("too_many_rows", {"most": 2})


def test_a_path_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    """Before anything is opened."""
    assert read_workbook(tmp_path) == Fault("folder", {"path": str(tmp_path)})
    for name in ("không có.xlsx", "a\0b"):
        path = tmp_path / name
        assert read_workbook(path) == Fault("missing", {"path": str(path)})
    (tmp_path / "a.csv").touch()
    assert read_workbook(tmp_path / "a.csv") == Fault("empty", {"path": str(tmp_path / "a.csv")})
    assert read_workbook(tmp_path / "a.csv" / "b") == Fault(
        "missing", {"path": str(tmp_path / "a.csv" / "b")}
    )


def test_a_file_that_may_not_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another user's, or locked by Excel on a share."""

    def refused(_path: Path) -> bytes:
        raise PermissionError

    path = xlsx(tmp_path / "a.xlsx", [HEADINGS])
    monkeypatch.setattr(Path, "read_bytes", refused)
    assert read_workbook(path) == Fault("no_permission", {"path": str(path)})


# Large ones


def test_progress_is_told_and_reading_can_be_given_up(tmp_path: Path) -> None:
    """Ten thousand rows take a second: the screen stays alive, and Escape is heard."""
    rows = [(n, name, 1960, "Thôn 1") for n, name in enumerate(invented_names(1200))]
    path = xlsx(tmp_path / "a.xlsx", rows)
    heard: list[int] = []
    assert len(sheet_of(read_workbook(path, progress=heard.append)).rows) == 1200
    assert heard == [500, 1000]

    def stop(_count: int) -> None:
        raise ReadingStopped

    with pytest.raises(ReadingStopped):
        read_workbook(path, progress=stop)


def test_columns_have_excels_letters() -> None:
    """Findings name the cell as the clerk sees it."""
    assert [column_letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_encryption_info_alone_is_a_password(read: Read) -> None:
    """Some programs name the packed part otherwise."""
    assert read(ole({"EncryptionInfo": bytes(5000)})) == Fault("password")


def test_a_device_is_not_a_file() -> None:
    """`crw-rw-rw-` says nothing to a clerk."""
    assert read_workbook(Path("/dev/null")) == Fault("not_a_file", {"path": "/dev/null"})


@pytest.mark.parametrize("key", ["\x1b", "\x07", "\x0b"])
def test_a_key_typed_into_a_short_list_is_left_out(key: str, read: Read) -> None:
    """Escape, a beep, Ctrl+K: the file is text all the same."""
    found = read(f"Họ và tên;Thôn\nNguyễn Văn{key} An;Đông\n".encode())
    assert values(found)[1] == ("Nguyễn Văn An", "Đông")
    assert isinstance(found, Workbook)
    assert Fault("control_characters", {"count": 1}) in found.notes


def test_no_identity_number_is_in_the_name_of_a_sheet(book: openpyxl.Workbook, read: Read) -> None:
    """It would be on the screen and in the workbook of bad rows; two sheets stay two."""
    for name in ("DS 038066666666", "DS 038077777777"):
        fill(book.create_sheet(name), [HEADINGS, *PEOPLE])
    found = read(book)
    assert isinstance(found, Workbook)
    assert [one.name for one in found.sheets] == ["DS …", "DS … (2)"]
