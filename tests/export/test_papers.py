"""Papers by name: which there are in which format, and that a wrong wish writes nothing."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from paper_day import PaperDay, whole_day
from paper_samples import DIRTY, HOSTILE

from meeting_tui.domain import closing, doors
from meeting_tui.domain.codes import make_code
from meeting_tui.domain.papers.catalogue import FORMATS, PAPERS
from meeting_tui.export import papers
from meeting_tui.export.papers import SHEETS, TREES, Unsupported, Wish, export, formats_of, make

BEGINNINGS = {"docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF-", "json": b"{", "md": b""}


def invited() -> PaperDay:
    day = PaperDay()
    for count, village in enumerate(("thôn 2", "thôn 1")):
        code = make_code(1_000_000 + count, count, 1)
        day.person(f"p{count}", f"Nguyễn Văn {count}", here=False, village=village, code=code)
    return day


@pytest.mark.parametrize(("paper", "to"), [(paper, to) for paper in PAPERS for to in formats_of(paper)])
def test_every_paper_is_made_in_each_of_its_formats(paper: str, to: str) -> None:
    """Before the meeting; and after it, with everything that a day leaves."""
    for day in (invited(), whole_day()):
        for made in make(paper, to, day.meeting, day.now, wish(day)):
            assert made.data.startswith(BEGINNINGS[to])


def wish(day: PaperDay, **more: Any) -> Wish:
    return Wish(profile=day.profile, **more)


def data(paper: str, to: str, day: PaperDay, **more: Any) -> bytes:
    (made,) = make(paper, to, day.meeting, day.now, wish(day, **more))
    return made.data


def test_the_usual_format_comes_first() -> None:
    assert {paper: formats_of(paper)[0] for paper in PAPERS} == {
        "agenda": "docx",
        "invitations": "pdf",
        "slips": "pdf",
        "blank_slips": "pdf",
        "mail_merge": "xlsx",
        "scanner_test": "pdf",
        "attendance": "docx",
        "answer_sheets": "docx",
        "minutes": "docx",
        "summary": "docx",
        "notice": "docx",
        "transfer_slips": "docx",
        "result_report": "docx",
    }


def test_without_a_format_each_paper_gets_its_usual_one(tmp_path: Path) -> None:
    day = invited()
    made = export(day.meeting, day.now, ("minutes", "slips", "mail_merge"), (), tmp_path, wish(day))
    assert [path.name for path in made] == ["minutes-draft.docx", "slips.pdf", "mail_merge.xlsx"]
    day = whole_day()
    made = export(day.meeting, day.now, ("attendance",), ("xlsx", "json"), tmp_path, wish(day))
    assert [path.name for path in made] == ["attendance.xlsx", "attendance.json"]
    assert all(path.stat().st_size for path in made)


@pytest.mark.parametrize(
    ("names", "to", "facts"),
    [
        (("minutes", "slips"), "docx", ("no_such_format", "slips", "docx")),
        (("minutes", "menu"), "docx", ("no_such_paper", "menu", "")),
    ],
)
def test_what_cannot_be_made_is_told_before_anything_is_written(
    tmp_path: Path, names: tuple[str, ...], to: str, facts: tuple[str, str, str]
) -> None:
    day = invited()
    with pytest.raises(Unsupported) as told:
        export(day.meeting, day.now, names, (to,), tmp_path / "out", wish(day))
    assert (told.value.code, told.value.paper, told.value.to) == facts
    assert not (tmp_path / "out").exists()


def test_a_wish_for_some_people_reaches_the_paper() -> None:
    """Whoever asks for one person's letter does not want to print five hundred."""
    day = invited()
    everybody = rows(data("mail_merge", "xlsx", day))
    one = rows(data("mail_merge", "xlsx", day, only={"p0"}))
    assert [row[3] for row in everybody] == ["Nguyễn Văn 1", "Nguyễn Văn 0"]
    assert [row[3] for row in one] == ["Nguyễn Văn 0"]


def test_the_attendance_sheet_has_everybody_with_the_group_beside() -> None:
    """In a spreadsheet one filters; headings between the rows would be in the way."""
    day = whole_day()
    listed = rows(data("attendance", "xlsx", day))
    assert [row[1] for row in listed] == list(range(1, 9))
    assert listed[-1][:3] == ("Ngoài thành phần mời", 8, "Đỗ Văn Hải")


def test_the_attendance_of_scripts_is_in_the_json() -> None:
    day = whole_day()
    told = json.loads(data("attendance", "json", day))["facts"]
    assert (told["present"], len(told["people"])) == (5, 8)


def test_every_paper_is_a_tree_or_a_sheet() -> None:
    """What the catalogue promises is made by one of them, and nothing stands there idle."""
    assert set(TREES) <= set(PAPERS) and {paper for paper, _ in SHEETS} <= set(PAPERS)
    for paper, kind in PAPERS.items():
        made = [to for to in kind.formats if paper in TREES or (paper, to) in SHEETS]
        assert list(kind.formats) == made
        assert set(kind.formats) <= set(FORMATS)


def test_letters_that_a_slip_cannot_print_are_named() -> None:
    """A citizen's name with a box in it is noticed before it is handed out."""
    day = invited()
    day.do(doors.correct_person, person="p0", name="Nguyễn 😀")
    for paper in ("slips", "invitations"):
        (made,) = make(paper, "pdf", day.meeting, day.now, wish(day))
        assert made.lacking == "😀"
    (made,) = make("invitations", "docx", day.meeting, day.now, wish(day))
    assert made.lacking == ""  # Word takes it from another font


def test_long_papers_tell_how_far_they_are() -> None:
    """Five hundred letters take ten seconds."""
    day, told = invited(), list[tuple[str, int, int]]()
    for count in range(2, 45):
        code = make_code(1_000_000 + count, count, 1)
        day.person(f"p{count}", f"Nguyễn Văn {count}", here=False, code=code)
    wished = wish(day, progress=lambda *how_far: told.append(how_far))
    make("invitations", "docx", day.meeting, day.now, wished)
    assert told == [("invitations", done, of) for done, of in ((0, 0), (0, 45), (20, 45), (40, 45))]


def test_the_second_version_of_the_minutes_has_a_name_of_its_own(tmp_path: Path) -> None:
    """The first was signed: it stays where it is (handbook, 2.3)."""
    day = whole_day()
    (first,) = export(day.meeting, day.now, ("minutes",), ("md",), tmp_path, wish(day))
    day.do(closing.reopen_meeting, reason="sót một ý kiến")
    (draft,) = export(day.meeting, day.now, ("minutes",), ("md",), tmp_path, wish(day))
    day.close(approved_by="Hội nghị")
    (second,) = export(day.meeting, day.now, ("minutes",), ("md",), tmp_path, wish(day))
    assert [path.name for path in (first, draft, second)] == [
        "minutes.md",
        "minutes-2-draft.md",
        "minutes-2.md",
    ]


def test_a_paper_of_the_closed_meeting_is_not_lost_by_the_next_one(tmp_path: Path) -> None:
    """A draft is: it was made to be replaced."""
    day = whole_day()
    (notice,) = export(day.meeting, day.now, ("notice",), ("md",), tmp_path, wish(day))
    notice.write_text("Số: 12/TB-UBND", "utf-8")
    (one,) = papers.write("notice", "md", day.meeting, day.now, tmp_path, wish(day))
    assert one.kept is not None and one.kept.read_text("utf-8") == "Số: 12/TB-UBND"
    (again,) = papers.write("notice", "md", day.meeting, day.now, tmp_path, wish(day))
    assert again.kept is None
    (sheets,) = export(day.meeting, day.now, ("answer_sheets",), ("md",), tmp_path, wish(day))
    sheets.write_text("Trả lời: …", "utf-8")  # written into in the break, before the closing as well
    (one,) = papers.write("answer_sheets", "md", day.meeting, day.now, tmp_path, wish(day))
    assert one.kept is not None
    open_day = invited()
    (draft,) = export(open_day.meeting, open_day.now, ("notice",), ("md",), tmp_path, wish(open_day))
    draft.write_text("x", "utf-8")
    (one,) = papers.write("notice", "md", open_day.meeting, open_day.now, tmp_path, wish(open_day))
    assert one.kept is None


def test_the_attendance_list_is_parted_as_it_is_wished() -> None:
    day = whole_day()
    groups = [row[0] for row in rows(data("attendance", "xlsx", day, by="village"))]
    assert list(dict.fromkeys(groups)) == ["Đại biểu", "Thôn 1", "Thôn 2", "Thôn 3", "Ngoài thành phần mời"]
    groups = [row[0] for row in rows(data("attendance", "xlsx", day, by="delegation"))]
    assert list(dict.fromkeys(groups))[1:3] == ["Hội Nông dân", "Hội Phụ nữ"]
    assert "Thôn 1: 2 người" in data("attendance", "md", day, by="village").decode()


def test_the_summary_sheet_can_be_sorted_and_filtered() -> None:
    """One header, one row for each opinion, no merged cells, dates that are dates."""
    sheet = openpyxl.load_workbook(io.BytesIO(data("summary", "xlsx", whole_day()))).worksheets[0]
    assert sheet.max_row == 1 + 6 and not sheet.merged_cells.ranges
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:L7", "A2")
    assert (sheet["K3"].value, sheet["K3"].number_format) == (datetime(2024, 7, 26), "dd/mm/yyyy")
    assert sheet["B2"].value == 2
    assert sheet.column_dimensions["D"].width > sheet.column_dimensions["A"].width


def test_each_unit_gets_a_file_of_its_own(tmp_path: Path) -> None:
    """Each slip has a number and goes to another unit."""
    day = PaperDay()
    day.step("phat_bieu")
    for topic in ("dat_dai", "an_ninh"):
        day.settle(day.ask(None, "Đề nghị giải quyết", topic=topic), "owed", due=day.now.date())
    made = export(day.meeting, day.now, ("transfer_slips",), ("docx", "pdf"), tmp_path, wish(day))
    assert [path.name for path in made] == [
        "transfer_slip-land-draft.docx",
        "transfer_slip-police-draft.docx",
        "transfer_slip-land-draft.pdf",
        "transfer_slip-police-draft.pdf",
    ]
    assert export(PaperDay().meeting, day.now, ("transfer_slips",), (), tmp_path, wish(day)) == []


@pytest.mark.parametrize("closed", [False, True])
def test_only_papers_of_the_day_itself_are_drafts(closed: bool) -> None:
    """A sheet for the break or an agenda is used before the closing."""
    day = whole_day() if closed else invited()
    stems = {
        paper: [made.stem for made in make(paper, to, day.meeting, day.now, wish(day))]
        for paper in PAPERS
        for to in formats_of(paper)[:1]
    }
    drafts = {paper for paper, (*made,) in stems.items() if any(stem.endswith("-draft") for stem in made)}
    assert drafts == (set() if closed else {"attendance", "minutes", "summary", "notice", "result_report"})


def test_a_spreadsheet_is_called_a_draft_as_the_paper_is() -> None:
    day = invited()
    for paper in ("attendance", "summary"):
        assert {
            made.stem for to in formats_of(paper) for made in make(paper, to, day.meeting, day.now, wish(day))
        } == {f"{paper}-draft"}


@pytest.mark.parametrize("to", ["docx", "pdf", "xlsx", "md"])
def test_hostile_text_is_laid_out_in_every_paper(to: str) -> None:
    """The trees are clean; here they go through Word, typst and the spreadsheet: each text as a name, a village, a
    question and an answer."""
    day = PaperDay()
    texts = [*HOSTILE, DIRTY, "😀", "A", "x" * 30_000]
    for at, text in enumerate(texts):
        day.person(f"x{at}", text, village=text, org=text, code=make_code(1_164_855 + at, at, 7))
    day.step("phat_bieu")
    for at, text in enumerate(texts):
        (question,) = day.speak(f"x{at}", text, topic="dat_dai")
        day.settle(question, "owed", answer=text, answered_by=text, due=day.now.date())
    for paper in PAPERS:
        if to in formats_of(paper):
            assert all(made.data for made in make(paper, to, day.meeting, day.now, wish(day)))


def rows(data: bytes) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return list(sheet.iter_rows(min_row=2, values_only=True))
