"""Papers by name: which there are in which format, and that a wrong wish writes nothing."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from paper_day import PaperDay, whole_day

from meeting_tui.domain.codes import make_code
from meeting_tui.export import papers
from meeting_tui.export.papers import PAPERS, Unsupported, Wish, export, formats_of, make

BEGINNINGS = {"docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF-", "json": b"{", "md": b""}


def invited() -> PaperDay:
    day = PaperDay()
    for count, village in enumerate(("thôn 2", "thôn 1")):
        code = make_code(1_000_000 + count, count, 1)
        day.person(f"p{count}", f"Nguyễn Văn {count}", here=False, village=village, code=code)
    return day


@pytest.mark.parametrize(("paper", "to"), [(paper, to) for paper in PAPERS for to in formats_of(paper)])
def test_every_paper_is_made_in_each_of_its_formats(paper: str, to: str) -> None:
    day = invited()
    assert make(paper, to, day.meeting, day.now).startswith(BEGINNINGS[to])


def test_the_usual_format_comes_first() -> None:
    assert {paper: formats_of(paper)[0] for paper in PAPERS} == {
        "minutes": "docx",
        "attendance": "docx",
        "slips": "pdf",
        "invitations": "pdf",
        "blank_slips": "pdf",
        "mail_merge": "xlsx",
        "scanner_test": "pdf",
    }


def test_without_a_format_each_paper_gets_its_usual_one(tmp_path: Path) -> None:
    day = invited()
    made = export(day.meeting, day.now, ("minutes", "slips", "mail_merge"), (), tmp_path)
    assert [path.name for path in made] == ["minutes-draft.docx", "slips.pdf", "mail_merge.xlsx"]
    day = whole_day()
    made = export(day.meeting, day.now, ("attendance",), ("xlsx", "json"), tmp_path)
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
        export(day.meeting, day.now, names, (to,), tmp_path / "out")
    assert (told.value.code, told.value.paper, told.value.to) == facts
    assert not (tmp_path / "out").exists()


def test_a_wish_for_some_people_reaches_the_paper() -> None:
    """Whoever asks for one person's letter does not want to print five hundred."""
    day = invited()
    everybody = rows(make("mail_merge", "xlsx", day.meeting, day.now))
    one = rows(make("mail_merge", "xlsx", day.meeting, day.now, Wish(only={"p0"})))
    assert [row[3] for row in everybody] == ["Nguyễn Văn 1", "Nguyễn Văn 0"]
    assert [row[3] for row in one] == ["Nguyễn Văn 0"]


def test_the_attendance_sheet_has_everybody_with_the_group_beside() -> None:
    """In a spreadsheet one filters; headings between the rows would be in the way."""
    day = whole_day()
    listed = rows(make("attendance", "xlsx", day.meeting, day.now))
    assert [row[1] for row in listed] == list(range(1, 9))
    assert listed[-1][:3] == ("Ngoài thành phần mời", 8, "Đỗ Văn Hải")


def test_the_attendance_of_scripts_is_in_the_json() -> None:
    day = whole_day()
    told = json.loads(make("attendance", "json", day.meeting, day.now))["facts"]
    assert (told["present"], len(told["people"])) == (5, 8)


def test_a_paper_that_was_made_before_is_written_under_its_name(tmp_path: Path) -> None:
    """The console makes the tree first and writes it in a thread."""
    day = PaperDay()
    paper = papers.minutes(day.meeting, day.now)
    assert [path.name for path in papers.write(paper, ("md",), tmp_path)] == ["minutes-draft.md"]


def rows(data: bytes) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return list(sheet.iter_rows(min_row=2, values_only=True))
