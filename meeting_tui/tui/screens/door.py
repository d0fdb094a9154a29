"""The desk at the door: one person, a scanner, and a queue of people. Made to be read from two metres away."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Static

from meeting_tui import sentences
from meeting_tui.domain.dates import short_date
from meeting_tui.domain.doors import Arrival
from meeting_tui.domain.wording import short_title
from meeting_tui.language import _
from meeting_tui.tui.acting import Act, begin
from meeting_tui.tui.acts import day_acts, door_acts
from meeting_tui.tui.arrivals import Arrivals
from meeting_tui.tui.commands import door_commands
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.drawing import text
from meeting_tui.tui.panes.roster import RosterPane
from meeting_tui.tui.screens.choose import Choose, Offer
from meeting_tui.tui.screens.help import Help
from meeting_tui.tui.screens.history import HistoryScreen
from meeting_tui.tui.widgets.bar import KeyBar, StatusBar


class DoorScreen(Screen[None]):
    """Who has come, and nothing else of the day."""

    AUTO_FOCUS = None
    BINDINGS = [
        Binding(
            "f9", "test", _("Test scanner"), show=False, tooltip=_("What the scanner sends"), id="door.test"
        ),
        Binding(
            "ctrl+o", "undo", _("Undo"), show=False, tooltip=_("Take back your last act"), id="door.undo_act"
        ),
        Binding(
            "ctrl+p", "commands", _("Commands"), tooltip=_("Everything that can be done"), id="door.commands"
        ),
        Binding(
            "question_mark,ctrl+g",
            "help",
            _("Help"),
            tooltip=_("The keys of this screen"),
            id="door.help",
            key_display="^G",
        ),
    ]

    def __init__(self, desk: Desk, arrivals: Arrivals, themes: list[Offer[str]]) -> None:
        super().__init__()
        self.desk = desk
        self.arrivals = arrivals
        self.themes = themes
        self._status = StatusBar(
            _("Check-in · {title}").format(title=short_title(desk.folder.plan)),
            short_date(desk.folder.conference_date),
        )
        self._alarm = Static(id="alarm")
        self._pane = RosterPane(desk, arrivals, id="roster-pane")

    def compose(self) -> ComposeResult:
        yield self._status
        yield self._pane
        yield self._alarm
        yield KeyBar()

    def on_mount(self) -> None:
        self.show()
        self.call_after_refresh(self._pane.enter)

    def on_resize(self) -> None:
        self.call_after_refresh(self.show)

    def show(self) -> None:
        """Draw the meeting after a change."""
        if not self._pane.is_mounted:
            return
        now = self.desk.folder.now()
        self._pane.show(now)
        self._alarm.display = bool(self.desk.alarm)
        self._alarm.update(text(self.desk.alarm))
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Draw what only time changes."""
        meeting = self.desk.meeting
        self._status.show(
            time=sentences.clock_time(now),
            pace=_("present {present}/{invited}").format(present=meeting.present, invited=meeting.invited),
            saved=sentences.saved(self.desk.folder.store.last_saved, alarm=bool(self.desk.alarm)),
            saved_tone="bad" if self.desk.alarm else "good",
        )

    def show_arrival(self, arrival: Arrival) -> bool:
        """The card shows it, whatever stands over it."""
        self._pane.show_arrival()
        return self.is_current

    def keep_words(self) -> None:
        """Nothing is written at length here."""

    def act(self, act: Act) -> None:
        begin(self, self.desk, act)

    def action_test(self) -> None:
        self.act(door_acts.test_scanner)

    def action_undo(self) -> None:
        self.act(day_acts.undo)

    def action_help(self) -> None:
        self.app.push_screen(
            Help(self, hint=_("^P finds everything by name. A scan is taken wherever you are."))
        )

    def action_history(self) -> None:
        self.app.push_screen(HistoryScreen(self.desk))

    def action_commands(self) -> None:
        self.app.push_screen(Choose(_("What do you want to do?"), door_commands(self)), self._run_chosen)

    def _run_chosen(self, act: Act | None) -> None:
        if act is not None:
            self.act(act)
