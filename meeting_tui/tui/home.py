"""Home: the meetings that were found, to open one or to make a new one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.content import Content

from meeting_tui import places, sentences
from meeting_tui.domain.dates import parse_date, short_date
from meeting_tui.domain.plan import Plan
from meeting_tui.language import _
from meeting_tui.store.errors import StoreError
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import PlanInvalid, read_plan_file, valid_plan
from meeting_tui.store.new_folder import create
from meeting_tui.tui import settings
from meeting_tui.tui.drawing import assemble, fit, say, text
from meeting_tui.tui.screens.ask import Ask
from meeting_tui.tui.screens.choose import Choose, Offer
from meeting_tui.tui.screens.too_small import KeepsRoom
from meeting_tui.tui.themes import load_themes
from meeting_tui.tui.widgets.bar import KeyBar, StatusBar
from meeting_tui.tui.widgets.line_list import LineList

LONGEST_NAME = 200
"""Bytes; every file system takes so many."""


class Found(NamedTuple):
    """A meeting's folder, its plan if it can be read, and whether the day has begun."""

    path: Path
    plan: Plan | None
    begun: bool


class _Meetings(LineList[Found]):
    """The list of meetings; Enter opens one, if there is any."""

    BINDINGS = [
        Binding("enter", "choose", _("Open"), tooltip=_("Open the meeting under the cursor"), id="home.open"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self.rows) if action == "choose" else True


class HomeApp(KeepsRoom, App[Path]):
    """Gives back the folder to open."""

    CSS_PATH = [Path(__file__).parent / "base.tcss", Path(__file__).parent / "console.tcss"]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [
        Binding("f2", "make", _("New meeting"), tooltip=_("Make a folder from a plan"), id="home.new"),
        Binding("escape,ctrl+q", "quit", _("Leave"), tooltip=_("Leave the program"), id="home.leave"),
    ]

    def __init__(self, sessions: Path, plans: list[Path]) -> None:
        super().__init__()
        self._sessions = sessions
        self._plans = plans

    def compose(self) -> ComposeResult:
        yield StatusBar("meeting-tui")
        yield _Meetings(_draw, row_height=2, empty=_("No meeting here yet. F2 makes one."), classes="box")
        yield KeyBar()

    def on_mount(self) -> None:
        config = places.config_folder()
        named, _problems = load_themes(places.shipped("themes"), config / "themes")
        for theme in named:
            self.register_theme(theme.theme)
        wanted = settings.read(config).theme
        if any(theme.theme.name == wanted for theme in named):
            self.theme = wanted
        self._look()

    def _look(self) -> None:
        found = self.query_one(_Meetings)
        found.set_rows([_found(path) for path in places.meetings_in(self._sessions)])
        found.border_title = text(_("Meetings in {folder}").format(folder=self._sessions))
        found.focus()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        self.exit(event.row.path)

    def action_make(self) -> None:
        self.run_worker(self._make(), exclusive=True)

    async def _make(self) -> None:
        """A plan, its event, the date, a name: then the folder is there."""
        offers = [Offer(path, path.name, _title(_found(path))) for path in self._plans]
        source = await self.push_screen_wait(Choose(_("From which plan?"), offers))
        if source is None:
            return
        with self._refusals():
            await self._make_from(source, valid_plan(source))

    async def _make_from(self, source: Path, plan: Plan) -> None:
        event = 1
        if len(plan.events) > 1:
            events = [
                Offer(n, f"{n} {found.venue or found.public}", found.period)
                for n, found in enumerate(plan.events, start=1)
            ]
            chosen = await self.push_screen_wait(Choose(_("Which event?"), events))
            if chosen is None:
                return
            event = chosen
        planned = plan.events[event - 1].date
        answer = await self.push_screen_wait(
            Ask(_("On which day?"), value=short_date(planned) if planned else "", fault=_date_fault)
        )
        name = answer and await self.push_screen_wait(
            Ask(_("Name of the folder"), value=source.name, fault=_name_fault(self._sessions))
        )
        if not answer or not name:
            return
        warnings = create(
            self._sessions / name, source, event if len(plan.events) > 1 else None, _day(answer)
        )
        for warning in warnings:
            say(self, sentences.problem(warning), severity="warning", timeout=10)
        self._look()

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """What cannot be made is said in a sentence."""
        try:
            yield
        except StoreError as error:
            say(self, sentences.store_error(error.code, error.facts), severity="warning")
        except PlanInvalid as invalid:
            say(self, sentences.problem(invalid.problems[0]), severity="warning")
        except OSError as error:
            say(self, sentences.os_error(error), severity="warning")


def _found(path: Path) -> Found:
    try:
        plan = read_plan_file(path)[0]
    except StoreError:
        plan = None
    return Found(path, plan, (path / JOURNAL).exists())


def _title(found: Found) -> str:
    return found.plan.issuer if found.plan else _("the plan has problems: meeting-tui check")


def _draw(found: Found, width: int, selected: bool) -> list[Content]:
    when = found.plan.here if found.plan and found.plan.event <= len(found.plan.events) else None
    day = short_date(when.date) if when and when.date else when.period if when else ""
    state = _("begun") if found.begun else _("not begun")
    about = " · ".join(part for part in (found.path.name, state, day, when.venue if when else "") if part)
    return [
        assemble((fit(_title(found), width), "bold")),
        assemble(("  " + fit(about, width - 2), "" if selected else "$text-muted")),
    ]


def _day(words: str) -> date | None:
    return parse_date(words, date.today())


def _name_fault(sessions: Path) -> Callable[[str], str | None]:
    """What is wrong with a folder's name, here and on the other systems that it may be copied to."""

    def fault(name: str) -> str | None:
        if not name.strip(" .") or len(name.encode()) > LONGEST_NAME or set(name) & set('/\\:*?"<>|'):
            return _('Write a short, plain name, without / \\ : * ? " < > |')
        if (sessions / name).exists():
            return _("There is a folder of this name already. Choose another name.")
        return None

    return fault


def _date_fault(words: str) -> str | None:
    return None if _day(words) else _("Write a date such as 26/07/2026.")
