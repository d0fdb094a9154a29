"""Two lists on one sheet: nobody of the right one is lost."""

from __future__ import annotations

import pytest
from tables import lines, names, sheet

from meeting_tui.intake.columns import propose
from meeting_tui.intake.roster import judge_sheet
from meeting_tui.intake.sheets import Fault, Merge, Workbook
from meeting_tui.intake.side_by_side import apart

HEADS = ("STT", "Họ tên", "Năm sinh")


@pytest.mark.parametrize("between", [(), (None,)])
def test_both_lists_are_read(between: tuple[None, ...]) -> None:
    """Rows and letters are those of the clerk's sheet, also where a column is left free between them."""
    page = sheet(
        ("DANH SÁCH",),
        (*HEADS, *between, *HEADS),
        (1, "Nguyễn Văn An", 1960, *between, 3, "Lê Văn Chín", "không rõ"),
        (2, "Trần Thị Bé", 1971),
        merges=[Merge(1, 0, 1, 5)],
    )
    found = apart(Workbook((page,)))
    left, right = found.sheets
    assert (names(left), names(right)) == (["Nguyễn Văn An", "Trần Thị Bé"], ["Lê Văn Chín"])
    (unclear,) = lines(right)[0].findings
    assert (right.name, unclear.row, unclear.column) == ("Danh sách (2)", 3, "G" if between else "F")
    columns = "A–D, E–G" if between else "A–C, D–F"
    assert found.notes == (Fault("side_by_side", {"sheet": "Danh sách", "columns": columns}),)


def test_a_village_merged_over_both_is_that_of_both() -> None:
    page = sheet(
        (*HEADS, *HEADS),
        ("Thôn Đông",),
        (1, "Nguyễn Văn An", 1960, 2, "Lê Văn Chín", 1980),
        merges=[Merge(2, 0, 2, 5)],
    )
    judged = [judge_sheet(one, propose(one), 2026) for one in apart(Workbook((page,))).sheets]
    assert [line.entry.village for one in judged for line in one.lines if line.entry] == ["Thôn Đông"] * 2


def test_one_list_stays_as_it_is() -> None:
    """A second column of names, a householder's for example, makes no second list."""
    for heads in (HEADS, ("Họ tên", "Năm sinh", "Họ tên chủ hộ"), ("Họ tên", "Thôn", "Họ tên")):
        found = Workbook((sheet(heads, ("Nguyễn Văn An", "1960", "Lê Văn Chín")),))
        assert apart(found) == found
