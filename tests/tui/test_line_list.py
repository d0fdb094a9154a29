"""A long list: the cursor, what it keeps when rows change, and that only what is seen is drawn."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot

from meeting_tui.tui.drawing import text
from meeting_tui.tui.themes import STYLES
from meeting_tui.tui.widgets.line_list import LineList

Person = tuple[int, str]


class Roster(App[None]):
    CSS_PATH = [STYLES]

    def __init__(self, rows: list[Person], height: int = 1) -> None:
        super().__init__()
        self.people = rows
        self.row_height = height
        self.drawn: list[tuple[int, bool]] = []
        self.seen: list[tuple[Person | None, int]] = []
        self.chosen: list[Person] = []

    def compose(self) -> ComposeResult:
        yield LineList(self.draw, self.people, row_height=self.row_height, empty="Chưa có ai")

    def draw(self, row: Person, width: int, selected: bool) -> list[Content]:
        self.drawn.append((row[0], selected))
        return [text(row[1]), text(f"  số {row[0]}")]

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        self.seen.append((event.row, event.index))

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        self.chosen.append(event.row)

    @property
    def roster(self) -> LineList[Person]:
        return self.query_one(LineList)


def people(count: int) -> list[Person]:
    return [(number, f"Bà Trần Thị {number}") for number in range(count)]


def number(row: Person) -> int:
    return row[0]


def screen_lines(app: App[None]) -> list[str]:
    return ["".join(segment.text for segment in line) for line in app.screen._compositor.render_strips()]


async def test_the_cursor_goes_where_the_keys_say() -> None:
    app = Roster(people(5000))
    async with app.run_test(size=(80, 24)) as pilot:
        app.roster.focus()
        await pilot.press("down", "down", "up")
        assert app.roster.highlighted == (1, "Bà Trần Thị 1")
        await pilot.press("pagedown")
        assert app.roster.cursor == 24
        await pilot.press("end", "down")
        assert app.roster.cursor == 4999
        assert "Bà Trần Thị 4999" in screen_lines(app)[23]
        await pilot.press("pageup", "home", "up", "enter")
        assert app.roster.cursor == 0
        assert app.chosen == [(0, "Bà Trần Thị 0")]
        assert "Bà Trần Thị 0" in screen_lines(app)[0]


async def test_a_cursor_move_draws_two_rows() -> None:
    app = Roster(people(5000))
    async with app.run_test(size=(80, 24)) as pilot:
        app.roster.focus()
        await pilot.press("down")
        app.drawn.clear()
        await pilot.press("down")
        assert sorted(app.drawn) == [(1, False), (2, True)]
        app.drawn.clear()
        app.roster.set_rows(people(5000))
        await pilot.pause()
        assert len(app.drawn) <= 24


async def test_the_cursor_stays_with_its_row() -> None:
    app = Roster(people(100))
    async with app.run_test(size=(80, 24)) as pilot:
        app.roster.move_to(50)
        await pilot.pause()
        app.roster.set_rows([row for row in people(100) if row[0] >= 10], keep=number)
        await pilot.pause()
        assert app.roster.cursor == 40
        assert app.roster.highlighted == (50, "Bà Trần Thị 50")
        assert any("Bà Trần Thị 50" in line for line in screen_lines(app))
        app.roster.set_rows(people(20), keep=number)
        await pilot.pause()
        assert app.roster.cursor == 19
        assert app.seen[-1] == ((19, "Bà Trần Thị 19"), 19)


async def test_a_changed_row_is_told_and_drawn() -> None:
    app = Roster(people(3))
    async with app.run_test(size=(80, 24)) as pilot:
        app.roster.set_rows([(0, "Ông An"), *people(3)[1:]], keep=number)
        await pilot.pause()
        assert app.seen[-1] == ((0, "Ông An"), 0)
        assert "Ông An" in screen_lines(app)[0]


async def test_an_empty_list_says_so() -> None:
    app = Roster([])
    async with app.run_test(size=(80, 24)) as pilot:
        app.roster.focus()
        await pilot.press("down", "up", "end", "enter", "pagedown")
        assert app.roster.highlighted is None
        assert app.chosen == []
        assert "Chưa có ai" in screen_lines(app)[0]
        app.roster.set_rows(people(2))
        await pilot.pause()
        assert app.seen[-1] == ((0, "Bà Trần Thị 0"), 0)
        app.roster.set_rows([])
        await pilot.pause()
        assert app.seen[-1][0] is None
        assert app.seen[-1][1] == -1
        assert "Chưa có ai" in screen_lines(app)[0]


async def test_only_the_last_of_a_flood_is_told() -> None:
    app = Roster(people(100))
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(50):
            app.roster.action_move(1)
        await pilot.pause()
        assert app.seen[-1][1] == 50
        assert len(app.seen) < 10


@pytest.mark.parametrize("size", [(80, 24), (118, 28)])
async def test_rows_of_two_lines(size: tuple[int, int]) -> None:
    app = Roster(people(30), height=2)
    async with app.run_test(size=size) as pilot:
        app.roster.focus()
        assert screen_lines(app)[3].startswith("  số 1 ")
        await pilot.press("end")
        assert screen_lines(app)[size[1] - 2].startswith("Bà Trần Thị 29")
        await pilot.press(*["up"] * 29)
        assert screen_lines(app)[0].startswith("Bà Trần Thị 0")


async def test_clicks() -> None:
    app = Roster(people(30), height=2)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(LineList, offset=(4, 7))
        assert app.roster.cursor == 3
        assert app.chosen == []
        await click_twice(pilot)
        assert app.chosen == [(4, "Bà Trần Thị 4")]


async def click_twice(pilot: Pilot[None]) -> None:
    await pilot.click(LineList, offset=(4, 8), times=2)


async def test_a_smaller_window_keeps_the_cursor_in_sight() -> None:
    app = Roster(people(100))
    async with app.run_test(size=(118, 28)) as pilot:
        app.roster.move_to(27)
        await pilot.pause()
        await pilot.resize_terminal(80, 10)
        await pilot.pause()
        assert any("Bà Trần Thị 27" in line for line in screen_lines(app))


async def test_another_theme_repaints_kept_rows() -> None:
    app = Roster(people(3))
    async with app.run_test(size=(80, 24)) as pilot:
        app.roster.focus()
        await pilot.pause()
        before = [segment.style for segment in app.roster.render_line(0)]
        app.theme = "textual-light"
        await pilot.pause()
        assert [segment.style for segment in app.roster.render_line(0)] != before
        lit = [segment.style for segment in app.roster.render_line(0)]
        app.screen.set_focus(None)
        await pilot.pause()
        assert [segment.style for segment in app.roster.render_line(0)] != lit


async def test_hostile_and_long_rows_stay_in_their_line() -> None:
    names = ["[/b] hỏng", "\x1b[31mđỏ", "a\nb", "漢" * 100, "Nguye\u0302\u0303n " * 40]
    app = Roster(list(enumerate(names)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = screen_lines(app)
        assert "\x1b" not in "".join(lines)
        assert lines[0].startswith("[/b] hỏng")
        assert lines[3].rstrip().endswith("…")
        assert [len(list(app.roster.render_line(y))) > 0 for y in range(5)] == [True] * 5
        assert all(app.roster.render_line(y).cell_length == 80 for y in range(24))
