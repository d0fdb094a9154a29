"""The rows of a roster: who is a person, what each cell says, and everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheet_files import tcvn3, vni
from tables import HEADINGS, YEAR, codes, lines, names, sheet

from meeting_tui.domain.codes import make_code
from meeting_tui.domain.roster import Entry, Slip
from meeting_tui.domain.text import clean_line
from meeting_tui.intake import row_values
from meeting_tui.intake.columns import propose
from meeting_tui.intake.roster import judge_sheet
from meeting_tui.intake.sheets import Cell, Merge, Value

ID_NUMBER = "038060001234"
AN = (1, "Nguyễn Văn An", 1960, "Thôn Đông", "0912345678")


def one(heading: str, value: Value | Cell) -> tuple[Entry, list[str]]:
    """What a single cell under this heading makes of Nguyễn Văn An, and what is said of it."""
    (line,) = lines(sheet(("Họ và tên", heading), ("Nguyễn Văn An", value)))
    assert line.entry is not None
    return line.entry, codes(line)


def named(name: Value | Cell) -> tuple[str, list[str]]:
    (line,) = lines(sheet(("Họ và tên", "Thôn"), (name, "Thôn Đông")))
    return line.entry.name if line.entry else "", codes(line)


# -- which rows are people -------------------------------------------------------------------------------


def test_a_line_with_a_village_gives_it_to_the_rows_below() -> None:
    """Lists are grouped by village; without this everybody is from nowhere."""
    page = sheet(
        ("STT", "Họ và tên", "Năm sinh"),
        ("I", "THÔN ĐÔNG", None),
        (1, "Nguyễn Văn An", 1960),
        ("Thôn Đoài: 2 người", None, None),
        (2, "Trần Thị Bé", 1971),
        ("II. Khối cơ quan", None, None),
        (3, "Lê Văn Chín", 1980),
        ("III", "Thôn Giữa", 1),
        (4, "Vũ Văn Em", 1990),
        ("DANH SÁCH BỔ SUNG", None, None),
        (5, "Đỗ Thị Dung", 1991),
    )
    told = {line.entry.name: line.entry.village for line in lines(page) if line.entry}
    assert told == {
        "Nguyễn Văn An": "Thôn Đông",
        "Trần Thị Bé": "Thôn Đoài",
        "Lê Văn Chín": "",
        "Vũ Văn Em": "Thôn Giữa",
        "Đỗ Thị Dung": "",
    }


def test_a_village_merged_over_its_people_is_theirs() -> None:
    """Excel keeps the value in the first of the merged cells only."""
    page = sheet(
        ("Họ và tên", "Thôn"),
        ("Nguyễn Văn An", "Thôn Đông"),
        ("Trần Thị Bé", None),
        ("Lê Văn Chín", None),
        merges=[Merge(2, 1, 3, 1)],
    )
    assert [line.entry.village for line in lines(page) if line.entry] == ["Thôn Đông", "Thôn Đông", ""]


def test_ditto_marks_are_the_cell_above() -> None:
    """Nobody lives in a village called “nt”."""
    page = sheet(
        ("Họ và tên", "Thôn"), ("Nguyễn Văn An", "Thôn Đông"), ("Trần Thị Bé", '"'), ("Lê Văn Chín", "nt")
    )
    assert [line.entry.village for line in lines(page) if line.entry] == ["Thôn Đông"] * 3


def test_titles_totals_and_repeated_headings_are_nobody() -> None:
    """A page break repeats the headings, and every group ends with its total."""
    page = sheet(
        HEADINGS,
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        AN,
        ("Cộng: 1 người",),
        HEADINGS,
        (2, "Trần Thị Bé", 1971, "Thôn Đoài", None),
        (None, "Tổng cộng", 2, None, None),
    )
    assert names(page) == ["Nguyễn Văn An", "Trần Thị Bé"]


def test_signatures_end_a_list_until_its_numbers_go_on() -> None:
    """Who signed the list is not invited by it; the next village's list in the same sheet is."""
    page = sheet(
        HEADINGS,
        AN,
        (None, None, None, "Ích Hậu, ngày 20 tháng 11 năm 2026"),
        (None, "NGƯỜI LẬP BIỂU", None, "TM. BAN CÔNG TÁC MẶT TRẬN"),
        (None, "Ngô Văn Ký", None, "Đỗ Văn Dấu"),
        (2, "Trần Thị Bé", 1971, "Thôn Đoài", None),
    )
    assert names(page) == ["Nguyễn Văn An", "Trần Thị Bé"]
    (passed,) = judge_sheet(page, propose(page), YEAR).findings
    assert (passed.code, passed.facts["count"], passed.row) == ("rows_passed_over", 3, 3)


def test_a_numbered_row_is_no_signature() -> None:
    """Somebody without a name is told, and does not end the list."""
    page = sheet(
        HEADINGS, (1, None, "ngày 5 tháng 6 năm 1960", None, None), (None, "Trần Thị Bé", 1971, "Đoài", None)
    )
    assert [codes(line) for line in lines(page)] == [["name_missing"], []]


def test_a_surname_that_looks_like_a_total_is_a_name() -> None:
    """Tống, Đoàn and Bùi Thị Bản are people."""
    page = sheet(("Họ và tên",), ("Tống Văn An",), ("Đoàn Thị Bé",), ("Công Tằng Thị Hội",))
    assert names(page) == ["Tống Văn An", "Đoàn Thị Bé", "Công Tằng Thị Hội"]


def test_numbered_rows_without_anything_are_passed_over_in_silence() -> None:
    """A form is printed with thirty numbers; the village has sent twelve people."""
    assert names(sheet(HEADINGS, AN, (2,), (3,))) == ["Nguyễn Văn An"]


def test_a_row_that_says_something_needs_a_name() -> None:
    """Its place is told, and the rows around it are taken."""
    said = lines(
        sheet(HEADINGS, AN, (2, None, 1971, "Thôn Đoài", None), (3, "Lê Văn Chín", None, None, None))
    )
    assert [(line.row, line.entry is None, codes(line)) for line in said] == [
        (2, False, []),
        (3, True, ["name_missing"]),
        (4, False, []),
    ]
    assert (said[1].findings[0].column, said[1].findings[0].level) == ("B", "error")


@pytest.mark.parametrize("encode", [tcvn3, vni])
def test_a_column_in_a_legacy_font_is_converted_and_told(encode: Callable[[str], str]) -> None:
    """`NguyÔn` on an invitation is worse than no invitation."""
    rows = [[encode("Nguyễn Văn Hưởng"), encode("Thôn Đông")], [encode("Trần Thị Bưởi"), encode("Xóm Đoài")]]
    page = sheet(("Họ và tên", "Thôn"), *rows)
    judged = judge_sheet(page, propose(page), YEAR)
    told = [(line.entry.name, line.entry.village) for line in judged.lines if line.entry]
    assert told == [("Nguyễn Văn Hưởng", "Thôn Đông"), ("Trần Thị Bưởi", "Xóm Đoài")]
    assert {found.code for found in judged.findings} == {"converted"}


def test_rows_in_an_old_font_among_unicode_are_converted_and_told() -> None:
    """The lists of two villages in one sheet; what the clerk says of the column goes before what it looks like."""
    old = Cell(tcvn3("Nguyễn Văn Hưởng"), ".VnTime")
    page = sheet(("Họ và tên",), ("Trần Thị Bưởi",), (old,), ("Lê Văn Chín",))
    assert names(page) == ["Trần Thị Bưởi", "Nguyễn Văn Hưởng", "Lê Văn Chín"]
    (found,) = judge_sheet(page, propose(page), YEAR).findings
    assert (found.code, found.row, found.column, found.facts) == ("converted_rows", 3, "A", {"count": 1})
    as_it_stands = propose(page).with_encoding(0, "unicode")
    said = judge_sheet(page, as_it_stands, YEAR)
    assert (said.findings, len(said.lines)) == ((), 3)
    assert [line.entry.name for line in said.lines if line.entry][1] == clean_line(str(old.value))


# -- the year of birth -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "year", "said"),
    [
        (1960, 1960, []),
        (1960.0, 1960, []),
        ("1960", 1960, []),
        ("15/06/1960", 1960, []),
        ("15.6.60", 1960, []),
        ("1-2-05", 2005, []),
        ("06/1960", 1960, []),
        ("ngày 5 tháng 6 năm 1960", 1960, []),
        ("1960-06-15", 1960, []),
        ("60", 1960, []),
        (22082, 1960, []),
        ("15061960", 1960, []),
        (date(1960, 6, 15), 1960, []),
        (date(1905, 5, 13), 1960, ["year_in_date_cell"]),
        (Cell(date(1905, 5, 12), serial=1960), 1960, ["year_in_date_cell"]),
        ("31/02/1960", 1960, ["birth_impossible"]),
        ("1890", 1890, ["age_unlikely"]),
        (2020, 2020, ["age_unlikely"]),
        (2030, None, ["birth_in_future"]),
        ("không nhớ", None, ["birth_unreadable"]),
        ("#N/A", None, ["cell_error"]),
        (Cell(formula_without_value=True), None, ["formula_without_value"]),
        (None, None, []),
    ],
)
def test_years_of_birth(value: Value | Cell, year: int | None, said: list[str]) -> None:
    """Day first always; of a date only the year is kept; a year in a cell for dates is still that year."""
    entry, codes_said = one("Năm sinh", value)
    assert (entry.birth_year, codes_said) == (year, said)


# -- phones ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "phone", "said"),
    [
        ("0912345678", "0912345678", []),
        (912345678, "0912345678", []),
        (912345678.0, "0912345678", []),
        ("+84 912 345 678", "0912345678", []),
        ("84912345678", "0912345678", []),
        ("0912.345.678", "0912345678", []),
        ("(0237) 3123 456", "02373123456", []),
        ("0912345678 - 0987654321", "0912345678, 0987654321", []),
        ("0123456789", "0123456789", ["phone_odd"]),
        ("không có", "", ["phone_unreadable"]),
        (ID_NUMBER, "", ["id_number_left_out"]),
        (38060001234, "", ["phone_unreadable"]),
        (123456789, "", ["phone_unreadable"]),
        (None, "", []),
    ],
)
def test_phones(value: Value, phone: str, said: list[str]) -> None:
    """Spreadsheets lose the leading zero. What may be an identity number is not kept as a phone."""
    entry, codes_said = one("Số ĐT", value)
    assert (entry.phone, codes_said) == (phone, said)


# -- names and salutations -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name", "said"),
    [
        ("  Nguyễn\u00a0 Văn  An ", "Nguyễn Văn An", []),
        ("Nguye\u0302\u0303n Va\u0306n An", "Nguyễn Văn An", []),
        ("Ông Nguyễn Văn An", "Nguyễn Văn An", []),
        ("Đ/c Nguyễn Văn An", "Nguyễn Văn An", []),
        ("Đồng chí: Bà Trần Thị Bé", "Trần Thị Bé", []),
        ("Ông (bà) Nguyễn Văn An", "Nguyễn Văn An", []),
        ("Nguyễn Văn An (Ông)", "Nguyễn Văn An", []),
        ("3. Nguyễn Văn An", "Nguyễn Văn An", []),
        ("Anh Thơ", "Anh Thơ", []),
        ("Bá Văn Tư", "Bá Văn Tư", []),
        ("H'Hen Niê", "H'Hen Niê", []),
        ("NGUYỄN VĂN AN", "Nguyễn Văn An", ["name_in_one_case"]),
        ("H'HEN NIÊ", "H'Hen Niê", ["name_in_one_case"]),
        ("Páo", "Páo", ["name_one_word"]),
        ("Nguyễn Văn An 2", "Nguyễn Văn An 2", ["name_has_digits"]),
        ("<b>Nguyễn Văn An</b>", "<b>Nguyễn Văn An</b>", ["name_odd_marks"]),
        ("=HYPERLINK(1) An", "=HYPERLINK(1) An", ["name_has_digits", "name_odd_marks"]),
        (f"Nguyễn Văn An - CCCD {ID_NUMBER}", "Nguyễn Văn An", ["id_number_left_out"]),
        ("Nguyễn Văn An (123456789)", "Nguyễn Văn An", ["id_number_left_out"]),
        ("0912345678", "", ["name_without_letters"]),
        ("A" * 201, "", ["name_too_long"]),
        ("#REF!", "", ["cell_error"]),
        (Cell(formula_without_value=True), "", ["formula_without_value"]),
    ],
)
def test_names(typed: str | Cell, name: str, said: list[str]) -> None:
    """What stands around a name is not the name, and marks of a program are shown as letters and asked about."""
    assert named(typed) == (name, said)


def test_a_salutation_comes_from_the_name_or_from_the_column() -> None:
    """“Nam” is a man; where the two disagree the clerk is told."""
    page = sheet(
        ("Họ và tên", "Giới tính"),
        ("Ông Nguyễn Văn An", None),
        ("Trần Thị Bé", "Nữ"),
        ("Lê Văn Chín", "NAM"),
        ("Bà Đỗ Thị Dung", "Nam"),
        ("Vũ Văn Em", "?"),
    )
    assert [(line.entry.salutation, codes(line)) for line in lines(page) if line.entry] == [
        ("Ông", []),
        ("Bà", []),
        ("Ông", []),
        ("Ông", ["salutation_conflict"]),
        ("", ["salutation_unknown"]),
    ]


def test_two_names_one_below_the_other_stay_two() -> None:
    """A cell with a line end in it; a name that was merely wrapped is one name."""
    assert named("Hoàng Thị Mão\nTrần Văn Tý")[0] == "Hoàng Thị Mão, Trần Văn Tý"
    assert named("Nguyễn Văn\nAn")[0] == "Nguyễn Văn An"


def test_what_is_dropped_is_a_warning_with_its_place() -> None:
    """The clerk must find the cell: a phone that nobody can read, a year that is none."""
    (line,) = lines(sheet(HEADINGS, (1, "Nguyễn Văn An", "không rõ", "Thôn Đông", "hỏi vợ")))
    assert [(found.level, found.column, found.row, found.value) for found in line.findings] == [
        ("warning", "C", 2, "không rõ"),
        ("warning", "E", 2, "hỏi vợ"),
    ]


# -- other cells -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "village"),
    [
        ("Thôn Đông", "Thôn Đông"),
        ("Số 5, thôn Đông, xã Ích Hậu", "thôn Đông"),
        ("THÔN ĐÔNG", "Thôn Đông"),
        ("Đông", "Đông"),
        ("Số 12 đường Lê Lợi", "Số 12 đường Lê Lợi"),
    ],
)
def test_an_address_is_cut_to_the_village(typed: str, village: str) -> None:
    """The exact address is not needed, so it is not kept."""
    assert one("Địa chỉ", typed)[0].village == village


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("#dat_dai", "dat_dai"),
        ("Đất đai", "dat_dai"),
        ("đất đai - địa chính", "dat_dai"),
        ("Giao thông", "giao_thong_tl"),
        ("Môi trường; rác thải", "moi_truong"),
        ("rác thải", "moi_truong"),
        ("y te", "y_te"),
    ],
)
def test_topics_by_word(typed: str, topic: str) -> None:
    """Clerks write the matter, not our code."""
    entry, said = one("Lĩnh vực", typed)
    assert (row_values.topic(Cell(typed))[0], said) == (topic, [])
    assert entry.slip is None


def test_a_topic_that_is_not_known_is_told() -> None:
    assert one("Lĩnh vực", "bóng đá quốc tế")[1] == ["topic_unknown"]


def test_a_slip_with_all_that_it_may_say() -> None:
    """Opinions keep their line ends; a number may be written as a word with a number in it."""
    page = sheet(
        ("Họ và tên", "Số phiếu", "Nội dung ý kiến", "Lĩnh vực", "Gửi tới", "Không nêu tên"),
        ("Nguyễn Văn An", "Phiếu số 07", "Sửa đường.\nSửa cống.", "Giao thông", "Chủ tịch UBND xã", "x"),
        ("Trần Thị Bé", 8.0, "Thu gom rác", None, None, "không"),
    )
    entries = [line.entry for line in lines(page) if line.entry]
    assert [(entry.slip, entry.withhold_name) for entry in entries] == [
        (
            Slip(
                number=7, content="Sửa đường.\nSửa cống.", topic="giao_thong_tl", addressee="Chủ tịch UBND xã"
            ),
            True,
        ),
        (Slip(number=8, content="Thu gom rác"), False),
    ]


def test_codes_are_taken_as_text_as_number_and_in_their_short_form() -> None:
    """A list that was exported from here comes back with its codes; anything else there is told and left out."""
    code = make_code(5_830_412, 7, 47)
    assert one("Mã", code) == (Entry(name="Nguyễn Văn An", code=code), [])
    assert one("Mã", float(code))[0].code == code
    assert one("Mã", f"{code[:4]} {code[4:8]}")[0].code == code[:8]
    assert one("Mã", "123") == (Entry(name="Nguyễn Văn An"), ["code_unreadable"])
    assert one("Mã", ID_NUMBER) == (Entry(name="Nguyễn Văn An"), ["id_number_left_out"])


def test_kinds_of_people() -> None:
    """Whether somebody is a citizen, a delegate or a guest is written in words."""
    said = [one("Thành phần", text) for text in ("Hộ dân", "Đại biểu HĐND xã", "Khách mời", "???")]
    assert [entry.kind for entry, _ in said] == ["citizen", "delegate", "guest", ""]
    assert [found for _, found in said] == [[], [], [], ["kind_unknown"]]


# -- identity numbers ------------------------------------------------------------------------------------

FIELDS = ("Họ và tên", "Giới tính", "Năm sinh", "Thôn", "Đơn vị", "Chức vụ", "Số ĐT", "Chủ hộ", "Thành phần", "Nội dung",
          "Gửi tới", "Lĩnh vực", "Mã", "Số phiếu", "Không nêu tên")  # fmt: skip


@pytest.mark.parametrize("typed", [ID_NUMBER, f"xem {ID_NUMBER} đây", "số 038 060 001 234 nhé"])
@pytest.mark.parametrize("heading", FIELDS)
def test_an_identity_number_is_nowhere_kept_and_nowhere_repeated(heading: str, typed: str) -> None:
    """Neither in the person nor in what is said of the row (handbook, 8)."""
    name = ("Họ và tên", "Nguyễn Văn An")
    page = (
        sheet((heading,), (f"Nguyễn Văn An {typed}",))
        if heading == name[0]
        else sheet((name[0], heading), (name[1], typed))
    )
    for line in lines(page):
        entry = msgspec.json.encode(line.entry).decode()
        said = msgspec.json.encode(line.findings).decode()
        assert ID_NUMBER not in entry + said
        assert "038 060" not in entry + said


def test_a_column_of_identity_numbers_is_not_even_looked_at() -> None:
    page = sheet(("Họ và tên", "Số CCCD"), ("Nguyễn Văn An", ID_NUMBER), ("Trần Thị Bé", 38060001234))
    assert [(line.entry, codes(line)) for line in lines(page)] == [
        (Entry(name="Nguyễn Văn An"), []),
        (Entry(name="Trần Thị Bé"), []),
    ]


# -- whatever comes --------------------------------------------------------------------------------------

CELLS = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.integers(-(10**12), 10**16),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.booleans(),
    st.sampled_from(["#N/A", "Tổng cộng", "Thôn Đông", "Họ và tên", "nt", "(1)", "I."]),
)


@given(rows=st.lists(st.lists(CELLS, max_size=7), max_size=6))
def test_no_cell_can_stop_an_import(rows: list[list[Value]]) -> None:
    """A clerk's file is never the reason for a crash, and what is taken from it is clean."""
    for line in lines(sheet((*HEADINGS, "Số phiếu", "Nội dung"), *rows)):
        if line.entry is not None:
            assert line.entry.name == clean_line(line.entry.name) != ""
        assert all(found.row == line.row for found in line.findings)


@pytest.mark.parametrize("typed", [38077777777, 38077777777.0, "38077777777", 123456789])
@pytest.mark.parametrize("heading", ["Thôn", "Đơn vị", "Chức vụ", "Chủ hộ", "Nội dung"])
def test_a_number_that_lost_its_zero_is_kept_in_no_cell(heading: str, typed: Value) -> None:
    """Excel drops the zero of a number wherever the clerk has typed it."""
    entry, said = one(heading, typed)
    kept = str(msgspec.to_builtins(entry))
    assert "38077777777" not in kept and "123456789" not in kept
    assert said == ["id_number_left_out"]


def test_a_phone_in_two_pieces_that_are_a_number_is_none() -> None:
    """Half an identity number is not a phone number."""
    entry, said = one("Số ĐT", "038055,555555")
    assert (entry.phone, said) == ("", ["id_number_left_out"])


def test_a_number_in_a_line_between_the_rows_is_nobodys_village() -> None:
    page = sheet(
        ("Họ và tên", "Năm sinh"),
        ("Thôn 038077777777",),
        ("Nguyễn Văn An", 1960),
        ("Thôn Đông 38077777777",),
        ("Trần Thị Bé", 1971),
    )
    told = {line.entry.name: line.entry.village for line in lines(page) if line.entry}
    assert told == {"Nguyễn Văn An": "", "Trần Thị Bé": "Thôn Đông"}


# -- rows that lost their font ---------------------------------------------------------------------------


@pytest.mark.parametrize("old", [vni, tcvn3])
def test_a_name_pasted_without_its_font_is_not_taken(old: Callable[[str], str]) -> None:
    """The column is in Unicode, one row is not: nobody would find the person under such a name."""
    page = sheet(
        ("Họ và tên", "Thôn"),
        ("Nguyễn Văn Ẩn", "Thôn Đông"),
        (old("Võ Thị Thưởng"), "Thôn Đông"),
        ("H'Hen Niê", "Buôn Krông"),
        ("Lê Hoà", "Thôn Đông"),
    )
    told = lines(page)
    assert [codes(line) for line in told] == [[], ["legacy_row"], [], []]
    (found,) = told[1].findings
    assert (found.level, found.facts, told[1].entry) == ("error", {"reading": "Võ Thị Thưởng"}, None)


def test_the_clerk_may_say_that_a_column_is_in_unicode() -> None:
    """Then a name stays as odd as it is."""
    page = sheet(("Họ và tên", "Thôn"), ("Nguyễn Văn Ẩn", "Thôn Đông"), (vni("Võ Thị Thưởng"), "Thôn Đông"))
    assert len(names(page)) == 1
    assert lines(page, propose(page).with_encoding(0, "unicode"))[1].entry is not None


def test_another_cell_pasted_without_its_font_is_a_warning() -> None:
    page = sheet(("Họ và tên", "Chức vụ"), ("Nguyễn Văn Ẩn", "Trưởng bản"), ("Lê An", vni("Phó trưởng thôn")))
    (found,) = lines(page)[1].findings
    assert (found.level, found.code, found.column) == ("warning", "legacy_row", "B")
