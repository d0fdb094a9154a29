"""The terminal program: one meeting, one screen per role, one tick."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

from textual.app import App
from textual.binding import Binding
from textual.theme import Theme
from textual.worker import WorkType

from meeting_tui import places
from meeting_tui.domain.doors import Arrival
from meeting_tui.domain.views import counts
from meeting_tui.intake.scan import Reading
from meeting_tui.intake.scan_gate import Scan
from meeting_tui.language import _
from meeting_tui.store.folder import MeetingFolder
from meeting_tui.store.pulse import Pulse
from meeting_tui.tui import settings
from meeting_tui.tui.acts import door_acts
from meeting_tui.tui.arrivals import Arrivals
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.drawing import Severity, say
from meeting_tui.tui.scanning import TakesScans, TriesScans
from meeting_tui.tui.screens.choose import Offer
from meeting_tui.tui.screens.confirm import Confirm
from meeting_tui.tui.screens.console import ConsoleScreen
from meeting_tui.tui.screens.door import DoorScreen
from meeting_tui.tui.screens.notice import Notice
from meeting_tui.tui.screens.stands_over import StandsOver
from meeting_tui.tui.screens.too_small import KeepsRoom
from meeting_tui.tui.themes import ThemeProblem
from meeting_tui.tui.theming import take_themes
from meeting_tui.tui.widgets.arrival_line import arrival_words

Role = Literal["console", "desk"]
SCREENS: dict[Role, type[ConsoleScreen] | type[DoorScreen]] = {"console": ConsoleScreen, "desk": DoorScreen}
TICKS_A_SECOND = 4
HERE = Path(__file__).parent


class MeetingApp(TakesScans, KeepsRoom, App[str]):
    """Owns the open meeting, and shows it to one role. What it returns is a last word for the terminal, or nothing."""

    CSS_PATH = [HERE / "base.tcss", HERE / "console.tcss"]
    ENABLE_COMMAND_PALETTE = False  # its field breaks Vietnamese input methods; ours is `commands.py`
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (150, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (28, "-tall")]
    BINDINGS = [
        Binding(
            "ctrl+q",
            "leave",
            _("Leave"),
            show=False,
            tooltip=_("Everything is saved"),
            priority=True,
            id="app.leave",
        ),
    ]

    def __init__(
        self,
        folder: MeetingFolder,
        *,
        config: Path | None = None,
        role: Role = "console",
        first_steps: bool = False,
        started: Callable[[], None] | None = None,
    ) -> None:
        """`started` is called once, after the first frame."""
        super().__init__()
        self._started = started
        self.folder = folder
        self.desk = Desk(self, folder, self.show_meeting)
        self._config = config or places.config_folder()
        self._first_steps = first_steps
        self._drifted = folder.clock_was_behind
        """Whether the difference of the laptop's clock has been said."""
        self._theme_problems: list[ThemeProblem] = []
        self.arrivals = Arrivals(self.desk, self._show_arrival, self._take_card)
        self._pulse = Pulse(folder.path, folder.now) if role == "console" else None
        self.main: ConsoleScreen | DoorScreen = SCREENS[role](self.desk, self.arrivals, self._take_themes())
        """The screen of the role; others stand on it for a while."""

    def get_default_screen(self) -> ConsoleScreen | DoorScreen:
        return self.main

    def on_mount(self) -> None:
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        for problem in self._theme_problems:
            say(self, f"{problem.path.name}: {problem.reason}", severity="warning")
        self.set_interval(1 / TICKS_A_SECOND, self.tick)
        if self._started is not None:
            self.call_after_refresh(self._started)
        if self._first_steps:
            self.call_after_refresh(self._hint)
        if self.folder.clock_was_behind:
            say(
                self,
                _("This laptop's clock is behind the journal. The meeting's own time goes on from there."),
                severity="warning",
                timeout=10,
            )

    def _take_themes(self) -> list[Offer[str]]:
        """Ours and the user's own."""
        named, self._theme_problems = take_themes(self, self._config)
        return [Offer(theme.theme.name, theme.label) for theme in named]

    def _keep_theme(self, theme: Theme) -> None:
        settings.keep_theme(self._config, theme.name)

    def tick(self) -> None:
        """Four times a second: what others did, and what time changes."""
        self.desk.refresh()
        self.main.tick(self.folder.now())  # also behind a dialog: time does not wait
        self._watch_clock()
        if self._pulse is not None and not self.desk.alarm:
            self._pulse.beat()

    def on_unmount(self) -> None:
        """Left as it should be: who follows the meeting may know. A program that failed falls silent instead."""
        if self._pulse is not None and not self.desk.alarm and not self.return_code:
            self._pulse.close()

    def _watch_clock(self) -> None:
        """Say it once when somebody sets the laptop's clock; the meeting's own time does not move."""
        minutes = round(self.folder.drift_seconds() / 60)
        if bool(minutes) != self._drifted:
            self._drifted = bool(minutes)
            if minutes:
                say(
                    self,
                    _(
                        "The laptop's clock was set by {minutes} minutes. The meeting's time is not affected."
                    ).format(minutes=f"{minutes:+d}"),
                    severity="warning",
                    timeout=10,
                )

    def show_meeting(self) -> None:
        """Something was committed, here or elsewhere."""
        self.main.show()
        if isinstance(self.screen, StandsOver):
            self.screen.show()

    def _hint(self) -> None:
        found = counts(self.folder.meeting)
        self.push_screen(
            Notice(
                _("Welcome to the demo"),
                [
                    _(
                        "{invited} invented people are invited, {present} have come, {waiting} slips wait."
                    ).format(invited=found.invited, present=found.present, waiting=found.waiting),
                    "",
                    _("F9  goes from step to step and says what is missing"),
                    _("F2  calls the next speaker, then starts the clock, then calls the next"),
                    _("Type what you hear and press Enter: a numbered question. #topic @unit"),
                    _("^O  takes anything back    ^P  finds everything    ^G  lists the keys"),
                    "",
                    _("Everything is saved at once. Close the window whenever you like."),
                ],
            )
        )

    # -- the doors -----------------------------------------------------------------------------------------

    def scanned(self, scan: Scan) -> None:
        """Whatever is on the screen: who is scanned comes in."""
        if isinstance(self.screen, TriesScans):
            self.screen.take(scan)
        else:
            self.arrivals.scanned(scan)

    def _show_arrival(self, arrival: Arrival) -> None:
        """Where it is seen; under a dialog, in a notice. Who is not let in is heard, too."""
        if arrival.outcome != "in":
            self.bell()
        if not self.main.show_arrival(arrival):
            severity: Severity = "information" if arrival.outcome == "in" else "warning"
            say(self, arrival_words(self.folder.meeting, arrival), severity=severity, timeout=8)

    def _take_card(self, reading: Reading) -> None:
        """An identity card: its own questions, over whatever is asked now. Another card waits until they are answered."""
        self.bell()
        if any(worker.group == "card" and not worker.is_finished for worker in self.workers):
            return
        work: WorkType[None] = partial(door_acts.take_card, self.desk, self.arrivals, reading.card)
        self.run_worker(work, group="card")

    async def action_leave(self) -> None:
        """Nothing is lost by leaving; it is asked all the same while the meeting runs."""
        self.main.keep_words()
        day = self.folder.meeting.day
        if day.step is None or day.closed_at is not None:
            self.exit()
        elif not isinstance(self.screen, Confirm):
            self.push_screen(
                Confirm(
                    _("Leave the program? The meeting goes on."),
                    [_("Everything is saved; open it again any time.")],
                ),
                lambda yes: self.exit() if yes else None,
            )

    def action_help_quit(self) -> None:
        say(self, _("^Q leaves the program."))
