"""Home: meetings are found, opened and made; what cannot be is said, and never done elsewhere."""

from __future__ import annotations

import errno
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from consoles import SMALL, USUAL, Console, drawn

from meeting_tui import places, sentences
from meeting_tui.language import _
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import PLAN, plan_text, read_plan_file, valid_plan
from meeting_tui.tui import home
from meeting_tui.tui.home import HomeApp
from meeting_tui.tui.screens.ask import Ask
from meeting_tui.tui.screens.choose import Choose
from meeting_tui.tui.widgets.bar import KeyBar
from meeting_tui.tui.widgets.line_list import LineList

PLANS = places.meetings_in(places.shipped("sessions"))
ICH_HAU, KON_PLONG = "ich-hau-2024", "kon-plong-2024"
BAD_NAMES = ["", ".", "..", "...", "a/b", "/tmp/a", "..\\a", "C:a", "a?", 'a"b', "x" * 300]


class Home(Console):
    """The keyboard of a console, on the screen before it."""

    def __init__(self, app: HomeApp, pilot: Any) -> None:
        self.app: Any = app
        self.pilot = pilot

    @property
    def listed(self) -> list[str]:
        return [row.path.name for row in self.app.screen_stack[0].query_one(LineList).rows]

    @property
    def keys(self) -> str:
        return self.within(self.screen.query_one(KeyBar))


@asynccontextmanager
async def at_home(
    sessions: Path, plans: list[Path] = PLANS, size: tuple[int, int] = USUAL
) -> AsyncIterator[Home]:
    app = HomeApp(sessions, plans)
    async with app.run_test(size=size, notifications=True) as pilot:
        here = Home(app, pilot)
        await here.settle()
        yield here


@pytest.fixture
def sessions(tmp_path: Path) -> Path:
    """Two meetings, one of which has begun, and a folder that is none."""
    folder = tmp_path / "sessions"
    for name in (ICH_HAU, KON_PLONG):
        (folder / name).mkdir(parents=True)
        shutil.copy(places.shipped("sessions") / name / PLAN, folder / name)
    (folder / KON_PLONG / JOURNAL).touch()
    (folder / "photos").mkdir()
    return folder


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_the_meetings_that_are_here(sessions: Path, size: tuple[int, int]) -> None:
    async with at_home(sessions, size=size) as here:
        assert here.listed == [ICH_HAU, KON_PLONG]
        lines = here.see().split("\n")
        first, second = (next(n for n, line in enumerate(lines) if name in line) for name in here.listed)
        assert valid_plan(sessions / ICH_HAU).issuer in lines[first - 1]
        assert "14/06/2024" in lines[first] and _("not begun") in lines[first]
        assert _("begun") in lines[second] and _("not begun") not in lines[second]
        assert "photos" not in here.see()


async def test_enter_opens_the_meeting_under_the_cursor(sessions: Path) -> None:
    async with at_home(sessions) as here:
        assert f"Enter {_('Open')}" in here.keys
        assert _("New meeting") in here.keys and _("Leave") in here.keys
        await here.press("down", "enter")
        assert here.app.return_value == sessions / KON_PLONG


async def test_leaving_opens_nothing(sessions: Path) -> None:
    async with at_home(sessions) as here:
        await here.press("escape")
        assert not here.app.is_running and here.app.return_value is None


async def test_no_meeting_here_yet(tmp_path: Path) -> None:
    async with at_home(tmp_path / "none") as here:
        assert here.sees(_("No meeting here yet. F2 makes one."))
        assert _("Open") not in here.keys
        await here.press("enter")
        assert here.app.is_running


async def test_every_dialog_says_what_enter_does(sessions: Path) -> None:
    async with at_home(sessions) as here:
        await here.press("f2")
        assert f"Enter {_('Choose')}" in here.keys and _("Cancel") in here.keys
        await here.choose(ICH_HAU)
        assert f"Enter {_('Accept')}" in here.keys
        await here.answer("1/6/2026")
        assert f"Enter {_('Accept')}" in here.keys


async def test_a_meeting_from_a_plan_with_two_events(sessions: Path) -> None:
    async with at_home(sessions) as here:
        await here.press("f2")
        assert here.sees(_("From which plan?")) and here.sees(ICH_HAU)
        await here.choose(KON_PLONG)
        assert here.sees(_("Which event?"))
        plan = valid_plan(places.shipped("sessions") / KON_PLONG)
        assert len(plan.events) == 2 and here.sees(plan.events[1].period)
        await here.press("down", "enter")
        assert here.sees(_("On which day?"))
        await here.answer("ngày nào đó")
        assert here.sees(_("Write a date such as 26/07/2026."))
        await here.answer("15/11/2024", "cuoi-nam")
        assert here.listed == ["cuoi-nam", ICH_HAU, KON_PLONG]
        made = valid_plan(sessions / "cuoi-nam")
        assert (made.event, made.here.date) == (2, date(2024, 11, 15))
        assert [path.name for path in (sessions / "cuoi-nam").iterdir()] == [PLAN]
        await here.press("home", "enter")
        assert here.app.return_value == sessions / "cuoi-nam"


async def test_a_meeting_from_a_plan_with_one_event_and_its_day(tmp_path: Path) -> None:
    """The first one: the folder of the meetings is made too. Day and name are proposed."""
    async with at_home(tmp_path / "a" / "b") as here:
        await here.press("f2")
        await here.choose(ICH_HAU)
        await here.press("enter", "enter")
        assert here.listed == [ICH_HAU]
        assert valid_plan(tmp_path / "a" / "b" / ICH_HAU).here.date == date(2024, 6, 14)


async def test_a_day_outside_the_plan_is_warned_of(sessions: Path) -> None:
    async with at_home(sessions) as here:
        await here.press("f2")
        await here.choose("khoen-on-2025")
        await here.answer("15/7/2025", "som")
        warnings = read_plan_file(sessions / "som")[1]
        assert "date_outside_period" in {warning.code for warning in warnings}
        assert here.notices == [sentences.problem(warning) for warning in warnings]
        assert "som" in here.listed


@pytest.mark.parametrize("name", BAD_NAMES)
async def test_a_name_that_leads_elsewhere_is_refused(sessions: Path, tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    async with at_home(sessions) as here:
        await here.press("f2")
        await here.choose(ICH_HAU)
        await here.answer("1/6/2026", name)
        assert isinstance(here.screen, Ask)
        assert here.sees(_('Write a short, plain name, without / \\ : * ? " < > |'))
        assert sorted(tmp_path.rglob("*")) == before
        await here.answer("hội nghị thôn 1")
        assert "hội nghị thôn 1" in here.listed


@pytest.mark.parametrize("name", [ICH_HAU, "photos"])
async def test_a_name_that_is_taken_is_refused(sessions: Path, name: str) -> None:
    async with at_home(sessions) as here:
        await here.press("f2")
        await here.choose(ICH_HAU)
        await here.answer("1/6/2026", name)
        assert here.sees(_("There is a folder of this name already. Choose another name."))
        await here.press("escape")
        assert here.listed == [ICH_HAU, KON_PLONG]
        assert list((sessions / "photos").iterdir()) == []


def not_toml(folder: Path) -> str:
    (folder / PLAN).write_text("id = [", "utf-8")
    return sentences.problem(read_plan_file(folder)[1][0])


def with_a_fault(folder: Path) -> str:
    text = plan_text(folder)
    (folder / PLAN).write_text('venu = "Hội trường"\n' + text, "utf-8")
    return sentences.problem(read_plan_file(folder)[1][0])


def not_utf8(folder: Path) -> str:
    (folder / PLAN).write_bytes(b"\xe3")
    return sentences.store_error("plan_not_utf8", {"path": folder / PLAN, "offset": 0})


def gone(folder: Path) -> str:
    (folder / PLAN).unlink()
    return sentences.store_error("no_plan", {"path": folder})


@pytest.mark.parametrize("broken", [not_toml, with_a_fault, not_utf8, gone])
async def test_a_plan_that_is_broken(sessions: Path, tmp_path: Path, broken: Callable[[Path], str]) -> None:
    """Said in a sentence; in the list of meetings it stands with its name, and so it does among the plans."""
    folder = shutil.copytree(sessions / ICH_HAU, tmp_path / "plans" / "a")
    said = broken(folder)
    shutil.copytree(folder, sessions / "broken")
    async with at_home(sessions, [folder]) as here:
        assert ("broken" in here.listed) == (broken is not gone)
        await here.press("f2")
        assert here.sees(_("the plan has problems: meeting-tui check")) or broken is with_a_fault
        await here.press("enter")
        assert here.app.is_running and not isinstance(here.screen, Ask | Choose)
        assert here.notices == [said]
        assert drawn(here.screen)


@pytest.mark.parametrize("keys", [0, 1, 2, 3])
async def test_escape_leaves_any_question(sessions: Path, keys: int) -> None:
    async with at_home(sessions) as here:
        await here.press("f2")
        if keys > 0:
            await here.choose(KON_PLONG)
        if keys > 1:
            await here.press("enter")
        if keys > 2:
            await here.answer("1/6/2026")
        await here.press("escape")
        assert len(here.app.screen_stack) == 1
        assert here.listed == [ICH_HAU, KON_PLONG]


async def test_a_disk_that_cannot_be_written(sessions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(home, "create", refuse)
    async with at_home(sessions) as here:
        await here.press("f2")
        await here.choose(ICH_HAU)
        await here.answer("1/6/2026", "moi")
        assert here.notices == [sentences.os_reason(errno.EACCES)]
        assert here.app.is_running
