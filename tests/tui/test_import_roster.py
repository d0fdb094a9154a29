"""Importing a list: what is found is shown first, can be put right, and comes in with one key and goes with one undo."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from consoles import SMALL, USUAL, Console, console, demo, words

from meeting_tui import importing
from meeting_tui.domain import doors
from meeting_tui.domain.records import Person
from meeting_tui.importing import Preview
from meeting_tui.importing import words as told_in
from meeting_tui.intake.sheets import Fault
from meeting_tui.tui.acting import begin
from meeting_tui.tui.acts.import_acts import import_roster, typed_path
from meeting_tui.tui.screens.ask import Ask
from meeting_tui.tui.screens.choose import Choose
from meeting_tui.tui.screens.import_roster import ImportRoster
from meeting_tui.tui.screens.notice import Notice

sys.path.insert(0, str(Path(__file__).parents[1] / "intake"))
from sheet_files import fill, tcvn3, vni, xlsx

HEADINGS = ("STT", "Họ và tên", "Năm sinh", "Thôn")
PEOPLE = (
    (1, "Nguyễn Văn Ánh", 1960, "Thôn Đông"),
    (2, "Lê Thị Tự", 1971, "Thôn Thượng"),
    (3, "", 1980, "Thôn Đông"),
)
HOSTILE = "[/b] hỏng [red]x[/red] \x9b31m an\u202enáhp " + "dài " * 60


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return xlsx(tmp_path / "danh sách.xlsx", [HEADINGS, *PEOPLE])


async def until(here: Console, true: Callable[[], Any]) -> None:
    """The file is read in a thread, of which the loop knows nothing."""
    for _ in range(500):
        await here.settle()
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError(here.see())


@asynccontextmanager
async def importing_from(
    path: Path, tmp_path: Path, size: tuple[int, int] = USUAL
) -> AsyncIterator[tuple[Console, ImportRoster]]:
    """The screen, with the file read."""
    async with console(demo(tmp_path / "họp", people=6), size=size) as here:
        screen = ImportRoster(here.app.desk, path)
        here.app.push_screen(screen)
        await until(here, lambda: screen.shown)
        yield here, screen


def preview(screen: ImportRoster) -> Preview:
    assert screen.shown is not None
    return screen.shown


def names(here: Console) -> set[str]:
    return {person.name for person in here.meeting.people.values()}


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_a_list_is_shown_imported_and_taken_back(
    file: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    """The whole way by keyboard, at the smallest size too."""
    async with console(demo(tmp_path / "họp", people=6), size=size) as here:
        before = names(here)
        begin(here.app.main, here.app.desk, import_roster)
        await here.settle()
        await here.answer(f"'{file}'")
        await until(here, lambda: isinstance(here.screen, ImportRoster) and here.screen.shown)
        for shown in ("Họ và tên", told_in.field("name"), "Nguyễn Văn Ánh", "1971", "Thôn Thượng"):
            assert shown in here.see()
        assert here.sees(" ".join(told_in.counts(preview(here.screen))))
        assert names(here) == before
        await here.press("f9")
        await until(here, lambda: isinstance(here.screen, Notice))
        assert names(here) - before == {"Nguyễn Văn Ánh", "Lê Thị Tự"}
        assert (here.folder.path / "exports" / "danh sách_loi.xlsx").is_file()
        assert here.sees("danh sách_loi.xlsx")
        await here.press("enter")
        assert here.at_console
        here.folder.undo()
        assert names(here) == before


async def test_what_needs_a_look_is_listed_with_its_place_and_reason(file: Path, tmp_path: Path) -> None:
    """A clerk goes to that cell in Excel; a line that is too long is read with Enter."""
    async with importing_from(file, tmp_path, SMALL) as (here, screen):
        (error,) = [row for row in preview(screen).rows if row.result == "error"]
        await here.press("f4")
        assert here.sees(told_in.place(error.findings[0]))
        assert here.sees(told_in.finding(error.findings[0], placed=False))
        await here.press("enter")
        assert isinstance(here.screen, Notice)
        assert here.sees(told_in.finding(error.findings[0], placed=False))
        await here.press("escape", "f4")
        assert here.sees("Nguyễn Văn Ánh")


async def test_a_column_is_given_another_meaning(tmp_path: Path) -> None:
    """No program understands every heading."""
    path = xlsx(tmp_path / "a.xlsx", [("Họ và tên", "Nhà ở"), ("Lê Thị Tự", "Thôn Thượng")])
    async with importing_from(path, tmp_path) as (here, screen):
        screen.columns.focus()
        await here.press("down", "enter")
        await here.choose(told_in.field("village"))
        await until(here, lambda: screen.shown and screen.shown.columns[1].field == "village")
        assert here.sees("Lê Thị Tự, Thôn Thượng")
        await here.press("f9")
        await until(here, lambda: isinstance(here.screen, Notice))
        assert [person.village for person in here.meeting.people.values() if person.name == "Lê Thị Tự"] == [
            "Thôn Thượng"
        ]


async def test_a_column_is_left_alone(file: Path, tmp_path: Path) -> None:
    """What the meeting does not need."""
    async with importing_from(file, tmp_path) as (here, screen):
        screen.columns.focus()
        await here.press("down", "down", "enter")
        await here.choose(words("left alone"))
        await until(here, lambda: screen.shown and screen.shown.columns[2].field is None)
        assert [row.entry.birth_year for row in preview(screen).rows if row.entry] == [None, None]


async def test_without_a_column_of_names_nothing_can_be_imported_until_one_is_given(tmp_path: Path) -> None:
    """The file says why, and the cursor stands where it is put right."""
    path = xlsx(tmp_path / "a.xlsx", [("Cột một", "Cột hai"), ("Lê Thị Tự", "Trần Bình")])
    async with importing_from(path, tmp_path) as (here, screen):
        before = names(here)
        assert isinstance(preview(screen).read.fault, Fault)
        assert here.sees(told_in.fault(preview(screen).read.fault))
        await here.press("f9")
        assert (names(here), here.screen) == (before, screen)
        await here.press("enter")
        await here.choose(told_in.field("name"))
        await until(here, lambda: screen.shown and screen.shown.read.fault is None)
        await here.press("f9")
        await until(here, lambda: isinstance(here.screen, Notice))
        assert "Lê Thị Tự" in names(here)


async def test_another_sheet_is_chosen(tmp_path: Path) -> None:
    """One workbook with a sheet for each village."""
    book = openpyxl.Workbook()
    for name, person in (("Đông", "Lê Văn Tám"), ("Tây", "Trần Thị Chín")):
        fill(book.create_sheet(name), [("Họ và tên", "Thôn"), (person, name)])
    book.save(tmp_path / "a.xlsx")
    async with importing_from(tmp_path / "a.xlsx", tmp_path) as (here, screen):
        assert len(screen.rows.rows) == 2
        await here.press("f2")
        await here.choose("Tây")
        await until(here, lambda: len(screen.rows.rows) == 1)
        assert here.sees("Trần Thị Chín")
        assert not here.sees("Lê Văn Tám")
        await here.press("f2")
        await here.choose(words("All that name people"))
        await until(here, lambda: len(screen.rows.rows) == 2)


async def test_a_legacy_font_is_shown_before_and_after_and_can_be_set_right(tmp_path: Path) -> None:
    """`Sôn` and `Hoàng` are words in Unicode, too: only the clerk knows."""
    people = [("STT", "Họ tên"), (1, vni("Sơn")), (2, vni("Hồng"))]
    async with importing_from(xlsx(tmp_path / "a.xlsx", people), tmp_path) as (here, screen):
        screen.columns.focus()
        await here.press("down", "f3")
        assert isinstance(here.screen, Choose)
        assert here.sees("Sôn, Hoàng")
        assert here.sees("Sơn, Hồng")
        await here.choose(words("VNI: fonts VNI-Times"))
        await until(here, lambda: screen.shown and screen.shown.columns[1].encoding == "vni")
        assert here.sees("Sôn, Hoàng → Sơn, Hồng")
        assert [row.entry.name for row in preview(screen).rows if row.entry] == ["Sơn", "Hồng"]


async def test_columns_that_were_taken_for_one_font_are_changed_together(tmp_path: Path) -> None:
    """A file is typed with one font; a column each would be three times the same question."""
    rows = [("Họ và tên", "Thôn"), *((tcvn3(name), tcvn3(village)) for _n, name, _y, village in PEOPLE[:2])]
    async with importing_from(xlsx(tmp_path / "a.xlsx", rows), tmp_path) as (here, screen):
        assert {column.encoding for column in preview(screen).columns} == {"tcvn3"}
        screen.columns.focus()
        await here.press("f3")
        await here.choose(words("As it stands (Unicode)"))
        await until(
            here, lambda: screen.shown and {column.encoding for column in screen.shown.columns} == {"unicode"}
        )


async def test_a_doubtful_row_waits_for_the_clerks_word(tmp_path: Path) -> None:
    """Two people of one name in one village are never merged in silence."""
    path = xlsx(tmp_path / "a.xlsx", [("Họ và tên", "Thôn", "SĐT"), ("Lê Thị Tự", "Thôn Đông", "0912000111")])
    async with console(demo(tmp_path / "họp", people=6)) as here:
        for key, year in (("t1", 1950), ("t2", 1980)):
            record = Person(name="Lê Thị Tự", village="Thôn Đông", birth_year=year)
            await here.do(doors.add_person, person=key, record=record)
        screen = ImportRoster(here.app.desk, path)
        here.app.push_screen(screen)
        await until(here, lambda: screen.shown)
        assert [row.result for row in preview(screen).rows] == ["doubtful"]
        await here.press("enter")
        assert here.sees("1950")
        await here.press("2")
        assert [row.person for row in preview(screen).rows] == ["t2"]
        await here.press("enter")
        await here.choose(words("Not now: leave the row out"))
        assert preview(screen).decisions == {}
        assert [row.result for row in preview(screen).rows] == ["doubtful"]
        await here.press("enter")
        await here.choose(words("Somebody else, to be added"))
        assert [row.result for row in preview(screen).rows] == ["new"]
        await here.press("f9")
        await until(here, lambda: isinstance(here.screen, Notice))
        assert len([person for person in here.meeting.people.values() if person.name == "Lê Thị Tự"]) == 3


async def test_without_corrections_none_are_promised(tmp_path: Path) -> None:
    """F8: the summary and the rows say what will be done now."""
    path = xlsx(tmp_path / "a.xlsx", [("Họ và tên", "Thôn", "SĐT"), ("Lê Thị Tự", "Thôn Đông", "0912000111")])
    async with console(demo(tmp_path / "họp", people=6)) as here:
        await here.do(doors.add_person, person="t1", record=Person(name="Lê Thị Tự", village="Thôn Đông"))
        screen = ImportRoster(here.app.desk, path)
        here.app.push_screen(screen)
        await until(here, lambda: screen.shown)
        corrected = told_in.result("update")
        assert here.sees(corrected)
        assert here.sees(" ".join(told_in.counts(preview(screen))))
        await here.press("f8")
        assert not here.sees(corrected)
        assert here.sees(" ".join(told_in.counts(preview(screen).without_updates())))
        await here.press("f8")
        assert here.sees(corrected)


async def test_a_doubtful_row_may_be_an_earlier_row(tmp_path: Path) -> None:
    """Who has just been put on the list by the row above is offered as well."""
    rows = [("Họ và tên", "Thôn"), ("Lê Thị Tự", "Thôn Đông"), ("Lê Thị Tự", "Thôn Đông")]
    async with importing_from(xlsx(tmp_path / "a.xlsx", rows), tmp_path) as (here, screen):
        assert [row.result for row in preview(screen).rows] == ["new", "doubtful"]
        await here.press("down", "enter")
        await here.choose(words("The same as in row {row}", row=2))
        assert [row.result for row in preview(screen).rows] == ["new", "repeat"]


@pytest.mark.parametrize("correct", [True, False])
async def test_people_on_the_list_are_corrected_only_if_wanted(tmp_path: Path, correct: bool) -> None:
    """An old file must not overwrite what is better known."""
    rows = [("Họ và tên", "Thôn", "SĐT"), ("Lê Thị Tự", "Thôn Đông", "0912000111")]
    path = xlsx(tmp_path / "a.xlsx", rows)
    async with console(demo(tmp_path / "họp", people=6)) as here:
        await here.do(
            doors.add_person,
            person="t1",
            record=Person(name="Lê Thị Tự", village="Thôn Đông", birth_year=1950),
        )
        screen = ImportRoster(here.app.desk, path)
        here.app.push_screen(screen)
        await until(here, lambda: screen.shown)
        if not correct:
            await here.press("f8")
        await here.press("f9")
        await until(here, lambda: isinstance(here.screen, Notice))
        assert here.meeting.people["t1"].phone == ("0912000111" if correct else "")


async def test_a_file_that_is_no_list_is_told_and_the_console_is_back(tmp_path: Path) -> None:
    """A PDF by mistake."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.7")
    async with console(demo(tmp_path / "họp", people=6)) as here:
        here.app.push_screen(ImportRoster(here.app.desk, path))
        await until(here, lambda: isinstance(here.screen, Notice))
        assert here.sees(told_in.fault(Fault("not_a_table", {"kind": "pdf"})))
        await here.press("enter")
        assert here.at_console


async def test_reading_shows_how_far_it_is_and_escape_gives_it_up(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen stays alive over a long file, and nothing goes on behind it."""
    go_on, ended = threading.Event(), threading.Event()
    rows: list[int] = []

    def slow(_path: Path, *, progress: Callable[[int], None], **_facts: object) -> None:
        try:
            for count in (500, 1000, 1500):
                progress(count)
                rows.append(count)
                go_on.wait(5)
        finally:
            ended.set()

    monkeypatch.setattr(importing, "read_file", slow)
    async with console(demo(tmp_path / "họp", people=6)) as here:
        here.app.push_screen(ImportRoster(here.app.desk, file))
        await until(here, lambda: here.sees(words("Reading the file… {count} rows", count=500)))
        await here.press("f9", "f4", "escape")
        assert here.at_console
        go_on.set()
        await until(here, ended.is_set)
        assert (rows, here.at_console, here.notices) == ([500], True, [])


@pytest.mark.parametrize("size", [SMALL, USUAL, (200, 60)])
async def test_hostile_cells_are_letters_and_nothing_else(tmp_path: Path, size: tuple[int, int]) -> None:
    """Whatever a file holds, it is neither markup nor a command to the terminal."""
    (tmp_path / "a.csv").write_text(
        f"Họ và tên;{HOSTILE};Thôn\n{HOSTILE};{HOSTILE};{HOSTILE}\nLê An;x;Thôn 1\n", "utf-8"
    )
    async with importing_from(tmp_path / "a.csv", tmp_path, size) as (here, screen):
        assert "[/b] hỏng" in here.see()
        for key in ("f4", "enter", "escape", "f4", "tab", "down", "enter", "escape", "f3", "escape"):
            await here.press(key)
            here.see()
        assert here.screen is screen


async def test_a_wrong_path_is_told_before_anything_else(tmp_path: Path) -> None:
    """It can be mended in the same field; an empty one is the way back."""
    async with console(demo(tmp_path / "họp", people=6)) as here:
        begin(here.app.main, here.app.desk, import_roster)
        await here.settle()
        await here.answer(str(tmp_path / "không có.xlsx"))
        assert isinstance(here.screen, Ask)
        assert here.sees(words("There is no file of this name."))
        await here.answer("")
        assert here.at_console


def test_a_path_may_be_typed_pasted_or_dragged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Terminals put paths in quotes, escape blanks, or give an address."""
    path = tmp_path / "danh sách  thôn.xlsx"
    path.touch()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    one_blank = str(path).replace("  ", " ")
    for typed in (
        str(path),
        f" {path} ",
        f'"{path}"',
        f"'{path}'",
        str(path).replace(" ", "\\ "),
        path.as_uri(),
        "~/danh sách  thôn.xlsx",
        one_blank,
    ):
        assert typed_path(typed) == path
    for typed in (
        str(tmp_path / ("x" * 5000)),
        "~ai-đó/a.xlsx",
        str(tmp_path),
        str(tmp_path / "a" / "b.xlsx"),
    ):
        assert typed_path(typed) is None
