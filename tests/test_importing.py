"""From a clerk's file to the meeting and back: previewed, taken in by one command, the bad rows returned."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from meeting_tui import importing, language
from meeting_tui.domain import agenda, closing, doors
from meeting_tui.domain.codes import judge, make_code
from meeting_tui.domain.roster import NEW, Finding, LeftOut
from meeting_tui.domain.tx import Refused
from meeting_tui.importing import Preview, ReadFile, words
from meeting_tui.intake.sheets import Fault
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import EXPORTS, MeetingFolder
from meeting_tui.store.new_folder import create

ID_NUMBER = "038060001234"
SESSIONS = Path(__file__).parents[1] / "sessions"
HEADINGS = ("STT", "Họ và tên", "Năm sinh", "Thôn", "Số ĐT", "Số CCCD", "Số phiếu", "Nội dung ý kiến")
AN = (1, "Nguyễn Văn An", 1960, "Thôn Đông", 912345678, ID_NUMBER, 1, "Sửa đường")
BE = (2, "Trần Thị Bé", 1971, "Thôn Đoài", None, None, None, None)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("made") / "m"
    create(target, SESSIONS / "khoen-on-2025", None, date(2026, 11, 30))
    return target


@pytest.fixture
def folder(made_once: Path, tmp_path: Path) -> Iterator[MeetingFolder]:
    """An open meeting with nobody on its list."""
    target = tmp_path / "m"
    target.mkdir()
    (target / "plan.toml").write_bytes((made_once / "plan.toml").read_bytes())
    with MeetingFolder.open(target, "thư ký") as opened:
        yield opened


def xlsx(path: Path, *rows: Sequence[Any], merge: str = "", sheet: str = "Danh sách") -> Path:
    """A workbook as a clerk saves it."""
    book = openpyxl.load_workbook(path) if path.exists() else openpyxl.Workbook()
    page = book.create_sheet(sheet) if path.exists() else book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(list(row))
    if merge:
        page.merge_cells(merge)
    book.save(path)
    return path


def shown(folder: MeetingFolder, path: Path) -> Preview:
    found = importing.preview(folder, path)
    assert isinstance(found, Preview), found
    return found


def results(preview: Preview) -> list[tuple[int, str]]:
    return [(row.row, row.result) for row in preview.rows]


def names(folder: MeetingFolder) -> list[str]:
    return sorted(person.name for person in folder.meeting.people.values())


def table(path: Path) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))


def test_a_roster_of_a_commune_as_it_really_comes(folder: MeetingFolder, tmp_path: Path) -> None:
    """Letterhead, headings in two rows, villages between the rows, a year as a date, signatures: all at once."""
    path = xlsx(
        tmp_path / "danh sách.xlsx",
        ("UBND XÃ ÍCH HẬU",),
        ("DANH SÁCH ĐẠI BIỂU THAM DỰ ĐỐI THOẠI",),
        (),
        ("STT", "Họ và tên", "Năm sinh", None, "Chức vụ", "Số ĐT", "Số CCCD"),
        (None, None, "Nam", "Nữ"),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"),
        ("I", "Thôn Đông"),
        (1, "NGUYỄN VĂN AN", 1960, None, "Trưởng thôn", 912345678, ID_NUMBER),
        (2, "Ông Trần Văn Bình", datetime(1905, 5, 13), None, None, "+84 912 345 679"),
        ("Tổng cộng: 2 người",),
        ("II", "Thôn Đoài (1 người)"),
        (3, "Lê Thị Cúc", None, "1/2/1971"),
        (None, None, None, None, "Ngày 20 tháng 11 năm 2026"),
        ("NGƯỜI LẬP BIỂU", None, None, None, "TM. ỦY BAN NHÂN DÂN"),
        (None, "Ngô Văn Ký", None, None, "Đỗ Văn Dấu"),
        merge="C4:D4",
    )
    preview = shown(folder, path)
    assert results(preview) == [(8, "new"), (9, "new"), (12, "new")]
    done = importing.run(folder, preview)
    assert (done.added, done.errors, done.workbook) == (3, 0, None)
    people = {person.name: person for person in folder.meeting.people.values()}
    told = [(one.salutation, one.birth_year, one.village, one.title, one.phone) for one in people.values()]
    assert told == [
        ("Ông", 1960, "Thôn Đông", "Trưởng thôn", "0912345678"),
        ("Ông", 1960, "Thôn Đông", "", "0912345679"),
        ("Bà", 1971, "Thôn Đoài", "", ""),
    ]
    assert list(people) == ["Nguyễn Văn An", "Trần Văn Bình", "Lê Thị Cúc"]


def test_everybody_who_is_added_gets_a_code(folder: MeetingFolder, tmp_path: Path) -> None:
    """It is printed on the invitation; two people never have one."""
    importing.run(folder, shown(folder, xlsx(tmp_path / "a.xlsx", HEADINGS, AN, BE)))
    given = [person.code for person in folder.meeting.people.values()]
    assert [judge(code, folder.code_mark) for code in given] == ["whole", "whole"]
    assert len(set(given)) == len(folder.meeting.codes) == 2


def test_twice_adds_nobody_and_undo_takes_all_back(folder: MeetingFolder, tmp_path: Path) -> None:
    """One command, one line of the journal."""
    path = xlsx(tmp_path / "a.xlsx", HEADINGS, AN, BE)
    head = folder.store.head
    importing.run(folder, shown(folder, path))
    again = importing.run(folder, shown(folder, path))
    assert (again.added, again.updated, again.same, folder.store.head) == (0, 0, 2, head + 1)
    folder.undo()
    assert (folder.meeting.people, folder.meeting.turns, folder.meeting.codes) == ({}, {}, {})


def test_bad_rows_come_back_are_put_right_and_imported(folder: MeetingFolder, tmp_path: Path) -> None:
    """The others are imported; the workbook has the clerk's own columns, and the village that stood above."""
    rows = [(1, "Nguyễn Văn An", 1960), ("Thôn Đoài",), (2, None, 1971), (3, "Lê Văn Chín", 1980)]
    path = xlsx(tmp_path / "ds.xlsx", ("STT", "Tên", "Sinh năm"), ("Thôn Đông",), *rows)
    done = importing.run(folder, shown(folder, path))
    assert (done.added, done.errors) == (2, 1)
    assert done.workbook == folder.path / EXPORTS / "ds_loi.xlsx"
    assert table(done.workbook)[0] == ("STT", "Họ và tên", "Sinh năm", "Thôn", "Lỗi")
    assert table(done.workbook)[1][:4] == ("2", None, "1971", "Thôn Đoài")

    book = openpyxl.load_workbook(done.workbook)
    book.worksheets[0]["B2"] = "Trần Thị Bé"
    book.save(done.workbook)
    again = importing.run(folder, shown(folder, done.workbook))
    assert (again.added, again.errors, again.workbook) == (1, 0, None)
    (bee,) = (person for person in folder.meeting.people.values() if person.name == "Trần Thị Bé")
    assert (bee.birth_year, bee.village) == (1971, "Thôn Đoài")


def test_what_is_still_wrong_does_not_overwrite_what_was_just_corrected(
    folder: MeetingFolder, tmp_path: Path
) -> None:
    path = xlsx(tmp_path / "ds.xlsx", ("STT", "Họ và tên", "Số ĐT"), (1, None, "0912345678"))
    first = importing.run(folder, shown(folder, path)).workbook
    assert first is not None
    again = importing.run(folder, shown(folder, first)).workbook
    assert again == first.with_name("ds_loi_2.xlsx")
    assert table(again) == table(first)


def test_people_who_cannot_be_told_apart_come_back_together(folder: MeetingFolder, tmp_path: Path) -> None:
    """Years of birth given to both of them in that workbook are enough."""
    path = xlsx(
        tmp_path / "ds.xlsx", ("Họ và tên", "Năm sinh"), ("Nguyễn Văn An", None), ("Nguyễn Văn An", None)
    )
    done = importing.run(folder, shown(folder, path))
    assert (done.added, done.doubtful) == (1, 1)
    assert done.workbook is not None
    book = openpyxl.load_workbook(done.workbook)
    book.worksheets[0]["B2"], book.worksheets[0]["B3"] = 1960, 1985
    book.save(done.workbook)
    again = importing.run(folder, shown(folder, done.workbook))
    assert (again.added, again.updated, again.doubtful) == (1, 1, 0)
    assert sorted(person.birth_year or 0 for person in folder.meeting.people.values()) == [1960, 1985]


def test_a_list_of_householders_comes_back_as_one(folder: MeetingFolder, tmp_path: Path) -> None:
    """The workbook for correction keeps the heading by which they stand for their households."""
    rows = [(1, "Nguyễn Văn An", "Thôn Đông"), (2, "Nguyễn Văn An", "Thôn Đông")]
    path = xlsx(tmp_path / "ds.xlsx", ("STT", "Chủ hộ", "Thôn"), *rows)
    done = importing.run(folder, shown(folder, path))
    assert (done.added, done.doubtful) == (1, 1)
    assert [person.household for person in folder.meeting.people.values()] == ["Nguyễn Văn An"]
    assert done.workbook is not None
    assert table(done.workbook)[0] == ("STT", "Chủ hộ", "Thôn", "Lỗi")


def test_organisations_of_the_plan_are_taken_from_any_column(tmp_path: Path) -> None:
    """Its quotas are counted by them."""
    create(tmp_path / "m", SESSIONS / "ich-hau-2024", None, date(2026, 11, 30))
    rows = [("Nguyễn Văn An", "Nông dân"), ("Trần Thị Bé", "Hội CCB"), ("Lê Văn Chín", "Nông dân")]
    path = xlsx(tmp_path / "ds.xlsx", ("Họ và tên", "Thành phần"), *rows)
    with MeetingFolder.open(tmp_path / "m", "thư ký") as opened:
        assert "Hội CCB" in importing.orgs_of(opened)
        preview = shown(opened, path)
        by_sheet = importing.chosen(preview.read, sheet="Danh sách", columns=[])
        assert by_sheet == preview.mapping
        importing.run(opened, preview)
        assert [person.org for person in opened.meeting.people.values()] == [
            "Nông dân",
            "Hội CCB",
            "Nông dân",
        ]


def test_two_slips_of_one_person_become_one_and_stay_so(folder: MeetingFolder, tmp_path: Path) -> None:
    """In one file and in a later one, also where people on the list are not to be corrected."""
    again = (*AN[:6], None, "Thu gom rác")
    path = xlsx(tmp_path / "a.xlsx", HEADINGS, AN, again)
    done = importing.run(folder, shown(folder, path))
    assert (done.added, done.repeated, done.slips, done.slips_updated) == (1, 1, 1, 1)
    later = xlsx(tmp_path / "b.xlsx", HEADINGS, (*AN[:6], None, "Xây cầu"))
    assert shown(folder, later).counts["slip_joined"] == 1
    importing.run(folder, shown(folder, later), with_updates=False)
    head = folder.store.head
    for file in (path, later, path):
        importing.run(folder, shown(folder, file))
    (turn,) = folder.meeting.turns.values()
    assert (turn.number, turn.content) == (1, "Sửa đường\nThu gom rác\nXây cầu")
    assert folder.store.head == head
    changed = xlsx(tmp_path / "c.xlsx", HEADINGS, again, (*AN[:7], "Sửa cống"))
    importing.run(folder, shown(folder, changed))
    (turn,) = folder.meeting.turns.values()
    assert turn.content == "Sửa cống\nThu gom rác"


def test_a_doubtful_row_may_be_an_earlier_one(folder: MeetingFolder, tmp_path: Path) -> None:
    """Of somebody new there is no key yet; and the workbook names everybody of that name."""
    path = xlsx(
        tmp_path / "ds.xlsx", ("Họ và tên", "Thôn"), ("Nguyễn Văn An", "Đông"), ("Nguyễn Văn An", "Đông")
    )
    folder.do(doors.walk_in, person="w", name="Nguyễn Văn An", village="Thôn Đoài")
    preview = shown(folder, path)
    (row,) = preview.with_result("doubtful")
    assert (row.candidates, row.earlier) == (("w",), (("Danh sách", 2),))
    as_first = importing.decided(folder, preview, row.place, row.earlier[0])
    assert results(as_first) == [(2, "new"), (3, "repeat")]
    assert importing.run(folder, preview).workbook is not None
    assert "Thôn Đoài" in str(table(folder.path / EXPORTS / "ds_loi.xlsx")[2][-1])
    assert importing.run(folder, importing.decided(folder, preview, row.place, "w")).added == 0


def test_the_clerk_decides_on_a_doubtful_row(folder: MeetingFolder, tmp_path: Path) -> None:
    """And can take the decision back before anything is imported."""
    path = xlsx(
        tmp_path / "ds.xlsx", ("Họ và tên", "Thôn"), ("Nguyễn Văn An", "Đông"), ("Nguyễn Văn An", "Đông")
    )
    preview = shown(folder, path)
    (doubtful,) = preview.with_result("doubtful")
    as_new = importing.decided(folder, preview, doubtful.place, NEW)
    assert results(as_new) == [(2, "new"), (3, "new")]
    assert results(importing.decided(folder, as_new, doubtful.place, None)) == results(preview)
    assert importing.run(folder, as_new).added == 2


def test_an_identity_number_is_in_no_file_of_the_meeting(folder: MeetingFolder, tmp_path: Path) -> None:
    """Neither in the journal nor in the workbook of bad rows, wherever the clerk has put it (handbook, 8)."""
    rows = [
        AN,
        (
            3,
            f"Lê Văn Chín {ID_NUMBER}",
            1980,
            f"Thôn Đông, CCCD {ID_NUMBER}",
            ID_NUMBER,
            None,
            3,
            f"Số {ID_NUMBER}",
        ),
        (4, None, 1980, f"Thôn Đông {ID_NUMBER}", int(ID_NUMBER), int(ID_NUMBER), 4, f"Tôi, {ID_NUMBER}"),
        (5, None, 1980, None, None, "Hộ chiếu B1234567", None, None),
    ]
    path = xlsx(tmp_path / "ds.xlsx", (*HEADINGS, "Cột lạ"), *((*row, int(ID_NUMBER)) for row in rows))
    preview = shown(folder, path)
    done = importing.run(folder, preview)
    assert (done.added, done.errors) == (2, 2)
    assert done.workbook is not None
    assert [row[5] for row in table(done.workbook)] == ["Số CCCD", None, None]
    said = [words.finding(found) for found in preview.findings]
    told = "\n".join([*said, *words.columns(preview), *map(words.row, preview.rows)])
    told += (folder.path / JOURNAL).read_text("utf-8") + json.dumps(table(done.workbook))
    assert ID_NUMBER not in told
    assert ID_NUMBER.lstrip("0") not in told


def test_a_spoilt_number_is_in_no_file_of_the_meeting_either(folder: MeetingFolder, tmp_path: Path) -> None:
    """Nor in the name of the workbook of bad rows, or of its sheets (handbook, 8)."""
    spoilt = (
        "038055\n555555",
        "038,055,555,555",
        "0380/5555/5555",
        "038_055_555_555",
        "0380-5555.5555",
        38055555555,
    )
    heads = (
        "Họ và tên",
        "Năm sinh",
        "Thôn",
        "Đơn vị",
        "Chức vụ",
        "Chủ hộ",
        "Số ĐT",
        "Nội dung",
        "Mã",
        "Lạ 038055555555",
    )
    rows = [(name, 1980, *[number] * 8) for number in spoilt for name in (None, "Lê Văn Chín")]
    path = xlsx(tmp_path / "ids 038055555555.xlsx", heads, *rows, sheet="DS 038055555555")
    preview = shown(folder, path)
    done = importing.run(folder, preview)
    assert done.workbook is not None
    assert done.workbook.name == "ids_loi.xlsx"
    told = [json.dumps(list(importing.as_objects(preview, done))), json.dumps(table(done.workbook))]
    told += [*words.preview(preview, first=99), *words.imported(done)]
    told += openpyxl.load_workbook(done.workbook).sheetnames
    told += [(folder.path / JOURNAL).read_text("utf-8")]
    assert "38055555555" not in re.sub(r"\\n|\D", "", "\n".join(told))


def test_a_phone_and_a_code_come_back_as_they_were(folder: MeetingFolder, tmp_path: Path) -> None:
    """Nine digits under `Số ĐT` are a phone without its zero, and a code may stand in groups."""
    code = make_code(5_830_412, 7, folder.code_mark)
    spaced = " ".join(code[at : at + 3] for at in range(0, 15, 3))
    path = xlsx(tmp_path / "ds.xlsx", ("Họ và tên", "Số ĐT", "Mã"), (None, "912345678", spaced))
    done = importing.run(folder, shown(folder, path))
    assert done.workbook is not None
    assert table(done.workbook)[1][1:3] == ("912345678", spaced)


def test_lists_side_by_side_are_both_taken_in(folder: MeetingFolder, tmp_path: Path) -> None:
    """And the clerk is told how they were parted."""
    heads = ("STT", "Họ tên", "Năm sinh") * 2
    path = xlsx(tmp_path / "ds.xlsx", heads, (1, "Nguyễn Văn An", 1960, 2, "Trần Thị Bé", 1971))
    preview = shown(folder, path)
    assert "A–C, D–F" in "\n".join(words.preview(preview))
    assert importing.run(folder, preview).added == 2
    assert names(folder) == ["Nguyễn Văn An", "Trần Thị Bé"]


def test_the_same_people_in_two_files_are_not_added_twice_without_a_word(
    folder: MeetingFolder, tmp_path: Path
) -> None:
    """One file without marks, one with another village: both rows come back to the clerk."""
    heads = ("Họ và tên", "Năm sinh", "Thôn")
    listed = (("Lê An Một", 1960, "Đông"), ("Lê An Hai", 1961, "Tây"))
    importing.run(folder, shown(folder, xlsx(tmp_path / "a.xlsx", heads, *listed)))
    again = (("LE AN MOT", 1960, "Đông"), ("Lê An Hai", 1961, "Bắc"))
    done = importing.run(folder, shown(folder, xlsx(tmp_path / "b.xlsx", heads, *again)))
    assert (done.added, done.doubtful, len(folder.meeting.people)) == (0, 2, 2)


def test_no_updates_adds_people_only(folder: MeetingFolder, tmp_path: Path) -> None:
    importing.run(folder, shown(folder, xlsx(tmp_path / "a.xlsx", HEADINGS, AN)))
    changed = (*AN[:4], 987654321, None, 1, "Sửa cống")
    preview = shown(folder, xlsx(tmp_path / "b.xlsx", HEADINGS, changed, BE))
    assert importing.run(folder, preview, with_updates=False).added == 1
    (an,) = (person for person in folder.meeting.people.values() if person.name == AN[1])
    (turn,) = folder.meeting.turns.values()
    assert (an.phone, turn.content) == ("0912345678", "Sửa đường")
    again = shown(folder, tmp_path / "b.xlsx")
    assert (importing.run(folder, again).updated, next(iter(folder.meeting.turns.values())).content) == (
        1,
        "Sửa cống",
    )


def test_a_preview_without_updates_promises_none(folder: MeetingFolder, tmp_path: Path) -> None:
    """What is shown is what will be done."""
    importing.run(folder, shown(folder, xlsx(tmp_path / "a.xlsx", HEADINGS, AN)))
    preview = shown(folder, xlsx(tmp_path / "b.xlsx", HEADINGS, (*AN[:4], 987654321, None, 1, "Sửa cống")))
    assert preview.counts == {"update": 1, "slip_update": 1, "warning": 1}
    without = preview.without_updates()
    assert (without.counts, without.rows[0].changes, without.to_look_at()) == ({"same": 1}, (), ())
    done = importing.run(folder, preview, with_updates=False)
    assert (done.same, done.updated, done.slips_updated) == (1, 0, 0)


def test_what_the_desk_corrected_stays_corrected(folder: MeetingFolder, tmp_path: Path) -> None:
    """The same file again, after somebody at the door has asked the person."""
    path = xlsx(tmp_path / "a.xlsx", ("Họ và tên", "Giới tính", "Năm sinh"), ("Nguyễn Văn An", "Nữ", 1960))
    importing.run(folder, shown(folder, path))
    (key,) = folder.meeting.people
    folder.do(doors.correct_person, person=key, name="Nguyễn Văn An", salutation="")
    (row,) = shown(folder, path).rows
    assert (row.result, [found.code for found in row.findings]) == ("same", ["kept_by_hand"])


def test_what_an_import_corrected_the_next_one_corrects_again(folder: MeetingFolder, tmp_path: Path) -> None:
    """An import is not a hand."""
    for count, phone in enumerate((912345678, 912345679, 912345670)):
        path = xlsx(
            tmp_path / f"{count}.xlsx", ("Họ và tên", "Năm sinh", "Số ĐT"), ("Nguyễn Văn An", 1960, phone)
        )
        importing.run(folder, shown(folder, path))
    assert [person.phone for person in folder.meeting.people.values()] == ["0912345670"]


def test_the_meeting_goes_on_between_preview_and_import(folder: MeetingFolder, tmp_path: Path) -> None:
    """Somebody of the roster walked in while the clerk was looking at it."""
    preview = shown(folder, xlsx(tmp_path / "a.xlsx", HEADINGS, AN, BE))
    with MeetingFolder.open(folder.path, "bàn 2") as other:
        other.do(doors.walk_in, person="w", name="Trần Thị Bé", village="Thôn Đoài")
    done = importing.run(folder, preview)
    assert (done.added, done.updated, len(folder.meeting.people)) == (1, 1, 2)
    assert folder.meeting.people["w"].birth_year == 1971


def test_sheets_of_villages_and_what_a_command_line_says(folder: MeetingFolder, tmp_path: Path) -> None:
    """Every sheet is read; one can be chosen, and columns be named by letters."""
    path = xlsx(
        tmp_path / "a.xlsx", ("Họ và tên", "Liên hệ"), ("Nguyễn Văn An", "Hội Nông dân"), sheet="Thôn Đông"
    )
    xlsx(path, ("Họ và tên",), ("Trần Thị Bé",), sheet="Thôn Đoài")
    read = importing.read_file(path, year=2026)
    assert isinstance(read, ReadFile)
    assert [(line.entry.name, line.entry.village) for line in read.lines if line.entry] == [
        ("Nguyễn Văn An", "Thôn Đông"),
        ("Trần Thị Bé", "Thôn Đoài"),
    ]
    mapping = importing.chosen(read, sheet="thon dong", columns=[("org", "b")])
    assert not isinstance(mapping, Fault)
    (line,) = importing.understood(read, mapping).lines
    assert line.entry is not None
    assert (line.entry.org, line.entry.phone) == ("Hội Nông dân", "")
    wrong = [
        importing.chosen(read, sheet="Thôn Giữa", columns=[]),
        importing.chosen(read, sheet=None, columns=[("ten", "B")]),
        importing.chosen(read, sheet=None, columns=[("name", "Z")]),
    ]
    assert [one.code for one in wrong if isinstance(one, Fault)] == [
        "no_such_sheet",
        "no_such_field",
        "no_such_column",
    ]


def test_without_a_column_of_names_the_clerk_can_say_which_it_is(
    folder: MeetingFolder, tmp_path: Path
) -> None:
    """The preview is a fault that names the headings; what was read is kept for the correction."""
    path = xlsx(tmp_path / "a.xlsx", ("Cột 1", "Thôn"), ("Nguyễn Văn An", "Thôn Đông"))
    fault = importing.preview(folder, path)
    assert isinstance(fault, Fault)
    assert "Cột 1 | Thôn" in words.fault(fault)
    read = importing.read_file(path, year=2026)
    assert isinstance(read, ReadFile) and read.fault == fault and not read.lines
    by_hand = read.mapping.put(read.mapping.sheets[0].with_column("name", 0))
    assert results(importing.compare_with(folder, importing.understood(read, by_hand))) == [(2, "new")]


def test_a_file_that_cannot_be_read_is_a_fault(folder: MeetingFolder, tmp_path: Path) -> None:
    fault = importing.preview(folder, tmp_path / "none.xlsx")
    assert isinstance(fault, Fault) and fault.code == "missing"


def test_a_csv_does_as_well(folder: MeetingFolder, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Họ và tên;Năm sinh;Thôn\nNguyễn Văn An;1960;Thôn Đông\n;1971;Thôn Đoài\n", "utf-8-sig")
    done = importing.run(folder, shown(folder, path))
    assert (done.added, done.errors) == (1, 1)


def test_a_closed_meeting_refuses(folder: MeetingFolder, tmp_path: Path) -> None:
    preview = shown(folder, xlsx(tmp_path / "a.xlsx", HEADINGS, AN))
    step = next(item.id for item in folder.meeting.agenda if item.kind == "closing")
    folder.do(agenda.go_to_step, step=step, seen=None, overrides=[])
    folder.do(closing.close_meeting)
    with pytest.raises(Refused, match="meeting_closed"):
        importing.run(folder, preview)
    assert not (folder.path / EXPORTS).exists()


def test_a_hostile_name_is_text_everywhere(folder: MeetingFolder, tmp_path: Path) -> None:
    """Markup, escape sequences, direction marks and formulas are letters or nothing."""
    name = "[red]Nguyễn\u202eVăn[/] =1+1"
    preview = shown(
        folder, xlsx(tmp_path / "a.xlsx", ("Họ và tên", "Thôn"), (name, "Thôn Đông"), (None, "=1+1"))
    )
    assert preview.rows[0].findings
    importing.run(folder, preview)
    assert names(folder) == ["[red]NguyễnVăn[/] =1+1"]
    assert all("\u202e" not in words.finding(found) for found in preview.findings)


# -- words -----------------------------------------------------------------------------------------------


def documented(*modules: Any) -> set[str]:
    """The codes that modules list in their docstrings: four spaces, the code, its facts."""
    lines = (line for module in modules for line in (module.__doc__ or "").splitlines())
    return {
        line.split()[0]
        for line in lines
        if line.startswith("    ") and len(line.split()) > 1 and "=" not in line
    }


def test_every_code_has_a_sentence() -> None:
    """A code on the screen helps nobody."""
    from meeting_tui.domain import roster_compare
    from meeting_tui.intake import roster, row_values, sheets

    known = words.FAULTS.keys() | words.FINDINGS.keys()
    codes = documented(roster_compare, roster, row_values, sheets)
    assert {"doubtful", "name_missing", "birth_impossible", "password", "hidden_rows"} <= codes
    assert codes - known == set()


def test_sentences_tell_the_place_and_the_facts() -> None:
    language.use("en")
    found = Finding(
        level="warning",
        code="age_unlikely",
        facts={"age": 120},
        sheet="Tờ 1",
        row=7,
        column="C",
        value="1906",
    )
    assert (
        words.finding(found) == "Tờ 1, row 7, column C: This makes an age of 120. Is the year right? [1906]"
    )
    assert words.finding(found, placed=False) == "This makes an age of 120. Is the year right? [1906]"
    large = Fault("too_large", {"size": 80 * 2**20, "most": 50 * 2**20})
    assert words.fault(large).startswith("The file has 80 MB; at most 50 MB")
    refused = LeftOut(key="p", code="code_taken", facts={"name": "Nguyễn Văn An", "code": "123"})
    assert words.left_out(refused) == "Nguyễn Văn An: Code 123 belongs to somebody else."


def test_errors_first_and_what_every_row_says_once(folder: MeetingFolder, tmp_path: Path) -> None:
    """A note on every row buries the one doubt that matters."""
    language.use("en")
    many = [(n, f"NGUYỄN VĂN {letter}", 1960, "bóng đá", None) for n, letter in enumerate("AĂÂBCDĐE", 1)]
    rows = [
        ("Cộng: 8", None, None, None, None),
        (9, "Lê Thị Mão", 1950, None, "không"),
        (10, "Lê Thị Tý", 1950, None, "không"),
        (11, "Trần Văn Tý", None, None, None),
        (12, "Trần Văn Tý", None, None, None),
        (13, None, 1980, None, None),
    ]
    headings = ("STT", "Họ và tên", "Năm sinh", "Lĩnh vực", "Số ĐT")
    preview = shown(folder, xlsx(tmp_path / "a.xlsx", headings, *many, *rows))
    looks = preview.to_look_at()
    assert [(look.finding.level, look.finding.code, look.finding.row, look.more) for look in looks] == [
        ("error", "name_missing", 15, 0),
        ("warning", "doubtful_row", 14, 0),
        ("warning", "topic_unknown", 2, 7),
        ("warning", "phone_unreadable", 11, 0),
        ("warning", "phone_unreadable", 12, 0),
        ("note", "rows_passed_over", 10, 0),
        ("note", "name_in_one_case", 2, 7),
    ]
    lines = list(words.preview(preview))
    assert "note: Danh sách, row 10: 1 rows are not people and were skipped, first “Cộng: 8”." in lines
    assert any("row 2, column D" in line and line.endswith("The same in 7 more rows.") for line in lines)
    assert "10 rows have warnings." in lines


def test_rows_twice_in_the_file_are_counted_apart(folder: MeetingFolder, tmp_path: Path) -> None:
    """They are not on the list yet."""
    language.use("en")
    preview = shown(folder, xlsx(tmp_path / "a.xlsx", HEADINGS, BE, BE))
    assert words.counts(preview)[:2] == [
        "1 person is new.",
        "1 row is about a person of an earlier row.",
    ]
    assert "twice in the file" in words.row(preview.rows[1])
    assert "on the list already" not in " ".join(words.imported(importing.run(folder, preview)))


def test_the_preview_in_words(folder: MeetingFolder, tmp_path: Path) -> None:
    """What the command line shows before it asks."""
    language.use("en")
    importing.run(folder, shown(folder, xlsx(tmp_path / "a.xlsx", HEADINGS, AN)))
    changed = (*AN[:4], 987654321, None, None, None)
    preview = shown(
        folder, xlsx(tmp_path / "b.xlsx", HEADINGS, changed, BE, (3, None, 1980, None, None, None, None))
    )
    assert words.columns(preview)[:3] == [
        "A “STT”: running number, left alone (1, 2, 3)",
        "B “Họ và tên”: full name (Nguyễn Văn An, Trần Thị Bé)",
        "C “Năm sinh”: year of birth (1960, 1971, 1980)",
    ]
    assert words.row(preview.rows[0]) == (
        "2. Nguyễn Văn An, 1960, Thôn Đông: will be corrected (phone: 0912345678 → 0987654321)"
    )
    assert words.counts(preview) == [
        "1 person is new.",
        "1 person will be corrected.",
        "1 row has an error.",
    ]
    lines = list(words.preview(preview))
    assert "error: Danh sách, row 4, column B: The name is missing." in lines
    assert lines[-1] == "1 row has an error."
    done = importing.run(folder, preview)
    said = words.imported(done)
    assert said[:3] == ["1 person was added.", "1 person was corrected.", "1 row was not taken."]
    assert "b_loi.xlsx" in said[3]
    *found, last = json.loads(json.dumps(list(importing.as_objects(preview, done))))
    assert [(one["code"], one["row"], one["text"]) for one in found] == [
        ("name_missing", 4, "The name is missing.")
    ]
    assert (last["summary"]["added"], last["summary"]["errors"], last["summary"]["rows"]["update"]) == (
        1,
        1,
        1,
    )
