"""Finding the columns: whatever a clerk writes over them, and never a guess that cannot be put right by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sheet_files import tcvn3, vni
from tables import HEADINGS, lines, names, sheet

from meeting_tui.intake.columns import (
    CANONICAL,
    FIELDS,
    SheetMapping,
    find_columns,
    headings,
    meaning,
    propose,
)
from meeting_tui.intake.sheets import Fault, Merge, Sheet, Workbook

AN = (1, "Nguyễn Văn An", 1960, "Thôn Đông", "0912345678")


def what(heading: str) -> str | None:
    found = meaning(heading)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Họ và tên", "name"),
        ("HỌ, CHỮ ĐỆM VÀ TÊN", "name"),
        ("Họ tên đại biểu", "name"),
        ("Ho va ten", "name"),
        ("Họ và tên đệm", "family"),
        ("Tên", "given"),
        ("Họ", "family"),
        ("Hộ", "household"),
        ("Tên chủ hộ", "household"),
        ("Ngày, tháng, năm sinh", "birth"),
        ("NĂM SINH:", "birth"),
        ("Năm", "birth"),
        ("Nam", "male"),
        ("Nữ", "female"),
        ("Giới tính", "salutation"),
        ("Ông (bà)", "salutation"),
        ("Thôn (bản, tổ dân phố)", "village"),
        ("Xóm/thôn", "village"),
        ("Địa chỉ thường trú", "village"),
        ("Số điện thoại (để nhận trả lời):", "phone"),
        ("SĐT", "phone"),
        ("Đại diện cho (nếu có)", "org"),
        ("Tổ chức", "org"),
        ("Chức vụ, đơn vị", "title"),
        ("Thành phần", "kind"),
        ("Số phiếu", "slip_number"),
        ("Nội dung ý kiến, kiến nghị", "content"),
        ("Lĩnh vực", "topic"),
        ("Đề nghị người trả lời (nếu có)", "addressee"),
        ("Đề nghị không nêu tên khi công bố", "withhold_name"),
        ("Mã điểm danh", "code"),
        ("STT", "number"),
        ("Số CCCD/CMND", "id_number"),
        ("Số định danh cá nhân", "id_number"),
        ("Dân tộc", "other"),
        ("Lỗi", "other"),
        ("DANH SÁCH ĐẠI BIỂU THAM DỰ HỘI NGHỊ", None),
        ("Thôn Đông", None),
        ("Bản Mường", None),
    ],
)
def test_headings_as_clerks_write_them(heading: str, field: str | None) -> None:
    """Accents, case and additions do not hide a heading; folding does not make Nam of Năm or Hộ of Họ."""
    assert what(heading) == field


def test_every_field_has_a_heading_that_is_understood_again() -> None:
    """A workbook for correction uses these headings, and must be read back."""
    assert {field: what(CANONICAL[field]) for field in FIELDS} == {field: field for field in FIELDS}


def test_the_heading_row_is_found_below_titles() -> None:
    """Letterhead and title stand above the headings of every official list."""
    page = sheet(
        ("UBND XÃ ÍCH HẬU",), (), ("DANH SÁCH CÔNG DÂN THAM DỰ",), ("(Kèm theo kế hoạch)",), HEADINGS, AN
    )
    assert propose(page) == SheetMapping(
        sheet="Danh sách", header=5, columns={"name": 1, "birth": 2, "village": 3, "phone": 4}
    )


def test_headings_in_two_rows_with_the_year_under_the_sex() -> None:
    """Party lists have “Năm sinh” over “Nam” and “Nữ”: which of them holds the year tells the sex."""
    page = sheet(
        ("TT", "Họ và tên", "Năm sinh", None, "Đơn vị"),
        (None, None, "Nam", "Nữ", None),
        (1, "Nguyễn Văn An", 1960, None, "Hội Nông dân"),
        (2, "Trần Thị Bé", None, 1971, None),
        merges=[Merge(1, 2, 1, 3)],
    )
    mapping = propose(page)
    assert (mapping.header, mapping.depth) == (2, 2)
    assert mapping.columns == {"name": 1, "male": 2, "female": 3, "org": 4}
    assert headings(page, mapping) == ("TT", "Họ và tên", "Năm sinh Nam", "Năm sinh Nữ", "Đơn vị")
    told = [(line.entry.salutation, line.entry.birth_year) for line in lines(page, mapping) if line.entry]
    assert told == [("Ông", 1960), ("Bà", 1971)]


def test_a_group_heading_over_the_name_is_no_heading_of_its_own() -> None:
    """The lower of two rows may be the one that says what the columns are."""
    page = sheet(
        ("STT", "Thông tin đại biểu", None, "Ghi chú"),
        (None, "Họ và tên", "Năm sinh", None),
        (1, "Nguyễn Văn An", 1960, None),
        merges=[Merge(1, 1, 1, 2)],
    )
    assert propose(page).columns == {"name": 1, "birth": 2}
    assert names(page) == ["Nguyễn Văn An"]


def test_a_sex_in_the_first_row_is_not_taken_for_a_heading() -> None:
    """“Nam” below “Giới tính” is a man's row, not a second row of headings."""
    page = sheet(("Họ và tên", "Giới tính"), ("Nguyễn Văn An", "Nam"), ("Trần Thị Bé", "Nữ"))
    assert (propose(page).header, propose(page).columns) == (1, {"name": 0, "salutation": 1})
    assert names(page) == ["Nguyễn Văn An", "Trần Thị Bé"]
    unheaded = sheet(("Họ và tên", None), ("Nguyễn Văn An", "Nam"))
    assert names(unheaded) == ["Nguyễn Văn An"]


def test_family_and_given_names_in_two_columns_are_joined() -> None:
    """School and party lists split the name so that they can be sorted by it."""
    page = sheet(("Họ đệm", "Tên", "Thôn"), ("Nguyễn Văn", "An", "Thôn Đông"))
    assert propose(page).columns == {"family": 0, "given": 1, "village": 2}
    assert names(page) == ["Nguyễn Văn An"]


def test_a_heading_merged_over_both_parts_of_the_name() -> None:
    """The usual way to sort by the given name; the second column has no heading of its own."""
    page = sheet(
        ("STT", "Họ và tên", None, "Năm sinh"),
        (1, "Nguyễn Văn", "An", 1960),
        merges=[Merge(1, 1, 1, 2)],
    )
    assert names(page) == ["Nguyễn Văn An"]
    wide = sheet(("STT", "Họ và tên", None), (1, "Nguyễn Văn An", None), merges=[Merge(1, 1, 1, 2)])
    assert names(wide) == ["Nguyễn Văn An"]


def test_a_householder_without_another_name_stands_for_the_household() -> None:
    """Plans that count households count them by it."""
    (line,) = lines(sheet(("STT", "Chủ hộ", "Thôn"), (1, "NGUYỄN VĂN AN", "Đông")))
    assert line.entry is not None
    assert (line.entry.name, line.entry.household) == ("Nguyễn Văn An", "Nguyễn Văn An")
    ditto = sheet(("STT", "Chủ hộ"), (1, "Nguyễn Văn An"), (2, '"'))
    assert names(ditto) == ["Nguyễn Văn An"]
    merged = sheet(("STT", "Chủ hộ"), (1, "Nguyễn Văn An"), (2, None), merges=[Merge(2, 1, 3, 1)])
    assert names(merged) == ["Nguyễn Văn An"]


@pytest.mark.parametrize("heading", ["Tên", "Chủ hộ"])
def test_the_only_names_of_a_list_are_the_names(heading: str) -> None:
    """A list of householders invites the householders."""
    assert names(sheet(("STT", heading, "Thôn"), (1, "Nguyễn Văn An", "Đông"))) == ["Nguyễn Văn An"]


ORGS = ("Hội Nông dân", "Hội Phụ nữ", "Hội CCB", "Đoàn thanh niên")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (("Hội Nông dân", "Hội Phụ nữ", "Hội Cựu chiến binh", "Đoàn TN"), "org"),
        (("Nông dân", "Nông dân", "Khách mời"), "org"),
        (("Hội Người cao tuổi", "Khách mời", "Hội Làm vườn"), "org"),
        (("Hộ dân", "Hộ dân", "Hội Nông dân"), "kind"),
        (("x", "x", "?"), "kind"),
    ],
)
@pytest.mark.parametrize("encode", [str, tcvn3])
def test_thanh_phan_is_what_its_values_are(
    values: tuple[str, ...], field: str, encode: Callable[[str], str]
) -> None:
    """The plan gives places to organisations, and clerks write them under “Thành phần”."""
    page = sheet(("Họ và tên", "Thành phần"), *(("Nguyễn Văn An", encode(value)) for value in values))
    assert propose(page, ORGS).columns == {"name": 0, field: 1}
    other = sheet(("Họ và tên", "Thành phần", "Đơn vị"), *(("An", value, "x") for value in values))
    assert propose(other, ORGS).columns == {"name": 0, "kind": 1, "org": 2}


def test_guests_among_organisations_stay_guests() -> None:
    """Nobody is sent by “Khách mời”; and what is no kind of person is told, not dropped in silence."""
    page = sheet(
        ("Họ và tên", "Thành phần"),
        ("Nguyễn Văn An", "Hội Nông dân"),
        ("Trần Thị Bé", "Khách mời"),
        ("Lê Văn Chín", "Hội CCB"),
    )
    told = [(line.entry.kind, line.entry.org) for line in lines(page) if line.entry]
    assert told == [("", "Hội Nông dân"), ("guest", ""), ("", "Hội CCB")]


def test_the_village_goes_before_the_address() -> None:
    """The settlement is what the meeting needs; the address is only better than nothing."""
    assert propose(sheet(("Họ và tên", "Địa chỉ", "Thôn"), AN[1:4])).columns["village"] == 2


@pytest.mark.parametrize("encode", [tcvn3, vni])
def test_headings_in_a_legacy_font_are_read(encode: Callable[[str], str]) -> None:
    """Lists of twenty years ago are headed in their own font."""
    page = sheet(
        [encode(text) for text in HEADINGS], [encode("1"), encode("Nguyễn Văn An"), 1960, encode("Thôn Đông")]
    )
    assert propose(page).columns == {"name": 1, "birth": 2, "village": 3, "phone": 4}
    assert names(page) == ["Nguyễn Văn An"]


def test_every_visible_sheet_with_names_is_read() -> None:
    """One sheet for each village is common; a hidden sheet is somebody's draft."""
    east = sheet(HEADINGS, AN, name="Thôn Đông")
    west = sheet(HEADINGS, AN, name="Thôn Đoài")
    hidden = Sheet("Nháp", east.rows, hidden=True)
    other = sheet(("Tổng hợp",), ("Số người", 2), name="Tổng hợp")
    found = find_columns(Workbook((east, west, hidden, other)))
    assert not isinstance(found, Fault)
    assert [one.sheet for one in found.sheets] == ["Thôn Đông", "Thôn Đoài"]
    assert [line.entry.village for line in lines(west) if line.entry] == ["Thôn Đông"]


def test_without_names_the_fault_says_which_headings_there_are() -> None:
    """The clerk must see what was read, to say which column it is."""
    page = sheet(("STT", "Năm sinh", "Thôn"), (1, 1960, "Đông"))
    assert find_columns(Workbook((page,))) == Fault(
        "no_name_column", {"sheet": "Danh sách", "headings": "STT | Năm sinh | Thôn"}
    )


def test_the_clerk_says_what_a_column_means() -> None:
    """Nothing that was found is final: the same function takes another mapping, also where there are no headings."""
    bare = sheet(("Nguyễn Văn An", "Thôn Đông"), ("Trần Thị Bé", "Thôn Đoài"))
    by_hand = SheetMapping(sheet="Danh sách").with_column("name", 0).with_column("village", 1)
    told = [(line.entry.name, line.entry.village) for line in lines(bare, by_hand) if line.entry]
    assert told == [("Nguyễn Văn An", "Thôn Đông"), ("Trần Thị Bé", "Thôn Đoài")]
    assert by_hand.with_column("org", 1).columns == {"name": 0, "org": 1}
    assert by_hand.without(1).columns == by_hand.with_column("village", None).columns == {"name": 0}


def test_headings_below_a_long_letterhead_are_found() -> None:
    """The letter that came with the list stands above it."""
    page = sheet(*[(f"Dòng {count} của công văn",) for count in range(20)], HEADINGS, AN)
    assert (propose(page).header, names(page)) == (21, ["Nguyễn Văn An"])


def test_ong_ba_over_names_are_names() -> None:
    """Over `Ông` and `Bà` alone it is how somebody is addressed."""
    over_names = sheet(
        ("STT", "Ông/Bà", "Thôn"), (1, "Ông Nguyễn Văn An", "Đông"), (2, "Trần Thị Bé", "Đông")
    )
    assert names(over_names) == ["Nguyễn Văn An", "Trần Thị Bé"]
    alone = sheet(("STT", "Ông/Bà", "Họ và tên"), (1, "Ông", "Nguyễn Văn An"))
    assert propose(alone).columns == {"salutation": 1, "name": 2}
