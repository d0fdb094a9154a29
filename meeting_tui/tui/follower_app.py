"""The chair's view and the hall's display as a program: it reads a meeting that the console writes, and writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from textual.app import App
from textual.binding import Binding

from meeting_tui import places
from meeting_tui.language import _
from meeting_tui.live.follower import Follower
from meeting_tui.live.pages import View
from meeting_tui.live.signal import signal
from meeting_tui.store.clock import steady_seconds
from meeting_tui.tui.screens.chair import ChairScreen
from meeting_tui.tui.screens.hall import HallScreen
from meeting_tui.tui.starting import collect_again
from meeting_tui.tui.theming import take_themes
from meeting_tui.tui.widgets.chair_blocks import TWO_COLUMNS

SCREENS: dict[View, type[ChairScreen] | type[HallScreen]] = {"chair": ChairScreen, "hall": HallScreen}
LOOKS_A_SECOND = 10
PAGE_SECONDS = 10.0
"""For so long a page holds when nothing is committed: what else changes in it changes by the minute."""
HERE = Path(__file__).parent


class FollowerApp(App[None]):
    """Shows one view of the meeting that `follower` follows; whoever made the follower closes it."""

    CSS_PATH = [HERE / "base.tcss", HERE / "live.tcss"]
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS = [(0, "-one-column"), (TWO_COLUMNS, "-two-columns")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-short"), (28, "-tall")]
    BINDINGS = [
        Binding(
            "q,escape,ctrl+q",
            "quit",
            _("Leave"),
            tooltip=_("The meeting goes on"),
            priority=True,
            key_display="q",
            id="view.leave",
        ),
        Binding(
            "t", "next_theme", _("Colours"), tooltip=_("By day, by night, for a projector"), id="view.theme"
        ),
    ]

    def __init__(
        self,
        follower: Follower,
        view: View,
        *,
        config: Path | None = None,
        started: Callable[[], None] | None = None,
        steady: Callable[[], float] = steady_seconds,
    ) -> None:
        """`started` is called once, after the first frame."""
        super().__init__()
        self.follower = follower
        self._started = started
        self._steady = steady
        self._themes = [named.theme.name for named in take_themes(self, config or places.config_folder())[0]]
        self._made_at = datetime.min.replace(tzinfo=UTC)
        """When the page was made that is shown now."""
        self._words = ""
        """Of the signal that is shown now."""
        self._due = 0.0
        """Steady seconds at which it is drawn again."""
        self.main = SCREENS[view]()

    def get_default_screen(self) -> ChairScreen | HallScreen:
        return self.main

    def on_mount(self) -> None:
        self.look()
        self.set_interval(1 / LOOKS_A_SECOND, self.look)
        if self._started is not None:
            self.call_after_refresh(self._started)

    def look(self) -> None:
        """Ten times a second: draw at once what others did, and once a second what time changes."""
        changed = self.follower.poll()
        if changed or self._steady() >= self._due:
            self._draw(changed)

    def _draw(self, changed: bool) -> None:
        now, told = self.follower.now(), signal(self.follower.trust())
        self._due = self._steady() + 1 - now.microsecond / 1e6  # when the second is full, as in the console
        if changed or self._is_old(now):
            self._made_at = now
            self.main.follow(self.follower.meeting, now, told)
        elif self.main.ticks or told.words != self._words:
            self.main.tick((now - self._made_at).total_seconds(), told)
        self._words = told.words

    def _is_old(self, now: datetime) -> bool:
        """Whether the page may say something else by now; only its countdown is counted on."""
        age = (now - self._made_at).total_seconds()
        return not 0 <= age < min(PAGE_SECONDS, self.main.lasts) or now.minute != self._made_at.minute

    def action_help_quit(self) -> None:
        """^C leaves, too: nothing can be lost."""
        self.exit()

    def action_next_theme(self) -> None:
        """For this window only: what is remembered is chosen in the console."""
        if self._themes:
            place = self._themes.index(self.theme) + 1 if self.theme in self._themes else 0
            self.theme = self._themes[place % len(self._themes)]


def run_view(path: Path, view: View) -> None:
    """Show a view until it is left. Raises StoreError or PlanInvalid where there is no meeting to follow."""
    with Follower(path) as follower:
        FollowerApp(follower, view, started=collect_again).run(mouse=False)
