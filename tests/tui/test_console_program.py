"""What belongs to no step: undo, history, the palette, help, colours, the lines at the edges, the size."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from consoles import ICH_HAU, SMALL, USUAL, console, demo, go

from meeting_tui import sentences
from meeting_tui.domain import floor, opinions, views
from meeting_tui.domain.text import fold
from meeting_tui.language import _
from meeting_tui.store.folder import MeetingFolder
from meeting_tui.tui.commands import commands
from meeting_tui.tui.drawing import cells
from meeting_tui.tui.screens.choose import Choose
from meeting_tui.tui.screens.confirm import Confirm
from meeting_tui.tui.screens.help import Help
from meeting_tui.tui.screens.history import HistoryScreen
from meeting_tui.tui.screens.too_small import TooSmall
from meeting_tui.tui.widgets.bar import KeyBar, StatusBar
from meeting_tui.tui.widgets.counts import CountsLine
from meeting_tui.tui.widgets.line_list import LineList


async def test_undo_says_what_it_takes_back(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.press("f2", "f2")
        await here.type("Câu ghi nhầm|")
        await here.press("ctrl+o")
        what = _(sentences.DONE["write_down"]).format(number=1, text="Câu ghi nhầm")
        assert here.sees(_("Undo: {what}?").format(what=what))
        await here.press("escape")
        assert len(here.questions) == 1
        await here.press("ctrl+o", "enter")
        assert here.questions == []
        await here.press("ctrl+o", "enter")
        assert here.turn.state == "called"
        await here.command(_("Bring back what was undone"))
        assert here.sees(here.name(str(here.on_floor)))
        await here.press("enter")
        assert here.turn.state == "speaking"
        assert here.at_console


async def test_only_my_own_acts_are_taken_back_by_the_key(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m")) as here:
        await here.press("ctrl+o")
        assert here.at_console
        assert here.notices == [_("There is nothing of yours to undo.")]
        assert len(here.meeting.people) == 40
        await here.command(_("Bring back what was undone"))
        assert here.notices[-1] == _("There is nothing to bring back.")


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_history_lists_and_undoes(tmp_path: Path, size: tuple[int, int]) -> None:
    async with console(demo(tmp_path / "m"), size=size, at="speeches") as here:
        await here.press("f2", "f2")
        await here.type("Câu một|")
        await here.type("Câu hai|")
        await here.command(_("History: who did what when"))
        assert isinstance(here.screen, HistoryScreen)
        rows = here.of(LineList, "#history").rows
        assert [commit.do for commit in rows][:4] == ["write_down", "write_down", "start_speech", "call_next"]
        assert _(sentences.DONE["write_down"]).format(number=2, text="Câu hai") in here.see()
        await here.press("down", "delete", "enter")  # not the last one
        assert [question.text for question in here.questions] == ["Câu hai"]
        assert here.of(LineList, "#history").rows[0].undo == rows[1].n
        assert _(" (undone)").strip() in here.see()
        await here.press("end", "enter", "enter")  # what everything else was built upon
        assert len(here.meeting.people) == 40
        assert here.notices[-1] == _(sentences.STORE["conflict"])
        await here.press("escape")
        assert here.at_console
        assert [question.number for question in here.questions] == [2]


async def test_the_palette_finds_acts_without_accents_and_runs_them(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), size=SMALL, at="speeches") as here:
        here.note.focus()
        await here.press("ctrl+p")
        offers = commands(here.app.main)
        assert [offer.label for _n, offer in here.of(LineList).rows] == [offer.label for offer in offers]
        assert len({offer.label for offer in offers}) == len(offers)
        await here.type(fold(_("Close the list of speakers")).upper())
        await here.press("enter")
        assert here.meeting.day.list_closed_at is not None
        await here.press("ctrl+p")
        assert _("Close the list of speakers") not in [offer.label for _n, offer in here.of(LineList).rows]
        await here.type("không có việc nào như thế")
        assert _("Nothing found") in here.see()
        await here.press("enter", "escape")
        await here.command(_("Call the next speaker"))
        assert here.turn.state == "called"
        await here.press("ctrl+p")
        assert offers[0].label not in [offer.label for _n, offer in here.of(LineList).rows]


@pytest.mark.parametrize("kind", ["speeches", "conclusion"])
async def test_every_command_runs_and_lets_itself_be_left(tmp_path: Path, kind: str) -> None:
    """Each act: whatever it asks, Escape goes back and the program goes on."""
    async with console(demo(tmp_path / "m", people=12), at=kind) as here:
        if kind == "speeches":
            await here.speaking()
            await here.do(opinions.write_down, question="q1", text="Câu", turn=here.on_floor)
        for offer in commands(here.app.main):
            if offer.label == _("Write the minutes (draft before the closing)"):
                continue  # writes files in a thread: see the papers' own tests
            here.app.main.act(offer.value)
            await here.settle()
            for _again in range(4):
                if here.at_console:
                    break
                here.see()
                await here.press("escape")
            assert here.at_console, offer.label


async def test_help_lists_the_keys_of_the_screen(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.press("f2", "ctrl+g")
        assert isinstance(here.screen, Help)
        names = {row.name for row in here.of(LineList, "#keys").rows}
        assert {_("Start"), _("Absent"), _("+1 min"), _("Raised hand"), _("Take the slip's text")} <= names
        assert _("Pause") not in names  # nothing to pause yet
        await here.press("escape")
        await here.go("synthesis")
        await here.press("question_mark")
        names = {row.name for row in here.of(LineList, "#keys").rows}
        assert {_("Mark"), _("Group"), _("Next step"), _("Undo")} <= names
        await here.press("question_mark")
        assert here.at_console
        await here.go("speeches")
        here.note.focus()
        await here.press("question_mark")  # in a field it is a letter
        assert here.note.text == "?"


async def test_the_colours_are_remembered(tmp_path: Path) -> None:
    path = demo(tmp_path / "m")
    async with console(path) as here:
        first = here.app.theme
        await here.command(_("Colours: day, night, projector"))
        await here.press("2")
        chosen = here.app.theme
        assert chosen != first
    async with console(path) as here:
        assert here.app.theme == chosen


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_the_lines_at_the_edges_fit_and_are_true(tmp_path: Path, size: tuple[int, int]) -> None:
    async with console(demo(tmp_path / "m", ICH_HAU), size=size, at="opening") as here:
        await here.wait(4000)
        behind = views.behind_minutes(here.meeting, here.folder.now())
        assert behind is not None
        assert sentences.pace(behind) in here.within(here.of(StatusBar))
        await here.go("speeches")
        saved = here.folder.store.last_saved
        assert saved is not None
        for number in range(12):
            await here.speaking()
            await here.wait(200)
            await here.do(opinions.write_down, question=f"q{number}", text="x", turn=here.on_floor)
            if not here.waiting:
                break
        await here.do(floor.end_speech, seen=here.on_floor)
        clock = here.folder.now().astimezone(here.folder.plan.zone)
        status = here.within(here.of(StatusBar))
        assert f"{clock:%H:%M}" in status
        assert _("● saved {time}").format(time=f"{clock:%H:%M:%S}") in status
        counts = here.within(here.of(CountsLine))
        assert cells(counts) <= size[0] - 2
        found = views.counts(here.meeting)
        assert counts.startswith(
            _("present {present}/{invited}").format(present=found.present, invited=found.invited)
        )
        assert _("{count} not classified").format(count=found.unclassified) in counts
        keys = here.within(here.of(KeyBar))
        assert "F2" in keys
        assert keys.rstrip().endswith(_("Help"))
        await here.wait(7)  # what is saved does not move with the clock
        assert _("● saved {time}").format(time=f"{clock:%H:%M:%S}") in here.within(here.of(StatusBar))


async def test_a_terminal_that_is_too_small_and_back(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.press("f2", "f2")
        await here.type("Gõ dở")
        await here.resize((70, 20))
        assert isinstance(here.screen, TooSmall)
        assert "80 × 24" in here.see()
        await here.press("f2", "x", "escape")
        assert here.meeting.floor is not None
        assert here.turn.state == "speaking"
        await here.resize(SMALL)
        assert here.at_console
        assert here.note.text == "Gõ dở"
        await here.press("ctrl+p")
        await here.resize((70, 20))
        await here.resize(USUAL)
        assert isinstance(here.screen, Choose)
        await here.press("escape")
        assert here.at_console


async def test_leaving_is_asked_while_the_meeting_runs_and_only_then(tmp_path: Path) -> None:
    path = demo(tmp_path / "m")
    async with console(path) as here:
        await here.press("ctrl+q")
        assert not here.app.is_running or here.app._exit
    async with console(path, at="speeches") as here:
        await here.press("ctrl+q")
        assert isinstance(here.screen, Confirm)
        await here.press("ctrl+q")
        assert isinstance(here.screen, Confirm)
        await here.press("escape")
        assert here.at_console
        await here.press("ctrl+n", "ctrl+q", "enter")
        assert here.app._exit


async def test_the_first_steps_of_the_demo_are_shown(tmp_path: Path) -> None:
    from consoles import hand_clock, running

    from meeting_tui.tui.app import MeetingApp

    path = demo(tmp_path / "m")
    clock = hand_clock(path)
    with MeetingFolder.open(path, "demo", clock=clock) as folder:
        go(folder, "opening")
        app = MeetingApp(folder, config=tmp_path / "config", first_steps=True)
        async with running(app, clock, SMALL) as here:
            await here.settle()
            assert isinstance(here.screen, Confirm)
            for line in ("F9", "F2", "^O", "^P"):
                assert re.search(rf"{re.escape(line)}\b", here.see())
            await here.press("enter")
            assert here.at_console
